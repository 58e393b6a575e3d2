//! The client: one state machine for the one tab that owns socket and outbox.
//!
//! What must hold: an op leaves the outbox only by an answer of the server; a pending op is sent only after it is on disk;
//! the confirmed state of a stream grows row by row without a gap.

mod event;
mod fetch;
mod frames;
mod gestures;
#[cfg(feature = "simulator")]
mod inspect;
mod link;
mod outbox;
mod presence;
mod record;
mod replica;
mod rooms;
mod undo;

pub use event::{Config, Effect, Event, Notice};
#[cfg(feature = "simulator")]
pub use inspect::Inside;
pub use record::{OpKind, OpRecord, RefusedOp, Restored, Step, StoredStream, UndoStacks};

use crate::{
    frame::{BOARD, ClientFrame, CloseCode, Hello, ListRow, PROTOCOL, PresenceBody, RoomId},
    limits,
};
use link::Link;
use model::{Actor, Change, ClientId, Effects, Millis, OpId, Refusal, Room, SCHEMA, StreamId, UserId, card::Card};
use outbox::Outbox;
use presence::Whereabouts;
use replica::Replica;
use rooms::OpenRoom;
use std::collections::{BTreeMap, BTreeSet};
use undo::UndoBook;

/// The state machine of a tab.
#[derive(Debug)]
pub struct Client {
    config: Config,
    now: Millis,
    out: Vec<Effect>,
    restored: bool,
    next_client_seq: u64,
    /// The server's clock minus ours, in milliseconds.
    clock_offset: i64,
    link: Link,
    replica: Replica,
    outbox: Outbox,
    drawer: Vec<RefusedOp>,
    undo: UndoBook,
    rooms: BTreeMap<RoomId, OpenRoom>,
    board: Option<BTreeMap<StreamId, Card>>,
    board_version: u64,
    /// Cards of what pending ops have founded: shown in the list before the server knows of them.
    founded: BTreeMap<StreamId, Card>,
    /// The same once the server has acknowledged it, for as long as its list may take to say so.
    settling: BTreeMap<StreamId, (Card, Millis)>,
    whereabouts: Whereabouts,
    /// The server's disk was full; when to try again.
    full_until: Option<Millis>,
    /// Rooms fetched so far.
    fetches: u64,
    /// Acknowledged ops may have become confirmed in this event.
    settled: bool,
    /// Streams whose confirmed state or pending ops have changed in this event.
    dirty: BTreeSet<StreamId>,
    /// Streams the screen must look at, and what of them.
    touched: BTreeSet<StreamId>,
    changed: Effects,
    reloaded: BTreeSet<RoomId>,
    told: Option<Status>,
    scheduled: Option<Millis>,
}

/// Whether there is a connection, and if not, why not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Connection {
    /// Not yet; the page has just been opened.
    Connecting,
    /// Yes.
    Online,
    /// Not since then; it will come back by itself.
    OfflineSince(Millis),
    /// The session has ended.
    SignInAgain,
    /// The user is not a member of the workspace.
    NoAccess,
    /// The page must be reloaded.
    UpdateNeeded,
}

/// The state of sync, always on the screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Status {
    /// The connection.
    pub connection: Connection,
    /// Ops on this device that the server does not have yet.
    pub pending: usize,
    /// Ops in the drawer.
    pub refused: usize,
    /// Whether the disk of this device works: if not, pending ops die with the tab.
    pub storage_ok: bool,
    /// The server's disk is full; it will be tried again.
    pub server_full: bool,
}

/// A room on the screen.
#[derive(Clone, Copy, Debug)]
pub struct RoomView<'a> {
    /// Confirmed, with the pending ops on top.
    pub visible: &'a Room,
    /// As the server has it.
    pub confirmed: &'a Room,
    /// The user with his roles in this room.
    pub actor: Actor,
    /// Whether all of it is here, perhaps from an earlier visit.
    pub loaded: bool,
    /// Whether the server has said what it is like now; until then it is as an earlier tab left it on disk.
    pub answered: bool,
    /// Whether the server has said that the user may not read it, or that it does not exist.
    pub denied: bool,
}

