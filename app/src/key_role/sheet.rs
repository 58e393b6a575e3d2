//! One entry, or the form for a new one.

use super::{
    Book, Open,
    words::{kind_name, strength},
};
use crate::{
    i18n::t_string,
    replica,
    shell::{
        ChoiceField, DayInput, Dialog, Edited, FieldBox, LineField, NoteField, When, open_while_some, people_by_name,
    },
};
use leptos::prelude::*;
use model::{
    Day, EntityKey, KeyRoleId, PersonId, Refusal, TextField,
    key_role::{KeyRole, KeyRoleChange, KeyRoleKind},
    merge::Field,
    text,
};

/// A year: long enough for a deal, short enough to be asked again.
const KEPT_DAYS: i32 = 365;

/// The dialog.
#[component]
pub(super) fn Sheet(book: Book) -> impl IntoView {
    let i18n = book.i18n;
    let open = open_while_some(book.open, move || book.refused.set(None));
    let title = Signal::derive(move || match book.open.get() {
        Some(Open::Entry(_)) => t_string!(i18n, key_role.edit_title).to_owned(),
        _ => t_string!(i18n, key_role.add_title).to_owned(),
    });
    let content = move || match book.open.get()? {
        Open::Entry(id) => Some(fields(book, id)),
        Open::New(behind) => Some(form(book, behind)),
    };
    view! { <Dialog open title>{content}</Dialog> }
}

fn kinds(book: Book) -> Signal<Vec<(String, String)>> {
    Signal::derive(move || {
        let locale = book.i18n.get_locale();
        KeyRoleKind::ALL.map(|kind| (code(kind), kind_name(locale, kind).to_owned())).to_vec()
    })
}

fn code(kind: KeyRoleKind) -> String {
    format!("{kind:?}")
}

fn kind_of(code: &str) -> Option<KeyRoleKind> {
    KeyRoleKind::ALL.into_iter().find(|kind| self::code(*kind) == code)
}

/// The account's people by name, with a first choice for none of them.
fn people(book: Book, nobody: fn(Book) -> String) -> Signal<Vec<(String, String)>> {
    Memo::new(move |_| {
        book.room.track_all();
        let known = book.room.with(|room| people_by_name(room, book.i18n.get_locale(), None));
        let mut people: Vec<(String, String)> = known.into_iter().map(|(id, name)| (id.to_string(), name)).collect();
        people.insert(0, (String::new(), nobody(book)));
        people
    })
    .into()
}

fn someone_else(book: Book) -> String {
    t_string!(book.i18n, key_role.someone_else).to_owned()
}

fn nobody(book: Book) -> String {
    t_string!(book.i18n, key_role.nobody).to_owned()
}

fn strengths(book: Book) -> Signal<Vec<(String, String)>> {
    Signal::derive(move || {
        let locale = book.i18n.get_locale();
        let known = (-3..=3).rev().map(|value| (value.to_string(), strength(locale, Some(value))));
        std::iter::once((String::new(), strength(locale, None))).chain(known).collect()
    })
}

macro_rules! label {
    ($book:expr, $key:ident) => {{
        let i18n = $book.i18n;
        Signal::derive(move || t_string!(i18n, key_role.$key).to_owned())
    }};
}

fn refusal(book: Book) -> impl IntoView {
    view! {
        <div role="alert">
            {move || book.refused.get().map(|refusal| view! { <p class="dialog-refusal">{refusal.sentence(book.locale())}</p> })}
        </div>
    }
}

