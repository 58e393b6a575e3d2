//! The selected person: how the relation stands and why, place, mark, the record all diagrams share.

use super::{
    legend::mark_called,
    rank_field::RankField,
    relation::Relation,
    state::{Drawn, Screen},
};
use crate::{
    i18n::t_string,
    route::{Route, Tab},
    shell::{ChoiceField, Edited, LineField, When},
};
use leptos::prelude::*;
use model::{
    Change, EntityKey, FishboneId, PersonId,
    fishbone::Mark,
    merge::Field,
    person::{Person, PersonChange},
    text,
};
use std::sync::Arc;

/// The sections.
#[component]
pub fn PersonPanel(id: FishboneId, person: PersonId) -> impl IntoView {
    let screen = expect_context::<Screen>();
    let i18n = screen.i18n;
    let called = Memo::new(move |_| {
        screen.room.track(EntityKey::Person(person));
        let _ = i18n.get_locale();
        screen.person_called(person)
    });
    let map = screen.room.with(|room| room.deal().and_then(|(deal, _)| Route::Deal(deal, Tab::Map).path()));
    view! {
        <section class="fb-facts" data-person=person.to_string()>
            <h2><b>{move || called.get()}</b></h2>
            <Relation id person/>
        </section>
        <section class="fb-facts">
            <Place id person/>
            {map.map(|map| view! { <a class="button" data-kind="link" href=map on:click=move |_| screen.look_for(person)>{move || t_string!(i18n, fishbone.panel.on_map)}</a> })}
        </section>
        <section class="fb-facts">
            <Record person/>
            <When when=move || screen.may_edit.get()>
                <div class="cv-actions">
                    <button class="button fb-take" type="button" on:click=move |_| screen.take(EntityKey::BonePerson(id, person))>{move || t_string!(i18n, fishbone.panel.take)}</button>
                    <button class="button" data-kind="danger" type="button" on:click=move |_| {
                        screen.select(EntityKey::BonePerson(id, person));
                        screen.remove_chosen();
                    }>{move || t_string!(i18n, fishbone.panel.remove)}</button>
                </div>
            </When>
        </section>
    }
}

/// The bones one can choose of, with their ranks.
pub fn bones(drawn: Memo<Option<Arc<Drawn>>>) -> Signal<Vec<(String, String)>> {
    Signal::derive(move || {
        drawn.with(|drawn| {
            let bones = drawn.as_ref().map(|drawn| &drawn.layout.bones[..]).unwrap_or_default();
            bones
                .iter()
                .map(|bone| (bone.department.to_string(), format!("{} {}", bone.rank, bone.called)))
                .collect::<Vec<_>>()
        })
    })
}

/// Bone, rank, mark.
#[component]
fn Place(id: FishboneId, person: PersonId) -> impl IntoView {
    let screen = expect_context::<Screen>();
    let i18n = screen.i18n;
    let may = Signal::derive(move || screen.may_edit.get());
    let place = Memo::new(move |_| {
        screen.settled.with(|drawn| {
            let layout = &drawn.as_ref()?.layout;
            let spot = layout.people.get(&person)?;
            let count = layout.bone_spot(spot.bone)?.people.len();
            Some((spot.bone, spot.rank.1, count, spot.misplaced))
        })
    });
    let bones = bones(screen.settled);
    let mark = move || {
        screen.room.track(EntityKey::BonePerson(id, person));
        screen.with_fishbone(|one| one.people.get(&person).and_then(|on| on.mark))
    };
    let marks = move || {
        [None, Some(Mark::A), Some(Mark::B)]
            .map(|each| {
                let (letter, meaning) = match each {
                    None => (t_string!(i18n, fishbone.mark.none).to_owned(), String::new()),
                    Some(Mark::A) => ("A".to_owned(), mark_called(screen, Mark::A)),
                    Some(Mark::B) => ("B".to_owned(), mark_called(screen, Mark::B)),
                };
                let title = meaning.clone();
                view! {
                    <label class="choice" title=title>
                        <input type="radio" name="fb-mark" prop:checked=move || mark() == each disabled=move || !may.get()
                            on:change=move |_| { screen.set_mark(person, each); }/>
                        <span>{letter}{(!meaning.is_empty()).then(|| view! { <small class="spoken">{meaning}</small> })}</span>
                    </label>
                }
            })
            .collect_view()
    };
    view! {
        <div class="field-row">
            <ChoiceField id="fb-person-bone" label=Signal::derive(move || t_string!(i18n, fishbone.bone).to_owned()) choices=bones
                value=Signal::derive(move || place.get().map_or_else(String::new, |(bone, ..)| bone.to_string())) enabled=may
                commit=Callback::new(move |value: String| {
                    if let Ok(bone) = value.parse() {
                        screen.rank_person(person, bone, usize::MAX);
                    }
                })/>
            <RankField id="fb-person-rank" label=Signal::derive(move || t_string!(i18n, fishbone.panel.person_rank).to_owned())
                rank=Signal::derive(move || place.get().map_or(1, |(_, rank, ..)| rank)) count=Signal::derive(move || place.get().map_or(1, |(_, _, count, _)| count))
                enabled=may commit=Callback::new(move |rank| {
                    if let Some((bone, ..)) = place.get_untracked() {
                        screen.rank_person(person, bone, rank);
                    }
                })/>
        </div>
        <fieldset class="field">
            <legend>{move || t_string!(i18n, fishbone.mark.label)}</legend>
            <div class="choices">{marks}</div>
        </fieldset>
        <When when=move || place.get().is_some_and(|(.., misplaced)| misplaced)>
            <p class="fb-warning" role="note">{move || t_string!(i18n, fishbone.misplaced_why)}</p>
        </When>
    }
}

