//! Reading the log and the cards.

use crate::{Store, StoreError};
use model::{OpId, Seq, StreamId, card::Card};
use std::sync::Arc;
use sync::stored::Row;

/// All that is needed to bring one stream into memory.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Loaded {
    /// The stream.
    pub stream: StreamId,
    /// Newest snapshot that this version can read: its position and the JSON of a `model::StreamState`.
    pub snapshot: Option<(Seq, Arc<str>)>,
    /// All rows after the snapshot.
    pub tail: Vec<Row>,
}

/// How far a node has looked at what others append. Grows with every append, whatever the stream.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Position(pub i64);

impl Store {
    /// Snapshot and tail of each stream, as of one moment. A stream nobody has written to is empty.
    pub async fn load(&self, _streams: &[StreamId]) -> Result<Vec<Loaded>, StoreError> {
        unimplemented!()
    }

    /// At most `limit` rows after `after`, in order.
    pub async fn tail(&self, _stream: StreamId, _after: Seq, _limit: u32) -> Result<Vec<Row>, StoreError> {
        unimplemented!()
    }

    /// Which of these ops are in the log, and where.
    pub async fn answers(&self, _ops: &[OpId]) -> Result<Vec<(OpId, Vec<(StreamId, Seq)>)>, StoreError> {
        unimplemented!()
    }

    /// Keeps the state of a stream at a position of its log; an older snapshot of it is dropped.
    pub async fn save_snapshot(
        &self,
        _stream: StreamId,
        _seq: Seq,
        _schema: u16,
        _state: &str,
    ) -> Result<(), StoreError> {
        unimplemented!()
    }

    /// All cards, each with the position of its stream that it shows.
    pub async fn cards(&self) -> Result<Vec<(StreamId, Seq, Card)>, StoreError> {
        unimplemented!()
    }

    /// The position of the newest append.
    pub async fn position(&self) -> Result<Position, StoreError> {
        unimplemented!()
    }

    /// At most `limit` streams that were appended to after a position, with their heads, and the position to ask with next.
    pub async fn changed_since(
        &self,
        _after: Position,
        _limit: u32,
    ) -> Result<(Position, Vec<(StreamId, Seq)>), StoreError> {
        unimplemented!()
    }
}
