//! The people of the selected step: role, way out, and who else can be added.

use super::{candidates::Candidates, part_panel::role_choice, state::Screen};
use crate::{
    i18n::t_string,
    shell::{Each, When},
};
use leptos::prelude::*;
use model::{EntityKey, PersonId, StepId};

/// The list and the search.
#[component]
pub fn StepPeople(id: StepId) -> impl IntoView {
    let screen = expect_context::<Screen>();
    let i18n = screen.i18n;
    let people = Memo::new(move |_| {
        screen.layout.with(|layout| -> Vec<PersonId> {
            layout.column(id).map_or_else(Vec::new, |column| column.people.iter().map(|(person, _)| *person).collect())
        })
    });
    view! {
        <h2>{move || t_string!(i18n, chain.people.title)}" "<small>{move || people.with(Vec::len)}</small></h2>
        <ul class="ch-people"><Each ids=people let:person><Row id person/></Each></ul>
        <When when=move || screen.may_edit.get()><Candidates step=id/></When>
    }
}

#[component]
fn Row(id: StepId, person: PersonId) -> impl IntoView {
    let screen = expect_context::<Screen>();
    let i18n = screen.i18n;
    let name = Memo::new(move |_| {
        screen.room.track(EntityKey::Person(person));
        screen.with_scene(|scene| scene.map.called(person))
    });
    view! {
        <li>
            <button class="button" data-kind="link" type="button" on:click=move |_| screen.show_item(EntityKey::StepPerson(id, person))>{move || name.get()}</button>
            {role_choice(screen, id, person, Signal::derive(move || name.get()), true)}
            <When when=move || screen.may_edit.get()>
                <button class="icon-button" type="button"
                    aria-label=move || t_string!(i18n, chain.people.remove_who, name = name.get()).to_string()
                    title=move || t_string!(i18n, chain.people.remove)
                    on:click=move |_| screen.remove_parts(&[(id, person)])>"×"</button>
            </When>
        </li>
    }
}
