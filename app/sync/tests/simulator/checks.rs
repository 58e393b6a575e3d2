//! The assertions: what must hold after each event, and in the quiet at the end.

use crate::{
    gestures::soundness,
    log::Log,
    violation::{Invariant, Violation},
    world::{Checked, ClientSlot, Fate, World},
};
use model::{
    Body, Change, Millis, OpId, Part, Room, Seq, Stamp, StreamId, StreamState, UserId, account::AccountChange,
    card::Card, deal::DealChange,
};
use std::collections::{BTreeMap, BTreeSet, HashSet};
use sync::{
    client::{Connection, Inside},
    frame::{BOARD, Content, RoomId, Rows, ServerFrame},
};

fn fail(invariant: Invariant, what: String) -> Checked {
    Err(Violation::new(invariant, what))
}

/// A node may be this far behind the membership in the log.
const MEMBERSHIP_LAG_MS: i64 = 5_000;

/// After each event of a client.
pub fn client(world: &World, client: usize) -> Checked {
    let slot = &world.clients[client];
    let inside = slot.client.inside();
    for (stream, state) in inside.confirmed {
        match world.log.state(*stream, state.seq) {
            None => return fail(Invariant::GapFree, format!("client {client}: {stream} at {:?}", state.seq)),
            Some(known) if known != state => {
                return fail(Invariant::SameState, format!("client {client}: {stream} at {:?} differs", state.seq));
            }
            Some(_) => {}
        }
    }
    let expected = lay(&inside, slot.user);
    if expected != *inside.visible {
        let mut text = format!("client {client}:");
        for stream in expected.keys().chain(inside.visible.keys()) {
            let seqs = (expected.get(stream).map(|s| s.seq), inside.visible.get(stream).map(|s| s.seq));
            if expected.get(stream) != inside.visible.get(stream) {
                text = format!("{text} {stream} {seqs:?} {:?} {:?}", expected.get(stream), inside.visible.get(stream));
            }
        }
        return fail(Invariant::VisibleIsConfirmedPlusPending, format!("{text}\n{:#?}", inside.overlay));
    }
    for (stream, state) in inside.visible {
        soundness(*stream, state)
            .map_err(|what| Violation::new(Invariant::Soundness, format!("client {client} sees {what}")))?;
    }
    let pending: HashSet<OpId> = slot.client.pending().map(|record| record.op.id).collect();
    let drawer: HashSet<OpId> = slot.client.drawer().iter().map(|refused| refused.record.op.id).collect();
    for (op, (author, fate)) in &world.ledger {
        let there = match fate {
            _ if *author != client => true,
            Fate::Pending => pending.contains(op),
            Fate::Refused => drawer.contains(op),
            Fate::Acked | Fate::Gone | Fate::Lost => true,
        };
        if !there {
            return fail(Invariant::NothingVanishes, format!("client {client}: {op:?}, {fate:?}, is nowhere"));
        }
    }
    Ok(())
}

/// The pending ops on top of the confirmed state, worked out anew.
fn lay(inside: &Inside<'_>, user: UserId) -> BTreeMap<StreamId, StreamState> {
    let mut visible = inside.confirmed.clone();
    for (op, folded, at) in &inside.overlay {
        let mut streams = BTreeSet::from([StreamId::Workspace]);
        for part in &op.parts {
            streams.insert(part.stream);
            let created = op.parts.iter().flat_map(|part| &part.changes).find_map(|change| match change {
                Change::Deal(DealChange::Create { account, .. }) => Some(*account),
                _ => None,
            });
            let Some(deal) = part.stream.deal().map(StreamId::Deal) else { continue };
            streams.insert(deal);
            let known = visible.get(&deal).and_then(|state| match &state.body {
                Body::Deal(deal) => deal.facts.as_ref().map(|facts| facts.account),
                _ => None,
            });
            streams.extend(known.or(created).map(StreamId::Account));
        }
        let born = |stream: &StreamId| {
            op.parts.iter().filter(|part| part.stream == *stream).flat_map(|part| &part.changes).any(|change| {
                matches!(
                    change,
                    Change::Account(AccountChange::Create { .. }) | Change::Deal(DealChange::Create { .. })
                )
            })
        };
        if streams.iter().any(|stream| !visible.contains_key(stream) && !born(stream)) {
            continue;
        }
        let room = Room::of(streams.iter().filter_map(|id| Some((*id, visible.get(id)?.clone()))));
        let right = room.account().and_then(|(account, _)| inside.rights.get(&account)).copied().unwrap_or_default();
        let stamp = Stamp::new(room.actor(user, right), *at);
        let parts: Vec<Part> = op.parts.iter().filter(|part| !folded.contains(&part.stream)).cloned().collect();
        let rest = model::Op { parts, ..(*op).clone() };
        if let Ok(accepted) = model::accept(&room, &rest, &stamp) {
            for part in &rest.parts {
                if let Some(state) = accepted.room.get(part.stream) {
                    visible.insert(part.stream, state.clone());
                }
            }
        }
    }
    visible
}

