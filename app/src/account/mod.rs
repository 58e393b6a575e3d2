//! An account 客户: its facts, its deals, its departments, its people. Everything a diagram draws is entered here or there,
//! once.
//!
//! `facts`, `deals`, `departments` (with `department_row`) and `people` (with `person_row`, `person_sheet`) are the parts of
//! the screen; `cell` is how all of them are edited; `tree` and `order` sort.
//!
//! Keys: every fact is a field in reading order; `Enter` or leaving it commits, `Esc` takes back, neither while an input
//! method composes. On the server the screen renders nothing: it belongs to the app in the browser.

mod add_person;
pub mod cell;
mod deals;
mod department_row;
mod department_select;
mod departments;
mod facts;
pub(crate) mod order;
mod people;
pub mod person_cells;
mod person_row;
mod person_sheet;
mod tree;

pub(crate) use cell::Cell;

use crate::shell::When;
use crate::{
    app::Frame,
    deal::Denied,
    format,
    i18n::{model_locale, t_string, use_i18n},
    import::Past,
    replica::{Loading, RoomHandle},
    session::use_session,
    shell::Place,
};
use deals::Deals;
use departments::Departments;
use facts::Facts;
use leptos::prelude::*;
use model::{AccountId, Action, Change, DepartmentId, EntityKey, PersonId, Refusal, StreamId};
use people::People;
use sync::frame::RoomId;

/// What the parts of the screen share.
#[derive(Clone, Copy)]
struct Screen {
    id: AccountId,
    room: RoomHandle,
    /// Whether the reader may change anything here.
    may: Memo<bool>,
    /// Only the people of this department and those below it.
    department: RwSignal<Option<DepartmentId>>,
    /// The person whose sheet is open.
    editing: RwSignal<Option<PersonId>>,
    /// Why the last gesture without a field of its own was refused.
    refused: RwSignal<Option<Refusal>>,
}

impl Screen {
    /// One gesture on the account.
    fn change(self, name: &'static str, changes: Vec<Change>) -> Result<(), Refusal> {
        let done = self.room.dispatch(name, vec![(StreamId::Account(self.id), changes)]);
        if done.is_ok() {
            self.refused.set(None);
        }
        done
    }

    /// One gesture of a button or a select: what is refused is said above the screen.
    fn act(self, name: &'static str, change: Change) -> bool {
        let refusal = self.change(name, vec![change]).err();
        let done = refusal.is_none();
        self.refused.set(refusal);
        done
    }
}

/// `/w/accounts/:id`.
#[component]
pub fn AccountRoom(
    /// The customer.
    id: AccountId,
) -> impl IntoView {
    let i18n = use_i18n();
    let room = use_session().open(RoomId::Account(id));
    let may = Memo::new(move |_| {
        room.track_all();
        room.actor().may(Action::EditAccount)
    });
    provide_context(Screen {
        id,
        room,
        may,
        department: RwSignal::new(None),
        editing: RwSignal::new(None),
        refused: RwSignal::new(None),
    });
    Effect::new(move |_| {
        room.track(EntityKey::Account);
        let locale = model_locale(i18n.get_locale());
        let name = room.with(|room| {
            let facts = room.account()?.1.facts.as_ref()?;
            Some(format::named(&facts.name, &facts.name_en, locale).to_owned())
        });
        let name = name.unwrap_or_else(|| t_string!(i18n, account.title).to_owned());
        document().set_title(&format!("{name} · {}", t_string!(i18n, shell.brand)));
    });
    let loading = room.loading();
    view! {
        <Frame place=Place::Account(room)>
            {move || match loading.get() {
                Loading::Loaded => view! { <Content/> }.into_any(),
                Loading::Denied => view! { <Denied/> }.into_any(),
                Loading::Waiting => view! { <p class="loading" role="status">{move || t_string!(i18n, account.loading)}</p> }.into_any(),
            }}
        </Frame>
    }
}

#[component]
fn Content() -> impl IntoView {
    let i18n = use_i18n();
    let screen = expect_context::<Screen>();
    let locale = move || model_locale(i18n.get_locale());
    view! {
        <div class="account">
            <Facts/>
            <When when=move || !screen.may.get()>
                <p class="account-note">
                    {move || t_string!(i18n, account.read_only)}
                    {move || Refusal::NotAllowed { action: Action::EditAccount }.sentence(locale())}
                </p>
            </When>
            <div role="alert">
                {move || screen.refused.get().map(|refusal| view! { <p class="dialog-refusal">{refusal.sentence(locale())}</p> })}
            </div>
            <div class="account-parts">
                <aside class="account-side">
                    <Departments/>
                    <Deals/>
                    <Past room=screen.room account=screen.id may=screen.may/>
                </aside>
                <People/>
            </div>
        </div>
    }
}
