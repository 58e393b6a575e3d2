//! Search on the canvas: jumps to what is found, and lets it pulse.
//!
//! Keys: `Ctrl+F` or `/` open, `Enter` next, `Shift+Enter` previous, `Esc` closes.

use super::{Canvas, focus_element};
use crate::{
    i18n::t_string,
    shell::{Icon, Shape, When},
};
use diagram::View;
use leptos::{ev, html, prelude::*};
use model::EntityKey;
use std::time::Duration;

/// What is found is shown at this scale at least.
const READABLE: f64 = 0.7;
/// What is shown whole has this much around it.
const AROUND: f64 = 24.0;
/// As long as the pulse in the style sheet.
const PULSE: Duration = Duration::from_millis(1800);

impl Canvas {
    /// Opens the search.
    pub fn search(&self) {
        self.twin.set(false);
        self.searching.set(true);
        focus_element("#cv-search");
    }

    /// Selects an item, brings it into the middle if it can not be seen or read, and lets it pulse. What is never selected is shown.
    pub fn jump_to(&self, item: EntityKey) {
        let diagram = self.diagram();
        match diagram.stands_in(item) {
            Some(first) => {
                self.select_nothing();
                self.focus.set(Some(first));
                self.say(diagram.called(item));
            }
            None => self.select(item),
        }
        let Some(bounds) = diagram.bounds(item) else { return };
        let view = self.view.get_untracked();
        let frame = self.frame();
        if view.revealing(bounds, frame) != view || view.scale < READABLE {
            // What is larger than the screen, as a line from one end of the map to the other, is shown whole.
            let whole = View::fitting(bounds.inflated(AROUND), frame).scale;
            let scale = view.scale.max(READABLE);
            self.centre_on(bounds.centre(), if whole < 1.0 { scale.min(whole) } else { scale });
        }
        self.pulsing.set(Some(item));
        let pulsing = self.pulsing;
        set_timeout(
            move || {
                if pulsing.try_get_untracked() == Some(Some(item)) {
                    pulsing.set(None);
                }
            },
            PULSE,
        );
    }
}

/// The search; nothing while it is closed.
#[component]
pub fn Search(canvas: Canvas) -> impl IntoView {
    view! { <When when=move || canvas.searching.get() && !canvas.twin.get()><Bar canvas/></When> }
}

#[component]
fn Bar(canvas: Canvas) -> impl IntoView {
    let i18n = canvas.i18n;
    // With the field, not a frame later: what is typed right after the keys that open it goes into it.
    let field = NodeRef::<html::Input>::new();
    Effect::new(move |_| field.get().map(|field| field.focus()));
    let found = RwSignal::new(Vec::<EntityKey>::new());
    let at = RwSignal::new(0_usize);
    let words = RwSignal::new(String::new());
    let go = move |to: usize| {
        let item = found.with_untracked(|found| found.get(to).copied());
        at.set(to);
        if let Some(item) = item {
            canvas.jump_to(item);
        }
    };
    let step = move |back: bool| {
        let count = found.with_untracked(Vec::len);
        if count > 0 {
            let now = at.get_untracked();
            go(if back { (now + count - 1) % count } else { (now + 1) % count });
        }
    };
    let close = move || {
        canvas.searching.set(false);
        if let Some(item) = canvas.focus.get_untracked() {
            canvas.focus_item(item);
        }
    };
    let typed = move |event: ev::Event| {
        let text = event_target_value(&event).trim().to_lowercase();
        words.set(text.clone());
        found.set(if text.is_empty() { Vec::new() } else { canvas.diagram().find(&text) });
        go(0);
    };
    let keys = move |event: ev::KeyboardEvent| {
        if event.is_composing() {
            return;
        }
        match event.key().as_str() {
            "Enter" => step(event.shift_key()),
            "Escape" => close(),
            _ => return,
        }
        event.prevent_default();
        event.stop_propagation();
    };
    let count = move || {
        let all = found.with(Vec::len);
        match (words.with(String::is_empty), all) {
            (true, _) => String::new(),
            (_, 0) => t_string!(i18n, canvas.search.none).to_owned(),
            _ => format!("{}/{all}", at.get() + 1),
        }
    };
    view! {
        <div class="cv-search" role="search" on:keydown=keys>
            <Icon shape=Shape::Search/>
            <input
                node_ref=field
                id="cv-search"
                class="input"
                type="search"
                autocomplete="off"
                maxlength="100"
                aria-label=move || t_string!(i18n, canvas.command.search)
                placeholder=move || t_string!(i18n, canvas.search.sought)
                on:input=typed
            />
            <span role="status">{count}</span>
            <button class="icon-button" type="button" aria-label=move || t_string!(i18n, canvas.search.previous) title=move || t_string!(i18n, canvas.search.previous) on:click=move |_| step(true)>
                <svg class="icon" viewBox="0 0 20 20" aria-hidden="true"><path d="M5 12.5l5-5 5 5"></path></svg>
            </button>
            <button class="icon-button" type="button" aria-label=move || t_string!(i18n, canvas.search.next) title=move || t_string!(i18n, canvas.search.next) on:click=move |_| step(false)>
                <svg class="icon" viewBox="0 0 20 20" aria-hidden="true"><path d="M5 7.5l5 5 5-5"></path></svg>
            </button>
            <button class="icon-button" type="button" aria-label=move || t_string!(i18n, shell.common.close) on:click=move |_| close()>
                <Icon shape=Shape::Close/>
            </button>
        </div>
    }
}
