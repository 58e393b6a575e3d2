//! The hub: the rooms of this node. One task owns the state machine (`sync::server::Node`) and gives it one event after the
//! other; everything slow happens in other tasks that report back as events.

mod outgoing;
mod peers;
mod sequencer;
mod sessions;
mod snapshots;
mod storage;

pub use outgoing::{Outgoing, Receiver};
pub use sessions::Sessions;

use crate::{clock, token};
use model::{
    BatchId, Change, ClientId, Locale, Millis, Op, OpId, Part, Refusal, Room, SCHEMA, Seq, StreamId, UserId,
    member::Workspace,
};
use sequencer::Message;
use std::sync::{
    Arc,
    atomic::{AtomicBool, AtomicU64, Ordering},
};
use store::Store;
use sync::{
    frame::RoomId,
    server::{ConnId, Event, ReadError, SessionId, SubmitError},
};
use tokio::sync::{mpsc, oneshot};

/// Frames that may wait for the sequencer before sockets are read no further.
const WAITING_FRAMES: usize = 4_096;

/// What the sequencer's task and its helpers share.
#[derive(Default)]
struct Health {
    /// Nobody knows what became of the last append.
    write_failed: AtomicBool,
    stopping: AtomicBool,
}

/// A handle to the rooms of this node.
#[derive(Clone)]
pub struct Hub {
    messages: mpsc::Sender<Message>,
    results: mpsc::UnboundedSender<Message>,
    health: Arc<Health>,
    sessions: Arc<Sessions>,
    /// The client id of ops this server makes itself; a new one for each start, so that their order restarts too.
    client: ClientId,
    conns: Arc<AtomicU64>,
    client_seq: Arc<AtomicU64>,
}

/// The sequencer has ended, or its store does not answer.
#[derive(Clone, Copy, Debug, thiserror::Error)]
#[error("the server can not read or write now")]
pub struct HubGone;

/// Why a change was not made.
#[derive(Clone, Debug, thiserror::Error)]
pub enum NotSubmitted {
    /// The rules refuse it.
    #[error("{}", .0.sentence(Locale::En))]
    Refused(Refusal),
    /// It can not be written now.
    #[error("the server can not read or write now")]
    Gone,
}

/// An op the server makes in somebody's name.
#[derive(Clone, Debug)]
pub struct ServerOp {
    /// The same id is never written twice.
    pub id: OpId,
    /// In whose name; the rules apply to him.
    pub by: UserId,
    /// The time of the stamp, if it is not now.
    pub at: Option<Millis>,
    /// The import it belongs to.
    pub batch: Option<BatchId>,
    /// The changes per stream.
    pub parts: Vec<(StreamId, Vec<Change>)>,
}

/// An op on its way.
pub struct Submitted {
    answer: oneshot::Receiver<Result<Vec<(StreamId, Seq)>, SubmitError>>,
}

impl Submitted {
    /// Waits until it is on disk, or refused.
    pub async fn wait(self) -> Result<Vec<(StreamId, Seq)>, NotSubmitted> {
        match self.answer.await {
            Ok(Ok(seqs)) => Ok(seqs),
            Ok(Err(SubmitError::Refused(refusal))) => Err(NotSubmitted::Refused(refusal)),
            Ok(Err(SubmitError::Unavailable)) | Err(_) => Err(NotSubmitted::Gone),
        }
    }
}

