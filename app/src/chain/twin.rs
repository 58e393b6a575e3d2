//! Everything drawn is also listed: the steps as a table that is edited where it stands, and the people in them as another one.

use super::{
    sort::{By, sorted},
    state::Screen,
    twin_people::PeopleTable,
    words::{kind_name, state_name},
};
use crate::{
    account::cell::Cell,
    canvas::{List, RowCheck, RowHead, RowsCheck, focus_row_beside},
    i18n::t_string,
    shell::{DayInput, Each, PlainChoice, Rest, Sort, SortHead, When, chosen, option_of, options},
    talk::Count,
};
use leptos::prelude::*;
use model::{
    Change, EntityKey, StepId,
    chain::{ChainChange, Step, StepKind, StepState},
};

/// The chain as a list.
#[component]
pub fn Twin() -> impl IntoView {
    let screen = expect_context::<Screen>();
    let i18n = screen.i18n;
    let sort = Sort::new(By::Number);
    let rest = Rest::default();
    let steps = rest.rows(move || sorted(screen, sort));
    let items =
        Signal::derive(move || steps.with(|steps| steps.iter().copied().map(EntityKey::Step).collect::<Vec<_>>()));
    view! {
        <List canvas=screen.canvas() class="ch-twin" rest label=Signal::derive(move || t_string!(i18n, chain.twin.title).to_owned())>
            <table>
                <caption>{move || t_string!(i18n, chain.twin.steps)}" "<small>{move || steps.with(Vec::len)}</small></caption>
                <thead><tr>
                    <RowsCheck canvas=screen.canvas() items/>
                    {By::ALL.map(|by| view! { <SortHead by sort name=by.name(screen)/> })}
                    <th scope="col"><span class="spoken">{move || t_string!(i18n, shell.table.acts)}</span></th>
                </tr></thead>
                <tbody><Each ids=steps let:id><StepRow id/></Each></tbody>
            </table>
            <When when=move || screen.may_edit.get()>
                <button class="button ch-twin-add" type="button" on:click=move |_| screen.start_adding_at(model::rank::Place::Last)>"＋ "{move || t_string!(i18n, chain.command.add)}</button>
            </When>
            <PeopleTable rest/>
        </List>
    }
}

type Named = fn(Screen) -> &'static str;

