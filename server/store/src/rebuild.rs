//! Deriving again what is derived.

use crate::{Store, StoreError};
use model::StreamId;

/// How far a rebuild is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// Streams done.
    pub done: u64,
    /// Streams in all.
    pub of: u64,
    /// The one just done.
    pub stream: StreamId,
}

impl Store {
    /// Folds all logs again and rewrites cards and snapshots.
    pub async fn rebuild(&self, _progress: impl FnMut(Progress) + Send) -> Result<(), StoreError> {
        unimplemented!()
    }
}
