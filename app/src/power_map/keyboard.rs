//! Every action of the map by key. Keys belong to a text field or an input method first, to the map second.

use super::{
    card_view::card_id,
    state::{Linking, Screen, Tool},
    walk::Direction,
};
use diagram::Point;
use leptos::{ev, prelude::*};
use model::{PersonId, power_map::Vendor};
use web_sys::wasm_bindgen::JsCast;

/// One press of an arrow key.
const NUDGE: i32 = 4;
/// With Shift: as far as the dots of the paper.
const NUDGE_FAR: i32 = 24;
/// One press of plus or minus.
const ZOOM_STEP: f64 = 1.2;

/// Whether the key belongs to a field the reader types in.
pub fn in_text_field(target: Option<web_sys::EventTarget>) -> bool {
    let Some(element) = element(target) else { return false };
    let tag = element.tag_name().to_ascii_lowercase();
    matches!(tag.as_str(), "input" | "textarea" | "select") || element.has_attribute("contenteditable")
}

/// Whether the element does something of its own on Enter, Space or an arrow.
fn is_control(target: Option<web_sys::EventTarget>) -> bool {
    element(target).is_some_and(|element| {
        matches!(element.closest("button, a, summary, [role='radiogroup'], dialog"), Ok(Some(_)))
    })
}

fn is_focused_by_key(target: Option<web_sys::EventTarget>) -> bool {
    element(target)
        .is_some_and(|element| element.has_attribute("data-node") && element.matches(":focus-visible").unwrap_or(false))
}

fn element(target: Option<web_sys::EventTarget>) -> Option<web_sys::Element> {
    target?.dyn_into().ok()
}

impl Screen {
    /// Listens for keys as long as the screen is mounted.
    pub fn listen_to_keys(self) {
        let listener = window_event_listener(ev::keydown, move |event| {
            // 229 is what browsers send for a key an input method has taken.
            if event.is_composing() || event.key_code() == 229 || event.default_prevented() {
                return;
            }
            // What is behind a dialog is out of reach, by key as by pointer.
            let behind_dialog = || matches!(document().query_selector("dialog:modal"), Ok(Some(_)));
            if !in_text_field(event.target()) && !behind_dialog() && self.pressed(&event) {
                event.prevent_default();
            }
        });
        on_cleanup(move || listener.remove());
    }

    fn pressed(&self, event: &ev::KeyboardEvent) -> bool {
        let key = event.key();
        let command = event.ctrl_key() || event.meta_key();
        if command {
            return !event.alt_key() && self.pressed_with_command(&key.to_lowercase(), event.shift_key());
        }
        if key == "Escape" && (self.assessing.get_untracked().is_some() || self.adding.get_untracked().is_some()) {
            self.assessing.set(None);
            self.adding.set(None);
            return true;
        }
        if self.help.get_untracked()
            || self.assessing.get_untracked().is_some()
            || self.adding.get_untracked().is_some()
        {
            // These have keys of their own; Escape closes them there.
            return false;
        }
        if let Some(direction) = Direction::of_key(&key) {
            return !is_control(event.target()) && self.arrow(direction, event.alt_key(), event.shift_key());
        }
        if event.alt_key() {
            return false;
        }
        match key.as_str() {
            "Enter" | " " if is_control(event.target()) => return false,
            "Enter" => return self.enter(),
            // The same key held turns a drag into a pan: only a card that was reached by key is toggled.
            " " if is_focused_by_key(event.target()) => return self.focus_toggles_selection(),
            " " => return !is_control(event.target()),
            "Escape" => return self.escape(),
            "?" => self.help.set(true),
            "+" | "=" => self.zoom(ZOOM_STEP),
            "-" | "_" => self.zoom(1.0 / ZOOM_STEP),
            _ if event.shift_key() && event.code() == "Digit1" => self.fit(),
            _ => return self.letter(&key.to_lowercase()),
        }
        true
    }

    fn pressed_with_command(&self, key: &str, shift: bool) -> bool {
        match (key, shift) {
            ("z", false) => self.room.undo(),
            ("z", true) | ("y", false) => self.room.redo(),
            ("a", false) if !self.twin.get_untracked() => self.select_all(),
            _ => return false,
        }
        true
    }

