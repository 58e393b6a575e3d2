//! Keys on the canvas. They belong to a text field or an input method first, to the canvas second.

use super::{Canvas, Direction, Tool};
use leptos::{ev, prelude::*};
use web_sys::wasm_bindgen::JsCast;

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
        .is_some_and(|element| element.has_attribute("data-item") && element.matches(":focus-visible").unwrap_or(false))
}

/// Whether an item of the drawing has the focus.
fn is_item(target: Option<web_sys::EventTarget>) -> bool {
    element(target).is_some_and(|element| matches!(element.closest(".cv-canvas [data-item]"), Ok(Some(_))))
}

fn element(target: Option<web_sys::EventTarget>) -> Option<web_sys::Element> {
    target?.dyn_into().ok()
}

/// The key as the table of commands writes it: first what it prints, then where it is. `Shift+1` prints something else on every
/// keyboard, `?` is somewhere else on every one.
fn strokes(event: &ev::KeyboardEvent) -> Vec<String> {
    let (key, code) = (event.key(), event.code());
    let held = |name, held| if held { name } else { "" };
    let command = held("Ctrl+", event.ctrl_key() || event.meta_key());
    let alt = held("Alt+", event.alt_key());
    let shift = held("Shift+", event.shift_key());
    let letter = key.chars().all(char::is_alphanumeric) && !key.chars().all(|key| key.is_ascii_digit());
    // What a sign prints says already that Shift was held.
    let printed = if letter && key.chars().count() == 1 {
        format!("{command}{alt}{shift}{}", key.to_uppercase())
    } else if letter {
        format!("{command}{alt}{shift}{key}")
    } else {
        format!("{command}{alt}{key}")
    };
    let digit = code.strip_prefix("Digit").filter(|_| event.shift_key());
    let digit = digit.map(|digit| format!("{command}{alt}Shift+{digit}"));
    std::iter::once(printed).chain(digit).collect()
}

impl Canvas {
    /// Listens for keys as long as the screen is mounted. Called once by the frame.
    pub(super) fn listen_to_keys(self) {
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
        let diagram = self.diagram();
        if event.ctrl_key() || event.meta_key() {
            return self.command(&strokes(event));
        }
        if self.menu.get_untracked().is_some() {
            return false;
        }
        if self.filtering.get_untracked() {
            let closes = key == "Escape";
            if closes {
                self.filtering.set(false);
            }
            return closes;
        }
        if diagram.busy() {
            // A form has keys of its own; those it leaves alone do nothing here.
            return key == "Escape" && diagram.escape();
        }
        if let Some(direction) = Direction::of_key(&key) {
            return !is_control(event.target()) && self.arrow(direction, event.alt_key(), event.shift_key());
        }
        if event.alt_key() {
            return false;
        }
        match key.as_str() {
            // At either end the browser goes on, to what stands behind or before the drawing: nobody is caught in it.
            "Tab" => is_item(event.target()) && self.walk_on(event.shift_key()),
            "Home" | "End" if is_item(event.target()) => self.walk_to_end(key == "End"),
            "Enter" | " " if is_control(event.target()) => false,
            "Enter" => self.put_at_focus() || diagram.enter(*self),
            // The same key held turns a drag into a pan: only an item that was reached by key is toggled.
            " " if is_focused_by_key(event.target()) => self.toggle_focused(),
            " " => true,
            "Escape" => {
                self.give_up();
                true
            }
            // In the list a key that takes off is meant where a row has the focus, not by who has just lost it.
            "Delete" | "Backspace" if !self.is_meant(event.target()) => false,
            _ => self.command(&strokes(event)),
        }
    }

    fn arrow(&self, direction: Direction, alt: bool, far: bool) -> bool {
        if self.twin.get_untracked() {
            return false;
        }
        let diagram = self.diagram();
        let selected = self.selection.with_untracked(|selection| selection.iter().any(|item| !diagram.alone(*item)));
        if alt && far || self.is_taken() {
            // The focus alone goes on; Space takes what it is on into the selection, Enter puts there what was taken up.
            self.walk_focus(direction);
            return true;
        }
        let nudges = !alt && selected && !diagram.walks() && self.may_edit.get_untracked();
        if !(nudges && diagram.nudge(direction, far)) {
            self.walk(direction, selected && !diagram.walks());
        }
        true
    }

    pub(super) fn toggle_focused(&self) -> bool {
        let Some(item) = self.focus.get_untracked() else { return false };
        self.toggle(item);
        true
    }

    /// Ends whatever is under way: what the diagram knows, the tool, the selection.
    pub fn give_up(&self) {
        if self.follow.is_some_and(super::Follow::stop) {
            return;
        }
        if self.meeting.get_untracked() {
            self.meet(false);
            return;
        }
        if self.diagram().escape() {
            return;
        }
        if self.expect_nothing() {
            return;
        }
        if self.tool.get_untracked() == Tool::Select {
            self.select_nothing();
            self.panel.set(false);
        } else {
            self.tool.set(Tool::Select);
        }
    }
}

/// Scrolls an element into sight, after the next paint.
pub fn show_element(id: String) {
    request_animation_frame(move || {
        if let Some(element) = document().get_element_by_id(&id) {
            element.scroll_into_view_with_bool(false);
        }
    });
}

/// Focuses the first element a selector finds, after the next paint; not if the reader has gone into a text field meanwhile: what he
/// types stays where he types it.
pub fn focus_element(selector: &str) {
    focus_within(selector.to_owned(), 0);
}

/// The same for what may have to be mounted first: looks again for so many frames, unless the reader has gone somewhere else meanwhile.
pub(super) fn focus_within(selector: String, frames: u32) {
    seek(selector, document().active_element(), frames, false);
}

fn seek(selector: String, before: Option<web_sys::Element>, frames: u32, again: bool) {
    request_animation_frame(move || {
        let now = document().active_element();
        let gone_on = now != before && now.as_ref().is_some_and(|now| !now.tag_name().eq_ignore_ascii_case("body"));
        if gone_on && (again || in_text_field(now.map(Into::into))) {
            return;
        }
        let Ok(Some(found)) = document().query_selector(&selector) else {
            if frames > 0 {
                seek(selector, before, frames - 1, true);
            }
            return;
        };
        // Items are SVG, fields are HTML: both have the method, under different types.
        match found.dyn_into::<web_sys::HtmlElement>() {
            Ok(element) => {
                let _ = element.focus();
            }
            Err(element) => {
                if let Ok(svg) = element.dyn_into::<web_sys::SvgElement>() {
                    let _ = svg.focus();
                }
            }
        }
    });
}

/// Focuses the row after the one a button is in, or the one before: the button's row goes.
pub fn focus_row_beside(event: &ev::MouseEvent) {
    let row = element(event.current_target()).and_then(|button| button.closest("tr[data-row]").ok().flatten());
    let Some(row) = row else { return };
    let named = |row: Option<web_sys::Element>| row.and_then(|row| row.get_attribute("data-row"));
    if let Some(beside) = named(row.next_element_sibling()).or_else(|| named(row.previous_element_sibling())) {
        focus_element(&format!("[data-row='{beside}'] .cv-open"));
    }
}
