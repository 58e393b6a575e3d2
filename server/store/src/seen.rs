//! How far each reader has read the talk of a deal: per thread the last row of the log that was before his eyes, on whichever of his
//! devices.

use crate::{
    Store, StoreError,
    database::{Tx, on_pool, on_tx},
    read::uuid,
};
use model::{CommentId, DealId, Seq, UserId};
use std::collections::BTreeMap;

/// A thread read up to a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct SeenRow {
    pub(crate) user: UserId,
    pub(crate) deal: DealId,
    pub(crate) thread: CommentId,
    pub(crate) up_to: Seq,
}

impl Store {
    /// How far a reader has read the threads of a deal.
    pub async fn seen(&self, user: UserId, deal: DealId) -> Result<BTreeMap<CommentId, Seq>, StoreError> {
        let query = "select user_id, deal, thread, up_to from seen where user_id = $1 and deal = $2";
        let found: Vec<SeenColumns> = on_pool!(self, reader, c => {
            sqlx::query_as(query).bind(&user.0.as_bytes()[..]).bind(&deal.0.as_bytes()[..]).fetch_all(c).await?
        });
        found.into_iter().map(|columns| row(columns).map(|row| (row.thread, row.up_to))).collect()
    }

    /// A reader has read threads of a deal up to these rows. Nothing is ever less read than it was.
    pub async fn note_seen(
        &self,
        user: UserId,
        deal: DealId,
        seen: &BTreeMap<CommentId, Seq>,
    ) -> Result<(), StoreError> {
        if seen.is_empty() {
            return Ok(());
        }
        let mut tx = self.inner.database.write().await?;
        for (thread, up_to) in seen {
            insert_seen(&mut tx, SeenRow { user, deal, thread: *thread, up_to: *up_to }).await?;
        }
        tx.commit().await
    }
}

/// `user_id, deal, thread, up_to`.
type SeenColumns = (Vec<u8>, Vec<u8>, Vec<u8>, i64);

fn row((user, deal, thread, up_to): SeenColumns) -> Result<SeenRow, StoreError> {
    let up_to =
        u64::try_from(up_to).map_err(|_| StoreError::Corrupt("a thread is read up to a row below zero".to_owned()))?;
    Ok(SeenRow {
        user: UserId(uuid(&user)?),
        deal: DealId(uuid(&deal)?),
        thread: CommentId(uuid(&thread)?),
        up_to: Seq(up_to),
    })
}

/// All of it, for a backup.
pub(crate) async fn all_seen(tx: &mut Tx) -> Result<Vec<SeenRow>, StoreError> {
    let query = "select user_id, deal, thread, up_to from seen order by user_id, deal, thread";
    let found: Vec<SeenColumns> = on_tx!(tx, c => sqlx::query_as(query).fetch_all(c).await?);
    found.into_iter().map(row).collect()
}

pub(crate) async fn insert_seen(tx: &mut Tx, SeenRow { user, deal, thread, up_to }: SeenRow) -> Result<(), StoreError> {
    let query = "insert into seen (user_id, deal, thread, up_to) values ($1, $2, $3, $4) \
                 on conflict (user_id, deal, thread) do update set up_to = excluded.up_to \
                 where excluded.up_to > seen.up_to";
    let up_to = i64::try_from(up_to.0).unwrap_or(i64::MAX);
    on_tx!(tx, c => {
        sqlx::query(query)
            .bind(&user.0.as_bytes()[..])
            .bind(&deal.0.as_bytes()[..])
            .bind(&thread.0.as_bytes()[..])
            .bind(up_to)
            .execute(c)
            .await
            .map(drop)?;
    });
    Ok(())
}
