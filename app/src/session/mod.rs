//! The session: what keeps this tab's rooms true. It drives [`sync::client::Client`] in the one tab that leads, or follows
//! the tab that does, and carries out what the client wants done: socket, disk, timers, notices.

mod driver;
mod following;
mod leader;
mod leading;
mod me;
mod notice;
mod socket;
mod status;
mod storage;
mod tabs;

pub use me::Me;
pub use notice::{Notice, Toast};
pub use status::{Connection, SyncState};

pub(crate) use crate::replica::Parts;

use crate::replica::RoomHandle;
use driver::Driver;
use leptos::prelude::*;
use model::{OpId, Replaced, StreamId};
use std::rc::Rc;
use sync::{
    client::RefusedOp,
    frame::{ListRow, RoomId},
};

/// How far the start has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Start {
    /// Asking the server who this is.
    Asking,
    /// No network, and nobody has used this browser before.
    Nobody,
    /// The app can be shown.
    Ready,
}

/// The session of this tab. Copy it wherever it is needed.
#[derive(Clone, Copy)]
pub struct Session {
    driver: StoredValue<Rc<Driver>, LocalStorage>,
}

/// The session that [`start`] provided.
pub fn use_session() -> Session {
    expect_context()
}

/// Asks who this is, then opens his replica. The signal says when; `ready` gets the session.
pub fn start(locale: model::Locale, ready: impl FnOnce(Session) + 'static) -> ReadSignal<Start> {
    let (state, set_state) = signal(Start::Asking);
    let owner = Owner::current();
    leptos::task::spawn_local(async move {
        let me = match me::ask().await {
            me::Asked::Known(me) => {
                me::remember(&me);
                Some(me)
            }
            me::Asked::SignedOut => return me::go_to_sign_in(),
            me::Asked::NoAnswer => me::last(),
        };
        let Some(me) = me else { return set_state.set(Start::Nobody) };
        let driver = Driver::start(me, locale);
        let open = move || {
            ready(Session { driver: StoredValue::new_local(driver) });
            set_state.set(Start::Ready);
        };
        match owner {
            Some(owner) => owner.with(open),
            None => open(),
        }
    });
    state
}

impl Session {
    fn driver(&self) -> Rc<Driver> {
        self.driver.get_value()
    }

    /// The user.
    pub fn me(&self) -> Me {
        self.driver().me.clone()
    }

    /// Shows a room, until the owner of this call is cleaned up.
    pub fn open(&self, room: RoomId) -> RoomHandle {
        RoomHandle::of(self.driver().open(room))
    }

    /// The state of sync.
    pub fn sync(&self) -> Signal<SyncState> {
        self.driver().sync.clone().into()
    }

    /// Refused edits, oldest first.
    pub fn drawer(&self) -> Signal<Vec<RefusedOp>> {
        self.driver().drawer.clone().into()
    }

    /// The deals and accounts the user may see; `None` until they have come.
    pub fn board(&self) -> Signal<Option<Vec<ListRow>>> {
        self.driver().board.clone().into()
    }

    /// Deals and accounts of the board that are only on this device so far.
    pub fn founded(&self) -> Signal<Vec<StreamId>> {
        self.driver().founded.clone().into()
    }

    /// What is told to the user now.
    pub fn toasts(&self) -> Signal<Vec<Toast>> {
        self.driver().toasts.clone().into()
    }

    /// Tells the user something.
    pub fn tell(&self, notice: Notice) {
        self.driver().tell(notice);
    }

    /// Takes a toast away.
    pub fn dismiss(&self, toast: u32) {
        self.driver().dismiss(toast);
    }

    /// Brings back what a colleague replaced.
    pub fn restore(&self, replaced: &Replaced) {
        self.driver().restore(replaced);
    }

    /// Tries a refused edit again.
    pub fn retry(&self, op: OpId) {
        self.driver().retry(op);
    }

    /// Throws a refused edit away.
    pub fn discard(&self, op: OpId) {
        self.driver().discard(op);
    }

    /// Connects now instead of at the next try.
    pub fn reconnect(&self) {
        self.driver().reconnect();
    }

    /// The language the user has chosen: refusals of the server are answered in it, and his profile keeps it.
    pub fn set_locale(&self, locale: model::Locale) {
        self.driver().set_locale(locale);
        leptos::task::spawn_local(me::save_locale(locale));
    }

    /// Ends the session on the server and shows the sign-in page.
    pub fn sign_out(&self) {
        leptos::task::spawn_local(me::sign_out());
    }
}
