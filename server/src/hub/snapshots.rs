//! Keeping snapshots. Nothing waits for them, and they go through the same writer as the edits, which somebody does wait
//! for: so they are written one by one, with pauses, and of a stream only the newest.

use model::{SCHEMA, StreamId, StreamState};
use std::{collections::BTreeMap, time::Instant};
use store::Store;
use tokio::sync::mpsc;

/// The writer is left alone for this many times as long as a snapshot has taken it.
const REST: u32 = 4;

pub(super) async fn keep(store: Store, mut wanted: mpsc::UnboundedReceiver<(StreamId, Box<StreamState>)>) {
    let mut waiting = BTreeMap::new();
    loop {
        if waiting.is_empty() {
            match wanted.recv().await {
                Some((stream, state)) => waiting.insert(stream, state),
                None => return,
            };
        }
        while let Ok((stream, state)) = wanted.try_recv() {
            waiting.insert(stream, state);
        }
        let Some((stream, state)) = waiting.pop_first() else { continue };
        let begun = Instant::now();
        save(&store, stream, state).await;
        tokio::time::sleep(begun.elapsed() * REST).await;
    }
}

async fn save(store: &Store, stream: StreamId, state: Box<StreamState>) {
    let at = state.seq;
    // Writing a large deal out takes milliseconds, in which no socket of this thread would be served.
    let json = tokio::task::spawn_blocking(move || serde_json::to_string(&state)).await;
    let Ok(Ok(json)) = json else { return tracing::warn!(%stream, "a snapshot can not be written out") };
    if let Err(error) = store.save_snapshot(stream, at, SCHEMA, &json).await {
        // Only the next load is slower for it.
        tracing::warn!(%stream, %error, "a snapshot was not kept");
    }
}
