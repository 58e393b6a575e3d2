//! Batches: what goes to the log in one transaction, and what its outcome means.
//!
//! The log takes or leaves each op of a batch by itself, by comparing the heads of the op's streams. An op must therefore not
//! share a batch with an op it leans on, unless it also writes a stream behind that one: then it can not be taken if the
//! other was left. Leaning on means: an earlier op of the same author, or one that wrote a stream the rules looked at.

use super::{
    AheadCards, AppendFault, Node, Output, RequestId,
    publish::Commit,
    queue::{Author, Queued},
};
use crate::{
    fault::Fault,
    frame::{CloseCode, Raw, WireRow},
    limits,
    stored::{AppendOp, AppendOutcome, Row},
};
use model::{Op, Refusal, Seq, StreamId, StreamState};
use std::collections::{BTreeMap, BTreeSet};

/// An accepted op, not yet in the log.
#[derive(Debug)]
pub(super) struct Sequenced {
    pub(super) queued: Queued,
    pub(super) author: Author,
    pub(super) append: AppendOp,
    /// Its streams after it.
    pub(super) after: Vec<(StreamId, StreamState)>,
    /// Ops of the batch whose failing makes this one fail.
    pub(super) ancestors: Members,
}

/// A set of places in a batch.
#[derive(Clone, Debug, Default)]
pub(super) struct Members(Vec<u64>);

impl Members {
    fn add(&mut self, place: usize) {
        let word = place / 64;
        if self.0.len() <= word {
            self.0.resize(word + 1, 0);
        }
        if let Some(bits) = self.0.get_mut(word) {
            *bits |= 1 << (place % 64);
        }
    }

    fn add_all(&mut self, other: &Self) {
        if self.0.len() < other.0.len() {
            self.0.resize(other.0.len(), 0);
        }
        for (mine, theirs) in self.0.iter_mut().zip(&other.0) {
            *mine |= theirs;
        }
    }

    fn has(&self, place: usize) -> bool {
        self.0.get(place / 64).is_some_and(|bits| bits & (1 << (place % 64)) != 0)
    }
}

/// Ops for one transaction.
#[derive(Debug, Default)]
pub(super) struct Batch {
    pub(super) ops: Vec<Sequenced>,
    last_writer: BTreeMap<StreamId, usize>,
    last_of: BTreeMap<Author, usize>,
}

impl Batch {
    pub(super) fn is_full(&self) -> bool {
        self.ops.len() >= limits::BATCH_OPS
    }

    /// The ancestors of an op, if it may join.
    pub(super) fn admit(&self, author: Author, op: &Op, streams: &[StreamId], ignore_order: bool) -> Option<Members> {
        let mut ancestors = Members::default();
        for part in &op.parts {
            if let Some(place) = self.last_writer.get(&part.stream) {
                ancestors.add(*place);
                if let Some(writer) = self.ops.get(*place) {
                    ancestors.add_all(&writer.ancestors);
                }
            }
        }
        let reads = streams.iter().filter_map(|stream| self.last_writer.get(stream));
        let own = self.last_of.get(&author).into_iter().filter(|_| !ignore_order);
        reads.chain(own).all(|place| ancestors.has(*place)).then_some(ancestors)
    }

    fn add(&mut self, sequenced: Sequenced) {
        let place = self.ops.len();
        for part in &sequenced.append.parts {
            self.last_writer.insert(part.stream, place);
        }
        self.last_of.insert(sequenced.author, place);
        self.ops.push(sequenced);
    }
}

impl Node {
    /// Takes an accepted op into the next batch.
    pub(super) fn sequence(&mut self, sequenced: Sequenced) {
        if self.config.faults.has(Fault::NodeAcksBeforeAppend) {
            let seqs = sequenced.append.parts.iter().map(|part| (part.stream, part.expected.next())).collect();
            self.answer(sequenced.author.0, sequenced.queued.id, &Ok(seqs));
        }
        if self.config.faults.has(Fault::NodeBroadcastsBeforeAppend) {
            self.broadcast_too_early(&sequenced);
        }
        self.sequencer.go_ahead(&sequenced);
        self.sequencer.collecting.add(sequenced);
    }

