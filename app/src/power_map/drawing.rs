//! The drawing: regions, lines and cards; one group per line and card, each redrawn by its own trigger.

use super::{card_view::CardView, line_view::LineView, state::Screen};
use crate::shell::Each;
use diagram::{Rect, power_map::card_rect, shapes_to_svg};
use leptos::prelude::*;
use model::{EntityKey, LineId, PersonId};

/// Up to this many cards all are mounted: culling would cost more than it saves.
const CULL_ABOVE: usize = 300;

/// The drawing.
#[component]
pub fn Drawing() -> impl IntoView {
    let screen = expect_context::<Screen>();
    // Each list is one memo over signals. An effect that read a memo both directly and through another memo would miss
    // changes: reactive_graph 0.2.16 takes such a source for seen when the other memo comes out equal.
    let window = screen.window();
    let people = Memo::new(move |_| {
        screen.room.track_all();
        let all: Vec<PersonId> = screen.with_map(|map| map.live_nodes().map(|(id, _)| id).collect());
        if all.len() <= CULL_ABOVE {
            return all;
        }
        let window = window.get();
        all.into_iter().filter(|person| is_shown(screen, *person, window)).collect()
    });
    let lines = Memo::new(move |_| {
        screen.room.track_all();
        let people = screen.with_map(|map| map.live_nodes().count());
        let all: Vec<LineId> = screen.with_map(|map| map.live_lines().map(|(id, _)| id).collect());
        if people <= CULL_ABOVE {
            return all;
        }
        let window = window.get();
        all.into_iter().filter(|line| is_line_shown(screen, *line, window)).collect()
    });
    let regions = Memo::new(move |_| {
        screen.room.track_all();
        screen
            .with_scene(|scene| {
                let company = diagram::power_map::company(scene).into_iter();
                company.chain(diagram::power_map::regions(scene)).collect::<Vec<_>>()
            })
            .iter()
            .map(|group| {
                let shapes = shapes_to_svg(&group.shapes);
                format!(r#"<g transform="translate({} {})">{shapes}</g>"#, group.at.x, group.at.y)
            })
            .collect::<String>()
    });
    view! {
        <g class="regions" aria-hidden="true" inner_html=move || regions.get()></g>
        <g class="lines">
            <Each ids=lines let:line>
                <LineView line/>
            </Each>
        </g>
        <g class="cards">
            <Each ids=people let:person>
                <CardView person/>
            </Each>
        </g>
        <super::plus::PlusButtons/>
        <Pulled/>
    }
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

fn is_shown(screen: Screen, person: PersonId, window: Rect) -> bool {
    // A card being dragged or focused stays mounted wherever it is: it carries the gesture.
    screen.focus.get_untracked() == Some(EntityKey::Node(person))
        || screen.rect_now(person).is_some_and(|card| card.intersects(window))
}

fn is_line_shown(screen: Screen, line: LineId, window: Rect) -> bool {
    let ends = screen.with_map(|map| map.lines.get(&line).map(|line| (line.from, line.to)));
    ends.and_then(|(from, to)| Some(screen.rect_now(from)?.union(screen.rect_now(to)?)))
        .is_some_and(|around| around.inflated(80.0).intersects(window))
}
