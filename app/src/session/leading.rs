//! The tab that leads: owns the client, the socket and the outbox.

use super::{
    Parts,
    driver::{Driver, fresh_client, show},
    following::accept,
    socket::Socket,
    storage::{Forwarded, Profile, Write},
    tabs::{Message, SharedRoom},
};
use crate::replica::{self, Loading};
use leptos::prelude::*;
use model::{Effects, OpId, Refusal, StreamId};
use std::{
    cell::{Cell, RefCell},
    collections::{BTreeMap, BTreeSet, VecDeque},
    rc::Rc,
    time::Duration,
};
use sync::{
    client::{Client, Config, Effect, Event, Restored},
    frame::{BOARD, RoomId},
};

/// Replica and undo stacks are written so long after the user did something: a drag of many steps is one write.
const REST_MS: i64 = 600;
/// The replica is written so long after others did something: the server has it all, and among ten who draw it would be written
/// all the time. Whoever leaves the page has it written at once.
const REST_OF_OTHERS_MS: i64 = 5_000;
/// The replica of a large deal takes a while to be written down: so many times longer nothing of it is written again. What the user
/// did himself is on disk at once in any case.
const REST_TO_WORK: i64 = 25;
/// What following tabs are told is gathered for this long.
const TABS_REST: Duration = Duration::from_millis(30);
/// A following tab that was silent for this long is gone; a hidden one may speak only once a minute.
const TAB_GONE_MS: i64 = 150_000;
/// Gestures of other tabs the leader remembers having taken.
const TAKEN_MAX: usize = 256;

/// A following tab: what it shows and when it last spoke.
struct Tab {
    rooms: BTreeSet<RoomId>,
    heard: i64,
}

pub(super) struct Leading {
    client: RefCell<Client>,
    begin: RefCell<Option<(Restored, Vec<Forwarded>)>>,
    socket: RefCell<Option<Socket>>,
    /// When it rings, and how it is put off.
    timer: Cell<Option<(i64, TimeoutHandle)>>,
    opened: RefCell<BTreeSet<RoomId>>,
    dirty_streams: RefCell<BTreeSet<StreamId>>,
    dirty_undo: RefCell<BTreeSet<RoomId>>,
    /// When the disk is to be written next.
    flush_at: Cell<Option<i64>>,
    tabs: RefCell<BTreeMap<String, Tab>>,
    to_tell: RefCell<BTreeMap<RoomId, Option<Effects>>>,
    tell_state: Cell<bool>,
    tell_waits: Cell<bool>,
    /// Rooms whose others the next frame shows.
    presence_waits: RefCell<BTreeSet<RoomId>>,
    /// Rooms this tab has shown as a follower. The leader it followed may have known more than it has left on disk: until
    /// the server has answered, they stay as they were shown, and gestures in them are judged by that.
    ahead_of_disk: RefCell<BTreeSet<RoomId>>,
    taken: RefCell<VecDeque<OpId>>,
    tell_taken: Cell<bool>,
}

impl Leading {
    /// Reads what earlier tabs left. A disk that can not be read is said on the screen; the app goes on without it.
    pub(super) async fn take_over(driver: &Rc<Driver>) -> Rc<Self> {
        let fresh = fresh_client();
        let found = match driver.storage() {
            Some(storage) => storage.read(fresh).await.ok(),
            None => None,
        };
        let (profile, restored, forwarded) = match found {
            Some(found) => (found.profile, found.restored, found.forwarded),
            None => {
                driver.storage_is(false);
                (Profile { client: fresh, next_client_seq: 1 }, Restored::default(), Vec::new())
            }
        };
        let mut seed = [0; 8];
        replica::fill_random(&mut seed);
        let client = Client::new(Config {
            user: driver.me.id,
            client: profile.client,
            locale: driver.locale.get(),
            next_client_seq: profile.next_client_seq,
            seed: u64::from_le_bytes(seed),
            faults: Default::default(),
        });
        Rc::new(Self {
            client: RefCell::new(client),
            begin: RefCell::new(Some((restored, forwarded))),
            socket: RefCell::default(),
            timer: Cell::new(None),
            opened: RefCell::default(),
            dirty_streams: RefCell::default(),
            dirty_undo: RefCell::default(),
            flush_at: Cell::new(None),

            tabs: RefCell::default(),
            to_tell: RefCell::default(),
            tell_state: Cell::new(false),
            tell_waits: Cell::new(false),
            presence_waits: RefCell::default(),
            ahead_of_disk: RefCell::default(),
            taken: RefCell::default(),
            tell_taken: Cell::new(false),
        })
    }

