//! The sections of the panel: first it answers where we stand and what is missing, then it shows what is selected.

use super::{
    gaps::Gaps,
    line_panel::LinePanel,
    person_panel::PersonPanel,
    position::{PositionView, position},
    removed::Removed,
    state::Screen,
};
use crate::i18n::t_string;
use crate::shell::When;
use leptos::prelude::*;
use model::{EntityKey, LineId, PersonId};

/// What the lower part of the panel is about.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Subject {
    Nothing,
    Person(PersonId),
    People(usize),
    Line(LineId),
}

/// The sections.
#[component]
pub fn Panel() -> impl IntoView {
    let screen = expect_context::<Screen>();
    let position = position(screen);
    let subject = Memo::new(move |_| {
        let live = screen.subjects();
        match live[..] {
            [] => Subject::Nothing,
            [EntityKey::Line(line)] => Subject::Line(line),
            [EntityKey::Node(person)] => Subject::Person(person),
            _ => Subject::People(live.len()),
        }
    });
    let lower = move || match subject.get() {
        Subject::Nothing => view! { <Removed/> }.into_any(),
        Subject::Person(person) => view! { <PersonPanel person/> }.into_any(),
        Subject::Line(line) => view! { <LinePanel line/> }.into_any(),
        Subject::People(count) => view! { <Several count/> }.into_any(),
    };
    view! {
        <PositionView position/>
        <Gaps position/>
        {lower}
    }
}

/// Several people are selected: what can be done with all of them.
#[component]
fn Several(count: usize) -> impl IntoView {
    let screen = expect_context::<Screen>();
    let i18n = screen.i18n;
    view! {
        <section class="pm-several">
            <h2>{move || t_string!(i18n, power_map.person.many, count = count).to_string()}</h2>
            <When when=move || screen.may_edit.get()>
                <div class="cv-actions">
                    <button class="button" type="button" data-first="" on:click=move |_| screen.toggle_key()>{move || t_string!(i18n, power_map.person.key)}</button>
                    <button class="button" data-kind="danger" type="button" on:click=move |_| screen.remove_chosen()>{move || t_string!(i18n, power_map.person.remove)}</button>
                </div>
            </When>
        </section>
    }
}
