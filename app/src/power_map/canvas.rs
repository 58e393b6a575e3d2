//! The drawing: one transform for pan and zoom, one group per card and line, each redrawn by its own trigger.
//!
//! Keys are in `keyboard`, pointers in `gestures`. On the server this renders nothing useful: it belongs to the `csr` app.

use super::{
    card_view::CardView,
    gestures::{Gestures, Live},
    line_view::LineView,
    overlay::Overlay,
    presence::RemoteCursors,
    state::{Screen, Tool},
};
use crate::i18n::t_string;
use crate::shell::Each;
use diagram::{Point, Rect, power_map::card_rect, shapes_to_svg};
use leptos::{ev, prelude::*, svg::Svg};
use model::{LineId, PersonId};
use web_sys::wasm_bindgen::{JsCast, closure::Closure};

/// Up to this many cards all are mounted: culling would cost more than it saves.
const CULL_ABOVE: usize = 300;
/// The culling rectangle moves in steps of this many diagram units, so that a pan rarely changes what is mounted.
const CULL_STEP: f64 = 400.0;

/// The drawing of the map. A touch is answered by its pointer events alone: the click a browser sends after it would land on
/// whatever the touch has just opened.
#[component]
pub fn Canvas() -> impl IntoView {
    let screen = expect_context::<Screen>();
    let svg = NodeRef::<Svg>::new();
    let live = Live::default();
    let gestures = Gestures::new(screen, svg, live);
    watch_size(screen, svg);

    // Each list is one memo over signals. An effect that read a memo both directly and through another memo would miss
    // changes: reactive_graph 0.2.16 takes such a source for seen when the other memo comes out equal.
    let window = Memo::new(move |_| cull_window(screen));
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
            .with_scene(diagram::power_map::regions)
            .iter()
            .map(|group| {
                let shapes = shapes_to_svg(&group.shapes);
                format!(r#"<g transform="translate({} {})">{shapes}</g>"#, group.at.x, group.at.y)
            })
            .collect::<String>()
    });
    let transform = move || {
        let view = screen.view.get();
        format!("translate({:.2} {:.2}) scale({:.4})", view.x, view.y, view.scale)
    };
    let tool = move || match screen.tool.get() {
        Tool::Select => "select",
        Tool::Hand => "hand",
        Tool::Add => "add",
        Tool::Connect => "connect",
    };
    let dots = move |of: fn(diagram::View) -> f64| move || format!("{:.2}px", of(screen.view.get()));

    view! {
        <div
            class="pm-paper"
            data-tool=tool
            data-gesture=move || live.kind.get()
            style:--dots=dots(|view| dot_spacing(view.scale))
            style:--dots-x=dots(|view| view.x)
            style:--dots-y=dots(|view| view.y)
        >
            <svg
                node_ref=svg
                class="pm-canvas"
                role="application"
                aria-label=move || t_string!(screen.i18n, power_map.canvas)
                aria-description=move || t_string!(screen.i18n, power_map.canvas_help)
                tabindex="-1"
                on:pointerdown=move |event| gestures.down(&event)
                on:pointermove=move |event| gestures.moved(&event)
                on:pointerup=move |event| gestures.up(&event)
                on:pointercancel=move |event| gestures.cancelled(&event)
                on:pointerleave=move |_| screen.pointer_left()
                on:touchend=move |event| {
                    if event.cancelable() {
                        event.prevent_default();
                    }
                }
                on:wheel=move |event| gestures.wheel(&event)
                on:dblclick=move |event| gestures.double_click(&event)
                on:contextmenu=move |event| event.prevent_default()
                on:focusin=move |event| focused(screen, &event)
            >
                <g class="world" transform=transform>
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
                    <Overlay live/>
                    <RemoteCursors/>
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

fn cull_window(screen: Screen) -> Rect {
    let (width, height) = screen.size.get();
    let seen = screen.view.get().visible(width, height);
    let down = |value: f64| (value / CULL_STEP).floor() * CULL_STEP;
    let (x, y) = (down(seen.x) - CULL_STEP / 2.0, down(seen.y) - CULL_STEP / 2.0);
    let (right, bottom) = (down(seen.right()) + CULL_STEP * 1.5, down(seen.bottom()) + CULL_STEP * 1.5);
    Rect::new(x, y, right - x, bottom - y)
}

fn is_shown(screen: Screen, person: PersonId, window: Rect) -> bool {
    // A card being dragged or focused stays mounted wherever it is: it carries the gesture.
    screen.focus.get_untracked() == Some(person) || screen.rect_now(person).is_some_and(|card| card.intersects(window))
}

fn is_line_shown(screen: Screen, line: LineId, window: Rect) -> bool {
    let ends = screen.with_map(|map| map.lines.get(&line).map(|line| (line.from, line.to)));
    ends.and_then(|(from, to)| Some(screen.rect_now(from)?.union(screen.rect_now(to)?)))
        .is_some_and(|around| around.inflated(80.0).intersects(window))
}

/// Keeps the size of the canvas; the first size shows the whole map.
fn watch_size(screen: Screen, svg: NodeRef<Svg>) {
    Effect::new(move |_| {
        let Some(element) = svg.get() else { return };
        let target: web_sys::Element = element.unchecked_into();
        let measured = target.clone();
        let changed = Closure::<dyn FnMut()>::new(move || {
            let rect = measured.get_bounding_client_rect();
            let first = screen.size.get_untracked() == (0.0, 0.0);
            screen.size.set((rect.width(), rect.height()));
            if first && rect.width() > 0.0 {
                screen.open_view();
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

/// The focus may come by Tab: the screen remembers which card has it.
fn focused(screen: Screen, event: &ev::FocusEvent) {
    if let Some(person) = super::hit::person_at(event.target())
        && screen.focus.get_untracked() != Some(person)
    {
        screen.focus.set(Some(person));
    }
}

/// The card under a point of the diagram, the uppermost first.
pub fn card_at(screen: Screen, point: Point) -> Option<PersonId> {
    screen.with_map(|map| {
        map.live_nodes()
            .filter(|(_, node)| {
                let card = card_rect(Point::new(node.x.into(), node.y.into())).inflated(6.0);
                point.x >= card.x && point.x <= card.right() && point.y >= card.y && point.y <= card.bottom()
            })
            .map(|(id, _)| id)
            .last()
    })
}