fn fields(book: Book, id: KeyRoleId) -> AnyView {
    let now = Memo::new(move |_| book.entry(id));
    let may =
        Signal::derive(move || book.may.get() && now.with(|entry| entry.as_ref().is_some_and(|entry| !entry.archived)));
    let edited = move |field| Edited { room: book.room, entity: EntityKey::KeyRole(id), field };
    let text = move |read: fn(&KeyRole) -> String| {
        Signal::derive(move || {
            // After a refusal a control shows what is there, not what was wished.
            book.refused.track();
            now.with(|entry| entry.as_ref().map(read).unwrap_or_default())
        })
    };
    let act = move |change: KeyRoleChange| {
        book.act("key_role.gesture.edit", change);
    };
    let by_name = move || now.with(|entry| entry.as_ref().is_some_and(|entry| entry.person.is_none()));
    let i18n = book.i18n;
    view! {
        <div class="dialog-body">
            <div class="field-row">
                <ChoiceField id="kr-kind" edited=edited(Field::Kind) label=label!(book, kind) choices=kinds(book) value=text(|entry| code(entry.kind)) enabled=may
                    commit=Callback::new(move |value: String| if let Some(kind) = kind_of(&value) { act(KeyRoleChange::SetKind { id, kind }) })/>
                <ChoiceField id="kr-behind" edited=edited(Field::Behind) label=label!(book, behind) choices=people(book, nobody)
                    value=text(|entry| entry.behind.map(|id| id.to_string()).unwrap_or_default()) enabled=may
                    commit=Callback::new(move |value: String| act(KeyRoleChange::SetBehind { id, behind: value.parse().ok() }))/>
            </div>
            <div class="field-row">
                <ChoiceField id="kr-who" edited=edited(Field::Name) label=label!(book, who) choices=people(book, someone_else)
                    value=text(|entry| entry.person.map(|id| id.to_string()).unwrap_or_default()) enabled=may
                    commit=Callback::new(move |value: String| {
                        let person: Option<PersonId> = value.parse().ok();
                        let name = match person {
                            Some(_) => String::new(),
                            // He stays whom he was called until another name is given.
                            None => now.with_untracked(|entry| entry.as_ref().map(|entry| book.who(entry))).unwrap_or_default(),
                        };
                        act(KeyRoleChange::SetWho { id, person, name });
                    })/>
                <When when=by_name>
                    <LineField id="kr-name" edited=edited(Field::Name) label=label!(book, name) value=text(|entry| entry.name.clone()) enabled=may
                        commit=Callback::new(move |name: String| act(KeyRoleChange::SetWho { id, person: None, name: text::clean(&name, false) }))/>
                </When>
            </div>
            <NoteField id="kr-influence" edited=edited(Field::Note) label=label!(book, influence) value=text(|entry| entry.influence.clone()) enabled=may
                commit=Callback::new(move |(from, to): (String, String)| act(KeyRoleChange::EditInfluence { id, from, to: text::clean(&to, true) }))/>
            <div class="field-row">
                <ChoiceField id="kr-ours" edited=edited(Field::Relation) label=label!(book, ours) choices=strengths(book)
                    value=text(|entry| entry.ours.map(|value| value.to_string()).unwrap_or_default()) enabled=may
                    commit=Callback::new(move |value: String| act(KeyRoleChange::SetOurs { id, ours: value.parse().ok() }))/>
                <ChoiceField id="kr-theirs" edited=edited(Field::RivalRelation) label=label!(book, theirs) choices=strengths(book)
                    value=text(|entry| entry.theirs.map(|value| value.to_string()).unwrap_or_default()) enabled=may
                    commit=Callback::new(move |value: String| act(KeyRoleChange::SetTheirs { id, theirs: value.parse().ok() }))/>
            </div>
            <LineField id="kr-source" edited=edited(Field::Source) label=label!(book, source) value=text(|entry| entry.source.clone()) enabled=may
                commit=Callback::new(move |source: String| act(KeyRoleChange::SetSource { id, source: text::clean(&source, false) }))/>
            <div class="field-row">
                <LineField id="kr-purpose" edited=edited(Field::Purpose) label=label!(book, purpose) placeholder=label!(book, purpose_hint)
                    value=text(|entry| entry.purpose.clone()) enabled=may
                    commit=Callback::new(move |purpose: String| act(KeyRoleChange::SetPurpose { id, purpose: text::clean(&purpose, false) }))/>
                <FieldBox edited=Some(edited(Field::KeepUntil))>
                    <label for="kr-until">{label!(book, keep_until)}</label>
                    <DayInput id="kr-until" value=Signal::derive(move || { book.refused.track(); now.with(|entry| entry.as_ref()?.keep_until) }) may
                        commit=Callback::new(move |keep_until| act(KeyRoleChange::SetKeepUntil { id, keep_until }))/>
                </FieldBox>
            </div>
            {refusal(book)}
        </div>
        <div class="dialog-foot">
            <When when=move || may.get()>
                <button class="button" type="button" on:click=move |_| {
                    if book.act("key_role.gesture.remove", KeyRoleChange::Remove { id }) {
                        book.open.set(None);
                    }
                }>{move || t_string!(i18n, key_role.remove)}</button>
            </When>
            <button class="button" data-kind="primary" type="button" on:click=move |_| book.open.set(None)>{move || t_string!(i18n, key_role.close)}</button>
        </div>
    }
    .into_any()
}

