//! The local replica: what screens read and where their gestures go.
//!
//! A screen opens a room and gets a [`RoomHandle`]. It reads untracked state with [`RoomHandle::with`] and subscribes to
//! single entities with [`RoomHandle::track`], so that an op redraws only what it touched. Gestures go through
//! [`RoomHandle::dispatch`]: checked and shown at once, judged by the server later.

use leptos::prelude::*;
use model::{AccountRight, Actor, Change, Effects, EntityKey, Millis, Refusal, Room, Stamp, StreamId, UserId};
use std::{cell::RefCell, collections::HashMap, rc::Rc};

/// Everything a room holds on this device. Kept outside the reactive graph; the triggers connect the two.
struct RoomState {
    room: Room,
    me: UserId,
    entities: HashMap<EntityKey, Trigger>,
    shape: Trigger,
}

/// One open room.
#[derive(Clone, Copy)]
pub struct RoomHandle {
    state: StoredValue<Rc<RefCell<RoomState>>, LocalStorage>,
}

impl RoomHandle {
    /// A room that lives in this tab only: what examples and component tests use.
    pub fn local(room: Room, me: UserId) -> Self {
        let state = RoomState { room, me, entities: HashMap::new(), shape: Trigger::new() };
        Self { state: StoredValue::new_local(Rc::new(RefCell::new(state))) }
    }

    /// Reads the visible state: confirmed plus pending. Not tracked.
    pub fn with<R>(&self, read: impl FnOnce(&Room) -> R) -> R {
        let state = self.state.get_value();
        let state = state.borrow();
        read(&state.room)
    }

    /// Runs the current effect again when this entity changes.
    pub fn track(&self, key: EntityKey) {
        let state = self.state.get_value();
        let trigger = *state.borrow_mut().entities.entry(key).or_default();
        trigger.track();
    }

    /// Runs the current effect again when anything in the room changes: for numbers and lists over all entities.
    pub fn track_all(&self) {
        let shape = self.state.get_value().borrow().shape;
        shape.track();
    }

    /// The user in front of this screen.
    pub fn me(&self) -> UserId {
        self.state.get_value().borrow().me
    }

    /// The roles of the user in front of this screen.
    pub fn actor(&self) -> Actor {
        let me = self.me();
        self.with(|room| room.actor(me, AccountRight::None))
    }

    /// One gesture: checked, shown, queued. `name` is the key of the gesture's name in the undo menu. A refusal comes back at
    /// once and nothing has changed.
    pub fn dispatch(&self, name: &'static str, parts: Vec<(StreamId, Vec<Change>)>) -> Result<(), Refusal> {
        let _ = name;
        let cell = self.state.get_value();
        let effects = {
            let mut state = cell.borrow_mut();
            let actor = state.room.actor(state.me, AccountRight::None);
            let op = local_op(&state.room, parts);
            let accepted = model::accept(&state.room, &op, &Stamp::new(actor, Millis(0)))?;
            state.room = accepted.room;
            accepted.effects
        };
        self.notify(&effects);
        Ok(())
    }

    fn notify(&self, effects: &Effects) {
        let (triggers, shape): (Vec<Trigger>, Trigger) = {
            let state = self.state.get_value();
            let state = state.borrow();
            (effects.iter().filter_map(|key| state.entities.get(key)).copied().collect(), state.shape)
        };
        for trigger in triggers {
            trigger.notify();
        }
        shape.notify();
    }
}

fn local_op(room: &Room, parts: Vec<(StreamId, Vec<Change>)>) -> model::Op {
    model::Op {
        id: model::OpId::from_u128(0),
        client: model::ClientId::from_u128(0),
        client_seq: 0,
        schema: model::SCHEMA,
        at: Millis(0),
        batch: None,
        parts: parts
            .into_iter()
            .map(|(stream, changes)| model::Part {
                stream,
                base: room.get(stream).map(|state| state.seq).unwrap_or_default(),
                changes,
            })
            .collect(),
    }
}
