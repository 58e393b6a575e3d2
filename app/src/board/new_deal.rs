//! The form of a new deal: customer, name, stage; amount and date if they are known. Its author becomes the AR.

use super::{
    account_choice::{AccountChoice, AccountDraft, Chosen},
    draft::{Draft, Errors, Facts, Place, error_at},
    field::{AmountField, ChoiceField, TextField, leave_to_input_method},
    rows::DEAL_STAGES,
};
use crate::{
    i18n::{Locale, model_locale, t_string, use_i18n},
    replica::{self, Loading, Parts, RoomHandle},
    route::{Route, Tab, Way},
    session::use_session,
    shell::{Dialog, stage_name},
};
use leptos::{ev, prelude::*};
use leptos_i18n::I18nContext;
use model::{
    AccountId, Change, DealId, DealRole, Refusal, Stage, StreamId, TextField as Text, account::AccountChange,
    deal::DealChange, team::TeamChange, text,
};
use sync::frame::RoomId;

/// The dialog.
#[component]
pub fn NewDealDialog(
    /// Whether it is open.
    open: RwSignal<bool>,
    /// The board's room: the workspace knows the author's initials.
    workspace: RoomHandle,
) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <Dialog open title=Signal::derive(move || t_string!(i18n, board.create.title).to_owned())>
            <NewDealForm open workspace/>
        </Dialog>
    }
}

#[component]
fn NewDealForm(open: RwSignal<bool>, workspace: RoomHandle) -> impl IntoView {
    let i18n = use_i18n();
    let way = expect_context::<Way>();
    let draft = Draft::of(None);
    let account = AccountDraft::new();
    let stage = RwSignal::new(Stage::Mo1.code().to_owned());
    let errors = RwSignal::new(Errors::new());
    // A deal of a customer that is there is judged in that customer's room, which must be here first.
    let customer = RwSignal::new(None::<RoomHandle>);
    let waits = Memo::new(move |_| {
        matches!(account.chosen.get(), Chosen::Existing(..))
            && customer.get().is_none_or(|room| room.loading().get() == Loading::Waiting)
    });
    let submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        if waits.get_untracked() {
            return;
        }
        let facts = draft.read(i18n);
        let customer_of = read_account(i18n, account);
        let (facts, (account_id, created)) = match (facts, customer_of) {
            (Ok(facts), Ok(customer)) => (facts, customer),
            (facts, customer) => {
                let reasons = customer.err().into_iter().flatten().chain(facts.err().into_iter().flatten());
                return errors.set(reasons.collect());
            }
        };
        let deal = replica::new_deal_id();
        let stage = Stage::of_code(&stage.get_untracked()).unwrap_or(Stage::Mo1);
        let room = customer.get_untracked().unwrap_or(workspace);
        let done = parts(workspace, deal, account_id, created, stage, facts)
            .and_then(|parts| room.dispatch("board.gesture.create", parts));
        match done {
            Ok(()) => {
                open.set(false);
                way.go(Route::Deal(deal, Tab::Map));
            }
            Err(refusal) => {
                let locale = model_locale(i18n.get_locale_untracked());
                errors.set(vec![(Place::of(&refusal), refusal.sentence(locale))]);
            }
        }
    };
    let stages = Signal::derive(move || {
        let locale = i18n.get_locale();
        DEAL_STAGES
            .map(|stage| (stage.code().to_owned(), format!("{} {}", stage.code(), stage_name(stage, locale))))
            .to_vec()
    });
    view! {
        <form novalidate on:submit=submit on:keydown=|event| leave_to_input_method(&event)>
            <div class="dialog-body">
                <AccountChoice draft=account error=error_at(errors, Place::Account)/>
                {move || match account.chosen.get() {
                    Chosen::Existing(id, _) => Some(view! { <CustomerRoom id customer/> }),
                    Chosen::Nothing | Chosen::New => None,
                }}
                <TextField
                    id="new-deal-name"
                    label=Signal::derive(move || t_string!(i18n, board.create.name).to_owned())
                    value=draft.name
                    example=Signal::derive(move || t_string!(i18n, board.create.name_hint).to_owned())
                    error=error_at(errors, Place::Name)
                />
                <div class="field-row">
                    <ChoiceField
                        id="new-deal-stage"
                        label=Signal::derive(move || t_string!(i18n, board.create.stage).to_owned())
                        value=stage
                        options=stages
                    />
                    <TextField
                        id="new-deal-sign"
                        kind="date"
                        label=Signal::derive(move || t_string!(i18n, board.create.sign).to_owned())
                        value=draft.sign
                    />
                </div>
                <AmountField
                    id="new-deal-amount"
                    currency_id="new-deal-currency"
                    text=draft.amount
                    currency=draft.currency
                    error=error_at(errors, Place::Amount)
                />
                <p class="form-note">{move || t_string!(i18n, board.create.as_ar)}</p>
                <div role="alert">
                    {move || error_at(errors, Place::Form).get().map(|reason| view! { <p class="dialog-refusal">{reason}</p> })}
                </div>
            </div>
            <div class="dialog-foot">
                <button class="button" type="button" on:click=move |_| open.set(false)>{move || t_string!(i18n, board.create.cancel)}</button>
                <button class="button" data-kind="primary" type="submit" aria-disabled=move || waits.get().to_string()>
                    {move || if waits.get() {
                        t_string!(i18n, board.create.waiting)
                    } else {
                        t_string!(i18n, board.create.submit)
                    }}
                </button>
            </div>
        </form>
    }
}

