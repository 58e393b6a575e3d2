//! After a commit: who may read what now, and who is told.

use super::{AheadCards, ConnId, Node, Output};
use crate::frame::{Access, AccessChange, BOARD, CloseCode, List, ListRow, Ops, RoomId, Rows, ServerFrame};
use model::{AccountId, AccountRight, Seq, StreamId, UserId, card::Card};
use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    sync::Arc,
};

/// Rows that have just become part of the committed state: the first new position of each stream.
#[derive(Debug, Default)]
pub(super) struct Commit {
    first: BTreeMap<StreamId, Seq>,
}

impl Commit {
    /// A row was folded; rows of a stream are added in order.
    pub(super) fn add(&mut self, stream: StreamId, seq: Seq) {
        self.first.entry(stream).or_insert(seq);
    }

    pub(super) fn is_empty(&self) -> bool {
        self.first.is_empty()
    }
}

/// A card as it stands at a position of its stream.
pub(super) struct CardChange {
    pub(super) stream: StreamId,
    pub(super) seq: Seq,
    pub(super) card: Card,
}

impl Node {
    /// Tells everybody who may know about new rows. Access is settled first, so that a row that removes a reader is not
    /// sent to him.
    pub(super) fn publish(&mut self, commit: &Commit) {
        if commit.is_empty() {
            return;
        }
        let mut cards = Vec::new();
        for stream in commit.first.keys() {
            let Some(cached) = self.cache.get_mut(*stream) else { continue };
            let seq = cached.committed.seq;
            match cached.new_card() {
                Some(card) => cards.push(CardChange { stream: *stream, seq, card }),
                None => self.directory.seen(*stream, seq),
            }
            if let Some(state) = cached.snapshot_due() {
                self.out.push(Output::SaveSnapshot { stream: *stream, state });
            }
        }
        if commit.first.contains_key(&StreamId::Workspace) {
            self.dismiss_strangers();
        }
        self.announce(cards);
        self.broadcast(commit);
    }

    /// Closes the sockets of everybody who is not a member any more. Those in doubt wait for an answer of their own.
    fn dismiss_strangers(&mut self) {
        for user in self.sessions.users() {
            if !self.is_member(user) {
                for conn in self.sessions.of_user(user) {
                    if !self.doubts.contains_key(&conn) {
                        self.close(conn, CloseCode::NoAccess, None);
                    }
                }
            }
        }
    }

    /// Takes new cards in, and tells about what follows from them: streams lost and gained, rows of the board.
    pub(super) fn announce(&mut self, cards: Vec<CardChange>) {
        let affected = self.affected(&cards);
        let before: Vec<AccountRight> = affected.iter().map(|(user, stream)| self.right(*user, *stream)).collect();
        let mut touched: BTreeSet<StreamId> = affected.iter().map(|(_, stream)| *stream).collect();
        let mut new = BTreeSet::new();
        for CardChange { stream, seq, card } in cards {
            if self.directory.set(stream, seq, card) {
                touched.insert(stream);
                new.insert(stream);
            }
        }
        if touched.is_empty() {
            return;
        }
        for ((user, stream), before) in affected.into_iter().zip(before) {
            let after = self.right(user, stream);
            if before != after {
                self.tell_access(user, stream, after);
            }
        }
        self.update_boards(&touched, &new);
    }

    /// Users and streams whose access may change with these cards.
    fn affected(&self, cards: &[CardChange]) -> BTreeSet<(UserId, StreamId)> {
        let mut affected = BTreeSet::new();
        for CardChange { stream, card, .. } in cards {
            match (card, self.directory.card(*stream)) {
                (Card::Deal(new), old) => {
                    let none = BTreeMap::new();
                    let old = match old {
                        Some(Card::Deal(old)) => &old.team,
                        _ => &none,
                    };
                    for user in old.keys().chain(new.team.keys()) {
                        if old.get(user) != new.team.get(user) {
                            affected.insert((*user, *stream));
                            affected.insert((*user, StreamId::Account(new.account)));
                        }
                    }
                    // Read before and after: who is in the core now but not then, or the other way round.
                    if let StreamId::Deal(deal) = stream {
                        let everybody = old.keys().chain(new.team.keys());
                        affected.extend(everybody.map(|user| (*user, StreamId::DealCore(*deal))));
                    }
                }
                (Card::Account(new), old) => {
                    if let Some(Card::Account(old)) = old {
                        affected.insert((old.owner, *stream));
                    }
                    affected.insert((new.owner, *stream));
                }
            }
        }
        affected
    }

