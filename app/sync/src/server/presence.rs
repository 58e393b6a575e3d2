//! Presence: lossy, never stored, coalesced per tick.

use super::{ConnId, Node, Output, PeerPresence};
use crate::{
    frame::{PresenceBody, RoomId, Seen, ServerFrame},
    limits,
};
use model::{ClientId, Millis, UserId};
use std::{collections::BTreeMap, sync::Arc};

/// Where everybody is.
#[derive(Debug, Default)]
pub(super) struct Whereabouts {
    rooms: BTreeMap<RoomId, BTreeMap<(UserId, ClientId), Entry>>,
    peers_told: Millis,
}

#[derive(Debug)]
struct Entry {
    body: Option<PresenceBody>,
    at: Millis,
    /// The socket it came from; nothing for one of another node.
    conn: Option<ConnId>,
    /// Not told to the sockets of this node yet.
    news: bool,
    /// Not told to the other nodes yet.
    peer_news: bool,
}

/// Selected or dragged entities one presence names at most; a drag of everything is shown by its first cards.
const ENTITIES_SHOWN: usize = 200;

impl Node {
    /// A client says where it is.
    pub(super) fn here(&mut self, conn: ConnId, room: RoomId, mut body: PresenceBody) {
        let now = self.now;
        let Some(entry) = self.sessions.get(conn) else { return };
        let (user, Some(client)) = (entry.user, entry.client) else { return };
        if !entry.rooms.contains_key(&room) {
            return;
        }
        body.selection.truncate(ENTITIES_SHOWN);
        body.gesture.truncate(ENTITIES_SHOWN);
        let entry = Entry { body: Some(body), at: now, conn: Some(conn), news: true, peer_news: self.config.peers };
        self.whereabouts.rooms.entry(room).or_default().insert((user, client), entry);
    }

    /// A socket leaves a room.
    pub(super) fn leave(&mut self, conn: ConnId, room: RoomId) {
        let peers = self.config.peers;
        for entry in self.whereabouts.rooms.get_mut(&room).into_iter().flat_map(BTreeMap::values_mut) {
            if entry.conn == Some(conn) && entry.body.is_some() {
                entry.body = None;
                entry.news = true;
                entry.peer_news = peers;
            }
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

    /// What other nodes tell.
    pub(super) fn peer_presence(&mut self, seen: Vec<PeerPresence>) {
        let now = self.now;
        for PeerPresence { room, who, user, body } in seen {
            let entry = Entry { body, at: now, conn: None, news: true, peer_news: false };
            self.whereabouts.rooms.entry(room).or_default().insert((user, who), entry);
        }
    }

    /// Tells the news of this tick, and forgets who was silent for too long.
    pub(super) fn tell_whereabouts(&mut self) {
        let now = self.now;
        let mut news: Vec<(RoomId, Option<ConnId>, Arc<str>)> = Vec::new();
        let mut peer_news = Vec::new();
        let peers_due = now.0 - self.whereabouts.peers_told.0 >= limits::PEER_PRESENCE_INTERVAL_MS;
        if peers_due {
            self.whereabouts.peers_told = now;
        }
        for (room, entries) in &mut self.whereabouts.rooms {
            for (who, entry) in entries.iter_mut() {
                if entry.body.is_some() && now.0 - entry.at.0 >= limits::PRESENCE_TTL_MS {
                    entry.body = None;
                    entry.news = true;
                }
                if std::mem::take(&mut entry.news) {
                    news.push((*room, entry.conn, seen(*room, *who, entry).to_text().into()));
                }
                if peers_due && std::mem::take(&mut entry.peer_news) {
                    let (user, who) = *who;
                    peer_news.push(PeerPresence { room: *room, who, user, body: entry.body.clone() });
                }
            }
            entries.retain(|_, entry| entry.body.is_some() || entry.peer_news);
        }
        self.whereabouts.rooms.retain(|_, entries| !entries.is_empty());
        if self.sees_too_little() {
            news.clear();
        }
        for (room, from, text) in news {
            let readers: Vec<ConnId> = self.sessions.readers(room.stream()).collect();
            for conn in readers {
                let listens = self
                    .sessions
                    .get(conn)
                    .is_some_and(|entry| entry.rooms.contains_key(&room) && entry.congested.is_none());
                if listens && Some(conn) != from {
                    self.send(conn, Arc::clone(&text));
                }
            }
        }
        if !peer_news.is_empty() {
            self.out.push(Output::PresenceToPeers(peer_news));
        }
    }
}

fn seen(room: RoomId, (user, who): (UserId, ClientId), entry: &Entry) -> ServerFrame {
    ServerFrame::Presence(Seen { room, who, user, body: entry.body.clone() })
}
