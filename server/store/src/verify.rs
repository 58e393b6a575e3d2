//! Walking the hash chain.

use crate::{Store, StoreError};
use model::{Seq, StreamId};

/// What `verify` found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// Streams walked.
    pub streams: u64,
    /// Rows walked.
    pub rows: u64,
    /// Rows among them whose payload was lawfully erased.
    pub erased: u64,
    /// The first broken row of each stream that has one.
    pub broken: Vec<Broken>,
    /// SHA-256 in hex over all stream heads: keep it elsewhere, and nobody can rewrite history unseen.
    pub fingerprint: String,
}

/// A row that can not be true.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Broken {
    /// The stream.
    pub stream: StreamId,
    /// The position.
    pub seq: Seq,
    /// What does not fit.
    pub what: &'static str,
}

impl Report {
    /// Whether nothing is broken.
    pub fn is_sound(&self) -> bool {
        self.broken.is_empty()
    }
}

impl Store {
    /// Walks every stream's hash chain as of one moment.
    pub async fn verify(&self) -> Result<Report, StoreError> {
        unimplemented!()
    }
}
