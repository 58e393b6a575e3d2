//! The selected step: state and days, where we stand, what we do, who takes part.

use super::{
    state::Screen,
    step_people::StepPeople,
    words::{kind_name, state_name},
};
use crate::{
    i18n::t_string,
    shell::{ChoiceField, DayInput, Edited, FieldBox, LineField, NoteField, When, chosen, option_of, options},
};
use leptos::prelude::*;
use model::{
    EntityKey, StepId,
    chain::{Step, StepKind, StepState},
    merge::Field,
};

/// The selected step.
#[component]
pub fn StepPanel(id: StepId) -> impl IntoView {
    let screen = expect_context::<Screen>();
    let i18n = screen.i18n;
    let now = Memo::new(move |_| screen.step(id));
    let may = Signal::derive(move || screen.may_edit.get());
    let edited = move |field| Edited { room: screen.room, entity: EntityKey::Step(id), field };
    let title = move || {
        now.track();
        screen.with_scene(|scene| scene.name(id))
    };
    let number = Memo::new(move |_| screen.layout.with(|layout| layout.number(id).unwrap_or_default()));
    let count = move || screen.layout.with_untracked(|layout| layout.columns.len());
    let to_number = move |typed: String| match typed.trim().parse::<usize>() {
        Ok(wanted) if (1..=count()).contains(&wanted) => screen.move_to(id, wanted - 1),
        _ => screen.refuse(untrack(|| t_string!(i18n, chain.step.number_wrong, max = count()).to_string())),
    };
    let words = move |read: fn(&Step) -> String| {
        Signal::derive(move || now.with(|step| step.as_ref().map(read).unwrap_or_default()))
    };
    let kind = move || now.with(|step| step.as_ref().map_or(StepKind::Other, |step| step.kind));
    let day =
        move |read: fn(&Step) -> Option<model::Day>| Signal::derive(move || now.with(|step| read(step.as_ref()?)));
    view! {
        <section class="ch-panel" data-step=id.to_string()>
            <h2>{move || number.get()}" "<b>{title}</b></h2>
            <ChoiceField id="ch-state" edited=edited(Field::State)
                label=Signal::derive(move || t_string!(i18n, chain.step.state).to_owned())
                choices=Signal::derive(move || options(&StepState::ALL, |state| state_name(i18n.get_locale(), state).to_owned()))
                value=Signal::derive(move || option_of(&StepState::ALL, Some(now.with(|step| step.as_ref().map(|step| step.state).unwrap_or_default()))))
                enabled=may
                commit=Callback::new(move |value: String| {
                    if let Some(state) = chosen(&StepState::ALL, &value) {
                        screen.set_state(id, state);
                    }
                })/>
            <div class="field-row">
                <FieldBox edited=Some(edited(Field::Planned))>
                    <label for="ch-planned">{move || t_string!(i18n, chain.step.planned)}</label>
                    <DayInput id="ch-planned" value=day(|step| step.planned) may commit=Callback::new(move |day| screen.set_planned(id, day))/>
                </FieldBox>
                <FieldBox edited=Some(edited(Field::Actual))>
                    <label for="ch-actual">{move || t_string!(i18n, chain.step.actual)}</label>
                    <DayInput id="ch-actual" value=day(|step| step.actual) may commit=Callback::new(move |day| screen.set_actual(id, day))/>
                </FieldBox>
            </div>
            <Standing id/>
            <NoteField id="ch-action" edited=edited(Field::Note)
                label=Signal::derive(move || t_string!(i18n, chain.step.action).to_owned())
                value=words(|step| step.action.clone())
                enabled=may
                commit=Callback::new(move |(from, to): (String, String)| screen.edit_action(id, from, &to))/>
            <TaskOfStep id/>
        </section>
        <section class="ch-panel"><StepPeople id/></section>
        <section class="ch-panel">
            <details open=true>
                <summary>{move || t_string!(i18n, chain.step.place)}</summary>
                <div class="field-row">
                    <LineField id="ch-number" edited=edited(Field::Rank)
                        label=Signal::derive(move || t_string!(i18n, chain.step.number).to_owned())
                        value=Signal::derive(move || number.get().to_string()) enabled=may commit=Callback::new(to_number)/>
                    <ChoiceField id="ch-kind" edited=edited(Field::Name)
                        label=Signal::derive(move || t_string!(i18n, chain.step.kind).to_owned())
                        choices=Signal::derive(move || options(&StepKind::ALL, |kind| kind_name(i18n.get_locale(), kind).to_owned()))
                        value=Signal::derive(move || option_of(&StepKind::ALL, Some(kind())))
                        enabled=may
                        commit=Callback::new(move |value: String| {
                            if let Some(kind) = chosen(&StepKind::ALL, &value) {
                                screen.rename(id, kind, &now.with_untracked(|step| step.as_ref().map(|step| step.name.clone()).unwrap_or_default()));
                            }
                        })/>
                </div>
                <LineField id="ch-name" edited=edited(Field::Name)
                    label=Signal::derive(move || t_string!(i18n, chain.step.own_name).to_owned())
                    placeholder=Signal::derive(move || kind_name(i18n.get_locale(), kind()).to_owned())
                    value=words(|step| step.name.clone())
                    enabled=may
                    commit=Callback::new(move |name: String| screen.rename(id, untrack(kind), &name))/>
            </details>
            <When when=move || may.get()>
                <div class="ch-move">
                    <button class="button" type="button" disabled=move || number.get() <= 1 on:click=move |_| screen.move_by(id, -1)>"← "{move || t_string!(i18n, chain.step.left)}</button>
                    <button class="button" type="button" disabled=move || screen.layout.with(|layout| layout.number(id) == Some(layout.columns.len())) on:click=move |_| screen.move_by(id, 1)>{move || t_string!(i18n, chain.step.right)}" →"</button>
                </div>
                <button class="button ch-take" data-size="wide" type="button" on:click=move |_| screen.take(EntityKey::Step(id))>{move || t_string!(i18n, chain.take)}</button>
                <button class="button" data-kind="danger" data-size="wide" type="button" on:click=move |_| screen.remove_steps(vec![id])>{move || t_string!(i18n, chain.step.remove)}</button>
            </When>
        </section>
    }
}

