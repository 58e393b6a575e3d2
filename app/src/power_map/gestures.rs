//! Pointers on the canvas: select, drag, marquee, pull a line, pan, pinch.
//!
//! A gesture lives in its own layer until it is released: a remote change never cancels a drag. Moves are gathered and
//! applied once per frame; no handler reads the layout after it wrote to it.

use super::{
    hit::{Hit, hit},
    state::{Linking, Screen, Selection, Tool},
};
use diagram::{
    Point, Rect,
    power_map::{Guides, card_rect, snap},
};
use leptos::{ev, prelude::*, svg::Svg};
use model::PersonId;
use std::collections::{BTreeSet, HashMap};
use web_sys::wasm_bindgen::JsCast;

/// A press becomes a drag after this many pixels; a finger is less steady than a mouse.
const DRAG_FROM_MOUSE: f64 = 4.0;
const DRAG_FROM_TOUCH: f64 = 9.0;
/// Cards line up within this many pixels.
const SNAP_REACH: f64 = 6.0;
/// More cards than this are not lined up: the search would cost a frame.
const SNAP_AMONG: usize = 1_500;

/// What the overlay shows of the gesture in flight.
#[derive(Clone, Copy)]
pub struct Live {
    /// Name of the gesture, for the style sheet.
    pub kind: RwSignal<Option<&'static str>>,
    /// The marquee, in diagram units.
    pub marquee: RwSignal<Option<Rect>>,
    /// Lines that show how a dragged card lines up.
    pub guides: RwSignal<Guides>,
}

impl Default for Live {
    fn default() -> Self {
        Self { kind: RwSignal::new(None), marquee: RwSignal::new(None), guides: RwSignal::new(Guides::default()) }
    }
}

enum Gesture {
    None,
    Press { at: Point, on: Hit, add: bool, touch: bool },
    Pan { last: Point },
    Drag { from: Point, cards: Vec<(PersonId, Point)>, others: Vec<Rect> },
    Marquee { from: Point, base: BTreeSet<PersonId> },
    Pull,
    Pinch { one: Point, other: Point },
}

pub(super) struct State {
    /// Where the canvas is in the window; `None` until it is measured.
    origin: Option<Point>,
    touches: HashMap<i32, Point>,
    gesture: Gesture,
    /// The newest position that no frame has applied yet.
    latest: Option<Point>,
    scheduled: bool,
    space: bool,
}

/// The pointers of one canvas.
#[derive(Clone, Copy)]
pub struct Gestures {
    pub(super) screen: Screen,
    svg: NodeRef<Svg>,
    live: Live,
    pub(super) state: StoredValue<State, LocalStorage>,
}

impl Gestures {
    /// No gesture yet.
    pub fn new(screen: Screen, svg: NodeRef<Svg>, live: Live) -> Self {
        let state = State {
            origin: None,
            touches: HashMap::new(),
            gesture: Gesture::None,
            latest: None,
            scheduled: false,
            space: false,
        };
        let this = Self { screen, svg, live, state: StoredValue::new_local(state) };
        this.watch_keys();
        // Another size may come with another place.
        Effect::new(move |_| {
            screen.size.track();
            this.state.update_value(|state| state.origin = None);
        });
        this
    }

    /// Space turns any drag into a pan while it is held; Escape ends a gesture without an effect.
    fn watch_keys(self) {
        let down = window_event_listener(ev::keydown, move |event| {
            if super::keyboard::in_text_field(event.target()) || event.is_composing() {
                return;
            }
            match event.key().as_str() {
                " " => self.state.update_value(|state| state.space = true),
                "Escape" => self.abandon(),
                _ => {}
            }
        });
        let up = window_event_listener(ev::keyup, move |event| {
            if event.key() == " " {
                self.state.update_value(|state| state.space = false);
            }
        });
        on_cleanup(move || {
            down.remove();
            up.remove();
        });
    }

