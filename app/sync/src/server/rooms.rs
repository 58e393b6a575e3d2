//! Opening and reading rooms.

use super::{ConnId, Node, Output, ReadError, RequestId, sessions::BoardSent};
use crate::fault::Fault;
use crate::frame::{Access, AccessChange, BOARD, Content, List, Opened, RoomId, ServerFrame};
use model::{AccountRight, Room, Seq, StreamId, UserId, card::Card};
use std::collections::{BTreeMap, BTreeSet};

/// Somebody waits for a room.
#[derive(Debug)]
pub(super) struct Waiting {
    asker: Asker,
    room: RoomId,
    /// The store has been asked whether this node knows enough.
    refreshed: bool,
}

#[derive(Debug)]
enum Asker {
    Socket { conn: ConnId, have: BTreeMap<StreamId, Seq> },
    Driver { request: RequestId, by: UserId },
}

impl Waiting {
    pub(super) fn socket(conn: ConnId, room: RoomId, have: BTreeMap<StreamId, Seq>) -> Self {
        Self { asker: Asker::Socket { conn, have }, room, refreshed: false }
    }

    pub(super) fn driver(request: RequestId, by: UserId, room: RoomId) -> Self {
        Self { asker: Asker::Driver { request, by }, room, refreshed: false }
    }

    /// Whether this socket asked, for this room if one is given.
    pub(super) fn is_of(&self, socket: ConnId, room: Option<RoomId>) -> bool {
        matches!(self.asker, Asker::Socket { conn, .. } if conn == socket) && room.is_none_or(|room| room == self.room)
    }
}

impl Node {
    pub(super) fn serve_waiting(&mut self) {
        if self.sees_too_little() {
            return;
        }
        for mut waiting in std::mem::take(&mut self.waiting) {
            if !self.serve(&mut waiting) {
                self.waiting.push(waiting);
            }
        }
    }

    /// Answers if everything is there.
    fn serve(&mut self, waiting: &mut Waiting) -> bool {
        let room = waiting.room;
        let user = match &waiting.asker {
            Asker::Driver { by, .. } => *by,
            Asker::Socket { conn, .. } => match self.sessions.get(*conn) {
                Some(entry) => entry.user,
                None => return true,
            },
        };
        let stream = room.stream();
        let readable = self.streams_of(room, user).iter().all(|stream| !self.unreadable.contains(stream));
        let side_door = self.config.faults.has(Fault::NodeReadsForEverybody)
            && matches!(waiting.asker, Asker::Driver { .. })
            && self.directory.card(stream).is_some();
        if !readable || !(self.may_read(user, stream) || side_door) {
            // An answer that is on its way may be older than what another node has just allowed: who asks waits for a later one.
            if self.config.peers && self.refreshing(stream) {
                return false;
            }
            if self.config.peers && !waiting.refreshed {
                waiting.refreshed = true;
                self.catch_up(&[stream]);
                if readable && self.cache.get(stream).is_none() {
                    self.read_cards(vec![stream]);
                }
                return false;
            }
            self.deny(waiting);
            return true;
        }
        let streams = self.streams_of(room, user);
        if !self.ready(&streams) {
            return false;
        }
        if let Asker::Socket { have, .. } = &waiting.asker
            && !waiting.refreshed
        {
            let ahead = |id: &StreamId| have.get(id).copied() > self.cache.get(*id).map(|cached| cached.committed.seq);
            if streams.iter().any(ahead) {
                waiting.refreshed = true;
                self.catch_up(&streams);
                return false;
            }
        }
        match &waiting.asker {
            Asker::Driver { request, .. } => {
                let read = streams.iter().filter_map(|id| Some((*id, self.cache.get(*id)?.committed.clone())));
                let result = Ok(Room::of(read));
                self.out.push(Output::Read { request: *request, result });
            }
            Asker::Socket { conn, have } => self.give(*conn, room, &streams, have),
        }
        true
    }

    fn refreshing(&self, stream: StreamId) -> bool {
        self.reading_cards.contains(&stream) || self.cache.get(stream).is_some_and(|cached| cached.reading)
    }

    fn deny(&mut self, waiting: &Waiting) {
        match &waiting.asker {
            Asker::Driver { request, .. } => {
                self.out.push(Output::Read { request: *request, result: Err(ReadError::NoAccess) });
            }
            Asker::Socket { conn, .. } => {
                let access = Access {
                    stream: waiting.room.stream(),
                    change: AccessChange::Lost,
                    account_right: AccountRight::None,
                };
                self.send_frame(*conn, &ServerFrame::Access(access));
            }
        }
    }

    /// The streams of a room that are for this user.
    pub(super) fn streams_of(&self, room: RoomId, user: UserId) -> Vec<StreamId> {
        let mut streams = vec![StreamId::Workspace];
        match room {
            RoomId::Board => {}
            RoomId::Account(id) => streams.push(StreamId::Account(id)),
            RoomId::Deal(id) => {
                if let Some(Card::Deal(deal)) = self.directory.card(StreamId::Deal(id)) {
                    streams.push(StreamId::Account(deal.account));
                }
                streams.push(StreamId::Deal(id));
            }
        }
        streams.extend(room.core().filter(|core| self.may_read(user, *core)));
        streams
    }

    fn give(&mut self, conn: ConnId, room: RoomId, streams: &[StreamId], have: &BTreeMap<StreamId, Seq>) {
        let Some(user) = self.sessions.get(conn).map(|entry| entry.user) else { return };
        let contents: Vec<Content> =
            streams.iter().filter_map(|id| self.cache.get_mut(*id)?.content(*id, have.get(id).copied())).collect();
        let account = streams.iter().find_map(|id| match id {
            StreamId::Account(id) => Some(*id),
            _ => None,
        });
        let account_right = account
            .map(|account| self.directory.account_right(user, account, &super::AheadCards::new()))
            .unwrap_or_default();
        let streams: BTreeSet<StreamId> = streams.iter().copied().collect();
        if let Some(entry) = self.conn_mut(conn) {
            entry.skipped.retain(|stream| !streams.contains(stream));
        }
        // What is kept from an earlier visit and was lost meanwhile must not stay on the device.
        for stream in have.keys().filter(|stream| matches!(stream, StreamId::DealCore(_)) && !streams.contains(stream))
        {
            let lost = Access { stream: *stream, change: AccessChange::Lost, account_right: AccountRight::None };
            self.send_frame(conn, &ServerFrame::Access(lost));
        }
        self.sessions.subscribe(conn, room, streams);
        self.send_frame(conn, &ServerFrame::Opened(Opened { room, account_right, streams: contents }));
        if room == RoomId::Board {
            self.send_board(conn);
        } else {
            self.introduce(conn, room);
        }
    }

    /// Sends the whole board.
    pub(super) fn send_board(&mut self, conn: ConnId) {
        let Some(user) = self.sessions.get(conn).map(|entry| entry.user) else { return };
        let all = self.config.faults.has(Fault::NodeListsEverything);
        let rows = if all { self.directory.everything() } else { self.directory.board(user) };
        let Some(entry) = self.conn_mut(conn) else { return };
        let version = entry.board.as_ref().map_or(0, |board| board.version) + 1;
        entry.board = Some(BoardSent { version, rows: rows.iter().map(|row| row.stream).collect(), stale: false });
        let list = List { name: BOARD.to_owned(), version, rows: Some(rows), changed: Vec::new(), removed: Vec::new() };
        self.send_frame(conn, &ServerFrame::List(list));
    }
}
