//! The sequencer: puts ops in order and judges them, each on top of the ones before it, ahead of the log by what the writer
//! holds.
//!
//! The ops of one author keep their order: his queue stops at an op that waits for something. Between authors it goes round,
//! so that somebody with 10,000 offline ops does not keep the others waiting.

use super::{
    Node, Output, Submission, SubmitError,
    batch::Sequenced,
    depends::{creates, creates_stream, may_follow},
    queue::{Author, Queued, Work},
};
use crate::{
    fault::Fault,
    stored::{AppendOp, AppendPart, StoredPart},
};
use model::{
    Body, Change, Millis, Op, OpId, Part, PersonId, Refusal, Room, SCHEMA, Seq, Stamp, StreamId, StreamState, UserId,
    card::Card, deal::DealChange, person::PersonChange,
};
use std::collections::BTreeMap;

/// Ops an author may get through in one turn.
const TURN: usize = 64;
/// Refused ops of one author that are remembered to explain those that build on them.
const REFUSED: usize = 1_000;

enum Step {
    /// The op is out of the queue.
    Done,
    /// It waits: for streams, for an answer of the store, or for the next batch.
    Wait,
}

impl Node {
    pub(super) fn enqueue(&mut self, author: Author, id: OpId, work: Work) {
        if !self.sequencer.known.insert((author.0, id)) {
            // A second copy: the answer to the first one goes to everybody who waits.
            return;
        }
        let queue = self.sequencer.queues.entry(author).or_default();
        if queue.stopped_at == Some(id) {
            queue.stopped_at = None;
        }
        let work = if queue.stopped_at.is_some() { Work::Refuse(Refusal::StorageFull) } else { work };
        queue.ops.push_back(Queued { id, work, at: None, request: None, looked_up: false, caught_up: false });
        if !self.sequencer.turns.contains(&author) {
            self.sequencer.turns.push_back(author);
        }
    }

    pub(super) fn submit(&mut self, submission: Submission) {
        let Submission { request, op, by, at } = submission;
        let author = (by, op.client);
        if self.stopping || !self.sequencer.known.insert((by, op.id)) {
            return self.out.push(Output::Submitted { request, result: Err(SubmitError::Unavailable) });
        }
        let queue = self.sequencer.queues.entry(author).or_default();
        let id = op.id;
        let work = Work::Judge(Box::new(op));
        queue.ops.push_back(Queued { id, work, at, request: Some(request), looked_up: false, caught_up: false });
        if !self.sequencer.turns.contains(&author) {
            self.sequencer.turns.push_back(author);
        }
    }

    /// Judges as many ops as can be, and hands the writer its next batch if it is free.
    pub(super) fn pump(&mut self) {
        loop {
            let mut moved = false;
            for _ in 0..self.sequencer.turns.len() {
                let Some(author) = self.sequencer.turns.pop_front() else { break };
                for _ in 0..TURN {
                    match self.step(author) {
                        Some(Step::Done) => moved = true,
                        Some(Step::Wait) | None => break,
                    }
                }
                let queue = self.sequencer.queues.get(&author);
                if queue.is_some_and(|queue| !queue.ops.is_empty()) {
                    self.sequencer.turns.push_back(author);
                } else if queue.is_some_and(|queue| queue.refused.is_empty() && queue.stopped_at.is_none()) {
                    self.sequencer.queues.remove(&author);
                }
            }
            if !moved {
                break;
            }
        }
        self.write();
    }

    /// The next op of an author; nothing if he has none.
    fn step(&mut self, author: Author) -> Option<Step> {
        let queue = self.sequencer.queues.get_mut(&author)?;
        if queue.asking {
            return Some(Step::Wait);
        }
        let queued = queue.ops.pop_front()?;
        match self.judge(author, queued) {
            Ok(()) => Some(Step::Done),
            Err(queued) => {
                if let Some(queue) = self.sequencer.queues.get_mut(&author) {
                    queue.ops.push_front(queued);
                }
                Some(Step::Wait)
            }
        }
    }

