//! Everything about one task.

use super::{row::Record, screen::Screen, words::state_name};
use crate::{
    account::Cell,
    i18n::{model_locale, t_string, use_i18n},
    shell::{DayInput, Dialog, When, open_while_some, people_by_name},
};
use leptos::prelude::*;
use model::{
    EntityKey, PersonId, TaskId, UserId,
    task::{TaskChange, TaskState},
};

/// The options of a choice of owners: nobody, and the team.
#[component]
pub(super) fn OwnerOptions(
    /// Who is chosen.
    chosen: Signal<Option<UserId>>,
) -> impl IntoView {
    let i18n = use_i18n();
    let screen = expect_context::<Screen>();
    // Somebody who has left still has his tasks, until they are given to another one.
    let left = Memo::new(move |_| {
        let user = chosen.get().filter(|user| screen.team.with(|team| !team.iter().any(|(id, _)| id == user)))?;
        let name = screen.room.member_name(user);
        Some((user, t_string!(i18n, task.left, name = name.unwrap_or_default()).to_string()))
    });
    let option = move |(user, name): (UserId, String)| {
        view! { <option value=user.to_string() selected=move || chosen.get() == Some(user)>{name}</option> }
    };
    view! {
        <option value="" selected=move || chosen.get().is_none()>{move || t_string!(i18n, task.nobody)}</option>
        {move || screen.team.get().into_iter().map(option).collect_view()}
        {move || left.get().map(option)}
    }
}

/// Open while a task is looked at.
#[component]
pub(super) fn TaskSheet() -> impl IntoView {
    let i18n = use_i18n();
    let screen = expect_context::<Screen>();
    let open = open_while_some(screen.editing, || {});
    view! {
        <Dialog open title=Signal::derive(move || t_string!(i18n, task.one).to_owned())>
            {move || screen.editing.get().map(|id| view! { <Fields id/> })}
        </Dialog>
    }
}

#[component]
fn Fields(id: TaskId) -> impl IntoView {
    let i18n = use_i18n();
    let screen = expect_context::<Screen>();
    let record = Record::new(screen, id);
    let may = Signal::derive(move || screen.may.get());
    let may_report = Signal::derive(move || record.may_report());
    let refused = screen.refused;
    let due = Signal::derive(move || {
        refused.track();
        record.read(|task| task.due)
    });
    let text = Signal::derive(move || t_string!(i18n, task.field.text).to_owned());
    let note = Signal::derive(move || t_string!(i18n, task.field.note).to_owned());
    let noted = RwSignal::new(String::new());
    let commit_note = move |to: String| {
        let from = noted.get_untracked();
        screen.change("task.gesture.edit", TaskChange::EditNote { id, from, to })
    };
    view! {
        <div class="dialog-body">
            <div class="field">
                <span class="field-label" aria-hidden="true">{move || text.get()}</span>
                <Cell kind="boxed" value=record.text() may label=text commit=move |text| record.set_text(text)/>
            </div>
            <div class="field-row">
                <label class="field">
                    <span class="field-label">{move || t_string!(i18n, task.field.state)}</span>
                    <select class="input" disabled=move || !may_report.get() on:change=move |event| {
                        let wanted = event_target_value(&event);
                        if let Some(state) = TaskState::ALL.into_iter().find(|state| format!("{state:?}") == wanted) { record.set_state(state) }
                    }>
                        {move || { refused.track(); TaskState::ALL.map(|state| view! {
                            <option value=format!("{state:?}") selected=move || record.state() == state>{move || state_name(state, i18n.get_locale())}</option>
                        }) }}
                    </select>
                </label>
                <label class="field">
                    <span class="field-label">{move || t_string!(i18n, task.field.owner)}</span>
                    <select class="input" disabled=move || !may.get() on:change=move |event| record.set_owner(&event_target_value(&event))>
                        {move || { refused.track(); view! { <OwnerOptions chosen=Signal::derive(move || record.owner())/> } }}
                    </select>
                </label>
                <label class="field">
                    <span class="field-label">{move || t_string!(i18n, task.field.due)}</span>
                    <DayInput value=due may commit=Callback::new(move |due| record.set_due(due))/>
                </label>
            </div>
            <label class="field">
                <span class="field-label">{move || t_string!(i18n, task.field.person)}</span>
                <select class="input" disabled=move || !may.get() on:change=move |event| {
                    let person = event_target_value(&event).parse::<PersonId>().ok();
                    screen.act("task.gesture.edit", TaskChange::SetPerson { id, person });
                }>
                    {move || { refused.track(); view! { <PersonOptions record/> } }}
                </select>
            </label>
            <div class="field">
                <span class="field-label" aria-hidden="true">{move || note.get()}</span>
                <Cell kind="boxed" lines=true value=Signal::derive(move || record.read(|task| task.note.clone())) may=may_report label=note began=noted commit=commit_note/>
            </div>
            <div role="alert">
                {move || refused.get().map(|refusal| view! { <p class="dialog-refusal">{refusal.sentence(model_locale(i18n.get_locale()))}</p> })}
            </div>
        </div>
        <div class="dialog-foot">
            <When when=move || may.get()>
                <button class="button" type="button" on:click=move |_| { record.remove(); screen.editing.set(None); }>{move || t_string!(i18n, task.remove)}</button>
            </When>
            <button class="button" data-kind="primary" type="button" on:click=move |_| screen.editing.set(None)>{move || t_string!(i18n, task.close)}</button>
        </div>
    }
}

/// Nobody, and the people of the customer.
#[component]
fn PersonOptions(record: Record) -> impl IntoView {
    let i18n = use_i18n();
    let room = record.screen.room;
    let chosen = Memo::new(move |_| record.read(|task| task.person));
    let people = move || {
        room.track(EntityKey::Account);
        room.with(|room| people_by_name(room, i18n.get_locale(), chosen.get()))
    };
    view! {
        <option value="" selected=move || chosen.get().is_none()>{move || t_string!(i18n, task.about_nobody)}</option>
        {move || people().into_iter().map(|(id, name)| view! {
            <option value=id.to_string() selected=move || chosen.get() == Some(id)>{name}</option>
        }).collect_view()}
    }
}
