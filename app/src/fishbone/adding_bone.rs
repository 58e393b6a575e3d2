//! The form of a new bone: a department the customer record knows, or a new one in the same gesture.

use super::{
    form::{Line, Pop},
    state::Screen,
};
use crate::{canvas::focus_element, i18n::t_string, shell::When};
use leptos::{ev, prelude::*};
use model::DepartmentId;

/// The form.
#[component]
pub fn AddBone() -> impl IntoView {
    let screen = expect_context::<Screen>();
    let i18n = screen.i18n;
    let name = RwSignal::new(String::new());
    let asked = RwSignal::new(false);
    let missing = Signal::derive(move || {
        let empty = asked.get() && name.with(|name| name.trim().is_empty());
        empty.then(|| t_string!(i18n, fishbone.add_bone.missing).to_owned())
    });
    // Departments without a bone, with the number of their people, and whether a bone was taken off.
    let offered = Memo::new(move |_| {
        screen.room.track_all();
        let mut offered: Vec<(DepartmentId, String, usize, bool)> = screen.with_fishbone(|fishbone| {
            screen.room.with(|room| {
                let Some((_, account)) = room.account() else { return Vec::new() };
                let free = account
                    .departments
                    .iter()
                    .filter(|(id, each)| !each.archived && fishbone.live_bone(**id).is_none());
                free.map(|(id, _)| {
                    let people =
                        account.people.values().filter(|one| !one.archived && one.department == Some(*id)).count();
                    (*id, screen.department_called(*id), people, fishbone.bones.contains_key(id))
                })
                .collect()
            })
        });
        model::order::sort_by(&mut offered, |a, b| b.2.cmp(&a.2));
        offered
    });
    let matching = move || {
        let sought = name.with(|name| name.trim().to_lowercase());
        offered.with(|offered| {
            offered.iter().filter(|(_, name, ..)| name.to_lowercase().contains(&sought)).cloned().collect::<Vec<_>>()
        })
    };
    let choose = move |id| {
        if screen.add_bone(id) {
            screen.form.set(None);
        }
    };
    let submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        let typed = name.get_untracked().trim().to_owned();
        if typed.is_empty() {
            asked.set(true);
            focus_element("#fb-department");
            return;
        }
        // Somebody who types a name in full means that department, not a second one of that name.
        let same =
            offered.with_untracked(|offered| offered.iter().find(|(_, name, ..)| *name == typed).map(|(id, ..)| *id));
        match same {
            Some(id) => choose(id),
            None if screen.add_department_bone(&typed) => screen.form.set(None),
            None => {}
        }
    };
    let list = move || {
        matching()
            .into_iter()
            .map(|(id, name, people, taken_off)| {
                let count = if taken_off {
                    t_string!(i18n, fishbone.add_bone.taken_off).to_owned()
                } else {
                    t_string!(i18n, fishbone.add_bone.people, count = people).to_string()
                };
                view! {
                    <li><button class="cv-choice" type="button" on:click=move |_| choose(id)><span>{name}</span><small>{count}</small></button></li>
                }
            })
            .collect_view()
    };
    focus_element("#fb-department");
    view! {
        <Pop title=Signal::derive(move || t_string!(i18n, fishbone.add_bone.title).to_owned())>
            <form class="cv-form" novalidate on:submit=submit>
                <Line id="fb-department" label=Signal::derive(move || t_string!(i18n, fishbone.department).to_owned())
                    hint=Signal::derive(move || t_string!(i18n, fishbone.add_bone.hint).to_owned()) text=name missing/>
                <When when=move || !matching().is_empty()>
                    <ul class="fb-offered" aria-label=move || t_string!(i18n, fishbone.add_bone.known)>{list}</ul>
                </When>
                <div class="cv-save">
                    <button class="button" data-kind="quiet" type="button" on:click=move |_| screen.form.set(None)>{move || t_string!(i18n, fishbone.cancel)}</button>
                    <button class="button" data-kind="primary" type="submit">{move || t_string!(i18n, fishbone.add_bone.submit)}</button>
                </div>
            </form>
        </Pop>
    }
}
