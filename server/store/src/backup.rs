//! Writing a backup.

use crate::{Store, StoreError};
use tokio::io::AsyncWrite;

impl Store {
    /// Writes everything but sessions and what can be derived, as of one moment, while others read and write. Returns the
    /// number of lines.
    pub async fn backup(&self, _to: impl AsyncWrite + Unpin + Send) -> Result<u64, StoreError> {
        unimplemented!()
    }
}
