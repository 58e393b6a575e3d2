//! Gestures: from the user's hand to the outbox, and back out of the drawer.

use super::{
    Client, Effect, Notice, OpKind, OpRecord, RefusedOp, Restored, Step, outbox::Pending, replica::Verdict, undo::Stack,
};
use crate::{fault::Fault, frame::RoomId, limits};
use model::{
    CHANGES_MAX, Change, Millis, Op, OpId, Part, Refusal, Room, SCHEMA, Seq, StreamId, StreamState, undo::undo_since,
};
use std::collections::{BTreeMap, BTreeSet};

impl Client {
    /// Takes over what an earlier tab left, and connects.
    pub(super) fn restore(&mut self, restored: Restored) {
        for stored in restored.streams {
            match model::json::from_str::<StreamState>(&stored.state) {
                Ok(state) if state.seq == stored.seq => {
                    if let StreamId::Account(account) = stored.stream {
                        self.replica.rights.insert(account, stored.account_right);
                    }
                    self.replica.confirmed.insert(stored.stream, state);
                    self.dirty.insert(stored.stream);
                }
                // Written by another release: the server has it.
                _ => self.out.push(Effect::DropStream(stored.stream)),
            }
        }
        let refused: BTreeSet<OpId> = restored.drawer.iter().map(|refused| refused.record.op.id).collect();
        self.drawer = restored.drawer;
        let mut outbox = restored.outbox;
        model::order::sort_by_key(&mut outbox, |record| record.op.client_seq);
        for record in outbox {
            self.next_client_seq = self.next_client_seq.max(record.op.client_seq + 1);
            if refused.contains(&record.op.id) {
                self.out.push(Effect::DeleteOp(record.op.id));
                continue;
            }
            self.dirty.extend(record.op.parts.iter().map(|part| part.stream));
            let at = record.op.at;
            self.outbox.ops.extend(Pending::new(record, at, true));
        }
        for (room, stacks) in restored.undo {
            self.undo.restore(room, stacks);
        }
        self.restored = true;
        self.reloaded.extend(self.rooms.keys().copied());
        self.connect(false, false);
    }

    pub(super) fn op(&self, id: OpId, parts: Vec<(StreamId, Vec<Change>)>, now: Millis) -> Op {
        let mut parts: Vec<Part> = parts
            .into_iter()
            .map(|(stream, changes)| Part { stream, base: self.replica.seq(stream), changes })
            .collect();
        model::order::sort_by_key(&mut parts, |part| part.stream);
        Op {
            id,
            client: self.config.client,
            client_seq: self.next_client_seq,
            schema: SCHEMA,
            at: now,
            batch: None,
            parts,
        }
    }

    /// What the server's clock says now, as far as this device knows.
    pub(super) fn server_time(&self) -> Millis {
        Millis(self.now.0.saturating_add(self.clock_offset))
    }

    /// Limits that would make the server refuse the op whatever it says.
    pub(super) fn within_limits(&self, op: &Op) -> Result<(), Refusal> {
        let count = op.parts.iter().map(|part| part.changes.len()).sum::<usize>();
        if count == 0 {
            return Err(Refusal::NothingToDo);
        }
        if count > CHANGES_MAX {
            return Err(Refusal::TooManyChanges { count: count as u64, max: CHANGES_MAX as u64 });
        }
        let bytes = serde_json::to_string(op).map_or(usize::MAX, |json| json.len());
        if bytes > limits::OP_BYTES {
            return Err(Refusal::TooLarge { bytes: bytes as u64, max: limits::OP_BYTES as u64 });
        }
        Ok(())
    }

    pub(super) fn gesture(&mut self, id: OpId, room: RoomId, name: String, parts: Vec<(StreamId, Vec<Change>)>) {
        self.perform(id, room, OpKind::Gesture { name }, parts);
    }

    /// A gesture of another tab, perhaps not for the first time.
    pub(super) fn handed_over(&mut self, id: OpId, room: RoomId, name: String, parts: Vec<(StreamId, Vec<Change>)>) {
        if self.outbox.get(id).is_some() || self.drawer.iter().any(|refused| refused.record.op.id == id) {
            return;
        }
        let op = self.new_op(id, parts);
        let verdict = match self.within_limits(&op) {
            Ok(()) => match self.judge(&op) {
                Verdict::Refused(_) => Verdict::Unknown,
                verdict => verdict,
            },
            Err(refusal) => Verdict::Refused(refusal),
        };
        self.admit(op, room, OpKind::Gesture { name }, verdict);
    }

    /// Makes an op: shows it, stores it, queues it; or puts it into the drawer.
    fn perform(&mut self, id: OpId, room: RoomId, kind: OpKind, parts: Vec<(StreamId, Vec<Change>)>) {
        let op = self.new_op(id, parts);
        let verdict = match self.within_limits(&op) {
            Ok(()) => self.judge(&op),
            Err(refusal) => Verdict::Refused(refusal),
        };
        self.admit(op, room, kind, verdict);
    }

    fn new_op(&mut self, id: OpId, parts: Vec<(StreamId, Vec<Change>)>) -> Op {
        let op = self.op(id, parts, self.now);
        self.next_client_seq += 1;
        op
    }

