//! All sockets: whose each is, and what it is subscribed to.

use super::{ConnId, SessionId};
use crate::{frame::RoomId, limits};
use model::{ClientId, Locale, Millis, OpId, StreamId, UserId};
use std::collections::{BTreeMap, BTreeSet, HashSet};

/// One socket.
#[derive(Debug)]
pub(super) struct Conn {
    pub(super) user: UserId,
    pub(super) session: SessionId,
    /// Known after hello.
    pub(super) client: Option<ClientId>,
    pub(super) locale: Locale,
    /// The streams of each open room.
    pub(super) rooms: BTreeMap<RoomId, BTreeSet<StreamId>>,
    /// The board, if it is open.
    pub(super) board: Option<BoardSent>,
    /// Ops of each push that wait for an answer.
    pub(super) pushes: Vec<HashSet<OpId>>,
    pub(super) heard: Millis,
    pub(super) pinged: Millis,
    /// Since when its queue is too long.
    pub(super) congested: Option<Millis>,
    /// Streams it was not told about meanwhile.
    pub(super) skipped: BTreeSet<StreamId>,
    pub(super) presence_second: (i64, u32),
}

/// What a socket has been sent of the board.
#[derive(Debug, Default)]
pub(super) struct BoardSent {
    pub(super) version: u64,
    pub(super) rows: BTreeSet<StreamId>,
    /// A change was left out: the whole list must be sent.
    pub(super) stale: bool,
}

/// Bytes a user may still send.
#[derive(Debug)]
struct Budget {
    bytes: u64,
    at: Millis,
}

/// All sockets.
#[derive(Debug, Default)]
pub(super) struct Sessions {
    pub(super) conns: BTreeMap<ConnId, Conn>,
    pub(super) by_user: BTreeMap<UserId, BTreeSet<ConnId>>,
    readers: BTreeMap<StreamId, BTreeSet<ConnId>>,
    budgets: BTreeMap<UserId, Budget>,
}

impl Sessions {
    pub(super) fn len(&self) -> usize {
        self.conns.len()
    }

    pub(super) fn get(&self, conn: ConnId) -> Option<&Conn> {
        self.conns.get(&conn)
    }

    pub(super) fn get_mut(&mut self, conn: ConnId) -> Option<&mut Conn> {
        self.conns.get_mut(&conn)
    }

    pub(super) fn all(&self) -> Vec<ConnId> {
        self.conns.keys().copied().collect()
    }

    pub(super) fn of_user(&self, user: UserId) -> Vec<ConnId> {
        self.by_user.get(&user).into_iter().flatten().copied().collect()
    }

    pub(super) fn users(&self) -> Vec<UserId> {
        self.by_user.keys().copied().collect()
    }

    pub(super) fn readers(&self, stream: StreamId) -> impl Iterator<Item = ConnId> {
        self.readers.get(&stream).into_iter().flatten().copied()
    }

    pub(super) fn anybody_reads(&self, stream: StreamId) -> bool {
        self.readers.get(&stream).is_some_and(|conns| !conns.is_empty())
    }

    /// Sockets that have the board open.
    pub(super) fn on_board(&self) -> Vec<ConnId> {
        self.conns.iter().filter(|(_, conn)| conn.board.is_some()).map(|(id, _)| *id).collect()
    }

    /// Whether any socket of the user waits for the answer.
    pub(super) fn awaited(&self, user: UserId, op: OpId) -> bool {
        self.by_user
            .get(&user)
            .into_iter()
            .flatten()
            .filter_map(|conn| self.conns.get(conn))
            .any(|conn| conn.pushes.iter().any(|push| push.contains(&op)))
    }

    /// Opens a room: the socket hears of its streams from now on.
    pub(super) fn subscribe(&mut self, conn: ConnId, room: RoomId, streams: BTreeSet<StreamId>) {
        let Some(entry) = self.conns.get_mut(&conn) else { return };
        for stream in &streams {
            self.readers.entry(*stream).or_default().insert(conn);
        }
        entry.rooms.insert(room, streams);
    }

    /// Closes a room: the socket hears no more of streams it has in no other room.
    pub(super) fn unsubscribe(&mut self, conn: ConnId, room: RoomId) {
        let Some(entry) = self.conns.get_mut(&conn) else { return };
        let Some(streams) = entry.rooms.remove(&room) else { return };
        if room == RoomId::Board {
            entry.board = None;
        }
        let rooms = &entry.rooms;
        let unread = streams.into_iter().filter(|stream| !rooms.values().any(|other| other.contains(stream)));
        let unread: Vec<StreamId> = unread.collect();
        entry.skipped.retain(|stream| !unread.contains(stream));
        for stream in unread {
            self.stop_reading(conn, stream);
        }
    }

    /// The socket hears no more of one stream; its rooms stay open without it.
    pub(super) fn withdraw(&mut self, conn: ConnId, stream: StreamId) {
        let Some(entry) = self.conns.get_mut(&conn) else { return };
        for streams in entry.rooms.values_mut() {
            streams.remove(&stream);
        }
        entry.skipped.remove(&stream);
        self.stop_reading(conn, stream);
    }

    fn stop_reading(&mut self, conn: ConnId, stream: StreamId) {
        if let Some(conns) = self.readers.get_mut(&stream) {
            conns.remove(&conn);
            if conns.is_empty() {
                self.readers.remove(&stream);
            }
        }
    }

    pub(super) fn remove(&mut self, conn: ConnId) -> Option<Conn> {
        let rooms: Vec<RoomId> = self.conns.get(&conn)?.rooms.keys().copied().collect();
        for room in rooms {
            self.unsubscribe(conn, room);
        }
        let gone = self.conns.remove(&conn)?;
        if let Some(conns) = self.by_user.get_mut(&gone.user) {
            conns.remove(&conn);
            if conns.is_empty() {
                self.by_user.remove(&gone.user);
            }
        }
        Some(gone)
    }

    /// Takes bytes out of the user's budget; `false` if there are not enough.
    pub(super) fn spend(&mut self, user: UserId, bytes: u64, now: Millis) -> bool {
        let budget = self.budgets.entry(user).or_insert(Budget { bytes: limits::USER_BURST_BYTES, at: now });
        let elapsed = u64::try_from(now.0.saturating_sub(budget.at.0)).unwrap_or(0);
        budget.at = now;
        let earned = elapsed.saturating_mul(limits::USER_BYTES_PER_SECOND) / 1_000;
        budget.bytes = budget.bytes.saturating_add(earned).min(limits::USER_BURST_BYTES);
        match budget.bytes.checked_sub(bytes) {
            Some(rest) => {
                budget.bytes = rest;
                true
            }
            None => false,
        }
    }

    /// Forgets budgets that are full again.
    pub(super) fn forget_budgets(&mut self, now: Millis) {
        let full = i64::try_from(limits::USER_BURST_BYTES / limits::USER_BYTES_PER_SECOND).unwrap_or(i64::MAX) * 1_000;
        self.budgets.retain(|_, budget| now.0 - budget.at.0 < full);
    }
}
