//! Takes a member of the workspace into the team.

use super::Staffing;
use crate::shell::When;
use crate::{
    board::ChoiceField,
    i18n::{t_string, use_i18n},
    shell::{compare_names, role_name},
};
use leptos::{ev, prelude::*};
use model::{DealRole, UserId, member::Member, team::TeamChange};

#[component]
pub(super) fn AddMember() -> impl IntoView {
    let i18n = use_i18n();
    let staffing = expect_context::<Staffing>();
    let room = staffing.room;
    let (who, role) = (RwSignal::new(String::new()), RwSignal::new("1".to_owned()));
    let missing = RwSignal::new(false);
    let others = Memo::new(move |_| {
        room.track_all();
        let compare = compare_names(i18n.get_locale());
        room.with(|room| {
            let is_in = |user: &UserId| room.deal().is_some_and(|(_, deal)| deal.active(*user).is_some());
            let members = room.workspace().into_iter().flat_map(|workspace| workspace.members.iter());
            let mut others: Vec<(UserId, Member)> = members
                .filter(|(user, member)| !member.left && !is_in(user))
                .map(|(user, member)| (*user, member.clone()))
                .collect();
            model::order::sort_by(&mut others, |a, b| compare(&a.1.name, &b.1.name));
            others
        })
    });
    let choices = Signal::derive(move || {
        let nobody = (String::new(), t_string!(i18n, board.members.choose).to_owned());
        let others = others.get().into_iter().map(|(user, member)| (user.to_string(), member.name));
        std::iter::once(nobody).chain(others).collect::<Vec<_>>()
    });
    let roles = Signal::derive(move || {
        let locale = i18n.get_locale();
        DealRole::ALL
            .iter()
            .enumerate()
            .map(|(at, role)| (at.to_string(), role_name(*role, locale).to_owned()))
            .collect::<Vec<_>>()
    });
    let submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        let wanted = who.with_untracked(|who| {
            others.with_untracked(|all| all.iter().find(|(user, _)| user.to_string() == *who).cloned())
        });
        let role = role.with_untracked(|role| role.parse::<usize>().ok().and_then(|at| DealRole::ALL.get(at)).copied());
        let (Some((user, member)), Some(role)) = (wanted, role) else { return missing.set(true) };
        missing.set(false);
        let said = t_string!(i18n, board.members.joined, name = member.name).to_string();
        if staffing.change("board.gesture.join", TeamChange::Join { user, role, initials: member.initials }, said) {
            who.set(String::new());
        }
    };
    let error = Signal::derive(move || {
        (missing.get() && who.with(String::is_empty)).then(|| t_string!(i18n, board.members.choose_first).to_owned())
    });
    view! {
        <form class="team-add" novalidate on:submit=submit>
            <h3>{move || t_string!(i18n, board.members.add)}</h3>
            <When
                when=move || others.with(|others| !others.is_empty())
                fallback=move || view! { <p class="form-note">{move || t_string!(i18n, board.members.all_in)}</p> }
            >
                <div class="field-row">
                    <ChoiceField id="team-who" label=Signal::derive(move || t_string!(i18n, board.members.who).to_owned()) value=who options=choices error/>
                    <ChoiceField id="team-role" label=Signal::derive(move || t_string!(i18n, board.members.role).to_owned()) value=role options=roles/>
                </div>
                <button class="button" type="submit">{move || t_string!(i18n, board.members.join)}</button>
            </When>
        </form>
    }
}
