//! One task of the list, edited where it stands; on a phone its text opens the sheet.

use super::{
    order::Group,
    screen::Screen,
    sheet::OwnerOptions,
    words::{due_words, state_name, tone},
};
use crate::{
    account::Cell,
    i18n::{model_locale, t_string, use_i18n},
    shell::{Icon, Shape, When},
};
use leptos::prelude::*;
use model::{
    Day, EntityKey, TaskId, UserId,
    task::{Task, TaskChange, TaskState},
};

/// The controls of one task: what the row and the sheet share.
#[derive(Clone, Copy)]
pub(super) struct Record {
    pub(super) screen: Screen,
    pub(super) id: TaskId,
    pub(super) task: Memo<Option<Task>>,
}

impl Record {
    pub(super) fn new(screen: Screen, id: TaskId) -> Self {
        Self { screen, id, task: Memo::new(move |_| screen.task(id)) }
    }

    pub(super) fn read<T: Default>(self, read: impl FnOnce(&Task) -> T) -> T {
        self.task.with(|task| task.as_ref().map(read).unwrap_or_default())
    }

    pub(super) fn text(self) -> Signal<String> {
        Signal::derive(move || self.read(|task| task.text.clone()))
    }

    pub(super) fn owner(self) -> Option<UserId> {
        self.read(|task| task.owner)
    }

    pub(super) fn state(self) -> TaskState {
        self.read(|task| task.state)
    }

    /// Whether the reader may say how far it is and write its note.
    pub(super) fn may_report(self) -> bool {
        self.screen.may_report(self.owner())
    }

    pub(super) fn set_text(self, text: String) -> Result<(), model::Refusal> {
        self.screen.change("task.gesture.edit", TaskChange::SetText { id: self.id, text })
    }

    pub(super) fn set_state(self, state: TaskState) {
        self.screen.act("task.gesture.state", TaskChange::SetState { id: self.id, state });
    }

    pub(super) fn set_owner(self, owner: &str) {
        self.screen.act("task.gesture.owner", TaskChange::SetOwner { id: self.id, owner: owner.parse().ok() });
    }

    /// By when it is due, `None` for no day.
    pub(super) fn set_due(self, due: Option<Day>) {
        self.screen.act("task.gesture.due", TaskChange::SetDue { id: self.id, due });
    }

    pub(super) fn remove(self) {
        self.screen.act("task.gesture.remove", TaskChange::Remove { id: self.id });
    }

    /// About whom it is: post and name.
    pub(super) fn about(self) -> Option<String> {
        let person = self.read(|task| task.person)?;
        let room = self.screen.room;
        room.track(EntityKey::Person(person));
        let locale = model_locale(use_i18n().get_locale());
        room.with(|room| Some(room.account()?.1.people.get(&person)?.called(locale)))
    }
}

#[component]
pub(super) fn TaskRow(id: TaskId) -> impl IntoView {
    let i18n = use_i18n();
    let screen = expect_context::<Screen>();
    let record = Record::new(screen, id);
    let today = screen.today;
    let may = Signal::derive(move || screen.may.get());
    let refused = screen.refused;
    let named = move |what: &str| format!("{what}: {}", record.text().get());
    let group = move || record.read(|task| Some(Group::of(task, today))).unwrap_or(Group::Undated);
    let due = move || record.read(|task| task.due);
    let done = move || !record.state().is_open();
    let about = move || record.about();
    let tick = move |event| {
        record.set_state(if event_target_checked(&event) { TaskState::Done } else { TaskState::Open });
    };
    let is_named = move |text: &'static str| named(text);
    view! {
        <li class="task" data-state=move || format!("{:?}", record.state()).to_lowercase() data-task=id.to_string()>
            <input
                class="task-tick"
                type="checkbox"
                aria-label=move || is_named(t_string!(i18n, task.tick))
                disabled=move || !record.may_report()
                prop:checked=move || { refused.track(); done() }
                on:change=tick
            />
            <div class="task-what">
                <Cell value=record.text() may label=Signal::derive(move || t_string!(i18n, task.field.text).to_owned()) commit=move |text| record.set_text(text)/>
                <button class="task-open" type="button" on:click=move |_| screen.editing.set(Some(id))>{move || record.text().get()}</button>
                {move || about().map(|name| view! { <small class="task-about">{name}</small> })}
            </div>
            <span class="task-due" data-tone=move || tone(group())>
                {move || (!done()).then(|| due().map(|due| due_words(due, today, i18n.get_locale()))).flatten()}
            </span>
            <span class="task-state chip" data-tone=move || (record.state() != TaskState::Doing).then_some("plain")>{move || state_name(record.state(), i18n.get_locale())}</span>
            <select class="input task-owner" data-kind="plain" aria-label=move || is_named(t_string!(i18n, task.field.owner)) disabled=move || !may.get()
                on:change=move |event| record.set_owner(&event_target_value(&event))>
                {move || { refused.track(); view! { <OwnerOptions chosen=Signal::derive(move || record.owner())/> } }}
            </select>
            <button class="icon-button task-more" type="button" aria-label=move || is_named(t_string!(i18n, task.more)) on:click=move |_| screen.editing.set(Some(id))>
                <Icon shape=Shape::Edit/>
            </button>
            <When when=move || may.get()>
                <button class="icon-button task-remove" type="button" aria-label=move || is_named(t_string!(i18n, task.remove)) on:click=move |_| record.remove()>
                    <Icon shape=Shape::Close/>
                </button>
            </When>
        </li>
    }
}
