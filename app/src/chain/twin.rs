//! Everything drawn is also listed: the steps as a table that is edited where it stands.

use super::{
    sort::{By, sorted},
    state::Screen,
    twin_people::PeopleTable,
    words::state_name,
};
use crate::{
    account::cell::Cell,
    i18n::t_string,
    shell::{DayInput, Each, PlainChoice, Rest, Sort, SortHead, When, chosen, option_of, options},
    talk::Count,
};
use leptos::prelude::*;
use model::{
    Change, EntityKey, StepId,
    chain::{ChainChange, Step, StepState},
};

/// The chain as a list.
#[component]
pub fn Twin() -> impl IntoView {
    let screen = expect_context::<Screen>();
    let i18n = screen.i18n;
    let sort = Sort::new(By::Number);
    let rest = Rest::default();
    let steps = rest.rows(move || sorted(screen, sort));
    view! {
        <div class="cv-twin ch-twin" tabindex="0" role="region" on:focusin=move |event| rest.came(&event) on:focusout=move |event| rest.left(&event) aria-label=move || t_string!(i18n, chain.twin.title)>
            <table>
                <caption>{move || t_string!(i18n, chain.twin.steps)}" "<small>{move || steps.with(Vec::len)}</small></caption>
                <thead><tr>
                    {By::ALL.map(|by| view! { <SortHead by sort name=by.name(screen)/> })}
                    <th scope="col">{move || t_string!(i18n, chain.twin.standing)}</th>
                    <th scope="col">{move || t_string!(i18n, chain.step.action)}</th>
                    <th scope="col"><span class="spoken">{move || t_string!(i18n, shell.table.acts)}</span></th>
                </tr></thead>
                <tbody><Each ids=steps let:id><StepRow id/></Each></tbody>
            </table>
            <When when=move || screen.may_edit.get()>
                <button class="button ch-twin-add" type="button" on:click=move |_| screen.start_adding_at(model::rank::Place::Last)>"＋ "{move || t_string!(i18n, chain.command.add)}</button>
            </When>
            <PeopleTable/>
        </div>
    }
}

#[component]
fn StepRow(id: StepId) -> impl IntoView {
    let screen = expect_context::<Screen>();
    let i18n = screen.i18n;
    let now = Memo::new(move |_| screen.step(id));
    let may = Signal::derive(move || screen.may_edit.get());
    let name = Memo::new(move |_| {
        screen.room.track(EntityKey::Step(id));
        screen.with_scene(|scene| scene.name(id))
    });
    let number = Memo::new(move |_| screen.layout.with(|layout| layout.number(id).unwrap_or_default()));
    let last = Memo::new(move |_| screen.layout.with(|layout| layout.number(id) == Some(layout.columns.len())));
    let label = move |column: fn(Screen) -> &'static str| {
        Signal::derive(move || {
            t_string!(i18n, shell.table.cell, name = name.get(), column = column(screen)).to_string()
        })
    };
    let day =
        move |read: fn(&Step) -> Option<model::Day>| Signal::derive(move || now.with(|step| read(step.as_ref()?)));
    let standing = Memo::new(move |_| {
        let now = screen.position(id)?;
        let said = screen.with_scene(|scene| {
            let late = (now.late > 0).then(|| scene.words.late.replace('#', &now.late.to_string()));
            let unmanned = now.unmanned.then(|| scene.words.unmanned.clone());
            late.into_iter().chain(unmanned).chain(scene.standing(id)).collect::<Vec<_>>().join(" · ")
        });
        Some((now.they_lead, said))
    });
    let states =
        Signal::derive(move || options(&StepState::ALL, |state| state_name(i18n.get_locale(), state).to_owned()));
    let state = move || now.with(|step| step.as_ref().map(|step| step.state).unwrap_or_default());
    let action =
        Signal::derive(move || now.with(|step| step.as_ref().map(|step| step.action.clone()).unwrap_or_default()));
    let began = RwSignal::new(String::new());
    let edit_action = move |to: String| {
        let change = ChainChange::EditAction { id, from: began.get_untracked(), to };
        screen.try_to("chain.gesture.action", vec![], vec![Change::Chain(change)])
    };
    view! {
        <tr data-row=EntityKey::Step(id).to_string() data-selected=move || screen.is_selected(EntityKey::Step(id)).then_some("")>
            <td>{move || number.get()}</td>
            <th scope="row"><button class="button cv-open" data-kind="link" type="button" aria-pressed=move || screen.is_selected(EntityKey::Step(id)).to_string() on:click=move |_| {
                screen.select(EntityKey::Step(id));
                screen.panel.set(true);
            }>{move || name.get()}</button> <Count canvas=screen.canvas() item=Some(EntityKey::Step(id))/></th>
            <td><PlainChoice label=label(|s| t_string!(s.i18n, chain.step.state)) choices=states may
                value=Signal::derive(move || option_of(&StepState::ALL, Some(state())))
                commit=Callback::new(move |value: String| {
                    if let Some(state) = chosen(&StepState::ALL, &value) {
                        screen.set_state(id, state);
                    }
                })/></td>
            <td><DayInput kind="plain" label=label(|s| t_string!(s.i18n, chain.step.planned)) value=day(|step| step.planned) may commit=Callback::new(move |day| screen.set_planned(id, day))/></td>
            <td><DayInput kind="plain" label=label(|s| t_string!(s.i18n, chain.step.actual)) value=day(|step| step.actual) may commit=Callback::new(move |day| screen.set_actual(id, day))/></td>
            <td data-behind=move || standing.with(|now| now.as_ref().is_some_and(|(behind, _)| *behind)).then_some("")>{move || standing.get().map(|(_, said)| said)}</td>
            <td class="ch-twin-action"><Cell value=action label=label(|s| t_string!(s.i18n, chain.step.action)) may lines=true began commit=edit_action/></td>
            <td class="ch-twin-acts">
                <When when=move || may.get()>
                    <button class="icon-button" type="button" disabled=move || number.get() <= 1 aria-label=label(|s| t_string!(s.i18n, chain.twin.up)) on:click=move |_| screen.move_by(id, -1)>"↑"</button>
                    <button class="icon-button" type="button" disabled=move || last.get() aria-label=label(|s| t_string!(s.i18n, chain.twin.down)) on:click=move |_| screen.move_by(id, 1)>"↓"</button>
                    <button class="icon-button" type="button" aria-label=label(|s| t_string!(s.i18n, chain.step.remove)) on:click=move |_| screen.remove_steps(vec![id])>"×"</button>
                </When>
            </td>
        </tr>
    }
}
