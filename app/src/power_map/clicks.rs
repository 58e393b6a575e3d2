//! What a press does that did not become a drag, and the wheel.

use super::{
    canvas::card_at,
    gestures::Gestures,
    hit::Hit,
    state::{Linking, Tool},
};
use diagram::Point;
use leptos::{ev, prelude::*};

impl Gestures {
    pub(super) fn finish_pull(self, point: Point) {
        let screen = self.screen;
        let Some(linking) = screen.linking.get_untracked() else { return };
        match card_at(screen, point) {
            Some(to) if to != linking.from => screen.linking.set(Some(Linking { to: Some(to), ..linking })),
            _ => screen.linking.set(None),
        }
    }

    pub(super) fn click(self, on: Hit, add: bool, at: Point) {
        let screen = self.screen;
        let point = screen.view.get_untracked().to_diagram(at);
        let may_edit = screen.may_edit.get_untracked();
        let tool = screen.tool.get_untracked();
        if let Some(person) = screen.moving.get_untracked() {
            screen.moving.set(None);
            // A tap on another card is about that card.
            if matches!(on, Hit::Paper | Hit::Line(_)) {
                screen.move_cards(&[(person, centred(point))]);
                return;
            }
        }
        if may_edit && let Hit::Card(person) | Hit::Circle(person, _) | Hit::Handle(person) = on {
            let linking = screen.linking.get_untracked();
            match linking {
                Some(linking) if linking.to.is_none() && linking.from != person => {
                    screen.linking.set(Some(Linking { to: Some(person), ..linking }));
                    return;
                }
                _ if tool == Tool::Connect => {
                    screen.select(person);
                    screen.linking.set(Some(Linking { from: person, pointer: Some(point), to: None }));
                    return;
                }
                _ => {}
            }
        }
        match on {
            Hit::Circle(person, vendor) if !add => {
                screen.select(person);
                if may_edit {
                    screen.touch_circle(person, vendor);
                }
            }
            Hit::Card(person) | Hit::Handle(person) | Hit::Circle(person, _) => {
                if add {
                    screen.selection.update(|selection| {
                        selection.line = None;
                        if !selection.people.remove(&person) {
                            selection.people.insert(person);
                        }
                    });
                } else {
                    screen.select(person);
                    screen.panel.set(true);
                }
            }
            Hit::Line(line) => {
                screen.select_line(line);
                screen.panel.set(true);
            }
            Hit::Paper => {
                screen.linking.set(None);
                if tool == Tool::Add && may_edit {
                    screen.adding.set(Some(centred(point)));
                    screen.tool.set(Tool::Select);
                } else if !add {
                    screen.select_nothing();
                    screen.panel.set(false);
                }
            }
        }
    }

    /// A double click on the paper puts a person there.
    pub fn double_click(self, event: &ev::MouseEvent) {
        let point = self.screen.view.get_untracked().to_diagram(self.on_canvas(event));
        let on_card = card_at(self.screen, point).is_some();
        if self.screen.may_edit.get_untracked() && !on_card && self.screen.tool.get_untracked() == Tool::Select {
            self.screen.adding.set(Some(centred(point)));
        }
    }

    /// The wheel pans; with Ctrl, which is what a pinch on a touch pad sends, it zooms at the pointer.
    pub fn wheel(self, event: &ev::WheelEvent) {
        event.prevent_default();
        let lines = event.delta_mode() == web_sys::WheelEvent::DOM_DELTA_LINE;
        let unit = if lines { 16.0 } else { 1.0 };
        let (dx, dy) = (event.delta_x() * unit, event.delta_y() * unit);
        if event.ctrl_key() || event.meta_key() {
            let at = self.on_canvas(event);
            // A touch pad sends many small steps, a wheel few large ones.
            let factor = (-dy * if dy.abs() < 40.0 { 0.01 } else { 0.002 }).exp();
            self.screen.view.update(|view| *view = view.zoomed(at, factor));
        } else if event.shift_key() && dx == 0.0 {
            self.screen.view.update(|view| *view = view.panned(-dy, 0.0));
        } else {
            self.screen.view.update(|view| *view = view.panned(-dx, -dy));
        }
    }
}

/// The corner of a card whose middle is at the point.
fn centred(point: Point) -> Point {
    point.moved(-diagram::power_map::CARD_WIDTH / 2.0, -diagram::power_map::CARD_HEIGHT / 2.0)
}
