//! One tab: its rooms, its part among the tabs, and the disk.

use super::{
    Me, Notice, Parts, SyncState, Toast,
    following::Following,
    leader,
    leading::Leading,
    storage::{Storage, Write},
    tabs::{Channel, Message},
};
use crate::replica::{self, Desk, Loading, PresenceBody, RoomCell};
use leptos::prelude::*;
use model::{AccountRight, Actor, ClientId, Locale, OpId, Refusal, Replaced, Room, StreamId};
use std::{
    cell::{Cell, RefCell},
    collections::BTreeMap,
    rc::{Rc, Weak},
    time::Duration,
};
use sync::{
    client::{Event, RefusedOp},
    frame::{ListRow, RoomId},
};

/// Time after which the disk is tried again when it did not take something.
const STORAGE_RETRY: Duration = Duration::from_secs(5);

/// What this tab is to the others.
pub(super) enum Part {
    /// Not decided yet.
    Starting,
    /// Owns socket and outbox.
    Leads(Rc<Leading>),
    /// Shows what the leader shows.
    Follows(Rc<Following>),
}

/// A room some screen of this tab shows.
struct Shown {
    cell: Rc<RoomCell>,
    screens: usize,
}

pub(super) struct Driver {
    pub(super) me: Me,
    pub(super) tab: String,
    pub(super) locale: Cell<Locale>,
    part: RefCell<Part>,
    rooms: RefCell<BTreeMap<RoomId, Shown>>,
    channel: RefCell<Option<Channel>>,
    storage: RefCell<Option<Rc<Storage>>>,
    queue: RefCell<Vec<Write>>,
    writing: Cell<bool>,
    storage_failed: Cell<bool>,
    pub(super) sync: ArcRwSignal<SyncState>,
    pub(super) drawer: ArcRwSignal<Vec<RefusedOp>>,
    pub(super) board: ArcRwSignal<Option<Vec<ListRow>>>,
    /// What of the board is only on this device so far.
    pub(super) founded: ArcRwSignal<Vec<StreamId>>,
    pub(super) toasts: ArcRwSignal<Vec<Toast>>,
    next_toast: Cell<u32>,
}

impl Driver {
    pub(super) fn start(me: Me, locale: Locale) -> Rc<Self> {
        let name = format!("sandtable-{}", me.id);
        let driver = Rc::new(Self {
            tab: replica::new_op_id().to_string(),
            me,
            locale: Cell::new(locale),
            part: RefCell::new(Part::Starting),
            rooms: RefCell::default(),
            channel: RefCell::default(),
            storage: RefCell::default(),
            queue: RefCell::default(),
            writing: Cell::new(false),
            storage_failed: Cell::new(false),
            sync: ArcRwSignal::default(),
            drawer: ArcRwSignal::default(),
            board: ArcRwSignal::default(),
            founded: ArcRwSignal::default(),
            toasts: ArcRwSignal::default(),
            next_toast: Cell::new(0),
        });
        let hear = Rc::downgrade(&driver);
        *driver.channel.borrow_mut() = Channel::open(&name, move |message| {
            if let Some(driver) = hear.upgrade() {
                driver.hear(message);
            }
        });
        let (opened, stood) = (driver.clone(), driver.clone());
        leptos::task::spawn_local(async move {
            match Storage::open(opened.me.id).await {
                Ok(storage) => *opened.storage.borrow_mut() = Some(Rc::new(storage)),
                Err(_) => opened.storage_failed.set(true),
            }
            let (lead, follow, lost) = (stood.clone(), stood.clone(), stood.clone());
            leader::stand(
                &format!("{name}-leader"),
                &stood.tab,
                move || lead.lead(),
                move || follow.follow(),
                // What this tab holds in memory is on disk: starting again is the simplest correct way to step down.
                move || lost.start_again(),
            );
            // Without locks nobody says at once whether another tab leads: follow until it is known.
            if matches!(*stood.part.borrow(), Part::Starting) {
                stood.follow();
            }
        });
        driver.listen();
        driver
    }

