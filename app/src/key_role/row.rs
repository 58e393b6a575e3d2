//! One entry in the list: who, what he is, whom he influences, and where we stand against the best competitor.

use super::{
    Book, Open,
    words::{kind_name, strength},
};
use crate::i18n::t_string;
use leptos::prelude::*;
use model::{KeyRoleId, key_role::KeyRoleChange};

#[component]
pub(super) fn Row(book: Book, id: KeyRoleId) -> impl IntoView {
    let i18n = book.i18n;
    let entry = Memo::new(move |_| book.entry(id));
    let line = move || {
        let entry = entry.get()?;
        let locale = i18n.get_locale();
        let kind = kind_name(locale, entry.kind);
        let behind = entry.behind.filter(|_| entry.person != entry.behind).map(|person| {
            let name = book.called(person);
            t_string!(i18n, key_role.behind_of, name = name).to_string()
        });
        let relation = format!(
            "{} {} · {} {}",
            t_string!(i18n, key_role.ours),
            strength(locale, entry.ours),
            t_string!(i18n, key_role.theirs),
            strength(locale, entry.theirs)
        );
        let leads = entry.rival_leads().then(|| t_string!(i18n, key_role.leads));
        let overdue = entry.is_overdue(book.today).then(|| t_string!(i18n, key_role.overdue));
        let who = book.who(&entry);
        let back = entry.archived && book.may.get();
        Some(view! {
            <button class="key-role" type="button" disabled=entry.archived on:click=move |_| book.open.set(Some(Open::Entry(id)))>
                <b>{who}</b>
                <span class="key-role-kind" data-hidden=entry.kind.is_hidden().then_some("")>{kind}</span>
                {behind.map(|behind| view! { <span>{behind}</span> })}
                <span class="key-role-relation">{relation}{leads.map(|leads| view! { " "<em>"▲ "{leads}</em> })}</span>
                {overdue.map(|overdue| view! { <em>"! "{overdue}</em> })}
            </button>
            {back.then(|| view! {
                <button class="button" data-kind="link" data-size="small" type="button" on:click=move |_| { book.act("restore", KeyRoleChange::Restore { id }); }>
                    {t_string!(i18n, key_role.restore)}
                </button>
            })}
        })
    };
    view! { <li>{line}</li> }
}
