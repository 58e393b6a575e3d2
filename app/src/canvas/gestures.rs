//! Pointers on the canvas: press, click, drag, marquee, pull, pan, pinch, long press. By mouse, pen and finger.
//!
//! A gesture lives in its own layer until it is released: a remote change never cancels a drag. Moves are gathered and
//! applied once per frame; no handler reads the layout after it wrote to it.

use super::{
    Canvas, Click, Hit, Selection, Tool,
    keyboard::in_text_field,
    taps::Tap,
    wheel::{self, Turn},
};
use diagram::{Guides, Point, Rect};
use leptos::{ev, html, prelude::*};
use model::EntityKey;
use std::{collections::HashMap, time::Duration};
use web_sys::wasm_bindgen::JsCast;

/// A finger that rests this long asks for the menu.
pub(super) const LONG_PRESS: Duration = Duration::from_millis(500);
/// A press becomes a drag after this many pixels; a finger is less steady than a mouse.
const DRAG_FROM_MOUSE: f64 = 4.0;
pub(super) const DRAG_FROM_TOUCH: f64 = 9.0;

enum Gesture {
    None,
    /// `near` is what a finger meant that came down beside it; a drag that starts there is the paper's.
    Press {
        at: Point,
        hit: Hit,
        near: Hit,
        add: bool,
        touch: bool,
    },
    Pan {
        last: Point,
    },
    Drag {
        from: Point,
        items: Vec<(EntityKey, Point)>,
    },
    Marquee {
        from: Point,
        base: Selection,
    },
    Pull,
    Pinch {
        one: Point,
        other: Point,
    },
}

struct State {
    /// Where the canvas is in the window; `None` until it is measured.
    origin: Option<Point>,
    touches: HashMap<i32, Point>,
    gesture: Gesture,
    /// The newest position that no frame has applied yet.
    latest: Option<Point>,
    /// The last position a frame has applied.
    applied: Point,
    scheduled: bool,
    space: bool,
    /// Counts presses, so that a timer knows its own.
    presses: u32,
    /// What the last press was on.
    pressed: Option<EntityKey>,
    /// The movement of the wheel that may still go on.
    turn: Option<Turn>,
}

/// The pointers of one canvas.
#[derive(Clone, Copy)]
pub struct Gestures {
    canvas: Canvas,
    element: NodeRef<html::Div>,
    state: StoredValue<State, LocalStorage>,
}

impl Gestures {
    /// No gesture yet.
    pub fn new(canvas: Canvas, element: NodeRef<html::Div>) -> Self {
        let state = State {
            origin: None,
            touches: HashMap::new(),
            gesture: Gesture::None,
            latest: None,
            applied: Point::default(),
            scheduled: false,
            space: false,
            presses: 0,
            pressed: None,
            turn: None,
        };
        let this = Self { canvas, element, state: StoredValue::new_local(state) };
        this.watch_keys();
        // Another size may come with another place.
        Effect::new(move |_| {
            canvas.size.track();
            this.state.update_value(|state| state.origin = None);
        });
        this
    }

    /// Space turns any drag into a pan while it is held; with Ctrl or Cmd what is dragged lines up with nothing; Escape ends a gesture
    /// without an effect.
    fn watch_keys(self) {
        let down = window_event_listener(ev::keydown, move |event| {
            if in_text_field(event.target()) || event.is_composing() {
                return;
            }
            match event.key().as_str() {
                " " => self.state.update_value(|state| state.space = true),
                "Escape" => self.abandon(),
                "Control" | "Meta" => self.let_free(true),
                _ => {}
            }
        });
        let up = window_event_listener(ev::keyup, move |event| {
            if event.key() == " " {
                self.state.update_value(|state| state.space = false);
            }
            if matches!(event.key().as_str(), "Control" | "Meta") {
                self.let_free(false);
            }
        });
        on_cleanup(move || {
            down.remove();
            up.remove();
        });
    }

    /// The key that keeps what is dragged from lining up was pressed or let go: it shows at once, not with the next move.
    fn let_free(self, free: bool) {
        self.canvas.live.free.set_value(free);
        let mut drags = false;
        self.state.update_value(|state| {
            drags = matches!(state.gesture, Gesture::Drag { .. });
            if drags {
                state.latest = state.latest.or(Some(state.applied));
            }
        });
        if drags {
            self.soon();
        }
    }

    /// The newest position is applied with the next frame.
    fn soon(self) {
        let mut scheduled = true;
        self.state.update_value(|state| scheduled = std::mem::replace(&mut state.scheduled, true));
        if !scheduled {
            request_animation_frame(move || self.frame());
        }
    }

