//! Lawful erasure.

use crate::{Store, StoreError};
use model::{OpId, StreamId};

impl Store {
    /// Drops the payload and salt of an op, and the snapshots that contain it; its digest stays, so that `verify` still
    /// walks the chain. Returns the streams whose state has to be loaded again; empty if there is no such op.
    pub async fn erase(&self, _op: OpId) -> Result<Vec<StreamId>, StoreError> {
        unimplemented!()
    }
}
