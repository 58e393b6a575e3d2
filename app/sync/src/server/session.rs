//! What a socket may send, what it is answered, when it is closed.

use super::{ConnId, Node, Output, SessionId, queue::Work, rooms::Waiting, sessions::Conn};
use crate::{
    frame::{
        ClientFrame, CloseCode, Hello, Limits, OpResult, PROTOCOL, Ping, Push, Raw, Results, Resync, RoomId,
        ServerFrame, Welcome,
    },
    limits,
};
use model::{Locale, Op, OpId, Refusal, SCHEMA, Seq, StreamId, UserId};
use std::{
    collections::{BTreeMap, BTreeSet, HashSet},
    sync::Arc,
};

/// The oldest schema a client may write in: that of the last release.
const SCHEMA_OLDEST: u16 = 1;

/// Rooms one socket may have open: more tabs than anybody keeps, each following the leader.
const ROOMS_PER_SOCKET: usize = 64;

impl Node {
    pub(super) fn connected(&mut self, conn: ConnId, user: UserId, session: SessionId) {
        let now = self.now;
        let entry = Conn {
            user,
            session,
            client: None,
            locale: Locale::default(),
            rooms: BTreeMap::new(),
            board: None,
            pushes: Vec::new(),
            heard: now,
            pinged: now,
            congested: None,
            skipped: BTreeSet::new(),
            presence_second: (0, 0),
        };
        self.sessions.conns.insert(conn, entry);
        self.sessions.by_user.entry(user).or_default().insert(conn);
        if self.stopping {
            self.close(conn, CloseCode::Restart, None);
        } else if self.sessions.of_user(user).len() > limits::SOCKETS_PER_USER {
            self.close(conn, CloseCode::SlowDown, Some(limits::BACKOFF_LONGEST_MS.unsigned_abs()));
        } else if self.started && !self.is_member(user) {
            self.unknown(conn);
        }
    }

    pub(super) fn frame(&mut self, conn: ConnId, text: &str) {
        let now = self.now;
        let Some(entry) = self.sessions.get_mut(conn) else { return };
        entry.heard = now;
        let (user, greeted) = (entry.user, entry.client.is_some());
        if text.len() > limits::FRAME_BYTES {
            return self.close(conn, CloseCode::TooLarge, None);
        }
        if !self.sessions.spend(user, text.len() as u64, now) {
            return self.close(conn, CloseCode::SlowDown, Some(limits::BACKOFF_LONGEST_MS.unsigned_abs()));
        }
        match ClientFrame::parse(text) {
            Ok(ClientFrame::Hello(hello)) => self.hello(conn, &hello),
            Ok(_) if !greeted => self.close(conn, CloseCode::Malformed, None),
            Ok(ClientFrame::Open(open)) => self.open(conn, open.room, open.have),
            Ok(ClientFrame::Close(close)) => {
                self.waiting.retain(|waiting| !waiting.is_of(conn, Some(close.room)));
                self.leave(conn, close.room);
                self.sessions.unsubscribe(conn, close.room);
            }
            Ok(ClientFrame::Push(push)) => self.push(conn, &push),
            Ok(ClientFrame::Presence(presence)) => {
                if text.len() <= limits::PRESENCE_BYTES && self.presence_allowed(conn) {
                    self.here(conn, presence.room, presence.body);
                }
            }
            Ok(ClientFrame::Ping(Ping {})) => {}
            Err(_) => self.close(conn, CloseCode::Malformed, None),
        }
    }

    pub(super) fn hello(&mut self, conn: ConnId, hello: &Hello) {
        if self.keeps_for_later(conn, hello) {
            return;
        }
        if hello.protocol != PROTOCOL || !(SCHEMA_OLDEST..=SCHEMA).contains(&hello.schema) {
            return self.close(conn, CloseCode::ClientTooOld, None);
        }
        let Some(entry) = self.sessions.get_mut(conn) else { return };
        entry.client = Some(hello.client);
        entry.locale = hello.locale;
        let author = (entry.user, hello.client);
        self.sequencer.begins_anew(author);
        let welcome = Welcome { session: format!("{}", conn.0), server_time: self.now, limits: Limits::default() };
        self.send_frame(conn, &ServerFrame::Welcome(welcome));
    }