    /// A button or finger came down.
    pub fn down(self, event: &ev::PointerEvent) {
        let Some(element) = self.element.get_untracked() else { return };
        let mut hit = Hit::of(event.target());
        self.state.update_value(|state| {
            state.origin = None;
        });
        if hit.item.is_none() {
            hit.item = self.drawn_at(event);
        }
        self.state.update_value(|state| state.pressed = hit.item);
        // The right button asks for the menu: that is an event of its own.
        if event.button() == 2 {
            return;
        }
        let at = self.on_canvas(event);
        let touch = event.pointer_type() == "touch";
        if element.set_pointer_capture(event.pointer_id()).is_err() {
            // The pointer is gone already; its `up` will not come either.
            return;
        }
        let tool = self.canvas.tool.get_untracked();
        let only = self.state.with_value(|state| state.touches.is_empty());
        let paper = hit.item.is_none() && !hit.is_control();
        let beside = touch && only && paper && tool == Tool::Select && self.canvas.tap.with_untracked(Option::is_none);
        let collecting = self.canvas.collecting.get_untracked();
        let near = if beside {
            // Who has something selected lets go of it on the paper: there is less of it within a finger's breadth.
            let lets_go = !collecting && self.canvas.selection.with_untracked(|now| !now.is_empty());
            Hit::near(f64::from(event.client_x()), f64::from(event.client_y()), lets_go)
        } else {
            Hit::default()
        };
        let mut pinched = false;
        let mut press = None;
        self.state.update_value(|state| {
            // Where the pointer was before it came down is no part of the gesture.
            state.latest = None;
            state.presses = state.presses.wrapping_add(1);
            press = Some(state.presses).filter(|_| touch);
            if touch {
                state.touches.insert(event.pointer_id(), at);
                if let [one, other] = state.touches.values().copied().collect::<Vec<_>>()[..] {
                    pinched = true;
                    state.gesture = Gesture::Pinch { one, other };
                    return;
                }
            }
            let pan = event.button() == 1 || state.space || tool == Tool::Hand;
            state.gesture = if pan {
                Gesture::Pan { last: at }
            } else if event.button() == 0 {
                let collects = collecting && hit.item.or(near.item).is_some();
                let add = event.shift_key() || event.ctrl_key() || event.meta_key() || collects;
                Gesture::Press { at, hit, near, add, touch }
            } else {
                Gesture::None
            };
        });
        if pinched {
            self.let_go();
        }
        if let Some(press) = press {
            set_timeout(move || self.rested(press), LONG_PRESS);
        }
        if event.button() == 1 {
            event.prevent_default();
        }
    }

    /// The finger has rested where it came down: that was no tap, it asks what can be done here.
    fn rested(self, press: u32) {
        // What the last frame has not seen yet still counts. The screen may be gone.
        if self.state.try_with_value(|state| state.presses == press) != Some(true) {
            return;
        }
        self.frame();
        let mut asked = None;
        self.state.update_value(|state| {
            if let Gesture::Press { at, hit, near, .. } = &state.gesture {
                asked = Some((hit.item.or(near.item), *at));
                state.gesture = Gesture::None;
            }
        });
        if let Some((item, at)) = asked {
            self.canvas.open_menu(item, at);
        }
    }

    /// The right button, or the menu key on the focused item. A finger has its own way: not every system sends this for it.
    pub fn menu(self, event: &ev::MouseEvent) {
        event.prevent_default();
        let touch = event.dyn_ref::<ev::PointerEvent>().is_some_and(|event| event.pointer_type() == "touch");
        if !touch {
            // A captured pointer tells of the canvas only: as Ctrl with the button of a Mac does.
            let item = super::hit::item_at(event.target())
                .or_else(|| self.drawn_at(event))
                .or_else(|| self.state.with_value(|state| state.pressed));
            self.canvas.open_menu(item, self.on_canvas(event));
        }
    }

    /// A pointer moved.
    pub fn moved(self, event: &ev::PointerEvent) {
        let at = self.on_canvas(event);
        self.canvas.live.free.set_value(event.ctrl_key() || event.meta_key());
        self.state.update_value(|state| {
            if let Some(touch) = state.touches.get_mut(&event.pointer_id()) {
                *touch = at;
            }
            state.latest = Some(at);
        });
        self.soon();
    }

