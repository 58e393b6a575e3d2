//! The second step: what each column is for, with samples of what stands in it.

use super::{
    choose::refusal,
    read::read,
    state::{Flow, Step},
};
use crate::{
    i18n::t_string,
    shell::{When, chosen},
};
use leptos::prelude::*;
use model::import::{Encoding, Target, guess};

/// Cells shown of a column.
const SAMPLES: usize = 3;
/// Letters shown of a cell.
const LETTERS: usize = 40;

pub(super) fn columns(flow: Flow) -> AnyView {
    let i18n = flow.i18n;
    let Some(table) = flow.table.get_untracked() else { return ().into_any() };
    let width = flow.targets.with_untracked(Vec::len);
    let ready = Memo::new(move |_| {
        let named = [Target::Name, Target::FamilyName, Target::GivenName, Target::Title].map(Some);
        flow.targets.with(|targets| targets.iter().any(|target| named.contains(target)))
    });
    let rows = table.rows.len();
    let encodings = table.encoding.map(|now| {
        let options = Encoding::ALL.map(|one| view! { <option value=one.word() selected=one == now>{one.name()}</option> });
        let change = move |event| {
            let word = event_target_value(&event);
            read(flow, Encoding::ALL.into_iter().find(|one| one.word() == word), None);
        };
        field("import-encoding", Signal::derive(move || t_string!(i18n, import.map.encoding).to_owned()), view! {
            <select class="input" id="import-encoding" disabled=move || flow.busy.get() on:change=change>{options.collect_view()}</select>
        }.into_any())
    });
    let sheets = (table.sheets.len() > 1).then(|| {
        let options = table.sheets.iter().enumerate();
        let options = options.map(
            |(at, name)| view! { <option value=at.to_string() selected=at == table.sheet>{name.clone()}</option> },
        );
        let options = options.collect_view();
        let change = move |event| read(flow, None, event_target_value(&event).parse().ok());
        field("import-sheet", Signal::derive(move || t_string!(i18n, import.map.sheet).to_owned()), view! {
            <select class="input" id="import-sheet" disabled=move || flow.busy.get() on:change=change>{options}</select>
        }.into_any())
    });
    let formulas = table.formulas;
    let again = table.clone();
    let flip = Callback::new(move |header: bool| {
        flow.header.set(header);
        flow.targets.set(guess(&again.rows, header));
    });
    let no_post = field("import-no-post", Signal::derive(move || t_string!(i18n, import.map.no_post).to_owned()), view! {
        <input class="input" id="import-no-post" maxlength="200" prop:value=move || flow.no_post.get() on:input=move |event| flow.no_post.set(event_target_value(&event))/>
    }.into_any());
    view! {
        <div class="dialog-body">
            <p class="form-note"><b>{move || flow.name.get()}</b>" · "{move || t_string!(i18n, import.map.rows, rows = rows, columns = width).to_string()}</p>
            {(formulas > 0).then(|| view! { <p class="form-note">{move || t_string!(i18n, import.map.formulas, count = formulas).to_string()}</p> })}
            <div class="field-row">{encodings}{sheets}{no_post}</div>
            {tick(flow.header, Signal::derive(move || (t_string!(i18n, import.map.header).to_owned(), String::new())), flip)}
            <ul class="import-columns">{(0..width).map(|at| column(flow, at)).collect_view()}</ul>
            {tick(flow.replace, Signal::derive(move || (t_string!(i18n, import.map.replace).to_owned(), t_string!(i18n, import.map.replace_why).to_owned())), Callback::new(move |on| flow.replace.set(on)))}
            {flow.deal.map(|_| tick(flow.on_map, Signal::derive(move || (t_string!(i18n, import.map.on_map).to_owned(), t_string!(i18n, import.map.on_map_why).to_owned())), Callback::new(move |on| flow.on_map.set(on))))}
            <When when=move || !ready.get()><p class="dialog-refusal" role="alert">{move || t_string!(i18n, import.map.need)}</p></When>
            {refusal(flow)}
        </div>
        <div class="dialog-foot">
            <button class="button" type="button" on:click=move |_| flow.step.set(Step::Choose)>{move || t_string!(i18n, import.back)}</button>
            <button class="button" data-kind="primary" type="button" disabled=move || !ready.get() || flow.busy.get() on:click=move |_| flow.foresee()>
                {move || t_string!(i18n, import.go_preview)}
            </button>
        </div>
    }
    .into_any()
}

fn field(id: &'static str, label: Signal<String>, control: AnyView) -> AnyView {
    view! { <div class="field"><label for=id>{move || label.get()}</label>{control}</div> }.into_any()
}

fn tick(value: RwSignal<bool>, texts: Signal<(String, String)>, set: Callback<bool>) -> AnyView {
    view! {
        <label class="check">
            <input type="checkbox" prop:checked=move || value.get() on:change=move |event| set.run(event_target_checked(&event))/>
            <span>{move || texts.get().0}<small>{move || texts.get().1}</small></span>
        </label>
    }
    .into_any()
}

/// One column: its heading, what stands in it, and what it is for.
fn column(flow: Flow, at: usize) -> AnyView {
    let i18n = flow.i18n;
    let Some(table) = flow.table.get_untracked() else { return ().into_any() };
    let heading = table.rows.first().and_then(|row| row.get(at)).cloned().unwrap_or_default();
    let name = Memo::new(move |_| match heading.trim() {
        heading if flow.header.get() && !heading.is_empty() => short(heading),
        _ => t_string!(i18n, import.map.column, number = at + 1).to_string(),
    });
    let samples = Memo::new(move |_| {
        let body = table.rows.iter().skip(usize::from(flow.header.get()));
        let cells = body.filter_map(|row| row.get(at)).map(|cell| cell.trim()).filter(|cell| !cell.is_empty());
        cells.take(SAMPLES).map(short).collect::<Vec<_>>().join(" · ")
    });
    let choose = move |event| {
        let target = chosen(&Target::ALL, &event_target_value(&event));
        flow.targets.update(|targets| {
            // What there can be one of moves here.
            for other in targets.iter_mut().filter(|_| target.is_some_and(|target| !target.takes_many())) {
                if *other == target {
                    *other = None;
                }
            }
            targets[at] = target;
        });
    };
    let is = move |target: Option<Target>| flow.targets.with(|targets| targets.get(at).copied().flatten() == target);
    view! {
        <li data-used=move || (!is(None)).then_some("")>
            <span class="import-column"><b>{move || name.get()}</b><small>{move || samples.get()}</small></span>
            <select class="input" aria-label=move || t_string!(i18n, import.map.target, name = name.get()).to_string() on:change=choose>
                <option value="" prop:selected=move || is(None)>{move || t_string!(i18n, import.map.skip)}</option>
                {Target::ALL.into_iter().enumerate().map(|(one, target)| view! {
                    <option value=one.to_string() prop:selected=move || is(Some(target))>{move || target.name(flow.locale())}</option>
                }).collect_view()}
            </select>
        </li>
    }
    .into_any()
}

fn short(text: &str) -> String {
    match text.char_indices().nth(LETTERS) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}