/// Before a frame of a client leaves: an op is sent only after it is on disk.
pub fn sent_by_client(slot: &ClientSlot, text: &str) -> Checked {
    let Ok(sync::frame::ClientFrame::Push(push)) = sync::frame::ClientFrame::parse(text) else { return Ok(()) };
    if !slot.client.status().storage_ok {
        return Ok(());
    }
    for raw in &push.ops {
        let op: model::Op = serde_json::from_str(raw.get())
            .map_err(|error| Violation::new(Invariant::NothingVanishes, format!("unreadable op: {error}")))?;
        if !slot.disk.outbox.contains_key(&op.id) && !slot.disk.drawer.contains_key(&op.id) {
            return fail(Invariant::NothingVanishes, format!("{:?} is sent and not on disk", op.id));
        }
    }
    Ok(())
}

/// Before a frame of a node leaves.
pub fn sent_by_node(log: &Log, user: UserId, frame: &ServerFrame, now: Millis) -> Checked {
    match frame {
        ServerFrame::Ops(ops) => ops.streams.iter().try_for_each(|rows| sent_rows(log, user, rows, now)),
        ServerFrame::Opened(opened) => opened.streams.iter().try_for_each(|content| match content {
            Content::Tail(rows) => sent_rows(log, user, rows, now),
            Content::Snapshot { stream, seq, state } => {
                may_read(log, user, *stream, *seq, now)?;
                let Some(known) = log.state(*stream, *seq) else {
                    return fail(Invariant::AcknowledgedIsDurable, format!("{stream} at {seq:?} is not in the log"));
                };
                if known.canonical_bytes() != state.get().as_bytes() {
                    return fail(Invariant::SameState, format!("bytes of {stream} at {seq:?} differ"));
                }
                Ok(())
            }
        }),
        ServerFrame::List(list) => {
            let rows = list.rows.iter().flatten().chain(&list.changed);
            rows.into_iter().try_for_each(|row| match &row.card {
                Card::Deal(card) if !card.team.contains_key(&user) => {
                    fail(Invariant::NoUnauthorisedByte, format!("{user:?} sees the card of {}", row.stream))
                }
                _ => may_read_lately(log, user, row.stream, now),
            })
        }
        ServerFrame::Presence(seen) => may_read_lately(log, user, seen.room.stream(), now),
        ServerFrame::Result(results) => results.results.iter().try_for_each(|result| {
            let Some(op) = result.op.filter(|_| result.refusal.is_none()) else { return Ok(()) };
            let Some(seqs) = log.ops.get(&op) else {
                return fail(Invariant::AcknowledgedIsDurable, format!("{op:?} is acknowledged, not in the log"));
            };
            let known: BTreeSet<_> = seqs.iter().collect();
            if known != result.seqs.iter().collect() {
                return fail(Invariant::AcknowledgedIsDurable, format!("{op:?} is elsewhere in the log"));
            }
            Ok(())
        }),
        ServerFrame::Welcome(_)
        | ServerFrame::Access(_)
        | ServerFrame::Resync(_)
        | ServerFrame::Ping(_)
        | ServerFrame::Bye(_) => Ok(()),
    }
}

/// Before a node answers a request for a whole room.
pub fn sent_whole(log: &Log, user: UserId, room: &Room, now: Millis) -> Checked {
    room.streams().try_for_each(|(stream, state)| {
        may_read(log, user, stream, state.seq, now)?;
        match log.state(stream, state.seq) {
            Some(known) if known == state => Ok(()),
            _ => fail(Invariant::SameState, format!("{stream} at {:?} is given over HTTP and differs", state.seq)),
        }
    })
}

fn sent_rows(log: &Log, user: UserId, rows: &Rows, now: Millis) -> Checked {
    let stream = rows.stream;
    let last = Seq(rows.from.0 + rows.rows.len() as u64 - 1);
    may_read(log, user, stream, last, now)?;
    let known = log.tail(stream, Seq(rows.from.0 - 1));
    for (place, row) in rows.rows.iter().enumerate() {
        let same = known.get(place).is_some_and(|known| {
            known.op == row.op && Some(&*known.payload) == row.payload.as_ref().map(|payload| payload.get())
        });
        if !same {
            let text = format!("row {} of {stream} is not in the log", rows.from.0 + place as u64);
            return fail(Invariant::AcknowledgedIsDurable, text);
        }
    }
    Ok(())
}

