//! A tab that follows: shows what the leading tab shows, and hands its gestures over. A gesture is on this device's disk
//! before it is handed over, so that no tab's end can lose it. It is handed over to each new leader until one says that it
//! has it, and taken along when this tab leads itself; its id, which it keeps on its way to the server, makes it one.

use super::{
    Parts, SyncState,
    driver::{Driver, show},
    storage::{Forwarded, Write},
    tabs::{Message, SharedRoom},
};
use crate::replica::{self, Presence, RoomCell};
use leptos::prelude::*;
use model::{Actor, Effects, OpId, Refusal, Room, Stamp};
use std::{
    cell::RefCell,
    collections::BTreeMap,
    rc::{Rc, Weak},
    time::Duration,
};
use sync::frame::RoomId;

/// A following tab says what it shows this often, so that the leader knows that it lives.
const ALIVE: Duration = Duration::from_secs(20);

struct Ahead {
    gesture: Forwarded,
    on_disk: bool,
}

#[derive(Default)]
pub(super) struct Following {
    /// As the leader showed it last.
    rooms: RefCell<BTreeMap<RoomId, (Room, Actor)>>,
    /// Gestures of this tab that are not yet part of what the leader shows.
    ahead: RefCell<Vec<Ahead>>,
    sync: RefCell<SyncState>,
}

impl Following {
    pub(super) fn begin(self: &Rc<Self>, driver: &Rc<Driver>) {
        self.say_rooms(driver);
        let (following, driver): (Weak<Self>, Weak<Driver>) = (Rc::downgrade(self), Rc::downgrade(driver));
        let handle: Rc<RefCell<Option<IntervalHandle>>> = Rc::default();
        let own = handle.clone();
        let beat = move || match (following.upgrade(), driver.upgrade()) {
            (Some(following), Some(driver)) if driver.following().is_some() => following.say_rooms(&driver),
            _ => {
                if let Some(handle) = own.take() {
                    handle.clear();
                }
            }
        };
        *handle.borrow_mut() = set_interval_with_handle(beat, ALIVE).ok();
    }

    pub(super) fn say_rooms(&self, driver: &Driver) {
        let mut rooms = driver.shown();
        // A tab that shows no room still wants to hear of the state.
        if !rooms.contains(&RoomId::Board) {
            rooms.push(RoomId::Board);
        }
        driver.say(&Message::Shows { tab: driver.tab.clone(), rooms });
        for room in driver.shown() {
            if self.rooms.borrow().contains_key(&room) {
                self.show_room(driver, room, None);
            }
        }
    }

    pub(super) fn hear(&self, driver: &Rc<Driver>, message: Message) {
        match message {
            Message::Leads => {
                self.say_rooms(driver);
                // What is not on disk yet is said when it is.
                self.say_ahead(driver, |ahead| ahead.on_disk || driver.storage_has_failed());
            }
            Message::Taken(taken) => {
                let before = self.ahead.borrow().len();
                self.forget(&taken);
                if self.ahead.borrow().len() < before {
                    self.show_status(driver);
                }
            }
            Message::Told(notice) => driver.tell(notice),
            Message::Room(shared) => self.take_in(driver, *shared),
            Message::Peers(room, peers) => {
                if let Some(cell) = driver.cell(room) {
                    cell.presence
                        .set(peers.into_iter().map(|(who, user, body)| Presence { who, user, body }).collect());
                }
            }
            Message::State { sync, drawer, board, founded } => {
                *self.sync.borrow_mut() = sync;
                driver.drawer.set(drawer);
                driver.board.set(board);
                driver.founded.set(founded);
                self.show_status(driver);
            }
            _ => {}
        }
    }

    fn say_ahead(&self, driver: &Driver, which: impl Fn(&Ahead) -> bool) {
        for ahead in self.ahead.borrow().iter().filter(|ahead| which(ahead)) {
            driver.say(&Message::Gesture(ahead.gesture.clone()));
        }
    }

    fn forget(&self, taken: &[OpId]) {
        self.ahead.borrow_mut().retain(|ahead| !taken.contains(&ahead.gesture.id));
    }

    /// A gesture is on disk: only now may another tab have it, and whoever dies next, it is not lost.
    pub(super) fn stored(&self, driver: &Driver, gesture: Forwarded) {
        for ahead in self.ahead.borrow_mut().iter_mut().filter(|ahead| ahead.gesture.id == gesture.id) {
            ahead.on_disk = true;
        }
        driver.say(&Message::Gesture(gesture));
    }

    /// The disk takes nothing: the leader is told at once what it would have been told later.
    pub(super) fn storage_failed(&self, driver: &Driver) {
        self.say_ahead(driver, |ahead| !ahead.on_disk);
    }

    /// The gestures no leader has confirmed, for this tab when it leads itself.
    pub(super) fn take_ahead(&self) -> Vec<Forwarded> {
        self.ahead.take().into_iter().map(|ahead| ahead.gesture).collect()
    }

    fn take_in(&self, driver: &Rc<Driver>, shared: SharedRoom) {
        let SharedRoom { room, streams, actor, loading, undo, redo, entities, taken } = shared;
        self.forget(&taken);
        self.rooms.borrow_mut().insert(room, (Room::of(streams), actor));
        let entities: Option<Effects> = entities.map(|entities| entities.into_iter().collect());
        self.show_room(driver, room, entities.as_ref());
        if let Some(cell) = driver.cell(room) {
            cell.loading.set(loading.into());
            cell.show_undo(undo, redo);
        }
        self.show_status(driver);
    }

    /// The leader's room with this tab's own gestures on top.
    fn show_room(&self, driver: &Driver, room: RoomId, entities: Option<&Effects>) {
        let Some(cell) = driver.cell(room) else { return };
        let Some((mut visible, actor)) = self.rooms.borrow().get(&room).cloned() else { return };
        for Ahead { gesture, .. } in self.ahead.borrow().iter().filter(|ahead| ahead.gesture.room == room) {
            if let Ok(accepted) = accept(&visible, actor, gesture.id, &gesture.parts) {
                visible = accepted.room;
            }
        }
        let loading = cell.loading.get_untracked();
        show(&cell, visible, actor, entities, loading);
    }

    fn show_status(&self, driver: &Driver) {
        let sync = *self.sync.borrow();
        driver.sync.set(SyncState { pending: sync.pending + self.ahead.borrow().len(), ..sync });
    }

    pub(super) fn dispatch(
        &self,
        driver: &Rc<Driver>,
        cell: &RoomCell,
        room: RoomId,
        name: &str,
        parts: Parts,
    ) -> Result<(), Refusal> {
        let id = replica::new_op_id();
        let accepted = accept(&cell.room(), cell.actor(), id, &parts)?;
        cell.show(accepted.room, cell.actor(), Some(&accepted.effects));
        let gesture = Forwarded { id, room, name: name.to_owned(), parts };
        self.ahead.borrow_mut().push(Ahead { gesture: gesture.clone(), on_disk: false });
        self.show_status(driver);
        if driver.storage_has_failed() {
            driver.say(&Message::Gesture(gesture.clone()));
        }
        driver.write(Write::Forwarded(Box::new(gesture)));
        Ok(())
    }
}

/// What a gesture makes of a room that is shown.
pub(super) fn accept(room: &Room, actor: Actor, id: OpId, parts: &Parts) -> Result<model::Accepted, Refusal> {
    let op = replica::op_of(room, id, parts.clone());
    model::accept(room, &op, &Stamp::new(actor, replica::now()))
}
