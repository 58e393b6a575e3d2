//! One card of the map. Its shapes come from `diagram`, which also writes them into exports.

use super::state::Screen;
use diagram::shapes_to_svg;
use leptos::prelude::*;
use model::PersonId;

/// What only the screen shows: where a line can be pulled out of the card.
const HANDLES: &str = r#"<circle class="handle" data-handle="" cx="86" cy="62" r="6"/><circle class="handle" data-handle="" cx="172" cy="36" r="6"/>"#;

/// A card.
#[component]
pub fn CardView(person: PersonId) -> impl IntoView {
    let screen = expect_context::<Screen>();
    let group = Memo::new(move |_| screen.card(person));
    let selected = Memo::new(move |_| screen.selection.with(|selection| selection.people.contains(&person)));
    let held = screen.held(person);
    let is_held = held.clone();
    let transform = move || {
        let at = held.get().or_else(|| group.with(|group| group.as_ref().map(|group| group.at))).unwrap_or_default();
        format!("translate({:.1} {:.1})", at.x, at.y)
    };
    let content = move || {
        // A card that was just taken off has no group any more, and is unmounted next.
        let Some(mut shapes) = group.with(|group| group.as_ref().map(|group| shapes_to_svg(&group.shapes))) else {
            return String::new();
        };
        if screen.may_edit.get() {
            shapes.push_str(HANDLES);
        }
        shapes
    };
    // Roving: one card is in the tab order, the arrow keys do the rest.
    let is_focus = Memo::new(move |_| screen.focus.get() == Some(person));
    let tabindex = move || if is_focus.get() { "0" } else { "-1" };
    view! {
        <g
            id=card_id(person)
            class=move || group.with(|group| group.as_ref().map_or_else(|| "card".to_owned(), |group| group.class.to_string()))
            data-node=person.to_string()
            data-selected=move || selected.get().then_some("")
            data-held=move || is_held.get().is_some().then_some("")
            data-by=move || screen.selected_by(person)
            role="button"
            tabindex=tabindex
            aria-pressed=move || selected.get().to_string()
            aria-label=move || group.with(|group| group.as_ref().map_or_else(String::new, |group| group.label.clone()))
            transform=transform
            inner_html=content
        ></g>
    }
}

/// The element id of a card, for the focus.
pub fn card_id(person: PersonId) -> String {
    format!("card-{person}")
}