    fn open(&mut self, conn: ConnId, room: RoomId, have: BTreeMap<StreamId, Seq>) {
        let Some(entry) = self.sessions.get(conn) else { return };
        let waiting = self.waiting.iter().filter(|waiting| waiting.is_of(conn, None)).count();
        if entry.rooms.len() + waiting >= ROOMS_PER_SOCKET {
            return self.close(conn, CloseCode::SlowDown, None);
        }
        // Asked again: the newer question counts.
        self.waiting.retain(|waiting| !waiting.is_of(conn, Some(room)));
        self.waiting.push(Waiting::socket(conn, room, have));
    }

    fn push(&mut self, conn: ConnId, push: &Push) {
        let Some(entry) = self.sessions.get(conn) else { return };
        let (user, Some(client)) = (entry.user, entry.client) else { return };
        if push.ops.len() > limits::PUSH_OPS {
            return self.close(conn, CloseCode::TooLarge, None);
        }
        if entry.pushes.len() >= limits::UNANSWERED_PUSHES {
            return self.close(conn, CloseCode::SlowDown, None);
        }
        let read: Vec<(Option<OpId>, Work)> = push.ops.iter().map(read_op).collect();
        if let Some(entry) = self.sessions.get_mut(conn) {
            let waiting: HashSet<OpId> = read.iter().filter_map(|(id, _)| *id).collect();
            if !waiting.is_empty() {
                entry.pushes.push(waiting);
            }
        }
        for (id, work) in read {
            match id {
                Some(id) => self.enqueue((user, client), id, work),
                None => self.result(conn, None, Err(Refusal::Unreadable)),
            }
        }
    }

    /// Tells every socket that waits for it what became of an op.
    pub(super) fn answer(&mut self, user: UserId, op: OpId, outcome: &Result<Vec<(StreamId, Seq)>, Refusal>) {
        for conn in self.sessions.of_user(user) {
            let Some(entry) = self.sessions.get_mut(conn) else { continue };
            let waited = entry.pushes.iter_mut().any(|push| push.remove(&op));
            if waited {
                entry.pushes.iter_mut().for_each(|push| {
                    push.remove(&op);
                });
                entry.pushes.retain(|push| !push.is_empty());
                self.result(conn, Some(op), outcome.clone());
            }
        }
    }

    fn result(&mut self, conn: ConnId, op: Option<OpId>, outcome: Result<Vec<(StreamId, Seq)>, Refusal>) {
        let Some(entry) = self.sessions.get(conn) else { return };
        let result = match outcome {
            Ok(seqs) => OpResult { op, seqs, refusal: None, sentence: None },
            Err(refusal) => {
                let sentence = Some(refusal.sentence(entry.locale));
                OpResult { op, seqs: Vec::new(), refusal: Some(refusal), sentence }
            }
        };
        self.results.entry(conn).or_default().push(result);
    }

    pub(super) fn flush_results(&mut self) {
        for (conn, results) in std::mem::take(&mut self.results) {
            self.send_frame(conn, &ServerFrame::Result(Results { results }));
        }
    }

    pub(super) fn send_frame(&mut self, conn: ConnId, frame: &ServerFrame) {
        self.send(conn, frame.to_text().into());
    }

    pub(super) fn send(&mut self, conn: ConnId, text: Arc<str>) {
        if self.sessions.get(conn).is_some() {
            self.out.push(Output::Send { conn, text });
        }
    }

    pub(super) fn close(&mut self, conn: ConnId, code: CloseCode, retry_after: Option<u64>) {
        if self.sessions.get(conn).is_none() {
            return;
        }
        if let Some(results) = self.results.remove(&conn) {
            self.send_frame(conn, &ServerFrame::Result(Results { results }));
        }
        self.send_frame(conn, &ServerFrame::Bye(crate::frame::Bye { code: code.code(), retry_after }));
        self.out.push(Output::Close { conn, code });
        self.forget(conn);
    }

