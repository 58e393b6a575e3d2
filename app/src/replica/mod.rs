//! The local replica: what screens read and where their gestures go.
//!
//! A screen opens a room and gets a [`RoomHandle`]. It reads untracked state with [`RoomHandle::with`] and subscribes to
//! single entities with [`RoomHandle::track`], so that an op redraws only what it touched. Gestures go through
//! [`RoomHandle::dispatch`]: checked and shown at once, judged by the server later.
//!
//! What is behind a handle is its [`Desk`]: the session in the app, or [`local::LocalDesk`] in component tests.

mod changes;
mod ids;
mod local;

pub use changes::{MANY, Stirred};
pub(crate) use ids::fill_random;
pub use ids::{
    day_of, end_of, new_account_id, new_assessment_id, new_batch_id, new_comment_id, new_competitor_id, new_deal_id,
    new_department_id, new_fishbone_id, new_key_role_id, new_line_id, new_moment_id, new_op_id, new_pain_id,
    new_person_id, new_step_id, new_task_id, now, today,
};
pub(crate) use local::op_of;
pub use sync::{client::Peer as Presence, frame::PresenceBody};

use leptos::{prelude::*, reactive::signal::ArcTrigger};
use model::{Actor, Change, Effects, EntityKey, Refusal, Room, StreamId, UserId};
use std::{
    cell::{Cell, RefCell},
    collections::HashMap,
    rc::Rc,
};

/// Parts of a gesture: what it changes, per stream.
pub type Parts = Vec<(StreamId, Vec<Change>)>;

/// Takes what a screen wants done.
pub(crate) trait Desk {
    /// One gesture.
    fn dispatch(&self, room: &RoomCell, name: &'static str, parts: Parts) -> Result<(), Refusal>;
    /// Takes back the last own step.
    fn undo(&self, room: &RoomCell);
    /// Does the last undone step again.
    fn redo(&self, room: &RoomCell);
    /// Tells the others what this user does.
    fn send_presence(&self, body: PresenceBody);
    /// One screen less shows the room.
    fn leave(&self) {}
}

/// Whether the content of a room is here.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Loading {
    /// Not yet.
    #[default]
    Waiting,
    /// All of it, perhaps from an earlier visit.
    Loaded,
    /// The user may not read it, or it does not exist.
    Denied,
}

/// Everything a room holds on this device. Kept outside the reactive graph; the triggers connect the two.
pub(crate) struct RoomCell {
    content: RefCell<Content>,
    shape: ArcTrigger,
    /// Told after `shape`: at once in a small room, once in a while in a large one.
    settled: ArcTrigger,
    settling: Rc<Cell<bool>>,
    /// What the last ops changed, the newest last; `None` is everything.
    changes: RefCell<changes::Changes>,
    desk: Rc<dyn Desk>,
    pub(crate) loading: ArcRwSignal<Loading>,
    pub(crate) undo: ArcRwSignal<Option<String>>,
    pub(crate) redo: ArcRwSignal<Option<String>>,
    pub(crate) presence: ArcRwSignal<Vec<Presence>>,
    /// What the others are told of this user.
    mine: RefCell<PresenceBody>,
}

struct Content {
    room: Rc<Room>,
    actor: Actor,
    entities: HashMap<EntityKey, ArcTrigger>,
}

impl RoomCell {
    pub(crate) fn new(room: Room, actor: Actor, desk: Rc<dyn Desk>) -> Self {
        Self {
            content: RefCell::new(Content { room: Rc::new(room), actor, entities: HashMap::new() }),
            shape: ArcTrigger::new(),
            settled: ArcTrigger::new(),
            settling: Rc::default(),
            changes: RefCell::default(),
            desk,
            loading: ArcRwSignal::default(),
            undo: ArcRwSignal::default(),
            redo: ArcRwSignal::default(),
            presence: ArcRwSignal::default(),
            mine: RefCell::default(),
        }
    }

    pub(crate) fn room(&self) -> Rc<Room> {
        self.content.borrow().room.clone()
    }

    pub(crate) fn actor(&self) -> Actor {
        self.content.borrow().actor
    }

    /// Whether this user has something of the room in his hand.
    pub(crate) fn is_held(&self) -> bool {
        !self.mine.borrow().gesture.is_empty()
    }

    pub(crate) fn desk(&self) -> Rc<dyn Desk> {
        self.desk.clone()
    }

    /// Shows the names of the steps that can be taken back and done again.
    pub(crate) fn show_undo(&self, undo: Option<String>, redo: Option<String>) {
        for (signal, name) in [(&self.undo, undo), (&self.redo, redo)] {
            if signal.get_untracked() != name {
                signal.set(name);
            }
        }
    }