fn form(book: Book, behind: Option<PersonId>) -> AnyView {
    let i18n = book.i18n;
    let kind = RwSignal::new(if behind.is_some() { KeyRoleKind::Stakeholder } else { KeyRoleKind::ChainManager });
    let person = RwSignal::new(None::<PersonId>);
    let name = RwSignal::new(String::new());
    let behind = RwSignal::new(behind);
    let purpose = RwSignal::new(String::new());
    let until = RwSignal::new(Some(replica::today().plus(KEPT_DAYS)));
    let yes = Signal::stored(true);
    let hidden = Memo::new(move |_| kind.get().is_hidden());
    let save = move || {
        let (person, name) = (person.get_untracked(), text::clean(&name.get_untracked(), false));
        if person.is_none() && name.is_empty() {
            return book.refused.set(Some(Refusal::EmptyText { field: TextField::PersonName }));
        }
        let kind = kind.get_untracked();
        let keep_until: Option<Day> = until.get_untracked().filter(|_| kind.is_hidden());
        let add = KeyRoleChange::Add {
            id: replica::new_key_role_id(),
            kind,
            person,
            name: if person.is_some() { String::new() } else { name },
            behind: behind.get_untracked(),
            purpose: text::clean(&purpose.get_untracked(), false),
            keep_until,
        };
        let id = add.id();
        if book.act("key_role.gesture.add", add) {
            book.open.set(Some(Open::Entry(id)));
        }
    };
    let chosen = |signal: RwSignal<Option<PersonId>>| {
        Signal::derive(move || signal.get().map(|id| id.to_string()).unwrap_or_default())
    };
    view! {
        <div class="dialog-body">
            <div class="field-row">
                <ChoiceField id="kr-kind" label=label!(book, kind) choices=kinds(book) value=Signal::derive(move || code(kind.get())) enabled=yes
                    commit=Callback::new(move |value: String| if let Some(new) = kind_of(&value) { kind.set(new) })/>
                <ChoiceField id="kr-behind" label=label!(book, behind) choices=people(book, nobody) value=chosen(behind) enabled=yes
                    commit=Callback::new(move |value: String| behind.set(value.parse().ok()))/>
            </div>
            <div class="field-row">
                <ChoiceField id="kr-who" label=label!(book, who) choices=people(book, someone_else) value=chosen(person) enabled=yes
                    commit=Callback::new(move |value: String| person.set(value.parse().ok()))/>
                <When when=move || person.get().is_none()>
                    <LineField id="kr-name" label=label!(book, name) value=name enabled=yes commit=Callback::new(move |text: String| name.set(text))/>
                </When>
            </div>
            <When when=move || hidden.get()>
                <div class="field-row">
                    <LineField id="kr-purpose" label=label!(book, purpose) placeholder=label!(book, purpose_hint) value=purpose enabled=yes
                        commit=Callback::new(move |text: String| purpose.set(text))/>
                    <div class="field">
                        <label for="kr-until">{label!(book, keep_until)}</label>
                        <DayInput id="kr-until" value=until may=yes commit=Callback::new(move |day| until.set(day))/>
                    </div>
                </div>
            </When>
            {refusal(book)}
        </div>
        <div class="dialog-foot">
            <button class="button" type="button" on:click=move |_| book.open.set(None)>{move || t_string!(i18n, key_role.cancel)}</button>
            <button class="button" data-kind="primary" type="button" on:click=move |_| save()>{move || t_string!(i18n, key_role.save)}</button>
        </div>
    }
    .into_any()
}
