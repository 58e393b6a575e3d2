//! Lawful erasure.

use crate::{
    Store, StoreError,
    database::{Database, Pools, on_tx},
    read::{answers_of, heads_of},
    rebuild::derive,
};
use model::{OpId, StreamId};

impl Store {
    /// Drops the payload and salt of an op, and derives cards and snapshots anew without it; its digest stays, so that
    /// `verify` still walks the chain. Returns the streams whose state every node has to load again; empty if there is no
    /// such op.
    ///
    /// On SQLite the bytes are gone from the disk when this returns, unless a reader was in the way; PostgreSQL overwrites
    /// them in its own time, and its archives and all backups are the operator's.
    pub async fn erase(&self, op: OpId) -> Result<Vec<StreamId>, StoreError> {
        if let Database::Sqlite(Pools { writer, .. }) = &self.inner.database {
            // Freed space is overwritten from now on.
            sqlx::query("pragma secure_delete = on").execute(writer).await?;
        }
        let mut tx = self.inner.database.append().await?;
        let answers = answers_of(&mut tx, vec![op]).await?;
        let streams: Vec<StreamId> = answers.into_values().flatten().map(|(stream, _)| stream).collect();
        let erase = "update log set payload = '', salt = null where op = $1";
        on_tx!(&mut tx, c => sqlx::query(erase).bind(&op.0.as_bytes()[..]).execute(c).await.map(drop)?);
        for (stream, head) in heads_of(&mut tx, streams.clone()).await? {
            derive(&mut tx, head.id, stream).await?;
        }
        tx.commit().await?;
        if let Database::Sqlite(Pools { writer, .. }) = &self.inner.database {
            // The write-ahead log still has the old pages.
            sqlx::query("pragma wal_checkpoint(truncate)").execute(writer).await?;
        }
        Ok(streams)
    }
}
