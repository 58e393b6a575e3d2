//! The facts of a deal: for its AR to edit, for the others to read.

use super::facts_form::FactsForm;
use crate::{
    i18n::{t_string, use_i18n},
    replica::{Loading, RoomHandle},
    shell::Dialog,
};
use leptos::prelude::*;

/// The dialog.
#[component]
pub fn DealFactsDialog(
    /// The deal's room.
    room: RoomHandle,
    /// Whether it is open.
    open: RwSignal<bool>,
) -> impl IntoView {
    let i18n = use_i18n();
    let loading = room.loading();
    view! {
        <Dialog open title=Signal::derive(move || t_string!(i18n, board.facts.title).to_owned())>
            {move || match loading.get() {
                Loading::Waiting => view! { <p class="dialog-body" role="status">{move || t_string!(i18n, board.loading)}</p> }.into_any(),
                Loading::Denied => view! { <p class="dialog-body" role="alert">{move || t_string!(i18n, board.facts.denied)}</p> }.into_any(),
                Loading::Loaded => view! { <FactsForm room open/> }.into_any(),
            }}
        </Dialog>
    }
}
