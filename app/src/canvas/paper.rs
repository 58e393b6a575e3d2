//! The drawing's paper: one transform for pan and zoom, and the listeners of all pointers. What lies on it is the diagram's.
//!
//! Pointers are in `gestures`, keys in `keyboard`.

use super::{
    Canvas, Tool, gestures::Gestures, hit::item_at, lifted::Lifted, overlay::Overlay, presence::RemoteCursors,
};
use crate::{i18n::t_string, part::InSight};
use leptos::{ev, html, prelude::*};
use web_sys::wasm_bindgen::{JsCast, closure::Closure};

/// The paper. A touch is answered by its pointer events alone: the click a browser sends after it would land on whatever the
/// touch has just opened.
#[component]
pub fn Paper(
    /// The canvas.
    canvas: Canvas,
    /// Name of the diagram.
    #[prop(into)]
    title: Signal<String>,
    /// The diagram, in diagram units.
    drawing: ViewFn,
    /// What follows a gesture in flight.
    along: ViewFn,
) -> impl IntoView {
    let element = NodeRef::<html::Div>::new();
    let gestures = Gestures::new(canvas, element);
    watch_size(canvas, element);
    canvas.keep_moving();
    canvas.keep_wanted();
    canvas.keep_reachable();
    let transform = move || {
        let view = canvas.view.get();
        format!("translate({:.2}px, {:.2}px) scale({:.4})", view.x, view.y, view.scale)
    };
    let scale = canvas.scale();
    // They wait for the view to come to rest: the browser looks at all of them again.
    let marks = Memo::new(move |before: Option<&String>| {
        let now = mark_size(scale.get());
        before.filter(|_| canvas.moving.get()).cloned().unwrap_or(now)
    });
    let lively = Memo::new(move |_| canvas.live.kind.get().is_some() || canvas.is_any_lifted());
    let tool = move || match canvas.tool.get() {
        Tool::Select => "select",
        Tool::Hand => "hand",
        Tool::Add => "add",
        Tool::Connect => "connect",
    };
    let dots = move || {
        let spacing = dot_spacing(scale.get());
        format!("{spacing:.2}px {spacing:.2}px")
    };
    // The dots repeat: they never go further than from one to the next.
    let dots_at = move || {
        let view = canvas.view.get();
        let spacing = dot_spacing(view.scale);
        let at = |value: f64| value.rem_euclid(spacing) - spacing;
        format!("translate({:.2}px, {:.2}px)", at(view.x), at(view.y))
    };
    view! {
        <div
            class="cv-paper"
            data-tool=tool
            data-gesture=move || canvas.live.kind.get()
            data-moving=move || canvas.moving.get().then_some("")
            data-marks=move || marks.get()
        >
            <div class="cv-dots" style:background-size=dots style:transform=dots_at></div>
            <div
                node_ref=element
                class="cv-canvas"
                role="application"
                aria-label=move || title.get()
                aria-description=move || t_string!(canvas.i18n, canvas.how)
                tabindex="-1"
                on:pointerdown=move |event| gestures.down(&event)
                on:pointermove=move |event| gestures.moved(&event)
                on:pointerup=move |event| gestures.up(&event)
                on:pointercancel=move |event| gestures.cancelled(&event)
                on:pointerleave=move |_| canvas.pointer_left()
                on:touchend=move |event| {
                    if event.cancelable() {
                        event.prevent_default();
                    }
                }
                on:wheel=move |event| gestures.wheel(&event)
                on:dblclick=move |event| gestures.double_click(&event)
                on:contextmenu=move |event| gestures.menu(&event)
                on:focusin=move |event| focused(canvas, &event)
            >
                <div class="world" style:transform=transform>
                    <svg class="layer" role="presentation">{drawing.run()}</svg>
                    <svg class="layer above" aria-hidden="true" data-lively=move || lively.get().then_some("")>
                        {along.run()}
                        <Lifted canvas/>
                        <Overlay canvas/>
                    </svg>
                    <RemoteCursors canvas/>
                </div>
            </div>
        </div>
    }
}

/// Dots never stand closer than a finger's breadth: zoomed out, every second one is left out.
fn dot_spacing(scale: f64) -> f64 {
    let mut spacing = 24.0 * scale;
    while spacing < 14.0 {
        spacing *= 2.0;
    }
    spacing
}

/// How much larger than the drawing the numbers on its items are, in fifths: they can be read when all of it is shown. The style sheet
/// has a rule for each size: with an attribute the browser looks at the numbers alone, with a variable at every element below.
fn mark_size(scale: f64) -> String {
    (0.8 / scale.max(0.01) * 5.0).round().clamp(5.0, 11.0).to_string()
}

/// Keeps the size of the canvas; with the first size the diagram chooses its first view.
fn watch_size(canvas: Canvas, element: NodeRef<html::Div>) {
    let in_sight = use_context::<InSight>();
    Effect::new(move |_| {
        let Some(element) = element.get() else { return };
        let target: web_sys::Element = element.unchecked_into();
        let measured = target.clone();
        let changed = Closure::<dyn FnMut()>::new(move || {
            let rect = measured.get_bounding_client_rect();
            let first = canvas.size.get_untracked() == (0.0, 0.0);
            canvas.size.set((rect.width(), rect.height()));
            if first && rect.width() > 0.0 {
                canvas.diagram().open_view(canvas);
                canvas.show_wanted();
                if let Some(in_sight) = in_sight {
                    in_sight.after_paint();
                }
            }
        });
        if let Ok(observer) = web_sys::ResizeObserver::new(changed.as_ref().unchecked_ref()) {
            observer.observe(&target);
            // The observer must not outlive the screen whose signals it sets.
            let kept = StoredValue::new_local((observer, changed));
            on_cleanup(move || {
                kept.try_with_value(|(observer, _)| observer.disconnect());
            });
        }
    });
}

/// The focus may come by Tab: the canvas remembers which item has it, and brings it into sight if nothing of it is.
fn focused(canvas: Canvas, event: &ev::FocusEvent) {
    let Some(item) = item_at(event.target()) else { return };
    if canvas.focus.get_untracked() != Some(item) {
        canvas.focus.set(Some(item));
    }
    let (width, height) = canvas.size.get_untracked();
    let seen = canvas.view.get_untracked().visible(width, height);
    if canvas.diagram().bounds(item).is_some_and(|bounds| !bounds.intersects(seen)) {
        canvas.reveal(item);
    }
}
