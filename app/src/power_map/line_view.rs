//! One line of the map.

use super::state::Screen;
use crate::{canvas::redraw, talk};
use diagram::Shape;
use leptos::{prelude::*, svg};
use model::{EntityKey, LineId};

/// A line. It follows its ends while they are dragged.
#[component]
pub fn LineView(line: LineId) -> impl IntoView {
    let screen = expect_context::<Screen>();
    let item = EntityKey::Line(line);
    let shapes = Memo::new(move |_| screen.line_shapes(line));
    let label = Memo::new(move |_| screen.line_label(line));
    let group = NodeRef::<svg::G>::new();
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
    Effect::new(move |before: Option<Vec<Shape>>| {
        let now = shapes.get();
        if let Some(group) = group.get() {
            redraw(&group, before.as_deref(), &now, &mark());
        }
        now
    });
    view! {
        <g
            node_ref=group
            class="line"
            data-item=item.to_string()
            data-selected=move || selected.get().then_some("")
            data-pale=move || pale.get().then_some("")
            role="img"
            aria-label=move || {
                format!("{} {}", label.get(), talk::said(sum.get(), screen.i18n.get_locale())).trim_end().to_owned()
            }
        ></g>
    }
}
