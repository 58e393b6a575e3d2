//! What is drawn over the items while a gesture is in flight: marquee and guides.

use super::{Canvas, taps::Tap};
use diagram::{Guides, Point, Rect};
use leptos::prelude::*;

/// What the overlay shows of the gesture in flight.
#[derive(Clone, Copy)]
pub struct Live {
    /// Name of the gesture, for the style sheet.
    pub kind: RwSignal<Option<&'static str>>,
    /// The marquee, in diagram units.
    pub marquee: RwSignal<Option<Rect>>,
    /// Lines that show how a dragged item lines up.
    pub guides: RwSignal<Guides>,
    /// The hand wants its own place, lined up with nothing: Ctrl or Cmd is held.
    pub free: StoredValue<bool>,
}

impl Default for Live {
    fn default() -> Self {
        Self {
            kind: RwSignal::new(None),
            marquee: RwSignal::new(None),
            guides: RwSignal::new(Guides::default()),
            free: StoredValue::new(false),
        }
    }
}

/// The layer of the gesture.
#[component]
pub fn Overlay(canvas: Canvas) -> impl IntoView {
    let live = canvas.live;
    let guides = move || {
        live.guides.with(|guides| {
            let line = |(a, b): &(Point, Point)| format!("M{:.1} {:.1}L{:.1} {:.1}", a.x, a.y, b.x, b.y);
            guides.lines.iter().map(line).collect::<String>()
        })
    };
    // The corner that has been tapped already.
    let corner = move || match canvas.tap.get() {
        Some(Tap::Opposite(at)) => format!("M{:.1} {:.1}h24M{:.1} {:.1}v24", at.x - 12.0, at.y, at.x, at.y - 12.0),
        _ => String::new(),
    };
    let marquee = move || {
        live.marquee.get().map(|rect| {
            view! {
                <rect class="marquee" x=rect.x y=rect.y width=rect.width height=rect.height></rect>
            }
        })
    };
    view! {
        <g class="overlay" aria-hidden="true">
            <path class="guide" d=guides></path>
            <path class="corner" d=corner></path>
            {marquee}
        </g>
    }
}