/// Somebody else in a room.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Peer {
    /// His browser.
    pub who: ClientId,
    /// Who he is.
    pub user: UserId,
    /// What he does.
    pub body: PresenceBody,
}

impl Client {
    /// A client that has not heard of its disk yet.
    pub fn new(config: Config) -> Self {
        Self {
            config,
            now: Millis(0),
            out: Vec::new(),
            restored: false,
            next_client_seq: config.next_client_seq,
            clock_offset: 0,
            link: Link::new(config.seed),
            replica: Replica { faults: config.faults, ..Replica::default() },
            outbox: Outbox::new(config.faults),
            drawer: Vec::new(),
            undo: UndoBook::default(),
            rooms: BTreeMap::new(),
            board: None,
            board_version: 0,
            founded: BTreeMap::new(),
            settling: BTreeMap::new(),
            whereabouts: Whereabouts::new(),
            full_until: None,
            fetches: 0,
            settled: false,
            dirty: BTreeSet::new(),
            touched: BTreeSet::new(),
            changed: Effects::new(),
            reloaded: BTreeSet::new(),
            told: None,
            scheduled: None,
        }
    }

    /// Takes an event in and says what is to be done.
    pub fn handle(&mut self, event: Event, now: Millis) -> Vec<Effect> {
        self.now = now;
        match event {
            Event::Restored(restored) => {
                self.restore(restored);
                for room in self.rooms.keys().copied().collect::<Vec<_>>() {
                    self.fetch(room);
                }
            }
            Event::Local { id, room, name, parts } => self.gesture(id, room, name, parts),
            Event::HandedOver { id, room, name, parts } => self.handed_over(id, room, name, parts),
            Event::Undo { id, room } => self.take_back(id, room, undo::Stack::Undo),
            Event::Redo { id, room } => self.take_back(id, room, undo::Stack::Redo),
            Event::Retry { op, id } => self.retry(op, id),
            Event::Discard { op } => {
                self.take_from_drawer(op);
            }
            Event::Stored { op } => self.outbox.stored(op),
            Event::StorageFailed => self.outbox.storage_ok = false,
            Event::StorageWorks => self.storage_works(),
            Event::OpenRoom(room) => self.open_room(room),
            Event::CloseRoom(room) => self.close_room(room),
            Event::SocketUp => self.socket_up(),
            Event::SocketDown { code } => self.socket_down(code.and_then(CloseCode::of)),
            Event::Frame(text) => self.frame(&text),
            Event::Fetched { number, body } => self.fetched(number, body.as_deref()),
            Event::Timer => self.scheduled = None,
            Event::Online => self.connect(true, false),
            Event::Reconnect => self.connect(true, true),
            Event::Visibility(shown) => {
                self.whereabouts.show(shown);
                if shown {
                    self.connect(true, false);
                }
            }
            Event::Locale(locale) => self.set_locale(locale),
            Event::Presence { room, body } => {
                if self.rooms.contains_key(&room) {
                    self.whereabouts.here(room, body);
                }
            }
        }
        if self.settled {
            self.forget_acked();
        }
        if self.restored {
            self.look_at_clock();
            self.redraw();
            self.send();
            self.schedule();
        }
        std::mem::take(&mut self.out)
    }

    /// Whether a gesture would pass, without making it: what a form asks before it closes.
    pub fn check(&self, parts: &[(StreamId, Vec<Change>)], now: Millis) -> Result<(), Refusal> {
        let op = self.op(OpId::from_u128(0), parts.to_vec(), now);
        let at = Millis(now.0.saturating_add(self.clock_offset));
        // The rules first: what they say of a text that is too long is of more use than how many bytes the op has.
        match self.replica.judge(&op, &BTreeSet::new(), self.config.user, at) {
            replica::Verdict::Refused(refusal) => Err(refusal),
            replica::Verdict::Passes(_) | replica::Verdict::Unknown => self.within_limits(&op),
        }
    }