/// Why the hub did not start.
#[derive(Debug, thiserror::Error)]
pub enum HubError {
    /// The database.
    #[error(transparent)]
    Store(#[from] store::StoreError),
    /// No random bytes.
    #[error(transparent)]
    Random(#[from] token::NoRandomness),
    /// What the database holds is no state.
    #[error("the snapshot of {0} can not be read: run `sandtable rebuild`")]
    Snapshot(StreamId),
}

/// One socket's place in the hub.
pub struct Connection {
    /// Its number.
    pub conn: ConnId,
    /// What is to be sent.
    pub queue: Receiver,
}

impl Hub {
    /// Loads what must be known and starts the tasks. `peers` if other nodes may write to the same database.
    pub async fn start(store: Store, peers: bool) -> Result<Self, HubError> {
        let (messages, inbox) = mpsc::channel(WAITING_FRAMES);
        let (results, outcomes) = mpsc::unbounded_channel();
        let hub = Self {
            messages,
            results: results.clone(),
            health: Arc::default(),
            sessions: Arc::default(),
            client: ClientId(token::new_uuid()?),
            conns: Arc::default(),
            client_seq: Arc::default(),
        };
        // The position comes first: what is appended between the two is loaded and then looked at once more.
        let position = store.position().await?;
        let started = storage::load_workspace(&store).await?;
        let storage = storage::Storage::new(store.clone(), results, Arc::clone(&hub.health), hub.client);
        let sequencer = sequencer::Sequencer::new(storage, Arc::clone(&hub.sessions), peers);
        tokio::spawn(sequencer.run(started, inbox, outcomes));
        if peers {
            tokio::spawn(peers::watch(store.clone(), position, hub.clone()));
        }
        tokio::spawn(sessions::keep(store, hub.clone()));
        Ok(hub)
    }

    /// Registers a socket of a session.
    pub async fn connect(&self, user: UserId, session: SessionId) -> Result<Connection, HubGone> {
        let conn = ConnId(self.conns.fetch_add(1, Ordering::Relaxed));
        let (queue, receiver) = outgoing::channel(conn, self.results.clone());
        self.send(Message::Connect { conn, user, session, queue }).await?;
        Ok(Connection { conn, queue: receiver })
    }

    /// Hands a frame over; waits while too many are waiting.
    pub async fn frame(&self, conn: ConnId, text: String) -> Result<(), HubGone> {
        self.send(Message::Event(Event::Frame { conn, text })).await
    }

    /// The socket is gone.
    pub async fn disconnect(&self, conn: ConnId) {
        // A sequencer that has ended knows no sockets.
        let _ = self.send(Message::Event(Event::Disconnected { conn })).await;
    }

    /// Ends the sockets of a session.
    pub async fn end_session(&self, session: SessionId) -> Result<(), HubGone> {
        self.send(Message::Event(Event::SessionEnded(session))).await
    }

    /// Ends the sockets of a user.
    pub async fn end_user(&self, user: UserId) -> Result<(), HubGone> {
        self.send(Message::Event(Event::UserEnded(user))).await
    }

    /// Makes changes in the name of somebody; they are on disk when this returns.
    pub async fn submit(
        &self,
        by: UserId,
        parts: Vec<(StreamId, Vec<Change>)>,
    ) -> Result<Vec<(StreamId, Seq)>, NotSubmitted> {
        let id = OpId(token::new_uuid().map_err(|_| NotSubmitted::Gone)?);
        self.hand_over(ServerOp { id, by, at: None, batch: None, parts }).await?.wait().await
    }

    /// Hands an op over; they are taken in this order. The answer is waited for apart, so that many can be on their way.
    pub async fn hand_over(&self, op: ServerOp) -> Result<Submitted, NotSubmitted> {
        let ServerOp { id, by, at, batch, parts } = op;
        let op = Op {
            id,
            client: self.client,
            client_seq: self.client_seq.fetch_add(1, Ordering::Relaxed) + 1,
            schema: SCHEMA,
            at: at.unwrap_or_else(clock::now),
            batch,
            // The server has seen everything it serves: nothing is stale for it.
            parts: parts.into_iter().map(|(stream, changes)| Part { stream, base: Seq(u64::MAX), changes }).collect(),
        };
        let (reply, answer) = oneshot::channel();
        self.send(Message::Submit { op, by, at, reply }).await.map_err(|HubGone| NotSubmitted::Gone)?;
        Ok(Submitted { answer })
    }

    /// The confirmed state of a room, as far as somebody may read it.
    pub async fn read(&self, by: UserId, room: RoomId) -> Result<Option<Room>, HubGone> {
        let (reply, answer) = oneshot::channel();
        self.send(Message::Read { by, room, reply }).await?;
        match answer.await {
            Ok(Ok(room)) => Ok(Some(room)),
            Ok(Err(ReadError::NoAccess)) => Ok(None),
            Ok(Err(ReadError::Unavailable)) | Err(_) => Err(HubGone),
        }
    }

    /// The workspace.
    pub async fn workspace(&self) -> Result<Arc<Workspace>, HubGone> {
        let room = self.read(UserId::SYSTEM, RoomId::Board).await?.ok_or(HubGone)?;
        Ok(Arc::new(room.workspace().cloned().unwrap_or_default()))
    }

    /// Whether people can be let in. Also when the last edit could not be written: only those who are in can make the next.
    pub fn is_running(&self) -> bool {
        !self.messages.is_closed() && !self.health.stopping.load(Ordering::Relaxed)
    }

    /// Whether the database did not answer to the last edit. A full disk is an answer.
    pub fn has_failed_to_write(&self) -> bool {
        self.health.write_failed.load(Ordering::Relaxed)
    }

    /// Tells all clients, finishes what was begun, and ends the tasks.
    pub async fn stop(&self) {
        self.health.stopping.store(true, Ordering::Relaxed);
        let (done, ended) = oneshot::channel();
        if self.send(Message::Stop { done }).await.is_ok() {
            let _ = ended.await;
        }
    }

    async fn send(&self, message: Message) -> Result<(), HubGone> {
        self.messages.send(message).await.map_err(|_| HubGone)
    }
}