    /// Starts the client, opens what is on the screen, and takes over what other tabs have left, then `ahead`: what this
    /// tab has made as a follower and no leader has confirmed.
    pub(super) fn begin(self: &Rc<Self>, driver: &Rc<Driver>, ahead: Vec<Forwarded>) {
        let (restored, mut forwarded) = self.begin.take().unwrap_or_default();
        forwarded.retain(|found| ahead.iter().all(|own| own.id != found.id));
        let followed =
            |room: &RoomId| driver.cell(*room).is_some_and(|cell| cell.loading.get_untracked() == Loading::Loaded);
        self.ahead_of_disk.borrow_mut().extend(driver.shown().into_iter().filter(followed));
        // The board is always open: the header needs the user's role, and the list is the way to everything.
        self.opened.borrow_mut().insert(RoomId::Board);
        self.handle(driver, Event::Restored(restored));
        self.handle(driver, Event::OpenRoom(RoomId::Board));
        for room in driver.shown() {
            self.wanted_changed(driver, room);
            self.show_room(driver, room, None);
        }
        if driver.storage_has_failed() {
            self.handle(driver, Event::StorageFailed);
        }
        for gesture in forwarded.into_iter().chain(ahead) {
            self.take(driver, gesture);
        }
        self.show_status(driver);
        self.show_drawer(driver);
        self.show_board(driver);
        driver.say(&Message::Leads);
    }

    fn open_for(self: &Rc<Self>, driver: &Rc<Driver>, room: RoomId) {
        if self.opened.borrow_mut().insert(room) {
            self.handle(driver, Event::OpenRoom(room));
        }
    }

    /// Takes an event in and carries out what comes of it.
    pub(super) fn handle(self: &Rc<Self>, driver: &Rc<Driver>, event: Event) {
        let effects = self.client.borrow_mut().handle(event, replica::now());
        for effect in effects {
            self.perform(driver, effect);
        }
        if !self.ahead_of_disk.borrow().is_empty() {
            self.catch_up(driver);
        }
    }

    fn catch_up(self: &Rc<Self>, driver: &Rc<Driver>) {
        let (still, caught_up): (BTreeSet<RoomId>, BTreeSet<RoomId>) = {
            let client = self.client.borrow();
            let behind = |room: &RoomId| client.room(*room).is_none_or(|view| !view.answered && !view.denied);
            self.ahead_of_disk.take().into_iter().filter(|room| driver.shows(*room)).partition(behind)
        };
        *self.ahead_of_disk.borrow_mut() = still;
        for room in caught_up {
            self.show_room(driver, room, None);
        }
    }

