//! The selected person of a step: the part he takes, and the way to another step.

use super::state::Screen;
use crate::{
    i18n::t_string,
    key_role::Register,
    shell::{ChoiceField, When, chosen, option_of},
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
    let steps = Memo::new(move |_| {
        screen.room.track_all();
        screen.layout.with(|layout| {
            let name = |column: &diagram::chain::Column| {
                let words = screen.with_scene(|scene| scene.name(column.step));
                (column.step.to_string(), format!("{} {words}", layout.number(column.step).unwrap_or_default()))
            };
            layout.columns.iter().map(name).collect::<Vec<_>>()
        })
    });
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
                {role_choice(screen, id, person, called)}
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
                <button class="button" data-kind="danger" data-size="wide" type="button" on:click=move |_| screen.remove_parts(&[(id, person)])>
                    {move || t_string!(i18n, chain.people.remove)}
                </button>
            </When>
        </section>
        <Register canvas=screen.canvas() about=person/>
    }
}

/// The role of a person in a step; without one of its own it is the one on the map.
pub fn role_choice(screen: Screen, id: StepId, person: PersonId, name: Signal<String>) -> impl IntoView {
    let i18n = screen.i18n;
    let now = Memo::new(move |_| {
        screen.room.track(EntityKey::StepPerson(id, person));
        screen.room.track(EntityKey::Node(person));
        screen.room.with(|room| {
            let deal = room.deal().map(|(_, deal)| deal);
            let here = deal.and_then(|deal| deal.chain.live(id)?.people.get(&person)?.role);
            (here, deal.and_then(|deal| deal.power_map.live_node(person)?.buying_role))
        })
    });
    let value = |role: Option<BuyingRole>| option_of(&BuyingRole::ALL, role);
    let options = move || {
        let locale = i18n.get_locale();
        let (here, on_map) = now.get();
        let map = t_string!(i18n, chain.people.role_map, role = buying_role(locale, on_map)).to_string();
        let all = BuyingRole::ALL.map(|role| (value(Some(role)), buying_role(locale, Some(role)).to_owned()));
        let chosen = value(here);
        std::iter::once((String::new(), map))
            .chain(all)
            .map(|(value, text)| {
                let selected = value == chosen;
                view! { <option value=value selected=selected>{text}</option> }
            })
            .collect_view()
    };
    view! {
        <select class="input"
            aria-label=move || t_string!(i18n, chain.people.role_of, name = name.get()).to_string()
            disabled=move || !screen.may_edit.get()
            on:change=move |event| {
                let role = chosen(&BuyingRole::ALL, &event_target_value(&event));
                screen.set_part_role(id, person, role);
                event_target::<web_sys::HtmlSelectElement>(&event).set_value(&value(now.get_untracked().0));
            }
        >{options}</select>
    }
}