#[component]
fn StepRow(id: StepId) -> impl IntoView {
    let screen = expect_context::<Screen>();
    let i18n = screen.i18n;
    let item = EntityKey::Step(id);
    let now = Memo::new(move |_| screen.step(id));
    let may = Signal::derive(move || screen.may_edit.get());
    let name = Memo::new(move |_| {
        screen.room.track(item);
        screen.with_scene(|scene| scene.name(id))
    });
    let number = Memo::new(move |_| screen.layout.with(|layout| layout.number(id).unwrap_or_default()));
    let label = move |column: Named| {
        Signal::derive(move || {
            t_string!(i18n, shell.table.cell, name = name.get(), column = column(screen)).to_string()
        })
    };
    let day =
        move |read: fn(&Step) -> Option<model::Day>| Signal::derive(move || now.with(|step| read(step.as_ref()?)));
    let standing = Memo::new(move |_| {
        let now = screen.position(id)?;
        let said = screen.with_scene(|scene| {
            let late = (now.late > 0).then(|| scene.words.late.replace('#', &now.late.to_string()));
            let unmanned = now.unmanned.then(|| scene.words.unmanned.clone());
            late.into_iter().chain(unmanned).chain(scene.standing(id)).collect::<Vec<_>>().join(" · ")
        });
        Some((now.they_lead, said))
    });
    let kind = Memo::new(move |_| now.with(|step| step.as_ref().map_or(StepKind::Other, |step| step.kind)));
    let kinds = Signal::derive(move || options(&StepKind::ALL, |kind| kind_name(i18n.get_locale(), kind).to_owned()));
    let states =
        Signal::derive(move || options(&StepState::ALL, |state| state_name(i18n.get_locale(), state).to_owned()));
    let state = move || now.with(|step| step.as_ref().map(|step| step.state).unwrap_or_default());
    let action =
        Signal::derive(move || now.with(|step| step.as_ref().map(|step| step.action.clone()).unwrap_or_default()));
    let began = RwSignal::new(String::new());
    let edit_action = move |to: String| {
        let change = ChainChange::EditAction { id, from: began.get_untracked(), to };
        screen.try_to("chain.gesture.action", vec![], vec![Change::Chain(change)])
    };
    // A step that is called as its kind is has no name of its own.
    let edit_name = move |to: String| {
        let kind = kind.get_untracked();
        let name = if to == kind_name(i18n.get_locale_untracked(), kind) { String::new() } else { to };
        let change = ChainChange::SetStepName { id, kind, name };
        screen.try_to("chain.gesture.name", vec![], vec![Change::Chain(change)])
    };
    let field = move || view! { <Cell value=name label=label(|s| t_string!(s.i18n, chain.step.own_name)) may commit=edit_name/> };
    let selected = Signal::derive(move || screen.is_selected(item));
    let open = Callback::new(move |()| {
        screen.select(item);
        screen.panel.set(true);
    });
    view! {
        <tr data-row=item.to_string() data-pale=move || screen.is_pale(item).then_some("") data-selected=move || selected.get().then_some("")>
            <RowCheck canvas=screen.canvas() item=Some(item) name/>
            <td class="ch-twin-number">{move || number.get()}</td>
            <RowHead name text=name selected may open field=ViewFn::from(field)><Count canvas=screen.canvas() item=Some(item)/></RowHead>
            <td><PlainChoice label=label(|s| t_string!(s.i18n, chain.step.kind)) choices=kinds may
                value=Signal::derive(move || option_of(&StepKind::ALL, Some(kind.get())))
                commit=Callback::new(move |value: String| {
                    if let Some(kind) = chosen(&StepKind::ALL, &value) {
                        let own = now.with_untracked(|step| step.as_ref().map(|step| step.name.clone()));
                        screen.rename(id, kind, &own.unwrap_or_default());
                    }
                })/></td>
            <td><PlainChoice label=label(|s| t_string!(s.i18n, chain.step.state)) choices=states may
                value=Signal::derive(move || option_of(&StepState::ALL, Some(state())))
                commit=Callback::new(move |value: String| {
                    if let Some(state) = chosen(&StepState::ALL, &value) {
                        screen.set_state(id, state);
                    }
                })/></td>
            <td><DayInput kind="plain" label=label(|s| t_string!(s.i18n, chain.step.planned)) value=day(|step| step.planned) may commit=Callback::new(move |day| screen.set_planned(id, day))/></td>
            <td><DayInput kind="plain" label=label(|s| t_string!(s.i18n, chain.step.actual)) value=day(|step| step.actual) may commit=Callback::new(move |day| screen.set_actual(id, day))/></td>
            <td data-behind=move || standing.with(|now| now.as_ref().is_some_and(|(behind, _)| *behind)).then_some("")>{move || standing.get().map(|(_, said)| said)}</td>
            <td class="ch-twin-action"><Cell value=action label=label(|s| t_string!(s.i18n, chain.step.action)) may lines=true began commit=edit_action/></td>
            <td class="ch-twin-acts"><When when=may><Acts id number label=Callback::new(label)/></When></td>
        </tr>
    }
}

/// What is done with a step: a task, somebody for it, another place, out of the chain.
#[component]
fn Acts(id: StepId, number: Memo<usize>, label: Callback<Named, Signal<String>>) -> impl IntoView {
    let screen = expect_context::<Screen>();
    let last = Memo::new(move |_| screen.layout.with(|layout| layout.number(id) == Some(layout.columns.len())));
    let planned = Memo::new(move |_| screen.open_task(id).is_some());
    let act = move |sign: &'static str, name: Named, off: Signal<bool>, act: Callback<leptos::ev::MouseEvent>| {
        let name = label.run(name);
        view! {
            <button class="icon-button" type="button" disabled=move || off.get() aria-label=move || name.get() title=move || name.get()
                on:click=move |event| act.run(event)>{sign}</button>
        }
        .into_any()
    };
    let never = Signal::from(false);
    let first = Signal::derive(move || number.get() <= 1);
    let take_out = Callback::new(move |event| {
        screen.remove_steps(vec![id]);
        focus_row_beside(&event);
    });
    view! {
        {act("☐", |s| t_string!(s.i18n, chain.step.make_task), planned.into(), Callback::new(move |_| screen.make_task(id)))}
        {act("＋", |s| t_string!(s.i18n, chain.people.add_one), never, Callback::new(move |_| screen.look_for_person(id)))}
        {act("↑", |s| t_string!(s.i18n, chain.twin.up), first, Callback::new(move |_| screen.move_by(id, -1)))}
        {act("↓", |s| t_string!(s.i18n, chain.twin.down), last.into(), Callback::new(move |_| screen.move_by(id, 1)))}
        {act("×", |s| t_string!(s.i18n, chain.step.remove), never, take_out)}
    }
}
