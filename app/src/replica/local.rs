//! A room without a session: gestures are judged and folded in place.

use super::{Desk, Loading, Parts, PresenceBody, RoomCell};
use leptos::prelude::*;
use model::{
    AccountRight, Action, Actor, ClientId, Effects, Millis, Op, OpId, Part, Refusal, Room, SCHEMA, Stamp, UserId,
};
use std::{cell::RefCell, rc::Rc};

/// Keeps the inverses of what was done.
#[derive(Default)]
pub(super) struct LocalDesk {
    undo: RefCell<Vec<(&'static str, Parts)>>,
    redo: RefCell<Vec<(&'static str, Parts)>>,
}

pub(super) fn room(room: Room, me: UserId) -> RoomCell {
    let actor = room.actor(me, AccountRight::None);
    let cell = RoomCell::new(room, actor, Rc::new(LocalDesk::default()));
    cell.loading.set(Loading::Loaded);
    cell
}

/// Refuses whatever is asked of it.
struct ClosedDesk;

impl Desk for ClosedDesk {
    fn dispatch(&self, _cell: &RoomCell, _name: &'static str, _parts: Parts) -> Result<(), Refusal> {
        Err(Refusal::NotAllowed { action: Action::EditMap })
    }

    fn undo(&self, _cell: &RoomCell) {}

    fn redo(&self, _cell: &RoomCell) {}

    fn send_presence(&self, _body: PresenceBody) {}
}

pub(super) fn read_only(room: Room, me: UserId) -> RoomCell {
    let actor = Actor { user: me, workspace: None, deal: None, account: AccountRight::None };
    let cell = RoomCell::new(room, actor, Rc::new(ClosedDesk));
    cell.loading.set(Loading::Loaded);
    cell
}

/// An op as the local judge needs it.
pub(crate) fn op_of(room: &Room, id: OpId, parts: Parts) -> Op {
    Op {
        id,
        client: ClientId::from_u128(0),
        client_seq: 0,
        schema: SCHEMA,
        at: Millis(0),
        batch: None,
        parts: parts
            .into_iter()
            .map(|(stream, changes)| Part {
                stream,
                base: room.get(stream).map(|state| state.seq).unwrap_or_default(),
                changes,
            })
            .collect(),
    }
}

impl LocalDesk {
    fn apply(&self, cell: &RoomCell, parts: Parts) -> Result<Parts, Refusal> {
        let room = cell.room();
        let user = cell.actor().user;
        let actor = room.actor(user, AccountRight::None);
        let op = op_of(&room, OpId::from_u128(0), parts);
        let accepted = model::accept(&room, &op, &Stamp::new(actor, super::now()))?;
        let effects: Effects = accepted.effects;
        let after = accepted.room.actor(user, AccountRight::None);
        cell.show(accepted.room, after, Some(&effects));
        Ok(accepted.inverse)
    }

    fn tell(&self, cell: &RoomCell) {
        let name =
            |stack: &RefCell<Vec<(&'static str, Parts)>>| stack.borrow().last().map(|(name, _)| (*name).to_owned());
        cell.undo.set(name(&self.undo));
        cell.redo.set(name(&self.redo));
    }

    fn back(
        &self,
        cell: &RoomCell,
        from: &RefCell<Vec<(&'static str, Parts)>>,
        to: &RefCell<Vec<(&'static str, Parts)>>,
    ) {
        let Some((name, parts)) = from.borrow_mut().pop() else { return };
        if let Ok(inverse) = self.apply(cell, parts) {
            to.borrow_mut().push((name, inverse));
        }
        self.tell(cell);
    }
}

impl Desk for LocalDesk {
    fn dispatch(&self, cell: &RoomCell, name: &'static str, parts: Parts) -> Result<(), Refusal> {
        let inverse = self.apply(cell, parts)?;
        self.undo.borrow_mut().push((name, inverse));
        self.redo.borrow_mut().clear();
        self.tell(cell);
        Ok(())
    }

    fn undo(&self, cell: &RoomCell) {
        self.back(cell, &self.undo, &self.redo);
    }

    fn redo(&self, cell: &RoomCell) {
        self.back(cell, &self.redo, &self.undo);
    }

    fn send_presence(&self, _body: PresenceBody) {}
}