    /// The socket is gone: its ops that have not been begun are dropped, the client sends them again elsewhere.
    pub(super) fn forget(&mut self, conn: ConnId) {
        let rooms: Vec<RoomId> = self.sessions.get(conn).into_iter().flat_map(|c| c.rooms.keys().copied()).collect();
        for room in rooms {
            self.leave(conn, room);
        }
        self.results.remove(&conn);
        self.waiting.retain(|waiting| !waiting.is_of(conn, None));
        self.doubts.remove(&conn);
        let Some(gone) = self.sessions.remove(conn) else { return };
        if let Some(client) = gone.client {
            let sessions = &self.sessions;
            self.sequencer.abandon((gone.user, client), |op| sessions.awaited(gone.user, op));
        }
    }

    pub(super) fn end_session(&mut self, session: SessionId) {
        for conn in self.sessions.all() {
            if self.sessions.get(conn).is_some_and(|entry| entry.session == session) {
                self.close(conn, CloseCode::SignInAgain, None);
            }
        }
    }

    pub(super) fn end_user(&mut self, user: UserId) {
        for conn in self.sessions.of_user(user) {
            self.close(conn, CloseCode::SignInAgain, None);
        }
    }

    pub(super) fn congested(&mut self, conn: ConnId) {
        let now = self.now;
        if let Some(entry) = self.conn_mut(conn) {
            entry.congested.get_or_insert(now);
        }
    }

    pub(super) fn drained(&mut self, conn: ConnId) {
        let Some(entry) = self.conn_mut(conn) else { return };
        entry.congested = None;
        if self.sees_too_little() {
            self.withheld = true;
        } else {
            self.tell_what_was_skipped(conn);
        }
    }

    pub(super) fn tell_what_was_skipped(&mut self, conn: ConnId) {
        let Some(entry) = self.conn_mut(conn) else { return };
        let skipped = std::mem::take(&mut entry.skipped);
        let stale = entry.board.as_ref().is_some_and(|board| board.stale);
        for stream in skipped {
            self.send_frame(conn, &ServerFrame::Resync(Resync { stream }));
        }
        if stale {
            self.send_board(conn);
        }
    }

    /// Says something to silent sockets, and closes dead and slow ones.
    pub(super) fn sweep_sockets(&mut self) {
        let now = self.now;
        self.sessions.forget_budgets(now);
        for conn in self.sessions.all() {
            let Some(entry) = self.sessions.get(conn) else { continue };
            if now.0 - entry.heard.0 >= limits::SERVER_SILENCE_MS {
                self.close(conn, CloseCode::Silent, None);
            } else if entry.congested.is_some_and(|since| now.0 - since.0 >= limits::CONGESTED_MS) {
                self.close(conn, CloseCode::TooSlow, None);
            } else if now.0 - entry.pinged.0 >= limits::PING_EVERY_MS {
                if let Some(entry) = self.sessions.get_mut(conn) {
                    entry.pinged = now;
                }
                self.send_frame(conn, &ServerFrame::Ping(Ping {}));
            }
        }
    }

    fn presence_allowed(&mut self, conn: ConnId) -> bool {
        let second = self.now.0.div_euclid(1_000);
        let Some(entry) = self.sessions.get_mut(conn) else { return false };
        if entry.presence_second.0 != second {
            entry.presence_second = (second, 0);
        }
        entry.presence_second.1 += 1;
        entry.presence_second.1 <= limits::PRESENCE_PER_SECOND
    }
}

/// Reads one op of a push. One that can not be read still has its place in the order, if its id can be read.
fn read_op(raw: &Raw) -> (Option<OpId>, Work) {
    #[derive(serde::Deserialize)]
    struct Head {
        id: Option<OpId>,
        schema: Option<u16>,
    }
    let Ok(head) = model::json::from_str::<Head>(raw.get()) else { return (None, Work::Refuse(Refusal::Unreadable)) };
    let bytes = raw.get().len();
    if bytes > limits::OP_BYTES {
        let refusal = Refusal::TooLarge { bytes: bytes as u64, max: limits::OP_BYTES as u64 };
        return (head.id, Work::Refuse(refusal));
    }
    let op: Option<Op> = if head.schema == Some(SCHEMA) {
        model::json::from_str(raw.get()).ok()
    } else {
        model::json::from_str(raw.get()).ok().and_then(|value| model::upcast::op(value).ok())
    };
    match op {
        Some(op) => (Some(op.id), Work::Judge(Box::new(op))),
        None => (head.id, Work::Refuse(Refusal::Unreadable)),
    }
}
