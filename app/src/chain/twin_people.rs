//! The people of all steps as a table.

use super::{part_panel::role_choice, state::Screen};
use crate::{
    i18n::t_string,
    shell::{Each, When},
    talk::Count,
};
use leptos::prelude::*;
use model::{EntityKey, PersonId, StepId};

/// Step by step, in the order of the drawing.
#[component]
pub fn PeopleTable() -> impl IntoView {
    let screen = expect_context::<Screen>();
    let i18n = screen.i18n;
    let steps = Memo::new(move |_| {
        screen.layout.with(|layout| layout.columns.iter().map(|column| column.step).collect::<Vec<_>>())
    });
    view! {
        <table>
            <caption>{move || t_string!(i18n, chain.people.title)}</caption>
            <thead><tr>
                <th scope="col">{move || t_string!(i18n, chain.twin.step)}</th>
                <th scope="col">{move || t_string!(i18n, chain.twin.who)}</th>
                <th scope="col">{move || t_string!(i18n, chain.people.role)}</th>
                <th scope="col">{move || t_string!(i18n, chain.twin.standing)}</th>
                <th scope="col"><span class="spoken">{move || t_string!(i18n, shell.table.acts)}</span></th>
            </tr></thead>
            <tbody><Each ids=steps let:step><People step/></Each></tbody>
        </table>
    }
}

#[component]
fn People(step: StepId) -> impl IntoView {
    let screen = expect_context::<Screen>();
    let people = Memo::new(move |_| {
        screen.layout.with(|layout| -> Vec<PersonId> {
            layout
                .column(step)
                .map_or_else(Vec::new, |column| column.people.iter().map(|(person, _)| *person).collect())
        })
    });
    view! { <Each ids=people let:person><Row step person/></Each> }
}

#[component]
fn Row(step: StepId, person: PersonId) -> impl IntoView {
    let screen = expect_context::<Screen>();
    let i18n = screen.i18n;
    let name = Memo::new(move |_| {
        screen.room.track(EntityKey::Person(person));
        screen.with_scene(|scene| scene.map.called(person))
    });
    let said = Memo::new(move |_| {
        screen.room.track_all();
        screen.with_scene(|scene| scene.relations(person))
    });
    let step_name = move || {
        screen.room.track(EntityKey::Step(step));
        screen.with_scene(|scene| scene.name(step))
    };
    let item = EntityKey::StepPerson(step, person);
    view! {
        <tr data-selected=move || screen.is_selected(item).then_some("")>
            <td>{step_name}</td>
            <th scope="row"><button class="button" data-kind="link" type="button" on:click=move |_| {
                screen.select(item);
                screen.panel.set(true);
            }>{move || name.get()}</button> <Count canvas=screen.canvas() item=Some(item)/></th>
            <td>{role_choice(screen, step, person, Signal::derive(move || name.get()))}</td>
            <td>{move || said.get()}</td>
            <td><When when=move || screen.may_edit.get()>
                <button class="icon-button" type="button" aria-label=move || t_string!(i18n, chain.people.remove_who, name = name.get()).to_string() on:click=move |_| screen.remove_parts(&[(step, person)])>"×"</button>
            </When></td>
        </tr>
    }
}
