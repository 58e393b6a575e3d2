//! The form of a person on a bone: people of that department first, then everybody found by a search, or a new person in the same gesture.

use super::{
    form::{Line, Pop},
    state::Screen,
};
use crate::{canvas::focus_element, i18n::t_string, shell::When};
use leptos::{ev, prelude::*};
use model::{DepartmentId, PersonId};

/// People offered at once; a search narrows the rest.
const SHOWN: usize = 8;

/// The form.
#[component]
pub fn AddPerson(
    /// For which bone.
    bone: DepartmentId,
) -> impl IntoView {
    let screen = expect_context::<Screen>();
    let i18n = screen.i18n;
    let department = screen.department_called(bone);
    let title =
        Signal::derive(move || t_string!(i18n, fishbone.add_person.title, name = department.clone()).to_string());
    focus_element("#fb-search, #fb-title");
    view! {
        <Pop title>
            <Known bone/>
            <New bone/>
        </Pop>
    }
}

/// Somebody the customer record knows who is not on this fishbone.
#[component]
fn Known(bone: DepartmentId) -> impl IntoView {
    let screen = expect_context::<Screen>();
    let i18n = screen.i18n;
    let sought = RwSignal::new(String::new());
    // Who is of the department comes first.
    let known = Memo::new(move |_| {
        screen.room.track_all();
        let mut free: Vec<(PersonId, bool)> = screen.with_fishbone(|fishbone| {
            screen.room.with(|room| {
                let Some((_, account)) = room.account() else { return Vec::new() };
                let free =
                    account.people.iter().filter(|(id, one)| !one.archived && fishbone.live_person(**id).is_none());
                free.map(|(id, one)| (*id, one.department == Some(bone))).collect()
            })
        });
        model::order::sort_by(&mut free, |(_, a), (_, b)| b.cmp(a));
        free.into_iter().map(|(id, own)| (id, screen.person_called(id), own)).collect::<Vec<_>>()
    });
    let shown = move || {
        let words = sought.with(|sought| sought.trim().to_lowercase());
        known.with(|known| {
            known
                .iter()
                .filter(|(_, name, own)| if words.is_empty() { *own } else { name.to_lowercase().contains(&words) })
                .take(SHOWN)
                .map(|(id, name, own)| {
                    let id = *id;
                    let own = own.then(|| view! { <small>{t_string!(i18n, fishbone.add_person.own)}</small> });
                    view! {
                        <li><button class="cv-choice" type="button" on:click=move |_| {
                            if screen.put_on(id, bone) {
                                screen.form.set(None);
                            }
                        }><span>{name.clone()}</span>{own}</button></li>
                    }
                })
                .collect_view()
        })
    };
    view! {
        <When when=move || !known.with(Vec::is_empty)>
            <div class="field">
                <label for="fb-search">{move || t_string!(i18n, fishbone.add_person.known)}</label>
                <input id="fb-search" class="input" type="search" autocomplete="off"
                    placeholder=move || t_string!(i18n, fishbone.add_person.search)
                    prop:value=move || sought.get()
                    on:input=move |event| sought.set(event_target_value(&event))/>
            </div>
            <ul class="fb-offered" aria-label=move || t_string!(i18n, fishbone.add_person.known)>{shown}</ul>
        </When>
    }
}

/// Somebody new.
#[component]
fn New(bone: DepartmentId) -> impl IntoView {
    let screen = expect_context::<Screen>();
    let i18n = screen.i18n;
    let (title, name) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let nameless = RwSignal::new(false);
    let asked = RwSignal::new(false);
    let missing = Signal::derive(move || {
        let empty = asked.get() && title.with(|title| title.trim().is_empty());
        empty.then(|| t_string!(i18n, fishbone.add_person.missing).to_owned())
    });
    let submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        if title.with_untracked(|title| title.trim().is_empty()) {
            asked.set(true);
            focus_element("#fb-title");
            return;
        }
        let name = name.get_untracked();
        let name = Some(name.as_str()).filter(|_| !nameless.get_untracked());
        if screen.add_person(&title.get_untracked(), name, bone) {
            screen.form.set(None);
        }
    };
    view! {
        <form class="cv-form fb-new" novalidate on:submit=submit>
            <h3>{move || t_string!(i18n, fishbone.add_person.new)}</h3>
            <Line id="fb-title" label=Signal::derive(move || t_string!(i18n, fishbone.post).to_owned()) text=title missing/>
            <Line id="fb-name" label=Signal::derive(move || t_string!(i18n, fishbone.name).to_owned()) text=name disabled=Signal::derive(move || nameless.get())/>
            <label class="cv-check">
                <input type="checkbox" prop:checked=move || nameless.get() on:change=move |event| nameless.set(event_target_checked(&event))/>
                {move || t_string!(i18n, fishbone.add_person.nameless)}
            </label>
            <div class="cv-save">
                <button class="button" data-kind="quiet" type="button" on:click=move |_| screen.form.set(None)>{move || t_string!(i18n, fishbone.cancel)}</button>
                <button class="button" data-kind="primary" type="submit">{move || t_string!(i18n, fishbone.add_person.submit)}</button>
            </div>
        </form>
    }
}