/// Our best relation against the best rival's, and what is late.
#[component]
fn Standing(id: StepId) -> impl IntoView {
    let screen = expect_context::<Screen>();
    let said = Memo::new(move |_| {
        let now = screen.position(id)?;
        let late =
            (now.late > 0).then(|| screen.with_scene(|scene| scene.words.late.replace('#', &now.late.to_string())));
        Some((now.unmanned, now.they_lead, late, screen.with_scene(|scene| scene.standing(id))))
    });
    move || {
        said.get().map(|(unmanned, behind, late, words)| {
            let lines = words.into_iter().map(|line| view! { <li>{line}</li> }).collect_view();
            let unmanned = unmanned.then(|| screen.with_scene(|scene| scene.words.unmanned.clone()));
            view! {
                <ul class="ch-standing" data-behind=behind.then_some("")>
                    {late.map(|late| view! { <li class="ch-is-late">{late}</li> })}
                    {unmanned.map(|words| view! { <li>{words}</li> })}
                    {lines}
                </ul>
            }
        })
    }
}

/// The task of the step: one at most is open.
#[component]
fn TaskOfStep(id: StepId) -> impl IntoView {
    let screen = expect_context::<Screen>();
    let i18n = screen.i18n;
    let open = Memo::new(move |_| screen.open_task(id));
    move || {
        match open.get() {
        Some(text) => view! { <p class="ch-has-task">"☐ "{t_string!(i18n, chain.step.has_task)}" "<b>{text}</b></p> }.into_any(),
        None if screen.may_edit.get() => view! {
            <button class="button" data-kind="primary" data-size="wide" data-first="" type="button" on:click=move |_| screen.make_task(id)>{t_string!(i18n, chain.step.make_task)}</button>
        }
        .into_any(),
        None => ().into_any(),
    }
    }
}
