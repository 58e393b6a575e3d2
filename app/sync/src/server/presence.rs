//! Presence: lossy, never stored. What somebody does is told at once; what he does right after that waits and is told as
//! one, so that nobody is told of one person more often than twenty times a second.

use super::{ConnId, Node, Output, PeerPresence, sessions::Conn};
use crate::{
    frame::{PresenceBody, RoomId, Seen, ServerFrame},
    limits,
};
use model::{ClientId, Millis, UserId};
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

type Who = (UserId, ClientId);

/// Where everybody is.
#[derive(Debug, Default)]
pub(super) struct Whereabouts {
    rooms: BTreeMap<RoomId, BTreeMap<Who, Entry>>,
    /// What was held back, by the time it may be told at.
    held: BTreeSet<(Millis, RoomId, Who)>,
    peers_told: Millis,
}

#[derive(Debug)]
struct Entry {
    body: Option<PresenceBody>,
    at: Millis,
    /// The socket it came from; nothing for one of another node.
    conn: Option<ConnId>,
    /// From when on the next word may be told to the sockets of this node.
    next: Millis,
    /// There is such a word, and this is when it is told.
    held: Option<Millis>,
    /// Not told to the other nodes yet.
    peer_news: bool,
}

/// Selected or dragged entities one presence names at most; a drag of everything is shown by its first cards.
const ENTITIES_SHOWN: usize = 200;
/// How much too early a word may come without being held back: what somebody sends twenty times a second does not arrive
/// at even intervals. In the long run it is still twenty times a second.
const JITTER_MS: i64 = 25;

impl Node {
    /// A client says where it is.
    pub(super) fn here(&mut self, conn: ConnId, room: RoomId, body: PresenceBody) {
        let now = self.now;
        let Some(entry) = self.sessions.get(conn) else { return };
        let (user, Some(client)) = (entry.user, entry.client) else { return };
        if !entry.rooms.contains_key(&room) {
            return;
        }
        let mut body = body.for_everybody();
        body.selection.truncate(ENTITIES_SHOWN);
        body.gesture.truncate(ENTITIES_SHOWN);
        let before = self.whereabouts.rooms.get(&room).and_then(|entries| entries.get(&(user, client)));
        // A clock that was set back must not hold anything for longer.
        let latest = Millis(now.0 + limits::PRESENCE_INTERVAL_MS + JITTER_MS);
        let next = before.map_or(now, |entry| entry.next.min(latest));
        let held = before.and_then(|entry| entry.held);
        let entry = Entry { body: Some(body), at: now, conn: Some(conn), next, held, peer_news: self.config.peers };
        let entry = self.whereabouts.rooms.entry(room).or_default().entry((user, client)).insert_entry(entry);
        let due = Millis(next.0 - JITTER_MS);
        if due <= now {
            self.tell(room, (user, client));
        } else if held.is_none() {
            entry.into_mut().held = Some(due);
            self.whereabouts.held.insert((due, room, (user, client)));
        }
    }

    /// A socket leaves a room.
    pub(super) fn leave(&mut self, conn: ConnId, room: RoomId) {
        let peers = self.config.peers;
        let mut gone = Vec::new();
        for (who, entry) in self.whereabouts.rooms.get_mut(&room).into_iter().flatten() {
            if entry.conn == Some(conn) && entry.body.is_some() {
                entry.body = None;
                entry.peer_news = peers;
                gone.push(*who);
            }
        }
        for who in gone {
            self.tell(room, who);
        }
    }

    /// Tells a newcomer who is there.
    pub(super) fn introduce(&mut self, conn: ConnId, room: RoomId) {
        let frames: Vec<ServerFrame> = self
            .whereabouts
            .rooms
            .get(&room)
            .into_iter()
            .flatten()
            .filter(|(_, entry)| entry.conn != Some(conn) && entry.body.is_some())
            .map(|(who, entry)| seen(room, *who, entry))
            .collect();
        for frame in frames {
            self.send_frame(conn, &frame);
        }
    }