    fn perform(self: &Rc<Self>, driver: &Rc<Driver>, effect: Effect) {
        match effect {
            Effect::Connect => self.connect(driver),
            Effect::Send(text) => {
                if let Some(socket) = &*self.socket.borrow() {
                    socket.send(&text);
                }
            }
            Effect::Fetch { number, room } => self.fetch(driver, number, room),
            Effect::CloseSocket => drop(self.socket.take()),
            Effect::StoreOp(record) => driver.write(Write::Op(Box::new(record))),
            Effect::DeleteOp(op) => {
                driver.write(Write::DeleteOp(op));
                // From now on only the replica has it.
                self.flush_soon(driver, REST_MS);
            }
            Effect::StoreRefused(refused) => driver.write(Write::Refused(Box::new(refused))),
            Effect::DeleteRefused(op) => driver.write(Write::DeleteRefused(op)),
            Effect::StoreStream(stream) => {
                self.dirty_streams.borrow_mut().insert(stream);
                self.flush_soon(driver, REST_OF_OTHERS_MS);
            }
            Effect::DropStream(stream) => {
                self.dirty_streams.borrow_mut().remove(&stream);
                driver.write(Write::DropStream(stream));
            }
            Effect::StoreUndo(room) => {
                self.dirty_undo.borrow_mut().insert(room);
                self.flush_soon(driver, REST_MS);
            }
            Effect::Schedule { at } => self.schedule(driver, at.0),
            Effect::Changed { room, entities } => self.show_room(driver, room, Some(&entities)),
            Effect::Reloaded(room) => {
                // Of a room just opened the disk has nothing yet.
                self.flush_soon(driver, REST_MS);
                self.show_room(driver, room, None);
            }
            Effect::ListChanged(name) => {
                if name == BOARD {
                    self.show_board(driver);
                }
            }
            Effect::Presence(room) => self.show_presence(driver, room),
            Effect::Status => self.show_status(driver),
            Effect::Drawer => self.show_drawer(driver),
            Effect::Undo(room) => self.show_undo(driver, room),
            Effect::Notice(notice) => {
                let notice = super::Notice::from(notice);
                if !self.tabs.borrow().is_empty() {
                    driver.say(&Message::Told(notice.clone()));
                }
                driver.tell(notice);
            }
        }
    }

    fn fetch(self: &Rc<Self>, driver: &Rc<Driver>, number: u64, room: RoomId) {
        let (leading, driver) = (Rc::downgrade(self), Rc::downgrade(driver));
        leptos::task::spawn_local(async move {
            // All streams of the room as the server has them, compressed, or kept by the browser from last time; if it gives
            // none, the socket brings them, or says why not.
            let body = crate::fetch::text(&format!("/api/rooms/{room}")).await.ok();
            if let (Some(leading), Some(driver)) = (leading.upgrade(), driver.upgrade()) {
                leading.handle(&driver, Event::Fetched { number, body });
            }
        });
    }

    fn connect(self: &Rc<Self>, driver: &Rc<Driver>) {
        let event = |event: fn() -> Event| {
            let (leading, driver) = (Rc::downgrade(self), Rc::downgrade(driver));
            move || {
                if let (Some(leading), Some(driver)) = (leading.upgrade(), driver.upgrade()) {
                    leading.handle(&driver, event());
                }
            }
        };
        let (leading, of) = (Rc::downgrade(self), Rc::downgrade(driver));
        let (left, was) = (leading.clone(), of.clone());
        let socket = Socket::open(
            event(|| Event::SocketUp),
            move |text| {
                if let (Some(leading), Some(driver)) = (leading.upgrade(), of.upgrade()) {
                    leading.handle(&driver, Event::Frame(text));
                }
            },
            move |code| {
                if let (Some(leading), Some(driver)) = (left.upgrade(), was.upgrade()) {
                    // Not dropped here: this runs inside a callback that the socket owns.
                    if let Some(socket) = leading.socket.take() {
                        leptos::task::spawn_local(async move { drop(socket) });
                    }
                    leading.handle(&driver, Event::SocketDown { code });
                }
            },
        );
        let opened = socket.is_some();
        if let Some(old) = self.socket.replace(socket) {
            leptos::task::spawn_local(async move { drop(old) });
        }
        if !opened {
            let down = event(|| Event::SocketDown { code: None });
            leptos::task::spawn_local(async move { down() });
        }
    }

    /// The browser says that there is no network. A socket would notice only after a long silence, and until then the
    /// screen would not tell the truth.
    pub(super) fn cut(self: &Rc<Self>, driver: &Rc<Driver>) {
        if self.socket.take().is_some() {
            self.handle(driver, Event::SocketDown { code: None });
        }
    }

    fn schedule(self: &Rc<Self>, driver: &Rc<Driver>, at: i64) {
        // Every move of the pointer asks for the same time.
        if let Some((due, timer)) = self.timer.take() {
            if due == at {
                self.timer.set(Some((due, timer)));
                return;
            }
            timer.clear();
        }
        let wait = u64::try_from(at - replica::now().0).unwrap_or_default();
        let (leading, driver) = (Rc::downgrade(self), Rc::downgrade(driver));
        let ring = move || {
            if let (Some(leading), Some(driver)) = (leading.upgrade(), driver.upgrade()) {
                leading.timer.set(None);
                leading.handle(&driver, Event::Timer);
            }
        };
        let timer = set_timeout_with_handle(ring, Duration::from_millis(wait)).ok();
        self.timer.set(timer.map(|timer| (at, timer)));
    }

