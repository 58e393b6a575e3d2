//! Frames of the server.

use super::{Client, Effect, Notice, replica::Folded};
use crate::{
    fault::Fault,
    frame::{
        Access, AccessChange, BOARD, ClientFrame, Content, List, OpResult, Opened, Ping, RoomId, Rows, ServerFrame,
        Welcome,
    },
    limits,
    stored::Row,
};
use model::{AccountRight, Millis, OpId, Refusal, Seq, StreamId, StreamState};
use std::collections::BTreeSet;

impl Client {
    pub(super) fn frame(&mut self, text: &str) {
        self.link.heard(self.now);
        match ServerFrame::parse(text) {
            Ok(ServerFrame::Welcome(welcome)) => self.welcomed(&welcome),
            Ok(ServerFrame::Opened(opened)) => self.opened(opened),
            Ok(ServerFrame::Ops(ops)) => ops.streams.into_iter().for_each(|rows| self.rows(rows)),
            Ok(ServerFrame::List(list)) => self.listed(list),
            Ok(ServerFrame::Result(results)) => results.results.into_iter().for_each(|result| self.result(result)),
            Ok(ServerFrame::Presence(seen)) => {
                let room = seen.room;
                if self.rooms.contains_key(&room) {
                    self.whereabouts.seen(seen, self.now);
                    self.out.push(Effect::Presence(room));
                }
            }
            Ok(ServerFrame::Access(access)) => self.access(&access),
            Ok(ServerFrame::Resync(resync)) => self.ask_again(resync.stream),
            Ok(ServerFrame::Ping(_)) => self.out.push(Effect::Send(ClientFrame::Ping(Ping {}).to_text())),
            Ok(ServerFrame::Bye(bye)) => self.link.bye(bye.retry_after),
            // A frame of a newer server that this page need not know.
            Err(_) => {}
        }
    }

    fn welcomed(&mut self, welcome: &Welcome) {
        self.clock_offset = welcome.server_time.0.saturating_sub(self.now.0);
        if self.link.is_up() {
            // The answer to a new language.
            return;
        }
        self.link.welcomed(self.now);
        self.outbox.connected(welcome.limits);
        let rooms: Vec<RoomId> = self.rooms.keys().copied().collect();
        for room in rooms {
            self.ask_for(room);
        }
    }

    fn opened(&mut self, opened: Opened) {
        let room = opened.room;
        let Some(open) = self.rooms.get_mut(&room) else { return };
        open.asked = false;
        open.answered = true;
        open.denied = false;
        let mut whole = false;
        for content in opened.streams {
            match content {
                Content::Snapshot { stream, state, .. } => {
                    self.set_right(stream, opened.account_right);
                    whole |= self.snapshot(stream, state.get());
                }
                Content::Tail(rows) => {
                    self.set_right(rows.stream, opened.account_right);
                    self.rows(rows);
                }
            }
        }
        if whole {
            self.reloaded.insert(room);
        }
    }

    fn set_right(&mut self, stream: StreamId, right: AccountRight) {
        if let StreamId::Account(account) = stream
            && self.replica.rights.insert(account, right) != Some(right)
        {
            self.dirty.insert(stream);
            self.reload_rooms_with(stream);
        }
    }

    fn reload_rooms_with(&mut self, stream: StreamId) {
        let streams = BTreeSet::from([stream]);
        let rooms = self.rooms.iter().filter(|(_, open)| open.touches(&streams)).map(|(room, _)| *room);
        self.reloaded.extend(rooms.collect::<Vec<_>>());
    }

    /// Takes a whole stream over; `false` if it can not be read by this release.
    fn snapshot(&mut self, stream: StreamId, json: &str) -> bool {
        let Ok(state) = model::json::from_str(json) else {
            self.too_old();
            return false;
        };
        self.take_over(stream, state);
        true
    }

    /// A whole stream as the server has it takes the place of what was here.
    pub(super) fn take_over(&mut self, stream: StreamId, state: StreamState) {
        let seq = state.seq;
        self.replica.confirmed.insert(stream, state);
        self.dirty.insert(stream);
        self.reload_rooms_with(stream);
        self.out.push(Effect::StoreStream(stream));
        // Rows of acknowledged ops that are part of it will not come any more.
        for pending in &mut self.outbox.ops {
            let reached = pending.acked.iter().flatten().any(|(acked, at)| *acked == stream && *at <= seq);
            if reached {
                pending.folded.insert(stream);
            }
        }
        self.settled = true;
    }

    fn too_old(&mut self) {
        self.link.stop();
        self.outbox.disconnected();
        self.out.push(Effect::CloseSocket);
    }

    fn rows(&mut self, rows: Rows) {
        let stream = rows.stream;
        let mut any = false;
        for row in rows.into_rows() {
            match self.replica.fold(&row, self.config.user) {
                Folded::Applied(applied) => {
                    any = true;
                    self.changed.extend(applied.effects);
                    self.confirmed(&row, &applied.inverse);
                    let lost = applied.replaced.into_iter().map(|replaced| Effect::Notice(Notice::Replaced(replaced)));
                    self.out.extend(lost);
                }
                Folded::Old => {}
                Folded::Gap => {
                    self.ask_again(stream);
                    break;
                }
                Folded::Unreadable => {
                    self.too_old();
                    break;
                }
            }
        }
        if any {
            self.dirty.insert(stream);
            self.out.push(Effect::StoreStream(stream));
            self.settled = true;
        }
    }

