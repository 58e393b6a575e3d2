//! Open rooms: which streams they need, and the two states a screen reads.

use super::{Client, Effect, RoomView, fetch::Fetch, replica::Replica};
use crate::frame::{ClientFrame, Close, Open, RoomId};
use model::{Body, Room, StreamId, UserId};
use std::collections::{BTreeMap, BTreeSet};

/// A room some screen shows.
#[derive(Debug, Default)]
pub(super) struct OpenRoom {
    visible: Room,
    confirmed: Room,
    streams: BTreeSet<StreamId>,
    loaded: bool,
    /// The server was asked and has not answered.
    pub(super) asked: bool,
    /// The server has answered since this client started.
    pub(super) answered: bool,
    /// The server has said no.
    pub(super) denied: bool,
    /// The first load beside the socket.
    pub(super) fetch: Fetch,
}

/// The streams of a room, as far as this device knows.
fn streams_of(room: RoomId, replica: &Replica) -> BTreeSet<StreamId> {
    let mut streams = BTreeSet::from([StreamId::Workspace, room.stream()]);
    // What has just come is confirmed and not yet visible.
    let state = replica.visible.get(&room.stream()).or_else(|| replica.confirmed.get(&room.stream()));
    // The core is there if the server has given it.
    let there = |core: &StreamId| replica.confirmed.contains_key(core) || replica.visible.contains_key(core);
    streams.extend(room.core().filter(there));
    if let RoomId::Deal(_) = room
        && let Some(Body::Deal(deal)) = state.map(|state| &state.body)
        && let Some(facts) = &deal.facts
    {
        streams.insert(StreamId::Account(facts.account));
    }
    streams
}

impl OpenRoom {
    pub(super) fn touches(&self, streams: &BTreeSet<StreamId>) -> bool {
        self.streams.iter().any(|stream| streams.contains(stream))
    }

    /// Puts the room together from the streams there are.
    pub(super) fn assemble(&mut self, room: RoomId, replica: &Replica) {
        self.streams = streams_of(room, replica);
        let of = |states: &BTreeMap<StreamId, model::StreamState>| {
            Room::of(self.streams.iter().filter_map(|id| Some((*id, states.get(id)?.clone()))))
        };
        self.visible = of(&replica.visible);
        self.confirmed = of(&replica.confirmed);
        self.loaded = self.streams.iter().all(|id| self.visible.get(*id).is_some());
    }

    pub(super) fn view(&self, replica: &Replica, user: UserId) -> RoomView<'_> {
        let account = self.visible.account().map(|(account, _)| account);
        let right = account.and_then(|account| replica.rights.get(&account)).copied().unwrap_or_default();
        RoomView {
            visible: &self.visible,
            confirmed: &self.confirmed,
            actor: self.visible.actor(user, right),
            loaded: self.loaded,
            answered: self.answered,
            denied: self.denied && !self.loaded,
        }
    }
}

impl Client {
    pub(super) fn open_room(&mut self, room: RoomId) {
        if self.rooms.contains_key(&room) {
            return;
        }
        let mut open = OpenRoom::default();
        open.assemble(room, &self.replica);
        self.rooms.insert(room, open);
        self.reloaded.insert(room);
        self.fetch(room);
        self.ask_for(room);
    }

    pub(super) fn close_room(&mut self, room: RoomId) {
        if self.rooms.remove(&room).is_none() {
            return;
        }
        self.whereabouts.leave(room);
        if room == RoomId::Board {
            self.board = None;
        }
        if self.link.is_up() {
            self.out.push(Effect::Send(ClientFrame::Close(Close { room }).to_text()));
        }
        self.settled = true;
    }

    /// Asks the server for a room, once. While it is being fetched this waits: then the tail is enough.
    pub(super) fn ask_for(&mut self, room: RoomId) {
        if !self.link.is_up() {
            return;
        }
        let Some(open) = self.rooms.get_mut(&room) else { return };
        if matches!(open.fetch, Fetch::UnderWay(..)) || std::mem::replace(&mut open.asked, true) {
            return;
        }
        let have = streams_of(room, &self.replica)
            .into_iter()
            .filter_map(|id| Some((id, self.replica.confirmed.get(&id)?.seq)))
            .collect();
        self.out.push(Effect::Send(ClientFrame::Open(Open { room, have }).to_text()));
    }

    /// Something of a stream is missing: asks again for a room that has it.
    pub(super) fn ask_again(&mut self, stream: StreamId) {
        let has = |open: &OpenRoom| !open.denied && open.streams.contains(&stream);
        let room = self.rooms.iter().find(|(_, open)| has(open)).map(|(room, _)| *room);
        if let Some(room) = room {
            self.ask_for(room);
        }
    }

    /// Whether rows of a stream come to this device.
    pub(super) fn is_followed(&self, stream: StreamId) -> bool {
        self.rooms
            .iter()
            .any(|(room, open)| !open.denied && (open.streams.contains(&stream) || room.stream() == stream))
    }
}
