//! The first step: a file, chosen or dropped.

use super::{read::read, state::Flow};
use crate::{
    i18n::t_string,
    session::{Connection, use_session},
};
use leptos::{ev, html, prelude::*};

pub(super) fn choose(flow: Flow) -> AnyView {
    let i18n = flow.i18n;
    let sync = use_session().sync();
    let offline = Memo::new(move |_| !matches!(sync.get().connection, Connection::Online));
    let input = NodeRef::<html::Input>::new();
    let over = RwSignal::new(false);
    let take = move |files: Option<web_sys::FileList>| {
        let file = files.and_then(|files| files.get(0));
        if file.is_some() && !offline.get_untracked() && !flow.busy.get_untracked() {
            flow.file.set_value(file);
            read(flow, None, None);
        }
    };
    let chosen = move |_| {
        let Some(input) = input.get_untracked() else { return };
        take(input.files());
        // The same file may be chosen again after it was mended.
        input.set_value("");
    };
    let drop = move |event: ev::DragEvent| {
        event.prevent_default();
        over.set(false);
        take(event.data_transfer().and_then(|data| data.files()));
    };
    view! {
        <div class="dialog-body">
            <p class="form-note">{move || t_string!(i18n, import.choose.lead)}</p>
            <div
                class="import-drop"
                data-over=move || over.get().then_some("")
                on:dragover=move |event| { event.prevent_default(); over.set(true); }
                on:dragleave=move |_| over.set(false)
                on:drop=drop
            >
                <label for="import-file">{move || t_string!(i18n, import.choose.drop)}</label>
                <input id="import-file" class="spoken" type="file" tabindex="-1" accept=".csv,.tsv,.txt,.xlsx,.vcf,text/csv,text/vcard" node_ref=input on:change=chosen/>
                <button class="button" data-kind="primary" type="button" autofocus disabled=move || offline.get() || flow.busy.get()
                    on:click=move |_| if let Some(input) = input.get_untracked() { input.click(); }>
                    {move || t_string!(i18n, import.choose.pick)}
                </button>
            </div>
            <p role="status">{move || {
                if offline.get() {
                    t_string!(i18n, import.offline).to_owned()
                } else if flow.busy.get() {
                    t_string!(i18n, import.choose.reading, name = flow.name.get()).to_string()
                } else {
                    String::new()
                }
            }}</p>
            {refusal(flow)}
        </div>
    }
    .into_any()
}

/// Why a file was not taken.
pub(super) fn refusal(flow: Flow) -> AnyView {
    view! { <div role="alert">{move || flow.refused.get().map(|why| view! { <p class="dialog-refusal">{why}</p> })}</div> }
        .into_any()
}
