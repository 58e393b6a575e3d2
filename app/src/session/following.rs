//! A tab that follows: shows what the leading tab shows, and hands its gestures over. A gesture is on this device's disk
//! before it is handed over, so that no tab's end can lose it.

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

#[derive(Default)]
pub(super) struct Following {
    /// As the leader showed it last.
    rooms: RefCell<BTreeMap<RoomId, (Room, Actor)>>,
    /// Gestures of this tab that are not yet part of what the leader shows.
    ahead: RefCell<Vec<Forwarded>>,
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
                for gesture in self.ahead.borrow().iter() {
                    driver.say(&Message::Gesture(gesture.clone()));
                }
            }
            Message::Room(shared) => self.take_in(driver, *shared),
            Message::Peers(room, peers) => {
                if let Some(cell) = driver.cell(room) {
                    cell.presence
                        .set(peers.into_iter().map(|(who, user, body)| Presence { who, user, body }).collect());
                }
            }
            Message::State { sync, drawer, board } => {
                *self.sync.borrow_mut() = sync;
                driver.drawer.set(drawer);
                driver.board.set(board);
                self.show_status(driver);
            }
            _ => {}
        }
    }

    fn take_in(&self, driver: &Rc<Driver>, shared: SharedRoom) {
        let SharedRoom { room, streams, actor, loading, undo, redo, entities, taken } = shared;
        self.ahead.borrow_mut().retain(|gesture| !taken.contains(&gesture.id));
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
        for gesture in self.ahead.borrow().iter().filter(|gesture| gesture.room == room) {
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
        self.ahead.borrow_mut().push(gesture.clone());
        self.show_status(driver);
        if driver.storage().is_some() {
            driver.write(Write::Forwarded(Box::new(gesture)));
        } else {
            driver.say(&Message::Gesture(gesture));
        }
        Ok(())
    }
}

fn accept(room: &Room, actor: Actor, id: OpId, parts: &Parts) -> Result<model::Accepted, Refusal> {
    let op = replica::op_of(room, id, parts.clone());
    model::accept(room, &op, &Stamp::new(actor, replica::now()))
}
