//! The way to a first deal: three steps, drawn.

use super::screen::Shared;
use crate::i18n::{t_string, use_i18n};
use crate::shell::When;
use leptos::prelude::*;

/// Shown while there is no deal at all. A guest reads whom to ask.
#[component]
pub(super) fn FirstDeal() -> impl IntoView {
    let i18n = use_i18n();
    let Shared { may_create, creating, .. } = expect_context();
    view! {
        <div class="empty board-first">
            <Drawing/>
            <h2>{move || t_string!(i18n, board.empty.title)}</h2>
            <When
                when=move || may_create.get()
                fallback=move || view! { <p>{move || t_string!(i18n, board.empty.guest)}</p> }
            >
                <p>{move || t_string!(i18n, board.empty.lead)}</p>
                <ol class="empty-steps">
                    <li><b>{move || t_string!(i18n, board.empty.s1)}</b><span>{move || t_string!(i18n, board.empty.s1_why)}</span></li>
                    <li><b>{move || t_string!(i18n, board.empty.s2)}</b><span>{move || t_string!(i18n, board.empty.s2_why)}</span></li>
                    <li><b>{move || t_string!(i18n, board.empty.s3)}</b><span>{move || t_string!(i18n, board.empty.s3_why)}</span></li>
                </ol>
                <button class="button" data-kind="primary" type="button" on:click=move |_| creating.set(true)>
                    {move || t_string!(i18n, board.empty.start)}
                </button>
            </When>
        </div>
    }
}

/// A map about to be drawn: a superior who is for us, one who is neutral, one whose name is not known.
#[component]
fn Drawing() -> impl IntoView {
    view! {
        <svg class="first-drawing" viewBox="0 0 320 132" aria-hidden="true">
            <path class="first-line" d="M160 46v22M74 92V68h172v24"></path>
            <rect class="first-card" x="113" y="8" width="94" height="38" rx="6"></rect>
            <rect class="first-card" x="117" y="12" width="86" height="30" rx="4"></rect>
            <path class="first-star" d="m113 1.5 2.2 4.6 5 .7-3.6 3.5.9 5-4.5-2.4-4.5 2.4.9-5-3.6-3.5 5-.7z"></path>
            <path class="first-text" d="M127 23h34M127 32h22"></path>
            <circle class="first-support" cx="206" cy="10" r="9"></circle>
            <path class="first-plus" d="M202 10h8M206 6v8"></path>
            <rect class="first-card" x="27" y="92" width="94" height="36" rx="6"></rect>
            <path class="first-text" d="M39 106h40M39 115h26"></path>
            <circle class="first-neutral" cx="120" cy="93" r="9"></circle>
            <rect class="first-card" data-nameless="" x="199" y="92" width="94" height="36" rx="6"></rect>
            <path class="first-text" d="M211 106h30"></path>
            <path class="first-influence" d="M124 118c26 6 48 6 72 0"></path>
            <path class="first-influence-head" d="m190 114 7 4-5.5 6"></path>
        </svg>
    }
}
