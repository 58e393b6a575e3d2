//! The people as a table, sorted by any column, on a phone as a list of cards.

use super::{
    Screen,
    add_person::AddPersonDialog,
    order::{Column, Row, is_found, order},
    person_row::PersonRow,
    person_sheet::PersonSheet,
    tree,
};
use crate::part::parts;
use crate::{
    i18n::{Locale, t_string, td_string, use_i18n},
    shell::{Each, Icon, Shape, Sort, SortHead, When, compare_names},
};
use leptos::prelude::*;
use model::PersonId;

/// People listed at once; more on demand.
const AT_ONCE: usize = 200;

/// Name of a column.
pub(super) fn column_name(column: Column, locale: Locale) -> &'static str {
    match column {
        Column::Title => td_string!(locale, account.people.post),
        Column::TitleEn => td_string!(locale, account.people.post_en),
        Column::Name => td_string!(locale, account.people.name),
        Column::Department => td_string!(locale, account.people.department),
        Column::Contact => td_string!(locale, account.people.contact),
        Column::External => td_string!(locale, account.people.external),
        Column::Note => td_string!(locale, account.people.note),
    }
}

/// How many people there are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Counts {
    live: usize,
    archived: usize,
}

/// The people.
#[component]
pub(super) fn People() -> impl IntoView {
    let i18n = use_i18n();
    let screen = expect_context::<Screen>();
    let room = screen.room;
    let wanted = RwSignal::new(String::new());
    let with_archived = RwSignal::new(false);
    let adding = RwSignal::new(false);
    let importing = RwSignal::new(false);
    let room_for = RwSignal::new(AT_ONCE);
    let sort = Sort::new(Column::Department);
    let listed = Memo::new(move |_| {
        room.track_all();
        let wanted = wanted.with(|wanted| wanted.trim().to_lowercase());
        let (only, with_archived, sort) = (screen.department.get(), with_archived.get(), sort.get());
        let locale = i18n.get_locale();
        let compare = compare_names(locale);
        room.with(|room| {
            let Some((_, account)) = room.account() else { return Vec::new() };
            let here = account.people.iter().filter(|(_, person)| {
                let within = only.is_none_or(|only| person.department.is_some_and(|own| account.is_within(own, only)));
                within && (with_archived || !person.archived)
            });
            let mut found: Vec<_> = here
                .map(|(id, person)| {
                    (*id, person, person.department.map(|id| tree::name_in(account, id, locale)).unwrap_or_default())
                })
                .filter(|(_, person, department)| is_found(&Row { person, department }, &wanted))
                .collect();
            model::order::sort_by(&mut found, |a, b| {
                order(&Row { person: a.1, department: &a.2 }, &Row { person: b.1, department: &b.2 }, sort, &compare)
            });
            found.into_iter().map(|(id, ..)| id).collect::<Vec<PersonId>>()
        })
    });
    // A row is a dozen fields: five thousand of them keep a browser busy for many seconds.
    let shown =
        Signal::derive(move || listed.with(|listed| listed.iter().take(room_for.get()).copied().collect::<Vec<_>>()));
    let counts = Memo::new(move |_| {
        room.track_all();
        room.with(|room| {
            let people = room.account().map(|(_, account)| account.people.iter());
            people.into_iter().flatten().fold(Counts::default(), |counts, (_, person)| match person.archived {
                true => Counts { archived: counts.archived + 1, ..counts },
                false => Counts { live: counts.live + 1, ..counts },
            })
        })
    });
    let clear = move |_| {
        wanted.set(String::new());
        screen.department.set(None);
    };
    view! {
        <section class="account-block people" aria-label=move || t_string!(i18n, account.people.title)>
            <header class="people-bar">
                <h2>{move || t_string!(i18n, account.people.title)}</h2>
                <span class="form-note" role="status">
                    {move || match (listed.with(Vec::len), counts.get().live) {
                        (shown, count) if shown == count => t_string!(i18n, account.people.count, count = count).to_string(),
                        (shown, count) => t_string!(i18n, account.people.shown, shown = shown, count = count).to_string(),
                    }}
                </span>
                <input
                    class="input people-search"
                    type="search"
                    autocomplete="off"
                    placeholder=move || t_string!(i18n, account.people.search)
                    aria-label=move || t_string!(i18n, account.people.search)
                    prop:value=move || wanted.get()
                    on:input=move |event| wanted.set(event_target_value(&event))
                />
                <When when=move || { counts.get().archived > 0 }>
                    <button class="button board-filter" type="button" aria-pressed=move || with_archived.get().to_string()
                        on:click=move |_| with_archived.update(|shown| *shown = !*shown)>
                        {move || t_string!(i18n, account.people.archived, count = counts.get().archived).to_string()}
                    </button>
                </When>
                <When when=move || screen.may.get()>
                    <button class="button" type="button" on:click=move |_| importing.set(true)>{move || t_string!(i18n, import.open)}</button>
                    <button class="button" type="button" on:click=move |_| adding.set(true)>
                        <Icon shape=Shape::Add/>
                        {move || t_string!(i18n, account.people.add)}
                    </button>
                </When>
            </header>
            <table class="people-table">
                <thead>
                    <tr>
                        {move || Column::all(i18n.get_locale()).into_iter().map(|column| head(column, sort)).collect_view()}
                        <th scope="col"><span class="spoken">{move || t_string!(i18n, account.people.actions)}</span></th>
                    </tr>
                </thead>
                <tbody>
                    <Each ids=shown let:id><PersonRow id/></Each>
                </tbody>
            </table>
            <When when=move || { listed.with(Vec::len) > room_for.get() }>
                <button class="button people-more" type="button" on:click=move |_| room_for.update(|count| *count += AT_ONCE)>
                    {move || t_string!(i18n, account.people.more, count = AT_ONCE.min(listed.with(Vec::len).saturating_sub(room_for.get()))).to_string()}
                </button>
            </When>
            {move || match (listed.with(Vec::is_empty), counts.get()) {
                (false, _) => None,
                (true, Counts { live: 0, archived: 0 }) => Some(view! { <p class="people-none">{move || t_string!(i18n, account.people.none)}</p> }.into_any()),
                (true, _) => Some(view! {
                    <p class="people-none">
                        {move || t_string!(i18n, account.people.no_match)}
                        <button class="button" data-kind="link" type="button" on:click=clear>{move || t_string!(i18n, account.people.clear)}</button>
                    </p>
                }.into_any()),
            }}
        </section>
        <AddPersonDialog open=adding/>
        {parts::import(room, screen.id, None, importing)}
        <PersonSheet/>
    }
}

fn head(column: Column, sort: Sort<Column>) -> impl IntoView {
    let i18n = use_i18n();
    let name = Signal::derive(move || column_name(column, i18n.get_locale()).to_owned());
    let other = Signal::derive(move || Column::titles(i18n.get_locale()).get(1) == Some(&column));
    let why = Signal::derive(move || match column {
        Column::External => t_string!(i18n, account.people.external_why).to_owned(),
        _ => t_string!(i18n, account.people.sort, column = name.get()).to_string(),
    });
    view! { <SortHead by=column sort name why column=format!("{column:?}") other/> }
}
