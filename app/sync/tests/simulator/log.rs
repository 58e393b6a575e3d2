//! The log all nodes share, in memory, with the promises the real store gives; and planted bugs that break them.

use crate::violation::{Invariant, Violation};
use model::{Body, ClientId, Effects, Millis, OpId, Seq, StreamId, StreamState, UserId, card::Card, fold};
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use sync::{
    server::{Answer, LoadedStream},
    stored::{AppendOp, AppendOutcome, Row},
};

/// Planted bugs of the store.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LogFault {
    /// The same op is written again.
    NoDuplicateCheck,
    /// Heads are not compared: rows get the next free position.
    NoHeadCheck,
    /// Of an op in conflict the parts that fit are written.
    PartialOp,
    /// A killed node takes its last transaction with it.
    LosesLastCommit,
    /// After an op that was left, later ops of the transaction are judged by their heads alone.
    ForgetsWhatWasLeft,
}

#[derive(Default)]
pub struct Log {
    pub rows: BTreeMap<StreamId, Vec<Row>>,
    /// The state after each row; place 0 is the empty state.
    pub states: BTreeMap<StreamId, Vec<StreamState>>,
    pub ops: HashMap<OpId, Vec<(StreamId, Seq)>>,
    /// The order of commits.
    pub order: Vec<(ClientId, u64, OpId)>,
    highest: HashMap<ClientId, u64>,
    cards: BTreeMap<StreamId, (Seq, Card)>,
    snapshots: BTreeMap<StreamId, StreamState>,
    /// Since when somebody may not read what he could read before.
    pub lost: HashMap<(UserId, StreamId), Millis>,
    pub fault: Option<LogFault>,
    last_commit: Vec<OpId>,
    /// Streams of ops of this transaction that were not appended.
    left: BTreeSet<StreamId>,
    pub conflicts: usize,
    pub duplicates: usize,
}

impl Log {
    pub fn with(fault: Option<LogFault>) -> Self {
        Self { fault, ..Self::default() }
    }

    pub fn head(&self, stream: StreamId) -> Seq {
        Seq(self.rows.get(&stream).map_or(0, |rows| rows.len() as u64))
    }

    pub fn heads(&self) -> Vec<(StreamId, Seq)> {
        self.rows.iter().map(|(stream, rows)| (*stream, Seq(rows.len() as u64))).collect()
    }

    pub fn state(&self, stream: StreamId, seq: Seq) -> Option<&StreamState> {
        self.states.get(&stream)?.get(usize::try_from(seq.0).ok()?)
    }

    pub fn head_state(&self, stream: StreamId) -> StreamState {
        self.state(stream, self.head(stream)).cloned().unwrap_or_else(|| StreamState::empty(stream))
    }

    pub fn cards(&self) -> Vec<(StreamId, Seq, Card)> {
        self.cards.iter().map(|(stream, (seq, card))| (*stream, *seq, card.clone())).collect()
    }

    pub fn card(&self, stream: StreamId) -> Option<&Card> {
        self.cards.get(&stream).map(|(_, card)| card)
    }

    pub fn load(&self, stream: StreamId) -> LoadedStream {
        let state = self.snapshots.get(&stream).cloned().unwrap_or_else(|| StreamState::empty(stream));
        let rows = self.tail(stream, state.seq);
        LoadedStream { stream, state, rows }
    }

    pub fn tail(&self, stream: StreamId, after: Seq) -> Vec<Row> {
        let after = usize::try_from(after.0).unwrap_or(usize::MAX);
        self.rows.get(&stream).map(|rows| rows.iter().skip(after).cloned().collect()).unwrap_or_default()
    }

