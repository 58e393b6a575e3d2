//! Frames: what travels over the socket. JSON text, one object each; `t` is the type.
//!
//! Reading is done in two steps, first `t`, then the object of that type: an enum tagged from inside could not hold the raw
//! JSON of ops, rows and states, which travel as the bytes they were stored as.

mod close;
mod presence;
mod raw;
mod room_id;
mod whole;

pub use close::CloseCode;
pub use presence::{Editing, Moving, PresenceBody};
pub use raw::Raw;
pub use room_id::{NotARoomId, RoomId};
pub use whole::WholeStream;

use crate::{limits, stored::Row};
use model::{AccountRight, ClientId, Locale, Millis, OpId, Refusal, Seq, StreamId, UserId, card::Card};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Version of the frames. A client with another one is told to reload.
pub const PROTOCOL: u16 = 1;

/// From client to server.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "t", rename_all = "snake_case")]
pub enum ClientFrame {
    /// The first frame of a socket.
    Hello(Hello),
    /// Asks for a room, or asks again after a gap.
    Open(Open),
    /// Leaves a room.
    Close(Close),
    /// Hands ops over, in the order of their `client_seq`.
    Push(Push),
    /// Where the user is and what he holds.
    Presence(Presence),
    /// Answers a ping of the server.
    Ping(Ping),
}

/// The first frame of a socket.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hello {
    /// [`PROTOCOL`] of the client.
    pub protocol: u16,
    /// [`model::SCHEMA`] of the client.
    pub schema: u16,
    /// Its browser profile.
    pub client: ClientId,
    /// The language refusals are answered in.
    pub locale: Locale,
}

/// Asks for a room.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Open {
    /// The room.
    pub room: RoomId,
    /// What the client holds of it already.
    #[serde(default)]
    pub have: BTreeMap<StreamId, Seq>,
}

/// Leaves a room.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Close {
    /// The room.
    pub room: RoomId,
}

/// Hands ops over. Each op is read on its own, so that one that can not be read is refused and spoils no other.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Push {
    /// JSON of one [`model::Op`] each.
    pub ops: Vec<Raw>,
}

/// Presence of the sender.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Presence {
    /// The room.
    pub room: RoomId,
    /// What he does there.
    pub body: PresenceBody,
}

/// Nothing but a sign of life.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ping {}

/// From server to client.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "t", rename_all = "snake_case")]
pub enum ServerFrame {
    /// Answers hello.
    Welcome(Welcome),
    /// Answers open: what the room consists of, and its content.
    Opened(Opened),
    /// New rows.
    Ops(Ops),
    /// A list, or what changed in it.
    List(List),
    /// What became of pushed ops.
    Result(Results),
    /// Where somebody else is.
    Presence(Seen),
    /// The user has lost or gained a stream.
    Access(Access),
    /// The server left rows out because the socket was too slow: open the room again.
    Resync(Resync),
    /// Answer it with a ping.
    Ping(Ping),
    /// The server closes the socket after this frame.
    Bye(Bye),
}

/// Answers hello.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Welcome {
    /// Of this socket, for support: it stands in the server's log.
    pub session: String,
    /// The server's clock.
    pub server_time: Millis,
    /// What it accepts.
    pub limits: Limits,
}

/// What the server accepts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Limits {
    /// [`limits::FRAME_BYTES`].
    pub frame_bytes: usize,
    /// [`limits::PUSH_OPS`].
    pub push_ops: usize,
    /// [`limits::UNANSWERED_PUSHES`].
    pub unanswered_pushes: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            frame_bytes: limits::FRAME_BYTES,
            push_ops: limits::PUSH_OPS,
            unanswered_pushes: limits::UNANSWERED_PUSHES,
        }
    }
}

/// The content of a room, all streams as of the same moment.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Opened {
    /// The room.
    pub room: RoomId,
    /// The user's right on the room's account, as far as other deals and ownership give it.
    #[serde(default)]
    pub account_right: AccountRight,
    /// Every stream of the room.
    pub streams: Vec<Content>,
}

/// The content of one stream.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Content {
    /// All of it.
    Snapshot {
        /// The stream.
        stream: StreamId,
        /// Where it stands.
        seq: Seq,
        /// JSON of a [`model::StreamState`].
        state: Raw,
    },
    /// What the client does not have yet, perhaps nothing.
    Tail(Rows),
}

/// Consecutive rows of one stream.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Rows {
    /// The stream.
    pub stream: StreamId,
    /// Position of the first row.
    pub from: Seq,
    /// The rows.
    pub rows: Vec<WireRow>,
}

/// One row: one part of an op.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct WireRow {
    /// The op.
    pub op: OpId,
    /// Schema of the payload.
    pub schema: u16,
    /// JSON of a [`crate::stored::StoredPart`] as stored; nothing after a lawful erasure.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub payload: Option<Raw>,
}

impl WireRow {
    /// A row as it goes to clients: its payload is not written anew.
    ///
    /// # Errors
    /// If the payload is no JSON.
    pub fn of(row: &Row) -> Result<Self, serde_json::Error> {
        let payload = if row.payload.is_empty() { None } else { Some(Raw::parse(&row.payload)?) };
        Ok(Self { op: row.op, schema: row.schema, payload })
    }
}

