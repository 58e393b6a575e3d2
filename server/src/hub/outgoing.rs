//! What waits to be sent to one socket. The queue is measured in bytes: a client that does not read is first spared rows,
//! then closed, and never costs more than [`QUEUE_MAX`].

use super::sequencer::Message;
use std::sync::{
    Arc,
    atomic::{AtomicBool, AtomicUsize, Ordering},
};
use sync::{
    frame::CloseCode,
    server::{ConnId, Event},
};
use tokio::sync::{Notify, mpsc};

/// Above this a socket is congested: more than a second of a slow phone's line.
const QUEUE_HIGH: usize = 512 * 1024;
/// Below this it has recovered.
const QUEUE_LOW: usize = 32 * 1024;
/// A socket is closed at once above this: the snapshots of the largest rooms fit several times.
const QUEUE_MAX: usize = 64 * 1024 * 1024;

/// One thing to send.
#[derive(Clone, Debug)]
pub enum Outgoing {
    /// A frame.
    Text(Arc<str>),
    /// Nothing comes after it.
    Close(CloseCode),
}

#[derive(Default)]
struct Level {
    bytes: AtomicUsize,
    congested: AtomicBool,
    closing: Notify,
}

/// The end the sequencer writes to.
pub struct Queue {
    sender: mpsc::UnboundedSender<Outgoing>,
    level: Arc<Level>,
}

/// The end a socket's task reads from.
pub struct Receiver {
    conn: ConnId,
    receiver: mpsc::UnboundedReceiver<Outgoing>,
    level: Arc<Level>,
    results: mpsc::UnboundedSender<Message>,
}

/// What putting a frame into the queue led to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pushed {
    /// Nothing special.
    Fine,
    /// The queue has just become too long.
    Congested,
    /// It is far too long, or nobody reads it any more.
    Hopeless,
}

pub(super) fn channel(conn: ConnId, results: mpsc::UnboundedSender<Message>) -> (Queue, Receiver) {
    let (sender, receiver) = mpsc::unbounded_channel();
    let level = Arc::<Level>::default();
    (Queue { sender, level: Arc::clone(&level) }, Receiver { conn, receiver, level, results })
}

impl Queue {
    /// Queues a frame.
    pub fn text(&self, text: Arc<str>) -> Pushed {
        let length = text.len();
        let bytes = self.level.bytes.fetch_add(length, Ordering::AcqRel) + length;
        if bytes > QUEUE_MAX || self.sender.send(Outgoing::Text(text)).is_err() {
            return Pushed::Hopeless;
        }
        if bytes > QUEUE_HIGH && !self.level.congested.swap(true, Ordering::AcqRel) {
            return Pushed::Congested;
        }
        Pushed::Fine
    }

    /// Queues the end.
    pub fn close(self, code: CloseCode) {
        let _ = self.sender.send(Outgoing::Close(code));
        self.level.closing.notify_one();
    }
}

impl Receiver {
    /// The next thing to send; `None` when the sequencer has let go.
    pub async fn next(&mut self) -> Option<Outgoing> {
        self.receiver.recv().await
    }

    /// The next thing to send, if it waits already.
    pub fn next_waiting(&mut self) -> Option<Outgoing> {
        self.receiver.try_recv().ok()
    }

    /// The bytes of a frame have left.
    pub fn sent(&self, length: usize) {
        let before = self.level.bytes.fetch_sub(length, Ordering::AcqRel);
        if before - length < QUEUE_LOW && self.level.congested.swap(false, Ordering::AcqRel) {
            let _ = self.results.send(Message::Event(Event::Drained { conn: self.conn }));
        }
    }

    /// Completes when the end was queued, whatever is before it in the queue.
    pub fn closing(&self) -> impl Future<Output = ()> + Send + use<> {
        let level = Arc::clone(&self.level);
        async move { level.closing.notified().await }
    }
}