/// Post, name, department.
#[component]
fn Record(person: PersonId) -> impl IntoView {
    let screen = expect_context::<Screen>();
    let i18n = screen.i18n;
    let may = Signal::derive(move || screen.may_edit.get());
    let edited = |field| Edited { room: screen.room, entity: EntityKey::Person(person), field };
    let edit = move |change| {
        screen.edit_record(Change::Person(change));
    };
    let fact = move |read: fn(&Person) -> String| {
        Signal::derive(move || {
            screen.room.track(EntityKey::Person(person));
            screen.room.with(|room| {
                let record = room.account().and_then(|(_, account)| account.people.get(&person));
                record.map_or_else(String::new, read)
            })
        })
    };
    let departments = Signal::derive(move || {
        screen.room.track_all();
        let _ = i18n.get_locale();
        let none = (String::new(), t_string!(i18n, fishbone.panel.no_department).to_owned());
        let ids: Vec<model::DepartmentId> = screen.room.with(|room| {
            let Some((_, account)) = room.account() else { return Vec::new() };
            let own = account.people.get(&person).and_then(|person| person.department);
            account
                .departments
                .iter()
                .filter(|(id, one)| !one.archived || own == Some(**id))
                .map(|(id, _)| *id)
                .collect()
        });
        std::iter::once(none)
            .chain(ids.into_iter().map(|id| (id.to_string(), screen.department_called(id))))
            .collect::<Vec<_>>()
    });
    view! {
        <LineField id="fb-person-title" edited=edited(Field::Title) label=Signal::derive(move || t_string!(i18n, fishbone.post).to_owned())
            value=fact(|one| one.title.clone()) enabled=may
            commit=Callback::new(move |title: String| edit(PersonChange::SetTitle { id: person, title: text::clean(&title, false) }))/>
        <LineField id="fb-person-name" edited=edited(Field::Name) label=Signal::derive(move || t_string!(i18n, fishbone.name).to_owned())
            value=fact(|one| one.name.clone().unwrap_or_default()) enabled=may
            placeholder=Signal::derive(move || t_string!(i18n, fishbone.name_unknown).to_owned())
            commit=Callback::new(move |name: String| {
                let name = text::clean(&name, false);
                edit(PersonChange::SetName { id: person, name: (!name.is_empty()).then_some(name) });
            })/>
        <ChoiceField id="fb-person-department" edited=edited(Field::Department) label=Signal::derive(move || t_string!(i18n, fishbone.department).to_owned())
            choices=departments value=fact(|one| one.department.map_or_else(String::new, |id| id.to_string())) enabled=may
            commit=Callback::new(move |value: String| edit(PersonChange::SetDepartment { id: person, department: value.parse().ok() }))/>
    }
}
