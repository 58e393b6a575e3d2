//! One item of a drawing: the group with all that hands, keys and screen readers need.

use super::{Canvas, item_id};
use crate::{
    past::{self, Past},
    talk,
};
use diagram::Group;
use leptos::prelude::*;
use model::EntityKey;

/// An item one can walk to, select and drag. It stands where it is held, else where its group is.
#[component]
pub fn Item(
    /// The canvas.
    canvas: Canvas,
    /// Which.
    item: EntityKey,
    /// How the crate `diagram` draws it; nothing once it is gone.
    group: Memo<Option<Group>>,
    /// Its shapes as SVG.
    #[prop(into)]
    content: Signal<String>,
) -> impl IntoView {
    let selected = Memo::new(move |_| canvas.is_selected(item));
    let pale = Memo::new(move |_| canvas.is_pale(item));
    let past = use_context::<Past>();
    let difference = Memo::new(move |_| past.and_then(|past| past.kind(item)));
    let held = canvas.held(item);
    let is_held = held.clone();
    let transform = move || {
        let at = held.get().or_else(|| group.with(|group| group.as_ref().map(|group| group.at))).unwrap_or_default();
        format!("translate({:.1} {:.1})", at.x, at.y)
    };
    // What is said about it, at the edge of its bounds; a held item carries it along.
    let sum = Memo::new(move |_| canvas.talk.map(|talk| talk.on(item)).unwrap_or_default());
    let at_hold = canvas.held(item);
    let mark = move || {
        let sum = sum.get();
        if sum.open == 0 {
            return String::new();
        }
        let own = group.with(|group| group.as_ref().map(|group| group.at)).unwrap_or_default();
        let at = at_hold.get_untracked().unwrap_or(own);
        let diagram = canvas.diagram();
        let Some(bounds) = diagram.bounds(item) else { return String::new() };
        let mark = diagram.mark_at(item, bounds);
        talk::mark(sum, diagram::Point::new(mark.x - at.x, mark.y - at.y))
    };
    let sign = move || {
        let kind = difference.get();
        let bounds = kind.and_then(|_| canvas.diagram().bounds(item));
        let own = group.with(|group| group.as_ref().map(|group| group.at)).unwrap_or_default();
        bounds
            .map(|bounds| past::badge(kind, diagram::Point::new(bounds.x - own.x, bounds.y - own.y)))
            .unwrap_or_default()
    };
    let label = move || {
        let called = group.with(|group| group.as_ref().map_or_else(String::new, |group| group.label.clone()));
        match talk::said(sum.get(), canvas.i18n.get_locale()) {
            said if said.is_empty() => called,
            said => format!("{called} · {said}"),
        }
    };
    // Roving: one item is in the browser's tab order, the canvas goes on from it: what is next may not be mounted.
    let is_focus = Memo::new(move |_| canvas.focus.get() == Some(item));
    let tabindex = move || if is_focus.get() { "0" } else { "-1" };
    view! {
        <g
            id=item_id(item)
            class=move || group.with(|group| group.as_ref().map_or_else(String::new, |group| format!("item {}", group.class)))
            data-item=item.to_string()
            data-selected=move || selected.get().then_some("")
            data-pale=move || pale.get().then_some("")
            data-pulse=move || (canvas.pulsing.get() == Some(item)).then_some("")
            data-held=move || is_held.get().is_some().then_some("")
            data-diff=move || difference.get().map(past::kind_name)
            data-by=move || canvas.selected_by(item)
            role="button"
            tabindex=tabindex
            aria-pressed=move || selected.get().to_string()
            aria-label=label
            transform=transform
            inner_html=move || content.get() + &mark() + &sign()
        ></g>
    }
}
