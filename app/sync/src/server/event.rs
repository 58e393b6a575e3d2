//! What a node is told, and what it wants done.

use crate::{
    frame::{CloseCode, PresenceBody, RoomId},
    stored::{AppendOp, AppendOutcome, Row},
};
use model::{ClientId, Millis, Op, OpId, Refusal, Seq, StreamId, StreamState, UserId, card::Card};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// One socket.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ConnId(pub u64);

/// A signed-in device; the driver's own id of it, such as a UUID as a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SessionId(pub u128);

/// A question of the node to the store, or of the driver to the node. Answers carry the same number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RequestId(pub u64);

/// What happened.
#[derive(Clone, Debug)]
pub enum Event {
    /// The first event: what must be known before anything can be answered.
    Started {
        /// The workspace; it never leaves the memory.
        workspace: Box<LoadedStream>,
        /// All cards with the position they were written at, for the directory of who may read what.
        cards: Vec<(StreamId, Seq, Card)>,
    },
    /// A socket with a valid session.
    Connected {
        /// The socket.
        conn: ConnId,
        /// Its user.
        user: UserId,
        /// Its session.
        session: SessionId,
    },
    /// A frame of a client.
    Frame {
        /// The socket.
        conn: ConnId,
        /// The text.
        text: String,
    },
    /// The socket is gone.
    Disconnected {
        /// The socket.
        conn: ConnId,
    },
    /// The socket's queue is longer than the driver likes: the node stops sending rows and presence to it.
    Congested {
        /// The socket.
        conn: ConnId,
    },
    /// The queue is short again: the node tells the client what to load again.
    Drained {
        /// The socket.
        conn: ConnId,
    },
    /// Answers [`Output::Load`].
    Loaded {
        /// The question.
        request: RequestId,
        /// Every stream asked for, all as of one moment; a stream without a row as an empty one.
        result: Result<Vec<LoadedStream>, StoreFault>,
    },
    /// Answers [`Output::Append`].
    Appended {
        /// The batch.
        batch: RequestId,
        /// One outcome per op, in order; a fault if nothing was written, or nobody knows.
        result: Result<Vec<AppendOutcome>, AppendFault>,
    },
    /// Answers [`Output::FindAnswers`].
    Answers {
        /// The question.
        request: RequestId,
        /// Those that are in the log, with their positions.
        result: Result<Vec<Answer>, StoreFault>,
    },
    /// Answers [`Output::ReadTail`].
    TailRead {
        /// The question.
        request: RequestId,
        /// Every row after the positions asked for, each stream in order.
        result: Result<Vec<Row>, StoreFault>,
    },
    /// Answers [`Output::ReadCards`].
    CardsRead {
        /// The question.
        request: RequestId,
        /// The cards there are, with the position of the stream.
        result: Result<Vec<(StreamId, Seq, Card)>, StoreFault>,
    },
    /// Other nodes have appended: the heads of these streams. An empty one says that there is no more as of now; a node with
    /// peers that has not been told so for two and a half seconds takes itself for cut off, and tells nobody anything.
    Woken(Vec<(StreamId, Seq)>),
    /// An op the server makes itself. Answered with [`Output::Submitted`].
    Submit(Submission),
    /// Somebody without a socket wants to read a room: a page rendered on the server, an export. Answered with
    /// [`Output::Read`].
    Read {
        /// The driver's number.
        request: RequestId,
        /// Who; [`UserId::SYSTEM`] reads everything.
        by: UserId,
        /// The room.
        room: RoomId,
    },
    /// A session was revoked or has ended: its sockets are closed with 4401.
    SessionEnded(SessionId),
    /// All sessions of a user were revoked.
    UserEnded(UserId),
    /// Presence on other nodes.
    PeerPresence(Vec<PeerPresence>),
    /// Time passes: 20 times a second, and when the node asked for it ([`Node::wake_at`](super::Node::wake_at)).
    Tick,
    /// The server stops: clients are told, and what is queued is not begun.
    Shutdown,
}

/// Where an op is in the log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// The op.
    pub op: OpId,
    /// Its rows.
    pub seqs: Vec<(StreamId, Seq)>,
}