    /// Applies the newest position, at most once per frame.
    fn frame(self) {
        let mut latest = None;
        // The screen may be gone when the frame comes.
        let alive = self.state.try_update_value(|state| {
            state.scheduled = false;
            latest = state.latest.take();
        });
        let (Some(()), Some(at)) = (alive, latest) else { return };
        self.state.update_value(|state| state.applied = at);
        let mut gesture = Gesture::None;
        self.state.update_value(|state| std::mem::swap(&mut gesture, &mut state.gesture));
        let gesture = self.advance(gesture, at);
        let kind = match gesture {
            Gesture::Pan { .. } | Gesture::Pinch { .. } => Some("pan"),
            Gesture::Drag { .. } => Some("drag"),
            Gesture::Pull => Some("pull"),
            Gesture::Marquee { .. } => Some("marquee"),
            Gesture::None | Gesture::Press { .. } => None,
        };
        if self.canvas.live.kind.get_untracked() != kind {
            self.canvas.live.kind.set(kind);
        }
        self.state.update_value(|state| state.gesture = gesture);
    }

    fn advance(self, gesture: Gesture, at: Point) -> Gesture {
        let canvas = self.canvas;
        let point = canvas.view.get_untracked().to_diagram(at);
        if !matches!(gesture, Gesture::Drag { .. }) {
            canvas.pointer_at(point);
        }
        match gesture {
            Gesture::None => {
                canvas.diagram().pulled(point);
                if let Some(Tap::Opposite(from)) = canvas.tap.get_untracked() {
                    canvas.live.marquee.set(Some(Rect::between(from, point)));
                }
                Gesture::None
            }
            Gesture::Press { at: from, hit, near, add, touch } => {
                let far = if touch { DRAG_FROM_TOUCH } else { DRAG_FROM_MOUSE };
                if at.distance(from) < far {
                    return Gesture::Press { at: from, hit, near, add, touch };
                }
                let started = self.start(from, &hit, add, touch);
                self.advance(started, at)
            }
            Gesture::Pan { last } => {
                canvas.view.update(|view| *view = view.panned(at.x - last.x, at.y - last.y));
                Gesture::Pan { last: at }
            }
            Gesture::Drag { from, items } => {
                self.drag(from, point, &items);
                Gesture::Drag { from, items }
            }
            Gesture::Marquee { from, base } => {
                let marquee = Rect::between(from, point);
                canvas.live.marquee.set(Some(marquee));
                canvas.select_these(base.iter().copied().chain(canvas.diagram().inside(marquee)));
                Gesture::Marquee { from, base }
            }
            Gesture::Pull => {
                canvas.diagram().pulled(point);
                Gesture::Pull
            }
            Gesture::Pinch { one, other } => {
                let touches: Vec<Point> = self.state.with_value(|state| state.touches.values().copied().collect());
                let [a, b] = touches[..] else { return Gesture::None };
                let (before, now) = (one.middle(other), a.middle(b));
                let factor = a.distance(b) / one.distance(other).max(1.0);
                canvas.view.update(|view| *view = view.panned(now.x - before.x, now.y - before.y).zoomed(now, factor));
                Gesture::Pinch { one: a, other: b }
            }
        }
    }

    /// What a press becomes when the pointer moves away.
    fn start(self, from: Point, hit: &Hit, add: bool, touch: bool) -> Gesture {
        let canvas = self.canvas;
        let diagram = canvas.diagram();
        let point = canvas.view.get_untracked().to_diagram(from);
        let may_edit = canvas.may_edit.get_untracked();
        if may_edit && diagram.pull(hit, point) {
            return Gesture::Pull;
        }
        match hit.item.filter(|item| !diagram.alone(*item)) {
            Some(_) if !may_edit => Gesture::Pan { last: from },
            Some(item) => {
                if !canvas.selection.with_untracked(|selection| selection.contains(&item)) {
                    if add {
                        canvas.toggle(item);
                    } else {
                        canvas.select(item);
                    }
                }
                let items = diagram.begin(item);
                if items.is_empty() { Gesture::Pan { last: from } } else { Gesture::Drag { from: point, items } }
            }
            None if touch => Gesture::Pan { last: from },
            None => {
                let base = if add { canvas.selection.get_untracked() } else { Selection::new() };
                let base = base.into_iter().filter(|item| !diagram.alone(*item)).collect();
                Gesture::Marquee { from: point, base }
            }
        }
    }

    fn drag(self, from: Point, point: Point, items: &[(EntityKey, Point)]) {
        let (dx, dy) = (point.x - from.x, point.y - from.y);
        let guides = self.canvas.diagram().drag(items, dx, dy);
        self.canvas.hold(items, dx + guides.dx, dy + guides.dy, point);
        let shown = self.canvas.live.guides;
        if shown.with_untracked(|now| *now != guides) {
            shown.set(guides);
        }
    }

