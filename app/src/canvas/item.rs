//! One item of a drawing: the group with all that hands, keys and screen readers need.

use super::{Canvas, item_id};
use crate::{
    past::{self, Past},
    talk,
};
use diagram::{Group, Point};
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
    // While it is lifted its picture moves, see `lifted`; it stays where it was, unseen.
    let here = move || if canvas.is_lifted(item) { None } else { held.get() };
    let is_here = here.clone();
    let hold = move || if canvas.is_lifted(item) { Some("lifted") } else { is_here().map(|_| "here") };
    let transform = move || translate(here().unwrap_or_else(|| origin_of(group)));
    let sum = Memo::new(move |_| canvas.talk.map(|talk| talk.on(item)).unwrap_or_default());
    let mark = move || talk_mark(canvas, item, group, sum.get());
    let sign = move || {
        let kind = difference.get();
        let bounds = kind.and_then(|_| canvas.diagram().bounds(item));
        let own = origin_of(group);
        bounds.map(|bounds| past::badge(kind, Point::new(bounds.x - own.x, bounds.y - own.y))).unwrap_or_default()
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
            class=move || class_of(group)
            data-item=item.to_string()
            data-selected=move || selected.get().then_some("")
            data-pale=move || pale.get().then_some("")
            data-pulse=move || (canvas.pulsing.get() == Some(item)).then_some("")
            data-held=hold
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

/// The style classes of an item.
pub(super) fn class_of(group: Memo<Option<Group>>) -> String {
    group.with(|group| group.as_ref().map_or_else(String::new, |group| format!("item {}", group.class)))
}

/// Where an item stands while nobody holds it.
pub(super) fn origin_of(group: Memo<Option<Group>>) -> Point {
    group.with(|group| group.as_ref().map(|group| group.at)).unwrap_or_default()
}

/// The attribute that puts it somewhere.
pub(super) fn translate(at: Point) -> String {
    format!("translate({:.1} {:.1})", at.x, at.y)
}

/// What is said about an item, at the edge of its bounds, as SVG; a held item carries it along.
pub(super) fn talk_mark(canvas: Canvas, item: EntityKey, group: Memo<Option<Group>>, sum: talk::Sum) -> String {
    if sum.open == 0 {
        return String::new();
    }
    let at = canvas.held(item).get_untracked().unwrap_or_else(|| origin_of(group));
    let diagram = canvas.diagram();
    let Some(bounds) = diagram.bounds(item) else { return String::new() };
    let mark = diagram.mark_at(item, bounds);
    talk::mark(sum, Point::new(mark.x - at.x, mark.y - at.y))
}
