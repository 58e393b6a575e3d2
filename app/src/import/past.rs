//! Imports of an account so far: which file, by whom, and the way back; for everybody who may change the account.

use super::write::take_back;
use crate::{
    i18n::{I18nContext, model_locale, t_string, use_i18n},
    replica::RoomHandle,
    shell::When,
};
use leptos::prelude::*;
use model::{AccountId, BatchId, PersonId, UserId, import::Import};
use wasm_bindgen_futures::spawn_local;

/// Names told of those who are kept.
const NAMES: usize = 12;

/// The list; nothing while nobody has imported.
#[component]
pub(crate) fn Past(
    /// The room the account is read in.
    room: RoomHandle,
    /// The account.
    account: AccountId,
    /// Whether the reader may change it.
    may: Memo<bool>,
) -> impl IntoView {
    let i18n = use_i18n();
    let asking = RwSignal::new(None::<BatchId>);
    let busy = RwSignal::new(false);
    let said = RwSignal::new(String::new());
    let listed = Memo::new(move |_| {
        room.track_all();
        room.with(|room| {
            let imports = room.account().map(|(_, account)| account.imports.iter());
            let mut all: Vec<(BatchId, Import)> =
                imports.into_iter().flatten().map(|(id, import)| (*id, import.clone())).collect();
            model::order::sort_by_key(&mut all, |(_, import)| std::cmp::Reverse(import.at));
            all
        })
    });
    let back = Callback::new(move |batch: BatchId| {
        busy.set(true);
        spawn_local(async move {
            let answer = take_back(account, batch).await;
            busy.set(false);
            asking.set(None);
            said.set(match answer {
                Ok(back) => said_back(i18n, room, back.taken, &back.kept),
                Err(why) => why.unwrap_or_else(|| t_string!(i18n, import.read_no_answer).to_owned()),
            });
        });
    });
    let row = move |(batch, import): (BatchId, Import)| {
        let Import { source, by, at, added, merged, taken_back } = import;
        let day = at.day().iso();
        let source_name = source.clone();
        let foot = match taken_back {
            Some(user) => {
                let name = name_of(room, user);
                view! { <small>{t_string!(i18n, import.past.taken_back, name = name).to_string()}</small> }.into_any()
            }
            None => view! {
                <When when=move || may.get() && asking.get() != Some(batch)>
                    <button class="button" data-size="small" type="button" aria-label={
                        let source = source.clone();
                        move || t_string!(i18n, import.past.take_back_of, source = source.clone()).to_string()
                    } on:click=move |_| asking.set(Some(batch))>{move || t_string!(i18n, import.take_back)}</button>
                </When>
                <When when=move || may.get() && asking.get() == Some(batch)>
                    <p>{move || t_string!(i18n, import.past.ask)}</p>
                    <button class="button" data-size="small" type="button" disabled=move || busy.get() on:click=move |_| back.run(batch)>
                        {move || if busy.get() { t_string!(i18n, import.taking_back) } else { t_string!(i18n, import.take_back_sure) }}
                    </button>
                    <button class="button" data-kind="link" data-size="small" type="button" on:click=move |_| asking.set(None)>{move || t_string!(i18n, import.keep)}</button>
                </When>
            }.into_any(),
        };
        view! {
            <li>
                <b>{source_name}</b>
                <small>{t_string!(i18n, import.past.row, added = added, merged = merged).to_string()}</small>
                <small>{t_string!(i18n, import.past.by, name = name_of(room, by), day = day).to_string()}</small>
                {foot}
            </li>
        }
    };
    view! {
        <When when=move || !listed.with(Vec::is_empty)>
            <section class="account-block import-past">
                <h2>{move || t_string!(i18n, import.past.title)}</h2>
                <p role="status">{move || said.get()}</p>
                <ul>{move || { i18n.get_locale(); listed.get().into_iter().map(row).collect_view() }}</ul>
            </section>
        </When>
    }
}

fn name_of(room: RoomHandle, user: UserId) -> String {
    room.member_name(user).unwrap_or_default()
}

/// What was taken back, and who is kept, by name.
pub(super) fn said_back(i18n: I18nContext, room: RoomHandle, taken: usize, kept: &[PersonId]) -> String {
    let taken = t_string!(i18n, import.done.taken, count = taken).to_string();
    if kept.is_empty() {
        return taken;
    }
    let locale = model_locale(i18n.get_locale_untracked());
    let names = room.with(|room| {
        let people = room.account().map(|(_, account)| &account.people);
        let named = kept.iter().filter_map(|id| Some(people?.get(id)?.called(locale)));
        named.take(NAMES).collect::<Vec<_>>().join(", ")
    });
    let names = if kept.len() > NAMES { format!("{names} …") } else { names };
    format!("{taken} {}", t_string!(i18n, import.done.kept, count = kept.len(), names = names))
}
