//! The panel: first it answers where we stand and what is missing, then it shows what is selected.

use super::{
    gaps::Gaps,
    line_panel::LinePanel,
    person_panel::PersonPanel,
    position::{PositionView, position},
    removed::Removed,
    state::{Screen, Selection},
};
use crate::i18n::t_string;
use crate::shell::When;
use leptos::prelude::*;
use model::{LineId, PersonId};

/// What the lower part of the panel is about.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Subject {
    Nothing,
    Person(PersonId),
    People(usize),
    Line(LineId),
}

/// The panel; from below on a phone.
#[component]
pub fn Panel() -> impl IntoView {
    let screen = expect_context::<Screen>();
    let i18n = screen.i18n;
    let position = position(screen);
    let subject = Memo::new(move |_| {
        screen.room.track_all();
        let live = |person: &PersonId| screen.with_map(|map| map.live_node(*person).is_some());
        screen.selection.with(|Selection { people, line }| match (line, people.len()) {
            (Some(line), _) => {
                let live = screen.with_map(|map| map.lines.get(line).is_some_and(|line| line.archived.is_none()));
                if live { Subject::Line(*line) } else { Subject::Nothing }
            }
            (None, 1) => people.first().copied().filter(live).map_or(Subject::Nothing, Subject::Person),
            (None, 0) => Subject::Nothing,
            (None, count) => Subject::People(count),
        })
    });
    let lower = move || match subject.get() {
        Subject::Nothing => view! { <Removed/> }.into_any(),
        Subject::Person(person) => view! { <PersonPanel person/> }.into_any(),
        Subject::Line(line) => view! { <LinePanel line/> }.into_any(),
        Subject::People(count) => view! { <Several count/> }.into_any(),
    };
    let about = move || match subject.get() {
        Subject::Nothing => "overview",
        Subject::Person(_) | Subject::People(_) | Subject::Line(_) => "selection",
    };
    view! {
        <aside class="sheet pm-panel" data-about=about aria-label=move || t_string!(i18n, power_map.position.title)>
            <button class="sheet-grip" type="button" aria-label=move || t_string!(i18n, power_map.person.close) on:click=move |_| screen.panel.set(false)></button>
            <PositionView position/>
            <Gaps position/>
            {lower}
        </aside>
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
                <div class="pm-actions">
                    <button class="button" type="button" data-first="" on:click=move |_| screen.toggle_key()>{move || t_string!(i18n, power_map.person.key)}</button>
                    <button class="button" data-kind="danger" type="button" on:click=move |_| screen.remove_chosen()>{move || t_string!(i18n, power_map.person.remove)}</button>
                </div>
            </When>
        </section>
    }
}
