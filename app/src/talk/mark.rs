//! The number of open threads: on an item of a drawing, in a list, on a tab. Filled while something is unread, outlined once it is
//! read; a screen reader hears the same.

use super::state::{Sum, Talk};
use crate::{
    canvas::Canvas,
    i18n::{Locale, t_string, td_string, use_i18n},
    route::Tab,
};
use diagram::Point;
use leptos::prelude::*;
use model::EntityKey;

/// The mark of an item as SVG, at a corner given in the item's own units. Nothing without an open thread.
pub fn mark(sum: Sum, at: Point) -> String {
    if sum.open == 0 {
        return String::new();
    }
    let state = if sum.unread > 0 { "unread" } else { "read" };
    let (x, y, open) = (at.x, at.y, sum.open.min(99));
    format!(
        r#"<g class="talk-mark" data-talk="{state}" transform="translate({x:.1} {y:.1})"><g class="talk-size"><path d="M-9 -9h18a3 3 0 013 3v9a3 3 0 01-3 3h-11l-5 4v-4h-2a3 3 0 01-3-3v-9a3 3 0 013-3z"/><text y="2.5">{open}</text></g></g>"#
    )
}

/// What a mark says.
pub fn said(sum: Sum, locale: Locale) -> String {
    if sum.open == 0 {
        return String::new();
    }
    let count = td_string!(locale, talk.count, count = sum.open).to_string();
    if sum.unread == 0 {
        return count;
    }
    format!("{count} · {}", td_string!(locale, talk.unread, count = sum.unread))
}

/// The number in a list, a button that opens the threads.
#[component]
pub fn Count(
    /// The canvas.
    canvas: Canvas,
    /// On what.
    #[prop(into)]
    item: Signal<Option<EntityKey>>,
) -> impl IntoView {
    let i18n = canvas.i18n;
    let sum = Memo::new(move |_| canvas.talk.zip(item.get()).map(|(talk, item)| talk.on(item)).unwrap_or_default());
    move || {
        let sum = sum.get();
        (sum.open > 0).then(|| {
            let state = if sum.unread > 0 { "unread" } else { "read" };
            let words = move || said(sum, i18n.get_locale());
            view! {
                <button class="talk-count" data-talk=state type="button" title=words aria-label=words on:click=move |_| {
                    if let Some(item) = item.get_untracked() {
                        canvas.select(item);
                        canvas.discuss();
                    }
                }>{sum.open}</button>
            }
        })
    }
}

/// How many threads of a tab are unread, beside its name.
#[component]
pub fn Badge(
    /// The tab; none for all.
    tab: Option<Tab>,
) -> impl IntoView {
    let i18n = use_i18n();
    let unread = use_context::<Talk>().map(|talk| Memo::new(move |_| talk.unread(tab)));
    move || {
        let count = unread.map(|unread| unread.get()).filter(|count| *count > 0)?;
        Some(view! {
            <span class="talk-badge" role="img" aria-label=move || t_string!(i18n, talk.unread, count = count).to_string()>{count}</span>
        })
    }
}