/// Content of a stream as of `seq` goes to a user. For a deal, its own team at that position decides, without any delay.
fn may_read(log: &Log, user: UserId, stream: StreamId, seq: Seq, now: Millis) -> Checked {
    if let StreamId::Deal(_) = stream
        && let Some(Body::Deal(deal)) = log.state(stream, seq).map(|state| &state.body)
        && deal.active(user).is_none()
    {
        return fail(Invariant::NoUnauthorisedByte, format!("{user:?} is sent {stream} at {seq:?}"));
    }
    may_read_lately(log, user, stream, now)
}

fn may_read_lately(log: &Log, user: UserId, stream: StreamId, now: Millis) -> Checked {
    if log.may_read(user, stream) || !log.rows.contains_key(&stream) {
        return Ok(());
    }
    // A node that does not know yet that somebody has left may still take a new stream from him.
    match log.lost.get(&(user, stream)).or_else(|| log.lost.get(&(user, StreamId::Workspace))) {
        Some(since) if now.0 - since.0 <= MEMBERSHIP_LAG_MS => Ok(()),
        since => {
            let text = format!("{user:?} is sent {stream} of {:?}, lost {since:?}, now {now:?}", log.card(stream));
            fail(Invariant::NoUnauthorisedByte, text)
        }
    }
}

/// When all links are up and nobody acts.
pub fn quiet(world: &World) -> Checked {
    for (index, slot) in world.clients.iter().enumerate() {
        if world.is_stranger(index) {
            continue;
        }
        let status = slot.client.status();
        if status.connection != Connection::Online || status.pending > 0 {
            return fail(Invariant::Quiescence, format!("client {index}: {status:?}"));
        }
        let inside = slot.client.inside();
        if !inside.overlay.is_empty() {
            return fail(Invariant::Quiescence, format!("client {index} still lays {:?} on top", inside.overlay));
        }
        for room in &slot.rooms {
            quiet_room(world, index, slot, *room)?;
        }
        for (op, (author, fate)) in &world.ledger {
            if *author == index && *fate == Fate::Refused && world.log.ops.contains_key(op) {
                return fail(Invariant::NothingVanishes, format!("{op:?} is refused and in the log"));
            }
        }
    }
    Ok(())
}

fn quiet_room(world: &World, index: usize, slot: &ClientSlot, room: RoomId) -> Checked {
    let may = world.log.may_read(slot.user, room.stream());
    let Some(view) = slot.client.room(room) else {
        return fail(Invariant::Quiescence, format!("client {index} has lost room {room}"));
    };
    if !may {
        let holds = view.confirmed.get(room.stream()).is_some();
        if holds || !view.denied {
            let what = format!("client {index}: room {room}, holds {holds}, denied {}", view.denied);
            return fail(Invariant::Quiescence, what);
        }
        return Ok(());
    }
    if !view.loaded || view.denied {
        return fail(Invariant::Quiescence, format!("client {index}: room {room} is not loaded"));
    }
    if let RoomId::Deal(deal) = room {
        let (may, there) = (world.log.may_read(slot.user, StreamId::DealCore(deal)), view.visible.core().is_some());
        if may != there {
            return fail(
                Invariant::Quiescence,
                format!("client {index}: the core of {room}: may {may}, there {there}"),
            );
        }
    }
    for (stream, state) in view.visible.streams() {
        if world.log.head_state(stream) != *state {
            let text = format!("client {index}: {stream} at {:?} of {:?}", state.seq, world.log.head(stream));
            return fail(Invariant::Quiescence, text);
        }
    }
    if room == RoomId::Board {
        let expected: Vec<(StreamId, Card)> = world
            .log
            .cards()
            .into_iter()
            .filter(|(stream, _, _)| world.log.may_read(slot.user, *stream))
            .map(|(stream, _, card)| (stream, card))
            .collect();
        let shown: Option<Vec<(StreamId, Card)>> =
            slot.client.list(BOARD).map(|rows| rows.into_iter().map(|row| (row.stream, row.card)).collect());
        if shown.as_ref() != Some(&expected) {
            let text = format!("client {index}: the board shows {shown:?} instead of {expected:?}");
            return fail(Invariant::Quiescence, text);
        }
    }
    Ok(())
}
