//! Everybody in the team, those who have left, and the way in.

use super::{Staffing, add_member::AddMember, member_row::MemberRow};
use crate::shell::Each;
use crate::shell::When;
use crate::{
    i18n::{model_locale, t_string, use_i18n},
    replica::RoomHandle,
};
use leptos::prelude::*;
use model::{Action, DealRole, Refusal, UserId};

/// The content of the dialog.
#[component]
pub(super) fn Members(room: RoomHandle) -> impl IntoView {
    let i18n = use_i18n();
    let may = Memo::new(move |_| {
        room.track_all();
        let actor = room.actor();
        room.with(|room| room.deal().is_some_and(|(_, deal)| deal.may_appoint(&actor)))
    });
    let staffing = Staffing { room, may, refusal: RwSignal::new(None), said: RwSignal::new(String::new()) };
    provide_context(staffing);
    // Triangle first, then as the roles are listed; who came first stands first.
    let team = move |left: bool| {
        Memo::new(move |_| {
            room.track_all();
            room.with(|room| {
                let Some((_, deal)) = room.deal() else { return Vec::new() };
                let of = deal.team.iter().filter(|(_, member)| member.left == left);
                let mut team: Vec<(DealRole, UserId)> = of.map(|(user, member)| (member.role, *user)).collect();
                model::order::sort_by(&mut team, Ord::cmp);
                team.into_iter().map(|(_, user)| user).collect::<Vec<_>>()
            })
        })
    };
    let (here, former) = (team(false), team(true));
    view! {
        <div class="dialog-body">
            <p class="form-note">
                {move || if may.get() {
                    t_string!(i18n, board.members.lead).to_owned()
                } else {
                    Refusal::NotAllowed { action: Action::Appoint }.sentence(model_locale(i18n.get_locale()))
                }}
            </p>
            <div role="alert">
                {move || staffing.refusal.get().map(|refusal| view! {
                    <p class="dialog-refusal">{refusal.sentence(model_locale(i18n.get_locale()))}</p>
                })}
            </div>
            <p class="spoken" role="status">{move || staffing.said.get()}</p>
            <ul class="team" aria-label=move || t_string!(i18n, board.members.title)>
                <Each ids=here let:user><li><MemberRow user/></li></Each>
            </ul>
            <When when=move || may.get()><AddMember/></When>
            <When when=move || former.with(|former| !former.is_empty())>
                <details class="team-former">
                    <summary>{move || t_string!(i18n, board.members.former, count = former.with(Vec::len)).to_string()}</summary>
                    <ul class="team">
                        <Each ids=former let:user><li><MemberRow user/></li></Each>
                    </ul>
                </details>
            </When>
        </div>
    }
}
