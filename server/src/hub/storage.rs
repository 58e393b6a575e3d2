//! Carries out what the node wants of the store, beside the sequencer, and reports the outcome as an event.

use super::{Health, HubError, peers, sequencer::Message, snapshots};
use model::{ClientId, Seq, StreamId, StreamState};
use std::sync::{Arc, atomic::Ordering};
use store::{Loaded, Store, StoreError};
use sync::{
    server::{Answer, AppendFault, Event, LoadedStream, Output, StoreFault},
    stored::Row,
};
use tokio::sync::mpsc;

/// Rows of a tail that are read at once.
const TAIL_ROWS: u32 = 1_000;

pub(super) struct Storage {
    store: Store,
    results: mpsc::UnboundedSender<Message>,
    health: Arc<Health>,
    /// What other nodes know this one by.
    node: ClientId,
    snapshots: mpsc::UnboundedSender<(StreamId, Box<StreamState>)>,
}

/// What the node must know before it can answer anything.
pub(super) async fn load_workspace(store: &Store) -> Result<Event, HubError> {
    let cards = store.cards().await?;
    let loaded = store.load(&[StreamId::Workspace]).await?;
    let workspace = match loaded.into_iter().next() {
        Some(loaded) => to_stream(loaded).map_err(HubError::Snapshot)?,
        None => LoadedStream {
            stream: StreamId::Workspace,
            state: StreamState::empty(StreamId::Workspace),
            rows: Vec::new(),
        },
    };
    Ok(Event::Started { workspace: Box::new(workspace), cards })
}

fn to_stream(loaded: Loaded) -> Result<LoadedStream, StreamId> {
    let state = match loaded.snapshot {
        None => StreamState::empty(loaded.stream),
        Some((_, json)) => serde_json::from_str(&json).map_err(|error| {
            tracing::error!(stream = %loaded.stream, %error, "a snapshot can not be read");
            loaded.stream
        })?,
    };
    Ok(LoadedStream { stream: loaded.stream, state, rows: loaded.tail })
}

fn fault(error: &StoreError) -> StoreFault {
    tracing::error!(%error, "the store did not answer");
    StoreFault
}

impl Storage {
    pub(super) fn new(
        store: Store,
        results: mpsc::UnboundedSender<Message>,
        health: Arc<Health>,
        node: ClientId,
    ) -> Self {
        let (snapshots, wanted) = mpsc::unbounded_channel();
        tokio::spawn(snapshots::keep(store.clone(), wanted));
        Self { store, results, health, node, snapshots }
    }

    pub(super) fn carry_out(&self, output: Output) {
        if let Output::SaveSnapshot { stream, state } = output {
            // A task that has ended has ended with the server.
            let _ = self.snapshots.send((stream, state));
            return;
        }
        let store = self.store.clone();
        let results = self.results.clone();
        let health = Arc::clone(&self.health);
        let node = self.node;
        tokio::spawn(async move {
            if let Some(event) = answer(&store, &health, node, output).await {
                // A sequencer that has ended waits for no answer.
                let _ = results.send(Message::Event(event));
            }
        });
    }
}

async fn answer(store: &Store, health: &Health, node: ClientId, output: Output) -> Option<Event> {
    Some(match output {
        Output::Append { batch, ops } => {
            metrics::histogram!("sandtable_ops_per_commit").record(u32::try_from(ops.len()).unwrap_or(u32::MAX));
            let result = store.append(ops).await.map_err(|error| {
                tracing::error!(%error, "a batch was not written");
                if matches!(error, StoreError::Full) { AppendFault::Full } else { AppendFault::Unavailable }
            });
            health.write_failed.store(matches!(result, Err(AppendFault::Unavailable)), Ordering::Relaxed);
            Event::Appended { batch, result }
        }
        Output::Load { request, streams } => {
            let result = match store.load(&streams).await {
                Ok(loaded) => loaded.into_iter().map(to_stream).collect::<Result<_, _>>().map_err(|_| StoreFault),
                Err(error) => Err(fault(&error)),
            };
            Event::Loaded { request, result }
        }
        Output::ReadTail { request, after } => {
            let result = tails(store, &after).await.map_err(|error| fault(&error));
            Event::TailRead { request, result }
        }
        Output::ReadCards { request, streams } => {
            let result = store.cards_of(&streams).await.map_err(|error| fault(&error));
            Event::CardsRead { request, result }
        }
        Output::FindAnswers { request, ops } => {
            let result = store.answers(&ops).await.map_err(|error| fault(&error));
            let result = result.map(|found| found.into_iter().map(|(op, seqs)| Answer { op, seqs }).collect());
            Event::Answers { request, result }
        }
        Output::PresenceToPeers(seen) => {
            for word in peers::words(node, &seen) {
                if let Err(error) = store.tell_presence(&word).await {
                    // The next word says where everybody is then.
                    tracing::debug!(%error, "other servers were not told who is where");
                    break;
                }
            }
            return None;
        }
        Output::SaveSnapshot { .. }
        | Output::Send { .. }
        | Output::Close { .. }
        | Output::Submitted { .. }
        | Output::Read { .. } => return None,
    })
}

/// The rows after these positions, all as of one moment: the heads are read together, and what is below a head never
/// changes.
async fn tails(store: &Store, after: &[(StreamId, Seq)]) -> Result<Vec<Row>, StoreError> {
    let streams: Vec<StreamId> = after.iter().map(|(stream, _)| *stream).collect();
    let mut rows = Vec::new();
    for loaded in store.load(&streams).await? {
        let known = after.iter().find(|(stream, _)| *stream == loaded.stream).map_or(Seq(0), |(_, seq)| *seq);
        let snapshot = loaded.snapshot.map_or(Seq(0), |(seq, _)| seq);
        // The snapshot may be newer than what the node knows; the rows before it are still in the log.
        rows.extend(between(store, loaded.stream, known, snapshot).await?);
        rows.extend(loaded.tail.into_iter().filter(|row| row.seq > known));
    }
    Ok(rows)
}

async fn between(store: &Store, stream: StreamId, after: Seq, until: Seq) -> Result<Vec<Row>, StoreError> {
    let mut rows: Vec<Row> = Vec::new();
    let mut after = after;
    while after < until {
        let page = store.tail(stream, after, TAIL_ROWS).await?;
        let Some(last) = page.last() else { break };
        after = last.seq;
        rows.extend(page.into_iter().filter(|row| row.seq <= until));
    }
    Ok(rows)
}
