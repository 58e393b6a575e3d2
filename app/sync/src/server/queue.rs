//! What waits to be judged, in the order of each author, and what is ahead of the log.

use super::{
    AheadCards, RequestId,
    batch::{Batch, Sequenced},
};
use model::{ClientId, Millis, Op, OpId, Refusal, Seq, StreamId, StreamState, UserId};
use std::collections::{BTreeMap, HashMap, HashSet, VecDeque};

/// A user at one browser: whose ops keep their order.
pub(super) type Author = (UserId, ClientId);

/// What is to be done with an op.
#[derive(Clone, Debug)]
pub(super) enum Work {
    /// Ask the rules.
    Judge(Box<Op>),
    /// Refuse it when its turn comes.
    Refuse(Refusal),
}

#[derive(Clone, Debug)]
pub(super) struct Queued {
    pub(super) id: OpId,
    pub(super) work: Work,
    /// The time of the stamp, if it is not now.
    pub(super) at: Option<Millis>,
    /// The driver's number, for an op of the server itself.
    pub(super) request: Option<RequestId>,
    /// The store was asked whether it is in the log, and what other nodes have appended.
    pub(super) looked_up: bool,
    /// This node has read the newest rows because the author had seen more of them.
    pub(super) caught_up: bool,
}

#[derive(Debug, Default)]
pub(super) struct Queue {
    pub(super) ops: VecDeque<Queued>,
    /// The store is being asked about ops of this queue.
    pub(super) asking: bool,
    /// Ops that were refused, with the ids they would have created.
    pub(super) refused: VecDeque<(OpId, Vec<String>)>,
    /// The op that met a full disk: later ones wait until the client sends it again.
    pub(super) stopped_at: Option<OpId>,
}

#[derive(Debug, Default)]
pub(super) struct Sequencer {
    pub(super) queues: BTreeMap<Author, Queue>,
    /// Authors with waiting ops, in the order of their turns.
    pub(super) turns: VecDeque<Author>,
    /// Ops that are queued or in a batch.
    pub(super) known: HashSet<(UserId, OpId)>,
    /// Positions of ops that have lately become part of the log.
    recent: HashMap<OpId, Vec<(StreamId, Seq)>>,
    recent_order: VecDeque<OpId>,
    pub(super) collecting: Batch,
    pub(super) in_flight: Option<(RequestId, Batch)>,
    /// Streams that are ahead of the log, as they are after all sequenced ops.
    pub(super) ahead: BTreeMap<StreamId, StreamState>,
    pub(super) ahead_cards: AheadCards,
}

/// Positions of recent ops that are remembered: answers for clients that reconnect and resend.
const RECENT: usize = 20_000;
impl Sequencer {
    pub(super) fn is_idle(&self) -> bool {
        self.in_flight.is_none() && self.collecting.ops.is_empty() && self.queued() == 0
    }

    pub(super) fn queued(&self) -> usize {
        self.queues.values().map(|queue| queue.ops.len()).sum()
    }

    /// Drops everything that is not in flight; the driver's own ops are returned.
    pub(super) fn drop_queued(&mut self) -> Vec<RequestId> {
        let collecting = std::mem::take(&mut self.collecting).ops.into_iter().map(|sequenced| sequenced.queued);
        let queued = std::mem::take(&mut self.queues).into_values().flat_map(|queue| queue.ops);
        collecting.chain(queued).filter_map(|queued| queued.request).collect()
    }

    /// Whether a stream is ahead of the log.
    pub(super) fn holds(&self, stream: StreamId) -> bool {
        self.ahead.contains_key(&stream)
    }

    pub(super) fn remember(&mut self, op: OpId, stream: StreamId, seq: Seq) {
        let seqs = self.recent.entry(op).or_insert_with(|| {
            self.recent_order.push_back(op);
            Vec::new()
        });
        if !seqs.iter().any(|(known, _)| *known == stream) {
            seqs.push((stream, seq));
        }
        if self.recent_order.len() > RECENT
            && let Some(old) = self.recent_order.pop_front()
        {
            self.recent.remove(&old);
        }
    }

    pub(super) fn remember_all(&mut self, op: OpId, seqs: &[(StreamId, Seq)]) {
        for (stream, seq) in seqs {
            self.remember(op, *stream, *seq);
        }
    }

    /// Where the op is in the log, if that is known of all its parts.
    pub(super) fn stored_answer(&self, queued: &Queued) -> Option<Vec<(StreamId, Seq)>> {
        let seqs = self.recent.get(&queued.id)?;
        let Work::Judge(op) = &queued.work else { return None };
        let whole = op.parts.iter().all(|part| seqs.iter().any(|(stream, _)| *stream == part.stream));
        whole.then(|| seqs.clone())
    }

    pub(super) fn looked_up(&mut self, author: Author, asked: &[OpId], found: bool) {
        let Some(queue) = self.queues.get_mut(&author) else { return };
        queue.asking = false;
        for queued in queue.ops.iter_mut().filter(|queued| found && asked.contains(&queued.id)) {
            queued.looked_up = true;
        }
    }

    /// A new socket of an author: it sends what it still has in its order, and that may be less than before.
    pub(super) fn begins_anew(&mut self, author: Author) {
        if let Some(queue) = self.queues.get_mut(&author) {
            queue.stopped_at = None;
        }
    }

    /// Drops an author's ops that nobody waits for any more.
    pub(super) fn abandon(&mut self, author: Author, awaited: impl Fn(OpId) -> bool) {
        let Some(queue) = self.queues.get_mut(&author) else { return };
        queue.stopped_at = None;
        let known = &mut self.known;
        queue.ops.retain(|queued| {
            let keep = queued.request.is_some() || awaited(queued.id);
            if !keep {
                known.remove(&(author.0, queued.id));
            }
            keep
        });
        if queue.ops.is_empty() {
            self.queues.remove(&author);
        }
    }

    /// Puts ops back to the front of their queues, in their order.
    pub(super) fn take_back(&mut self, ops: impl DoubleEndedIterator<Item = Sequenced>) {
        for sequenced in ops.rev() {
            let queue = self.queues.entry(sequenced.author).or_default();
            queue.ops.push_front(sequenced.queued);
            if !self.turns.contains(&sequenced.author) {
                self.turns.push_back(sequenced.author);
            }
        }
    }

    /// The op has left the sequencer.
    pub(super) fn done(&mut self, author: Author, op: OpId) {
        self.known.remove(&(author.0, op));
    }

    /// Stops an author at an op that met a full disk. Everything behind it is taken out and returned, so that the order
    /// is kept when the client tries again.
    pub(super) fn stop(&mut self, author: Author, at: OpId) -> Vec<Queued> {
        let queue = self.queues.entry(author).or_default();
        queue.stopped_at.get_or_insert(at);
        let (stays, goes) = queue.ops.drain(..).partition(|queued| queued.request.is_some());
        queue.ops = stays;
        goes.into()
    }
}
