//! Streams in memory: the committed state of each, and the newest rows as they go to clients.

use super::LoadedStream;
use crate::{
    frame::{Content, Raw, Rows, WireRow},
    limits,
    stored::Row,
};
use model::{Effects, Millis, Seq, StreamId, StreamState, card::Card, fold};
use std::collections::{BTreeMap, VecDeque};

/// A stream in memory.
#[derive(Debug)]
pub(super) struct Cached {
    /// The fold of the log up to its `seq`; never ahead of the log.
    pub(super) committed: StreamState,
    /// The newest rows; the last one is the one at `committed.seq`.
    tail: VecDeque<WireRow>,
    /// The whole state as it goes to clients, if somebody has asked for it since the last row.
    snapshot: Option<Raw>,
    /// Position of the last snapshot handed to the store.
    saved: Seq,
    /// The last time somebody needed it.
    pub(super) used: Millis,
    /// The highest position other nodes have told of.
    pub(super) heard: Seq,
    /// A row since the last look may show on the card.
    card_due: bool,
    /// Its tail is being read: what needs the newest state waits.
    pub(super) reading: bool,
}

/// An empty stream, loaded to see that it is empty, leaves the memory after this time.
const EMPTY_IDLE_MS: i64 = 5_000;

/// The streams in memory.
#[derive(Debug, Default)]
pub(super) struct Cache {
    streams: BTreeMap<StreamId, Cached>,
}

impl Cached {
    /// Folds the next row. `false` if it is not the next one, or can not be read by this release.
    pub(super) fn advance(&mut self, row: &Row) -> bool {
        if row.seq != self.committed.seq.next() {
            return false;
        }
        let (Ok(part), Ok(wire)) = (row.decode(), WireRow::of(row)) else { return false };
        match part {
            Some(part) => {
                self.card_due |= part.changes.iter().any(Card::shows);
                fold(&mut self.committed, &part.changes, &part.stamp, &mut Effects::new());
            }
            None => self.committed.seq = row.seq,
        }
        self.push(wire);
        true
    }

    /// Takes over the state after a row this node has appended itself; `on_card` if the row changed the card.
    pub(super) fn advance_to(&mut self, state: StreamState, row: WireRow, on_card: bool) {
        self.card_due |= on_card;
        self.committed = state;
        self.push(row);
    }

    /// The card, if a row since the last look may show on it.
    pub(super) fn new_card(&mut self) -> Option<Card> {
        std::mem::take(&mut self.card_due).then(|| Card::of(&self.committed)).flatten()
    }

    fn push(&mut self, row: WireRow) {
        self.tail.push_back(row);
        if self.tail.len() > limits::TAIL_ROWS {
            self.tail.pop_front();
        }
        self.snapshot = None;
    }

    /// The rows from a position on; `None` if some of them are no longer in memory.
    pub(super) fn rows_from(&self, from: Seq) -> Option<Vec<WireRow>> {
        let missing = self.committed.seq.next().0.checked_sub(from.0)?;
        let missing = usize::try_from(missing).ok()?;
        let start = self.tail.len().checked_sub(missing)?;
        Some(self.tail.iter().skip(start).cloned().collect())
    }

    /// What somebody who has the stream up to `have` must be given.
    pub(super) fn content(&mut self, stream: StreamId, have: Option<Seq>) -> Option<Content> {
        if let Some(have) = have
            && let Some(rows) = self.rows_from(have.next())
        {
            return Some(Content::Tail(Rows { stream, from: have.next(), rows }));
        }
        Some(Content::Snapshot { stream, seq: self.committed.seq, state: self.snapshot()? })
    }

    fn snapshot(&mut self) -> Option<Raw> {
        if self.snapshot.is_none() {
            self.snapshot = Raw::of(&self.committed).ok();
        }
        self.snapshot.clone()
    }

    /// A snapshot for the store, if it is time for one.
    pub(super) fn snapshot_due(&mut self) -> Option<Box<StreamState>> {
        let seq = self.committed.seq;
        if seq.0 < self.saved.0 + limits::SNAPSHOT_EVERY {
            return None;
        }
        self.saved = seq;
        Some(Box::new(self.committed.clone()))
    }
}

impl Cache {
    pub(super) fn get(&self, stream: StreamId) -> Option<&Cached> {
        self.streams.get(&stream)
    }

    pub(super) fn get_mut(&mut self, stream: StreamId) -> Option<&mut Cached> {
        self.streams.get_mut(&stream)
    }

    pub(super) fn len(&self) -> usize {
        self.streams.len()
    }

    /// Takes a loaded stream in; `false` if its log can not be read by this release. One that is in memory already stays
    /// as it is.
    pub(super) fn insert(&mut self, loaded: &LoadedStream, now: Millis) -> bool {
        if self.streams.contains_key(&loaded.stream) {
            return true;
        }
        let mut cached = Cached {
            committed: loaded.state.clone(),
            tail: VecDeque::new(),
            snapshot: None,
            saved: loaded.state.seq,
            used: now,
            heard: Seq(0),
            card_due: false,
            reading: false,
        };
        let readable = loaded.rows.iter().filter(|row| row.seq > loaded.state.seq).all(|row| cached.advance(row));
        if readable {
            self.streams.insert(loaded.stream, cached);
        }
        readable
    }

    pub(super) fn remove(&mut self, stream: StreamId) {
        self.streams.remove(&stream);
    }

    /// Streams other nodes have told of rows that are not here yet.
    pub(super) fn behind(&self) -> Vec<StreamId> {
        let behind = |cached: &Cached| cached.heard > cached.committed.seq && !cached.reading;
        self.streams.iter().filter(|(_, cached)| behind(cached)).map(|(stream, _)| *stream).collect()
    }

    /// Streams nobody has needed for a while; one without a row, which anybody can ask for, goes soon.
    pub(super) fn idle(&self, now: Millis) -> Vec<StreamId> {
        self.streams
            .iter()
            .filter(|(stream, cached)| {
                let keep = if cached.committed.seq == Seq(0) { EMPTY_IDLE_MS } else { limits::STREAM_IDLE_MS };
                **stream != StreamId::Workspace && !cached.reading && now.0 - cached.used.0 > keep
            })
            .map(|(stream, _)| *stream)
            .collect()
    }

    pub(super) fn touch(&mut self, stream: StreamId, now: Millis) {
        if let Some(cached) = self.streams.get_mut(&stream) {
            cached.used = now;
        }
    }
}
