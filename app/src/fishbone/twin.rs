//! Everything drawn is also listed: bones, and people in the order of rank or sorted by any column, with ranks to type, posts, names and
//! marks to edit, and the same panel.

use super::{
    legend::{glyph, mark_called},
    rank_field::RankField,
    state::Screen,
    twin_sort::{ByBone, ByPerson, MARKS, sorted_bones, sorted_people},
    words,
};
use crate::{
    account::person_cells::PersonCells,
    canvas::focus_row_beside,
    i18n::t_string,
    shell::{Each, PlainChoice, Rest, Sort, SortHead, When, chosen, option_of, options_or},
    talk::Count,
};
use diagram::fishbone::{BoneSpot, PersonSpot};
use leptos::prelude::*;
use model::{Change, DepartmentId, EntityKey, PersonId, fishbone::Mark};

/// The fishbone as a list.
#[component]
pub fn Twin() -> impl IntoView {
    let screen = expect_context::<Screen>();
    let i18n = screen.i18n;
    let by_person = Sort::new(ByPerson::Bone);
    let by_bone = Sort::new(ByBone::Rank);
    let rest = Rest::default();
    let people = rest.rows(move || sorted_people(screen, by_person));
    let bones = rest.rows(move || sorted_bones(screen, by_bone));
    let acts =
        move || view! { <th scope="col"><span class="spoken">{move || t_string!(i18n, shell.table.acts)}</span></th> };
    view! {
        <div class="cv-twin" tabindex="0" role="region"
            on:focusin=move |event| rest.came(&event)
            on:focusout=move |event| rest.left(&event) aria-label=move || t_string!(i18n, fishbone.twin.title)>
            <table>
                <caption>{move || t_string!(i18n, fishbone.twin.people)}" "<small>{move || people.with(Vec::len)}</small></caption>
                <thead><tr>
                    {ByPerson::ALL.map(|by| view! { <SortHead by sort=by_person name=by.name(screen)/> })}
                    {acts()}
                </tr></thead>
                <tbody><Each ids=people let:person><PersonRow person/></Each></tbody>
            </table>
            <table>
                <caption>{move || t_string!(i18n, fishbone.twin.bones)}" "<small>{move || bones.with(Vec::len)}</small></caption>
                <thead><tr>
                    {ByBone::ALL.map(|by| view! { <SortHead by sort=by_bone name=by.name(screen)/> })}
                    {acts()}
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
    let selected = Signal::derive(move || {
        screen
            .selection
            .with(|now| now.iter().any(|item| matches!(item, EntityKey::BonePerson(_, one) if *one == person)))
    });
    let relation = move || spot.with(|spot| spot.as_ref().map(|(spot, ..)| spot.state));
    let mark = Memo::new(move |_| spot.with(|spot| Some(spot.as_ref()?.0.mark.as_ref()?.0)));
    let called = move |mark| format!("{} {}", if mark == Mark::A { "A" } else { "B" }, mark_called(screen, mark));
    let marks = Signal::derive(move || options_or(t_string!(i18n, fishbone.mark.none), &MARKS, called));
    let name = move || {
        who.track();
        screen.person_called(person)
    };
    view! {
        <tr data-row=move || item().map(|item| item.to_string()) data-selected=move || selected.get().then_some("")>
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
            <PersonCells
                room=screen.room
                person
                who
                unknown=Signal::derive(move || t_string!(i18n, fishbone.name_unknown).to_owned())
                selected
                may
                open=Callback::new(move |()| show(screen, item()))
                edit=Callback::new(move |change| screen.try_to("fishbone.gesture.edit_record", vec![Change::Person(change)], vec![]))
            >
                <Count canvas=screen.canvas() item=Signal::derive(item)/>
            </PersonCells>
            <td class="fb-relation">{move || relation().map(glyph)}{move || relation().map(|state| words::state(i18n.get_locale(), state))}</td>
            <td>
                <When when=may fallback=move || mark.get().map(called)>
                    <PlainChoice choices=marks may
                        label=Signal::derive(move || t_string!(i18n, shell.table.cell, name = name(), column = t_string!(i18n, fishbone.mark.label)).to_string())
                        value=Signal::derive(move || option_of(&MARKS, mark.get()))
                        commit=Callback::new(move |value: String| { screen.set_mark(person, chosen(&MARKS, &value)); })/>
                </When>
            </td>
            <td><Remove item=Signal::derive(item) name=Signal::derive(name)/></td>
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
        <tr data-row=move || item().map(|item| item.to_string()) data-selected=move || selected().then_some("")>
            <td>
                <RankField plain=true id=format!("fb-row-{bone}") label=Signal::derive(move || t_string!(i18n, fishbone.panel.bone_rank).to_owned())
                    rank=Signal::derive(move || spot.with(|spot| spot.as_ref().map_or(1, |(spot, _)| spot.rank)))
                    count=Signal::derive(move || spot.with(|spot| spot.as_ref().map_or(1, |(_, count)| *count)))
                    enabled=may
                    commit=Callback::new(move |rank| { screen.rank_bone(bone, rank); })/>
            </td>
            <th scope="row">
                <button class="button cv-open" data-kind="link" type="button" aria-pressed=move || selected().to_string() on:click=move |_| show(screen, item())>
                    {move || spot.with(|spot| spot.as_ref().map(|(spot, _)| spot.called.clone()))}
                </button>
                <Count canvas=screen.canvas() item=Signal::derive(item)/>
            </th>
            <td>{move || spot.with(|spot| spot.as_ref().map(|(spot, _)| spot.people.len()))}</td>
            <td><Remove item=Signal::derive(item) name=Signal::derive(move || spot.with(|spot| spot.as_ref().map(|(spot, _)| spot.called.clone()).unwrap_or_default()))/></td>
        </tr>
    }
}

/// Takes a person or a bone off, and says what goes with it.
#[component]
fn Remove(item: Signal<Option<EntityKey>>, name: Signal<String>) -> impl IntoView {
    let screen = expect_context::<Screen>();
    let i18n = screen.i18n;
    let may = move || screen.may_edit.get();
    let label = move || {
        t_string!(i18n, shell.table.act, act = t_string!(i18n, fishbone.panel.remove), name = name.get()).to_string()
    };
    view! {
        <When when=may>
            <button class="icon-button" type="button" aria-label=label on:click=move |event| {
                if let Some(item) = item.get_untracked() {
                    screen.select(item);
                    screen.remove_chosen();
                    focus_row_beside(&event);
                }
            }>"×"</button>
        </When>
    }
}

fn show(screen: Screen, item: Option<EntityKey>) {
    if let Some(item) = item {
        screen.select(item);
        screen.panel.set(true);
    }
}
