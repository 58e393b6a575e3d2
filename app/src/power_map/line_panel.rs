//! The selected line: what it says, how strongly, a note.

use super::state::Screen;
use crate::i18n::t_string;
use crate::shell::{NoteField, When};
use leptos::prelude::*;
use model::{
    EntityKey, LineId,
    power_map::{LineKind, PowerMapChange},
    text,
};

/// The selected line.
#[component]
pub fn LinePanel(line: LineId) -> impl IntoView {
    let screen = expect_context::<Screen>();
    let i18n = screen.i18n;
    let now = move || {
        screen.room.track(EntityKey::Line(line));
        screen.with_map(|map| map.lines.get(&line).cloned())
    };
    let said = move || {
        let Some(line) = now() else { return String::new() };
        for end in [line.from, line.to] {
            screen.room.track(EntityKey::Person(end));
        }
        let (from, to) = screen.with_scene(|scene| (scene.called(line.from), scene.called(line.to)));
        match line.kind {
            LineKind::ReportsTo => t_string!(i18n, power_map.line.who_reports, from = from, to = to).to_string(),
            LineKind::Influences { .. } => {
                t_string!(i18n, power_map.line.who_influences, from = from, to = to).to_string()
            }
            LineKind::ConflictsWith => t_string!(i18n, power_map.line.who_conflicts, from = from, to = to).to_string(),
        }
    };
    let weight = move || match now().map(|line| line.kind) {
        Some(LineKind::Influences { weight }) => Some(weight),
        _ => None,
    };
    let weights = move || {
        weight().map(|chosen| {
            let choices = (1..=LineKind::WEIGHT_MAX).map(|weight| {
                let name = match weight {
                    1 => t_string!(i18n, power_map.line.weight_1),
                    2 => t_string!(i18n, power_map.line.weight_2),
                    _ => t_string!(i18n, power_map.line.weight_3),
                };
                view! {
                    <label class="choice">
                        <input type="radio" name="pm-weight" prop:checked=weight == chosen disabled=move || !screen.may_edit.get() on:change=move |_| {
                            screen.edit_line(PowerMapChange::SetWeight { id: line, weight });
                        }/>
                        <span>{weight.to_string()}" "{name}</span>
                    </label>
                }
            });
            view! {
                <fieldset class="field">
                    <legend>{move || t_string!(i18n, power_map.line.weight)}</legend>
                    <div class="choices">{choices.collect_view()}</div>
                </fieldset>
            }
        })
    };
    let kind = move || now().map(|line| super::words::line_kind(i18n.get_locale(), line.kind));
    view! {
        <section class="pm-line-panel">
            <h2>{kind}</h2>
            <p class="pm-line-said">{said}</p>
            {weights}
            <NoteField
                id="pm-line-note"
                label=Signal::derive(move || t_string!(i18n, power_map.line.note).to_owned())
                value=Signal::derive(move || now().map_or_else(String::new, |line| line.note))
                enabled=Signal::derive(move || screen.may_edit.get())
                commit=Callback::new(move |(from, to): (String, String)| {
                    screen.edit_line(PowerMapChange::EditLineNote { id: line, from, to: text::clean(&to, true) });
                })
            />
            <When when=move || screen.may_edit.get()>
                <button class="button" data-kind="danger" data-size="wide" data-first="" type="button" on:click=move |_| screen.remove_line(line)>
                    {move || t_string!(i18n, power_map.line.remove)}
                </button>
            </When>
        </section>
    }
}
