//! The decision chain 决策链 (T-03): the customer's own steps from need to payment, who takes part in each, and what we do.
//!
//! Keys: `?` shows all of them. On the server the screen renders nothing: it belongs to the app in the browser.
//!
//! It stands on the canvas all diagrams share, see `crate::canvas`. `state` holds what only this screen knows, `acts` and `parts`
//! what a gesture does to the room; `hand`, `commands`, `carry` are what hands and keys do here; `drawing` draws; `empty` and
//! `adding` begin; `panel` and what it contains answer; `twin` is the same as a list.

mod acts;
mod adding;
mod candidates;
mod carry;
mod commands;
mod drawing;
mod empty;
mod filter;
mod hand;
mod legend;
mod overview;
mod panel;
mod part_panel;
mod parts;
mod removed;
mod sort;
mod state;
mod step_panel;
mod step_people;
mod tools;
mod twin;
mod twin_people;
mod words;

use crate::{
    canvas::{Frame, Parts},
    i18n::{t_string, use_i18n},
    replica::RoomHandle,
};
use leptos::prelude::*;
use state::Screen;

/// The screen of one deal's decision chain.
#[component]
pub fn ChainScreen(
    /// The deal's room.
    room: RoomHandle,
) -> impl IntoView {
    let i18n = use_i18n();
    let screen = Screen::new(room, i18n);
    provide_context(screen);
    let parts = Parts {
        title: Signal::derive(move || t_string!(i18n, chain.title).to_owned()),
        read_only: Signal::derive(move || t_string!(i18n, chain.read_only).to_owned()),
        drawing: ViewFn::from(|| view! { <drawing::Drawing/> }),
        along: ViewFn::default(),
        twin: ViewFn::from(|| view! { <twin::Twin/> }),
        tools: ViewFn::from(|| view! { <tools::Tools/> }),
        legend: ViewFn::from(|| view! { <legend::Legend/> }),
        panel: ViewFn::from(|| view! { <panel::Panel/> }),
        empty: ViewFn::from(|| view! { <empty::Empty/> }),
        filter: ViewFn::from(|| view! { <filter::FilterFields/> }),
        over: ViewFn::from(|| {
            view! {
                <adding::AddForm/>
                <carry::Carried/>
            }
        }),
    };
    view! { <Frame canvas=screen.canvas() parts/> }
}
