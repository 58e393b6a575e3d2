//! The server: one state machine per node. It owns the sockets, the directory of who may read what, the streams in memory,
//! and the sequencer that puts ops in order.
//!
//! What must hold: nothing is acknowledged or broadcast before it is in the log; `Cached::committed` is never ahead of the
//! log; a socket is subscribed to a stream only while its user may read it.

mod batch;
mod cache;
mod depends;
mod directory;
mod doubt;
mod event;
mod presence;
mod publish;
mod queue;
mod rooms;
mod sequencer;
mod session;
mod sessions;
mod store;

pub use event::{
    Answer, AppendFault, ConnId, Event, LoadedStream, Output, PeerPresence, ReadError, RequestId, SessionId,
    StoreFault, Submission, SubmitError,
};

use crate::{fault::Faults, frame::OpResult, limits};
use cache::Cache;
use directory::{AheadCards, Directory};
use doubt::Doubt;
use model::{Millis, StreamId, UserId, member::Workspace};
use presence::Whereabouts;
use queue::Sequencer;
use rooms::Waiting;
use sessions::{Conn, Sessions};
use std::collections::{BTreeMap, BTreeSet};
use store::Question;

/// What a node needs from outside.
pub struct Config {
    /// Sort and search key of a Chinese text.
    pub pinyin: Box<dyn Fn(&str) -> String + Send>,
    /// Whether other nodes write to the same log.
    pub peers: bool,
    /// A planted bug, for tests.
    #[doc(hidden)]
    pub faults: Faults,
}

/// The state machine of a node.
pub struct Node {
    config: Config,
    now: Millis,
    out: Vec<Output>,
    next_request: u64,
    started: bool,
    stopping: bool,
    sessions: Sessions,
    /// Sockets that wait until the store has said whether their users are members.
    doubts: BTreeMap<ConnId, Doubt>,
    directory: Directory,
    cache: Cache,
    /// What the store has been asked and has not answered.
    asked: BTreeMap<RequestId, (Question, Millis)>,
    loading: BTreeSet<StreamId>,
    reading_cards: BTreeSet<StreamId>,
    /// Streams whose tail could not be read; tried again when the store may be asked.
    /// Each with the time since when it is wanted.
    unread: BTreeMap<StreamId, Millis>,
    /// Streams whose card could not be read, likewise.
    unread_cards: BTreeMap<StreamId, Millis>,
    /// When the driver last said that there is no news it has not told.
    seen_at: Millis,
    /// Something was not told because the view of who may read what was too old.
    withheld: bool,
    /// Streams with a row this release can not read.
    unreadable: BTreeSet<StreamId>,
    /// The store did not answer: it is not asked again before this time.
    ask_after: Millis,
    waiting: Vec<Waiting>,
    sequencer: Sequencer,
    whereabouts: Whereabouts,
    /// Results of this event, sent after the rows it brought.
    results: BTreeMap<ConnId, Vec<OpResult>>,
    swept: Millis,
}

/// Numbers for metrics.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Gauges {
    /// Sockets.
    pub sockets: usize,
    /// Streams in memory.
    pub streams: usize,
    /// Ops that wait.
    pub queued: usize,
}

/// Time between two looks at silent sockets and idle streams.
const SWEEP_MS: i64 = 1_000;

impl Node {
    /// A node that has not heard of its store yet.
    pub fn new(config: Config) -> Self {
        Self {
            config,
            now: Millis(0),
            out: Vec::new(),
            next_request: 0,
            started: false,
            stopping: false,
            sessions: Sessions::default(),
            doubts: BTreeMap::new(),
            directory: Directory::default(),
            cache: Cache::default(),
            asked: BTreeMap::new(),
            loading: BTreeSet::new(),
            reading_cards: BTreeSet::new(),
            unread: BTreeMap::new(),
            unread_cards: BTreeMap::new(),
            seen_at: Millis(0),
            withheld: false,
            unreadable: BTreeSet::new(),
            ask_after: Millis(i64::MIN),
            waiting: Vec::new(),
            sequencer: Sequencer::default(),
            whereabouts: Whereabouts::default(),
            results: BTreeMap::new(),
            swept: Millis(i64::MIN),
        }
    }

