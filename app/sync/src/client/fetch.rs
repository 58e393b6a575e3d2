//! The first load of a room of which this device has nothing: asked for over HTTP, beside the socket and before it is
//! connected. Whatever comes of it, the room is then asked for on the socket with what is here by then; so a failure, an old
//! answer or none at all costs time and nothing else.

use super::{Client, Effect};
use crate::{
    fault::Fault,
    frame::{RoomId, WholeStream},
    limits,
};
use model::{AccountRight, Body, Millis, Room, StreamId, StreamState};
use std::collections::BTreeSet;

/// Whether a room is being fetched.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Fetch {
    /// Not tried yet.
    #[default]
    Due,
    /// Under way as this number, and given up at this time.
    UnderWay(u64, Millis),
    /// Over, or not needed. It is tried once.
    Over,
}

impl Client {
    /// Fetches a room if nothing of it is here.
    pub(super) fn fetch(&mut self, room: RoomId) {
        let stream = room.stream();
        let here = self.replica.confirmed.contains_key(&stream) || self.replica.visible.contains_key(&stream);
        let Some(open) = self.rooms.get_mut(&room) else { return };
        if !self.restored || open.fetch != Fetch::Due {
            return;
        }
        // The board is a list, and lists come by the socket.
        if here || room == RoomId::Board || !self.link.may_come_up() {
            open.fetch = Fetch::Over;
            return;
        }
        self.fetches += 1;
        open.fetch = Fetch::UnderWay(self.fetches, Millis(self.now.0 + limits::FETCH_MS));
        self.out.push(Effect::Fetch { number: self.fetches, room });
    }

    /// The answer, or that there is none. One that was given up is not looked at.
    pub(super) fn fetched(&mut self, number: u64, body: Option<&str>) {
        let of = |fetch: Fetch| matches!(fetch, Fetch::UnderWay(known, _) if known == number);
        let Some((room, open)) = self.rooms.iter_mut().find(|(_, open)| of(open.fetch)) else { return };
        let room = *room;
        open.fetch = Fetch::Over;
        if let Some(streams) = body.and_then(|body| read(room, body)) {
            // What the user may do with the account comes with the answer on the socket. Until then what his role in this
            // deal says of it holds: an edit in between would else be refused here.
            let fetched = Room::of(streams.iter().cloned());
            if let Some((account, _)) = fetched.account() {
                let proven = fetched.actor(self.config.user, AccountRight::None).account;
                let known = self.replica.rights.entry(account).or_default();
                *known = proven.max(*known);
            }
            for (stream, state) in streams {
                // A stream it shares with a room that is open already may be further on here.
                if self.replica.confirmed.get(&stream).is_none_or(|known| known.seq < state.seq) {
                    self.take_over(stream, state);
                }
            }
            self.reloaded.insert(room);
            if self.config.faults.has(Fault::ClientAsksNothingAfterFetch) {
                return;
            }
        }
        self.ask_for(room);
    }

    /// Fetches that have taken too long are given up.
    pub(super) fn give_up_fetches(&mut self) {
        let now = self.now;
        self.end_fetches(|until| until <= now);
    }

    /// The user has lost something: what is under way may have it in it. He is told on the socket what is left.
    pub(super) fn end_all_fetches(&mut self) {
        self.end_fetches(|_| true);
    }

    fn end_fetches(&mut self, ends: impl Fn(Millis) -> bool) {
        let mut ended = Vec::new();
        for (room, open) in &mut self.rooms {
            if matches!(open.fetch, Fetch::UnderWay(_, until) if ends(until)) {
                open.fetch = Fetch::Over;
                if !open.denied {
                    ended.push(*room);
                }
            }
        }
        for room in ended {
            self.ask_for(room);
        }
    }

    /// When the next fetch is given up.
    pub(super) fn fetch_deadline(&self) -> Option<Millis> {
        let until = |fetch| match fetch {
            Fetch::UnderWay(_, until) => Some(until),
            Fetch::Due | Fetch::Over => None,
        };
        self.rooms.values().filter_map(|open| until(open.fetch)).min()
    }
}

/// The states in an answer; nothing if they are not just those of the room, or not in this release's form.
fn read(room: RoomId, body: &str) -> Option<Vec<(StreamId, StreamState)>> {
    let mut states = Vec::new();
    for whole in WholeStream::read(body).ok()? {
        let state: StreamState = model::json::from_str(whole.state.get()).ok()?;
        let fits = matches!(
            (whole.stream, &state.body),
            (StreamId::Workspace, Body::Workspace(_))
                | (StreamId::Account(_), Body::Account(_))
                | (StreamId::Deal(_), Body::Deal(_))
                | (StreamId::DealCore(_), Body::DealCore(_))
        );
        if !fits || state.seq != whole.seq {
            return None;
        }
        states.push((whole.stream, state));
    }
    let mut expected = BTreeSet::from([StreamId::Workspace, room.stream()]);
    if let Some((_, state)) = states.iter().find(|(stream, _)| matches!(stream, StreamId::Deal(_)))
        && let Body::Deal(deal) = &state.body
    {
        expected.insert(StreamId::Account(deal.facts.as_ref()?.account));
    }
    // The core is there for its group only.
    expected.extend(room.core().filter(|core| states.iter().any(|(stream, _)| stream == core)));
    let found: BTreeSet<StreamId> = states.iter().map(|(stream, _)| *stream).collect();
    (found == expected && found.len() == states.len()).then_some(states)
}
