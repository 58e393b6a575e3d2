//! The customer of a new deal: found by its name, or created on the way.
//!
//! Keys in the search: `↓` `↑` move through the offers, `Enter` takes one, `Esc` closes the list.

use super::{
    field::{ChoiceField, Field, TextField, is_composing},
    rows,
    words::level_name,
};
use crate::{
    format,
    i18n::{model_locale, t_string, use_i18n},
    session::use_session,
};
use leptos::{ev, prelude::*};
use model::{AccountId, account::CustomerLevel};

/// Offers shown at once; typing narrows the rest.
const OFFERS_MAX: usize = 8;
const SEARCH: &str = "new-deal-account";

/// The customer as far as it is chosen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) enum Chosen {
    /// Not yet.
    #[default]
    Nothing,
    /// One that is there, with its name.
    Existing(AccountId, String),
    /// One to be created.
    New,
}

/// What the choice holds.
#[derive(Clone, Copy)]
pub(super) struct AccountDraft {
    /// What is chosen.
    pub(super) chosen: RwSignal<Chosen>,
    /// What is typed; the name of a new one.
    pub(super) name: RwSignal<String>,
    /// Code of the level of a new one.
    pub(super) level: RwSignal<String>,
}

impl AccountDraft {
    pub(super) fn new() -> Self {
        Self {
            chosen: RwSignal::new(Chosen::Nothing),
            name: RwSignal::new(String::new()),
            level: RwSignal::new(CustomerLevel::default().code().to_owned()),
        }
    }

    pub(super) fn level(&self) -> CustomerLevel {
        let code = self.level.get_untracked();
        CustomerLevel::ALL.into_iter().find(|level| level.code() == code).unwrap_or_default()
    }
}

/// The choice.
#[component]
pub(super) fn AccountChoice(draft: AccountDraft, #[prop(into)] error: Signal<Option<String>>) -> impl IntoView {
    let i18n = use_i18n();
    let label = Signal::derive(move || t_string!(i18n, board.create.account).to_owned());
    let back = move |_| {
        draft.chosen.set(Chosen::Nothing);
        focus(SEARCH);
    };
    move || {
        match draft.chosen.get() {
        Chosen::Nothing => view! { <Search draft error/> }.into_any(),
        Chosen::Existing(_, name) => view! {
            <Field id="new-deal-account-other" label error>
                <div class="account-chosen">
                    <b>{name}</b>
                    <button id="new-deal-account-other" class="button" data-kind="link" type="button" on:click=back>{move || t_string!(i18n, board.create.account_other)}</button>
                </div>
            </Field>
        }
        .into_any(),
        Chosen::New => view! {
            <div class="field-row">
                <TextField id="new-deal-account-name" label=Signal::derive(move || t_string!(i18n, board.create.account_is_new).to_owned()) value=draft.name error/>
                <ChoiceField
                    id="new-deal-account-level"
                    label=Signal::derive(move || t_string!(i18n, account.level).to_owned())
                    value=draft.level
                    options=Signal::derive(move || {
                        let locale = i18n.get_locale();
                        CustomerLevel::ALL.map(|level| (level.code().to_owned(), level_name(level, locale).to_owned())).to_vec()
                    })
                />
            </div>
            <button class="button account-other" data-kind="link" type="button" on:click=back>{move || t_string!(i18n, board.create.account_other)}</button>
        }
        .into_any(),
    }
    }
}

/// One line of the list; without an id it is the new account.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Offer {
    id: Option<AccountId>,
    name: String,
    level: &'static str,
}

