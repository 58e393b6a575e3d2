//! Refused edits: what it was, why it was refused, and what can be done. Nothing leaves this drawer but by the user.

use super::{Dialog, Each, When, words::step_name};
use crate::{
    i18n::{Locale, model_locale, t_string, td_string, use_i18n},
    session::{Notice, use_session},
};
use leptos::prelude::*;
use model::Change;
use sync::client::RefusedOp;

/// Whether the drawer is open; a context, because several places lead to it.
#[derive(Clone, Copy)]
pub struct DrawerOpen(pub RwSignal<bool>);

/// The drawer.
#[component]
pub fn Drawer() -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    let open = expect_context::<DrawerOpen>().0;
    let drawer = session.drawer();
    view! {
        <Dialog open title=Signal::derive(move || t_string!(i18n, shell.drawer.title).to_owned())>
            <div class="dialog-body">
                <When when=move || drawer.get().is_empty()><p>{move || t_string!(i18n, shell.drawer.none)}</p></When>
                <ul class="refused">
                    <Each ids=Signal::derive(move || drawer.with(|drawer| drawer.iter().map(|refused| refused.record.op.id).collect())) let:op>
                        {drawer.with_untracked(|drawer| drawer.iter().find(|refused| refused.record.op.id == op).cloned())
                            .map(|refused| view! { <Entry refused/> })}
                    </Each>
                </ul>
            </div>
        </Dialog>
    }
}

#[component]
fn Entry(refused: RefusedOp) -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    let op = refused.record.op.id;
    let sure = RwSignal::new(false);
    let refused = StoredValue::new(refused);
    let what = move || {
        let locale = i18n.get_locale();
        refused.with_value(|refused| {
            format!("{} · {}", step_name(refused.record.kind.name(), locale), what(refused, locale))
        })
    };
    let reason = move || {
        let locale = model_locale(i18n.get_locale());
        refused.with_value(|refused| match (&refused.refusal, &refused.sentence) {
            // A reason of a newer server comes with its own sentence.
            (model::Refusal::Unknown, Some(sentence)) => sentence.clone(),
            (refusal, _) => refusal.sentence(locale),
        })
    };
    let copy = move |_| {
        let text = refused.with_value(|refused| texts(changes(refused)).join("\n"));
        let Some(window) = web_sys::window() else { return };
        if window.is_secure_context() {
            let copied = window.navigator().clipboard().write_text(&text);
            leptos::task::spawn_local(async move {
                if wasm_bindgen_futures::JsFuture::from(copied).await.is_ok() {
                    session.tell(Notice::Copied);
                }
            });
        }
    };
    let may_copy = web_sys::window().is_some_and(|window| window.is_secure_context());
    view! {
        <li>
            <b>{what}</b>
            <p class="refused-what">{move || refused.with_value(|refused| texts(changes(refused)).join("，"))}</p>
            <p class="refused-reason">{reason}</p>
            <div class="refused-actions">
                <button class="button" type="button" on:click=move |_| session.retry(op)>{move || t_string!(i18n, shell.drawer.retry)}</button>
                <When when=move || may_copy>
                    <button class="button" type="button" on:click=copy>{move || t_string!(i18n, shell.drawer.copy)}</button>
                </When>
                <button class="button" data-kind="danger" type="button" on:click=move |_| {
                    if sure.get_untracked() { session.discard(op) } else { sure.set(true) }
                }>
                    {move || if sure.get() { t_string!(i18n, shell.drawer.again) } else { t_string!(i18n, shell.drawer.discard) }}
                </button>
            </div>
        </li>
    }
}

fn changes(refused: &RefusedOp) -> impl Iterator<Item = &Change> {
    refused.record.op.parts.iter().flat_map(|part| &part.changes)
}

/// What the edit was about.
fn what(refused: &RefusedOp, locale: Locale) -> String {
    let mut kinds: Vec<&'static str> = Vec::new();
    for change in changes(refused) {
        let kind = match change {
            Change::Member(_) => td_string!(locale, shell.what.member),
            Change::Competitor(_) => td_string!(locale, shell.what.competitor),
            Change::Account(_) => td_string!(locale, shell.what.account),
            Change::Department(_) => td_string!(locale, shell.what.department),
            Change::Person(_) => td_string!(locale, shell.what.person),
            Change::Deal(_) => td_string!(locale, shell.what.deal),
            Change::Team(_) => td_string!(locale, shell.what.team),
            Change::PowerMap(_) => td_string!(locale, shell.what.power_map),
            Change::Fishbone(_) => td_string!(locale, shell.what.fishbone),
            Change::Chain(_) => td_string!(locale, shell.what.chain),
            Change::Task(_) => td_string!(locale, shell.what.task),
            Change::Comment(_) => td_string!(locale, shell.what.comment),
            Change::Moment(_) => td_string!(locale, shell.what.moment),
            Change::KeyRole(_) => td_string!(locale, shell.what.key_role),
        };
        if !kinds.contains(&kind) {
            kinds.push(kind);
        }
    }
    kinds.join(" · ")
}

/// Everything the user had typed, so that it can be read and copied.
pub(super) fn texts<'a>(changes: impl IntoIterator<Item = &'a Change>) -> Vec<String> {
    fn collect(value: &serde_json::Value, found: &mut Vec<String>) {
        match value {
            serde_json::Value::String(text) if text.parse::<model::PersonId>().is_err() && !text.is_empty() => {
                found.push(text.clone());
            }
            serde_json::Value::Array(values) => values.iter().for_each(|value| collect(value, found)),
            serde_json::Value::Object(values) => values.values().for_each(|value| collect(value, found)),
            _ => {}
        }
    }
    let mut found = Vec::new();
    for change in changes {
        // By way of the text: the browser has code to write a change as text already, and loads none to write it as a value.
        if let Ok(value) = serde_json::to_string(change).and_then(|text| serde_json::from_str(&text)) {
            collect(&value, &mut found);
        }
    }
    found
}
