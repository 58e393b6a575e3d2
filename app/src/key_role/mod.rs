//! Key decision makers and hidden roles (T-04): the register, for those who may read the deal's core.
//!
//! `Register` is the list, whole or about one person; `sheet` is one entry, or a new one; `words` names the kinds. Whoever is
//! not in the core group has no such stream in his room, and sees nothing of this.

mod row;
mod sheet;
mod words;

use crate::{
    canvas::Canvas,
    i18n::{Locale, model_locale, t_string},
    replica::RoomHandle,
    shell::{Each, When},
};
use leptos::prelude::*;
use leptos_i18n::I18nContext;
use model::{
    Action, Change, Day, KeyRoleId, PersonId, Refusal, StreamId,
    key_role::{self, KeyRole, KeyRoleChange},
};
use row::Row;
use sheet::Sheet;

/// What the sheet shows.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Open {
    /// An entry.
    Entry(KeyRoleId),
    /// A form for a new one, behind somebody.
    New(Option<PersonId>),
}

/// What the parts share.
#[derive(Clone, Copy)]
struct Book {
    room: RoomHandle,
    i18n: I18nContext<Locale>,
    today: Day,
    /// Whether the reader writes here.
    may: Memo<bool>,
    open: RwSignal<Option<Open>>,
    /// Why the last gesture was refused.
    refused: RwSignal<Option<Refusal>>,
}

impl Book {
    fn locale(self) -> model::Locale {
        model_locale(self.i18n.get_locale())
    }

    /// One gesture.
    fn act(self, name: &'static str, change: KeyRoleChange) -> bool {
        let Some(deal) = self.room.with(|room| room.deal().map(|(id, _)| id)) else { return false };
        let refusal = self.room.dispatch(name, vec![(StreamId::DealCore(deal), vec![Change::KeyRole(change)])]).err();
        let done = refusal.is_none();
        self.refused.set(refusal);
        done
    }

    /// An entry, tracked.
    fn entry(self, id: KeyRoleId) -> Option<KeyRole> {
        self.room.track_all();
        self.room.with(|room| room.core()?.1.key_roles.get(&id).cloned())
    }

    /// Post and name of one of the account's people, tracked.
    fn called(self, person: PersonId) -> String {
        self.room.track_all();
        let locale = self.locale();
        let called = |room: &model::Room| Some(room.account()?.1.people.get(&person)?.called(locale));
        self.room.with(called).unwrap_or_default()
    }

    /// Who an entry is, tracked.
    fn who(self, entry: &KeyRole) -> String {
        entry.person.map_or_else(|| entry.name.clone(), |person| self.called(person))
    }
}

/// The register; nothing for those who may not read it.
#[component]
pub fn Register(
    /// The canvas it stands beside.
    canvas: Canvas,
    /// About this person alone.
    #[prop(optional)]
    about: Option<PersonId>,
) -> impl IntoView {
    let (room, i18n) = (canvas.room, canvas.i18n);
    let book = Book {
        room,
        i18n,
        today: canvas.today(),
        may: Memo::new(move |_| {
            room.track_all();
            room.actor().may(Action::EditCore)
        }),
        open: RwSignal::new(None),
        refused: RwSignal::new(None),
    };
    let there = Memo::new(move |_| {
        room.track_all();
        room.with(|room| room.core().is_some())
    });
    view! { <When when=move || there.get()>{list(book, about)}</When> }
}

fn list(book: Book, about: Option<PersonId>) -> AnyView {
    let i18n = book.i18n;
    let shown = move |archived: bool| {
        Memo::new(move |_| {
            book.room.track_all();
            book.room.with(|room| -> Vec<KeyRoleId> {
                let Some((_, core)) = room.core() else { return Vec::new() };
                match about {
                    Some(person) if !archived => key_role::about(core, person).map(|(id, _)| id).collect(),
                    Some(_) => Vec::new(),
                    None => {
                        core.key_roles.iter().filter(|(_, role)| role.archived == archived).map(|(id, _)| *id).collect()
                    }
                }
            })
        })
    };
    let (live, gone) = (shown(false), shown(true));
    let title = move || match about {
        None => t_string!(i18n, key_role.title),
        Some(_) => t_string!(i18n, key_role.behind_him),
    };
    view! {
        <section class="key-roles">
            <h2>{title}" "<small>{move || live.with(Vec::len)}</small></h2>
            {about.is_none().then(|| view! { <p class="cv-none key-role-secret">{move || t_string!(i18n, key_role.secret)}</p> })}
            <ul><Each ids=live let:id><Row book id/></Each></ul>
            <When when=move || about.is_none() && live.with(Vec::is_empty)>
                <p class="cv-none">{move || t_string!(i18n, key_role.empty)}</p>
            </When>
            <When when=move || book.may.get()>
                <button class="button" data-size="wide" type="button" on:click=move |_| book.open.set(Some(Open::New(about)))>
                    "＋ "{move || t_string!(i18n, key_role.add)}
                </button>
            </When>
            <When when=move || !gone.with(Vec::is_empty)>
                <details class="cv-removed">
                    <summary>{move || t_string!(i18n, key_role.removed)}" "<small>{move || gone.with(Vec::len)}</small></summary>
                    <ul><Each ids=gone let:id><Row book id/></Each></ul>
                </details>
            </When>
            <Sheet book/>
        </section>
    }
    .into_any()
}
