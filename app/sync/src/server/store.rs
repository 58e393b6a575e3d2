//! Questions to the store, and what their answers bring.

use super::{
    Answer, LoadedStream, Node, Output, RequestId, StoreFault,
    publish::{CardChange, Commit},
    queue::Author,
};
use crate::stored::Row;
use model::{Millis, OpId, Seq, StreamId, card::Card};
use std::collections::BTreeSet;

/// What was asked.
#[derive(Debug)]
pub(super) enum Question {
    /// Whole streams.
    Load(Vec<StreamId>),
    /// The newest rows of streams.
    Tail(Vec<StreamId>),
    /// Cards of streams.
    Cards(Vec<StreamId>),
    /// Whether ops of this author are in the log.
    Answers(Author, Vec<OpId>),
}

/// Pause after the store has not answered.
const STORE_RETRY_MS: i64 = 1_000;

/// A node that could not read for this long what others have written no longer hands out what it remembers: its view of
/// the membership must not be older than five seconds, and it may have taken two until it was told that there is news.
const BLIND_MS: i64 = 2_000;

impl Node {
    pub(super) fn may_ask(&self) -> bool {
        self.now >= self.ask_after
    }

    fn ask(&mut self, question: Question, output: impl FnOnce(RequestId) -> Output) {
        let request = self.request();
        self.asked.insert(request, question);
        self.out.push(output(request));
    }

    fn store_is_down(&mut self) {
        self.ask_after = Millis(self.now.0 + STORE_RETRY_MS);
    }

    /// The store did not say what other nodes have written.
    fn is_blind(&mut self) {
        self.store_is_down();
        self.blind_since.get_or_insert(self.now);
    }

    /// It did; perhaps something else is still open.
    fn sees(&mut self) {
        if self.unread.is_empty() && self.unread_cards.is_empty() {
            self.blind_since = None;
        }
    }

    /// Whether this node's view of who may read what is too old to tell anybody anything by it.
    pub(super) fn sees_too_little(&self) -> bool {
        self.config.peers && self.blind_since.is_some_and(|since| self.now.0 - since.0 >= BLIND_MS)
    }

    /// Whether all these streams are in memory and as new as this node can know; if not, what is missing is asked for.
    pub(super) fn ready(&mut self, streams: &[StreamId]) -> bool {
        for stream in streams {
            self.cache.touch(*stream, self.now);
        }
        let missing: Vec<StreamId> = streams.iter().copied().filter(|id| self.cache.get(*id).is_none()).collect();
        if missing.is_empty() {
            return streams.iter().all(|id| self.cache.get(*id).is_some_and(|cached| !cached.reading));
        }
        let wanted: Vec<StreamId> =
            missing.into_iter().filter(|id| !self.loading.contains(id) && !self.unreadable.contains(id)).collect();
        if !wanted.is_empty() && self.may_ask() {
            self.loading.extend(&wanted);
            let streams = wanted.clone();
            self.ask(Question::Load(wanted), |request| Output::Load { request, streams });
        }
        false
    }

    pub(super) fn loaded(&mut self, request: RequestId, result: Result<Vec<LoadedStream>, StoreFault>) {
        let Some(Question::Load(asked)) = self.asked.remove(&request) else { return };
        for stream in &asked {
            self.loading.remove(stream);
        }
        let Ok(loaded) = result else { return self.store_is_down() };
        let mut cards = Vec::new();
        for stream in loaded.iter().filter(|loaded| asked.contains(&loaded.stream)) {
            if !self.cache.insert(stream, self.now) {
                self.unreadable.insert(stream.stream);
                continue;
            }
            if let Some(cached) = self.cache.get(stream.stream)
                && let Some(card) = Card::of(&cached.committed)
            {
                cards.push(CardChange { stream: stream.stream, seq: cached.committed.seq, card });
            }
        }
        self.announce(cards);
        if self.config.peers {
            // What was loaded is newer than what was here: a deal may name people its account does not have yet.
            self.catch_up(&asked);
        }
    }

    /// Reads what other nodes may have appended to these streams and to those they lean on, as of one moment.
    pub(super) fn catch_up(&mut self, streams: &[StreamId]) {
        let mut wanted = BTreeSet::new();
        for stream in streams {
            wanted.insert(*stream);
            wanted.insert(StreamId::Workspace);
            if let StreamId::Deal(_) = stream
                && let Some(Card::Deal(deal)) = self.directory.card(*stream)
            {
                wanted.insert(StreamId::Account(deal.account));
            }
        }
        let mut after = Vec::new();
        for stream in wanted {
            if let Some(cached) = self.cache.get_mut(stream)
                && !cached.reading
            {
                cached.reading = true;
                after.push((stream, cached.committed.seq));
            }
        }
        self.read_tails(after);
    }