    /// Judges one op. It comes back if it has to wait.
    fn judge(&mut self, author: Author, mut queued: Queued) -> Result<(), Queued> {
        if let Some(seqs) = self.sequencer.stored_answer(&queued) {
            self.settle(author, &queued, Ok(seqs));
            return Ok(());
        }
        let op = match &queued.work {
            Work::Judge(op) => op.clone(),
            Work::Refuse(refusal) => {
                let refusal = refusal.clone();
                self.refuse(author, &queued, refusal);
                return Ok(());
            }
        };
        let streams = match self.streams_for(author.0, &op) {
            Ok(streams) => streams,
            Err(refusal) => return self.refuse_or_look_up(author, queued, refusal, &op),
        };
        if !self.ready(&streams) {
            if streams.iter().any(|stream| self.unreadable.contains(stream)) {
                self.refuse(author, &queued, Refusal::Unreadable);
                return Ok(());
            }
            return Err(queued);
        }
        // The author has seen more than this node: it must catch up before it can judge.
        let unseen = |part: &Part| self.cache.get(part.stream).is_some_and(|c| part.base > c.committed.seq);
        if self.config.peers && !queued.caught_up && op.parts.iter().any(unseen) {
            queued.caught_up = true;
            self.catch_up(&streams);
            return Err(queued);
        }
        if self.sequencer.collecting.is_full() {
            return Err(queued);
        }
        let heedless = self.config.faults.has(Fault::NodeBreaksOrderOfClient);
        let Some(ancestors) = self.sequencer.collecting.admit(author, &op, &streams, heedless) else {
            return Err(queued);
        };
        let room = self.room_ahead(&streams);
        let stamp = self.stamp(author.0, &room, &op, queued.at);
        let accepted = match model::accept(&room, &op, &stamp) {
            Ok(accepted) => accepted,
            Err(refusal) => return self.refuse_or_look_up(author, queued, refusal, &op),
        };
        let Some((append, after)) = append_op(&op, &stamp, &room, &accepted.room) else {
            self.refuse(author, &queued, Refusal::Unreadable);
            return Ok(());
        };
        self.sequence(Sequenced { queued, author, append, after, ancestors });
        Ok(())
    }

    /// The streams the rules must see; a refusal if the op has no right to be judged at all.
    fn streams_for(&self, user: UserId, op: &Op) -> Result<Vec<StreamId>, Refusal> {
        let accounts = op.parts.iter().filter(|part| matches!(part.stream, StreamId::Account(_))).count();
        let deals = op.parts.iter().filter(|part| matches!(part.stream, StreamId::Deal(_))).count();
        let cores = op.parts.iter().filter(|part| matches!(part.stream, StreamId::DealCore(_))).count();
        if accounts > 1 || deals > 1 || cores > 1 || op.parts.len() > 4 {
            return Err(Refusal::WrongStream);
        }
        let ahead = &self.sequencer.ahead_cards;
        let card = |stream| ahead.get(&stream).or_else(|| self.directory.card(stream));
        let member = user == UserId::SYSTEM
            || match self.sequencer.ahead.get(&StreamId::Workspace).map(|state| &state.body) {
                Some(Body::Workspace(workspace)) => workspace.active(user).is_some(),
                _ => self.is_member(user),
            };
        if !member {
            return Err(Refusal::NoAccess);
        }
        let mut streams = vec![StreamId::Workspace];
        for part in &op.parts {
            let exists = match part.stream {
                StreamId::Workspace => true,
                StreamId::DealCore(deal) => card(StreamId::Deal(deal)).is_some(),
                stream => card(stream).is_some(),
            };
            let may = if exists {
                user == UserId::SYSTEM
                    || self.directory.may_read(user, part.stream, ahead)
                    || part.changes.iter().all(|change| matches!(change, Change::Team(_)))
            } else {
                part.changes.iter().any(creates_stream)
            };
            if !may {
                return Err(Refusal::NoAccess);
            }
            if let Some(deal) = part.stream.deal() {
                let created = part.changes.iter().find_map(|change| match change {
                    Change::Deal(DealChange::Create { account, .. }) => Some(*account),
                    _ => None,
                });
                let known = self.directory.deal(deal, ahead).map(|card| card.account).or(created);
                streams.extend(known.map(StreamId::Account));
                streams.push(StreamId::Deal(deal));
            }
            streams.push(part.stream);
        }
        streams.sort_unstable();
        streams.dedup();
        Ok(streams)
    }

    fn room_ahead(&self, streams: &[StreamId]) -> Room {
        Room::of(streams.iter().filter_map(|stream| {
            let state = match self.sequencer.ahead.get(stream) {
                Some(state) => state,
                None => &self.cache.get(*stream)?.committed,
            };
            Some((*stream, state.clone()))
        }))
    }

    fn stamp(&self, user: UserId, room: &Room, op: &Op, at: Option<Millis>) -> Stamp {
        let right = room
            .account()
            .map(|(account, _)| self.directory.account_right(user, account, &self.sequencer.ahead_cards))
            .unwrap_or_default();
        let mut stamp = Stamp::new(room.actor(user, right), at.unwrap_or(self.now));
        stamp.pinyin = self.pinyin(room, op);
        stamp
    }