    /// A button or finger came down.
    pub fn down(self, event: &ev::PointerEvent) {
        let Some(svg) = self.svg.get_untracked() else { return };
        let element: &web_sys::Element = svg.unchecked_ref();
        self.state.update_value(|state| state.origin = None);
        let at = self.on_canvas(event);
        let touch = event.pointer_type() == "touch";
        let on = hit(event.target());
        if element.set_pointer_capture(event.pointer_id()).is_err() {
            // The pointer is gone already; its `up` will not come either.
            return;
        }
        let screen = self.screen;
        let tool = screen.tool.get_untracked();
        let mut abandoned = false;
        self.state.update_value(|state| {
            // Where the pointer was before it came down is no part of the gesture.
            state.latest = None;
            if touch {
                state.touches.insert(event.pointer_id(), at);
                if let [one, other] = state.touches.values().copied().collect::<Vec<_>>()[..] {
                    abandoned = true;
                    state.gesture = Gesture::Pinch { one, other };
                    return;
                }
            }
            let pan = event.button() == 1 || state.space || tool == Tool::Hand;
            state.gesture = if pan {
                Gesture::Pan { last: at }
            } else if event.button() == 0 {
                Gesture::Press { at, on, add: event.shift_key() || event.ctrl_key() || event.meta_key(), touch }
            } else {
                Gesture::None
            };
        });
        if abandoned {
            self.let_go();
        }
        if event.button() == 1 {
            event.prevent_default();
        }
    }

    /// A pointer moved.
    pub fn moved(self, event: &ev::PointerEvent) {
        let mut schedule = false;
        let at = self.on_canvas(event);
        self.state.update_value(|state| {
            if let Some(touch) = state.touches.get_mut(&event.pointer_id()) {
                *touch = at;
            }
            state.latest = Some(at);
            schedule = !state.scheduled;
            state.scheduled = true;
        });
        if schedule {
            request_animation_frame(move || self.frame());
        }
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
        let mut gesture = Gesture::None;
        self.state.update_value(|state| std::mem::swap(&mut gesture, &mut state.gesture));
        let gesture = self.advance(gesture, at);
        self.live.kind.set(match gesture {
            Gesture::Pan { .. } | Gesture::Pinch { .. } => Some("pan"),
            Gesture::Drag { .. } => Some("drag"),
            Gesture::Pull => Some("pull"),
            Gesture::Marquee { .. } => Some("marquee"),
            Gesture::None | Gesture::Press { .. } => None,
        });
        self.state.update_value(|state| state.gesture = gesture);
    }

    fn advance(self, gesture: Gesture, at: Point) -> Gesture {
        let screen = self.screen;
        let point = screen.view.get_untracked().to_diagram(at);
        screen.pointer_at(point);
        match gesture {
            Gesture::None => {
                if screen.linking.with_untracked(|linking| linking.is_some_and(|linking| linking.to.is_none())) {
                    screen.linking.update(|linking| {
                        if let Some(linking) = linking {
                            linking.pointer = Some(point);
                        }
                    });
                }
                Gesture::None
            }
            Gesture::Press { at: from, on, add, touch } => {
                let far = if touch { DRAG_FROM_TOUCH } else { DRAG_FROM_MOUSE };
                if at.distance(from) < far {
                    return Gesture::Press { at: from, on, add, touch };
                }
                let started = self.start(from, on, add, touch);
                self.advance(started, at)
            }
            Gesture::Pan { last } => {
                screen.view.update(|view| *view = view.panned(at.x - last.x, at.y - last.y));
                Gesture::Pan { last: at }
            }
            Gesture::Drag { from, cards, others } => {
                self.drag(point.x - from.x, point.y - from.y, &cards, &others);
                Gesture::Drag { from, cards, others }
            }
            Gesture::Marquee { from, base } => {
                let marquee = Rect::between(from, point);
                self.live.marquee.set(Some(marquee));
                let mut people = base.clone();
                screen.with_map(|map| {
                    let inside = map
                        .live_nodes()
                        .filter(|(_, node)| card_rect(Point::new(node.x.into(), node.y.into())).intersects(marquee));
                    people.extend(inside.map(|(id, _)| id));
                });
                let selection = Selection { people, line: None };
                if screen.selection.with_untracked(|now| *now != selection) {
                    screen.selection.set(selection);
                }
                Gesture::Marquee { from, base }
            }
            Gesture::Pull => {
                screen.linking.update(|linking| {
                    if let Some(linking) = linking {
                        linking.pointer = Some(point);
                    }
                });
                Gesture::Pull
            }
            Gesture::Pinch { one, other } => {
                let touches: Vec<Point> = self.state.with_value(|state| state.touches.values().copied().collect());
                let [a, b] = touches[..] else { return Gesture::None };
                let (before, now) = (one.middle(other), a.middle(b));
                let factor = a.distance(b) / one.distance(other).max(1.0);
                screen.view.update(|view| *view = view.panned(now.x - before.x, now.y - before.y).zoomed(now, factor));
                Gesture::Pinch { one: a, other: b }
            }
        }
    }

