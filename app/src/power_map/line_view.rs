//! One line of the map.

use super::state::Screen;
use diagram::shapes_to_svg;
use leptos::prelude::*;
use model::{EntityKey, LineId};

/// A line. It follows its ends while they are dragged.
#[component]
pub fn LineView(line: LineId) -> impl IntoView {
    let screen = expect_context::<Screen>();
    let item = EntityKey::Line(line);
    let group = Memo::new(move |_| screen.line(line));
    let pale = Memo::new(move |_| {
        screen.room.track(item);
        let ends = screen.with_map(|map| map.lines.get(&line).map(|line| [line.from, line.to]));
        ends.is_some_and(|ends| ends.into_iter().any(|end| screen.is_pale(EntityKey::Node(end))))
    });
    let selected = Memo::new(move |_| screen.is_selected(item));
    view! {
        <g
            class="line"
            data-item=item.to_string()
            data-selected=move || selected.get().then_some("")
            data-pale=move || pale.get().then_some("")
            role="img"
            aria-label=move || group.with(|group| group.as_ref().map_or_else(String::new, |group| group.label.clone()))
            inner_html=move || {
                group.with(|group| group.as_ref().map_or_else(String::new, |group| shapes_to_svg(&group.shapes)))
            }
        ></g>
    }
}
