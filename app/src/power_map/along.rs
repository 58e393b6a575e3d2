//! What follows a gesture in flight: the lines of cards in a hand, and the line being pulled out of a card.

use super::state::{Screen, people_of};
use crate::{canvas::redraw, shell::Each};
use diagram::{
    Rect, Shape,
    power_map::{card_rect, place_of},
};
use leptos::{prelude::*, svg};
use model::{EntityKey, LineId, PersonId};

/// All of it.
#[component]
pub fn Along() -> impl IntoView {
    view! {
        <LiftedLines/>
        <Pulled/>
    }
}

/// The lines of cards in a hand. Nobody points at them meanwhile.
#[component]
fn LiftedLines() -> impl IntoView {
    let screen = expect_context::<Screen>();
    let people = Memo::new(move |_| people_of(screen.lifted()));
    view! { <g aria-hidden="true"><Each ids=people let:person><LinesOf person/></Each></g> }
}

/// The lines of one of them: one shape for all that look alike. A line between two of them is drawn with the first.
#[component]
fn LinesOf(person: PersonId) -> impl IntoView {
    let screen = expect_context::<Screen>();
    let group = NodeRef::<svg::G>::new();
    // What stands still is looked up once, and not with every frame.
    let ties = Memo::new(move |_| {
        screen.room.track_all();
        let lifted = screen.lifted();
        let end = |end: PersonId| {
            if lifted.binary_search(&EntityKey::Node(end)).is_ok() {
                return Some(End::Lifted(end));
            }
            screen.with_map(|map| place_of(map, end)).map(|at| End::Still(card_rect(at)))
        };
        let lines = screen.with_places(|places| places.lines_of(person).to_vec());
        let line = |id: LineId| screen.with_map(|map| map.lines.get(&id).map(|line| (line.kind, line.from, line.to)));
        let here = lines.into_iter().filter_map(line).filter(|(_, from, to)| {
            let other = if *from == person { to } else { from };
            *other > person || lifted.binary_search(&EntityKey::Node(*other)).is_err()
        });
        here.filter_map(|(kind, from, to)| Some((kind, end(from)?, end(to)?))).collect::<Vec<_>>()
    });
    Effect::new(move |before: Option<Vec<Shape>>| {
        let own = screen.place(person).map(card_rect);
        let place = |end: &End| match end {
            End::Lifted(end) if *end == person => own,
            End::Lifted(end) => screen.place(*end).map(card_rect),
            End::Still(rect) => Some(*rect),
        };
        let mut shapes: Vec<Shape> = Vec::new();
        ties.with(|ties| {
            for (kind, from, to) in ties {
                if let (Some(from), Some(to)) = (place(from), place(to)) {
                    let line = diagram::power_map::line_shapes(*kind, from, to);
                    line.into_iter().for_each(|shape| together(&mut shapes, shape));
                }
            }
        });
        if let Some(group) = group.get() {
            redraw(&group, before.as_deref(), &shapes, "");
        }
        shapes
    });
    view! { <g node_ref=group class="along-lines"></g> }
}

/// Where a line begins or ends.
#[derive(Clone, Copy, PartialEq)]
enum End {
    /// At a card in a hand.
    Lifted(PersonId),
    /// At one that stands still.
    Still(Rect),
}

/// Adds a shape to those that look alike. What takes the pointer is left out.
fn together(shapes: &mut Vec<Shape>, shape: Shape) {
    if let Shape::Path { class, d } = &shape {
        if class == "hit" {
            return;
        }
        for known in shapes.iter_mut() {
            if let Shape::Path { class: known, d: way } = known
                && known == class
            {
                way.push_str(d);
                return;
            }
        }
    }
    shapes.push(shape);
}

/// The line being pulled out of a card.
#[component]
fn Pulled() -> impl IntoView {
    let screen = expect_context::<Screen>();
    let pulled = move || {
        let linking = screen.linking.get()?;
        let from = screen.rect_now(linking.from)?.centre();
        let to = match linking.to {
            Some(person) => screen.rect_now(person)?.centre(),
            None => linking.pointer?,
        };
        Some(format!("M{:.1} {:.1}L{:.1} {:.1}", from.x, from.y, to.x, to.y))
    };
    let source = move || {
        let rect = card_rect(screen.place(screen.linking.get()?.from)?).inflated(6.0);
        Some(view! {
            <rect class="link-from" x=rect.x y=rect.y width=rect.width height=rect.height rx="12"></rect>
        })
    };
    let onto = move || {
        let rect = card_rect(screen.place(screen.onto.get()?)?).inflated(6.0);
        Some(view! {
            <rect class="link-from" x=rect.x y=rect.y width=rect.width height=rect.height rx="12"></rect>
        })
    };
    view! {
        <g class="overlay" aria-hidden="true">
            {onto}
            {source}
            <path class="pulled" d=pulled></path>
        </g>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn path(class: &'static str, d: &str) -> Shape {
        Shape::Path { class: class.into(), d: d.to_owned() }
    }

    #[test]
    fn what_looks_alike_is_one_shape_and_what_takes_the_pointer_is_left_out() {
        let arrow = Shape::Circle { class: "cross-back".into(), x: 1.0, y: 2.0, r: 3.0 };
        let mut shapes = Vec::new();
        let all = [
            path("hit", "M0 0"),
            path("reports", "M1 1"),
            arrow.clone(),
            path("reports", "M2 2"),
            path("influences", "M3 3"),
        ];
        for shape in all {
            together(&mut shapes, shape);
        }
        assert_eq!(shapes, [path("reports", "M1 1M2 2"), arrow, path("influences", "M3 3")]);
    }
}