    /// What a press becomes when the pointer moves away.
    fn start(self, from: Point, on: Hit, add: bool, touch: bool) -> Gesture {
        let screen = self.screen;
        let point = screen.view.get_untracked().to_diagram(from);
        let may_edit = screen.may_edit.get_untracked();
        match on {
            Hit::Handle(person) if may_edit => {
                screen.linking.set(Some(Linking { from: person, pointer: Some(point), to: None }));
                Gesture::Pull
            }
            Hit::Card(person) | Hit::Circle(person, _) | Hit::Handle(person) => {
                if screen.tool.get_untracked() == Tool::Connect && may_edit {
                    screen.linking.set(Some(Linking { from: person, pointer: Some(point), to: None }));
                    return Gesture::Pull;
                }
                if !may_edit {
                    return Gesture::Pan { last: from };
                }
                if !screen.selection.with_untracked(|selection| selection.people.contains(&person)) {
                    if add {
                        screen.selection.update(|selection| {
                            selection.people.insert(person);
                            selection.line = None;
                        });
                    } else {
                        screen.select(person);
                    }
                }
                self.start_drag(point)
            }
            Hit::Line(_) | Hit::Paper if touch => Gesture::Pan { last: from },
            Hit::Line(_) | Hit::Paper => {
                let base = if add {
                    screen.selection.with_untracked(|selection| selection.people.clone())
                } else {
                    BTreeSet::new()
                };
                Gesture::Marquee { from: point, base }
            }
        }
    }

    fn start_drag(self, from: Point) -> Gesture {
        let screen = self.screen;
        let moving = screen.selection.with_untracked(|selection| selection.people.clone());
        let cards: Vec<(PersonId, Point)> = moving
            .iter()
            .filter_map(|person| {
                screen.with_map(|map| diagram::power_map::place_of(map, *person)).map(|at| (*person, at))
            })
            .collect();
        let others = if cards.len() == 1 && screen.with_map(|map| map.nodes.size()) <= SNAP_AMONG {
            screen.with_map(|map| {
                map.live_nodes()
                    .filter(|(id, _)| !moving.contains(id))
                    .map(|(_, node)| card_rect(Point::new(node.x.into(), node.y.into())))
                    .collect()
            })
        } else {
            Vec::new()
        };
        Gesture::Drag { from, cards, others }
    }

    fn drag(self, dx: f64, dy: f64, cards: &[(PersonId, Point)], others: &[Rect]) {
        let screen = self.screen;
        let reach = SNAP_REACH / screen.view.get_untracked().scale;
        let guides = match cards {
            [(_, at)] => snap(card_rect(at.moved(dx, dy)), others, reach),
            _ => Guides::default(),
        };
        let (dx, dy) = (dx + guides.dx, dy + guides.dy);
        if self.live.guides.with_untracked(|now| *now != guides) {
            self.live.guides.set(guides);
        }
        for (person, at) in cards {
            screen.held(*person).set(Some(at.moved(dx, dy)));
        }
        screen.show_drag(cards, dx, dy);
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
        let at = self.on_canvas(event);
        match gesture {
            Gesture::Press { on, add, .. } => self.click(on, add, at),
            Gesture::Drag { cards, .. } => {
                let screen = self.screen;
                let to: Vec<(PersonId, Point)> = cards
                    .iter()
                    .filter_map(|(person, _)| Some((*person, screen.held(*person).get_untracked()?)))
                    .collect();
                screen.move_cards(&to);
            }
            Gesture::Pull => {
                let point = self.screen.view.get_untracked().to_diagram(at);
                self.finish_pull(point);
            }
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
            self.screen.linking.set(None);
        }
        self.let_go();
    }

    fn let_go(self) {
        self.live.kind.set(None);
        self.live.marquee.set(None);
        self.live.guides.set(Guides::default());
        self.screen.release_drag();
    }

    /// Where an event happened on the canvas. The canvas is measured once, not per event: a handler must not read the layout
    /// after it wrote to it.
    pub(super) fn on_canvas(self, event: &ev::MouseEvent) -> Point {
        let origin = self.state.with_value(|state| state.origin).unwrap_or_else(|| {
            let Some(svg) = self.svg.get_untracked() else { return Point::default() };
            let element: &web_sys::Element = svg.unchecked_ref();
            let rect = element.get_bounding_client_rect();
            let origin = Point::new(rect.left(), rect.top());
            self.state.update_value(|state| state.origin = Some(origin));
            origin
        });
        Point::new(f64::from(event.client_x()) - origin.x, f64::from(event.client_y()) - origin.y)
    }
}
