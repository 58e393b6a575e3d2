//! The replica: every stream on this device twice, as the server has it and as the user sees it.
//!
//! What must hold: `visible` is exactly `confirmed` with the pending ops on top, each applied if it passes; so reversing the
//! pending ops gives the confirmed state. An op that does not pass is kept, not shown: the server decides.

use super::outbox::{Outbox, Pending};
use crate::{fault::Fault, fault::Faults, stored::Row};
use model::{
    AccountId, AccountRight, Body, Change, Effects, EntityKey, Millis, Op, OpId, Part, Refusal, Replaced, Room, Seq,
    Stamp, StreamId, StreamState, UserId, account::AccountChange, deal::DealChange, fold, replaced,
};
use std::collections::{BTreeMap, BTreeSet};

/// All streams on this device.
#[derive(Debug, Default)]
pub(super) struct Replica {
    pub(super) confirmed: BTreeMap<StreamId, StreamState>,
    pub(super) visible: BTreeMap<StreamId, StreamState>,
    /// What the server's index gives the user on each account.
    pub(super) rights: BTreeMap<AccountId, AccountRight>,
    pub(super) faults: Faults,
}

/// What the rules say about an op on the visible state.
pub(super) enum Verdict {
    /// It passes.
    Passes(Box<model::Accepted>),
    /// It does not.
    Refused(Refusal),
    /// Some stream it needs is not on this device: only the server can tell.
    Unknown,
}

/// What a row did to the confirmed state.
pub(super) enum Folded {
    /// It is the next one.
    Applied(Applied),
    /// It was there already.
    Old,
    /// Rows before it are missing.
    Gap,
    /// It was written by a newer release.
    Unreadable,
}

/// What the next row did.
pub(super) struct Applied {
    pub(super) effects: Effects,
    /// What of the user's own entries was replaced.
    pub(super) replaced: Vec<Replaced>,
    /// What takes the row back; only for the user's own.
    pub(super) inverse: Vec<Change>,
}

impl Replica {
    /// Folds a row.
    pub(super) fn fold(&mut self, row: &Row, user: UserId) -> Folded {
        let Some(state) = self.confirmed.get_mut(&row.stream) else { return Folded::Old };
        if row.seq <= state.seq && !self.faults.has(Fault::ClientFoldsRowTwice) {
            return Folded::Old;
        }
        if row.seq > state.seq.next() && !self.faults.has(Fault::ClientFoldsAcrossGap) {
            return Folded::Gap;
        }
        let part = match row.decode() {
            Ok(part) => part,
            Err(_) => return Folded::Unreadable,
        };
        let mut applied = Applied { effects: Effects::new(), replaced: Vec::new(), inverse: Vec::new() };
        let Some(stored) = part else {
            state.seq = row.seq;
            return Folded::Applied(applied);
        };
        if stored.stamp.by == user {
            applied.inverse = inverse(state, &stored.changes, &stored.stamp);
        }
        let part = Part { stream: row.stream, base: stored.base, changes: stored.changes };
        applied.replaced = replaced(state, &part, &stored.stamp, user);
        fold(state, &part.changes, &stored.stamp, &mut applied.effects);
        if self.faults.has(Fault::ClientFoldsAcrossGap) {
            state.seq = row.seq;
        }
        Folded::Applied(applied)
    }

    /// The last confirmed position of a stream.
    pub(super) fn seq(&self, stream: StreamId) -> Seq {
        self.confirmed.get(&stream).map(|state| state.seq).unwrap_or_default()
    }

    /// The account a deal belongs to, as far as this device knows.
    fn account_of(&self, deal: StreamId, parts: &[Part]) -> Option<AccountId> {
        if let Some(Body::Deal(state)) = self.visible.get(&deal).map(|state| &state.body)
            && let Some(facts) = &state.facts
        {
            return Some(facts.account);
        }
        parts.iter().flat_map(|part| &part.changes).find_map(|change| match change {
            Change::Deal(DealChange::Create { account, .. }) => Some(*account),
            _ => None,
        })
    }

    /// The streams the rules look at.
    pub(super) fn context(&self, parts: &[Part]) -> BTreeSet<StreamId> {
        let mut streams = BTreeSet::from([StreamId::Workspace]);
        for part in parts {
            streams.insert(part.stream);
            if let Some(deal) = part.stream.deal() {
                let deal = StreamId::Deal(deal);
                streams.insert(deal);
                streams.extend(self.account_of(deal, parts).map(StreamId::Account));
            }
        }
        streams
    }

