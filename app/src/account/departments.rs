//! The departments as a tree. Choosing one lists its people.

use super::{Screen, department_row::DepartmentRow, tree};
use crate::shell::{Each, When};
use crate::{
    board::{Field, leave_to_input_method},
    i18n::{model_locale, t_string, use_i18n},
    replica,
    shell::{Icon, Shape},
};
use leptos::{ev, prelude::*};
use model::{Change, DepartmentId, Refusal, department::DepartmentChange, text::clean};

/// Where a new department is being entered: nowhere, at the top, or under another one.
pub(super) type Adding = RwSignal<Option<Option<DepartmentId>>>;

/// The tree with its actions.
#[component]
pub(super) fn Departments() -> impl IntoView {
    let i18n = use_i18n();
    let screen = expect_context::<Screen>();
    let room = screen.room;
    let with_archived = RwSignal::new(false);
    let adding: Adding = RwSignal::new(None);
    let places = Memo::new(move |_| {
        room.track_all();
        tree::tree_of(room, with_archived.get(), i18n.get_locale())
    });
    let archived = Memo::new(move |_| {
        room.track_all();
        room.with(|room| {
            let departments = room.account().map(|(_, account)| account.departments.iter());
            departments.into_iter().flatten().filter(|(_, department)| department.archived).count()
        })
    });
    view! {
        <section class="account-block">
            <header class="account-block-head">
                <h2>{move || t_string!(i18n, account.departments.title)}</h2>
                <When when=move || screen.may.get()>
                    <button class="icon-button" type="button" aria-label=move || t_string!(i18n, account.departments.add) title=move || t_string!(i18n, account.departments.add)
                        on:click=move |_| adding.set(Some(None))>
                        <Icon shape=Shape::Add/>
                    </button>
                </When>
            </header>
            {move || (adding.get() == Some(None)).then(|| view! { <AddDepartment parent=None adding/> })}
            <When when=move || places.with(Vec::is_empty)><p class="form-note">{move || t_string!(i18n, account.departments.none)}</p></When>
            <ul class="departments">
                <Each ids=Signal::derive(move || places.with(|places| places.iter().map(|place| place.id).collect())) let:id>
                    <li class="department" data-depth=move || {
                        let depth = places.with(|places| places.iter().find(|place| place.id == id).map_or(0, |place| place.depth));
                        depth.min(6).to_string()
                    }>
                        <DepartmentRow id adding/>
                        {move || (adding.get() == Some(Some(id))).then(|| view! { <AddDepartment parent=Some(id) adding/> })}
                    </li>
                </Each>
            </ul>
            <When when=move || { archived.get() > 0 }>
                <button class="button" data-kind="quiet" data-size="small" type="button" aria-pressed=move || with_archived.get().to_string()
                    on:click=move |_| with_archived.update(|shown| *shown = !*shown)>
                    {move || t_string!(i18n, account.departments.archived, count = archived.get()).to_string()}
                </button>
            </When>
        </section>
    }
}

#[component]
fn AddDepartment(parent: Option<DepartmentId>, adding: Adding) -> impl IntoView {
    let i18n = use_i18n();
    let screen = expect_context::<Screen>();
    let name = RwSignal::new(String::new());
    let refused = RwSignal::new(None::<Refusal>);
    let error = Signal::derive(move || refused.get().map(|refusal| refusal.sentence(model_locale(i18n.get_locale()))));
    let add = move |event: ev::SubmitEvent| {
        event.prevent_default();
        let change = DepartmentChange::Add {
            id: replica::new_department_id(),
            name: clean(&name.get_untracked(), false),
            name_en: String::new(),
            parent,
        };
        match screen.change("account.gesture.add_department", vec![Change::Department(change)]) {
            Ok(()) => adding.set(None),
            Err(refusal) => refused.set(Some(refusal)),
        }
    };
    let keys = move |event: ev::KeyboardEvent| {
        leave_to_input_method(&event);
        if event.key() == "Escape" && !event.default_prevented() {
            adding.set(None);
        }
    };
    let input = NodeRef::<leptos::html::Input>::new();
    Effect::new(move |_| {
        if let Some(input) = input.get() {
            let _ = input.focus();
        }
    });
    view! {
        <form class="department-add" novalidate on:submit=add on:keydown=keys>
            <Field id="new-department" label=Signal::derive(move || t_string!(i18n, account.departments.new).to_owned()) error>
                <input
                    class="input"
                    id="new-department"
                    type="text"
                    autocomplete="off"
                    node_ref=input
                    aria-invalid=move || refused.with(Option::is_some).then_some("true")
                    aria-describedby="new-department-error"
                    prop:value=move || name.get()
                    on:input=move |event| {
                        name.set(event_target_value(&event));
                        refused.set(None);
                    }
                />
            </Field>
            <div class="merge-actions">
                <button class="button" data-kind="quiet" type="button" on:click=move |_| adding.set(None)>{move || t_string!(i18n, account.departments.cancel)}</button>
                <button class="button" type="submit">{move || t_string!(i18n, account.departments.submit)}</button>
            </div>
        </form>
    }
}
