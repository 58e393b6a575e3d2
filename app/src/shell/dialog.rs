//! A modal dialog; on a phone a sheet from below.
//!
//! Keys: `Esc` closes, `Tab` stays inside; both by the browser's own `<dialog>`. Its content is made when it opens, so that
//! a form begins fresh.

use super::icon::{Icon, Shape};
use crate::i18n::{t_string, use_i18n};
use leptos::{ev, html, prelude::*};
use std::sync::Arc;

/// The dialog.
#[component]
pub fn Dialog(
    /// Whether it is open.
    open: RwSignal<bool>,
    /// Its title.
    #[prop(into)]
    title: Signal<String>,
    /// `wide` for tables.
    #[prop(default = "")]
    size: &'static str,
    /// Its content.
    children: ChildrenFn,
) -> impl IntoView {
    let i18n = use_i18n();
    let node = NodeRef::<html::Dialog>::new();
    Effect::new(move |_| {
        let Some(dialog) = node.get() else { return };
        match (open.get(), dialog.open()) {
            (true, false) => {
                let _ = dialog.show_modal();
            }
            (false, true) => dialog.close(),
            _ => {}
        }
    });
    // A click on the backdrop hits the dialog itself, one inside hits its content.
    let outside = move |event: ev::MouseEvent| {
        let hit = event.target().is_some_and(|target| {
            node.get_untracked().is_some_and(|dialog| {
                let dialog: &web_sys::EventTarget = dialog.as_ref();
                *dialog == target
            })
        });
        if hit {
            open.set(false);
        }
    };
    let children = Arc::new(children);
    view! {
        <dialog
            class="dialog"
            data-size=size
            aria-label=move || title.get()
            node_ref=node
            on:close=move |_| open.set(false)
            on:mousedown=outside
        >
            {move || {
                let children = children.clone();
                open.get().then(move || view! {
                    <div class="dialog-head">
                        <h2>{move || title.get()}</h2>
                        <button class="icon-button" type="button" aria-label=move || t_string!(i18n, shell.common.close) on:click=move |_| open.set(false)>
                            <Icon shape=Shape::Close/>
                        </button>
                    </div>
                    {children()}
                })
            }}
        </dialog>
    }
}

/// For a dialog about something: open while there is something, and closing it leaves nothing. `closed` is called then.
pub fn open_while_some<T: Send + Sync + 'static>(
    what: RwSignal<Option<T>>,
    closed: impl Fn() + 'static,
) -> RwSignal<bool> {
    let open = RwSignal::new(false);
    Effect::new(move |_| open.set(what.with(Option::is_some)));
    Effect::new(move |before: Option<bool>| {
        let now = open.get();
        if before == Some(true) && !now {
            what.set(None);
            closed();
        }
        now
    });
    open
}
