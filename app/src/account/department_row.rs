//! One department: its name, how many people it has, and what can be done with it.

use super::{Screen, cell::Cell, department_select::DepartmentSelect, departments::Adding, tree};
use crate::i18n::{t_string, use_i18n};
use crate::shell::When;
use leptos::prelude::*;
use model::{
    Change, DepartmentId, EntityKey,
    department::{Department, DepartmentChange},
};

#[component]
pub(super) fn DepartmentRow(id: DepartmentId, adding: Adding) -> impl IntoView {
    let i18n = use_i18n();
    let screen = expect_context::<Screen>();
    let room = screen.room;
    let open = RwSignal::new(false);
    let department = Memo::new(move |_| -> Option<Department> {
        room.track(EntityKey::Department(id));
        room.with(|room| room.account()?.1.departments.get(&id).cloned())
    });
    let text = move |read: fn(&Department) -> String| {
        Signal::derive(move || department.with(|department| department.as_ref().map(read).unwrap_or_default()))
    };
    let name = Signal::derive(move || {
        department.track();
        room.with(|room| Some(tree::name_in(room.account()?.1, id, i18n.get_locale()))).unwrap_or_default()
    });
    let archived = Memo::new(move |_| {
        department.with(|department| department.as_ref().is_some_and(|department| department.archived))
    });
    let parent = Signal::derive(move || department.with(|department| department.as_ref()?.parent));
    let people = Memo::new(move |_| {
        room.track_all();
        room.with(|room| {
            let Some((_, account)) = room.account() else { return 0 };
            let within = |department: Option<DepartmentId>| department.is_some_and(|own| account.is_within(own, id));
            account.people.iter().filter(|(_, person)| !person.archived && within(person.department)).count()
        })
    });
    let only = Memo::new(move |_| screen.department.get() == Some(id));
    let edit = move |change: DepartmentChange| {
        screen.change("account.gesture.edit_department", vec![Change::Department(change)])
    };
    // The name that is read is the one that is edited: the English one where it stands in its place.
    let rename = move |text: String| {
        let own = department.with_untracked(|department| {
            department.as_ref().is_some_and(|department| department.name == name.get_untracked())
        });
        if own {
            edit(DepartmentChange::SetName { id, name: text })
        } else {
            edit(DepartmentChange::SetNameEn { id, name_en: text })
        }
    };
    let move_under = move |parent: Option<DepartmentId>| {
        screen.act("account.gesture.move_department", Change::Department(DepartmentChange::SetParent { id, parent }));
    };
    let archive = move |_| {
        let (name, change) = if archived.get_untracked() {
            ("account.gesture.restore_department", DepartmentChange::Restore { id })
        } else {
            ("account.gesture.archive_department", DepartmentChange::Archive { id })
        };
        if screen.act(name, Change::Department(change)) && only.get_untracked() {
            screen.department.set(None);
        }
    };
    view! {
        <div class="department-row" data-archived=move || archived.get().then_some("")>
            <Cell
                value=name
                may=screen.may
                label=Signal::derive(move || t_string!(i18n, account.departments.name_of, name = name.get()).to_string())
                commit=rename
            />
            {move || archived.get().then(|| view! { <small class="department-mark">{move || t_string!(i18n, account.departments.is_archived)}</small> })}
            <button
                class="department-count"
                type="button"
                aria-label=move || format!("{} {}", t_string!(i18n, account.departments.only, name = name.get()), people.get())
                title=move || t_string!(i18n, account.departments.only, name = name.get()).to_string()
                aria-pressed=move || only.get().to_string()
                on:click=move |_| screen.department.set((!only.get_untracked()).then_some(id))
            >
                {move || people.get()}
            </button>
            <When when=move || screen.may.get()>
                <button
                    class="icon-button"
                    type="button"
                    aria-label=move || t_string!(i18n, account.departments.more, name = name.get()).to_string()
                    aria-expanded=move || open.get().to_string()
                    on:click=move |_| open.update(|open| *open = !*open)
                >
                    <span aria-hidden="true">"⋯"</span>
                </button>
            </When>
        </div>
        <When when=move || open.get() && screen.may.get()>
            <div class="department-more">
                <div class="field">
                    <span class="field-label">{move || t_string!(i18n, account.departments.parent)}</span>
                    <DepartmentSelect
                        value=parent
                        may=screen.may
                        kind="boxed"
                        label=Signal::derive(move || t_string!(i18n, account.departments.parent_of, name = name.get()).to_string())
                        none=Signal::derive(move || t_string!(i18n, account.departments.top).to_owned())
                        choose=move_under
                    />
                </div>
                <div class="field">
                    <span class="field-label">{move || t_string!(i18n, account.departments.name_en)}</span>
                    <Cell
                        value=text(|department| department.name_en.clone())
                        may=screen.may
                        kind="boxed"
                        label=Signal::derive(move || t_string!(i18n, account.departments.name_en).to_owned())
                        commit=move |name_en| edit(DepartmentChange::SetNameEn { id, name_en })
                    />
                </div>
                <div class="merge-actions">
                    <button class="button" data-size="small" type="button" on:click=move |_| adding.set(Some(Some(id)))>
                        {move || t_string!(i18n, account.departments.add_under, name = name.get()).to_string()}
                    </button>
                    <button class="button" data-size="small" type="button" on:click=archive>
                        {move || if archived.get() { t_string!(i18n, account.departments.restore) } else { t_string!(i18n, account.departments.archive) }}
                    </button>
                </div>
            </div>
        </When>
    }
}