    /// Shows a new state; `entities` are those that look different, `None` means all.
    pub(crate) fn show(&self, room: Room, actor: Actor, entities: Option<&Effects>) {
        let triggers: Vec<ArcTrigger> = {
            let mut content = self.content.borrow_mut();
            self.changes.borrow_mut().note(entities);
            content.room = Rc::new(room);
            // Another role of the user changes what every control may do.
            let all = content.actor != actor;
            content.actor = actor;
            match entities {
                Some(entities) if !all => {
                    entities.iter().filter_map(|key| content.entities.get(key)).cloned().collect()
                }
                _ => content.entities.values().cloned().collect(),
            }
        };
        for trigger in triggers {
            trigger.notify();
        }
        self.shape.notify();
        self.settle();
    }
}

/// One open room. Copy it wherever it is needed; it lives as long as the screen that opened it.
#[derive(Clone, Copy)]
pub struct RoomHandle {
    cell: StoredValue<Rc<RoomCell>, LocalStorage>,
}

impl RoomHandle {
    /// A room that is only looked at: the user has no role in it.
    pub fn read_only(room: Room, me: UserId) -> Self {
        Self::of(Rc::new(local::read_only(room, me)))
    }

    /// Shows another state of a room that is only looked at.
    pub fn replace(&self, room: Room) {
        self.cell.with_value(|cell| cell.show(room, cell.actor(), None));
    }

    /// A room that lives in this tab only: what examples and component tests use.
    pub fn local(room: Room, me: UserId) -> Self {
        Self::of(Rc::new(local::room(room, me)))
    }

    /// A handle that leaves the room when its screen goes.
    pub(crate) fn of(cell: Rc<RoomCell>) -> Self {
        let desk = cell.desk.clone();
        let leave = StoredValue::new_local(desk);
        on_cleanup(move || {
            let _ = leave.try_with_value(|desk| desk.leave());
        });
        Self { cell: StoredValue::new_local(cell) }
    }

    fn cell(&self) -> Rc<RoomCell> {
        self.cell.get_value()
    }

    /// Reads the visible state: confirmed plus pending. Not tracked.
    pub fn with<R>(&self, read: impl FnOnce(&Room) -> R) -> R {
        let room = self.cell().room();
        read(&room)
    }

    /// The name of one of our own people. Not tracked.
    pub fn member_name(&self, user: UserId) -> Option<String> {
        self.with(|room| room.member(user).map(|member| member.name.clone()))
    }

    /// Runs the current effect again when this entity changes.
    pub fn track(&self, key: EntityKey) {
        let cell = self.cell();
        let trigger = cell.content.borrow_mut().entities.entry(key).or_default().clone();
        trigger.track();
    }

    /// Runs the current effect again when anything in the room changes: for numbers and lists over all entities.
    pub fn track_all(&self) {
        self.cell().shape.track();
    }

    /// The user in front of this screen.
    pub fn me(&self) -> UserId {
        self.actor().user
    }

    /// The roles of the user in front of this screen.
    pub fn actor(&self) -> Actor {
        self.cell().actor()
    }

    /// One gesture: checked, shown, queued. `name` is the key of the gesture's name in the undo menu. A refusal comes back at
    /// once and nothing has changed.
    pub fn dispatch(&self, name: &'static str, parts: Parts) -> Result<(), Refusal> {
        let cell = self.cell();
        cell.desk.dispatch(&cell, name, parts)
    }

    /// Takes back the last own step; what could not be taken back is told in a notice.
    pub fn undo(&self) {
        let cell = self.cell();
        cell.desk.undo(&cell);
    }

    /// Does the last undone step again.
    pub fn redo(&self) {
        let cell = self.cell();
        cell.desk.redo(&cell);
    }

    /// Key of the name of the step that undo would take back.
    pub fn can_undo(&self) -> Signal<Option<String>> {
        self.cell().undo.clone().into()
    }

    /// Key of the name of the step that redo would do again.
    pub fn can_redo(&self) -> Signal<Option<String>> {
        self.cell().redo.clone().into()
    }

    /// Whether the content is here.
    pub fn loading(&self) -> Signal<Loading> {
        self.cell().loading.clone().into()
    }

    /// Whether all of the content is here.
    pub fn loaded(&self) -> Signal<bool> {
        let loading = self.cell().loading.clone();
        Signal::derive(move || loading.get() == Loading::Loaded)
    }

    /// The others in the room.
    pub fn presence(&self) -> Signal<Vec<Presence>> {
        self.cell().presence.clone().into()
    }

    /// Tells the others that this user is here, whatever he does.
    pub fn announce(&self) {
        let cell = self.cell();
        let body = cell.mine.borrow().clone();
        cell.desk.send_presence(body);
    }

    /// Changes what the others are told of this user; each screen of the room says its part. May be called on every pointer
    /// event; it is sent 20 times a second at most.
    pub fn change_presence(&self, change: impl FnOnce(&mut PresenceBody)) {
        // A screen that closes may speak after its room has gone.
        let Some(cell) = self.cell.try_get_value() else { return };
        let body = {
            let mut mine = cell.mine.borrow_mut();
            let before = mine.clone();
            change(&mut mine);
            (*mine != before).then(|| mine.clone())
        };
        if let Some(body) = body {
            cell.desk.send_presence(body);
        }
    }
}