    /// Hands the writer the next batch, if it is free.
    pub(super) fn write(&mut self) {
        let busy = self.sequencer.in_flight.is_some();
        if busy || self.sequencer.collecting.ops.is_empty() || !self.may_ask() || self.stopping {
            return;
        }
        let batch = std::mem::take(&mut self.sequencer.collecting);
        let ops = batch.ops.iter().map(|sequenced| sequenced.append.clone()).collect();
        let request = self.request();
        self.sequencer.in_flight = Some((request, batch));
        self.out.push(Output::Append { batch: request, ops });
    }

    pub(super) fn appended(&mut self, request: RequestId, result: Result<Vec<AppendOutcome>, AppendFault>) {
        let Some((expected, _)) = &self.sequencer.in_flight else { return };
        if *expected != request {
            return;
        }
        let Some((_, batch)) = self.sequencer.in_flight.take() else { return };
        match result {
            Ok(outcomes) if outcomes.len() == batch.ops.len() => self.settle_batch(batch.ops, outcomes),
            Err(AppendFault::Full) => self.refuse_batch(batch.ops),
            Ok(_) | Err(AppendFault::Unavailable) => self.forget_batch(batch.ops),
        }
    }

    fn settle_batch(&mut self, ops: Vec<Sequenced>, outcomes: Vec<AppendOutcome>) {
        let mut commit = Commit::default();
        let mut answers = Vec::new();
        let mut left = Vec::new();
        let mut behind = BTreeSet::new();
        let mut all = true;
        for (sequenced, outcome) in ops.into_iter().zip(outcomes) {
            let seqs: Vec<(StreamId, Seq)> =
                sequenced.append.parts.iter().map(|part| (part.stream, part.expected.next())).collect();
            match outcome {
                AppendOutcome::Appended => {
                    self.fold_appended(&sequenced, &mut commit, &mut behind);
                    answers.push((sequenced, seqs));
                }
                AppendOutcome::Duplicate { seqs } => {
                    all = false;
                    behind.extend(seqs.iter().map(|(stream, _)| *stream));
                    answers.push((sequenced, seqs));
                }
                AppendOutcome::Conflict { .. } if self.config.faults.has(Fault::NodeTreatsConflictAsAppended) => {
                    answers.push((sequenced, seqs));
                }
                AppendOutcome::Conflict { .. } => {
                    all = false;
                    behind.extend(seqs.iter().map(|(stream, _)| *stream));
                    left.push(sequenced);
                }
            }
        }
        for (sequenced, seqs) in &answers {
            self.sequencer.remember_all(sequenced.append.op, seqs);
        }
        if all {
            self.sequencer.ahead_of_collecting();
        } else {
            let collected = std::mem::take(&mut self.sequencer.collecting);
            self.sequencer.forget_ahead();
            self.sequencer.take_back(left.into_iter().chain(collected.ops));
        }
        self.publish(&commit);
        for (sequenced, seqs) in answers {
            self.settle(sequenced.author, &sequenced.queued, Ok(seqs));
        }
        let behind: Vec<StreamId> = behind.into_iter().collect();
        self.catch_up(&behind);
    }

    /// Makes an appended op part of the committed state, unless another node's row before it is missing here.
    fn fold_appended(&mut self, sequenced: &Sequenced, commit: &mut Commit, behind: &mut BTreeSet<StreamId>) {
        for (part, (stream, state)) in sequenced.append.parts.iter().zip(&sequenced.after) {
            let Some(cached) = self.cache.get_mut(*stream) else { continue };
            if cached.committed.seq == part.expected {
                let Ok(payload) = Raw::parse(&part.payload) else { continue };
                let row = WireRow { op: sequenced.append.op, schema: sequenced.append.schema, payload: Some(payload) };
                cached.advance_to(state.clone(), row, part.card.is_some());
                commit.add(*stream, state.seq);
            } else if cached.committed.seq < part.expected {
                behind.insert(*stream);
            }
        }
    }

