//! One deal on the board: what it is, for whom, what it is worth, when it is to be signed, and who carries it.

use super::{
    rows::Entry,
    screen::{DealDialog, Shared},
    urgency::Urgency,
};
use crate::shell::When;
use crate::{
    format,
    i18n::{Locale, model_locale, t_string, use_i18n},
    replica::RoomHandle,
    session::use_session,
    shell::{Avatar, Menu, role_name},
};
use leptos::prelude::*;
use leptos_i18n::I18nContext;
use model::{Day, DealId, DealRole, EntityKey, StreamId, UserId};

/// The corners of the iron triangle, in the order they are drawn.
const TRIANGLE: [(DealRole, &str); 3] = [(DealRole::Ar, "AR"), (DealRole::Sr, "SR"), (DealRole::Fr, "FR")];

/// A deal.
#[component]
pub(super) fn DealCardView(
    /// Which.
    deal: DealId,
) -> impl IntoView {
    let i18n = use_i18n();
    let Shared { board, today, workspace, opened, .. } = expect_context();
    let me = use_session().me().id;
    let entry = Memo::new(move |_| {
        board.with(|board| board.iter().flat_map(|board| board.entries()).find(|entry| entry.id == deal).cloned())
    });
    let name = Memo::new(move |_| {
        let locale = model_locale(i18n.get_locale());
        let named = |entry: &Entry| format::named(&entry.card.name, &entry.card.name_en, locale).to_owned();
        entry.with(|entry| entry.as_ref().map(named).unwrap_or_default())
    });
    let amount = move || {
        let locale = model_locale(i18n.get_locale());
        entry.with(|entry| entry.as_ref()?.card.amount.map(|money| format::money(money, locale)))
    };
    let is_mine =
        Memo::new(move |_| entry.with(|entry| entry.as_ref().is_some_and(|entry| entry.card.team.contains_key(&me))));
    let founded = use_session().founded();
    let only_here = Memo::new(move |_| founded.with(|founded| founded.contains(&StreamId::Deal(deal))));
    let open = move |dialog| opened.set(Some((deal, dialog)));
    let expected = move || entry.with(|entry| entry.as_ref().and_then(|entry| entry.card.expected_sign));
    view! {
        <article class="deal-card">
            <a class="deal-name" href=format!("/w/deals/{deal}/map")>{move || name.get()}</a>
            <When when=only_here><span class="chip deal-only-here" data-tone="warn">{move || t_string!(i18n, board.only_here)}</span></When>
            <div class="deal-line">
                <span class="deal-account">{move || entry.with(|entry| entry.as_ref().map(|entry| account(i18n, entry)))}</span>
                {move || match amount() {
                    Some(amount) => view! { <b class="deal-amount">{amount}</b> }.into_any(),
                    None => view! { <span class="deal-amount" data-none="">{move || t_string!(i18n, board.no_amount)}</span> }.into_any(),
                }}
            </div>
            <div class="deal-line">{move || sign(i18n, expected(), today)}</div>
            <div class="deal-foot">
                <ul class="deal-team" aria-label=move || t_string!(i18n, board.team)>
                    {move || entry.with(|entry| entry.as_ref().map(|entry| triangle(i18n, workspace, entry)))}
                </ul>
                <When when=move || is_mine.get()>
                    <Menu
                        label=Signal::derive(move || t_string!(i18n, board.more, name = name.get()).to_string())
                        class="icon-button deal-more"
                        button=ViewFn::from(|| view! { <span aria-hidden="true">"⋯"</span> })
                    >
                        <button class="menu-item" role="menuitem" type="button" on:click=move |_| open(DealDialog::Facts)>{move || t_string!(i18n, board.edit)}</button>
                        <button class="menu-item" role="menuitem" type="button" on:click=move |_| open(DealDialog::Team)>{move || t_string!(i18n, board.team)}</button>
                    </Menu>
                </When>
            </div>
        </article>
    }
}

/// Name of the customer, linked, and its level.
fn account(i18n: I18nContext<Locale>, entry: &Entry) -> AnyView {
    let Some(account) = &entry.account else {
        return view! { <span class="deal-hidden">{move || t_string!(i18n, board.account_hidden)}</span> }.into_any();
    };
    let name = format::named(&account.name, &account.name_en, model_locale(i18n.get_locale())).to_owned();
    let level = account.level.code();
    view! {
        <a class="deal-account-link" href=format!("/w/accounts/{}", entry.card.account)>{name}</a>
        " "
        <span class="deal-level" title=move || t_string!(i18n, board.level, level = level).to_string()>"· "{level}</span>
    }
    .into_any()
}

/// When it is to be signed, and how near that is.
fn sign(i18n: I18nContext<Locale>, expected: Option<Day>, today: Day) -> AnyView {
    let urgency = Urgency::of(expected, today);
    let Some(day) = expected else {
        return view! { <span class="deal-when">{move || t_string!(i18n, board.no_date)}</span> }.into_any();
    };
    let day = format::day(day, today, model_locale(i18n.get_locale()));
    let when = match urgency {
        Urgency::Overdue(days) => t_string!(i18n, board.overdue, days = days).to_string(),
        Urgency::Near(0) => t_string!(i18n, board.today).to_owned(),
        Urgency::Near(days) | Urgency::Far(days) => t_string!(i18n, board.in_days, days = days).to_string(),
        Urgency::None => String::new(),
    };
    view! {
        <span class="chip" data-tone=urgency.tone()>{t_string!(i18n, board.sign, day = day).to_string()}</span>
        <span class="deal-when">{when}</span>
    }
    .into_any()
}

/// AR, SR and FR; a corner nobody stands in is named.
fn triangle(i18n: I18nContext<Locale>, workspace: RoomHandle, entry: &Entry) -> Vec<AnyView> {
    let locale = i18n.get_locale();
    let mut corners = Vec::new();
    for (role, code) in TRIANGLE {
        let before = corners.len();
        let here = entry.card.team.iter().filter(|(_, of)| **of == role);
        corners.extend(here.filter_map(|(user, _)| member(workspace, *user)).map(|(name, initials, colour)| {
            let said = format!("{} {name}", role_name(role, locale));
            let title = said.clone();
            view! { <li title=title><Avatar name initials colour/><span class="spoken">{said}</span></li> }.into_any()
        }));
        if corners.len() == before {
            let why = t_string!(i18n, board.nobody, role = code).to_string();
            let title = why.clone();
            let missing = view! {
                <li title=title>
                    <span class="letter" data-missing="" aria-hidden="true">{format!("{code}?")}</span>
                    <span class="spoken">{why}</span>
                </li>
            };
            corners.push(missing.into_any());
        }
    }
    corners
}

fn member(workspace: RoomHandle, user: UserId) -> Option<(String, String, u8)> {
    workspace.track(EntityKey::Member(user));
    workspace.with(|room| {
        let member = room.member(user)?;
        Some((member.name.clone(), member.initials.clone(), member.colour))
    })
}