    /// What other nodes tell: they have coalesced it.
    pub(super) fn peer_presence(&mut self, seen: Vec<PeerPresence>) {
        let now = self.now;
        for PeerPresence { room, who, user, body } in seen {
            // He has come over to this node, and the other one says that he has left it.
            let known = self.whereabouts.rooms.get(&room).and_then(|entries| entries.get(&(user, who)));
            if known.is_some_and(|entry| entry.conn.is_some() && entry.body.is_some()) {
                continue;
            }
            let entry = Entry { body, at: now, conn: None, next: now, held: None, peer_news: false };
            self.whereabouts.rooms.entry(room).or_default().insert((user, who), entry);
            self.tell(room, (user, who));
        }
    }

    /// When the next presence that was held back may be told.
    pub(super) fn presence_due(&self) -> Option<Millis> {
        self.whereabouts.held.first().map(|(due, ..)| *due)
    }

    /// Tells what was held back until now, and forgets who was silent for too long.
    pub(super) fn tell_whereabouts(&mut self) {
        let now = self.now;
        while let Some((_, room, who)) = self.whereabouts.held.first().filter(|(due, ..)| *due <= now).copied() {
            self.tell(room, who);
        }
        let mut silent = Vec::new();
        for (room, entries) in &mut self.whereabouts.rooms {
            for (who, entry) in entries {
                if entry.body.is_some() && now.0 - entry.at.0 >= limits::PRESENCE_TTL_MS {
                    entry.body = None;
                    silent.push((*room, *who));
                }
            }
        }
        for (room, who) in silent {
            self.tell(room, who);
        }
        self.tell_peers();
        self.whereabouts.rooms.retain(|_, entries| {
            entries.retain(|_, entry| entry.body.is_some() || entry.peer_news);
            !entries.is_empty()
        });
    }

    fn tell_peers(&mut self) {
        if self.now.0 - self.whereabouts.peers_told.0 < limits::PEER_PRESENCE_INTERVAL_MS {
            return;
        }
        self.whereabouts.peers_told = self.now;
        let mut news = Vec::new();
        for (room, entries) in &mut self.whereabouts.rooms {
            for ((user, who), entry) in entries {
                if std::mem::take(&mut entry.peer_news) {
                    news.push(PeerPresence { room: *room, who: *who, user: *user, body: entry.body.clone() });
                }
            }
        }
        if !news.is_empty() {
            self.out.push(Output::PresenceToPeers(news));
        }
    }

    /// Tells those in the room who may read its stream. Presence is the first thing a congested socket is spared.
    fn tell(&mut self, room: RoomId, who: Who) {
        let now = self.now;
        let Some(entry) = self.whereabouts.rooms.get_mut(&room).and_then(|entries| entries.get_mut(&who)) else {
            return;
        };
        entry.next = Millis(entry.next.0.clamp(now.0, now.0 + JITTER_MS) + limits::PRESENCE_INTERVAL_MS);
        if let Some(due) = entry.held.take() {
            self.whereabouts.held.remove(&(due, room, who));
        }
        let from = entry.conn;
        let frame = seen(room, who, entry);
        if self.sees_too_little() {
            return;
        }
        let listens = |conn: &ConnId| {
            let listens = |entry: &Conn| entry.rooms.contains_key(&room) && entry.congested.is_none();
            Some(*conn) != from && self.sessions.get(*conn).is_some_and(listens)
        };
        let listeners: Vec<ConnId> = self.sessions.readers(room.stream()).filter(listens).collect();
        if listeners.is_empty() {
            return;
        }
        let text: Arc<str> = frame.to_text().into();
        for conn in listeners {
            self.send(conn, Arc::clone(&text));
        }
    }
}

fn seen(room: RoomId, (user, who): (UserId, ClientId), entry: &Entry) -> ServerFrame {
    ServerFrame::Presence(Seen { room, who, user, body: entry.body.clone() })
}
