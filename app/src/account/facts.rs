//! The account's own facts, above everything else.

use super::{Screen, cell::Cell};
use crate::{
    board::level_name,
    i18n::{Locale, t_string, td_string, use_i18n},
    shell::compare_names,
};
use leptos::prelude::*;
use model::{
    Change, EntityKey, UserId,
    account::{AccountChange, AccountFacts, CustomerLevel},
};

/// The facts.
#[component]
pub(super) fn Facts() -> impl IntoView {
    let i18n = use_i18n();
    let screen = expect_context::<Screen>();
    let room = screen.room;
    let fact = move |read: fn(&AccountFacts) -> String| {
        Signal::derive(move || {
            room.track(EntityKey::Account);
            room.with(|room| Some(read(room.account()?.1.facts.as_ref()?))).unwrap_or_default()
        })
    };
    let set = move |change: AccountChange| screen.change("account.gesture.facts", vec![Change::Account(change)]);
    let label = move |text: fn(Locale) -> &'static str| Signal::derive(move || text(i18n.get_locale()).to_owned());
    let (name, name_en) = (fact(|facts| facts.name.clone()), fact(|facts| facts.name_en.clone()));
    // The name that is read comes first, as the heading.
    let english_first = Memo::new(move |_| i18n.get_locale() == Locale::en && name_en.with(|name| !name.is_empty()));
    let empty = label(|locale| td_string!(locale, account.empty));
    let level = fact(|facts| facts.level.code().to_owned());
    let owner = fact(|facts| facts.owner.to_string());
    let members = Memo::new(move |_| {
        room.track_all();
        let compare = compare_names(i18n.get_locale());
        let owner = owner.get();
        room.with(|room| {
            let members = room.workspace().into_iter().flat_map(|workspace| workspace.members.iter());
            let mut members: Vec<(UserId, String)> = members
                .filter(|(user, member)| !member.left || user.to_string() == owner)
                .map(|(user, member)| (*user, member.name.clone()))
                .collect();
            model::order::sort_by(&mut members, |a, b| compare(&a.1, &b.1));
            members
        })
    });
    let set_level = move |code: String| {
        if let Some(level) = CustomerLevel::ALL.into_iter().find(|level| level.code() == code) {
            screen.act("account.gesture.facts", Change::Account(AccountChange::SetLevel { level }));
        }
    };
    let set_owner = move |user: String| {
        if let Ok(owner) = user.parse() {
            screen.act("account.gesture.facts", Change::Account(AccountChange::SetOwner { owner }));
        }
    };
    // What a select shows after a refusal must be what is there, not what was wished.
    let refused = screen.refused;
    view! {
        <section class="account-facts" aria-label=move || t_string!(i18n, account.facts)>
            <h1 class="spoken">{move || if english_first.get() { name_en.get() } else { name.get() }}</h1>
            <div class="account-names">
                {move || {
                    let name = view! {
                        <Cell value=name may=screen.may label=label(|locale| td_string!(locale, account.name))
                            commit=move |name| set(AccountChange::SetName { name })/>
                    };
                    let name_en = view! {
                        <Cell value=name_en may=screen.may placeholder=label(|locale| td_string!(locale, account.name_en))
                            label=label(|locale| td_string!(locale, account.name_en)) commit=move |name_en| set(AccountChange::SetNameEn { name_en })/>
                    };
                    if english_first.get() {
                        view! { <div class="account-name">{name_en}</div>{name} }.into_any()
                    } else {
                        view! { <div class="account-name">{name}</div>{name_en} }.into_any()
                    }
                }}
            </div>
            <dl class="account-list">
                <div>
                    <dt>{move || t_string!(i18n, account.level)}</dt>
                    <dd>
                        <select class="input" data-kind="plain" aria-label=move || t_string!(i18n, account.level) disabled=move || !screen.may.get()
                            prop:value=move || { refused.track(); level.get() }
                            on:change=move |event| set_level(event_target_value(&event))>
                            {CustomerLevel::ALL.into_iter().map(|each| view! {
                                <option value=each.code() selected=move || level.get() == each.code()>{move || level_name(each, i18n.get_locale())}</option>
                            }).collect_view()}
                        </select>
                    </dd>
                </div>
                <div>
                    <dt>{move || t_string!(i18n, account.industry)}</dt>
                    <dd><Cell value=fact(|facts| facts.industry.clone()) may=screen.may placeholder=empty label=label(|locale| td_string!(locale, account.industry))
                        commit=move |industry| set(AccountChange::SetIndustry { industry })/></dd>
                </div>
                <div>
                    <dt>{move || t_string!(i18n, account.region)}</dt>
                    <dd><Cell value=fact(|facts| facts.region.clone()) may=screen.may placeholder=empty label=label(|locale| td_string!(locale, account.region))
                        commit=move |region| set(AccountChange::SetRegion { region })/></dd>
                </div>
                <div>
                    <dt>{move || t_string!(i18n, account.owner)}</dt>
                    <dd>
                        <select class="input" data-kind="plain" aria-label=move || t_string!(i18n, account.owner) disabled=move || !screen.may.get()
                            prop:value=move || { refused.track(); members.track(); owner.get() }
                            on:change=move |event| set_owner(event_target_value(&event))>
                            {move || members.get().into_iter().map(|(user, name)| {
                                let user = user.to_string();
                                let this = user.clone();
                                view! { <option value=user selected=move || owner.get() == this>{name}</option> }
                            }).collect_view()}
                        </select>
                    </dd>
                </div>
            </dl>
        </section>
    }
}
