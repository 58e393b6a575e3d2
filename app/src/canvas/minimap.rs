//! The minimap: the whole diagram in a corner, with a frame around what is on the screen. Shown while not everything is.
//!
//! A press or drag brings the point into the middle, the wheel zooms. Keys, when it has the focus: arrows pan, `+` and `-` zoom.

use super::{Canvas, Direction};
use crate::i18n::t_string;
use diagram::Rect;
use leptos::{ev, html, prelude::*};

/// Size in pixels; the style sheet gives it to the element.
const WIDTH: f64 = 168.0;
const HEIGHT: f64 = 112.0;
/// One press of an arrow key moves by this part of the screen.
const STEP: f64 = 0.25;

/// The minimap.
#[component]
pub fn Minimap(canvas: Canvas) -> impl IntoView {
    let i18n = canvas.i18n;
    let node = NodeRef::<html::Div>::new();
    // Everything in one path: five thousand items are one element. It is made again when the room changes, not when the view does.
    let drawn = Memo::new(move |_| {
        canvas.room.track_settled();
        let shapes = canvas.diagram().shapes();
        let around = Rect::around(shapes.iter().copied())?;
        let path: String = shapes
            .iter()
            .map(|shape| {
                let (x, y, width, height) =
                    (shape.x.round(), shape.y.round(), shape.width.round(), shape.height.round());
                format!("M{x} {y}h{width}v{height}h-{width}z")
            })
            .collect();
        Some((around, path))
    });
    let seen = move || {
        let (width, height) = canvas.size.get();
        canvas.view.get().visible(width, height)
    };
    let shown = Memo::new(move |_| {
        let area = drawn.with(|drawn| drawn.as_ref().map(|(area, _)| *area));
        let seen = seen();
        canvas.minimap.get() && !canvas.twin.get() && area.is_some_and(|area| !seen.holds(area))
    });
    let centre = move |event: &ev::PointerEvent| {
        let (Some(node), Some(Some(area))) =
            (node.get_untracked(), drawn.try_with_untracked(|drawn| drawn.as_ref().map(|(area, _)| *area)))
        else {
            return;
        };
        let rect = node.get_bounding_client_rect();
        let scale = (WIDTH / area.width).min(HEIGHT / area.height);
        let middle = area.centre();
        let dx = f64::from(event.client_x()) - rect.left() - rect.width() / 2.0;
        let dy = f64::from(event.client_y()) - rect.top() - rect.height() / 2.0;
        canvas.centre_on(middle.moved(dx / scale, dy / scale), canvas.view.get_untracked().scale);
    };
    let pressed = move |event: ev::PointerEvent| {
        if let Some(node) = node.get_untracked() {
            let _ = node.set_pointer_capture(event.pointer_id());
        }
        centre(&event);
    };
    let dragged = move |event: ev::PointerEvent| {
        if event.buttons() & 1 == 1 {
            centre(&event);
        }
    };
    let wheel = move |event: ev::WheelEvent| {
        event.prevent_default();
        canvas.zoom((-event.delta_y() * 0.002).exp());
    };
    let keys = move |event: ev::KeyboardEvent| {
        let Some(direction) = Direction::of_key(&event.key()) else { return };
        if event.ctrl_key() || event.alt_key() || event.meta_key() {
            return;
        }
        let (dx, dy) = direction.step();
        let (width, height) = canvas.size.get_untracked();
        canvas.view.update(|view| {
            *view = view.panned(-f64::from(dx) * width * STEP, -f64::from(dy) * height * STEP);
        });
        event.prevent_default();
    };
    let map = move || {
        drawn.with(|drawn| {
            let (area, path) = drawn.as_ref()?;
            let frame = move || {
                let Rect { x, y, width, height } = seen();
                format!("M{x:.0} {y:.0}h{width:.0}v{height:.0}h-{width:.0}z")
            };
            Some(view! {
                <svg preserveAspectRatio="xMidYMid meet" viewBox=format!("{:.0} {:.0} {:.0} {:.0}", area.x, area.y, area.width, area.height) aria-hidden="true">
                    <path class="shapes" d=path.clone()></path>
                    <path class="seen" d=frame></path>
                </svg>
            })
        })
    };
    move || {
        shown.get().then(|| {
            view! {
                <div
                    node_ref=node
                    class="cv-minimap"
                    role="group"
                    tabindex="0"
                    aria-label=move || t_string!(i18n, canvas.minimap)
                    on:pointerdown=pressed
                    on:pointermove=dragged
                    on:wheel=wheel
                    on:keydown=keys
                >{map}</div>
            }
        })
    }
}