    fn judge(&self, op: &Op) -> Verdict {
        self.replica.judge(op, &BTreeSet::new(), self.config.user, self.server_time())
    }

    fn admit(&mut self, op: Op, room: RoomId, kind: OpKind, verdict: Verdict) {
        let id = op.id;
        let record = OpRecord { op, room, kind };
        if let Verdict::Refused(refusal) = verdict {
            return self.put_into_drawer(record, refusal, None);
        }
        let Some(mut pending) = Pending::new(record.clone(), self.server_time(), false) else {
            return self.put_into_drawer(record, Refusal::Unreadable, None);
        };
        if let Verdict::Passes(accepted) = verdict {
            self.replica.show(&record.op, &accepted);
            self.changed.extend(accepted.effects.iter().copied());
            self.touched.extend(record.op.parts.iter().map(|part| part.stream));
            pending.effects = accepted.effects;
            pending.inverse = accepted.inverse;
            pending.shown = true;
            let (name, inverse) = (record.kind.name().to_owned(), pending.inverse.clone());
            let step = Step { op: id, name, inverse, rows: BTreeMap::new() };
            let (stack, forget_redo) = match record.kind {
                OpKind::Gesture { .. } | OpKind::Retry { .. } => (Stack::Undo, true),
                OpKind::Redo { .. } => (Stack::Undo, false),
                OpKind::Undo { .. } => (Stack::Redo, false),
            };
            self.undo.push(room, stack, step, forget_redo);
            self.undo_changed(room);
        }
        self.outbox.ops.push(pending);
        self.out.push(Effect::StoreOp(record));
    }

    pub(super) fn undo_changed(&mut self, room: RoomId) {
        self.out.push(Effect::StoreUndo(room));
        self.out.push(Effect::Undo(room));
    }

    /// Undo, or redo: pushes what takes the step back, without what others have changed since.
    pub(super) fn take_back(&mut self, id: OpId, room: RoomId, which: Stack) {
        let Some(step) = self.undo.pop(room, which) else { return };
        let redo = which == Stack::Redo;
        self.undo_changed(room);
        let streams = step.inverse.iter().map(|(stream, _)| *stream);
        let visible = Room::of(streams.filter_map(|id| Some((id, self.replica.visible.get(&id)?.clone()))));
        let back = undo_since(&visible, &step.inverse, self.config.user, &self.rows_of(&step));
        let op = self.op(id, back.parts.clone(), self.now);
        let passes = match self.within_limits(&op) {
            Ok(()) => matches!(self.judge(&op), Verdict::Passes(_)),
            Err(_) => false,
        };
        if back.kept == 0 || !passes {
            return self.out.push(Effect::Notice(Notice::NothingUndone { name: step.name, redo }));
        }
        let name = step.name.clone();
        let kind = if redo { OpKind::Redo { name } } else { OpKind::Undo { name } };
        self.perform(id, room, kind, back.parts);
        let of = back.kept + back.left_out;
        self.out.push(Effect::Notice(Notice::Undone { name: step.name, redo, done: back.kept, of }));
    }

    /// Where a step's op stands in its streams. One the server has not answered will stand behind all that is there.
    fn rows_of(&self, step: &Step) -> BTreeMap<StreamId, Seq> {
        let mut rows = step.rows.clone();
        if let Some(pending) = self.outbox.get(step.op).filter(|pending| pending.acked.is_none()) {
            for part in &pending.record.op.parts {
                rows.entry(part.stream).or_insert_with(|| self.replica.seq(part.stream));
            }
        }
        rows
    }

    pub(super) fn retry(&mut self, op: OpId, id: OpId) {
        let Some(refused) = self.take_from_drawer(op) else { return };
        let OpRecord { op, room, kind } = refused.record;
        let parts = op.parts.into_iter().map(|part| (part.stream, part.changes)).collect();
        self.perform(id, room, OpKind::Retry { name: kind.name().to_owned() }, parts);
    }

    pub(super) fn take_from_drawer(&mut self, op: OpId) -> Option<RefusedOp> {
        let place = self.drawer.iter().position(|refused| refused.record.op.id == op)?;
        self.out.push(Effect::DeleteRefused(op));
        self.out.push(Effect::Drawer);
        Some(self.drawer.remove(place))
    }

    fn put_into_drawer(&mut self, record: OpRecord, refusal: Refusal, sentence: Option<String>) {
        if self.config.faults.has(Fault::ClientDropsRefused) {
            return self.out.push(Effect::DeleteOp(record.op.id));
        }
        let op = record.op.id;
        let refused = RefusedOp { record, refusal: refusal.clone(), sentence };
        self.out.push(Effect::StoreRefused(refused.clone()));
        self.drawer.push(refused);
        self.out.push(Effect::Drawer);
        self.out.push(Effect::Notice(Notice::Refused { op, refusal }));
    }

    /// The server has refused an op.
    pub(super) fn refused(&mut self, op: OpId, refusal: Refusal, sentence: Option<String>) {
        let Some(pending) = self.outbox.take(op) else { return };
        self.dirty.extend(pending.record.op.parts.iter().map(|part| part.stream));
        self.changed.extend(pending.effects.iter().copied());
        if let Some(room) = self.undo.forget(op) {
            self.undo_changed(room);
        }
        self.put_into_drawer(pending.record, refusal, sentence);
    }
}
