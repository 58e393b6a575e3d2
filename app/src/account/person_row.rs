//! One person: a row of cells; on a phone one button that opens the sheet.

use super::{Screen, cell::Cell, department_select::DepartmentSelect, order::Column, people::column_name, tree};
use crate::shell::When;
use crate::{
    format,
    i18n::{model_locale, t_string, use_i18n},
    shell::{Icon, Shape},
};
use leptos::prelude::*;
use model::{
    Change, DepartmentId, EntityKey, PersonId, Refusal,
    person::{Person, PersonChange},
};

/// One person as the cells of a row or the fields of a sheet read and change it.
#[derive(Clone, Copy)]
pub(super) struct Record {
    pub(super) screen: Screen,
    pub(super) id: PersonId,
    pub(super) person: Memo<Option<Person>>,
}

impl Record {
    pub(super) fn new(screen: Screen, id: PersonId) -> Self {
        let room = screen.room;
        let person = Memo::new(move |_| {
            room.track(EntityKey::Person(id));
            room.with(|room| room.account()?.1.people.get(&id).cloned())
        });
        Self { screen, id, person }
    }

    pub(super) fn text(self, read: fn(&Person) -> String) -> Signal<String> {
        Signal::derive(move || self.person.with(|person| person.as_ref().map(read).unwrap_or_default()))
    }

    pub(super) fn flag(self, read: fn(&Person) -> bool) -> Signal<bool> {
        Signal::derive(move || self.person.with(|person| person.as_ref().is_some_and(read)))
    }

    pub(super) fn department(self) -> Signal<Option<DepartmentId>> {
        Signal::derive(move || self.person.with(|person| person.as_ref()?.department))
    }

    /// Who it is: the name, or the post of one whose name is not known.
    pub(super) fn who(self, locale: model::Locale) -> String {
        self.person.with(|person| {
            let Some(person) = person else { return String::new() };
            let title = format::named(&person.title, &person.title_en, locale);
            person.name.clone().unwrap_or_else(|| title.to_owned())
        })
    }

    pub(super) fn edit(self, change: PersonChange) -> Result<(), Refusal> {
        self.screen.change("account.gesture.edit_person", vec![Change::Person(change)])
    }

    pub(super) fn edit_name(self, name: String) -> Result<(), Refusal> {
        self.edit(PersonChange::SetName { id: self.id, name: (!name.is_empty()).then_some(name) })
    }

    pub(super) fn edit_note(self, from: String, to: String) -> Result<(), Refusal> {
        self.edit(PersonChange::EditNote { id: self.id, from, to })
    }

    /// For controls that have no place of their own for a refusal.
    pub(super) fn act(self, change: PersonChange) {
        self.screen.act("account.gesture.edit_person", Change::Person(change));
    }

    pub(super) fn toggle_archived(self) {
        let id = self.id;
        let archived = self.person.with_untracked(|person| person.as_ref().is_some_and(|person| person.archived));
        let (name, change) = if archived {
            ("account.gesture.restore_person", PersonChange::Restore { id })
        } else {
            ("account.gesture.archive_person", PersonChange::Archive { id })
        };
        self.screen.act(name, Change::Person(change));
    }
}