    // The disk

    fn flush_soon(self: &Rc<Self>, driver: &Rc<Driver>, rest_ms: i64) {
        let took = driver.storage().map_or(0, |storage| storage.took());
        let rest = rest_ms.max(took * REST_TO_WORK);
        let at = replica::now().0 + rest;
        if self.flush_at.get().is_none_or(|due| at < due) {
            self.flush_at.set(Some(at));
            let (leading, driver) = (self.clone(), driver.clone());
            let ring = move || {
                // Otherwise something more urgent has put it forward.
                if leading.flush_at.get() == Some(at) {
                    leading.flush_unless_held(&driver);
                }
            };
            set_timeout(ring, Duration::from_millis(u64::try_from(rest).unwrap_or_default()));
        }
    }

    /// Putting a large replica into words takes several frames: not while the user has something in his hand.
    fn flush_unless_held(self: &Rc<Self>, driver: &Rc<Driver>) {
        let held = driver.shown().into_iter().filter_map(|room| driver.cell(room)).any(|cell| cell.is_held());
        if held {
            self.flush_at.set(None);
            self.flush_soon(driver, REST_MS);
        } else {
            self.flush(driver);
        }
    }

    /// Writes what is still only in memory of replica and undo stacks.
    pub(super) fn flush(self: &Rc<Self>, driver: &Rc<Driver>) {
        self.flush_at.set(None);
        for stream in self.dirty_streams.take() {
            let stored = self.client.borrow().stored_stream(stream);
            if let Some(stored) = stored {
                driver.write(Write::Stream(Box::new(stored)));
            }
        }
        for room in self.dirty_undo.take() {
            let stacks = self.client.borrow().stored_undo(room);
            driver.write(Write::Undo(room, Box::new(stacks)));
        }
    }

    // The screen

    fn show_room(self: &Rc<Self>, driver: &Rc<Driver>, room: RoomId, entities: Option<&Effects>) {
        if let Some(cell) = driver.cell(room).filter(|_| !self.ahead_of_disk.borrow().contains(&room)) {
            let client = self.client.borrow();
            if let Some(view) = client.room(room) {
                let loading = match (view.denied, view.loaded) {
                    (true, _) => Loading::Denied,
                    (false, true) => Loading::Loaded,
                    (false, false) => Loading::Waiting,
                };
                let (visible, actor) = (view.visible.clone(), view.actor);
                drop(client);
                show(&cell, visible, actor, entities, loading);
            }
        }
        let mut to_tell = self.to_tell.borrow_mut();
        match (to_tell.get_mut(&room), entities) {
            (Some(Some(known)), Some(entities)) => known.extend(entities.iter().copied()),
            (None, Some(entities)) => {
                to_tell.insert(room, Some(entities.clone()));
            }
            (_, None) => {
                to_tell.insert(room, None);
            }
            (Some(None), Some(_)) => {}
        }
        drop(to_tell);
        self.show_undo(driver, room);
        self.tell_soon(driver);
    }

    fn show_undo(self: &Rc<Self>, driver: &Rc<Driver>, room: RoomId) {
        let (undo, redo) = {
            let client = self.client.borrow();
            (client.undo_name(room).map(str::to_owned), client.redo_name(room).map(str::to_owned))
        };
        if let Some(cell) = driver.cell(room) {
            cell.show_undo(undo, redo);
        }
        self.to_tell.borrow_mut().entry(room).or_insert_with(|| Some(Effects::new()));
        self.tell_soon(driver);
    }

