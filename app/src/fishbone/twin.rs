//! Everything drawn is also listed: bones, and people in the order of rank or sorted by any column. What the panel edits of a person is
//! edited in his row.

use super::{
    form::Form,
    legend::{glyph, mark_called},
    plan,
    rank_field::RankField,
    state::Screen,
    twin_bone::BoneRow,
    twin_head::HeadTable,
    twin_sort::{ByBone, ByPerson, MARKS, sorted_bones, sorted_people},
    words,
};
use crate::{
    account::person_cells::PersonCells,
    canvas::{List, RowCheck, RowsCheck, focus_row_beside},
    i18n::t_string,
    shell::{Each, PlainChoice, Rest, Sort, SortHead, When, chosen, option_of, options_or},
    talk::Count,
};
use diagram::fishbone::PersonSpot;
use leptos::prelude::*;
use model::{Change, EntityKey, PersonId, fishbone::Mark};

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
    let on_bones = Signal::derive(move || {
        let id = screen.id_now();
        people.with(|people| people.iter().filter_map(|one| Some(EntityKey::BonePerson(id?, *one))).collect::<Vec<_>>())
    });
    let all_bones = Signal::derive(move || {
        let id = screen.id_now();
        bones.with(|bones| bones.iter().filter_map(|one| Some(EntityKey::Bone(id?, *one))).collect::<Vec<_>>())
    });
    let choices = super::person_panel::bones(screen.drawn);
    let unplanned = Memo::new(move |_| plan::unplanned(screen));
    let acts =
        move || view! { <th scope="col"><span class="spoken">{move || t_string!(i18n, shell.table.acts)}</span></th> };
    view! {
        <List canvas=screen.canvas() class="fb-twin" rest label=Signal::derive(move || t_string!(i18n, fishbone.twin.title).to_owned())>
            <table>
                <caption>{move || t_string!(i18n, fishbone.twin.people)}" "<small>{move || people.with(Vec::len)}</small></caption>
                <thead><tr>
                    <RowsCheck canvas=screen.canvas() items=on_bones/>
                    {ByPerson::ALL.map(|by| view! { <SortHead by sort=by_person name=by.name(screen)/> })}
                    {acts()}
                </tr></thead>
                <tbody><Each ids=people let:person><PersonRow person bones=choices unplanned/></Each></tbody>
            </table>
            <table>
                <caption>{move || t_string!(i18n, fishbone.twin.bones)}" "<small>{move || bones.with(Vec::len)}</small></caption>
                <thead><tr>
                    <RowsCheck canvas=screen.canvas() items=all_bones/>
                    {ByBone::ALL.map(|by| view! { <SortHead by sort=by_bone name=by.name(screen)/> })}
                    {acts()}
                </tr></thead>
                <tbody><Each ids=bones let:bone><BoneRow bone/></Each></tbody>
            </table>
            <HeadTable/>
        </List>
    }
}

#[component]
fn PersonRow(
    person: PersonId,
    /// The bones he can be put on.
    bones: Signal<Vec<(String, String)>>,
    /// Whom a task is still to be made of.
    unplanned: Memo<Vec<PersonId>>,
) -> impl IntoView {
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
    let label = move |column: fn(Screen) -> &'static str| {
        Signal::derive(move || t_string!(i18n, shell.table.cell, name = name(), column = column(screen)).to_string())
    };
    let state = move || relation().map(|state| words::state(i18n.get_locale(), state));
    let stands = move || view! { {move || relation().map(glyph)}{state} };
    let restate = move || {
        let act = t_string!(i18n, fishbone.relation.state);
        let who = format!("{} · {}", name(), state().unwrap_or_default());
        t_string!(i18n, shell.table.act, act = act, name = who).to_string()
    };
    view! {
        <tr data-row=move || item().map(|item| item.to_string()) data-pale=move || item().is_some_and(|item| screen.is_pale(item)).then_some("") data-selected=move || selected.get().then_some("")>
            <RowCheck canvas=screen.canvas() item=Signal::derive(item) name=Signal::derive(name)/>
            <td class="fb-twin-bone">
                <When when=may fallback=move || spot.with(|spot| spot.as_ref().map(|(_, bone, _)| bone.clone()))>
                    <PlainChoice label=label(|screen| t_string!(screen.i18n, fishbone.bone)) choices=bones may
                        value=Signal::derive(move || spot.with(|spot| spot.as_ref().map(|(spot, ..)| spot.bone.to_string()).unwrap_or_default()))
                        commit=Callback::new(move |value: String| {
                            if let Ok(bone) = value.parse() {
                                screen.rank_person(person, bone, usize::MAX);
                            }
                        })/>
                </When>
            </td>
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
            <td class="fb-relation">
                <When when=may fallback=stands>
                    <button id=format!("fb-relation-{person}") class="button" data-kind="quiet" type="button" aria-haspopup="dialog" aria-label=restate
                        on:click=move |_| screen.open(Form::Relation(person))>{stands}</button>
                </When>
            </td>
            <td>
                <When when=may fallback=move || mark.get().map(called)>
                    <PlainChoice choices=marks may
                        label=label(|screen| t_string!(screen.i18n, fishbone.mark.label))
                        value=Signal::derive(move || option_of(&MARKS, mark.get()))
                        commit=Callback::new(move |value: String| { screen.set_mark(person, chosen(&MARKS, &value)); })/>
                </When>
            </td>
            <td class="fb-twin-acts">
                <MakeTask person unplanned name=Signal::derive(name)/>
                <Remove item=Signal::derive(item) name=Signal::derive(name)/>
            </td>
        </tr>
    }
}

/// Makes the task of a person, where the plan says that something is to be done.
#[component]
fn MakeTask(person: PersonId, unplanned: Memo<Vec<PersonId>>, name: Signal<String>) -> impl IntoView {
    let screen = expect_context::<Screen>();
    let i18n = screen.i18n;
    let label = move || t_string!(i18n, fishbone.plan.make_for, name = name.get()).to_string();
    let none = move || unplanned.with(|people| !people.contains(&person));
    view! {
        <When when=move || screen.may_edit.get()>
            <button class="icon-button" type="button" disabled=none aria-label=label title=label on:click=move |_| screen.plan_one(person)>"☐"</button>
        </When>
    }
}

/// Takes a person or a bone off, and says what goes with it.
#[component]
pub fn Remove(item: Signal<Option<EntityKey>>, name: Signal<String>) -> impl IntoView {
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
                    screen.remove(&[item]);
                    focus_row_beside(&event);
                }
            }>"×"</button>
        </When>
    }
}

/// Shows an item in the panel.
pub fn show(screen: Screen, item: Option<EntityKey>) {
    if let Some(item) = item {
        screen.select(item);
        screen.panel.set(true);
    }
}
