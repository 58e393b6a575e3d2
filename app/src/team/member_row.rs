//! One member: avatar, name, letter, role; removed only after the consequence was read.

use super::Staffing;
use crate::shell::When;
use crate::{
    i18n::{t_string, use_i18n},
    shell::{Avatar, role_name},
};
use leptos::prelude::*;
use model::{
    Action, DealRole, EntityKey, UserId,
    member::Member,
    team::{TeamChange, TeamMember},
};

#[component]
pub(super) fn MemberRow(user: UserId) -> impl IntoView {
    let i18n = use_i18n();
    let staffing = expect_context::<Staffing>();
    let room = staffing.room;
    let is_me = room.me() == user;
    let asks = RwSignal::new(false);
    let seat = Memo::new(move |_| -> Option<TeamMember> {
        room.track(EntityKey::TeamMember(user));
        room.with(|room| room.deal()?.1.team.get(&user).cloned())
    });
    let person = Memo::new(move |_| -> Option<Member> {
        room.track(EntityKey::Member(user));
        room.with(|room| room.member(user).cloned())
    });
    let name =
        Memo::new(move |_| person.with(|person| person.as_ref().map(|person| person.name.clone())).unwrap_or_default());
    let left = Memo::new(move |_| seat.with(|seat| seat.as_ref().is_none_or(|seat| seat.left)));
    let role = Memo::new(move |_| seat.with(|seat| seat.as_ref().map(|seat| seat.role)));
    let letter =
        Memo::new(move |_| seat.with(|seat| seat.as_ref().map(|seat| seat.letter.clone())).unwrap_or_default());
    // Outside the iron triangle one reads the core if its AR has named one: he sees the switch, others only that it is on.
    let core = Memo::new(move |_| {
        let seat = seat.get().filter(|seat| !seat.left && !seat.role.in_triangle())?;
        let names = room.actor().may(Action::NameCore);
        (seat.core || names).then_some((seat.core, names))
    });
    let owned = move || {
        room.with(|room| {
            let Some((_, deal)) = room.deal() else { return 0 };
            deal.power_map.live_nodes().filter(|(_, node)| node.owners.contains(&user)).count()
        })
    };
    let give = move |code: String| {
        let chosen = code.parse::<usize>().ok().and_then(|at| DealRole::ALL.get(at)).copied();
        if let Some(role) = chosen {
            staffing.change("board.gesture.role", TeamChange::SetRole { user, role }, String::new());
        }
    };
    // What a select shows after a refusal must be what is there, not what was wished.
    let refused = staffing.refusal;
    let at = move || {
        refused.track();
        role.get().and_then(|role| DealRole::ALL.iter().position(|each| *each == role)).unwrap_or_default().to_string()
    };
    let remove = move |_| {
        let said = t_string!(i18n, board.members.removed, name = name.get_untracked()).to_string();
        if staffing.change("board.gesture.leave", TeamChange::Leave { user }, said) {
            asks.set(false);
        }
    };
    let back = move |_| {
        let Some(member) = person.get_untracked() else { return };
        let Some(role) = role.get_untracked() else { return };
        let said = t_string!(i18n, board.members.joined, name = member.name).to_string();
        staffing.change("board.gesture.join", TeamChange::Join { user, role, initials: member.initials }, said);
    };
    view! {
        <div class="team-row" data-left=move || left.get().then_some("")>
            {move || person.get().map(|person| view! { <Avatar name=person.name initials=person.initials colour=person.colour/> })}
            <span class="team-name">
                {move || name.get()}
                {is_me.then(|| view! { <small>{move || format!("（{}）", t_string!(i18n, board.members.me))}</small> })}
            </span>
            <span class="letter" title=move || t_string!(i18n, board.members.letter, letter = letter.get()).to_string()>
                {move || letter.get()}
            </span>
            {move || match (left.get(), staffing.may.get()) {
                (false, true) => view! {
                    <select
                        class="input team-role"
                        aria-label=move || t_string!(i18n, board.members.role_of, name = name.get()).to_string()
                        prop:value=at
                        on:change=move |event| give(event_target_value(&event))
                    >
                        {DealRole::ALL.into_iter().enumerate().map(|(index, each)| view! {
                            <option value=index.to_string() selected=move || role.get() == Some(each)>{move || role_name(each, i18n.get_locale())}</option>
                        }).collect_view()}
                    </select>
                }.into_any(),
                _ => view! { <span class="team-role">{move || role.get().map(|role| role_name(role, i18n.get_locale()))}</span> }.into_any(),
            }}
            {move || core.get().map(|(core, names)| view! {
                <button class="button team-core" data-kind="quiet" data-size="small" type="button"
                    aria-pressed=core.to_string()
                    disabled=!names
                    aria-label=move || t_string!(i18n, key_role.core_of, name = name.get()).to_string()
                    title=move || t_string!(i18n, key_role.core_group)
                    on:click=move |_| { staffing.change("board.gesture.role", TeamChange::SetCore { user, core: !core }, String::new()); }>
                    {if core { "✓ " } else { "＋ " }}{move || t_string!(i18n, key_role.core)}
                </button>
            })}
            {move || match (left.get(), staffing.may.get(), is_me) {
                (true, true, _) => Some(view! {
                    <button class="button" data-size="small" type="button" on:click=back>{move || t_string!(i18n, board.members.back)}</button>
                }.into_any()),
                (false, _, true) => Some(view! {
                    <button class="button" data-kind="quiet" data-size="small" type="button" aria-expanded=move || asks.get().to_string() on:click=move |_| asks.set(true)>
                        {move || t_string!(i18n, board.members.leave)}
                    </button>
                }.into_any()),
                (false, true, false) => Some(view! {
                    <button
                        class="button"
                        data-kind="quiet"
                        data-size="small"
                        type="button"
                        aria-label=move || t_string!(i18n, board.members.remove, name = name.get()).to_string()
                        aria-expanded=move || asks.get().to_string()
                        on:click=move |_| asks.set(true)
                    >
                        {move || t_string!(i18n, board.members.remove_short)}
                    </button>
                }.into_any()),
                _ => None,
            }}
        </div>
        <When when=move || asks.get() && !left.get()>
            <div class="team-asks" role="alert">
                <p>
                    {move || if is_me {
                        t_string!(i18n, board.members.leave_why).to_owned()
                    } else {
                        t_string!(i18n, board.members.remove_why, name = name.get()).to_string()
                    }}
                    {move || match owned() {
                        0 => String::new(),
                        count => format!(" {}", t_string!(i18n, board.members.owned, count = count)),
                    }}
                </p>
                <div class="merge-actions">
                    <button class="button" type="button" on:click=move |_| asks.set(false)>{move || t_string!(i18n, board.members.cancel)}</button>
                    <button class="button" data-kind="danger" type="button" on:click=remove>
                        {move || if is_me { t_string!(i18n, board.members.leave_yes) } else { t_string!(i18n, board.members.remove_yes) }}
                    </button>
                </div>
            </div>
        </When>
    }
}