    /// Takes an event in and says what is to be done.
    pub fn handle(&mut self, event: Event, now: Millis) -> Vec<Output> {
        self.now = now;
        match event {
            Event::Started { workspace, cards } => self.start(&workspace, cards),
            Event::Connected { conn, user, session } => self.connected(conn, user, session),
            Event::Frame { .. } if self.stopping => {}
            Event::Frame { conn, text } => self.frame(conn, &text),
            Event::Disconnected { conn } => self.forget(conn),
            Event::Congested { conn } => self.congested(conn),
            Event::Drained { conn } => self.drained(conn),
            Event::Loaded { request, result } => self.loaded(request, result),
            Event::Appended { batch, result } => self.appended(batch, result),
            Event::Answers { request, result } => self.answers_found(request, result),
            Event::TailRead { request, result } => self.tail_read(request, result),
            Event::CardsRead { request, result } => self.cards_read(request, result),
            Event::Woken(heads) => self.woken(&heads),
            Event::Submit(submission) => self.submit(submission),
            Event::Read { request, by, room } => self.waiting.push(Waiting::driver(request, by, room)),
            Event::SessionEnded(session) => self.end_session(session),
            Event::UserEnded(user) => self.end_user(user),
            Event::PeerPresence(seen) => self.peer_presence(seen),
            Event::Tick => self.tick(),
            Event::Shutdown => self.shutdown(),
        }
        if self.started && !self.stopping {
            self.settle_doubts();
            self.serve_waiting();
            self.pump();
        }
        self.make_up();
        self.flush_results();
        if self.stopping && self.sequencer.in_flight.is_none() {
            self.dismiss_all();
        }
        std::mem::take(&mut self.out)
    }

    /// Whether a user may read a stream, as far as this node knows.
    pub fn may_read(&self, user: UserId, stream: StreamId) -> bool {
        user == UserId::SYSTEM || (self.is_member(user) && self.directory.may_read(user, stream, &AheadCards::new()))
    }

    /// Whether nothing is queued or in flight: a graceful stop waits for it.
    pub fn is_idle(&self) -> bool {
        self.sequencer.is_idle()
    }

    /// When the node wants a tick besides the regular ones.
    pub fn wake_at(&self) -> Option<Millis> {
        self.presence_due()
    }

    /// Numbers for metrics.
    pub fn gauges(&self) -> Gauges {
        Gauges { sockets: self.sessions.len(), streams: self.cache.len(), queued: self.sequencer.queued() }
    }

    fn start(&mut self, workspace: &LoadedStream, cards: Vec<(StreamId, model::Seq, model::card::Card)>) {
        self.cache.insert(workspace, self.now);
        for (stream, seq, card) in cards {
            self.directory.set(stream, seq, card);
        }
        self.started = true;
        self.seen_at = self.now;
    }

    fn workspace(&self) -> Option<&Workspace> {
        match &self.cache.get(StreamId::Workspace)?.committed.body {
            model::Body::Workspace(workspace) => Some(workspace),
            _ => None,
        }
    }

    fn is_member(&self, user: UserId) -> bool {
        self.workspace().is_some_and(|workspace| workspace.active(user).is_some())
    }

    fn request(&mut self) -> RequestId {
        self.next_request += 1;
        RequestId(self.next_request)
    }

    fn tick(&mut self) {
        self.tell_whereabouts();
        if self.now.0.saturating_sub(self.swept.0) < SWEEP_MS {
            return;
        }
        self.swept = self.now;
        self.sweep_sockets();
        self.read_unread();
        let behind = self.cache.behind();
        self.catch_up(&behind);
        for stream in self.cache.idle(self.now) {
            if !self.sessions.anybody_reads(stream) && !self.sequencer.holds(stream) {
                self.cache.remove(stream);
            }
        }
    }

    fn shutdown(&mut self) {
        self.stopping = true;
        self.drop_queued();
    }

    fn drop_queued(&mut self) {
        for request in self.sequencer.drop_queued() {
            self.out.push(Output::Submitted { request, result: Err(SubmitError::Unavailable) });
        }
    }

    /// The last batch is settled: its authors have their answers, everybody may go.
    fn dismiss_all(&mut self) {
        self.drop_queued();
        for conn in self.sessions.all() {
            self.close(conn, crate::frame::CloseCode::Restart, Some(limits::BACKOFF_FIRST_MS.unsigned_abs()));
        }
    }

    fn conn_mut(&mut self, conn: ConnId) -> Option<&mut Conn> {
        self.sessions.get_mut(conn)
    }
}
