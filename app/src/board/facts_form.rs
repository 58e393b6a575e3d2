//! The form of a deal's facts. Only what was changed is sent; a guarded field that a colleague changed meanwhile is not
//! overwritten before its new value was seen.

use super::{
    draft::{Draft, Errors, Place, error_at},
    field::{AmountField, TextField, leave_to_input_method},
    merge::{Conflict, Guarded, MergeChoice},
    rivals::Rivals,
};
use crate::{
    i18n::{model_locale, t_string, use_i18n},
    replica::RoomHandle,
    shell::{Edited, When},
};
use leptos::{ev, prelude::*};
use model::{Action, Change, EntityKey, Refusal, StreamId, deal::DealChange, merge::Field};

#[component]
pub(super) fn FactsForm(room: RoomHandle, open: RwSignal<bool>) -> impl IntoView {
    let i18n = use_i18n();
    let facts = move || room.with(|room| room.deal().and_then(|(_, deal)| deal.facts.clone()));
    let seen = RwSignal::new(facts());
    let draft = Draft::of(seen.get_untracked().as_ref());
    let errors = RwSignal::new(Errors::new());
    let conflicts = RwSignal::new(Vec::<Conflict>::new());
    let asks_archive = RwSignal::new(false);
    let may = Memo::new(move |_| {
        room.track_all();
        room.actor().may(Action::EditDeal)
    });
    let read_only = Signal::derive(move || !may.get());
    let archived = Memo::new(move |_| {
        room.track(EntityKey::Deal);
        facts().is_some_and(|facts| facts.archived)
    });
    let dispatch = move |name: &'static str, changes: Vec<DealChange>| {
        let Some(deal) = room.with(|room| room.deal().map(|(id, _)| id)) else { return false };
        let changes = changes.into_iter().map(Change::Deal).collect();
        match room.dispatch(name, vec![(StreamId::Deal(deal), changes)]) {
            Ok(()) => true,
            Err(refusal) => {
                let locale = model_locale(i18n.get_locale_untracked());
                errors.set(vec![(Place::of(&refusal), refusal.sentence(locale))]);
                false
            }
        }
    };
    let edited = |field| Some(Edited { room, entity: EntityKey::Deal, field });
    let save = move || {
        let (Some(before), Some(now)) = (seen.get_untracked(), facts()) else { return };
        let wanted = match draft.read(i18n) {
            Ok(wanted) => wanted,
            Err(reasons) => return errors.set(reasons),
        };
        errors.set(Errors::new());
        let mut changes = Vec::new();
        if wanted.name != before.name {
            changes.push(DealChange::SetName { name: wanted.name });
        }
        if wanted.name_en != before.name_en {
            changes.push(DealChange::SetNameEn { name_en: wanted.name_en });
        }
        let guarded = [
            (Guarded::Amount, DealChange::SetAmount { amount: wanted.amount }, wanted.amount != before.amount),
            (
                Guarded::Sign,
                DealChange::SetExpectedSign { day: wanted.expected_sign },
                wanted.expected_sign != before.expected_sign,
            ),
        ];
        let mut met = Vec::new();
        for (field, change, edited) in guarded {
            if !edited || field.is_as(&change, &now) {
                continue;
            }
            if field.differs(&before, &now) {
                met.push(Conflict::of(field, &change, &now, room));
            }
            changes.push(change);
        }
        if !met.is_empty() {
            conflicts.set(met);
        } else if changes.is_empty() || dispatch("board.gesture.facts", changes) {
            open.set(false);
        }
    };
    // What was seen of this field is now the colleague's value: keeping it drops one's own, else one's own replaces it.
    let settle = Callback::new(move |(field, keep_mine): (Guarded, bool)| {
        if let Some(now) = facts() {
            seen.update(|seen| {
                if let Some(seen) = seen {
                    field.copy(&now, seen);
                }
            });
            if !keep_mine {
                match field {
                    Guarded::Amount => draft.set_amount(now.amount),
                    Guarded::Sign => draft.set_sign(now.expected_sign),
                }
            }
        }
        conflicts.update(|conflicts| conflicts.retain(|conflict| conflict.field != field));
        if conflicts.with_untracked(Vec::is_empty) {
            save();
        }
    });
    let submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        save();
    };
    let why_not = move || {
        let refusal = Refusal::NotAllowed { action: Action::EditDeal };
        (!may.get()).then(|| view! { <p class="form-note">{refusal.sentence(model_locale(i18n.get_locale()))}</p> })
    };
    view! {
        <form novalidate on:submit=submit on:keydown=|event| leave_to_input_method(&event)>
            <div class="dialog-body">
                {why_not}
                <TextField
                    id="deal-name"
                    edited=edited(Field::Name)
                    first=true
                    label=Signal::derive(move || t_string!(i18n, board.facts.name).to_owned())
                    value=draft.name
                    error=error_at(errors, Place::Name)
                    disabled=read_only
                />
                <TextField
                    id="deal-name-en"
                    edited=edited(Field::NameEn)
                    label=Signal::derive(move || t_string!(i18n, board.facts.name_en).to_owned())
                    value=draft.name_en
                    error=error_at(errors, Place::NameEn)
                    disabled=read_only
                />
                <AmountField
                    id="deal-amount"
                    edited=edited(Field::Amount)
                    currency_id="deal-currency"
                    text=draft.amount
                    currency=draft.currency
                    error=error_at(errors, Place::Amount)
                    disabled=read_only
                />
                <TextField
                    id="deal-sign"
                    edited=edited(Field::ExpectedSign)
                    kind="date"
                    label=Signal::derive(move || t_string!(i18n, board.create.sign).to_owned())
                    value=draft.sign
                    disabled=read_only
                />
                <Rivals room/>
                <div role="alert" class="form-alerts">
                    {move || conflicts.get().into_iter().map(|conflict| view! { <MergeChoice conflict settle/> }).collect_view()}
                    {move || error_at(errors, Place::Form).get().map(|reason| view! { <p class="dialog-refusal">{reason}</p> })}
                </div>
                <When when=move || may.get()>
                    <div class="form-archive">
                        {move || match (archived.get(), asks_archive.get()) {
                            (true, _) => view! {
                                <p class="form-note">{move || t_string!(i18n, board.facts.is_archived)}</p>
                                <button class="button" type="button" on:click=move |_| { dispatch("board.gesture.restore", vec![DealChange::Restore {}]); }>
                                    {move || t_string!(i18n, board.facts.restore)}
                                </button>
                            }.into_any(),
                            (false, false) => view! {
                                <button class="button" data-kind="danger" type="button" on:click=move |_| asks_archive.set(true)>
                                    {move || t_string!(i18n, board.facts.archive)}
                                </button>
                            }.into_any(),
                            (false, true) => view! {
                                <p class="form-note">{move || t_string!(i18n, board.facts.archive_why)}</p>
                                <button class="button" type="button" on:click=move |_| asks_archive.set(false)>{move || t_string!(i18n, board.create.cancel)}</button>
                                <button class="button" data-kind="danger" type="button" on:click=move |_| {
                                    asks_archive.set(false);
                                    if dispatch("board.gesture.archive", vec![DealChange::Archive {}]) {
                                        open.set(false);
                                    }
                                }>
                                    {move || t_string!(i18n, board.facts.archive_yes)}
                                </button>
                            }.into_any(),
                        }}
                    </div>
                </When>
            </div>
            <div class="dialog-foot">
                <button class="button" type="button" on:click=move |_| open.set(false)>{move || t_string!(i18n, board.facts.close)}</button>
                <When when=move || may.get()>
                    <button class="button" data-kind="primary" type="submit">{move || t_string!(i18n, board.facts.save)}</button>
                </When>
            </div>
        </form>
    }
}
