//! The server: one state machine per node. It owns sessions, the directory of who may read what, the streams in memory, and
//! the sequencer that puts ops in order.

mod event;

pub use event::{
    Answer, AppendFault, ConnId, Event, LoadedStream, Output, PeerPresence, ReadError, RequestId, SessionId,
    StoreFault, Submission, SubmitError,
};

use model::{Millis, StreamId, UserId};

/// What a node needs from outside.
pub struct Config {
    /// Sort and search key of a Chinese text.
    pub pinyin: Box<dyn Fn(&str) -> String + Send>,
    /// Whether other nodes write to the same log.
    pub peers: bool,
}

/// The state machine of a node.
pub struct Node {
    _config: Config,
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

impl Node {
    /// A node that has not heard of its store yet.
    pub fn new(config: Config) -> Self {
        Self { _config: config }
    }

    /// Takes an event in and says what is to be done.
    pub fn handle(&mut self, event: Event, now: Millis) -> Vec<Output> {
        let _ = (event, now);
        Vec::new()
    }

    /// Whether a user may read a stream, as far as this node knows.
    pub fn may_read(&self, user: UserId, stream: StreamId) -> bool {
        let _ = (user, stream);
        false
    }

    /// Whether nothing is queued or in flight: a graceful stop waits for it.
    pub fn is_idle(&self) -> bool {
        true
    }

    /// Numbers for metrics.
    pub fn gauges(&self) -> Gauges {
        Gauges::default()
    }
}
