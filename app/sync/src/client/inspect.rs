//! A look inside, for the simulator.

use super::Client;
use model::{AccountId, AccountRight, Millis, Op, StreamId, StreamState};
use std::collections::{BTreeMap, BTreeSet};

/// What the simulator compares with the log.
#[derive(Debug)]
pub struct Inside<'a> {
    /// As the server has it.
    pub confirmed: &'a BTreeMap<StreamId, StreamState>,
    /// As the user sees it.
    pub visible: &'a BTreeMap<StreamId, StreamState>,
    /// What is laid on top, in order, with the streams in which it is confirmed already and the time of its stamp.
    pub overlay: Vec<(&'a Op, &'a BTreeSet<StreamId>, Millis)>,
    /// Rights on accounts.
    pub rights: &'a BTreeMap<AccountId, AccountRight>,
}

impl Client {
    /// A look inside.
    pub fn inside(&self) -> Inside<'_> {
        Inside {
            confirmed: &self.replica.confirmed,
            visible: &self.replica.visible,
            overlay: self.outbox.ops.iter().map(|pending| (&pending.record.op, &pending.folded, pending.at)).collect(),
            rights: &self.replica.rights,
        }
    }
}
