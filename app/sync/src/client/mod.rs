//! The client: one state machine for the one tab that owns socket and outbox.

mod event;
mod record;

pub use event::{Config, Effect, Event, Notice};
pub use record::{OpKind, OpRecord, RefusedOp, Restored, Step, StoredStream, UndoStacks};

use crate::frame::{ListRow, PresenceBody, RoomId};
use model::{Actor, Change, ClientId, Millis, Refusal, Room, StreamId, UserId};

/// The state machine of a tab.
#[derive(Debug)]
pub struct Client {
    _config: Config,
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
        Self { _config: config }
    }

    /// Takes an event in and says what is to be done.
    pub fn handle(&mut self, event: Event, now: Millis) -> Vec<Effect> {
        let _ = (event, now);
        Vec::new()
    }

    /// Whether a gesture would pass, without making it: what a form asks before it closes.
    pub fn check(&self, room: RoomId, parts: &[(StreamId, Vec<Change>)], now: Millis) -> Result<(), Refusal> {
        let _ = (room, parts, now);
        Ok(())
    }

    /// A room that is open.
    pub fn room(&self, room: RoomId) -> Option<RoomView<'_>> {
        let _ = room;
        None
    }

    /// The rows of a list, ordered by stream; `None` until it has come.
    pub fn list(&self, name: &str) -> Option<Vec<&ListRow>> {
        let _ = name;
        None
    }

    /// The others in a room.
    pub fn presence(&self, room: RoomId) -> Vec<Peer> {
        let _ = room;
        Vec::new()
    }

    /// Refused ops, oldest first.
    pub fn drawer(&self) -> &[RefusedOp] {
        &[]
    }

    /// Name of the step that undo would take back.
    pub fn undo_name(&self, room: RoomId) -> Option<&str> {
        let _ = room;
        None
    }

    /// Name of the step that redo would do again.
    pub fn redo_name(&self, room: RoomId) -> Option<&str> {
        let _ = room;
        None
    }

    /// The state of sync.
    pub fn status(&self) -> Status {
        Status { connection: Connection::Connecting, pending: 0, refused: 0, storage_ok: true, server_full: false }
    }

    /// A stream as it is to be kept on disk; `None` if there is nothing confirmed to keep.
    pub fn stored_stream(&self, stream: StreamId) -> Option<StoredStream> {
        let _ = stream;
        None
    }

    /// The undo stacks of a room as they are to be kept on disk.
    pub fn stored_undo(&self, room: RoomId) -> UndoStacks {
        let _ = room;
        UndoStacks::default()
    }
}
