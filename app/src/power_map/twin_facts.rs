//! The cells of a person that say what the record and the map know: department, external, superior, pinned.

use super::{
    person_panel::{departments, superiors as offered_superiors},
    state::Screen,
    twin_person::{label, may},
    twin_sort::ByPerson,
};
use crate::{
    i18n::t_string,
    shell::{PlainChoice, When},
};
use leptos::prelude::*;
use model::{
    DepartmentId, EntityKey, PersonId,
    person::{Person, PersonChange},
    power_map::PowerNode,
};
use std::collections::HashMap;

/// A fact of the record, tracked.
fn record<T: PartialEq + Send + Sync + 'static>(
    screen: Screen,
    person: PersonId,
    read: fn(&Person) -> T,
) -> Memo<Option<T>> {
    Memo::new(move |_| {
        screen.room.track(EntityKey::Person(person));
        screen.room.with(|room| Some(read(room.account()?.1.people.get(&person)?)))
    })
}

/// The department; the others are listed while somebody is at the field.
#[component]
pub fn Department(person: PersonId) -> impl IntoView {
    let screen = expect_context::<Screen>();
    let i18n = screen.i18n;
    let own = record(screen, person, |record| record.department);
    let own = Signal::derive(move || own.get().flatten());
    let asked = RwSignal::new(false);
    let choices = Signal::derive(move || {
        let own = own.get();
        let none = (String::new(), t_string!(i18n, power_map.person.no_department).to_owned());
        let some = if asked.get() {
            screen.room.track_settled();
            departments(screen, own)
        } else {
            own.into_iter().filter_map(|id| Some((id.to_string(), screen.department_now(id)?))).collect()
        };
        std::iter::once(none).chain(some).collect::<Vec<_>>()
    });
    let commit = Callback::new(move |value: String| {
        screen.edit_person(PersonChange::SetDepartment { id: person, department: value.parse().ok() });
    });
    view! {
        <When when=may(screen) fallback=move || own.get().and_then(|id| screen.department_now(id))>
            <PlainChoice label=label(screen, person, ByPerson::Department) choices may=may(screen) asked commit
                value=Signal::derive(move || own.get().map(|id| id.to_string()).unwrap_or_default())/>
        </When>
    }
}

/// Whether he is of another company than the customer's.
#[component]
pub fn External(person: PersonId) -> impl IntoView {
    let screen = expect_context::<Screen>();
    let external = record(screen, person, |record| record.external);
    let now = Memo::new(move |_| external.get().unwrap_or_default());
    let set = Callback::new(move |external| {
        screen.edit_person(PersonChange::SetExternal { id: person, external });
    });
    view! { <Flag person column=ByPerson::External now set/> }
}

/// To whom he reports; the others are listed while somebody is at the field.
#[component]
pub fn Superior(
    person: PersonId,
    /// Who reports to whom.
    superiors: Memo<HashMap<PersonId, PersonId>>,
) -> impl IntoView {
    let screen = expect_context::<Screen>();
    let now = Memo::new(move |_| superiors.with(|all| all.get(&person).copied()));
    let asked = RwSignal::new(false);
    let choices = offered_superiors(screen, person, now, asked.into());
    let commit = Callback::new(move |value: String| screen.set_superior(person, value.parse().ok()));
    let read = move || {
        now.get().map(|superior| {
            screen.room.track(EntityKey::Person(superior));
            screen.with_scene(|scene| scene.called(superior))
        })
    };
    view! {
        <When when=may(screen) fallback=read>
            <PlainChoice label=label(screen, person, ByPerson::Superior) choices may=may(screen) asked commit
                value=Signal::derive(move || now.get().map(|id| id.to_string()).unwrap_or_default())/>
        </When>
    }
}

/// Whether the card stays where it is when the others are put in order.
#[component]
pub fn Pinned(person: PersonId, node: Memo<PowerNode>) -> impl IntoView {
    let screen = expect_context::<Screen>();
    let now = Memo::new(move |_| node.with(|node| node.pinned));
    view! { <Flag person column=ByPerson::Pinned now set=Callback::new(move |to| screen.set_pin(person, to))/> }
}

/// Something that is so or not.
#[component]
pub fn Flag(
    person: PersonId,
    /// Its column.
    column: ByPerson,
    /// Whether it is so.
    now: Memo<bool>,
    /// What stands before the yes of who may not edit.
    #[prop(default = "")]
    sign: &'static str,
    /// Sets it.
    set: Callback<bool>,
) -> impl IntoView {
    let screen = expect_context::<Screen>();
    let i18n = screen.i18n;
    let read = move || {
        now.get().then(
            || view! { <span class="pm-star" aria-hidden="true">{sign}</span>{t_string!(i18n, power_map.twin.yes)} },
        )
    };
    view! {
        <When when=may(screen) fallback=read>
            <label class="pm-twin-key"><input type="checkbox" aria-label=label(screen, person, column) prop:checked=move || now.get() on:change=move |event| set.run(event_target_checked(&event))/></label>
        </When>
    }
}

impl Screen {
    /// The name of a department, not tracked but for the language.
    pub fn department_called(&self, id: DepartmentId) -> Option<String> {
        let locale = self.locale();
        self.room.with(|room| {
            let department = room.account()?.1.departments.get(&id)?;
            Some(crate::format::named(&department.name, &department.name_en, locale).to_owned())
        })
    }

    /// The same, tracked.
    fn department_now(&self, id: DepartmentId) -> Option<String> {
        self.room.track(EntityKey::Department(id));
        self.department_called(id)
    }
}
