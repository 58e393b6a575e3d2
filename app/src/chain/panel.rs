//! The sections of the panel: first what is missing along the chain, then what is selected.

use super::{overview::Overview, part_panel::PartPanel, removed::Removed, state::Screen, step_panel::StepPanel};
use crate::{i18n::t_string, key_role::Register, shell::When};
use leptos::prelude::*;
use model::{EntityKey, PersonId, StepId};

#[derive(Clone, Copy, PartialEq, Eq)]
enum Subject {
    Nothing,
    Step(StepId),
    Part(StepId, PersonId),
    Several(usize),
}

/// The sections.
#[component]
pub fn Panel() -> impl IntoView {
    let screen = expect_context::<Screen>();
    let subject = Memo::new(move |_| {
        let live = screen.subjects();
        match live[..] {
            [] => Subject::Nothing,
            [EntityKey::Step(id)] => Subject::Step(id),
            [EntityKey::StepPerson(id, person)] => Subject::Part(id, person),
            _ => Subject::Several(live.len()),
        }
    });
    let lower = move || match subject.get() {
        Subject::Nothing => view! { <Removed/> }.into_any(),
        Subject::Step(id) => view! { <StepPanel id/> }.into_any(),
        Subject::Part(id, person) => view! { <PartPanel id person/> }.into_any(),
        Subject::Several(count) => view! { <Several count/> }.into_any(),
    };
    // Where we stand is one glance; what is selected comes first.
    view! {
        {lower}
        <Overview/>
        {move || (subject.get() == Subject::Nothing).then(|| view! { <Register canvas=screen.canvas()/> })}
    }
}

#[component]
fn Several(count: usize) -> impl IntoView {
    let screen = expect_context::<Screen>();
    let i18n = screen.i18n;
    view! {
        <section>
            <h2>{move || t_string!(i18n, chain.several, count = count).to_string()}</h2>
            <When when=move || screen.may_edit.get()>
                <button class="button" data-kind="danger" data-size="wide" data-first="" type="button" on:click=move |_| screen.remove_chosen()>{move || t_string!(i18n, chain.step.remove)}</button>
            </When>
        </section>
    }
}
