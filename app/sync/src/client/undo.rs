//! Undo: one stack per room, of own ops only.

use super::record::{Step, UndoStacks};
use crate::{frame::RoomId, limits};
use model::{Change, OpId, Seq, StreamId};
use std::collections::BTreeMap;

/// The stacks of all rooms.
#[derive(Debug, Default)]
pub(super) struct UndoBook {
    rooms: BTreeMap<RoomId, UndoStacks>,
    /// Where the step of an op is.
    steps: BTreeMap<OpId, RoomId>,
}

/// Which of the two stacks of a room.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stack {
    Undo,
    Redo,
}

impl UndoStacks {
    fn stack(&mut self, which: Stack) -> &mut Vec<Step> {
        match which {
            Stack::Undo => &mut self.undo,
            Stack::Redo => &mut self.redo,
        }
    }
}

impl UndoBook {
    pub(super) fn restore(&mut self, room: RoomId, stacks: UndoStacks) {
        for step in stacks.undo.iter().chain(&stacks.redo) {
            self.steps.insert(step.op, room);
        }
        self.rooms.insert(room, stacks);
    }

    pub(super) fn stacks(&self, room: RoomId) -> Option<&UndoStacks> {
        self.rooms.get(&room)
    }

    /// A new step. What was undone before can no longer be redone after a new gesture.
    pub(super) fn push(&mut self, room: RoomId, which: Stack, step: Step, forget_redo: bool) {
        let stacks = self.rooms.entry(room).or_default();
        if forget_redo {
            for step in stacks.redo.drain(..) {
                self.steps.remove(&step.op);
            }
        }
        // A gesture handed over again has its step already.
        if step.inverse.is_empty() || self.steps.contains_key(&step.op) {
            return;
        }
        self.steps.insert(step.op, room);
        let stack = stacks.stack(which);
        stack.push(step);
        if stack.len() > limits::UNDO_STEPS {
            let oldest = stack.remove(0);
            self.steps.remove(&oldest.op);
        }
    }

    pub(super) fn pop(&mut self, room: RoomId, which: Stack) -> Option<Step> {
        let step = self.rooms.get_mut(&room)?.stack(which).pop()?;
        self.steps.remove(&step.op);
        Some(step)
    }

    /// The op was refused: there is nothing to take back. Returns the room whose stacks have changed.
    pub(super) fn forget(&mut self, op: OpId) -> Option<RoomId> {
        let room = self.steps.remove(&op)?;
        let stacks = self.rooms.get_mut(&room)?;
        stacks.undo.retain(|step| step.op != op);
        stacks.redo.retain(|step| step.op != op);
        Some(room)
    }

    /// What takes an op back has changed, because the ground under it has. Returns the room whose stacks have changed.
    pub(super) fn update(&mut self, op: OpId, stream: StreamId, inverse: &[Change]) -> Option<RoomId> {
        let room = *self.steps.get(&op)?;
        let stacks = self.rooms.get_mut(&room)?;
        let step = stacks.undo.iter_mut().chain(&mut stacks.redo).find(|step| step.op == op)?;
        let part = step.inverse.iter_mut().find(|(known, _)| *known == stream)?;
        if part.1 == inverse {
            return None;
        }
        part.1 = inverse.to_vec();
        Some(room)
    }

    /// The op stands there in the log. Returns the room whose stacks have changed.
    pub(super) fn stands(&mut self, op: OpId, stream: StreamId, seq: Seq) -> Option<RoomId> {
        let room = *self.steps.get(&op)?;
        let stacks = self.rooms.get_mut(&room)?;
        let step = stacks.undo.iter_mut().chain(&mut stacks.redo).find(|step| step.op == op)?;
        (step.rows.insert(stream, seq) != Some(seq)).then_some(room)
    }
}