    /// Asks the rules about the parts of an op that are not confirmed yet, on top of what is visible now.
    pub(super) fn judge(&self, op: &Op, done: &BTreeSet<StreamId>, user: UserId, at: Millis) -> Verdict {
        let parts: Vec<Part> = op.parts.iter().filter(|part| !done.contains(&part.stream)).cloned().collect();
        let mut room = Room::default();
        for stream in self.context(&op.parts) {
            match self.visible.get(&stream) {
                Some(state) => room.insert(stream, state.clone()),
                None if op.parts.iter().any(|part| part.stream == stream && founds(&part.changes)) => {}
                None => return Verdict::Unknown,
            }
        }
        let account = room.account().map(|(account, _)| account);
        let right = account.and_then(|account| self.rights.get(&account)).copied().unwrap_or_default();
        let stamp = Stamp::new(room.actor(user, right), at);
        let remaining = Op { parts, ..op.clone() };
        match model::accept(&room, &remaining, &stamp) {
            Ok(accepted) => Verdict::Passes(Box::new(accepted)),
            Err(refusal) => Verdict::Refused(refusal),
        }
    }

    /// Shows an op: its streams are from now on as they are after it.
    pub(super) fn show(&mut self, op: &Op, accepted: &model::Accepted) {
        for part in &op.parts {
            if let Some(state) = accepted.room.get(part.stream) {
                self.visible.insert(part.stream, state.clone());
            }
        }
    }

    /// Lays the pending ops on top of the confirmed state again, for these streams and all that hang together with them
    /// through a pending op. Returns the streams that were laid anew, and adds to `changed` what looks different because
    /// of it.
    pub(super) fn rebase(
        &mut self,
        outbox: &mut Outbox,
        dirty: BTreeSet<StreamId>,
        changed: &mut Effects,
        user: UserId,
    ) -> BTreeSet<StreamId> {
        let dirty = self.entangled(outbox, dirty);
        if self.faults.has(Fault::ClientDoesNotRebase) && !outbox.ops.is_empty() {
            return dirty;
        }
        for stream in &dirty {
            match self.confirmed.get(stream) {
                Some(state) => self.visible.insert(*stream, state.clone()),
                None => self.visible.remove(stream),
            };
        }
        for pending in outbox.ops.iter_mut().filter(|pending| pending.touches(&dirty)) {
            let verdict = self.judge(&pending.record.op, &pending.folded, user, pending.at);
            let before = std::mem::take(&mut pending.effects);
            let was_shown = pending.shown;
            match verdict {
                Verdict::Passes(accepted) => {
                    self.show(&pending.record.op, &accepted);
                    pending.effects = accepted.effects;
                    pending.inverse = accepted.inverse;
                    pending.shown = true;
                }
                Verdict::Refused(_) | Verdict::Unknown => pending.shown = false,
            }
            let differs = was_shown != pending.shown || before != pending.effects;
            if differs || before.iter().any(|key: &EntityKey| changed.contains(key)) {
                changed.extend(before);
                changed.extend(pending.effects.iter().copied());
            }
        }
        dirty
    }

    fn entangled(&self, outbox: &Outbox, mut dirty: BTreeSet<StreamId>) -> BTreeSet<StreamId> {
        let looks: Vec<(BTreeSet<StreamId>, &Pending)> =
            outbox.ops.iter().map(|pending| (self.context(&pending.record.op.parts), pending)).collect();
        let written: BTreeSet<StreamId> =
            outbox.ops.iter().flat_map(|pending| pending.record.op.parts.iter().map(|part| part.stream)).collect();
        loop {
            let before = dirty.len();
            for (context, pending) in &looks {
                if context.iter().any(|stream| dirty.contains(stream)) {
                    dirty.extend(pending.record.op.parts.iter().map(|part| part.stream));
                    // It will be judged again, and must not see what later ops have made of the streams it looks at.
                    dirty.extend(context.iter().filter(|stream| written.contains(stream)));
                }
            }
            if dirty.len() == before {
                return dirty;
            }
        }
    }
}

/// Whether these changes found a stream.
pub(super) fn founds(changes: &[Change]) -> bool {
    changes.iter().any(|change| {
        matches!(change, Change::Account(AccountChange::Create { .. }) | Change::Deal(DealChange::Create { .. }))
    })
}

/// What takes these changes back, in the order it must be applied.
fn inverse(before: &StreamState, changes: &[Change], stamp: &Stamp) -> Vec<Change> {
    let mut state = before.clone();
    let mut back = Vec::with_capacity(changes.len());
    for change in changes {
        back.extend(change.inverse(&state));
        fold(&mut state, std::slice::from_ref(change), stamp, &mut Effects::new());
    }
    back.reverse();
    back
}

impl Pending {
    /// Whether a part of it is in one of these streams.
    pub(super) fn touches(&self, streams: &BTreeSet<StreamId>) -> bool {
        self.record.op.parts.iter().any(|part| streams.contains(&part.stream))
    }

    pub(super) fn id(&self) -> OpId {
        self.record.op.id
    }
}