/// An op the server makes itself.
#[derive(Clone, Debug)]
pub struct Submission {
    /// The driver's number.
    pub request: RequestId,
    /// The op.
    pub op: Op,
    /// In whose name; the rules apply to him as to anybody, [`UserId::SYSTEM`] may what an admin may.
    pub by: UserId,
    /// The time of the stamp if it is not now: the demo workspace has a past.
    pub at: Option<Millis>,
}

/// A stream as the store has it.
#[derive(Clone, Debug)]
pub struct LoadedStream {
    /// The stream.
    pub stream: StreamId,
    /// The newest snapshot, or an empty state.
    pub state: StreamState,
    /// Every row after the snapshot, in order.
    pub rows: Vec<Row>,
}

/// The store did not answer a question.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the store does not answer")]
pub struct StoreFault;

/// A batch was not written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AppendFault {
    /// The disk is full: certainly nothing was written.
    #[error("the disk is full")]
    Full,
    /// The store is gone: perhaps it was written, perhaps not.
    #[error("the store is gone")]
    Unavailable,
}

/// Why a submission was not accepted.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SubmitError {
    /// The rules say no.
    #[error("{0}")]
    Refused(Refusal),
    /// The store is gone: perhaps it was written. Submitting the same op again is safe.
    #[error("the store is gone")]
    Unavailable,
}

/// Why a room was not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ReadError {
    /// The user may not read it, or it does not exist.
    #[error("no access")]
    NoAccess,
    /// The store does not answer.
    #[error("the store is gone")]
    Unavailable,
}

/// Presence of one client, from node to node.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PeerPresence {
    /// The room.
    pub room: RoomId,
    /// The browser.
    pub who: ClientId,
    /// The user.
    pub user: UserId,
    /// What he does; nothing when he is gone.
    pub body: Option<PresenceBody>,
}

/// What is to be done, in this order.
#[derive(Clone, Debug)]
pub enum Output {
    /// Send a frame.
    Send {
        /// The socket.
        conn: ConnId,
        /// The frame; the same text may go to many.
        text: Arc<str>,
    },
    /// Send what is queued, then close the socket. The node has forgotten it already; `Disconnected` is not needed.
    Close {
        /// The socket.
        conn: ConnId,
        /// Why.
        code: CloseCode,
    },
    /// Read streams, all in one transaction. Answered with [`Event::Loaded`].
    Load {
        /// The number.
        request: RequestId,
        /// Which.
        streams: Vec<StreamId>,
    },
    /// Append ops in one transaction. There is one at a time. Answered with [`Event::Appended`].
    Append {
        /// The number.
        batch: RequestId,
        /// The ops, each on top of the ones before it. Whether an op is in the log already is asked before its heads
        /// are compared; once an op was not appended, no later one that names one of its streams may be, whatever the heads.
        ops: Vec<AppendOp>,
    },
    /// Read the rows after these positions, all in one transaction. Answered with [`Event::TailRead`].
    ReadTail {
        /// The number.
        request: RequestId,
        /// The streams and the last position known of each.
        after: Vec<(StreamId, Seq)>,
    },
    /// Read the cards of streams other nodes have appended to. Answered with [`Event::CardsRead`].
    ReadCards {
        /// The number.
        request: RequestId,
        /// The streams.
        streams: Vec<StreamId>,
    },
    /// Look up which of these ops are in the log. Answered with [`Event::Answers`].
    FindAnswers {
        /// The number.
        request: RequestId,
        /// The ops.
        ops: Vec<OpId>,
    },
    /// Keep a snapshot; nothing waits for it. Every row up to its position is in the log already.
    SaveSnapshot {
        /// The stream.
        stream: StreamId,
        /// Its state. Sharing it costs nothing; writing it out takes milliseconds, and is not done here.
        state: Box<StreamState>,
    },
    /// Answers [`Event::Submit`].
    Submitted {
        /// The driver's number.
        request: RequestId,
        /// Where the op is in the log.
        result: Result<Vec<(StreamId, Seq)>, SubmitError>,
    },
    /// Answers [`Event::Read`].
    Read {
        /// The driver's number.
        request: RequestId,
        /// The confirmed state of the room.
        result: Result<model::Room, ReadError>,
    },
    /// Tell the other nodes who is where.
    PresenceToPeers(Vec<PeerPresence>),
}
