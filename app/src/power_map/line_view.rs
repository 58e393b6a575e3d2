//! One line of the map.

use super::state::Screen;
use crate::talk;
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
    let sum = Memo::new(move |_| screen.talk.map(|talk| talk.on(item)).unwrap_or_default());
    let mark = move || {
        let bounds = screen.canvas().diagram().bounds(item).filter(|_| sum.get().open > 0);
        bounds.map(|bounds| talk::mark(sum.get(), bounds.centre())).unwrap_or_default()
    };
    let selected = Memo::new(move |_| screen.is_selected(item));
    view! {
        <g
            class="line"
            data-item=item.to_string()
            data-selected=move || selected.get().then_some("")
            data-pale=move || pale.get().then_some("")
            role="img"
            aria-label=move || {
                let label = group.with(|group| group.as_ref().map_or_else(String::new, |group| group.label.clone()));
                format!("{label} {}", talk::said(sum.get(), screen.i18n.get_locale())).trim_end().to_owned()
            }
            inner_html=move || {
                group.with(|group| group.as_ref().map_or_else(String::new, |group| shapes_to_svg(&group.shapes))) + &mark()
            }
        ></g>
    }
}
