//! Who exported what and when.

use crate::{
    fetch,
    i18n::{I18nContext, t_string, use_i18n},
};
use leptos::prelude::*;
use model::{DealId, Millis};
use serde::Deserialize;
use wasm_bindgen_futures::spawn_local;

/// One export, as the server lists it.
#[derive(Clone, Debug, Deserialize)]
struct Export {
    at: Millis,
    name: String,
    diagram: String,
    format: String,
}

#[derive(Deserialize)]
struct Listed {
    exports: Vec<Export>,
}

async fn ask(deal: DealId) -> Option<Vec<Export>> {
    let text = fetch::text(&format!("/api/deals/{deal}/exports")).await.ok()?;
    let listed: Listed = model::json::from_str(&text).ok()?;
    Some(listed.exports)
}

/// A diagram by its name in addresses; one of a newer server is called what the server calls it.
pub(super) fn diagram_name(i18n: I18nContext, diagram: &str) -> String {
    match diagram {
        "map" => t_string!(i18n, export.map).to_owned(),
        "fishbone" => t_string!(i18n, fishbone.title).to_owned(),
        "chain" => t_string!(i18n, chain.title).to_owned(),
        _ => diagram.to_owned(),
    }
}

/// The list, folded.
#[component]
pub(super) fn Log(
    /// The deal.
    deal: DealId,
    /// Asked again whenever this changes.
    again: RwSignal<u32>,
) -> impl IntoView {
    let i18n = use_i18n();
    let exports = RwSignal::new(Vec::<Export>::new());
    Effect::new(move |_| {
        again.track();
        spawn_local(async move {
            if let Some(found) = ask(deal).await {
                exports.set(found);
            }
        });
    });
    let rows = move || {
        exports
            .get()
            .into_iter()
            .map(|Export { at, name, diagram, format }| {
                let diagram = diagram_name(i18n, &diagram);
                let format = match format.as_str() {
                    "link" => t_string!(i18n, export.share.as_link).to_owned(),
                    "print" => t_string!(i18n, export.share.as_print).to_owned(),
                    format => format.to_uppercase(),
                };
                let said = t_string!(i18n, export.log_row, name = name, diagram = diagram, format = format);
                view! { <li><time>{at.day().iso()}</time>" "{said.to_string()}</li> }
            })
            .collect_view()
    };
    view! {
        <details class="export-log">
            <summary>{move || t_string!(i18n, export.log)}" "<small>{move || exports.with(Vec::len)}</small></summary>
            <ul>{rows}</ul>
            <p>{move || exports.with(Vec::is_empty).then(|| t_string!(i18n, export.log_none))}</p>
        </details>
    }
}