    /// Sort keys of the people whose name, or post in place of a name, the op sets.
    fn pinyin(&self, room: &Room, op: &Op) -> Vec<(PersonId, String)> {
        let mut shown: BTreeMap<PersonId, (Option<String>, String)> = BTreeMap::new();
        for change in op.parts.iter().flat_map(|part| &part.changes) {
            let Change::Person(change) = change else { continue };
            let person = change.id();
            let before = room.account().and_then(|(_, account)| account.people.get(&person));
            let entry = |shown: &mut BTreeMap<PersonId, (Option<String>, String)>| {
                shown.remove(&person).unwrap_or_else(|| {
                    before.map(|person| (person.name.clone(), person.title.clone())).unwrap_or_default()
                })
            };
            let now = match change {
                PersonChange::Add { name, title, .. } => (name.clone(), title.clone()),
                PersonChange::SetName { name, .. } => (name.clone(), entry(&mut shown).1),
                PersonChange::SetTitle { title, .. } => (entry(&mut shown).0, title.clone()),
                _ => continue,
            };
            shown.insert(person, now);
        }
        shown
            .into_iter()
            .map(|(person, (name, title))| (person, (self.config.pinyin)(name.as_deref().unwrap_or(&title))))
            .collect()
    }

    /// A refusal is not final before the store was asked: the op may be in the log already, or another node may have
    /// appended what it builds on.
    fn refuse_or_look_up(&mut self, author: Author, queued: Queued, refusal: Refusal, op: &Op) -> Result<(), Queued> {
        if queued.looked_up || self.config.faults.has(Fault::NodeRefusesWithoutLookingUp) {
            self.refuse(author, &queued, refusal);
            return Ok(());
        }
        if !self.may_ask() {
            return Err(queued);
        }
        let streams: Vec<StreamId> = op.parts.iter().map(|part| part.stream).take(4).collect();
        if self.config.peers {
            self.catch_up(&streams);
            let unknown = streams.iter().copied().filter(|id| {
                !matches!(id, StreamId::Workspace | StreamId::DealCore(_))
                    && self.cache.get(*id).is_none()
                    && self.directory.card(*id).is_none()
            });
            self.read_cards(unknown.collect());
        }
        if let Some(queue) = self.sequencer.queues.get_mut(&author) {
            queue.asking = true;
            let rest = queue.ops.iter().filter(|queued| !queued.looked_up).map(|queued| queued.id);
            let ops = std::iter::once(queued.id).chain(rest).collect();
            self.find_answers(author, ops);
        }
        Err(queued)
    }

    fn refuse(&mut self, author: Author, queued: &Queued, mut refusal: Refusal) {
        let queue = self.sequencer.queues.entry(author).or_default();
        if let Work::Judge(op) = &queued.work
            && refusal != Refusal::StorageFull
        {
            if may_follow(&refusal) && !queue.refused.is_empty() {
                let text = serde_json::to_string(&op.parts).unwrap_or_default();
                let cause = queue.refused.iter().find(|(_, ids)| ids.iter().any(|id| text.contains(id.as_str())));
                if let Some((cause, _)) = cause {
                    refusal = Refusal::DependsOn { op: *cause };
                }
            }
            let created: Vec<String> =
                op.parts.iter().flat_map(|part| part.changes.iter().filter_map(|c| creates(part.stream, c))).collect();
            // What is there already is not missing to those that build on it.
            let there = matches!(refusal, Refusal::AlreadyExists | Refusal::AlreadyOnMap { .. });
            if !created.is_empty() && !there {
                queue.refused.push_back((queued.id, created));
                if queue.refused.len() > REFUSED {
                    queue.refused.pop_front();
                }
            }
        }
        self.settle(author, queued, Err(refusal));
    }

    /// The op has its final answer.
    pub(super) fn settle(&mut self, author: Author, queued: &Queued, outcome: Result<Vec<(StreamId, Seq)>, Refusal>) {
        self.sequencer.done(author, queued.id);
        if let Some(request) = queued.request {
            let result = outcome.map_err(SubmitError::Refused);
            return self.out.push(Output::Submitted { request, result });
        }
        self.answer(author.0, queued.id, &outcome);
    }
}

/// What goes to the log.
fn append_op(op: &Op, stamp: &Stamp, before: &Room, after: &Room) -> Option<(AppendOp, Vec<(StreamId, StreamState)>)> {
    let mut parts = Vec::with_capacity(op.parts.len());
    let mut states = Vec::with_capacity(op.parts.len());
    for part in &op.parts {
        let state = after.get(part.stream)?;
        let stored = StoredPart {
            client: op.client,
            client_seq: op.client_seq,
            base: part.base,
            at: op.at,
            batch: op.batch,
            stamp: stamp.clone(),
            changes: part.changes.clone(),
        };
        let card = part.changes.iter().any(Card::shows).then(|| Card::of(state)).flatten();
        let old = before.get(part.stream).filter(|_| card.is_some()).and_then(Card::of);
        parts.push(AppendPart {
            stream: part.stream,
            expected: Seq(state.seq.0.checked_sub(1)?),
            payload: serde_json::to_string(&stored).ok()?.into(),
            card: card.filter(|card| old.as_ref() != Some(card)),
        });
        states.push((part.stream, state.clone()));
    }
    Some((AppendOp { op: op.id, by: stamp.by, at: stamp.at, schema: SCHEMA, parts }, states))
}