    fn start_again(&self) {
        if let Some(window) = web_sys::window() {
            let _ = window.location().reload();
        }
    }

    fn lead(self: &Rc<Self>) {
        let driver = self.clone();
        leptos::task::spawn_local(async move {
            // What this tab handed over as a follower but has not written yet goes to disk first, and is found there.
            driver.written().await;
            let leading = Leading::take_over(&driver).await;
            // What was made since then is on disk or on its way there, and here in memory; from here on nothing waits.
            let ahead = driver.following().map(|following| following.take_ahead()).unwrap_or_default();
            *driver.part.borrow_mut() = Part::Leads(leading.clone());
            leading.begin(&driver, ahead);
        });
    }

    fn follow(self: &Rc<Self>) {
        let following = Rc::new(Following::default());
        *self.part.borrow_mut() = Part::Follows(following.clone());
        following.begin(self);
    }

    /// Network, visibility, and the end of the tab.
    fn listen(self: &Rc<Self>) {
        let online = self.clone();
        window_event_listener(leptos::ev::online, move |_| online.event(Event::Online));
        let offline = self.clone();
        window_event_listener(leptos::ev::offline, move |_| {
            if let Some(leading) = offline.leading() {
                leading.cut(&offline);
            }
        });
        let gone = self.clone();
        window_event_listener(leptos::ev::pagehide, move |_| gone.leave());
        let seen = self.clone();
        let visibility = wasm_bindgen::prelude::Closure::<dyn FnMut()>::new(move || {
            let visible = document().visibility_state() == web_sys::VisibilityState::Visible;
            if !visible {
                seen.flush();
            }
            seen.event(Event::Visibility(visible));
        });
        let listener = wasm_bindgen::JsCast::unchecked_ref(wasm_bindgen::closure::Closure::as_ref(&visibility));
        let _ = document().add_event_listener_with_callback("visibilitychange", listener);
        visibility.forget();
    }

    fn leave(self: &Rc<Self>) {
        self.flush();
        if matches!(*self.part.borrow(), Part::Follows(_)) {
            self.say(&Message::Shows { tab: self.tab.clone(), rooms: Vec::new() });
        }
    }

    fn flush(self: &Rc<Self>) {
        if let Some(leading) = self.leading() {
            leading.flush(self);
        }
    }

    pub(super) fn leading(&self) -> Option<Rc<Leading>> {
        match &*self.part.borrow() {
            Part::Leads(leading) => Some(leading.clone()),
            Part::Starting | Part::Follows(_) => None,
        }
    }

    pub(super) fn following(&self) -> Option<Rc<Following>> {
        match &*self.part.borrow() {
            Part::Follows(following) => Some(following.clone()),
            Part::Starting | Part::Leads(_) => None,
        }
    }

    /// An event for the client, if it lives in this tab.
    fn event(self: &Rc<Self>, event: Event) {
        if let Some(leading) = self.leading() {
            leading.handle(self, event);
        }
    }

    pub(super) fn say(&self, message: &Message) {
        if let Some(channel) = &*self.channel.borrow() {
            channel.say(message);
        }
    }

    fn hear(self: &Rc<Self>, message: Message) {
        if let Some(leading) = self.leading() {
            leading.hear(self, message);
        } else if let Some(following) = self.following() {
            following.hear(self, message);
        }
    }

    // Rooms

    pub(super) fn open(self: &Rc<Self>, room: RoomId) -> Rc<RoomCell> {
        let (cell, first) = {
            let mut rooms = self.rooms.borrow_mut();
            let shown = rooms.entry(room).or_insert_with(|| {
                let desk = Rc::new(SessionDesk { driver: Rc::downgrade(self), room });
                let nobody = Actor { user: self.me.id, workspace: None, deal: None, account: AccountRight::default() };
                Shown { cell: Rc::new(RoomCell::new(Room::default(), nobody, desk)), screens: 0 }
            });
            shown.screens += 1;
            (shown.cell.clone(), shown.screens == 1)
        };
        if first {
            self.rooms_changed(room);
        }
        cell
    }