    /// A room that is open.
    pub fn room(&self, room: RoomId) -> Option<RoomView<'_>> {
        self.rooms.get(&room).map(|open| open.view(&self.replica, self.config.user))
    }

    /// The rows of a list, ordered by stream; `None` until it has come.
    pub fn list(&self, name: &str) -> Option<Vec<ListRow>> {
        let board = self.board.as_ref().filter(|_| name == BOARD)?;
        let settling = self.settling.iter().map(|(stream, (card, _))| (stream, card));
        let rows: BTreeMap<&StreamId, &Card> = settling.chain(&self.founded).chain(board).collect();
        Some(rows.into_iter().map(|(stream, card)| ListRow { stream: *stream, card: card.clone() }).collect())
    }

    /// The rows of the list that are only on this device so far.
    pub fn founded(&self) -> impl Iterator<Item = StreamId> {
        self.founded.keys().copied()
    }

    /// The others in a room.
    pub fn presence(&self, room: RoomId) -> Vec<Peer> {
        self.whereabouts.peers(room)
    }

    /// Refused ops, oldest first.
    pub fn drawer(&self) -> &[RefusedOp] {
        &self.drawer
    }

    /// Ops the server does not have yet, in their order.
    pub fn pending(&self) -> impl Iterator<Item = &OpRecord> {
        self.outbox.ops.iter().filter(|pending| pending.acked.is_none()).map(|pending| &pending.record)
    }

    /// Name of the step that undo would take back.
    pub fn undo_name(&self, room: RoomId) -> Option<&str> {
        self.undo.stacks(room)?.undo.last().map(|step| step.name.as_str())
    }

    /// Name of the step that redo would do again.
    pub fn redo_name(&self, room: RoomId) -> Option<&str> {
        self.undo.stacks(room)?.redo.last().map(|step| step.name.as_str())
    }

    /// The state of sync.
    pub fn status(&self) -> Status {
        Status {
            connection: self.link.connection(),
            pending: self.outbox.waiting(),
            refused: self.drawer.len(),
            storage_ok: self.outbox.storage_ok,
            server_full: self.full_until.is_some(),
        }
    }

    /// A stream as it is to be kept on disk; `None` if there is nothing confirmed to keep.
    pub fn stored_stream(&self, stream: StreamId) -> Option<StoredStream> {
        let state = self.replica.confirmed.get(&stream)?;
        let account_right = match stream {
            StreamId::Account(account) => self.replica.rights.get(&account).copied().unwrap_or_default(),
            _ => model::AccountRight::None,
        };
        let json = serde_json::to_string(state).ok()?;
        Some(StoredStream { stream, seq: state.seq, state: json, account_right })
    }

    /// The undo stacks of a room as they are to be kept on disk.
    pub fn stored_undo(&self, room: RoomId) -> UndoStacks {
        self.undo.stacks(room).cloned().unwrap_or_default()
    }

    /// What the disk has missed is written now.
    fn storage_works(&mut self) {
        self.outbox.storage_ok = true;
        let missing = self.outbox.unstored().map(|record| Effect::StoreOp(record.clone()));
        self.out.extend(missing);
    }

    fn connect(&mut self, insist: bool, restart: bool) {
        if self.restored && self.link.try_connect(self.now, insist, restart) {
            self.out.push(Effect::Connect);
        }
    }

    fn set_locale(&mut self, locale: model::Locale) {
        self.config.locale = locale;
        if self.link.is_up() {
            self.say_hello();
        }
    }

    fn say_hello(&mut self) {
        let hello =
            Hello { protocol: PROTOCOL, schema: SCHEMA, client: self.config.client, locale: self.config.locale };
        self.out.push(Effect::Send(ClientFrame::Hello(hello).to_text()));
    }

    fn socket_up(&mut self) {
        self.link.heard(self.now);
        self.say_hello();
    }

    fn socket_down(&mut self, code: Option<CloseCode>) {
        if matches!(code, Some(CloseCode::Malformed | CloseCode::TooLarge))
            && let Some(op) = self.outbox.rejected()
        {
            let refusal = match (code, self.outbox.get_mut(op)) {
                (Some(CloseCode::TooLarge), Some(pending)) => {
                    Refusal::TooLarge { bytes: pending.bytes() as u64, max: limits::OP_BYTES as u64 }
                }
                _ => Refusal::Unreadable,
            };
            self.refused(op, refusal, None);
        }
        self.link.down(code, self.now);
        self.outbox.disconnected();
        self.full_until = None;
        for open in self.rooms.values_mut() {
            open.asked = false;
        }
        for room in self.whereabouts.disconnected() {
            self.out.push(Effect::Presence(room));
        }
        if let Some(code) = code.filter(|code| *code != CloseCode::Silent) {
            self.out.push(Effect::Notice(Notice::Closed(code)));
        }
    }

    /// What is due by now.
    fn look_at_clock(&mut self) {
        if self.link.is_dead(self.now) {
            self.out.push(Effect::CloseSocket);
            self.socket_down(None);
        }
        self.connect(false, false);
        if self.full_until.is_some_and(|until| until <= self.now) {
            self.full_until = None;
        }
        self.give_up_fetches();
        let before = self.settling.len();
        self.settling.retain(|_, (_, until)| self.now < *until);
        if self.settling.len() < before {
            self.out.push(Effect::ListChanged(BOARD.to_owned()));
        }
        for room in self.whereabouts.fade(self.now) {
            self.out.push(Effect::Presence(room));
        }
    }

    /// Sends what may be sent now.
    fn send(&mut self) {
        if !self.link.is_up() {
            return;
        }
        if self.full_until.is_none() {
            while let Some(push) = self.outbox.next_push() {
                self.out.push(Effect::Send(push));
            }
        }
        for presence in self.whereabouts.due(self.now) {
            self.out.push(Effect::Send(presence));
        }
    }

    /// Lays pending ops on top of what has changed, and tells the screen.
    fn redraw(&mut self) {
        if !self.dirty.is_empty() {
            let dirty = std::mem::take(&mut self.dirty);
            let laid = self.replica.rebase(&mut self.outbox, dirty, &mut self.changed, self.config.user);
            self.touched.extend(laid);
            for pending in &self.outbox.ops {
                for (stream, inverse) in &pending.inverse {
                    if pending.shown
                        && !pending.folded.contains(stream)
                        && let Some(room) = self.undo.update(pending.id(), *stream, inverse)
                    {
                        self.out.push(Effect::StoreUndo(room));
                    }
                }
            }
        }
        if !self.touched.is_empty() {
            self.look_at_founded();
        }
        if !self.touched.is_empty() || !self.reloaded.is_empty() {
            let touched = std::mem::take(&mut self.touched);
            let changed = std::mem::take(&mut self.changed);
            let reloaded = std::mem::take(&mut self.reloaded);
            for (room, open) in &mut self.rooms {
                if reloaded.contains(room) || open.touches(&touched) {
                    open.assemble(*room, &self.replica);
                    if reloaded.contains(room) {
                        self.out.push(Effect::Reloaded(*room));
                    } else if !changed.is_empty() {
                        self.out.push(Effect::Changed { room: *room, entities: changed.clone() });
                    }
                }
            }
        }
        let status = self.status();
        if self.told != Some(status) {
            self.told = Some(status);
            self.out.push(Effect::Status);
        }
    }

    fn look_at_founded(&mut self) {
        let pending = self.outbox.ops.iter().filter(|pending| pending.shown);
        let parts = pending.flat_map(|pending| &pending.record.op.parts).filter(|part| replica::founds(&part.changes));
        let card = |stream| Some((stream, Card::of(self.replica.visible.get(&stream)?)?));
        let founded: BTreeMap<StreamId, Card> = parts.filter_map(|part| card(part.stream)).collect();
        if founded != self.founded {
            self.founded = founded;
            self.out.push(Effect::ListChanged(BOARD.to_owned()));
        }
    }

    fn schedule(&mut self) {
        let up = self.link.is_up();
        let settling = self.settling.values().map(|(_, until)| *until).min();
        let deadlines =
            [self.link.deadline(), self.whereabouts.deadline(up), self.full_until, self.fetch_deadline(), settling];
        let Some(at) = deadlines.into_iter().flatten().min() else { return };
        if self.scheduled != Some(at) {
            self.scheduled = Some(at);
            self.out.push(Effect::Schedule { at });
        }
    }
}