    /// What a user may do with a stream, in the words of an account: for a deal, `Read` stands for being in its team.
    fn right(&self, user: UserId, stream: StreamId) -> AccountRight {
        match stream {
            StreamId::Account(account) => self.right_on(user, account),
            _ if self.may_read(user, stream) => AccountRight::Read,
            _ => AccountRight::None,
        }
    }

    fn right_on(&self, user: UserId, account: AccountId) -> AccountRight {
        if self.is_member(user) {
            self.directory.account_right(user, account, &AheadCards::new())
        } else {
            AccountRight::None
        }
    }

    fn tell_access(&mut self, user: UserId, stream: StreamId, right: AccountRight) {
        let lost = right == AccountRight::None;
        for conn in self.sessions.of_user(user) {
            let Some(entry) = self.sessions.get(conn) else { continue };
            if entry.client.is_none() {
                continue;
            }
            if lost && !self.config.faults.has(crate::fault::Fault::NodeKeepsTellingRemoved) {
                if let StreamId::DealCore(_) = stream {
                    // The deal stays open without its core.
                    self.sessions.withdraw(conn, stream);
                } else {
                    let has = |(_, streams): &(&RoomId, &BTreeSet<StreamId>)| streams.contains(&stream);
                    let rooms: Vec<RoomId> = entry.rooms.iter().filter(has).map(|(id, _)| *id).collect();
                    for room in rooms {
                        self.leave(conn, room);
                        self.sessions.unsubscribe(conn, room);
                    }
                }
            }
            let change = if lost { AccessChange::Lost } else { AccessChange::Gained };
            let account_right = if matches!(stream, StreamId::Account(_)) { right } else { AccountRight::None };
            self.send_frame(conn, &ServerFrame::Access(Access { stream, change, account_right }));
        }
    }

    /// Sends rows that have changed, and rows that have come into or gone out of a user's sight.
    fn update_boards(&mut self, touched: &BTreeSet<StreamId>, new: &BTreeSet<StreamId>) {
        let blind = self.sees_too_little();
        for conn in self.sessions.on_board() {
            let Some(user) = self.sessions.get(conn).map(|entry| entry.user) else { continue };
            let rows: Vec<(StreamId, Option<ListRow>)> = touched
                .iter()
                .map(|stream| {
                    let visible = self.may_read(user, *stream);
                    let card = self.directory.card(*stream).filter(|_| visible);
                    (*stream, card.map(|card| ListRow { stream: *stream, card: card.clone() }))
                })
                .collect();
            let Some(entry) = self.conn_mut(conn) else { continue };
            let congested = entry.congested.is_some();
            let Some(board) = &mut entry.board else { continue };
            let mut changed = Vec::new();
            let mut removed = Vec::new();
            for (stream, row) in rows {
                match row {
                    Some(row) if board.rows.insert(stream) || new.contains(&stream) => changed.push(row),
                    Some(_) => {}
                    None if board.rows.remove(&stream) => removed.push(stream),
                    None => {}
                }
            }
            if changed.is_empty() && removed.is_empty() {
                continue;
            }
            if congested || blind {
                board.stale = true;
                self.withheld |= blind;
                continue;
            }
            board.version += 1;
            let list = List { name: BOARD.to_owned(), version: board.version, rows: None, changed, removed };
            self.send_frame(conn, &ServerFrame::List(list));
        }
    }

    fn broadcast(&mut self, commit: &Commit) {
        let mut wanted: BTreeMap<ConnId, Vec<StreamId>> = BTreeMap::new();
        for stream in commit.first.keys() {
            for conn in self.sessions.readers(*stream) {
                wanted.entry(conn).or_default().push(*stream);
            }
        }
        let blind = self.sees_too_little();
        // Most sockets want the same streams: the frame is written once for each set.
        let mut texts: HashMap<Vec<StreamId>, Arc<str>> = HashMap::new();
        for (conn, streams) in wanted {
            let Some(entry) = self.conn_mut(conn) else { continue };
            if blind || entry.congested.is_some() {
                entry.skipped.extend(streams);
                self.withheld |= blind;
                continue;
            }
            let text = match texts.get(&streams) {
                Some(text) => Arc::clone(text),
                None => {
                    let text = self.ops_frame(commit, &streams);
                    texts.insert(streams, Arc::clone(&text));
                    text
                }
            };
            self.send(conn, text);
        }
    }

    fn ops_frame(&self, commit: &Commit, streams: &[StreamId]) -> Arc<str> {
        let streams = streams
            .iter()
            .filter_map(|stream| {
                let from = *commit.first.get(stream)?;
                let rows = self.cache.get(*stream)?.rows_from(from).unwrap_or_default();
                Some(Rows { stream: *stream, from, rows })
            })
            .collect();
        ServerFrame::Ops(Ops { streams }).to_text().into()
    }
}