    /// A button or finger was lifted.
    pub fn up(self, event: &ev::PointerEvent) {
        // What the last frame has not seen yet still counts.
        self.frame();
        let mut gesture = Gesture::None;
        self.state.update_value(|state| {
            state.touches.remove(&event.pointer_id());
            std::mem::swap(&mut gesture, &mut state.gesture);
        });
        let canvas = self.canvas;
        let point = canvas.view.get_untracked().to_diagram(self.on_canvas(event));
        match gesture {
            Gesture::Press { hit, near, add, .. } => {
                let click = Click { hit: hit.or_near(near), at: point, add };
                if !canvas.tapped(&click) {
                    canvas.diagram().click(canvas, click);
                }
            }
            Gesture::Drag { items, .. } => {
                let held = |item: EntityKey| Some((item, canvas.held(item).get_untracked()?));
                let to: Vec<(EntityKey, Point)> = items.iter().filter_map(|(item, _)| held(*item)).collect();
                canvas.diagram().dropped(&to);
            }
            Gesture::Pull => canvas.diagram().pull_ends(Some(point)),
            Gesture::None | Gesture::Pan { .. } | Gesture::Marquee { .. } | Gesture::Pinch { .. } => {}
        }
        self.let_go();
    }

    /// The system took the pointer away.
    pub fn cancelled(self, event: &ev::PointerEvent) {
        self.state.update_value(|state| {
            state.touches.remove(&event.pointer_id());
        });
        self.abandon();
    }

    /// Ends the gesture in flight without an effect.
    fn abandon(self) {
        let mut pulled = false;
        self.state.update_value(|state| {
            pulled = matches!(state.gesture, Gesture::Pull);
            state.gesture = Gesture::None;
        });
        if pulled {
            self.canvas.diagram().pull_ends(None);
        }
        self.let_go();
    }

    fn let_go(self) {
        let live = self.canvas.live;
        live.kind.set(None);
        live.marquee.set(None);
        live.guides.set(Guides::default());
        self.canvas.release();
    }

    /// A double click.
    pub fn double_click(self, event: &ev::MouseEvent) {
        let point = self.canvas.view.get_untracked().to_diagram(self.on_canvas(event));
        self.canvas.diagram().double_click(point);
    }

    /// The wheel of a mouse zooms at the pointer, two fingers pan; with Ctrl, which is what a pinch on a touch pad sends, they zoom;
    /// with Shift the wheel pans sideways.
    pub fn wheel(self, event: &ev::WheelEvent) {
        event.prevent_default();
        let lines = event.delta_mode() == web_sys::WheelEvent::DOM_DELTA_LINE;
        let unit = if lines { 16.0 } else { 1.0 };
        let (dx, dy) = (event.delta_x() * unit, event.delta_y() * unit);
        let view = self.canvas.view;
        if event.ctrl_key() || event.meta_key() {
            let at = self.on_canvas(event);
            // A touch pad sends many small steps, a wheel few large ones.
            let factor = (-dy * if dy.abs() < 40.0 { 0.01 } else { 0.002 }).exp();
            view.update(|view| *view = view.zoomed(at, factor));
        } else if event.shift_key() && dx == 0.0 {
            view.update(|view| *view = view.panned(-dy, 0.0));
        } else {
            let turn = wheel::turn(self.state.with_value(|state| state.turn), event.time_stamp(), dx, dy, lines);
            self.state.update_value(|state| state.turn = Some(turn));
            let at = self.on_canvas(event);
            view.update(|view| {
                *view = if turn.zooms { view.zoomed(at, wheel::factor(dy)) } else { view.panned(-dx, -dy) };
            });
        }
    }

    /// What the diagram has drawn where an event happened, without an element of its own.
    fn drawn_at(self, event: &ev::MouseEvent) -> Option<EntityKey> {
        let point = self.canvas.view.get_untracked().to_diagram(self.on_canvas(event));
        self.canvas.diagram().at(point)
    }

    /// Where an event happened on the canvas. The canvas is measured once, not per event: a handler must not read the layout
    /// after it wrote to it.
    fn on_canvas(self, event: &ev::MouseEvent) -> Point {
        let origin = self.state.with_value(|state| state.origin).unwrap_or_else(|| {
            let Some(element) = self.element.get_untracked() else { return Point::default() };
            let rect = element.get_bounding_client_rect();
            let origin = Point::new(rect.left(), rect.top());
            self.state.update_value(|state| state.origin = Some(origin));
            origin
        });
        Point::new(f64::from(event.client_x()) - origin.x, f64::from(event.client_y()) - origin.y)
    }
}