    fn show_presence(self: &Rc<Self>, driver: &Rc<Driver>, room: RoomId) {
        let peers = self.client.borrow().presence(room);
        if self.is_wanted_elsewhere(room) {
            let peers = peers.iter().map(|peer| (peer.who, peer.user, peer.body.clone())).collect();
            driver.say(&Message::Peers(room, peers));
        }
        // Ten colleagues send two hundred times a second; the screen shows sixty.
        if driver.cell(room).is_some() && self.presence_waits.borrow_mut().insert(room) {
            let (leading, driver) = (self.clone(), driver.clone());
            request_animation_frame(move || {
                leading.presence_waits.borrow_mut().remove(&room);
                let peers = leading.client.borrow().presence(room);
                if let Some(cell) = driver.cell(room) {
                    cell.presence.set(peers);
                }
            });
        }
    }

    fn show_status(self: &Rc<Self>, driver: &Rc<Driver>) {
        let status = self.client.borrow().status();
        driver.sync.set(status.into());
        self.tell_state.set(true);
        self.tell_soon(driver);
    }

    fn show_drawer(self: &Rc<Self>, driver: &Rc<Driver>) {
        let drawer = self.client.borrow().drawer().to_vec();
        driver.drawer.set(drawer);
        self.tell_state.set(true);
        self.tell_soon(driver);
    }

    fn show_board(self: &Rc<Self>, driver: &Rc<Driver>) {
        let (rows, founded) = {
            let client = self.client.borrow();
            (client.list(BOARD), client.founded().collect())
        };
        driver.founded.set(founded);
        // After taking over, the list as the last leader showed it stays until it has come again.
        if rows.is_some() {
            driver.board.set(rows);
        }
        self.tell_state.set(true);
        self.tell_soon(driver);
    }

    /// A gesture of this tab.
    pub(super) fn dispatch(
        self: &Rc<Self>,
        driver: &Rc<Driver>,
        room: RoomId,
        name: &str,
        parts: Parts,
    ) -> Result<(), Refusal> {
        let (id, name) = (replica::new_op_id(), name.to_owned());
        let ahead = self.ahead_of_disk.borrow().contains(&room);
        if let Some(cell) = driver.cell(room).filter(|_| ahead) {
            let accepted = accept(&cell.room(), cell.actor(), id, &parts)?;
            cell.show(accepted.room, cell.actor(), Some(&accepted.effects));
            self.handle(driver, Event::HandedOver { id, room, name, parts });
            return Ok(());
        }
        self.client.borrow().check(&parts, replica::now())?;
        self.handle(driver, Event::Local { id, room, name, parts });
        Ok(())
    }

    // Other tabs

    fn is_wanted_elsewhere(&self, room: RoomId) -> bool {
        self.tabs.borrow().values().any(|tab| tab.rooms.contains(&room))
    }

    /// A screen of this or another tab began or ceased to show a room.
    pub(super) fn wanted_changed(self: &Rc<Self>, driver: &Rc<Driver>, room: RoomId) {
        if room == RoomId::Board {
            return self.show_room(driver, room, None);
        }
        let wanted = driver.shows(room) || self.is_wanted_elsewhere(room);
        let open = self.opened.borrow().contains(&room);
        if wanted && !open {
            self.open_for(driver, room);
        } else if !wanted && open {
            self.opened.borrow_mut().remove(&room);
            self.handle(driver, Event::CloseRoom(room));
        }
        if wanted {
            self.show_room(driver, room, None);
        }
    }

    pub(super) fn hear(self: &Rc<Self>, driver: &Rc<Driver>, message: Message) {
        match message {
            Message::Shows { tab, rooms } => self.tab_shows(driver, tab, rooms),
            Message::Gesture(gesture) => self.take(driver, gesture),
            Message::Undo(room) => self.handle(driver, Event::Undo { id: replica::new_op_id(), room }),
            Message::Redo(room) => self.handle(driver, Event::Redo { id: replica::new_op_id(), room }),
            Message::Retry(op) => self.handle(driver, Event::Retry { op, id: replica::new_op_id() }),
            Message::Discard(op) => self.handle(driver, Event::Discard { op }),
            Message::Presence(room, body) => self.handle(driver, Event::Presence { room, body }),
            // Two leaders for a moment: the heartbeat settles it.
            Message::Leads
            | Message::Taken(_)
            | Message::Room(_)
            | Message::Peers(..)
            | Message::Told(_)
            | Message::State { .. } => {}
        }
    }

