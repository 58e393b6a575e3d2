//! The selected person of a step: the part he takes, and the way to another step.

use super::state::Screen;
use crate::{
    i18n::t_string,
    key_role::Register,
    shell::{ChoiceField, PlainChoice, When, chosen, option_of, options_or},
    words::power_map::buying_role,
};
use leptos::prelude::*;
use model::{EntityKey, PersonId, StepId, power_map::BuyingRole};

/// The selected person.
#[component]
pub fn PartPanel(id: StepId, person: PersonId) -> impl IntoView {
    let screen = expect_context::<Screen>();
    let i18n = screen.i18n;
    let who = Memo::new(move |_| {
        screen.room.track(EntityKey::Person(person));
        screen.with_scene(|scene| scene.map.who(person))
    });
    let called = Signal::derive(move || {
        let (title, name) = who.get();
        name.map_or_else(|| title.clone(), |name| format!("{title} {name}"))
    });
    let steps = numbered_steps(screen);
    let about = Memo::new(move |_| {
        screen.room.track_all();
        screen.layout.with(|layout| screen.with_scene(|scene| diagram::chain::person(scene, layout, id, person)))
    });
    view! {
        <section class="ch-panel">
            <h2>{move || who.get().0}" "<b>{move || who.get().1}</b></h2>
            <p class="cv-none">{move || about.with(|group| group.as_ref().map(|group| group.label.clone()))}</p>
            <div class="field">
                <span class="ch-field-name">{move || t_string!(i18n, chain.people.role)}</span>
                {role_choice(screen, id, person, called, true)}
            </div>
            <ChoiceField id="ch-part-step"
                label=Signal::derive(move || t_string!(i18n, chain.people.move_to).to_owned())
                choices=steps
                value=Signal::derive(move || id.to_string())
                enabled=Signal::derive(move || screen.may_edit.get())
                commit=Callback::new(move |value: String| {
                    if let Ok(to) = value.parse() {
                        screen.move_part(id, person, to);
                    }
                })/>
            <button class="button" data-size="wide" type="button" on:click=move |_| screen.show_item(EntityKey::Step(id))>
                {move || t_string!(i18n, chain.people.to_step)}
            </button>
            <When when=move || screen.may_edit.get()>
                <button class="button ch-take" data-size="wide" type="button" on:click=move |_| screen.take(EntityKey::StepPerson(id, person))>{move || t_string!(i18n, chain.take)}</button>
                <button class="button" data-kind="danger" data-size="wide" type="button" on:click=move |_| screen.remove_parts(&[(id, person)])>
                    {move || t_string!(i18n, chain.people.remove)}
                </button>
            </When>
        </section>
        <Register canvas=screen.canvas() about=person/>
    }
}

/// The steps one can choose of, with their numbers.
pub fn numbered_steps(screen: Screen) -> Memo<Vec<(String, String)>> {
    Memo::new(move |_| {
        screen.room.track_all();
        screen.layout.with(|layout| {
            let name = |column: &diagram::chain::Column| {
                let words = screen.with_scene(|scene| scene.name(column.step));
                (column.step.to_string(), format!("{} {words}", layout.number(column.step).unwrap_or_default()))
            };
            layout.columns.iter().map(name).collect::<Vec<_>>()
        })
    })
}

/// The role of a person in a step; without one of its own it is the one on the map.
pub fn role_choice(screen: Screen, id: StepId, person: PersonId, name: Signal<String>, framed: bool) -> impl IntoView {
    let i18n = screen.i18n;
    let now = Memo::new(move |_| {
        screen.room.track(EntityKey::StepPerson(id, person));
        screen.room.track(EntityKey::Node(person));
        screen.roles(id, person)
    });
    let choices = Signal::derive(move || {
        let locale = i18n.get_locale();
        let of_map = buying_role(locale, now.get().1);
        let of_map = t_string!(i18n, chain.people.role_map, role = of_map).to_string();
        options_or(&of_map, &BuyingRole::ALL, |role| buying_role(locale, Some(role)).to_owned())
    });
    view! {
        <PlainChoice framed choices may=Signal::derive(move || screen.may_edit.get())
            label=Signal::derive(move || t_string!(i18n, chain.people.role_of, name = name.get()).to_string())
            value=Signal::derive(move || option_of(&BuyingRole::ALL, now.get().0))
            commit=Callback::new(move |value: String| screen.set_part_role(id, person, chosen(&BuyingRole::ALL, &value)))/>
    }
}
