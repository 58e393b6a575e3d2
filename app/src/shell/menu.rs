//! A button with a menu under it.
//!
//! Keys: `Enter`, `Space` or `↓` open, `↑` `↓` move, `Esc` closes and returns to the button.

use leptos::{ev, html, prelude::*};
use std::sync::Arc;
use wasm_bindgen::JsCast;

/// The menu. Its items are `.menu-item` elements.
#[component]
pub fn Menu(
    /// Name of the button.
    #[prop(into)]
    label: Signal<String>,
    /// Class of the button.
    #[prop(default = "icon-button")]
    class: &'static str,
    /// What the button shows.
    button: ViewFn,
    /// The items.
    children: ChildrenFn,
) -> impl IntoView {
    let open = RwSignal::new(false);
    let anchor = NodeRef::<html::Div>::new();
    let trigger = NodeRef::<html::Button>::new();
    let away = window_event_listener(ev::pointerdown, move |event| {
        let inside = anchor
            .get_untracked()
            .zip(event.target())
            .is_some_and(|(anchor, target)| anchor.contains(target.dyn_ref::<web_sys::Node>()));
        if !inside && open.get_untracked() {
            open.set(false);
        }
    });
    on_cleanup(move || away.remove());
    let items = move || -> Vec<web_sys::HtmlElement> {
        let Some(anchor) = anchor.get_untracked() else { return Vec::new() };
        let Ok(found) = anchor.query_selector_all(".menu-item") else { return Vec::new() };
        (0..found.length()).filter_map(|index| found.item(index)?.dyn_into().ok()).collect()
    };
    let step = move |by: isize| {
        let items = items();
        let active = document().active_element();
        let at = items.iter().position(|item| active.as_ref() == Some(item.as_ref()));
        let count = isize::try_from(items.len()).unwrap_or_default();
        if count == 0 {
            return;
        }
        let next = match at.and_then(|at| isize::try_from(at).ok()) {
            Some(at) => (at + by).rem_euclid(count),
            None if by < 0 => count - 1,
            None => 0,
        };
        if let Some(item) = usize::try_from(next).ok().and_then(|next| items.get(next)) {
            let _ = item.focus();
        }
    };
    let keys = move |event: ev::KeyboardEvent| {
        if event.is_composing() {
            return;
        }
        match event.key().as_str() {
            "ArrowDown" => {
                event.prevent_default();
                open.set(true);
                request_animation_frame(move || step(1));
            }
            "ArrowUp" if open.get_untracked() => {
                event.prevent_default();
                step(-1);
            }
            "Escape" if open.get_untracked() => {
                event.stop_propagation();
                open.set(false);
                if let Some(button) = trigger.get_untracked() {
                    let _ = button.focus();
                }
            }
            _ => {}
        }
    };
    let children = Arc::new(children);
    view! {
        <div class="menu-anchor" node_ref=anchor on:keydown=keys>
            <button
                class=class
                type="button"
                node_ref=trigger
                aria-haspopup="menu"
                aria-expanded=move || open.get().to_string()
                aria-label=move || label.get()
                title=move || label.get()
                on:click=move |_| open.update(|open| *open = !*open)
            >
                {button.run()}
            </button>
            {move || {
                let children = children.clone();
                open.get().then(move || view! {
                    <div class="menu" role="menu" aria-label=move || label.get() on:click=move |_| open.set(false)>{children()}</div>
                })
            }}
        </div>
    }
}
