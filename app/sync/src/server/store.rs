//! Questions to the store, and what their answers bring.

use super::{
    Answer, LoadedStream, Node, Output, RequestId, StoreFault,
    publish::{CardChange, Commit},
    queue::Author,
};
use crate::stored::Row;
use model::{Millis, OpId, Seq, StreamId, card::Card};
use std::collections::{BTreeMap, BTreeSet};

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

impl Question {
    /// Whether its answer may be that somebody has lost something.
    const fn is_for_news(&self) -> bool {
        matches!(self, Self::Tail(_) | Self::Cards(_))
    }
}

/// Pause after the store has not answered.
const STORE_RETRY_MS: i64 = 1_000;

/// A node that is told of news and could not read it within this time no longer hands out what it remembers. Its view of the
/// membership must not be older than five seconds, and up to three may have gone until it asked: one until its driver looked,
/// one while the driver looked, one until the question could be repeated.
const UNREAD_MS: i64 = 1_500;

/// The same for a node whose driver has not said for so long that it has seen everything. The driver looks every second, and
/// says so within another one or not at all.
const UNSEEN_MS: i64 = 2_500;

impl Node {
    pub(super) fn may_ask(&self) -> bool {
        self.now >= self.ask_after
    }

    /// Asks for what has been wanted since then.
    fn ask(&mut self, question: Question, since: Millis, output: impl FnOnce(RequestId) -> Output) {
        let request = self.request();
        self.asked.insert(request, (question, since));
        self.out.push(output(request));
    }

    fn store_is_down(&mut self) {
        self.ask_after = Millis(self.now.0 + STORE_RETRY_MS);
    }

    /// Whether this node's view of who may read what is too old to tell anybody anything by it.
    pub(super) fn sees_too_little(&self) -> bool {
        if !self.config.peers {
            return false;
        }
        let asked = self.asked.values().filter(|(question, _)| question.is_for_news()).map(|(_, since)| *since);
        let unread = asked.chain(self.unread.values().copied()).chain(self.unread_cards.values().copied()).min();
        self.now.0 - self.seen_at.0 >= UNSEEN_MS || unread.is_some_and(|since| self.now.0 - since.0 >= UNREAD_MS)
    }

    /// Tells what was not told while the view was too old.
    pub(super) fn make_up(&mut self) {
        if !self.withheld || self.sees_too_little() {
            return;
        }
        self.withheld = false;
        for conn in self.sessions.all() {
            if self.sessions.get(conn).is_some_and(|entry| entry.congested.is_none()) {
                self.tell_what_was_skipped(conn);
            }
        }
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
            self.ask(Question::Load(wanted), self.now, |request| Output::Load { request, streams });
        }
        false
    }

    pub(super) fn loaded(&mut self, request: RequestId, result: Result<Vec<LoadedStream>, StoreFault>) {
        let Some((Question::Load(asked), _)) = self.asked.remove(&request) else { return };
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
            if let Some(deal) = stream.deal()
                && let Some(Card::Deal(card)) = self.directory.card(StreamId::Deal(deal))
            {
                wanted.extend([StreamId::Deal(deal), StreamId::Account(card.account)]);
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
        self.read_tails(after, self.now);
    }

    /// Reads what has been wanted since then.
    fn read_tails(&mut self, after: Vec<(StreamId, Seq)>, since: Millis) {
        if after.is_empty() {
            return;
        }
        if !self.may_ask() {
            return keep_unread(&mut self.unread, after.iter().map(|(stream, _)| *stream), since);
        }
        let streams = after.iter().map(|(stream, _)| *stream).collect();
        self.ask(Question::Tail(streams), since, |request| Output::ReadTail { request, after });
    }

    /// Asks again for tails and cards that could not be read.
    pub(super) fn read_unread(&mut self) {
        if self.may_ask() && !self.unread_cards.is_empty() {
            let cards = std::mem::take(&mut self.unread_cards);
            let since = cards.values().min().copied().unwrap_or(self.now);
            self.read_cards_since(cards.into_keys().collect(), since);
        }
        if self.may_ask() && !self.unread.is_empty() {
            let unread = std::mem::take(&mut self.unread);
            let since = unread.values().min().copied().unwrap_or(self.now);
            let after = unread.into_keys().filter_map(|stream| Some((stream, self.cache.get(stream)?.committed.seq)));
            let after = after.collect();
            self.read_tails(after, since);
        }
    }

    pub(super) fn tail_read(&mut self, request: RequestId, result: Result<Vec<Row>, StoreFault>) {
        let Some((Question::Tail(streams), since)) = self.asked.remove(&request) else { return };
        let Ok(rows) = result else {
            keep_unread(&mut self.unread, streams.into_iter(), since);
            return self.store_is_down();
        };
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
        if heads.is_empty() {
            self.seen_at = self.now;
            return;
        }
        self.heard(heads);
        let unknown = heads
            .iter()
            .filter(|(stream, _)| !matches!(stream, StreamId::DealCore(_)))
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
        self.read_cards_since(streams, self.now);
    }

    fn read_cards_since(&mut self, streams: Vec<StreamId>, since: Millis) {
        // An answer that is on its way may be older than the news: asked again with the next sweep.
        let (under_way, streams): (Vec<StreamId>, Vec<StreamId>) =
            streams.into_iter().partition(|stream| self.reading_cards.contains(stream));
        keep_unread(&mut self.unread_cards, under_way.into_iter(), since);
        if streams.is_empty() {
            return;
        }
        if !self.may_ask() {
            return keep_unread(&mut self.unread_cards, streams.into_iter(), since);
        }
        self.reading_cards.extend(&streams);
        let asked = streams.clone();
        self.ask(Question::Cards(asked), since, |request| Output::ReadCards { request, streams });
    }

    pub(super) fn cards_read(&mut self, request: RequestId, result: Result<Vec<(StreamId, Seq, Card)>, StoreFault>) {
        let Some((Question::Cards(asked), since)) = self.asked.remove(&request) else { return };
        for stream in &asked {
            self.reading_cards.remove(stream);
        }
        let Ok(cards) = result else {
            keep_unread(&mut self.unread_cards, asked.into_iter(), since);
            return self.store_is_down();
        };
        // A stream loaded meanwhile may be older than its card.
        let heads: Vec<(StreamId, Seq)> = cards.iter().map(|(stream, seq, _)| (*stream, *seq)).collect();
        self.heard(&heads);
        let cards = cards.into_iter().map(|(stream, seq, card)| CardChange { stream, seq, card }).collect();
        self.announce(cards);
    }

    pub(super) fn find_answers(&mut self, author: Author, ops: Vec<OpId>) {
        let asked = ops.clone();
        self.ask(Question::Answers(author, asked), self.now, |request| Output::FindAnswers { request, ops });
    }

    pub(super) fn answers_found(&mut self, request: RequestId, result: Result<Vec<Answer>, StoreFault>) {
        let Some((Question::Answers(author, asked), _)) = self.asked.remove(&request) else { return };
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

/// Keeps streams to be asked for again, with the time they are wanted since.
fn keep_unread(unread: &mut BTreeMap<StreamId, Millis>, streams: impl Iterator<Item = StreamId>, since: Millis) {
    for stream in streams {
        let known = unread.entry(stream).or_insert(since);
        *known = since.min(*known);
    }
}
