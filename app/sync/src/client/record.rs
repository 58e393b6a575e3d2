//! What a client keeps on disk. The driver stores these as JSON, keyed by user.

use crate::frame::RoomId;
use model::{AccountRight, Change, Op, OpId, Refusal, Seq, StreamId};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// An op in the outbox.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpRecord {
    /// The op.
    pub op: Op,
    /// The room it was made in.
    pub room: RoomId,
    /// How it came to be.
    pub kind: OpKind,
}

/// How an op came to be.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OpKind {
    /// A gesture.
    Gesture {
        /// Key of its name.
        name: String,
    },
    /// Undo of a step of this name.
    Undo {
        /// Key of its name.
        name: String,
    },
    /// Redo of a step of this name.
    Redo {
        /// Key of its name.
        name: String,
    },
    /// A refused op tried again.
    Retry {
        /// Key of its name.
        name: String,
    },
}

impl OpKind {
    /// Key of the step's name.
    pub fn name(&self) -> &str {
        match self {
            Self::Gesture { name } | Self::Undo { name } | Self::Redo { name } | Self::Retry { name } => name,
        }
    }
}

/// An op in the drawer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RefusedOp {
    /// The op.
    pub record: OpRecord,
    /// Why it was refused.
    pub refusal: Refusal,
    /// The reason as the server said it, for a refusal this client does not know.
    #[serde(default)]
    pub sentence: Option<String>,
}

/// One step that can be undone or redone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    /// The op that made it.
    pub op: OpId,
    /// Key of its name.
    pub name: String,
    /// What takes it back.
    pub inverse: Vec<(StreamId, Vec<Change>)>,
    /// Where the op stands in its streams, as far as the server has said: what others wrote behind it is not taken back. A
    /// step of an earlier release has none, and takes back only what nobody else has ever written.
    #[serde(default)]
    pub rows: BTreeMap<StreamId, Seq>,
}

/// The undo and redo stacks of one room; the newest step is last.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct UndoStacks {
    /// Steps that can be undone.
    pub undo: Vec<Step>,
    /// Steps that can be redone.
    pub redo: Vec<Step>,
}

/// A stream of the replica.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StoredStream {
    /// The stream.
    pub stream: StreamId,
    /// Where it stands.
    pub seq: Seq,
    /// JSON of its [`model::StreamState`].
    pub state: String,
    /// The user's right on it, if it is an account.
    #[serde(default)]
    pub account_right: AccountRight,
}

/// What an earlier tab left on disk.
#[derive(Clone, Debug, Default)]
pub struct Restored {
    /// The outbox, in any order.
    pub outbox: Vec<OpRecord>,
    /// The drawer.
    pub drawer: Vec<RefusedOp>,
    /// The replica. One that can not be read any more is loaded anew.
    pub streams: Vec<StoredStream>,
    /// The undo stacks.
    pub undo: Vec<(RoomId, UndoStacks)>,
}