    fn tab_shows(self: &Rc<Self>, driver: &Rc<Driver>, tab: String, rooms: Vec<RoomId>) {
        let now = replica::now().0;
        let new: BTreeSet<RoomId> = rooms.into_iter().collect();
        let mut touched: BTreeSet<RoomId> = BTreeSet::new();
        {
            let mut tabs = self.tabs.borrow_mut();
            let first = !tabs.contains_key(&tab);
            let old = tabs.insert(tab, Tab { rooms: new.clone(), heard: now }).map(|tab| tab.rooms).unwrap_or_default();
            touched.extend(old.symmetric_difference(&new));
            if first {
                self.tell_state.set(true);
                self.tell_taken.set(true);
            }
            tabs.retain(|_, tab| {
                let here = now - tab.heard < TAB_GONE_MS;
                if !here {
                    touched.extend(tab.rooms.iter().copied());
                }
                here && !tab.rooms.is_empty()
            });
        }
        for room in touched {
            self.wanted_changed(driver, room);
        }
        self.tell_soon(driver);
    }

    /// A gesture of another tab becomes one of the client's. It leaves that tab's list on disk in the same step in which it
    /// enters the outbox or the drawer. It may come again, from a tab that has not heard yet that it was taken.
    fn take(self: &Rc<Self>, driver: &Rc<Driver>, gesture: Forwarded) {
        let Forwarded { id, room, name, parts } = gesture;
        if !self.taken.borrow().contains(&id) {
            let mut taken = self.taken.borrow_mut();
            taken.push_back(id);
            if taken.len() > TAKEN_MAX {
                taken.pop_front();
            }
            drop(taken);
            self.open_for(driver, room);
            self.handle(driver, Event::HandedOver { id, room, name, parts });
            self.to_tell.borrow_mut().insert(room, None);
        }
        // Behind the write that puts it into the outbox, if there is one: in any case it is no other tab's any more.
        driver.write(Write::DeleteForwarded(id));
        self.tell_taken.set(true);
        self.tell_soon(driver);
    }

    fn tell_soon(self: &Rc<Self>, driver: &Rc<Driver>) {
        if self.tabs.borrow().is_empty() {
            self.to_tell.borrow_mut().clear();
            return;
        }
        if !self.tell_waits.replace(true) {
            let (leading, driver) = (self.clone(), driver.clone());
            set_timeout(move || leading.tell(&driver), TABS_REST);
        }
    }

    fn tell(self: &Rc<Self>, driver: &Rc<Driver>) {
        self.tell_waits.set(false);
        if self.tell_state.replace(false) {
            driver.say(&Message::State {
                sync: driver.sync.get_untracked(),
                drawer: driver.drawer.get_untracked(),
                board: driver.board.get_untracked(),
                founded: driver.founded.get_untracked(),
            });
        }
        for (room, entities) in self.to_tell.take() {
            if self.is_wanted_elsewhere(room)
                && let Some(shared) = self.shared(room, entities)
            {
                driver.say(&Message::Room(Box::new(shared)));
            }
        }
        // After the rooms: what a tab no longer holds itself must be in what it shows.
        if self.tell_taken.replace(false) {
            driver.say(&Message::Taken(self.taken.borrow().iter().copied().collect()));
        }
    }

    fn shared(&self, room: RoomId, entities: Option<Effects>) -> Option<SharedRoom> {
        let client = self.client.borrow();
        let view = client.room(room)?;
        let loading = match (view.denied, view.loaded) {
            (true, _) => Loading::Denied,
            (false, true) => Loading::Loaded,
            (false, false) => Loading::Waiting,
        };
        Some(SharedRoom {
            room,
            streams: view.visible.streams().map(|(stream, state)| (stream, state.clone())).collect(),
            actor: view.actor,
            loading: loading.into(),
            undo: client.undo_name(room).map(str::to_owned),
            redo: client.redo_name(room).map(str::to_owned),
            entities: entities.map(|entities| entities.into_iter().collect()),
            taken: self.taken.borrow().iter().copied().collect(),
        })
    }
}
