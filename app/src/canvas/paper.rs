//! The drawing's paper: one transform for pan and zoom, and the listeners of all pointers. What lies on it is the diagram's.
//!
//! Pointers are in `gestures`, keys in `keyboard`.

use super::{Canvas, Tool, gestures::Gestures, hit::item_at, overlay::Overlay, presence::RemoteCursors};
use crate::i18n::t_string;
use leptos::{ev, prelude::*, svg::Svg};
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
) -> impl IntoView {
    let svg = NodeRef::<Svg>::new();
    let gestures = Gestures::new(canvas, svg);
    watch_size(canvas, svg);
    let transform = move || {
        let view = canvas.view.get();
        format!("translate({:.2} {:.2}) scale({:.4})", view.x, view.y, view.scale)
    };
    let tool = move || match canvas.tool.get() {
        Tool::Select => "select",
        Tool::Hand => "hand",
        Tool::Add => "add",
        Tool::Connect => "connect",
    };
    let dots = move |of: fn(diagram::View) -> f64| move || format!("{:.2}px", of(canvas.view.get()));
    view! {
        <div
            class="cv-paper"
            data-tool=tool
            data-gesture=move || canvas.live.kind.get()
            style:--talk=move || format!("{:.1}", mark_size(canvas.view.get().scale))
            style:--dots=dots(|view| dot_spacing(view.scale))
            style:--dots-x=dots(|view| view.x)
            style:--dots-y=dots(|view| view.y)
        >
            <svg
                node_ref=svg
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
                <g class="world" transform=transform>
                    {drawing.run()}
                    <Overlay canvas/>
                    <RemoteCursors canvas/>
                </g>
            </svg>
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

/// How much larger than the drawing the numbers on its items are: they can be read when all of it is shown.
fn mark_size(scale: f64) -> f64 {
    (0.8 / scale.max(0.01) * 5.0).round().clamp(5.0, 11.0) / 5.0
}

/// Keeps the size of the canvas; with the first size the diagram chooses its first view.
fn watch_size(canvas: Canvas, svg: NodeRef<Svg>) {
    Effect::new(move |_| {
        let Some(element) = svg.get() else { return };
        let target: web_sys::Element = element.unchecked_into();
        let measured = target.clone();
        let changed = Closure::<dyn FnMut()>::new(move || {
            let rect = measured.get_bounding_client_rect();
            let first = canvas.size.get_untracked() == (0.0, 0.0);
            canvas.size.set((rect.width(), rect.height()));
            if first && rect.width() > 0.0 {
                canvas.diagram().open_view(canvas);
                canvas.show_wanted();
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

/// The focus may come by Tab: the canvas remembers which item has it.
fn focused(canvas: Canvas, event: &ev::FocusEvent) {
    if let Some(item) = item_at(event.target())
        && canvas.focus.get_untracked() != Some(item)
    {
        canvas.focus.set(Some(item));
    }
}
