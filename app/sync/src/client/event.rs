//! What a client is told, and what it wants done.

use super::{OpRecord, RefusedOp, Restored};
use crate::frame::{PresenceBody, RoomId};
use model::{Change, ClientId, Effects, Locale, Millis, OpId, Refusal, Replaced, StreamId, UserId};

/// Who and where the client is.
#[derive(Clone, Copy, Debug)]
pub struct Config {
    /// The user.
    pub user: UserId,
    /// The browser profile.
    pub client: ClientId,
    /// The language refusals are answered in.
    pub locale: Locale,
    /// One more than any `client_seq` this browser profile has ever used. If that is not certain, because its disk has
    /// failed, it takes a new [`Config::client`] instead.
    pub next_client_seq: u64,
    /// Random: where the jitter of the pauses starts.
    pub seed: u64,
    /// A planted bug, for tests.
    #[doc(hidden)]
    pub faults: crate::fault::Faults,
}

/// What happened.
#[derive(Clone, Debug)]
pub enum Event {
    /// What an earlier tab left on disk. The first event; nothing is sent before it.
    Restored(Restored),
    /// A gesture of the user.
    Local {
        /// A new id.
        id: OpId,
        /// The room it was made in; its step lands on that room's undo stack.
        room: RoomId,
        /// Key of the step's name in the undo menu.
        name: String,
        /// What it changes.
        parts: Vec<(StreamId, Vec<Change>)>,
    },
    /// A gesture another tab of this user has shown already. That tab may have known more than this one, which has perhaps
    /// just taken over from one that has gone: if the gesture does not pass here, the server decides. It may come again:
    /// its id tells.
    HandedOver {
        /// The id the other tab gave it.
        id: OpId,
        /// The room it was made in.
        room: RoomId,
        /// Key of the step's name in the undo menu.
        name: String,
        /// What it changes.
        parts: Vec<(StreamId, Vec<Change>)>,
    },
    /// Takes back the last own step of a room.
    Undo {
        /// A new id.
        id: OpId,
        /// The room.
        room: RoomId,
    },
    /// Does the last undone step again.
    Redo {
        /// A new id.
        id: OpId,
        /// The room.
        room: RoomId,
    },
    /// Tries a refused op of the drawer again, as a new op on what is there now.
    Retry {
        /// The refused op.
        op: OpId,
        /// A new id.
        id: OpId,
    },
    /// Throws a refused op of the drawer away.
    Discard {
        /// The refused op.
        op: OpId,
    },
    /// [`Effect::StoreOp`] is on disk.
    Stored {
        /// Which.
        op: OpId,
    },
    /// The disk of this device does not take anything: ops are sent without waiting for it, and the screen says so.
    StorageFailed,
    /// The disk works again.
    StorageWorks,
    /// A screen shows a room.
    OpenRoom(RoomId),
    /// No screen shows it any more.
    CloseRoom(RoomId),
    /// The socket is connected.
    SocketUp,
    /// The socket is closed, or could not be opened.
    SocketDown {
        /// The code of the close frame, if there was one.
        code: Option<u16>,
    },
    /// A frame of the server.
    Frame(String),
    /// Answers [`Effect::Fetch`].
    Fetched {
        /// Which.
        number: u64,
        /// The body; nothing if the request failed, whatever the reason.
        body: Option<String>,
    },
    /// The time of [`Effect::Schedule`] has come. Harmless at any time.
    Timer,
    /// The browser says that there is a network: connect at once.
    Online,
    /// The user has signed in again, or wants to connect now.
    Reconnect,
    /// The page is shown, or hidden.
    Visibility(bool),
    /// The user has changed the language.
    Locale(Locale),
    /// The user points at, selects or drags something.
    Presence {
        /// The room.
        room: RoomId,
        /// What he does.
        body: PresenceBody,
    },
}

/// What is to be done, in this order.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// Open a socket, and answer with [`Event::SocketUp`] or [`Event::SocketDown`].
    Connect,
    /// Send a frame.
    Send(String),
    /// Get the whole room with `GET /api/rooms/{room}`, and answer with [`Event::Fetched`].
    Fetch {
        /// Which answer it is.
        number: u64,
        /// The room.
        room: RoomId,
    },
    /// Close the socket; no answer is expected.
    CloseSocket,
    /// Write an op to the outbox on disk, and answer with [`Event::Stored`] or [`Event::StorageFailed`].
    StoreOp(OpRecord),
    /// Delete an op from the outbox on disk: the server has it.
    DeleteOp(OpId),
    /// Write a refused op to the drawer on disk, in one step with deleting it from the outbox.
    StoreRefused(RefusedOp),
    /// Delete an op from the drawer on disk.
    DeleteRefused(OpId),
    /// The confirmed state of a stream has changed: write [`super::Client::stored_stream`] some time soon.
    StoreStream(StreamId),
    /// Delete a stream from the replica on disk: the user may no longer read it.
    DropStream(StreamId),
    /// The undo stacks of a room have changed: write [`super::Client::stored_undo`] some time soon.
    StoreUndo(RoomId),
    /// Send [`Event::Timer`] at this time. Replaces the time asked for before.
    Schedule {
        /// When.
        at: Millis,
    },
    /// Entities of a room look different now.
    Changed {
        /// The room.
        room: RoomId,
        /// Which entities.
        entities: Effects,
    },
    /// A room was loaded, lost or replaced as a whole.
    Reloaded(RoomId),
    /// A list has changed.
    ListChanged(String),
    /// Somebody's presence in a room has changed.
    Presence(RoomId),
    /// [`super::Client::status`] has changed.
    Status,
    /// [`super::Client::drawer`] has changed.
    Drawer,
    /// [`super::Client::undo_name`] or [`super::Client::redo_name`] of a room has changed.
    Undo(RoomId),
    /// Something to tell the user.
    Notice(Notice),
}

/// Something to tell the user.
#[derive(Clone, Debug, PartialEq)]
pub enum Notice {
    /// Somebody replaced what the user had entered, without having seen it.
    Replaced(Replaced),
    /// A step was taken back, or done again: "3 of 4 undone" if others have changed parts since.
    Undone {
        /// Key of its name.
        name: String,
        /// It was done again.
        redo: bool,
        /// Single steps done.
        done: usize,
        /// Single steps of the op.
        of: usize,
    },
    /// Nothing of the step could be taken back, or done again; it is off the stack.
    NothingUndone {
        /// Key of its name.
        name: String,
        /// It was to be done again.
        redo: bool,
    },
    /// An op is in the drawer now.
    Refused {
        /// Which.
        op: OpId,
        /// Why.
        refusal: Refusal,
    },
    /// The user may no longer read a room that is open.
    AccessLost(RoomId),
    /// The server has closed the socket for a reason the user should know.
    Closed(crate::frame::CloseCode),
}
