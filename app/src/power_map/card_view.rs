//! One card of the map. Its shapes come from `diagram`, which also writes them into exports.

use super::state::Screen;
use crate::canvas::Item;
use diagram::shapes_to_svg;
use leptos::prelude::*;
use model::{EntityKey, PersonId};

/// What only the screen shows: where a line can be pulled out of the card.
const HANDLES: &str =
    r#"<circle class="handle" cx="86" cy="62" r="6"/><circle class="handle" cx="172" cy="36" r="6"/>"#;

/// A card.
#[component]
pub fn CardView(person: PersonId) -> impl IntoView {
    let screen = expect_context::<Screen>();
    let group = Memo::new(move |_| screen.card(person));
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
    view! { <Item canvas=screen.canvas() item=EntityKey::Node(person) group content=Signal::derive(content)/> }
}