#[component]
fn Search(draft: AccountDraft, error: Signal<Option<String>>) -> impl IntoView {
    let i18n = use_i18n();
    let rows = use_session().board();
    let open = RwSignal::new(false);
    let at = RwSignal::new(0_usize);
    let offers = Memo::new(move |_| {
        let locale = model_locale(i18n.get_locale());
        let typed = draft.name.with(|name| name.trim().to_owned());
        let wanted = typed.to_lowercase();
        rows.with(|rows| {
            let accounts = rows::accounts(rows.as_deref().unwrap_or_default());
            let matches = |name: &str| name.to_lowercase().contains(&wanted);
            let mut offers: Vec<Offer> = accounts
                .iter()
                .filter(|(_, account)| matches(&account.name) || matches(&account.name_en))
                .map(|(id, account)| Offer {
                    id: Some(*id),
                    name: format::named(&account.name, &account.name_en, locale).to_owned(),
                    level: account.level.code(),
                })
                .collect();
            model::order::sort_by(&mut offers, |a, b| a.name.cmp(&b.name));
            offers.truncate(OFFERS_MAX);
            let is_there = accounts.values().any(|account| account.name == typed);
            if !typed.is_empty() && !is_there {
                offers.push(Offer { id: None, name: typed, level: "" });
            }
            offers
        })
    });
    let take = move |offer: Offer| {
        open.set(false);
        match offer.id {
            Some(id) => {
                draft.chosen.set(Chosen::Existing(id, offer.name));
                focus("new-deal-name");
            }
            None => {
                draft.chosen.set(Chosen::New);
                focus("new-deal-account-level");
            }
        }
    };
    let keys = move |event: ev::KeyboardEvent| {
        if is_composing(&event) {
            return;
        }
        let count = offers.with_untracked(Vec::len);
        match event.key().as_str() {
            "ArrowDown" | "ArrowUp" => {
                event.prevent_default();
                if !open.get_untracked() {
                    return open.set(true);
                }
                let step = if event.key() == "ArrowDown" { 1 } else { count.saturating_sub(1) };
                at.update(|at| *at = (*at + step) % count.max(1));
            }
            "Enter" if open.get_untracked() => {
                let offer = offers.with_untracked(|offers| offers.get(at.get_untracked()).cloned());
                if let Some(offer) = offer {
                    event.prevent_default();
                    take(offer);
                }
            }
            "Escape" if open.get_untracked() => {
                event.prevent_default();
                event.stop_propagation();
                open.set(false);
            }
            _ => {}
        }
    };
    let listed = move || open.get() && offers.with(|offers| !offers.is_empty());
    view! {
        <Field id=SEARCH label=Signal::derive(move || t_string!(i18n, board.create.account).to_owned()) error>
            <div class="account-search">
                <input
                    class="input"
                    id=SEARCH
                    type="text"
                    role="combobox"
                    autocomplete="off"
                    autofocus=true
                    aria-autocomplete="list"
                    aria-controls="new-deal-accounts"
                    aria-expanded=move || listed().to_string()
                    aria-activedescendant=move || listed().then(|| format!("new-deal-account-{}", at.get()))
                    aria-invalid=move || error.with(Option::is_some).then_some("true")
                    aria-describedby="new-deal-account-error"
                    placeholder=move || t_string!(i18n, board.create.account_hint)
                    prop:value=move || draft.name.get()
                    on:input=move |event| {
                        draft.name.set(event_target_value(&event));
                        at.set(0);
                        open.set(true);
                    }
                    on:click=move |_| open.set(true)
                    on:blur=move |_| open.set(false)
                    on:keydown=keys
                />
                <ul class="account-offers" id="new-deal-accounts" role="listbox" aria-label=move || t_string!(i18n, board.create.account) hidden=move || !listed()>
                    {move || offers.get().into_iter().enumerate().map(|(index, offer)| {
                        let chosen = offer.clone();
                        let text = match offer.id {
                            Some(_) => format!("{} · {}", offer.name, offer.level),
                            None => t_string!(i18n, board.create.account_new, name = offer.name).to_string(),
                        };
                        view! {
                            <li
                                class="menu-item"
                                id=format!("new-deal-account-{index}")
                                role="option"
                                aria-selected=move || (at.get() == index).to_string()
                                // The field keeps the focus, else the list would close before the click arrives.
                                on:mousedown=|event| event.prevent_default()
                                on:click=move |_| take(chosen.clone())
                            >
                                {text}
                            </li>
                        }
                    }).collect_view()}
                </ul>
            </div>
        </Field>
    }
}

/// Moves the focus to an element that may be drawn only now.
fn focus(id: &'static str) {
    use wasm_bindgen::JsCast;
    request_animation_frame(move || {
        let found =
            document().get_element_by_id(id).and_then(|element| element.dyn_into::<web_sys::HtmlElement>().ok());
        if let Some(element) = found {
            let _ = element.focus();
        }
    });
}
