//! The menu of an item: what can be done with what is selected, under the finger that rested on it or the right button.
//!
//! Keys: the menu key or `Shift+F10` open, `↑` `↓` move, `Esc` closes.

use super::{Canvas, help::shown_keys};
use crate::i18n::t_string;
use diagram::Point;
use leptos::{ev, html, prelude::*};
use model::EntityKey;
use web_sys::wasm_bindgen::JsCast;

/// Room a menu needs; it opens further up or left when there is less.
const WIDTH: f64 = 260.0;
const ROW: f64 = 36.0;

impl Canvas {
    /// Opens the menu of an item, or of the paper, at a point of the screen. An item that is not selected is, from now on.
    pub(super) fn open_menu(&self, item: Option<EntityKey>, at: Point) {
        if self.diagram().busy() {
            return;
        }
        match item {
            Some(item) if !self.selection.with_untracked(|now| now.contains(&item)) => self.select(item),
            Some(_) => {}
            None => self.select_nothing(),
        }
        self.menu.set(Some(at));
    }
}

/// The menu; nothing while none is open.
#[component]
pub fn ItemMenu(canvas: Canvas) -> impl IntoView {
    move || canvas.menu.get().map(|at| view! { <Rows canvas at/> })
}

#[component]
fn Rows(canvas: Canvas, at: Point) -> impl IntoView {
    let i18n = canvas.i18n;
    let node = NodeRef::<html::Div>::new();
    let selected = canvas.selection.with_untracked(|now| !now.is_empty());
    let commands: Vec<_> = untrack(|| canvas.commands())
        .into_iter()
        .filter(|command| command.ready && command.on_selection == selected)
        .collect();
    let close = move || {
        canvas.menu.set(None);
        // In the list the menu may be that of a line, which is selected without being walked to.
        let chosen = canvas.chosen_now();
        let reached = canvas.focus.get_untracked().filter(|item| !canvas.twin.get_untracked() || chosen.contains(item));
        if let Some(item) = reached.or_else(|| chosen.first().copied()) {
            canvas.focus_item(item);
        }
    };
    let step = move |by: isize| {
        let Some(found) = node.get_untracked().and_then(|node| node.query_selector_all("button").ok()) else { return };
        let all: Vec<web_sys::HtmlElement> =
            (0..found.length()).filter_map(|index| found.item(index)?.dyn_into().ok()).collect();
        let active = document().active_element();
        let now = all.iter().position(|button| active.as_ref() == Some(button.as_ref()));
        let count = all.len().max(1);
        let next = match now {
            Some(now) => now.wrapping_add_signed(by).min(now + count) % count,
            None => 0,
        };
        let next = if now == Some(0) && by < 0 { count - 1 } else { next };
        if let Some(button) = all.get(next) {
            let _ = button.focus();
        }
    };
    let keys = move |event: ev::KeyboardEvent| {
        match event.key().as_str() {
            "ArrowDown" => step(1),
            "ArrowUp" => step(-1),
            "Escape" | "Tab" => close(),
            _ => return,
        }
        event.prevent_default();
        event.stop_propagation();
    };
    let (width, height) = canvas.size.get_untracked();
    let x = at.x.min(width - WIDTH).max(8.0);
    let tall = ROW * f64::from(u32::try_from(commands.len()).unwrap_or_default()) + 16.0;
    let y = at.y.min(height - tall).max(8.0);
    request_animation_frame(move || step(1));
    let rows = commands.into_iter().map(|command| {
        let (act, keys, name) = (command.act, shown_keys(command.keys).join(" "), command.name);
        view! {
            <button class="menu-item" type="button" role="menuitem" on:click=move |_| {
                close();
                let act = act.clone();
                request_animation_frame(move || act());
            }>
                {move || name(i18n.get_locale())}
                <small>{keys}</small>
            </button>
        }
    });
    view! {
        <div class="cv-scrim" on:pointerdown=move |_| close() on:contextmenu=move |event| event.prevent_default()></div>
        <div
            node_ref=node
            class="menu cv-menu"
            role="menu"
            aria-label=move || t_string!(i18n, canvas.menu)
            style:--at-x=format!("{x:.0}px")
            style:--at-y=format!("{y:.0}px")
            on:keydown=keys
        >
            {rows.collect_view()}
        </div>
    }
}
