//! Post and name of a person in the table of a diagram: fields for who may edit, text for the others.

use super::cell::Cell;
use crate::{
    canvas::RowHead,
    i18n::{model_locale, t_string, use_i18n},
    replica::RoomHandle,
    shell::When,
};
use leptos::prelude::*;
use model::{
    EntityKey, Locale, PersonId, Refusal,
    person::{Person, PersonChange},
};

/// The head of the row and the cell beside it.
#[component]
pub fn PersonCells(
    /// The room.
    room: RoomHandle,
    /// Who.
    person: PersonId,
    /// Post and name as the diagram says them.
    who: Memo<(String, Option<String>)>,
    /// What stands in the place of a name that is not known.
    unknown: Signal<String>,
    /// Whether the row is selected.
    selected: Signal<bool>,
    /// Whether the record may be edited.
    may: Signal<bool>,
    /// Shows the person in the panel.
    open: Callback<()>,
    /// Takes a change of the record, or says why not.
    edit: Callback<PersonChange, Result<(), Refusal>>,
    /// What stands beside the post.
    children: Children,
) -> impl IntoView {
    let i18n = use_i18n();
    let english = move || model_locale(i18n.get_locale()) == Locale::En;
    let record = move |read: fn(&Person, bool) -> String| {
        Signal::derive(move || {
            room.track(EntityKey::Person(person));
            let english = english();
            room.with(|room| room.account().and_then(|(_, account)| Some(read(account.people.get(&person)?, english))))
                .unwrap_or_default()
        })
    };
    // In English the English post is edited; where there is none, the other one shows in its place.
    let post = record(|person, english| if english { person.title_en.clone() } else { person.title.clone() });
    let name = record(|person, _| person.name.clone().unwrap_or_default());
    let called = record(|person, english| person.called(if english { Locale::En } else { Locale::Zh }));
    let label = move |of_post: bool| {
        Signal::derive(move || {
            let column =
                if of_post { t_string!(i18n, power_map.twin.post) } else { t_string!(i18n, power_map.twin.name) };
            t_string!(i18n, shell.table.cell, name = called.get(), column = column).to_string()
        })
    };
    let set_post = move |to: String| {
        edit.run(if untrack(english) {
            PersonChange::SetTitleEn { id: person, title_en: to }
        } else {
            PersonChange::SetTitle { id: person, title: to }
        })
    };
    let set_name =
        move |to: String| edit.run(PersonChange::SetName { id: person, name: (!to.is_empty()).then_some(to) });
    let field = move || {
        view! { <Cell value=post label=label(true) may placeholder=Signal::derive(move || who.get().0) commit=set_post/> }
    };
    view! {
        <RowHead name=called text=Signal::derive(move || who.get().0) selected may open field=ViewFn::from(field)>{children()}</RowHead>
        <td>
            <When when=may fallback=move || who.get().1.unwrap_or_else(|| unknown.get())>
                <Cell value=name label=label(false) may placeholder=unknown commit=set_name/>
            </When>
        </td>
    }
}
