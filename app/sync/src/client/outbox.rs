//! The outbox: ops of this device on their way to the server, in the order they were made.

use super::record::OpRecord;
use crate::{
    fault::{Fault, Faults},
    frame::{ClientFrame, Limits, Push, Raw},
};
use model::{Change, Effects, Millis, OpId, Seq, StreamId};
use std::collections::{BTreeSet, HashSet};

/// An op the confirmed state does not show yet.
#[derive(Debug)]
pub(super) struct Pending {
    pub(super) record: OpRecord,
    /// The time of the stamp it is shown with: a guess of what the server's will be.
    pub(super) at: Millis,
    /// JSON of the op, as it is sent.
    json: Raw,
    /// On disk: it may be sent.
    stored: bool,
    /// Sent on this socket, not answered.
    sent: bool,
    /// Where the server has it; it is only waiting for its rows to arrive.
    pub(super) acked: Option<Vec<(StreamId, Seq)>>,
    /// Streams whose row of it is in the confirmed state.
    pub(super) folded: BTreeSet<StreamId>,
    /// It passed the rules on the visible state.
    pub(super) shown: bool,
    pub(super) effects: Effects,
    pub(super) inverse: Vec<(StreamId, Vec<Change>)>,
}

impl Pending {
    /// An op that is not on disk yet; nothing if it can not be written as JSON.
    pub(super) fn new(record: OpRecord, at: Millis, stored: bool) -> Option<Self> {
        let json = Raw::of(&record.op).ok()?;
        Some(Self {
            record,
            at,
            json,
            stored,
            sent: false,
            acked: None,
            folded: BTreeSet::new(),
            shown: false,
            effects: Effects::new(),
            inverse: Vec::new(),
        })
    }

    /// Size as it is sent.
    pub(super) fn bytes(&self) -> usize {
        self.json.get().len()
    }

    fn waits(&self) -> bool {
        self.acked.is_none()
    }
}

/// Ops on their way.
#[derive(Debug)]
pub(super) struct Outbox {
    /// In the order of `client_seq`.
    pub(super) ops: Vec<Pending>,
    /// Unanswered pushes of this socket.
    pushes: Vec<HashSet<OpId>>,
    limits: Limits,
    /// A push was called malformed or too large: ops are sent one by one until the one at fault is found.
    one_by_one: bool,
    pub(super) storage_ok: bool,
    pub(super) faults: Faults,
}

impl Outbox {
    pub(super) fn new(faults: Faults) -> Self {
        Self {
            ops: Vec::new(),
            pushes: Vec::new(),
            limits: Limits::default(),
            one_by_one: false,
            storage_ok: true,
            faults,
        }
    }

    /// Ops the server does not have.
    pub(super) fn waiting(&self) -> usize {
        self.ops.iter().filter(|pending| pending.waits()).count()
    }

    pub(super) fn get(&self, op: OpId) -> Option<&Pending> {
        self.ops.iter().find(|pending| pending.id() == op)
    }

    pub(super) fn get_mut(&mut self, op: OpId) -> Option<&mut Pending> {
        self.ops.iter_mut().find(|pending| pending.id() == op)
    }

    pub(super) fn take(&mut self, op: OpId) -> Option<Pending> {
        let place = self.ops.iter().position(|pending| pending.id() == op)?;
        Some(self.ops.remove(place))
    }

    /// The op is on disk.
    pub(super) fn stored(&mut self, op: OpId) {
        if let Some(pending) = self.get_mut(op) {
            pending.stored = true;
        }
    }

    /// Ops that are not on disk.
    pub(super) fn unstored(&self) -> impl Iterator<Item = &OpRecord> {
        self.ops.iter().filter(|pending| pending.waits() && !pending.stored).map(|pending| &pending.record)
    }

    /// A new socket: nothing is sent yet.
    pub(super) fn connected(&mut self, limits: Limits) {
        self.limits = limits;
        self.disconnected();
    }

    pub(super) fn disconnected(&mut self) {
        self.pushes.clear();
        for pending in &mut self.ops {
            pending.sent = false;
        }
        if self.faults.has(Fault::ClientForgetsPendingOnReconnect) {
            self.ops.retain(|pending| pending.acked.is_some());
        }
    }

    /// The server has refused to read what was sent. Returns the op at fault, once it is known.
    pub(super) fn rejected(&mut self) -> Option<OpId> {
        let at_fault = match self.pushes.first() {
            Some(push) if self.one_by_one && self.pushes.len() == 1 => push.iter().next().copied(),
            _ => None,
        };
        self.one_by_one = !self.pushes.is_empty() && at_fault.is_none();
        at_fault
    }

    /// An op was answered.
    pub(super) fn answered(&mut self, op: OpId) {
        for push in &mut self.pushes {
            push.remove(&op);
        }
        self.pushes.retain(|push| !push.is_empty());
        if let Some(pending) = self.get_mut(op) {
            pending.sent = false;
        }
        if self.one_by_one && self.waiting() == 0 {
            self.one_by_one = false;
        }
    }

    /// The next push, if there is something to send and the server may be sent more.
    pub(super) fn next_push(&mut self) -> Option<String> {
        let at_once = if self.one_by_one { 1 } else { self.limits.unanswered_pushes };
        if self.pushes.len() >= at_once {
            return None;
        }
        let most = if self.one_by_one { 1 } else { self.limits.push_ops };
        let early = self.faults.has(Fault::ClientSendsBeforeStored);
        let mut bytes = ENVELOPE_BYTES;
        let mut ops = Vec::new();
        let mut ids = HashSet::new();
        for pending in self.ops.iter_mut().filter(|pending| pending.waits() && !pending.sent) {
            // The order is kept: an op that can not be sent yet holds up all behind it.
            let ready = pending.stored || !self.storage_ok || early;
            bytes += pending.bytes() + 1;
            if !ready || ops.len() >= most || bytes > self.limits.frame_bytes {
                break;
            }
            pending.sent = true;
            ids.insert(pending.id());
            ops.push(pending.json.clone());
        }
        if ops.is_empty() {
            return None;
        }
        if self.faults.has(Fault::ClientPushesOutOfOrder) {
            ops.reverse();
        }
        self.pushes.push(ids);
        Some(ClientFrame::Push(Push { ops }).to_text())
    }
}

/// What a push has around its ops.
const ENVELOPE_BYTES: usize = 32;
