//! The people of all steps as a table.

use super::{
    part_panel::{numbered_steps, role_choice},
    parts::Part,
    sort::{ByPart, sorted_parts},
    state::Screen,
};
use crate::{
    account::person_cells::PersonCells,
    canvas::{RowCheck, RowsCheck, focus_row_beside},
    i18n::t_string,
    shell::{Each, PlainChoice, Rest, Sort, SortHead, When},
    talk::Count,
};
use leptos::prelude::*;
use model::{Change, EntityKey, PersonId, StepId};

/// Step by step, in the order of the drawing, until it is sorted by something else.
#[component]
pub fn PeopleTable(
    /// Whether the order of the list rests.
    rest: Rest,
) -> impl IntoView {
    let screen = expect_context::<Screen>();
    let i18n = screen.i18n;
    let sort = Sort::new(ByPart::Step);
    let parts = rest.rows(move || sorted_parts(screen, sort));
    let items = Signal::derive(move || {
        parts.with(|parts| parts.iter().map(|(step, person)| EntityKey::StepPerson(*step, *person)).collect::<Vec<_>>())
    });
    // A row is known by one number; each pair gets the next one when it is first seen.
    let seen = StoredValue::new(Vec::<Part>::new());
    let rows = Memo::new(move |_| {
        let number = |part: &Part| {
            let known = seen.with_value(|seen| seen.iter().position(|one| one == part));
            let at = known.unwrap_or_else(|| {
                seen.update_value(|seen| seen.push(*part));
                seen.with_value(Vec::len) - 1
            });
            u32::try_from(at).unwrap_or(u32::MAX)
        };
        parts.with(|parts| parts.iter().map(number).collect::<Vec<_>>())
    });
    let part = move |row: u32| seen.with_value(|seen| seen.get(usize::try_from(row).ok()?).copied());
    let steps = numbered_steps(screen);
    let row = move |row| part(row).map(|(step, person)| view! { <Row step person steps/> });
    view! {
        <table>
            <caption>{move || t_string!(i18n, chain.people.title)}" "<small>{move || parts.with(Vec::len)}</small></caption>
            <thead><tr>
                <RowsCheck canvas=screen.canvas() items/>
                {ByPart::ALL.map(|by| view! { <SortHead by sort name=by.name(screen)/> })}
                <th scope="col"><span class="spoken">{move || t_string!(i18n, shell.table.acts)}</span></th>
            </tr></thead>
            <tbody><Each ids=rows children=row/></tbody>
        </table>
    }
}

#[component]
fn Row(
    step: StepId,
    person: PersonId,
    /// The steps he can be moved to.
    steps: Memo<Vec<(String, String)>>,
) -> impl IntoView {
    let screen = expect_context::<Screen>();
    let i18n = screen.i18n;
    let item = EntityKey::StepPerson(step, person);
    let may = Signal::derive(move || screen.may_edit.get());
    let name = Memo::new(move |_| {
        screen.room.track(EntityKey::Person(person));
        screen.with_scene(|scene| scene.map.called(person))
    });
    let who = Memo::new(move |_| {
        screen.room.track(EntityKey::Person(person));
        screen.with_scene(|scene| scene.map.who(person))
    });
    let said = Memo::new(move |_| {
        screen.room.track_all();
        screen.with_scene(|scene| scene.relations(person))
    });
    let step_name = move || {
        screen.room.track(EntityKey::Step(step));
        screen.with_scene(|scene| scene.name(step))
    };
    let selected = Signal::derive(move || screen.is_selected(item));
    let label = Signal::derive(move || {
        t_string!(i18n, shell.table.cell, name = name.get(), column = t_string!(i18n, chain.people.move_to)).to_string()
    });
    view! {
        <tr data-row=item.to_string() data-pale=move || screen.is_pale(item).then_some("") data-selected=move || selected.get().then_some("")>
            <RowCheck canvas=screen.canvas() item=Some(item) name/>
            <td>
                <When when=may fallback=step_name>
                    <PlainChoice label choices=steps may value=Signal::derive(move || step.to_string())
                        commit=Callback::new(move |value: String| {
                            if let Ok(to) = value.parse() {
                                screen.move_part(step, person, to);
                            }
                        })/>
                </When>
            </td>
            <PersonCells
                room=screen.room
                person
                who
                unknown=Signal::derive(move || t_string!(i18n, power_map.name_unknown).to_owned())
                selected
                may
                open=Callback::new(move |()| {
                    screen.select(item);
                    screen.panel.set(true);
                })
                edit=Callback::new(move |change| screen.try_to("account.gesture.edit_person", vec![Change::Person(change)], vec![]))
            >
                <Count canvas=screen.canvas() item=Some(item)/>
            </PersonCells>
            <td>{role_choice(screen, step, person, name.into(), false)}</td>
            <td>{move || said.get()}</td>
            <td><When when=may>
                <button class="icon-button" type="button" aria-label=move || t_string!(i18n, chain.people.remove_who, name = name.get()).to_string() on:click=move |event| {
                    screen.remove_parts(&[(step, person)]);
                    focus_row_beside(&event);
                }>"×"</button>
            </When></td>
        </tr>
    }
}
