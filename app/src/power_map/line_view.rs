//! One line of the map.

use super::state::Screen;
use crate::{
    canvas::redraw,
    past::{self, Past},
    talk,
};
use diagram::Shape;
use leptos::{prelude::*, svg};
use model::{EntityKey, LineId};

/// A line. It follows its ends while they are dragged; while one of them is lifted it is drawn along with it (see `along`), and not here.
#[component]
pub fn LineView(line: LineId) -> impl IntoView {
    let screen = expect_context::<Screen>();
    let item = EntityKey::Line(line);
    let shapes = Memo::new(move |_| screen.line_shapes(line));
    let label = Memo::new(move |_| screen.line_label(line));
    let group = NodeRef::<svg::G>::new();
    let pale = Memo::new(move |_| {
        screen.room.track(item);
        screen.with_map(|map| map.lines.get(&line).cloned()).is_some_and(|line| screen.is_line_pale(&line))
    });
    let sum = Memo::new(move |_| screen.talk.map(|talk| talk.on(item)).unwrap_or_default());
    let past = use_context::<Past>();
    let difference = Memo::new(move |_| past.and_then(|past| past.kind(item)));
    let mark = move || {
        let (sum, kind) = (sum.get(), difference.get());
        if sum.open == 0 && kind.is_none() {
            return String::new();
        }
        let Some(bounds) = screen.canvas().diagram().bounds(item) else { return String::new() };
        let at = bounds.centre();
        if sum.open == 0 {
            return past::badge(kind, at);
        }
        talk::mark(sum, at) + &past::badge(kind, at.moved(-24.0, 0.0))
    };
    let selected = Memo::new(move |_| screen.is_selected(item));
    let lifted = Memo::new(move |_| screen.is_line_lifted(line));
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
            data-held=move || lifted.get().then_some("lifted")
            data-diff=move || difference.get().map(past::kind_name)
            data-pale=move || pale.get().then_some("")
            data-pulse=move || (screen.pulsing.get() == Some(item)).then_some("")
            role="img"
            aria-label=move || {
                format!("{} {}", label.get(), talk::said(sum.get(), screen.i18n.get_locale())).trim_end().to_owned()
            }
        ></g>
    }
}
