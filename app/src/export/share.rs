//! Read-only links for people outside: what one shows, for how long, and the links there are. Folded until somebody wants one.
//! Keys: all of it are boxes, a select and buttons. The server decides who may.

use super::{Select, address, log::diagram_name};
use crate::{
    fetch,
    i18n::{I18nContext, t_string, use_i18n},
    replica::RoomHandle,
    route::Tab,
    shell::{When, tab_here},
};
use js_sys::{Function, Promise, Reflect};
use leptos::prelude::*;
use model::{DealId, Millis};
use serde::Deserialize;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::{JsFuture, spawn_local};

/// A link, as the server lists it.
#[derive(Clone, Debug, Deserialize)]
struct Row {
    id: String,
    name: String,
    at: Millis,
    until: Millis,
    opened: i64,
    opened_at: Option<Millis>,
    state: String,
    diagrams: Vec<String>,
}

#[derive(Deserialize)]
struct Listed {
    shares: Vec<Row>,
}

#[derive(Deserialize)]
struct Made {
    address: String,
}

async fn ask(deal: DealId) -> Option<Vec<Row>> {
    let text = fetch::text(&format!("/api/deals/{deal}/shares")).await.ok()?;
    let listed: Listed = model::json::from_str(&text).ok()?;
    Some(listed.shares)
}

/// Making links, and the list of them.
#[component]
pub(super) fn Share(
    /// The deal.
    deal: DealId,
    /// Its room.
    room: RoomHandle,
    /// Changes whenever a link was made: it stands among the exports.
    done: RwSignal<u32>,
) -> impl IntoView {
    let i18n = use_i18n();
    let tab = tab_here().get_untracked();
    let fishbone = address::fishbone_on_screen()
        .or_else(|| room.with(|room| room.deal()?.1.fishbones.newest()).map(|id| id.to_string()));
    let has_fishbone = fishbone.is_some();
    let ticks =
        [tab == Tab::Map, tab == Tab::Fishbone && has_fishbone, tab == Tab::Chain, true, false].map(RwSignal::new);
    let days = RwSignal::new("7".to_owned());
    // Nothing is known until the server has answered, and `None` if one may not.
    let rows = RwSignal::new(Some(Vec::<Row>::new()));
    let link = RwSignal::new(String::new());
    let said = RwSignal::new(String::new());
    let reload = move || spawn_local(async move { rows.set(ask(deal).await) });
    reload();
    let make = move |_| {
        let [map, bone, chain, ours, rivals] = ticks.map(|tick| tick.get_untracked());
        if !(map || bone || chain) {
            return said.set(t_string!(i18n, export.share.nothing).to_owned());
        }
        let bone = fishbone.as_ref().filter(|_| bone).map_or_else(|| "null".to_owned(), |id| format!("\"{id}\""));
        let days = days.get_untracked();
        let body = format!(
            r#"{{"days":{days},"shows":{{"map":{map},"fishbone":{bone},"chain":{chain},"ours":{ours},"rivals":{rivals}}}}}"#
        );
        said.set(String::new());
        spawn_local(async move {
            match fetch::post(&format!("/api/deals/{deal}/shares"), &body).await {
                Ok(text) => link.set(model::json::from_str::<Made>(&text).map(|made| made.address).unwrap_or_default()),
                Err(why) => said.set(why.unwrap_or_else(|| t_string!(i18n, export.no_answer).to_owned())),
            }
            reload();
            done.update(|done| *done += 1);
        });
    };
    let copy = move |_| {
        spawn_local(async move {
            let copied = match write(&link.get_untracked()) {
                Some(writing) => JsFuture::from(writing).await.is_ok(),
                None => false,
            };
            let words =
                if copied { t_string!(i18n, export.share.copied) } else { t_string!(i18n, export.share.copy_by_hand) };
            said.set(words.to_owned());
        });
    };
    let end = move |id: String| {
        spawn_local(async move {
            if let Err(why) = fetch::post(&format!("/api/deals/{deal}/shares/{id}/revoke"), "").await {
                said.set(why.unwrap_or_else(|| t_string!(i18n, export.no_answer).to_owned()));
            }
            reload();
        });
    };
    let tick = move |at: usize, label: Signal<String>| {
        let value = ticks[at];
        view! {
            <label class="export-tick">
                <input type="checkbox" prop:checked=move || value.get() on:change=move |event| value.set(event_target_checked(&event))/>
                <span>{move || label.get()}</span>
            </label>
        }
    };
    let name = move |diagram: &'static str| Signal::derive(move || diagram_name(i18n, diagram));
    view! {
        <details class="export-log export-share">
            <summary>{move || t_string!(i18n, export.share.title)}</summary>
            <When when=move || rows.with(Option::is_none)><p>{move || t_string!(i18n, export.share.only_triangle)}</p></When>
            <div class="export-make" hidden=move || rows.with(Option::is_none)>
                <p>{move || t_string!(i18n, export.share.lead)}</p>
                <fieldset class="field">
                    <legend>{move || t_string!(i18n, export.share.diagrams)}</legend>
                    {tick(0, name("map"))}
                    {has_fishbone.then(|| tick(1, name("fishbone")))}
                    {tick(2, name("chain"))}
                    {tick(3, Signal::derive(move || t_string!(i18n, export.share.ours).to_owned()))}
                    {tick(4, Signal::derive(move || t_string!(i18n, export.share.rivals).to_owned()))}
                </fieldset>
                <Select id="share-days" label=Signal::derive(move || t_string!(i18n, export.share.days).to_owned()) value=days choices=address::DAYS/>
                <button class="button" type="button" on:click=make>{move || t_string!(i18n, export.share.make)}</button>
                <When when=move || link.with(|link| !link.is_empty())>
                    <div class="field">
                        <label for="share-address">{move || t_string!(i18n, export.share.address)}</label>
                        <input class="input" id="share-address" readonly prop:value=move || link.get()/>
                        <button class="button" type="button" on:click=copy>{move || t_string!(i18n, export.share.copy)}</button>
                    </div>
                </When>
                <p class="export-said" role="status">{move || said.get()}</p>
                <h3>{move || t_string!(i18n, export.share.list)}</h3>
                <p>{move || rows.with(|rows| rows.as_ref().is_some_and(Vec::is_empty)).then(|| t_string!(i18n, export.share.none))}</p>
                <ul>{move || rows.get().unwrap_or_default().into_iter().map(|row| one(i18n, row, end)).collect_view()}</ul>
            </div>
        </details>
    }
}

