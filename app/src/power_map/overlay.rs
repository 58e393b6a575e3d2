//! What is drawn over the cards while a gesture is in flight: marquee, guides, the line being pulled.

use super::{gestures::Live, state::Screen};
use diagram::{Point, power_map::card_rect};
use leptos::prelude::*;

/// The layer of the gesture.
#[component]
pub fn Overlay(live: Live) -> impl IntoView {
    let screen = expect_context::<Screen>();
    let guides = move || {
        live.guides.with(|guides| {
            let line = |(a, b): &(Point, Point)| format!("M{:.1} {:.1}L{:.1} {:.1}", a.x, a.y, b.x, b.y);
            guides.lines.iter().map(line).collect::<String>()
        })
    };
    let marquee = move || {
        live.marquee.get().map(|rect| {
            view! {
                <rect class="marquee" x=rect.x y=rect.y width=rect.width height=rect.height></rect>
            }
        })
    };
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
    view! {
        <g class="overlay" aria-hidden="true">
            <path class="guide" d=guides></path>
            {source}
            <path class="pulled" d=pulled></path>
            {marquee}
        </g>
    }
}