    pub fn save_snapshot(&mut self, stream: StreamId, state: StreamState) -> Result<(), Violation> {
        let seq = state.seq;
        if self.state(stream, seq) != Some(&state) {
            return Err(Violation::new(Invariant::SameState, format!("snapshot of {stream} at {seq:?} differs")));
        }
        // It is written as JSON: what is read back must be the same state, to the byte.
        let json = state.canonical_bytes();
        let read: StreamState = serde_json::from_slice(&json)
            .map_err(|error| Violation::new(Invariant::SameState, format!("snapshot is not a state: {error}")))?;
        if read != state || self.state(stream, seq).map(StreamState::canonical_bytes) != Some(json) {
            return Err(Violation::new(Invariant::SameState, format!("bytes of {stream} at {seq:?} differ")));
        }
        self.snapshots.insert(stream, state);
        Ok(())
    }

    pub fn answers(&self, ops: &[OpId]) -> Vec<Answer> {
        ops.iter().filter_map(|op| Some(Answer { op: *op, seqs: self.ops.get(op)?.clone() })).collect()
    }

    pub fn members(&self) -> Vec<UserId> {
        match self.head_state(StreamId::Workspace).body {
            Body::Workspace(workspace) => {
                workspace.members.iter().filter(|(_, m)| !m.left).map(|(id, _)| *id).collect()
            }
            _ => Vec::new(),
        }
    }

    /// Who may read a stream as of the log.
    pub fn may_read(&self, user: UserId, stream: StreamId) -> bool {
        if !self.members().contains(&user) {
            return false;
        }
        match stream {
            StreamId::Workspace => true,
            StreamId::Deal(_) => self.in_team(user, stream),
            StreamId::DealCore(deal) => {
                matches!(self.card(StreamId::Deal(deal)), Some(Card::Deal(card)) if card.in_core(user))
            }
            StreamId::Account(account) => {
                let owner = matches!(self.card(stream), Some(Card::Account(card)) if card.owner == user);
                owner
                    || self.cards.iter().any(|(deal, (_, card))| {
                        matches!(card, Card::Deal(facts) if facts.account == account) && self.in_team(user, *deal)
                    })
            }
        }
    }

    fn in_team(&self, user: UserId, deal: StreamId) -> bool {
        matches!(self.card(deal), Some(Card::Deal(card)) if card.team.contains_key(&user))
    }

    /// One transaction. `refused` are ops some node has refused before: trying them again may break their order.
    pub fn append(
        &mut self,
        ops: &[AppendOp],
        now: Millis,
        refused: &HashSet<OpId>,
    ) -> Result<Vec<AppendOutcome>, Violation> {
        self.last_commit.clear();
        self.left.clear();
        ops.iter().map(|op| self.append_op(op, now, refused)).collect()
    }

    fn append_op(&mut self, op: &AppendOp, now: Millis, refused: &HashSet<OpId>) -> Result<AppendOutcome, Violation> {
        if let Some(seqs) = self.ops.get(&op.op)
            && self.fault != Some(LogFault::NoDuplicateCheck)
        {
            self.duplicates += 1;
            self.left.extend(op.parts.iter().map(|part| part.stream));
            return Ok(AppendOutcome::Duplicate { seqs: seqs.clone() });
        }
        let heedless = self.fault == Some(LogFault::ForgetsWhatWasLeft);
        let stands = |part: &&sync::stored::AppendPart| {
            self.head(part.stream) == part.expected && (heedless || !self.left.contains(&part.stream))
        };
        let conflict = op.parts.iter().find(|part| !stands(part)).map(|part| part.stream);
        if let Some(stream) = conflict {
            self.conflicts += 1;
            self.left.extend(op.parts.iter().map(|part| part.stream));
            match self.fault {
                Some(LogFault::NoHeadCheck) => {}
                Some(LogFault::PartialOp) => {
                    let fits = |part: &&sync::stored::AppendPart| self.head(part.stream) == part.expected;
                    let parts: Vec<_> = op.parts.iter().filter(fits).cloned().collect();
                    self.write(&AppendOp { parts, ..op.clone() }, now, refused)?;
                    return Ok(AppendOutcome::Conflict { stream });
                }
                _ => return Ok(AppendOutcome::Conflict { stream }),
            }
        }
        self.write(op, now, refused)?;
        Ok(AppendOutcome::Appended)
    }

