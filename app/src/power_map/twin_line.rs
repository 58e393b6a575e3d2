//! One line of the list.

use super::{acts::map, state::Screen, words};
use crate::{
    account::cell::Cell,
    canvas::{RowCheck, focus_row_beside},
    i18n::t_string,
    shell::{PlainChoice, When},
    talk::Count,
};
use leptos::prelude::*;
use model::{
    EntityKey, LineId,
    power_map::{LineKind, PowerLine, PowerMapChange},
};

/// A line: who, what, whom, a note.
#[component]
pub fn LineRow(line: LineId) -> impl IntoView {
    let screen = expect_context::<Screen>();
    let i18n = screen.i18n;
    let item = EntityKey::Line(line);
    let now = Memo::new(move |_| {
        screen.room.track(item);
        screen.with_map(|map| map.lines.get(&line).cloned())
    });
    let end = move |from: bool| {
        let person = now.with(|line| line.as_ref().map(|line| if from { line.from } else { line.to }))?;
        screen.room.track(EntityKey::Person(person));
        Some(screen.with_scene(|scene| scene.called(person)))
    };
    let who = move || format!("{} → {}", end(true).unwrap_or_default(), end(false).unwrap_or_default());
    let label = move |column: fn(Screen) -> &'static str| {
        Signal::derive(move || t_string!(i18n, shell.table.cell, name = who(), column = column(screen)).to_string())
    };
    let may = Signal::derive(move || screen.may_edit.get());
    let note = Signal::derive(move || now.with(|line| line.as_ref().map(|line| line.note.clone()).unwrap_or_default()));
    let began = RwSignal::new(String::new());
    let edit_note = move |to: String| {
        let change = PowerMapChange::EditLineNote { id: line, from: began.get_untracked(), to };
        screen.try_to("power_map.gesture.edit_line", vec![], vec![map(change)])
    };
    view! {
        <tr data-row=item.to_string() data-pale=move || now.with(|now| now.as_ref().is_some_and(|now| screen.is_line_pale(now))).then_some("") data-selected=move || screen.is_selected(item).then_some("")>
            <RowCheck canvas=screen.canvas() item=Some(item) name=Signal::derive(who)/>
            <th scope="row">
                <button class="button cv-open" data-kind="link" type="button" aria-pressed=move || screen.is_selected(item).to_string() on:click=move |_| {
                    screen.select(item);
                    screen.panel.set(true);
                }>{move || end(true)}</button>
                <Count canvas=screen.canvas() item=Some(item)/>
            </th>
            <td><Kind line now label=label(|screen| t_string!(screen.i18n, power_map.line.weight))/></td>
            <td>{move || end(false)}</td>
            <td class="pm-twin-note">
                <When when=may fallback=move || note.get()>
                    <Cell value=note label=label(|screen| t_string!(screen.i18n, power_map.twin.note)) may lines=true began commit=edit_note/>
                </When>
            </td>
            <td class="pm-twin-acts">
                <When when=may>
                    <button class="icon-button" type="button" aria-label=label(|screen| t_string!(screen.i18n, power_map.line.remove)) on:click=move |event| {
                        screen.remove_line(line);
                        focus_row_beside(&event);
                    }>"×"</button>
                </When>
            </td>
        </tr>
    }
}

/// What the line says; how strongly, can be chosen where there is a strength.
#[component]
fn Kind(line: LineId, now: Memo<Option<PowerLine>>, label: Signal<String>) -> impl IntoView {
    let screen = expect_context::<Screen>();
    let i18n = screen.i18n;
    let kind = Memo::new(move |_| now.with(|line| line.as_ref().map(|line| line.kind)));
    let word = move |kind| words::line_kind(i18n.get_locale(), kind).to_owned();
    let weighed = |kind| matches!(kind, LineKind::Influences { .. });
    let weight = move || if let Some(LineKind::Influences { weight }) = kind.get() { weight } else { 0 };
    let choices = Signal::derive(move || {
        let word = kind.get().map(word).unwrap_or_default();
        (1..=LineKind::WEIGHT_MAX).map(|weight| (weight.to_string(), format!("{word} {weight}"))).collect::<Vec<_>>()
    });
    let commit = Callback::new(move |value: String| {
        if let Ok(weight) = value.parse() {
            screen.edit_line(PowerMapChange::SetWeight { id: line, weight });
        }
    });
    let may = Signal::derive(move || screen.may_edit.get());
    let read = move || match kind.get() {
        Some(kind @ LineKind::Influences { weight }) => format!("{} {weight}", word(kind)),
        kind => kind.map(word).unwrap_or_default(),
    };
    view! {
        <When when=move || may.get() && kind.get().is_some_and(weighed) fallback=read>
            <PlainChoice label choices may commit value=Signal::derive(move || weight().to_string())/>
        </When>
    }
}
