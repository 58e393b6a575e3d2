//! The team of a deal 项目组: who is in it with which role, and who may change that.
//!
//! `members` lists, `member_row` is one of them, `add_member` takes in another. Keys: all of it are buttons and selects.

mod add_member;
mod member_row;
mod members;

use crate::{
    i18n::{model_locale, t_string, use_i18n},
    replica::{Loading, RoomHandle},
    shell::Dialog,
};
use leptos::prelude::*;
use members::Members;
use model::{Change, Refusal, StreamId, team::TeamChange};

/// The dialog.
#[component]
pub fn TeamDialog(
    /// The deal's room.
    room: RoomHandle,
    /// Whether it is open.
    open: RwSignal<bool>,
) -> impl IntoView {
    let i18n = use_i18n();
    let loading = room.loading();
    view! {
        <Dialog open size="wide" title=Signal::derive(move || t_string!(i18n, board.members.title).to_owned())>
            {move || match loading.get() {
                Loading::Waiting => view! { <p class="dialog-body" role="status">{t_string!(i18n, board.loading)}</p> }.into_any(),
                Loading::Denied => {
                    view! { <p class="dialog-body" role="alert">{Refusal::NoAccess.sentence(model_locale(i18n.get_locale()))}</p> }.into_any()
                }
                Loading::Loaded => view! { <Members room/> }.into_any(),
            }}
        </Dialog>
    }
}

/// What the rows do to the team, and why it was not done.
#[derive(Clone, Copy)]
struct Staffing {
    room: RoomHandle,
    /// Whether the reader may appoint, as the model judges.
    may: Memo<bool>,
    refusal: RwSignal<Option<Refusal>>,
    /// What was done, for a screen reader.
    said: RwSignal<String>,
}

impl Staffing {
    /// One gesture; `said` is announced when it is done.
    fn change(&self, name: &'static str, change: TeamChange, said: String) -> bool {
        let Some(deal) = self.room.with(|room| room.deal().map(|(id, _)| id)) else { return false };
        let refusal = self.room.dispatch(name, vec![(StreamId::Deal(deal), vec![Change::Team(change)])]).err();
        let done = refusal.is_none();
        self.refusal.set(refusal);
        self.said.set(if done { said } else { String::new() });
        done
    }
}