    fn arrow(&self, direction: Direction, alt: bool, shift: bool) -> bool {
        if self.twin.get_untracked() {
            return false;
        }
        let selected = self.selection.with_untracked(|selection| !selection.people.is_empty());
        let linking = self.linking.get_untracked().is_some();
        if alt || linking || !selected || !self.may_edit.get_untracked() {
            self.walk(direction, selected && !linking);
        } else {
            let (dx, dy) = direction.step();
            let by = if shift { NUDGE_FAR } else { NUDGE };
            self.nudge(dx * by, dy * by);
        }
        true
    }

    /// Opens the facts of the chosen person; while a line is drawn, ends it there.
    fn enter(&self) -> bool {
        let focus = self.focus.get_untracked();
        if let (Some(linking), Some(to)) = (self.linking.get_untracked(), focus)
            && linking.to.is_none()
            && linking.from != to
        {
            self.linking.set(Some(Linking { to: Some(to), ..linking }));
            return true;
        }
        let Some(person) = self.chosen_now().first().copied() else { return false };
        self.select(person);
        self.panel.set(true);
        focus_element(".pm-panel [data-first]");
        true
    }

    fn focus_toggles_selection(&self) -> bool {
        let Some(person) = self.focus.get_untracked() else { return false };
        self.selection.update(|selection| {
            selection.line = None;
            if !selection.people.remove(&person) {
                selection.people.insert(person);
            }
        });
        true
    }

    fn escape(&self) -> bool {
        if self.linking.get_untracked().is_some() || self.moving.get_untracked().is_some() {
            self.linking.set(None);
            self.moving.set(None);
        } else if self.tool.get_untracked() != Tool::Select {
            self.tool.set(Tool::Select);
        } else {
            self.select_nothing();
            self.panel.set(false);
        }
        true
    }

    fn letter(&self, key: &str) -> bool {
        match key {
            "v" => self.tool.set(Tool::Select),
            "h" => self.tool.set(Tool::Hand),
            "r" => self.rivals.update(|shown| *shown = !*shown),
            "l" => self.twin.update(|twin| *twin = !*twin),
            _ if !self.may_edit.get_untracked() => return false,
            "n" => self.start_adding(),
            "c" => self.start_linking(),
            "delete" | "backspace" => self.remove_chosen(),
            "k" => self.toggle_key(),
            "s" => {
                if let [person] = self.chosen_now()[..] {
                    self.select(person);
                    self.assessing.set(Some((person, Vendor::Us)));
                }
            }
            "o" => {
                if let [person] = self.chosen_now()[..] {
                    self.select(person);
                    self.panel.set(true);
                    focus_element("[data-owners] input, [data-owners] button");
                }
            }
            _ => return false,
        }
        true
    }

    /// Opens the form of a new person: below the selected one, else in the middle.
    pub fn start_adding(&self) {
        let below = self.selected_now().and_then(|person| self.rect_now(person));
        let at = match below {
            Some(card) => Point::new(card.x, card.y + 140.0),
            None => {
                let middle = self.view.get_untracked().to_diagram(self.frame().centre());
                let (dx, dy) = (diagram::power_map::CARD_WIDTH / 2.0, diagram::power_map::CARD_HEIGHT / 2.0);
                middle.moved(-dx, -dy)
            }
        };
        self.adding.set(Some(at));
    }

    /// Starts a line at the chosen person, or lets the reader choose.
    pub fn start_linking(&self) {
        match self.chosen_now()[..] {
            [person] => self.linking.set(Some(Linking { from: person, pointer: None, to: None })),
            _ => self.tool.set(Tool::Connect),
        }
    }

    /// The one selected person, not tracked.
    pub fn selected_now(&self) -> Option<PersonId> {
        untrack(|| self.selected_person())
    }

    /// Moves the keyboard focus to a card once it is mounted.
    pub fn focus_card(&self, person: PersonId) {
        let id = card_id(person);
        request_animation_frame(move || focus_element(&format!("[id='{id}']")));
    }
}

/// Focuses the first element a selector finds, after the next paint.
pub fn focus_element(selector: &str) {
    let selector = selector.to_owned();
    request_animation_frame(move || {
        let found = web_sys::window()
            .and_then(|window| window.document())
            .and_then(|document| document.query_selector(&selector).ok().flatten());
        // Cards are SVG, fields are HTML: both have the method, under different types.
        match found.map(JsCast::dyn_into::<web_sys::HtmlElement>) {
            Some(Ok(element)) => {
                let _ = element.focus();
            }
            Some(Err(element)) => {
                if let Ok(svg) = element.dyn_into::<web_sys::SvgElement>() {
                    let _ = svg.focus();
                }
            }
            None => {}
        }
    });
}
