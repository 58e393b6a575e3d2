//! The drawing: regions, lines and cards; one group per line and card, each redrawn by its own trigger.

use super::{
    card_view::CardView,
    line_view::LineView,
    state::{Screen, people_of},
};
use crate::{
    past::{self, Past},
    shell::Each,
};
use diagram::{Point, Rect, power_map::Detail, shapes_to_svg};
use leptos::prelude::*;
use model::{EntityKey, LineId};

/// A small map is mounted whole: culling would cost more than it saves.
const EVERYWHERE: Rect = Rect::new(-1e9, -1e9, 2e9, 2e9);

/// The drawing.
#[component]
pub fn Drawing() -> impl IntoView {
    let screen = expect_context::<Screen>();
    // Each list is one memo over signals. An effect that read a memo both directly and through another memo would miss
    // changes: reactive_graph 0.2.16 takes such a source for seen when the other memo comes out equal.
    let window = screen.window();
    let people = screen.paced(Memo::new(move |_| {
        screen.room.track_all();
        let carried = screen.carried();
        let area = mounted(screen, window);
        screen.with_places(|places| {
            let mut shown = area.map(|area| places.cards.within(area)).unwrap_or_default();
            shown.extend(carried.into_iter().filter(|item| places.cards.rect(*item).is_some()));
            model::order::sort_unique(&mut shown);
            shown
        })
    }));
    let people = Signal::derive(move || people.with(|people| people_of(people.iter().copied())));
    let lines = screen.paced(Memo::new(move |_| {
        screen.room.track_all();
        let carried = screen.carried();
        let area = mounted(screen, window);
        screen.with_places(|places| -> Vec<EntityKey> {
            let mut shown = area.map(|area| places.lines.within(area)).unwrap_or_default();
            // A card that is carried has its lines with it.
            for item in carried {
                match item {
                    EntityKey::Node(person) => {
                        shown.extend(places.lines_of(person).iter().copied().map(EntityKey::Line));
                    }
                    EntityKey::Line(_) if places.lines.rect(item).is_some() => shown.push(item),
                    _ => {}
                }
            }
            model::order::sort_unique(&mut shown);
            shown
        })
    }));
    let line = |item: &EntityKey| if let EntityKey::Line(line) = item { Some(*line) } else { None };
    let lines = Signal::derive(move || lines.with(|lines| lines.iter().filter_map(line).collect::<Vec<LineId>>()));
    let past = use_context::<Past>();
    let regions = Memo::new(move |_| {
        screen.room.track_settled();
        screen
            .with_scene_at(Detail::Full, |scene| {
                let company = diagram::power_map::company(scene).into_iter();
                company.chain(diagram::power_map::regions(scene)).collect::<Vec<_>>()
            })
            .iter()
            .map(|group| {
                let shapes = shapes_to_svg(&group.shapes);
                let kind = past.and_then(|past| past.kind(group.key));
                let sign = past::badge(kind, Point::default());
                let kind = kind.map(|kind| format!(r#" data-diff="{}""#, past::kind_name(kind))).unwrap_or_default();
                format!(r#"<g transform="translate({} {})"{kind}>{shapes}{sign}</g>"#, group.at.x, group.at.y)
            })
            .collect::<String>()
    });
    // Where a search has led that looked for a department.
    let found = move || match screen.pulsing.get() {
        Some(EntityKey::Department(department)) => {
            let rect = untrack(|| screen.region_of(department))?;
            Some(
                view! { <rect class="region-found" x=rect.x y=rect.y width=rect.width height=rect.height rx="14"></rect> },
            )
        }
        _ => None,
    };
    view! {
        <g class="regions" aria-hidden="true" inner_html=move || regions.get()></g>
        <g class="regions" aria-hidden="true">{found}</g>
        <super::far::FarAway/>
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
    }
}

/// Where whatever is there is mounted, tracked; nowhere while a large map is far away.
fn mounted(screen: Screen, window: Memo<Rect>) -> Option<Rect> {
    let near = screen.detail.get() != Detail::Far;
    let window = window.get();
    if screen.is_large() { near.then_some(window) } else { Some(EVERYWHERE) }
}