    /// A row is in the confirmed state. If it is one of our own, it is not laid on top any more.
    fn confirmed(&mut self, row: &Row, inverse: &[model::Change]) {
        let updated = self.undo.update(row.op, row.stream, inverse);
        if let Some(room) = self.undo.stands(row.op, row.stream, row.seq).or(updated) {
            self.out.push(Effect::StoreUndo(room));
        }
        if self.drawer.iter().any(|refused| refused.record.op.id == row.op) {
            // One node had refused it, another one, asked earlier, has written it all the same.
            self.take_from_drawer(row.op);
        }
        if self.config.faults.has(Fault::ClientAppliesPendingTwice) {
            return;
        }
        if let Some(pending) = self.outbox.get_mut(row.op) {
            pending.folded.insert(row.stream);
        }
    }

    /// Drops acknowledged ops that are confirmed wherever this device looks; once per event.
    pub(super) fn forget_acked(&mut self) {
        self.settled = false;
        let followed: BTreeSet<StreamId> = self
            .outbox
            .ops
            .iter()
            .filter(|pending| pending.acked.is_some())
            .flat_map(|pending| pending.record.op.parts.iter().map(|part| part.stream))
            .filter(|stream| self.is_followed(*stream))
            .collect();
        let until = Millis(self.now.0 + limits::LIST_LAG_MS);
        let (dirty, founded, settling) = (&mut self.dirty, &mut self.founded, &mut self.settling);
        let before = founded.len();
        self.outbox.ops.retain(|pending| {
            let mut parts = pending.record.op.parts.iter();
            let shows = |stream: &StreamId| pending.folded.contains(stream) || !followed.contains(stream);
            let done = pending.acked.is_some() && parts.all(|part| shows(&part.stream));
            if done {
                for part in &pending.record.op.parts {
                    if let Some(card) = founded.remove(&part.stream) {
                        settling.insert(part.stream, (card, until));
                    }
                }
                dirty.extend(pending.record.op.parts.iter().map(|part| part.stream));
            }
            !done
        });
        if self.founded.len() < before {
            self.out.push(Effect::ListChanged(BOARD.to_owned()));
        }
    }

    fn result(&mut self, result: OpResult) {
        let Some(op) = result.op else { return };
        self.outbox.answered(op);
        match result.refusal {
            None => self.acked(op, result.seqs),
            Some(Refusal::StorageFull) => {
                // Not final: it stays in the outbox, and everything behind it waits.
                self.full_until = Some(Millis(self.now.0 + limits::STORAGE_FULL_RETRY_MS));
            }
            Some(refusal) => self.refused(op, refusal, result.sentence),
        }
    }

    fn acked(&mut self, op: OpId, seqs: Vec<(StreamId, Seq)>) {
        let stacks = seqs.iter().filter_map(|(stream, seq)| self.undo.stands(op, *stream, *seq)).last();
        self.out.extend(stacks.map(Effect::StoreUndo));
        let Some(pending) = self.outbox.get_mut(op) else { return };
        if pending.acked.is_some() {
            return;
        }
        for (stream, seq) in &seqs {
            if self.replica.seq(*stream) >= *seq {
                pending.folded.insert(*stream);
                self.dirty.insert(*stream);
            }
        }
        pending.acked = Some(seqs);
        self.out.push(Effect::DeleteOp(op));
        self.settled = true;
    }

    fn access(&mut self, access: &Access) {
        let stream = access.stream;
        match access.change {
            AccessChange::Lost => self.lost(stream),
            AccessChange::Gained => {
                self.set_right(stream, access.account_right);
                let has = |room: &RoomId| room.stream() == stream || room.core() == Some(stream);
                let rooms: Vec<RoomId> = self.rooms.keys().copied().filter(has).collect();
                for room in rooms {
                    if let Some(open) = self.rooms.get_mut(&room) {
                        open.denied = false;
                    }
                    self.ask_for(room);
                }
            }
        }
    }

    /// The user may not read a stream any more, or it does not exist. Its pending ops stay in the outbox: the server
    /// refuses each with the reason, or knows better.
    fn lost(&mut self, stream: StreamId) {
        if stream == StreamId::Workspace {
            return;
        }
        let had = self.replica.confirmed.remove(&stream).is_some();
        if had {
            self.out.push(Effect::DropStream(stream));
            self.dirty.insert(stream);
            self.reload_rooms_with(stream);
        }
        if let StreamId::Account(account) = stream {
            self.replica.rights.remove(&account);
        }
        let room = self.rooms.iter_mut().find(|(room, _)| room.stream() == stream);
        if let Some((room, open)) = room {
            open.asked = false;
            open.denied = true;
            self.reloaded.insert(*room);
            if had {
                self.out.push(Effect::Notice(Notice::AccessLost(*room)));
            }
        }
        for pending in &mut self.outbox.ops {
            if pending.acked.is_some() {
                pending.folded.insert(stream);
            }
        }
        self.end_all_fetches();
        self.settled = true;
    }

    fn listed(&mut self, list: List) {
        if list.name != BOARD || !self.rooms.contains_key(&RoomId::Board) {
            return;
        }
        let next = list.version == self.board_version + 1;
        match (&mut self.board, list.rows) {
            (board, Some(rows)) => *board = Some(rows.into_iter().map(|row| (row.stream, row.card)).collect()),
            (Some(board), None) if next => {
                board.extend(list.changed.into_iter().map(|row| (row.stream, row.card)));
                for stream in list.removed {
                    board.remove(&stream);
                }
            }
            _ => return self.ask_for(RoomId::Board),
        }
        self.board_version = list.version;
        self.out.push(Effect::ListChanged(list.name));
    }
}