#[component]
pub(super) fn PersonRow(id: PersonId) -> impl IntoView {
    let i18n = use_i18n();
    let screen = expect_context::<Screen>();
    let record = Record::new(screen, id);
    let noted = RwSignal::new(String::new());
    let archived = record.flag(|person| person.archived);
    let may = Signal::derive(move || screen.may.get() && !archived.get());
    let who = Signal::derive(move || record.who(model_locale(i18n.get_locale())));
    let label = move |column: Column| {
        Signal::derive(move || {
            t_string!(i18n, account.people.cell, name = who.get(), column = column_name(column, i18n.get_locale()))
                .to_string()
        })
    };
    let unknown = Signal::derive(move || t_string!(i18n, account.people.name_unknown).to_owned());
    let department_name = move || {
        let department = record.department().get()?;
        screen.room.with(|room| Some(tree::name_in(room.account()?.1, department, i18n.get_locale())))
    };
    let refused = screen.refused;
    view! {
        <tr class="person" data-archived=move || archived.get().then_some("")>
            <td class="person-brief">
                <button type="button" aria-label=move || t_string!(i18n, account.people.edit, name = who.get()).to_string() on:click=move |_| screen.editing.set(Some(id))>
                    <b>{move || record.person.with(|person| person.as_ref().map(|person| {
                        format::named(&person.title, &person.title_en, model_locale(i18n.get_locale())).to_owned()
                    }))}</b>
                    {move || match record.text(|person| person.name.clone().unwrap_or_default()).get() {
                        name if name.is_empty() => view! { <i>{unknown.get()}</i> }.into_any(),
                        name => view! { <span>{name}</span> }.into_any(),
                    }}
                    <small>
                        {move || department_name()}
                        {move || record.flag(|person| person.external).get().then(|| format!(" · {}", t_string!(i18n, account.people.external)))}
                        {move || archived.get().then(|| format!(" · {}", t_string!(i18n, account.people.is_archived)))}
                    </small>
                </button>
            </td>
            {move || {
                let [first, other] = Column::titles(i18n.get_locale());
                view! {
                    <td class="person-title"><TitleCell record column=first may label=label(first)/></td>
                    <td class="person-other-title"><TitleCell record column=other may label=label(other)/></td>
                }
            }}
            <td class="person-name"><Cell value=record.text(|person| person.name.clone().unwrap_or_default()) may placeholder=unknown label=label(Column::Name) commit=move |name| record.edit_name(name)/></td>
            <td>
                <DepartmentSelect
                    value=record.department()
                    may
                    label=label(Column::Department)
                    none=Signal::derive(move || t_string!(i18n, account.people.no_department).to_owned())
                    choose=move |department| record.act(PersonChange::SetDepartment { id, department })
                />
            </td>
            <td><Cell value=record.text(|person| person.contact.clone()) may label=label(Column::Contact) commit=move |contact| record.edit(PersonChange::SetContact { id, contact })/></td>
            <td class="person-external">
                <input
                    type="checkbox"
                    aria-label=move || label(Column::External).get()
                    disabled=move || !may.get()
                    prop:checked=move || { refused.track(); record.flag(|person| person.external).get() }
                    on:change=move |event| record.act(PersonChange::SetExternal { id, external: event_target_checked(&event) })
                />
            </td>
            <td class="person-note"><Cell value=record.text(|person| person.note.clone()) may lines=true began=noted label=label(Column::Note) commit=move |note| record.edit_note(noted.get_untracked(), note)/></td>
            <td class="person-actions">
                <When when=move || screen.may.get() fallback=move || archived.get().then(|| view! { <small>{move || t_string!(i18n, account.people.is_archived)}</small> })>
                    <button
                        class="icon-button"
                        type="button"
                        aria-label=move || if archived.get() {
                            t_string!(i18n, account.people.restore_who, name = who.get()).to_string()
                        } else {
                            t_string!(i18n, account.people.archive_who, name = who.get()).to_string()
                        }
                        title=move || if archived.get() { t_string!(i18n, account.people.restore) } else { t_string!(i18n, account.people.archive) }
                        on:click=move |_| record.toggle_archived()
                    >
                        {move || view! { <Icon shape=if archived.get() { Shape::Restore } else { Shape::Archive }/> }}
                    </button>
                </When>
            </td>
        </tr>
    }
}

/// The post, or the post in English; an empty one shows the other, pale.
#[component]
pub(super) fn TitleCell(
    record: Record,
    column: Column,
    #[prop(into)] may: Signal<bool>,
    #[prop(into)] label: Signal<String>,
    #[prop(default = "plain")] kind: &'static str,
) -> impl IntoView {
    let id = record.id;
    let (title, title_en) = (record.text(|person| person.title.clone()), record.text(|person| person.title_en.clone()));
    if column == Column::TitleEn {
        let placeholder = Signal::derive(move || if kind == "plain" { title.get() } else { String::new() });
        let commit = move |title_en| record.edit(PersonChange::SetTitleEn { id, title_en });
        view! { <Cell kind value=title_en may placeholder label commit/> }.into_any()
    } else {
        let commit = move |title| record.edit(PersonChange::SetTitle { id, title });
        view! { <Cell kind value=title may label commit/> }.into_any()
    }
}
