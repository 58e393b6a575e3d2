//! Importing people: a file, its columns, a preview with what is wrong, writing with progress, and the way back.
//!
//! `ImportDialog` is all a screen needs; `Past` lists earlier imports of an account with their way back. `state` holds what the steps
//! share, `read` and `write` talk to the server, `choose`, `columns`, `preview`, `writing` are the steps. What a row means and who is
//! known already is `model::import`'s word, here and on the server.
//!
//! Keys: fields, selects and buttons in reading order; `Esc` closes, and what was begun is there when it is opened again.

mod choose;
mod columns;
mod past;
mod preview;
mod read;
mod state;
mod write;
mod writing;

pub(crate) use past::Past;

use crate::{
    i18n::{t_string, use_i18n},
    replica::RoomHandle,
    shell::Dialog,
};
use leptos::prelude::*;
use model::{AccountId, DealId};
use state::{Flow, Step};

/// The dialog.
#[component]
pub(crate) fn ImportDialog(
    /// The room the account is read in.
    room: RoomHandle,
    /// The account.
    account: AccountId,
    /// The deal on whose map the people may be put.
    deal: Option<DealId>,
    /// Whether it is open.
    open: RwSignal<bool>,
) -> impl IntoView {
    let i18n = use_i18n();
    let flow = Flow::new(room, account, deal, i18n);
    // What is finished is not shown again; what was begun is.
    Effect::new(move |_| {
        if open.get() && flow.step.get_untracked() == Step::Done {
            flow.begin();
        }
    });
    view! {
        <Dialog open size="full" title=Signal::derive(move || t_string!(i18n, import.title).to_owned())>
            <ol class="import-steps" aria-label=move || t_string!(i18n, import.steps.label)>
                {[Step::Choose, Step::Map, Step::Preview, Step::Write].map(|step| view! {
                    <li aria-current=move || (flow.step.get().place() == step).then_some("step")>{move || match step {
                        Step::Choose => t_string!(i18n, import.steps.choose),
                        Step::Map => t_string!(i18n, import.steps.map),
                        Step::Preview => t_string!(i18n, import.steps.preview),
                        Step::Write | Step::Done => t_string!(i18n, import.steps.write),
                    }}</li>
                }).collect_view()}
            </ol>
            {move || match flow.step.get() {
                Step::Choose => choose::choose(flow),
                Step::Map => columns::columns(flow),
                Step::Preview => preview::preview(flow),
                Step::Write | Step::Done => writing::writing(flow, open),
            }}
        </Dialog>
    }
}