    fn close(self: &Rc<Self>, room: RoomId) {
        let last = {
            let mut rooms = self.rooms.borrow_mut();
            let Some(shown) = rooms.get_mut(&room) else { return };
            shown.screens -= 1;
            let last = shown.screens == 0;
            if last {
                rooms.remove(&room);
            }
            last
        };
        if last {
            self.rooms_changed(room);
        }
    }

    fn rooms_changed(self: &Rc<Self>, room: RoomId) {
        if let Some(leading) = self.leading() {
            leading.wanted_changed(self, room);
        } else if let Some(following) = self.following() {
            following.say_rooms(self);
        }
    }

    pub(super) fn shows(&self, room: RoomId) -> bool {
        self.rooms.borrow().contains_key(&room)
    }

    pub(super) fn shown(&self) -> Vec<RoomId> {
        self.rooms.borrow().keys().copied().collect()
    }

    pub(super) fn cell(&self, room: RoomId) -> Option<Rc<RoomCell>> {
        self.rooms.borrow().get(&room).map(|shown| shown.cell.clone())
    }

    // Wishes of the screen

    pub(super) fn retry(self: &Rc<Self>, op: OpId) {
        match self.leading() {
            Some(leading) => leading.handle(self, Event::Retry { op, id: replica::new_op_id() }),
            None => self.say(&Message::Retry(op)),
        }
    }

    pub(super) fn discard(self: &Rc<Self>, op: OpId) {
        match self.leading() {
            Some(leading) => leading.handle(self, Event::Discard { op }),
            None => self.say(&Message::Discard(op)),
        }
    }

    pub(super) fn reconnect(self: &Rc<Self>) {
        self.event(Event::Reconnect);
    }

    pub(super) fn set_locale(self: &Rc<Self>, locale: Locale) {
        self.locale.set(locale);
        self.event(Event::Locale(locale));
    }

    pub(super) fn restore(self: &Rc<Self>, replaced: &Replaced) {
        let holds = |cell: &Rc<RoomCell>| cell.room().get(replaced.stream).is_some();
        let cell = self.rooms.borrow().values().map(|shown| shown.cell.clone()).find(holds);
        let Some(cell) = cell else { return };
        let parts = vec![(replaced.stream, replaced.restore.clone())];
        if let Err(refusal) = cell.desk().dispatch(&cell, "restore", parts) {
            self.tell(Notice::NotDone(Box::new(refusal)));
        }
    }

    // Notices

    pub(super) fn tell(self: &Rc<Self>, notice: Notice) {
        /// More than this nobody reads; the oldest goes.
        const TOASTS_MAX: usize = 4;
        let id = self.next_toast.get();
        self.next_toast.set(id + 1);
        let stays = notice.stays_ms();
        self.toasts.update(|toasts| {
            toasts.retain(|toast| toast.notice != notice);
            toasts.push(Toast { id, notice });
            if toasts.len() > TOASTS_MAX {
                toasts.remove(0);
            }
        });
        if let Some(stays) = stays {
            let driver = self.clone();
            set_timeout(move || driver.dismiss(id), Duration::from_millis(stays));
        }
    }

    pub(super) fn dismiss(&self, toast: u32) {
        self.toasts.update(|toasts| toasts.retain(|shown| shown.id != toast));
    }

    // The disk

    pub(super) fn storage(&self) -> Option<Rc<Storage>> {
        self.storage.borrow().clone()
    }

    /// Queues a write. What is queued together is written in one transaction, in order.
    pub(super) fn write(self: &Rc<Self>, write: Write) {
        if self.storage.borrow().is_none() {
            self.storage_is(false);
            return;
        }
        self.queue.borrow_mut().push(write);
        if !self.writing.replace(true) {
            let driver = self.clone();
            leptos::task::spawn_local(async move { driver.drain().await });
        }
    }

