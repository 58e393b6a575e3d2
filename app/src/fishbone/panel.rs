//! The sections of the panel: first what is to be done next and how complete the picture is, then what is selected.

use super::{
    bone_panel::BonePanel,
    head_panel::HeadPanel,
    person_panel::PersonPanel,
    plan::{Completeness, NextSteps},
    removed::Removed,
    state::Screen,
};
use crate::{i18n::t_string, shell::When};
use leptos::prelude::*;
use model::{DepartmentId, EntityKey, PersonId};

/// What the lower part of the panel is about.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Subject {
    Nothing,
    Head,
    Bone(DepartmentId),
    Person(PersonId),
    Several(usize),
}

/// The sections.
#[component]
pub fn Panel() -> impl IntoView {
    let screen = expect_context::<Screen>();
    // With the fishbone, so that the fields of another one are made anew.
    let subject = Memo::new(move |_| {
        let id = screen.id_now();
        let live = screen.subjects();
        let subject = match live[..] {
            [] => Subject::Nothing,
            [EntityKey::Fishbone(_)] => Subject::Head,
            [EntityKey::Bone(_, bone)] => Subject::Bone(bone),
            [EntityKey::BonePerson(_, person)] => Subject::Person(person),
            _ => Subject::Several(live.len()),
        };
        (id, subject)
    });
    move || {
        let (Some(id), subject) = subject.get() else { return None };
        let lower = match subject {
            Subject::Nothing => view! { <Removed/> }.into_any(),
            Subject::Head => view! { <HeadPanel id/> }.into_any(),
            Subject::Bone(bone) => view! { <BonePanel id bone/> }.into_any(),
            Subject::Person(person) => view! { <PersonPanel id person/> }.into_any(),
            Subject::Several(count) => view! { <Several count/> }.into_any(),
        };
        Some(view! {
            <NextSteps/>
            <Completeness/>
            {lower}
        })
    }
}

/// Several are selected: what can be done with all of them.
#[component]
fn Several(count: usize) -> impl IntoView {
    let screen = expect_context::<Screen>();
    let i18n = screen.i18n;
    view! {
        <section>
            <h2>{move || t_string!(i18n, fishbone.panel.several, count = count).to_string()}</h2>
            <When when=move || screen.may_edit.get()>
                <div class="cv-actions">
                    <button class="button" type="button" data-first="" on:click=move |_| screen.step_mark()>{move || t_string!(i18n, fishbone.command.mark)}</button>
                    <button class="button" data-kind="danger" type="button" on:click=move |_| screen.remove_chosen()>{move || t_string!(i18n, fishbone.panel.remove)}</button>
                </div>
            </When>
        </section>
    }
}