/// A link of the list.
fn one(i18n: I18nContext, row: Row, end: impl Fn(String) + Copy + 'static) -> AnyView {
    let Row { id, name, at, until, opened, opened_at, state, diagrams } = row;
    let day = at.day().iso();
    let what = diagrams.iter().map(|diagram| diagram_name(i18n, diagram)).collect::<Vec<_>>().join(" · ");
    let made = t_string!(i18n, export.share.row, name = name.clone(), day = day.clone(), until = until.day().iso());
    let seen = match opened_at {
        Some(last) => t_string!(i18n, export.share.opened, count = opened, day = last.day().iso()).to_string(),
        None => t_string!(i18n, export.share.unopened).to_owned(),
    };
    let act = match state.as_str() {
        "open" => {
            let label = t_string!(i18n, export.share.revoke_of, name = name, day = day).to_string();
            view! {
                <button class="button" data-size="small" type="button" aria-label=label on:click=move |_| end(id.clone())>
                    {t_string!(i18n, export.share.revoke)}
                </button>
            }
            .into_any()
        }
        "revoked" => t_string!(i18n, export.share.revoked).into_any(),
        _ => t_string!(i18n, export.share.ended).into_any(),
    };
    view! { <li class="export-link"><span><b>{what}</b><small>{made.to_string()}</small><small>{seen}</small></span>{act}</li> }.into_any()
}

/// `navigator.clipboard.writeText(text)`, where there is such a thing.
fn write(text: &str) -> Option<Promise> {
    let window = web_sys::window()?;
    let get = |of: &wasm_bindgen::JsValue, name: &str| {
        Reflect::get(of, &name.into()).ok().filter(|found| !found.is_undefined())
    };
    let clipboard = get(window.navigator().as_ref(), "clipboard")?;
    let write: Function = get(&clipboard, "writeText")?.dyn_into().ok()?;
    write.call1(&clipboard, &text.into()).ok()?.dyn_into().ok()
}