    async fn drain(self: &Rc<Self>) {
        while let Some(storage) = self.storage() {
            let batch = std::mem::take(&mut *self.queue.borrow_mut());
            if batch.is_empty() {
                break;
            }
            if storage.write(&batch).await.is_ok() {
                self.storage_is(true);
                self.stored(batch);
            } else {
                self.queue.borrow_mut().splice(0..0, batch);
                self.storage_is(false);
                sleep(STORAGE_RETRY).await;
            }
        }
        self.writing.set(false);
    }

    /// Waits until nothing is queued. A disk that takes nothing is not waited for.
    async fn written(&self) {
        while self.writing.get() && !self.storage_failed.get() {
            sleep(Duration::from_millis(10)).await;
        }
    }

    fn stored(self: &Rc<Self>, batch: Vec<Write>) {
        for write in batch {
            match write {
                Write::Op(record) => self.event(Event::Stored { op: record.op.id }),
                Write::Forwarded(forwarded) => {
                    if let Some(following) = self.following() {
                        following.stored(self, *forwarded);
                    }
                }
                _ => {}
            }
        }
    }

    pub(super) fn storage_is(self: &Rc<Self>, works: bool) {
        if self.storage_failed.replace(!works) == works {
            self.event(if works { Event::StorageWorks } else { Event::StorageFailed });
            if let Some(following) = self.following().filter(|_| !works) {
                following.storage_failed(self);
            }
        }
    }

    pub(super) fn storage_has_failed(&self) -> bool {
        self.storage_failed.get()
    }
}

/// A browser profile that has no id yet.
pub(super) fn fresh_client() -> ClientId {
    ClientId(replica::new_op_id().0)
}

pub(super) async fn sleep(time: Duration) {
    let millis = i32::try_from(time.as_millis()).unwrap_or(i32::MAX);
    let promise = js_sys::Promise::new(&mut |resolve, _| {
        if let Some(window) = web_sys::window() {
            let _ = window.set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, millis);
        }
    });
    let _ = wasm_bindgen_futures::JsFuture::from(promise).await;
}

/// The desk of one room.
struct SessionDesk {
    driver: Weak<Driver>,
    room: RoomId,
}

impl Desk for SessionDesk {
    fn dispatch(&self, cell: &RoomCell, name: &'static str, parts: Parts) -> Result<(), Refusal> {
        let driver = self.driver.upgrade().ok_or(Refusal::NoAccess)?;
        if let Some(leading) = driver.leading() {
            return leading.dispatch(&driver, self.room, name, parts);
        }
        let following = driver.following().ok_or(Refusal::NoAccess)?;
        following.dispatch(&driver, cell, self.room, name, parts)
    }

    fn undo(&self, _: &RoomCell) {
        let Some(driver) = self.driver.upgrade() else { return };
        match driver.leading() {
            Some(leading) => leading.handle(&driver, Event::Undo { id: replica::new_op_id(), room: self.room }),
            None => driver.say(&Message::Undo(self.room)),
        }
    }

    fn redo(&self, _: &RoomCell) {
        let Some(driver) = self.driver.upgrade() else { return };
        match driver.leading() {
            Some(leading) => leading.handle(&driver, Event::Redo { id: replica::new_op_id(), room: self.room }),
            None => driver.say(&Message::Redo(self.room)),
        }
    }

    fn send_presence(&self, body: PresenceBody) {
        let Some(driver) = self.driver.upgrade() else { return };
        match driver.leading() {
            Some(leading) => leading.handle(&driver, Event::Presence { room: self.room, body }),
            None => driver.say(&Message::Presence(self.room, body)),
        }
    }

    fn leave(&self) {
        if let Some(driver) = self.driver.upgrade() {
            driver.close(self.room);
        }
    }
}

/// Shows a room's state on the screen of this tab.
pub(super) fn show(cell: &RoomCell, room: Room, actor: Actor, entities: Option<&model::Effects>, loading: Loading) {
    cell.show(room, actor, entities);
    if cell.loading.get_untracked() != loading {
        cell.loading.set(loading);
    }
}