/// Keeps the room of the chosen customer open while he is chosen.
#[component]
fn CustomerRoom(id: AccountId, customer: RwSignal<Option<RoomHandle>>) -> impl IntoView {
    customer.set(Some(use_session().open(RoomId::Account(id))));
    on_cleanup(move || {
        let _ = customer.try_set(None);
    });
}

/// The customer, and the change that creates it if it is new.
fn read_account(i18n: I18nContext<Locale>, draft: AccountDraft) -> Result<(AccountId, Option<AccountChange>), Errors> {
    match draft.chosen.get_untracked() {
        Chosen::Existing(id, _) => Ok((id, None)),
        Chosen::Nothing => {
            let missing = untrack(|| t_string!(i18n, board.create.account_missing).to_owned());
            Err(vec![(Place::Account, missing)])
        }
        Chosen::New => {
            let name = draft.name.with_untracked(|name| text::clean(name, false));
            text::check_name(Text::AccountName, &name).map_err(|refusal| {
                vec![(Place::Account, refusal.sentence(model_locale(i18n.get_locale_untracked())))]
            })?;
            let create = AccountChange::Create {
                name,
                name_en: String::new(),
                level: draft.level(),
                industry: String::new(),
                region: String::new(),
            };
            Ok((replica::new_account_id(), Some(create)))
        }
    }
}

/// The gesture: the customer if it is new, the deal, and its author as the AR.
fn parts(
    workspace: RoomHandle,
    deal: DealId,
    account: AccountId,
    created: Option<AccountChange>,
    stage: Stage,
    facts: Facts,
) -> Result<Parts, Refusal> {
    let me = workspace.me();
    let initials = workspace
        .with(|room| Some(room.workspace()?.active(me)?.initials.clone()))
        .ok_or(Refusal::UnknownMember { user: me })?;
    let Facts { name, name_en, amount, expected_sign } = facts;
    let create = DealChange::Create { account, name, name_en, stage, amount, expected_sign };
    let join = TeamChange::Join { user: me, role: DealRole::Ar, initials };
    let mut parts: Parts = Vec::with_capacity(2);
    parts.extend(created.map(|create| (StreamId::Account(account), vec![Change::Account(create)])));
    parts.push((StreamId::Deal(deal), vec![Change::Deal(create), Change::Team(join)]));
    Ok(parts)
}
