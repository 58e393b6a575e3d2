//! Everything drawn is also listed: bones, and people in the order of rank, with ranks to type and the same panel.

use super::{legend::glyph, rank_field::RankField, state::Screen, words};
use crate::{i18n::t_string, shell::Each, talk::Count};
use diagram::fishbone::{BoneSpot, PersonSpot};
use leptos::prelude::*;
use model::{DepartmentId, EntityKey, PersonId, fishbone::Mark};

/// The fishbone as a list.
#[component]
pub fn Twin() -> impl IntoView {
    let screen = expect_context::<Screen>();
    let i18n = screen.i18n;
    let bones = Memo::new(move |_| {
        screen.drawn.with(|drawn| {
            let bones =
                drawn.as_ref().map(|drawn| drawn.layout.bones.iter().map(|bone| bone.department).collect::<Vec<_>>());
            bones.unwrap_or_default()
        })
    });
    let people = Memo::new(move |_| {
        screen.drawn.with(|drawn| {
            let people = drawn
                .as_ref()
                .map(|drawn| drawn.layout.bones.iter().flat_map(|bone| bone.people.clone()).collect::<Vec<_>>());
            people.unwrap_or_default()
        })
    });
    view! {
        <div class="cv-twin" tabindex="0" role="region" aria-label=move || t_string!(i18n, fishbone.twin.title)>
            <table>
                <caption>{move || t_string!(i18n, fishbone.twin.people)}" "<small>{move || people.with(Vec::len)}</small></caption>
                <thead><tr>
                    <th scope="col">{move || t_string!(i18n, fishbone.bone)}</th>
                    <th scope="col">{move || t_string!(i18n, fishbone.panel.person_rank)}</th>
                    <th scope="col">{move || t_string!(i18n, fishbone.post)}</th>
                    <th scope="col">{move || t_string!(i18n, fishbone.name)}</th>
                    <th scope="col">{move || t_string!(i18n, fishbone.twin.relation)}</th>
                    <th scope="col">{move || t_string!(i18n, fishbone.mark.label)}</th>
                </tr></thead>
                <tbody><Each ids=people let:person><PersonRow person/></Each></tbody>
            </table>
            <table>
                <caption>{move || t_string!(i18n, fishbone.twin.bones)}" "<small>{move || bones.with(Vec::len)}</small></caption>
                <thead><tr>
                    <th scope="col">{move || t_string!(i18n, fishbone.panel.bone_rank)}</th>
                    <th scope="col">{move || t_string!(i18n, fishbone.department)}</th>
                    <th scope="col">{move || t_string!(i18n, fishbone.twin.count)}</th>
                </tr></thead>
                <tbody><Each ids=bones let:bone><BoneRow bone/></Each></tbody>
            </table>
        </div>
    }
}

#[component]
fn PersonRow(person: PersonId) -> impl IntoView {
    let screen = expect_context::<Screen>();
    let i18n = screen.i18n;
    let may = Signal::derive(move || screen.may_edit.get());
    let spot: Memo<Option<(PersonSpot, String, usize)>> = Memo::new(move |_| {
        screen.drawn.with(|drawn| {
            let layout = &drawn.as_ref()?.layout;
            let spot = layout.people.get(&person)?;
            let bone = layout.bone_spot(spot.bone)?;
            Some((spot.clone(), format!("{} {}", bone.rank, bone.called), bone.people.len()))
        })
    });
    let who = Memo::new(move |_| {
        screen.room.track(EntityKey::Person(person));
        let _ = i18n.get_locale();
        screen.who(person)
    });
    let item = move || screen.id().map(|id| EntityKey::BonePerson(id, person));
    let selected = move || {
        screen
            .selection
            .with(|now| now.iter().any(|item| matches!(item, EntityKey::BonePerson(_, one) if *one == person)))
    };
    let relation = move || spot.with(|spot| spot.as_ref().map(|(spot, ..)| spot.state));
    let mark = move || {
        spot.with(|spot| {
            spot.as_ref()?
                .0
                .mark
                .as_ref()
                .map(|(mark, called)| format!("{} {called}", if *mark == Mark::A { "A" } else { "B" }))
        })
    };
    view! {
        <tr data-selected=move || selected().then_some("")>
            <td>{move || spot.with(|spot| spot.as_ref().map(|(_, bone, _)| bone.clone()))}</td>
            <td>
                <RankField plain=true id=format!("fb-row-{person}") label=Signal::derive(move || t_string!(i18n, fishbone.panel.person_rank).to_owned())
                    rank=Signal::derive(move || spot.with(|spot| spot.as_ref().map_or(1, |(spot, ..)| spot.rank.1)))
                    count=Signal::derive(move || spot.with(|spot| spot.as_ref().map_or(1, |(.., count)| *count)))
                    enabled=may
                    commit=Callback::new(move |rank| {
                        if let Some((spot, ..)) = spot.get_untracked() {
                            screen.rank_person(person, spot.bone, rank);
                        }
                    })/>
            </td>
            <th scope="row">
                <button class="button" data-kind="link" type="button" aria-pressed=move || selected().to_string() on:click=move |_| show(screen, item())>{move || who.get().0}</button>
                <Count canvas=screen.canvas() item=Signal::derive(item)/>
            </th>
            <td>{move || who.get().1.unwrap_or_else(|| t_string!(i18n, fishbone.name_unknown).to_owned())}</td>
            <td class="fb-relation">{move || relation().map(glyph)}{move || relation().map(|state| words::state(i18n.get_locale(), state))}</td>
            <td>{mark}</td>
        </tr>
    }
}

#[component]
fn BoneRow(bone: DepartmentId) -> impl IntoView {
    let screen = expect_context::<Screen>();
    let i18n = screen.i18n;
    let may = Signal::derive(move || screen.may_edit.get());
    let spot: Memo<Option<(BoneSpot, usize)>> = Memo::new(move |_| {
        screen.drawn.with(|drawn| {
            let layout = &drawn.as_ref()?.layout;
            Some((layout.bone_spot(bone)?.clone(), layout.bones.len()))
        })
    });
    let item = move || screen.id().map(|id| EntityKey::Bone(id, bone));
    let selected = move || {
        screen.selection.with(|now| now.iter().any(|item| matches!(item, EntityKey::Bone(_, one) if *one == bone)))
    };
    view! {
        <tr data-selected=move || selected().then_some("")>
            <td>
                <RankField plain=true id=format!("fb-row-{bone}") label=Signal::derive(move || t_string!(i18n, fishbone.panel.bone_rank).to_owned())
                    rank=Signal::derive(move || spot.with(|spot| spot.as_ref().map_or(1, |(spot, _)| spot.rank)))
                    count=Signal::derive(move || spot.with(|spot| spot.as_ref().map_or(1, |(_, count)| *count)))
                    enabled=may
                    commit=Callback::new(move |rank| { screen.rank_bone(bone, rank); })/>
            </td>
            <th scope="row">
                <button class="button" data-kind="link" type="button" aria-pressed=move || selected().to_string() on:click=move |_| show(screen, item())>
                    {move || spot.with(|spot| spot.as_ref().map(|(spot, _)| spot.called.clone()))}
                </button>
                <Count canvas=screen.canvas() item=Signal::derive(item)/>
            </th>
            <td>{move || spot.with(|spot| spot.as_ref().map(|(spot, _)| spot.people.len()))}</td>
        </tr>
    }
}

fn show(screen: Screen, item: Option<EntityKey>) {
    if let Some(item) = item {
        screen.select(item);
        screen.panel.set(true);
    }
}
