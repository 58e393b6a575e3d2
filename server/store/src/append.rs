//! Group commit.

use crate::{Store, StoreError};
use sync::stored::{AppendOp, AppendOutcome};

impl Store {
    /// Appends the ops in one transaction, each whole or not at all; one outcome per op, in order. When this returns, what
    /// is `Appended` is on disk. An error means that nothing was appended, except `Unavailable`, after which the ops may
    /// have reached the disk all the same: ask again with the same ids.
    pub async fn append(&self, _ops: Vec<AppendOp>) -> Result<Vec<AppendOutcome>, StoreError> {
        unimplemented!()
    }
}