    fn read_tails(&mut self, after: Vec<(StreamId, Seq)>) {
        if after.is_empty() {
            return;
        }
        if !self.may_ask() {
            self.unread.extend(after.iter().map(|(stream, _)| *stream));
            return;
        }
        let streams = after.iter().map(|(stream, _)| *stream).collect();
        self.ask(Question::Tail(streams), |request| Output::ReadTail { request, after });
    }

    /// Asks again for tails and cards that could not be read.
    pub(super) fn read_unread(&mut self) {
        if self.may_ask() {
            let cards = std::mem::take(&mut self.unread_cards).into_iter().collect();
            self.read_cards(cards);
        }
        if self.may_ask() && !self.unread.is_empty() {
            let after = std::mem::take(&mut self.unread)
                .into_iter()
                .filter_map(|stream| Some((stream, self.cache.get(stream)?.committed.seq)))
                .collect();
            self.read_tails(after);
        }
    }

    pub(super) fn tail_read(&mut self, request: RequestId, result: Result<Vec<Row>, StoreFault>) {
        let Some(Question::Tail(streams)) = self.asked.remove(&request) else { return };
        let Ok(rows) = result else {
            self.unread.extend(streams);
            return self.is_blind();
        };
        self.sees();
        let mut commit = Commit::default();
        for row in &rows {
            if let Some(cached) = self.cache.get_mut(row.stream)
                && cached.advance(row)
            {
                commit.add(row.stream, row.seq);
                self.sequencer.remember(row.op, row.stream, row.seq);
            }
        }
        let mut behind = Vec::new();
        for stream in streams {
            if let Some(cached) = self.cache.get_mut(stream) {
                cached.reading = false;
                if cached.heard > cached.committed.seq {
                    behind.push(stream);
                }
            }
        }
        self.publish(&commit);
        // Appended meanwhile; if nothing came at all, it is tried again with the next sweep.
        if !commit.is_empty() {
            self.catch_up(&behind);
        }
    }

    pub(super) fn woken(&mut self, heads: &[(StreamId, Seq)]) {
        self.heard(heads);
        let unknown = heads
            .iter()
            .filter(|(stream, head)| self.cache.get(*stream).is_none() && self.directory.seq(*stream) < *head)
            .map(|(stream, _)| *stream)
            .collect();
        self.read_cards(unknown);
    }

    /// Reads what is missing of streams in memory, now that their heads are known.
    fn heard(&mut self, heads: &[(StreamId, Seq)]) {
        let mut behind = Vec::new();
        for (stream, head) in heads {
            if let Some(cached) = self.cache.get_mut(*stream) {
                cached.heard = cached.heard.max(*head);
                if *head > cached.committed.seq {
                    behind.push(*stream);
                }
            }
        }
        self.catch_up(&behind);
    }

    /// Reads cards of streams that are not in memory.
    pub(super) fn read_cards(&mut self, streams: Vec<StreamId>) {
        // An answer that is on its way may be older than the news: asked again with the next sweep.
        let (under_way, streams): (Vec<StreamId>, Vec<StreamId>) =
            streams.into_iter().partition(|stream| self.reading_cards.contains(stream));
        self.unread_cards.extend(under_way);
        if streams.is_empty() {
            return;
        }
        if !self.may_ask() {
            return self.unread_cards.extend(streams);
        }
        self.reading_cards.extend(&streams);
        let asked = streams.clone();
        self.ask(Question::Cards(asked), |request| Output::ReadCards { request, streams });
    }

    pub(super) fn cards_read(&mut self, request: RequestId, result: Result<Vec<(StreamId, Seq, Card)>, StoreFault>) {
        let Some(Question::Cards(asked)) = self.asked.remove(&request) else { return };
        for stream in &asked {
            self.reading_cards.remove(stream);
        }
        let Ok(cards) = result else {
            self.unread_cards.extend(asked);
            return self.is_blind();
        };
        self.sees();
        // A stream loaded meanwhile may be older than its card.
        let heads: Vec<(StreamId, Seq)> = cards.iter().map(|(stream, seq, _)| (*stream, *seq)).collect();
        self.heard(&heads);
        let cards = cards.into_iter().map(|(stream, seq, card)| CardChange { stream, seq, card }).collect();
        self.announce(cards);
    }

    pub(super) fn find_answers(&mut self, author: Author, ops: Vec<OpId>) {
        let asked = ops.clone();
        self.ask(Question::Answers(author, asked), |request| Output::FindAnswers { request, ops });
    }

    pub(super) fn answers_found(&mut self, request: RequestId, result: Result<Vec<Answer>, StoreFault>) {
        let Some(Question::Answers(author, asked)) = self.asked.remove(&request) else { return };
        if let Ok(found) = &result {
            for answer in found {
                self.sequencer.remember_all(answer.op, &answer.seqs);
            }
        } else {
            self.store_is_down();
        }
        self.sequencer.looked_up(author, &asked, result.is_ok());
    }
}
