//! Deriving again what is derived: cards and snapshots.

use crate::{
    Store, StoreError,
    append::{card_text, put_cards},
    database::{Tx, on_tx},
    read::{put_snapshot, rows_of},
    verify::{PAGE, all_streams},
};
use model::{Effects, SCHEMA, StreamId, StreamState, card::Card};
use sync::stored::Row;

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
    /// Folds all logs again and rewrites cards and snapshots. One transaction a stream, so that a running server goes on in
    /// between.
    pub async fn rebuild(&self, mut progress: impl FnMut(Progress) + Send) -> Result<(), StoreError> {
        let mut tx = self.inner.database.read().await?;
        let streams = all_streams(&mut tx).await?;
        tx.commit().await?;
        let of = streams.len() as u64;
        for (stream, done) in streams.into_iter().zip(1..) {
            let mut tx = self.inner.database.append().await?;
            derive(&mut tx, stream.id, stream.name).await?;
            tx.commit().await?;
            progress(Progress { done, of, stream: stream.name });
        }
        Ok(())
    }
}

/// Folds the log of a stream and replaces its card and its snapshot.
pub(crate) async fn derive(tx: &mut Tx, id: i64, stream: StreamId) -> Result<(), StoreError> {
    let mut state = StreamState::empty(stream);
    loop {
        let rows = rows_of(tx, stream, id, state.seq, PAGE).await?;
        if rows.is_empty() {
            break;
        }
        for row in rows {
            fold_row(&mut state, &row)?;
        }
    }
    for query in ["delete from card where stream = $1", "delete from snapshot where stream = $1"] {
        on_tx!(&mut *tx, c => sqlx::query(query).bind(id).execute(c).await.map(drop)?);
    }
    if let Some(card) = Card::of(&state) {
        put_cards(tx, &[(id, state.seq, card_text(&card)?)]).await?;
    }
    let text = serde_json::to_string(&state)
        .map_err(|error| StoreError::Unreadable { stream, why: format!("its state can not be written: {error}") })?;
    put_snapshot(tx, id, state.seq, SCHEMA, &text).await
}

fn fold_row(state: &mut StreamState, row: &Row) -> Result<(), StoreError> {
    let unreadable = |why: String| StoreError::Unreadable { stream: row.stream, why };
    if row.seq != state.seq.next() {
        return Err(unreadable(format!("row {} is missing", state.seq.next().0)));
    }
    match row.decode().map_err(|error| unreadable(format!("row {}: {error}", row.seq.0)))? {
        Some(part) => model::fold(state, &part.changes, &part.stamp, &mut Effects::new()),
        None => state.seq = row.seq,
    }
    Ok(())
}
