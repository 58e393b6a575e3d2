//! One person on a phone: the same fields as the row, one under the other.

use super::{
    Screen,
    cell::Cell,
    department_select::DepartmentSelect,
    order::Column,
    people::column_name,
    person_row::{Record, TitleCell},
};
use crate::shell::{When, open_while_some};
use crate::{
    i18n::{model_locale, t_string, use_i18n},
    shell::Dialog,
};
use leptos::prelude::*;
use model::{PersonId, person::PersonChange};

/// Open while somebody is edited.
#[component]
pub(super) fn PersonSheet() -> impl IntoView {
    let i18n = use_i18n();
    let screen = expect_context::<Screen>();
    let open = open_while_some(screen.editing, || {});
    view! {
        <Dialog open title=Signal::derive(move || t_string!(i18n, account.people.edit_title).to_owned())>
            {move || screen.editing.get().map(|id| view! { <Fields id/> })}
        </Dialog>
    }
}

#[component]
fn Fields(id: PersonId) -> impl IntoView {
    let i18n = use_i18n();
    let screen = expect_context::<Screen>();
    let record = Record::new(screen, id);
    let noted = RwSignal::new(String::new());
    let archived = record.flag(|person| person.archived);
    let may = Signal::derive(move || screen.may.get() && !archived.get());
    let label = move |column: Column| Signal::derive(move || column_name(column, i18n.get_locale()).to_owned());
    let locale = move || model_locale(i18n.get_locale());
    let head = move |column: Column| view! { <span class="field-label" aria-hidden="true">{move || label(column).get()}</span> };
    let refused = screen.refused;
    view! {
        <div class="dialog-body person-sheet">
            {move || Column::titles(i18n.get_locale()).map(|column| view! {
                <div class="field">
                    {head(column)}
                    <TitleCell kind="boxed" record column may label=label(column)/>
                </div>
            }).collect_view()}
            <div class="field">
                {head(Column::Name)}
                <Cell kind="boxed" value=record.text(|person| person.name.clone().unwrap_or_default()) may label=label(Column::Name)
                    placeholder=Signal::derive(move || t_string!(i18n, account.people.name_unknown).to_owned())
                    commit=move |name| record.edit_name(name)/>
            </div>
            <div class="field">
                {head(Column::Department)}
                <DepartmentSelect kind="boxed" value=record.department() may label=label(Column::Department)
                    none=Signal::derive(move || t_string!(i18n, account.people.no_department).to_owned())
                    choose=move |department| record.act(PersonChange::SetDepartment { id, department })/>
            </div>
            <div class="field">
                {head(Column::Contact)}
                <Cell kind="boxed" value=record.text(|person| person.contact.clone()) may label=label(Column::Contact) commit=move |contact| record.edit(PersonChange::SetContact { id, contact })/>
            </div>
            <label class="check">
                <input type="checkbox" disabled=move || !may.get() prop:checked=move || { refused.track(); record.flag(|person| person.external).get() }
                    on:change=move |event| record.act(PersonChange::SetExternal { id, external: event_target_checked(&event) })/>
                <span>{move || label(Column::External).get()}<small>{move || t_string!(i18n, account.people.external_why)}</small></span>
            </label>
            <div class="field">
                {head(Column::Note)}
                <Cell kind="boxed" lines=true value=record.text(|person| person.note.clone()) may began=noted label=label(Column::Note) commit=move |note| record.edit_note(noted.get_untracked(), note)/>
            </div>
            <div role="alert">
                {move || refused.get().map(|refusal| view! { <p class="dialog-refusal">{refusal.sentence(locale())}</p> })}
            </div>
        </div>
        <div class="dialog-foot">
            <When when=move || screen.may.get()>
                <button class="button" type="button" on:click=move |_| record.toggle_archived()>
                    {move || if archived.get() { t_string!(i18n, account.people.restore) } else { t_string!(i18n, account.people.archive) }}
                </button>
            </When>
            <button class="button" data-kind="primary" type="button" on:click=move |_| screen.editing.set(None)>{move || t_string!(i18n, account.people.done)}</button>
        </div>
    }
}
