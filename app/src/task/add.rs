//! The line that makes a task.

use super::{screen::Screen, sheet::OwnerOptions};
use crate::{
    board::is_composing,
    i18n::{model_locale, t_string, use_i18n},
    replica,
};
use leptos::{ev, html, prelude::*};
use model::{Day, Refusal, UserId, task::TaskChange, text::clean};

/// Text, owner, day; `Enter` adds it and leaves the cursor for the next one.
#[component]
pub(super) fn AddTask() -> impl IntoView {
    let i18n = use_i18n();
    let screen = expect_context::<Screen>();
    let text = RwSignal::new(String::new());
    let due = RwSignal::new(String::new());
    let owner = RwSignal::new(screen.room.me().to_string());
    let refused = RwSignal::new(None::<Refusal>);
    let field = NodeRef::<html::Input>::new();
    let submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        let change = TaskChange::Add {
            id: replica::new_task_id(),
            text: text.with_untracked(|text| clean(text, false)),
            owner: owner.with_untracked(|owner| owner.parse::<UserId>().ok()),
            due: due.with_untracked(|due| Day::parse(due)),
            person: None,
            origin: None,
        };
        match screen.change("task.gesture.add", change) {
            Ok(()) => {
                text.set(String::new());
                refused.set(None);
            }
            Err(refusal) => refused.set(Some(refusal)),
        }
        if let Some(field) = field.get_untracked() {
            let _ = field.focus();
        }
    };
    view! {
        <form class="task-add" novalidate on:submit=submit>
            <input
                class="input"
                type="text"
                autocomplete="off"
                node_ref=field
                placeholder=move || t_string!(i18n, task.add.placeholder)
                aria-label=move || t_string!(i18n, task.add.label)
                aria-invalid=move || refused.with(Option::is_some).then_some("true")
                prop:value=move || text.get()
                on:input=move |event| { text.set(event_target_value(&event)); refused.set(None); }
                on:keydown=move |event| if event.key() == "Enter" && is_composing(&event) { event.prevent_default() }
            />
            <select class="input" aria-label=move || t_string!(i18n, task.field.owner) on:change=move |event| owner.set(event_target_value(&event))>
                <OwnerOptions chosen=Signal::derive(move || owner.with(|owner| owner.parse().ok()))/>
            </select>
            <input class="input" type="date" aria-label=move || t_string!(i18n, task.field.due) prop:value=move || due.get() on:input=move |event| due.set(event_target_value(&event))/>
            <button class="button" data-kind="primary" type="submit">{move || t_string!(i18n, task.add.submit)}</button>
            <p class="field-error" role="alert">{move || refused.get().map(|refusal| refusal.sentence(model_locale(i18n.get_locale())))}</p>
        </form>
    }
}