impl Rows {
    /// The rows as the log has them, each with its position.
    pub fn into_rows(self) -> impl Iterator<Item = Row> {
        let (stream, mut next) = (self.stream, self.from);
        self.rows.into_iter().map(move |wire| {
            let seq = next;
            next = next.next();
            let payload = wire.payload.as_ref().map(Raw::get).unwrap_or_default().into();
            Row { stream, seq, op: wire.op, schema: wire.schema, payload }
        })
    }
}

/// New rows of the client's rooms. All parts of an op that the client may see come in one frame.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Ops {
    /// By stream.
    pub streams: Vec<Rows>,
}

/// The one list of this release: deals and accounts the user may see.
pub const BOARD: &str = "board";

/// A list, or what changed in it. Versions of one socket count up by one; the first is the whole list.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct List {
    /// Its name, [`BOARD`].
    pub name: String,
    /// Version after this frame.
    pub version: u64,
    /// All rows, if this is the whole list.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rows: Option<Vec<ListRow>>,
    /// Rows that are new or changed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub changed: Vec<ListRow>,
    /// Rows that are gone.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub removed: Vec<StreamId>,
}

/// One row of a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListRow {
    /// The stream it stands for.
    pub stream: StreamId,
    /// Its card.
    pub card: Card,
}

/// What became of pushed ops.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Results {
    /// One per op.
    pub results: Vec<OpResult>,
}

/// What became of one op.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpResult {
    /// The op; nothing if its id could not be read.
    pub op: Option<OpId>,
    /// Where it is on disk.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub seqs: Vec<(StreamId, Seq)>,
    /// Why it is not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub refusal: Option<Refusal>,
    /// The refusal in the language of the session, for clients that do not know it yet.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sentence: Option<String>,
}

/// Where somebody is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seen {
    /// The room.
    pub room: RoomId,
    /// The browser he sits at: somebody can be in a room twice.
    pub who: ClientId,
    /// Who he is, as the server knows it.
    pub user: UserId,
    /// What he does; nothing when he is gone.
    pub body: Option<PresenceBody>,
}

/// A change of what the user may read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Access {
    /// The stream.
    pub stream: StreamId,
    /// Which way.
    pub change: AccessChange,
    /// The right on the stream, if it is an account.
    #[serde(default)]
    pub account_right: AccountRight,
}

/// Which way access changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AccessChange {
    /// He may not read it, or it does not exist; nothing more of it will come.
    Lost,
    /// He may read it, or his right has changed.
    Gained,
}

/// Rows were left out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Resync {
    /// Of this stream.
    pub stream: StreamId,
}

/// The last frame of a socket.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bye {
    /// The code the socket is closed with.
    pub code: u16,
    /// When to come again, in milliseconds from now.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retry_after: Option<u64>,
}

/// Why a text is no frame.
#[derive(Debug, thiserror::Error)]
pub enum FrameError {
    /// Not JSON, no `t`, or not the object `t` promises.
    #[error("malformed frame: {0}")]
    Malformed(#[from] serde_json::Error),
    /// A type this code does not know.
    #[error("unknown frame type")]
    UnknownType,
}

#[derive(Deserialize)]
struct Tag<'a> {
    #[serde(borrow)]
    t: std::borrow::Cow<'a, str>,
}

impl ClientFrame {
    /// Reads a frame.
    pub fn parse(text: &str) -> Result<Self, FrameError> {
        let tag: Tag<'_> = model::json::from_str(text)?;
        Ok(match tag.t.as_ref() {
            "hello" => Self::Hello(model::json::from_str(text)?),
            "open" => Self::Open(model::json::from_str(text)?),
            "close" => Self::Close(model::json::from_str(text)?),
            "push" => Self::Push(model::json::from_str(text)?),
            "presence" => Self::Presence(model::json::from_str(text)?),
            "ping" => Self::Ping(Ping {}),
            _ => return Err(FrameError::UnknownType),
        })
    }

    /// Writes a frame.
    pub fn to_text(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }
}

impl ServerFrame {
    /// Reads a frame.
    pub fn parse(text: &str) -> Result<Self, FrameError> {
        let tag: Tag<'_> = model::json::from_str(text)?;
        Ok(match tag.t.as_ref() {
            "welcome" => Self::Welcome(model::json::from_str(text)?),
            "opened" => Self::Opened(model::json::from_str(text)?),
            "ops" => Self::Ops(model::json::from_str(text)?),
            "list" => Self::List(model::json::from_str(text)?),
            "result" => Self::Result(model::json::from_str(text)?),
            "presence" => Self::Presence(model::json::from_str(text)?),
            "access" => Self::Access(model::json::from_str(text)?),
            "resync" => Self::Resync(model::json::from_str(text)?),
            "ping" => Self::Ping(Ping {}),
            "bye" => Self::Bye(model::json::from_str(text)?),
            _ => return Err(FrameError::UnknownType),
        })
    }

    /// Writes a frame.
    pub fn to_text(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }
}
