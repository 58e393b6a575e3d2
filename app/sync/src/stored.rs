//! The stored form of an op: what the log keeps, and what travels unchanged from the log to every client.

use model::{
    BatchId, Change, ClientId, Millis, OpId, SCHEMA, Seq, Stamp, StreamId, UserId,
    card::Card,
    upcast::{self, UpcastError},
};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// One row of a stream's log: one part of an op. The payload is never re-serialised: the bytes that were hashed are the
/// bytes that are sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The stream.
    pub stream: StreamId,
    /// Position in it.
    pub seq: Seq,
    /// The op it is a part of.
    pub op: OpId,
    /// Schema of the payload.
    pub schema: u16,
    /// JSON of a [`StoredPart`]; empty after a lawful erasure.
    pub payload: Arc<str>,
}

/// The payload of a row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StoredPart {
    /// The browser profile it was made in.
    pub client: ClientId,
    /// Its place among that client's ops.
    pub client_seq: u64,
    /// What the author had seen.
    pub base: Seq,
    /// The client's clock.
    pub at: Millis,
    /// The import it belongs to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub batch: Option<BatchId>,
    /// What the server added.
    pub stamp: Stamp,
    /// The changes.
    pub changes: Vec<Change>,
}

impl Row {
    /// Reads the payload, lifting older schemas. `None` for an erased row: it folds to nothing but its position.
    pub fn decode(&self) -> Result<Option<StoredPart>, UpcastError> {
        if self.payload.is_empty() {
            return Ok(None);
        }
        let malformed = |error: serde_json::Error| UpcastError::Malformed(error.to_string());
        if self.schema == SCHEMA {
            return model::json::from_str(&self.payload).map(Some).map_err(malformed);
        }
        let mut value: serde_json::Value = model::json::from_str(&self.payload).map_err(malformed)?;
        if let Some(list) = value.get_mut("changes") {
            upcast::changes(list, u64::from(self.schema))?;
        }
        upcast::read(&value).map(Some)
    }
}

/// An accepted op on its way to the log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AppendOp {
    /// The op.
    pub op: OpId,
    /// Author, for the hash chain and the audit.
    pub by: UserId,
    /// Server time of acceptance.
    pub at: Millis,
    /// Schema of the payloads.
    pub schema: u16,
    /// One row each, ordered by stream.
    pub parts: Vec<AppendPart>,
}

/// One row on its way to the log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AppendPart {
    /// The stream.
    pub stream: StreamId,
    /// The head the op was checked on; the row becomes the one after it.
    pub expected: Seq,
    /// JSON of a [`StoredPart`].
    pub payload: Arc<str>,
    /// The stream's card after the op, if the op changed it.
    pub card: Option<Card>,
}

/// What became of an op in the log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AppendOutcome {
    /// On disk.
    Appended,
    /// Another node was first on this stream, or an earlier op of the group that was not appended names it as well:
    /// nothing of the op was written.
    Conflict {
        /// Where.
        stream: StreamId,
    },
    /// The op is in the log already, at these positions.
    Duplicate {
        /// Where.
        seqs: Vec<(StreamId, Seq)>,
    },
}
