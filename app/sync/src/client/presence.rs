//! Presence: what is told of oneself, at most 20 times a second, and what is known of others.

use super::Peer;
use crate::{
    frame::{ClientFrame, Presence, PresenceBody, RoomId, Seen},
    limits,
};
use model::{ClientId, Millis, UserId};
use std::collections::{BTreeMap, BTreeSet};

/// The others in a room, and when each was last heard of.
type Peers = BTreeMap<(UserId, ClientId), (PresenceBody, Millis)>;

#[derive(Debug)]
pub(super) struct Whereabouts {
    mine: BTreeMap<RoomId, PresenceBody>,
    /// Rooms whose body has changed since it was sent.
    news: BTreeSet<RoomId>,
    sent: Millis,
    shown: bool,
    peers: BTreeMap<RoomId, Peers>,
}

impl Whereabouts {
    pub(super) fn new() -> Self {
        Self { mine: BTreeMap::new(), news: BTreeSet::new(), sent: Millis(0), shown: true, peers: BTreeMap::new() }
    }

    pub(super) fn here(&mut self, room: RoomId, body: PresenceBody) {
        self.mine.insert(room, body);
        self.news.insert(room);
    }

    pub(super) fn show(&mut self, shown: bool) {
        self.shown = shown;
    }

    pub(super) fn leave(&mut self, room: RoomId) {
        self.mine.remove(&room);
        self.news.remove(&room);
        self.peers.remove(&room);
    }

    /// Nobody is heard of while there is no connection; what is to be told is told again.
    pub(super) fn disconnected(&mut self) -> Vec<RoomId> {
        self.news = self.mine.keys().copied().collect();
        std::mem::take(&mut self.peers).into_keys().collect()
    }

    /// Frames to send now.
    pub(super) fn due(&mut self, now: Millis) -> Vec<String> {
        if self.shown && now.0 - self.sent.0 >= limits::PRESENCE_KEEPALIVE_MS {
            self.news.extend(self.mine.keys());
        }
        if self.news.is_empty() || now.0 - self.sent.0 < limits::PRESENCE_INTERVAL_MS {
            return Vec::new();
        }
        self.sent = now;
        std::mem::take(&mut self.news)
            .into_iter()
            .filter_map(|room| Some(Presence { room, body: self.mine.get(&room)?.clone() }))
            .map(|presence| ClientFrame::Presence(presence).to_text())
            .collect()
    }

    pub(super) fn seen(&mut self, seen: Seen, now: Millis) {
        let peers = self.peers.entry(seen.room).or_default();
        match seen.body {
            Some(body) => peers.insert((seen.user, seen.who), (body, now)),
            None => peers.remove(&(seen.user, seen.who)),
        };
    }

    /// Forgets who was silent for too long; returns their rooms. The server says so as well, if it is still there.
    pub(super) fn fade(&mut self, now: Millis) -> Vec<RoomId> {
        let mut faded = Vec::new();
        for (room, peers) in &mut self.peers {
            let before = peers.len();
            peers.retain(|_, (_, at)| now.0 - at.0 < limits::PRESENCE_TTL_MS);
            if peers.len() != before {
                faded.push(*room);
            }
        }
        faded
    }

    pub(super) fn peers(&self, room: RoomId) -> Vec<Peer> {
        let peers = self.peers.get(&room).into_iter().flatten();
        peers.map(|((user, who), (body, _))| Peer { who: *who, user: *user, body: body.clone() }).collect()
    }

    /// When to look again.
    pub(super) fn deadline(&self, up: bool) -> Option<Millis> {
        let pause = if self.news.is_empty() { limits::PRESENCE_KEEPALIVE_MS } else { limits::PRESENCE_INTERVAL_MS };
        let mine = (up && (!self.news.is_empty() || (self.shown && !self.mine.is_empty())))
            .then_some(Millis(self.sent.0 + pause));
        let theirs =
            self.peers.values().flat_map(BTreeMap::values).map(|(_, at)| Millis(at.0 + limits::PRESENCE_TTL_MS));
        theirs.chain(mine).min()
    }
}