    /// The disk is full: nothing was written. What the authors had queued behind is refused as well, so that the order is
    /// kept when they try again; what others had built on it is judged again.
    fn refuse_batch(&mut self, ops: Vec<Sequenced>) {
        let collected = std::mem::take(&mut self.sequencer.collecting);
        self.sequencer.forget_ahead();
        self.sequencer.take_back(collected.ops.into_iter());
        for sequenced in ops {
            let author = sequenced.author;
            let heedless = self.config.faults.has(Fault::NodeGoesOnAfterFullDisk);
            if sequenced.queued.request.is_some() || heedless {
                // The driver does not try again by itself.
            } else if self.sessions.awaited(author.0, sequenced.queued.id) {
                for later in self.sequencer.stop(author, sequenced.queued.id) {
                    self.settle(author, &later, Err(Refusal::StorageFull));
                }
            } else {
                // Its socket is gone. What else of that socket is left here comes again behind it, or not at all.
                let sessions = &self.sessions;
                self.sequencer.abandon(author, |op| sessions.awaited(author.0, op));
            }
            self.settle(sequenced.author, &sequenced.queued, Err(Refusal::StorageFull));
        }
    }

    /// Nobody knows whether the batch was written: it is forgotten, and its authors are sent away to come back and send
    /// again. Their ids keep it from being written twice.
    fn forget_batch(&mut self, ops: Vec<Sequenced>) {
        if self.config.faults.has(Fault::NodeAcksAfterFault) {
            for sequenced in &ops {
                let seqs = sequenced.append.parts.iter().map(|part| (part.stream, part.expected.next())).collect();
                self.answer(sequenced.author.0, sequenced.append.op, &Ok(seqs));
            }
        }
        self.ask_after = model::Millis(self.now.0 + limits::BACKOFF_FIRST_MS);
        let collected = std::mem::take(&mut self.sequencer.collecting);
        self.sequencer.forget_ahead();
        let streams: BTreeSet<StreamId> =
            ops.iter().flat_map(|op| op.after.iter().map(|(stream, _)| *stream)).collect();
        let authors: BTreeSet<Author> = ops.iter().map(|sequenced| sequenced.author).collect();
        let (gone, kept): (Vec<Sequenced>, Vec<Sequenced>) =
            collected.ops.into_iter().partition(|sequenced| authors.contains(&sequenced.author));
        self.sequencer.take_back(kept.into_iter());
        for sequenced in ops.into_iter().chain(gone) {
            self.sequencer.done(sequenced.author, sequenced.queued.id);
            if let Some(request) = sequenced.queued.request {
                let result = Err(super::SubmitError::Unavailable);
                self.out.push(Output::Submitted { request, result });
            }
        }
        for author in authors {
            for conn in self.sessions.of_user(author.0) {
                if self.sessions.get(conn).is_some_and(|entry| entry.client == Some(author.1)) {
                    let pause = limits::BACKOFF_FIRST_MS.unsigned_abs();
                    self.close(conn, CloseCode::TryAgainLater, Some(pause));
                }
            }
        }
        let streams: Vec<StreamId> = streams.into_iter().collect();
        self.catch_up(&streams);
    }

    /// A planted bug: what was accepted is told before it is in the log.
    fn broadcast_too_early(&mut self, sequenced: &Sequenced) {
        for part in &sequenced.append.parts {
            let row = Row {
                stream: part.stream,
                seq: part.expected.next(),
                op: sequenced.append.op,
                schema: sequenced.append.schema,
                payload: part.payload.clone(),
            };
            let mut commit = Commit::default();
            if self.cache.get_mut(part.stream).is_some_and(|cached| cached.advance(&row)) {
                commit.add(part.stream, row.seq);
                self.publish(&commit);
            }
        }
    }
}

impl super::Sequencer {
    fn go_ahead(&mut self, sequenced: &Sequenced) {
        for (stream, state) in &sequenced.after {
            self.ahead.insert(*stream, state.clone());
        }
        for part in &sequenced.append.parts {
            if let Some(card) = &part.card {
                self.ahead_cards.insert(part.stream, card.clone());
            }
        }
    }

    fn forget_ahead(&mut self) {
        self.ahead.clear();
        self.ahead_cards = AheadCards::new();
    }

    /// The batch is in the log: only the next one is still ahead of it.
    fn ahead_of_collecting(&mut self) {
        self.forget_ahead();
        let collecting = std::mem::take(&mut self.collecting);
        for sequenced in &collecting.ops {
            self.go_ahead(sequenced);
        }
        self.collecting = collecting;
    }
}
