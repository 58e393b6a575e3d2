//! A screen that has nothing to show but why.

use crate::{
    i18n::{t_string, use_i18n},
    part::InSight,
};
use leptos::prelude::*;

/// Title, reason, and a way on.
#[component]
pub fn Message(
    /// What is the matter.
    #[prop(into)]
    title: Signal<String>,
    /// Why, and what to do.
    #[prop(into)]
    why: Signal<String>,
    /// Whether trying again may help; else the way leads to the board.
    #[prop(default = false)]
    again: bool,
) -> impl IntoView {
    let i18n = use_i18n();
    if let Some(in_sight) = use_context::<InSight>() {
        in_sight.after_paint();
    }
    let way = if again {
        view! {
            <button class="button" data-kind="primary" type="button" on:click=|_| {
                if let Some(window) = web_sys::window() {
                    let _ = window.location().reload();
                }
            }>{move || t_string!(i18n, shell.state.again)}</button>
        }
        .into_any()
    } else {
        view! { <a class="button" data-kind="primary" href="/w/board">{move || t_string!(i18n, shell.notice.to_board)}</a> }.into_any()
    };
    view! {
        <div class="empty">
            <h1>{move || title.get()}</h1>
            <p>{move || why.get()}</p>
            {way}
        </div>
    }
}
