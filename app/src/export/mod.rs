//! Taking a diagram along: as a file in the form and size one wants, or as a picture in the clipboard. The server makes it
//! from the same scene as the screen, and of the day one looks back to, or of the two that are compared. Keys: all of it are selects and buttons.
//!
//! `address` says what is wanted, `download` saves it, `clipboard` copies it, `log` lists what was exported so far,
//! `share` makes links for people outside.

mod address;
mod clipboard;
mod download;
mod log;
mod share;

use crate::{
    i18n::{I18nContext, model_locale, t_string, use_i18n},
    past::Past,
    replica::RoomHandle,
    route::Tab,
    shell::{Dialog, When, tab_here},
};
use address::{Choice, Wanted};
use leptos::prelude::*;
use log::Log;
use model::DealId;
use share::Share;
use wasm_bindgen_futures::spawn_local;

/// How far it is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
enum Progress {
    #[default]
    Idle,
    Working,
    Copied,
    CopyMissing,
    CopyRefused,
    /// The server's sentence, or nothing if it did not answer.
    Failed(Option<String>),
}

/// The dialog.
#[component]
pub fn ExportDialog(
    /// The deal.
    deal: DealId,
    /// Its room.
    room: RoomHandle,
    /// Whether it is open.
    open: RwSignal<bool>,
) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <Dialog open title=Signal::derive(move || t_string!(i18n, export.title).to_owned())>
            <Form deal room/>
        </Dialog>
    }
}

#[component]
fn Form(deal: DealId, room: RoomHandle) -> impl IntoView {
    let i18n = use_i18n();
    // As on the screen: what is not shown there is not meant to go out by itself.
    let shown = if address::are_rivals_hidden() { "0" } else { "1" };
    let [format, what, paper, pages, theme, rivals] =
        ["pdf", "whole", "a4", "one", "light", shown].map(|first| RwSignal::new(first.to_owned()));
    let tab = tab_here();
    let past = use_context::<Past>();
    let then = move || past.and_then(|past| past.said(i18n.get_locale()));
    // Which day it is, or which two are compared, unless it is today.
    let of_then = move || match past.and_then(|past| past.said_both(i18n.get_locale())) {
        Some([older, newer]) => Some(t_string!(i18n, export.then_compared, older = older, newer = newer).to_string()),
        None => then().map(|day| t_string!(i18n, export.then, day = day).to_string()),
    };
    let progress = RwSignal::new(Progress::default());
    let done = RwSignal::new(0_u32);
    let wanted = move |format: String| Wanted {
        deal,
        format,
        on_screen: what.with_untracked(|what| what == "screen"),
        paper: paper.get_untracked(),
        pages: pages.get_untracked(),
        theme: theme.get_untracked(),
        rivals: rivals.get_untracked(),
        locale: model_locale(i18n.get_locale_untracked()),
        then: untrack(|| past.and_then(Past::shown)),
        against: untrack(|| past.and_then(Past::against)),
    };
    let download = move |_| {
        let wanted = wanted(format.get_untracked());
        progress.set(Progress::Working);
        spawn_local(async move {
            progress.set(match download::download(&wanted.address(), &wanted.file_name()).await {
                Ok(()) => Progress::Idle,
                Err(why) => Progress::Failed(why),
            });
            done.update(|done| *done += 1);
        });
    };
    let copy = move |_| {
        progress.set(Progress::Working);
        // Asked for in the very event: some browsers let nothing be copied later.
        let copying = clipboard::copy(wanted("png".to_owned()).address());
        spawn_local(async move {
            progress.set(copying.await);
            done.update(|done| *done += 1);
        });
    };
    let print = move |_| {
        if let Some(window) = web_sys::window() {
            let _ = window.open_with_url_and_target(&wanted(String::new()).print(), "_blank");
        }
    };
    let is_pdf = move || format.with(|format| format == "pdf");
    let busy = move || progress.with(|progress| *progress == Progress::Working);
    view! {
        <div class="dialog-body">
            {move || of_then().map(|said| view! { <p class="export-then">{said}</p> })}
            <Select id="export-format" label=Signal::derive(move || t_string!(i18n, export.format).to_owned()) value=format choices=address::FORMATS/>
            <When when=move || format.with(|format| format != "xlsx")>
                <Select id="export-what" label=Signal::derive(move || t_string!(i18n, export.what).to_owned()) value=what choices=address::PARTS/>
            </When>
            <When when=move || format.with(|format| format != "xlsx")>
                <Select id="export-theme" label=Signal::derive(move || t_string!(i18n, export.theme).to_owned()) value=theme choices=address::THEMES/>
            </When>
            <When when=move || tab.get() != Tab::Fishbone>
                <Select id="export-rivals" label=Signal::derive(move || t_string!(i18n, export.rivals).to_owned()) value=rivals choices=address::RIVALS/>
            </When>
            <When when=is_pdf>
                <div class="field-row">
                    <Select id="export-paper" label=Signal::derive(move || t_string!(i18n, export.paper).to_owned()) value=paper choices=address::PAPERS/>
                    <Select id="export-pages" label=Signal::derive(move || t_string!(i18n, export.pages).to_owned()) value=pages choices=address::PAGES/>
                </div>
            </When>
            <p class="export-said" role="status">{move || progress.with(|progress| said(i18n, progress))}</p>
            // A link shows the deal as it is when it is opened.
            <When when=move || then().is_none()><Share deal room done/></When>
            <Log deal again=done/>
        </div>
        <div class="dialog-foot">
            <button class="button" type="button" on:click=print>{move || t_string!(i18n, export.share.print)}</button>
            <button class="button" type="button" disabled=busy on:click=copy>{move || t_string!(i18n, export.copy)}</button>
            <button class="button" data-kind="primary" type="button" disabled=busy on:click=download>{move || t_string!(i18n, export.download)}</button>
        </div>
    }
}

fn said(i18n: I18nContext, progress: &Progress) -> String {
    match progress {
        Progress::Idle => String::new(),
        Progress::Working => t_string!(i18n, export.working).to_owned(),
        Progress::Copied => t_string!(i18n, export.copied).to_owned(),
        Progress::CopyMissing => t_string!(i18n, export.copy_missing).to_owned(),
        Progress::CopyRefused => t_string!(i18n, export.copy_refused).to_owned(),
        Progress::Failed(Some(why)) => t_string!(i18n, export.failed, why = why.clone()).to_string(),
        Progress::Failed(None) => t_string!(i18n, export.no_answer).to_owned(),
    }
}

#[component]
fn Select(
    id: &'static str,
    label: Signal<String>,
    value: RwSignal<String>,
    choices: &'static [Choice],
) -> impl IntoView {
    let i18n = use_i18n();
    let options = choices
        .iter()
        .map(|(word, name)| {
            view! { <option value=*word selected=move || value.with(|value| value == word)>{move || name(i18n.get_locale())}</option> }
        })
        .collect_view();
    view! {
        <div class="field">
            <label for=id>{move || label.get()}</label>
            <select class="input" id=id on:change=move |event| value.set(event_target_value(&event))>{options}</select>
        </div>
    }
}