    fn write(&mut self, op: &AppendOp, now: Millis, refused: &HashSet<OpId>) -> Result<(), Violation> {
        let mut seqs = Vec::new();
        let before = self.readers();
        let mut access = false;
        for part in &op.parts {
            let seq = self.head(part.stream).next();
            let row = Row { stream: part.stream, seq, op: op.op, schema: op.schema, payload: part.payload.clone() };
            let stored = row
                .decode()
                .ok()
                .flatten()
                .ok_or_else(|| Violation::new(Invariant::SameState, "a row can not be decoded".to_owned()))?;
            if seqs.is_empty() {
                let highest = self.highest.entry(stored.client).or_default();
                if stored.client_seq < *highest && !refused.contains(&op.op) {
                    let text = format!("{:?}: {} after {highest}", stored.client, stored.client_seq);
                    return Err(Violation::new(Invariant::OrderOfClient, text));
                }
                *highest = (*highest).max(stored.client_seq);
                self.order.push((stored.client, stored.client_seq, op.op));
            }
            let rows = self.rows.entry(part.stream).or_default();
            if rows.iter().any(|row| row.op == op.op) {
                return Err(Violation::new(Invariant::ExactlyOnce, format!("{:?} twice in {}", op.op, part.stream)));
            }
            rows.push(row);
            if let StreamId::Deal(deal) = part.stream {
                // Its core is there from the first moment, without a row.
                let core = StreamId::DealCore(deal);
                self.states.entry(core).or_insert_with(|| vec![StreamState::empty(core)]);
            }
            let states = self.states.entry(part.stream).or_insert_with(|| vec![StreamState::empty(part.stream)]);
            let mut state = states.last().cloned().unwrap_or_else(|| StreamState::empty(part.stream));
            fold(&mut state, &stored.changes, &stored.stamp, &mut Effects::new());
            let card = Card::of(&state);
            if part.card.is_some() && part.card != card {
                let text = format!("card of {} in {:?}", part.stream, op.op);
                return Err(Violation::new(Invariant::SameState, text));
            }
            access |= matches!(part.stream, StreamId::Workspace);
            if let Some(card) = card {
                let old = self.cards.insert(part.stream, (seq, card.clone()));
                let same = old.is_some_and(|(_, old)| old == card);
                if !same && part.card.is_none() {
                    let text = format!("{:?} changed the card of {} without saying so", op.op, part.stream);
                    return Err(Violation::new(Invariant::SameState, text));
                }
                access |= !same;
            }
            states.push(state);
            seqs.push((part.stream, seq));
        }
        if access {
            let after = self.readers();
            for gone in before.difference(&after) {
                self.lost.insert(*gone, now);
            }
            for reader in &after {
                self.lost.remove(reader);
            }
        }
        self.ops.insert(op.op, seqs);
        self.last_commit.push(op.op);
        Ok(())
    }

    /// Everybody who may read something.
    fn readers(&self) -> HashSet<(UserId, StreamId)> {
        let cores = self.rows.keys().filter_map(|stream| match stream {
            StreamId::Deal(deal) => Some(StreamId::DealCore(*deal)),
            _ => None,
        });
        let streams: BTreeSet<StreamId> = self.rows.keys().copied().chain(cores).collect();
        let members = self.members();
        members
            .iter()
            .flat_map(|user| streams.iter().map(move |stream| (*user, *stream)))
            .filter(|(user, stream)| self.may_read(*user, *stream))
            .collect()
    }

    /// A planted bug: the last transaction was not on disk.
    pub fn lose_last_commit(&mut self) {
        if self.fault != Some(LogFault::LosesLastCommit) {
            return;
        }
        for op in std::mem::take(&mut self.last_commit).into_iter().rev() {
            for (stream, _) in self.ops.remove(&op).unwrap_or_default() {
                if let Some(rows) = self.rows.get_mut(&stream) {
                    rows.pop();
                }
                if let Some(states) = self.states.get_mut(&stream) {
                    states.pop();
                }
            }
        }
    }
}
