//! The one task that owns the node.

use super::{
    Sessions,
    outgoing::{Pushed, Queue},
    storage::Storage,
};
use crate::clock;
use model::{Millis, Op, Room, Seq, StreamId, UserId};
use std::{
    collections::{HashMap, VecDeque},
    sync::Arc,
    time::Duration,
};
use sync::{
    fault::Faults,
    frame::{CloseCode, RoomId},
    server::{Config, ConnId, Event, Node, Output, ReadError, RequestId, SessionId, Submission, SubmitError},
};
use tokio::{
    sync::{mpsc, oneshot},
    time::{Instant, MissedTickBehavior},
};

/// The node expects 20 ticks a second.
const TICK: Duration = Duration::from_millis(50);
/// How long a stop waits for what was begun.
const STOP_WITHIN: Duration = Duration::from_secs(10);

type SubmitReply = oneshot::Sender<Result<Vec<(StreamId, Seq)>, SubmitError>>;
type ReadReply = oneshot::Sender<Result<Room, ReadError>>;

/// What the sequencer is told.
pub enum Message {
    /// An event that needs no answer.
    Event(Event),
    /// A new socket.
    Connect {
        /// Its number.
        conn: ConnId,
        /// Whose.
        user: UserId,
        /// On which device.
        session: SessionId,
        /// Where its frames go.
        queue: Queue,
    },
    /// An op of the server.
    Submit {
        /// The op.
        op: Op,
        /// In whose name.
        by: UserId,
        /// A time in the past.
        at: Option<Millis>,
        /// Where the answer goes.
        reply: SubmitReply,
    },
    /// A reader without a socket.
    Read {
        /// Who.
        by: UserId,
        /// What.
        room: RoomId,
        /// Where the answer goes.
        reply: ReadReply,
    },
    /// Stop.
    Stop {
        /// Told when it is done.
        done: oneshot::Sender<()>,
    },
}

pub(super) struct Sequencer {
    node: Node,
    storage: Storage,
    sessions: Arc<Sessions>,
    queues: HashMap<ConnId, Queue>,
    submits: HashMap<RequestId, SubmitReply>,
    reads: HashMap<RequestId, ReadReply>,
    requests: u64,
    stop: Option<(Instant, Vec<oneshot::Sender<()>>)>,
}

impl Sequencer {
    pub(super) fn new(storage: Storage, sessions: Arc<Sessions>, peers: bool) -> Self {
        let config = Config { pinyin: Box::new(crate::pinyin::sort_key), peers, faults: Faults::default() };
        Self {
            node: Node::new(config),
            storage,
            sessions,
            queues: HashMap::new(),
            submits: HashMap::new(),
            reads: HashMap::new(),
            requests: 0,
            stop: None,
        }
    }

    pub(super) async fn run(
        mut self,
        started: Event,
        mut inbox: mpsc::Receiver<Message>,
        mut outcomes: mpsc::UnboundedReceiver<Message>,
    ) {
        let mut ticks = tokio::time::interval(TICK);
        ticks.set_missed_tick_behavior(MissedTickBehavior::Skip);
        self.feed(started);
        loop {
            let wake = self.until_wanted();
            let message = tokio::select! {
                biased;
                // The store's answers first: they free memory and let waiting ops go.
                message = outcomes.recv() => message,
                _ = ticks.tick() => Some(Message::Event(Event::Tick)),
                () = tokio::time::sleep(wake.unwrap_or_default()), if wake.is_some() => Some(Message::Event(Event::Tick)),
                message = inbox.recv() => message,
            };
            let Some(message) = message else { break };
            self.take(message);
            if let Some((until, _)) = &self.stop
                && (self.node.is_idle() || Instant::now() >= *until)
            {
                break;
            }
        }
        if !self.node.is_idle() {
            tracing::warn!("stopped with work in flight: what was not acknowledged will be sent again");
        }
        for done in self.stop.take().map(|(_, done)| done).unwrap_or_default() {
            let _ = done.send(());
        }
    }

    /// How long the node wants to wait for its next tick, if it wants one of its own.
    fn until_wanted(&self) -> Option<Duration> {
        let wait = self.node.wake_at()?.0 - clock::now().0;
        Some(Duration::from_millis(u64::try_from(wait).unwrap_or_default()))
    }

    fn take(&mut self, message: Message) {
        match message {
            Message::Event(event) => {
                if let Event::Disconnected { conn } = &event {
                    self.forget(*conn);
                }
                self.feed(event);
            }
            Message::Connect { conn, user, session, queue } => {
                if self.stop.is_some() {
                    return queue.close(CloseCode::Restart);
                }
                self.queues.insert(conn, queue);
                self.sessions.add(conn, user, session);
                self.feed(Event::Connected { conn, user, session });
            }
            Message::Submit { op, by, at, reply } => {
                let request = self.next_request();
                self.submits.insert(request, reply);
                self.feed(Event::Submit(Submission { request, op, by, at }));
            }
            Message::Read { by, room, reply } => {
                let request = self.next_request();
                self.reads.insert(request, reply);
                self.feed(Event::Read { request, by, room });
            }
            Message::Stop { done } => match &mut self.stop {
                Some((_, waiting)) => waiting.push(done),
                None => {
                    self.stop = Some((Instant::now() + STOP_WITHIN, vec![done]));
                    self.feed(Event::Shutdown);
                }
            },
        }
    }

    const fn next_request(&mut self) -> RequestId {
        self.requests += 1;
        RequestId(self.requests)
    }

    /// Gives the node an event, and those that follow from carrying out what it wants.
    fn feed(&mut self, event: Event) {
        let mut events = VecDeque::from([event]);
        while let Some(event) = events.pop_front() {
            let ticked = matches!(event, Event::Tick);
            for output in self.node.handle(event, clock::now()) {
                events.extend(self.carry_out(output));
            }
            if ticked {
                self.measure();
            }
        }
    }

    fn carry_out(&mut self, output: Output) -> Option<Event> {
        match output {
            Output::Send { conn, text } => match self.queues.get(&conn)?.text(text) {
                Pushed::Fine => None,
                Pushed::Congested => Some(Event::Congested { conn }),
                Pushed::Hopeless => {
                    self.close(conn, CloseCode::TooSlow);
                    Some(Event::Disconnected { conn })
                }
            },
            Output::Close { conn, code } => {
                self.close(conn, code);
                None
            }
            Output::Submitted { request, result } => {
                let _ = self.submits.remove(&request)?.send(result);
                None
            }
            Output::Read { request, result } => {
                let _ = self.reads.remove(&request)?.send(result);
                None
            }
            output => {
                self.storage.carry_out(output);
                None
            }
        }
    }

    fn close(&mut self, conn: ConnId, code: CloseCode) {
        tracing::debug!(conn = conn.0, ?code, "closing a socket");
        metrics::counter!("sandtable_sockets_closed_total", "code" => code.code().to_string()).increment(1);
        if let Some(queue) = self.queues.remove(&conn) {
            queue.close(code);
        }
        self.sessions.remove(conn);
    }

    fn forget(&mut self, conn: ConnId) {
        self.queues.remove(&conn);
        self.sessions.remove(conn);
    }

    fn measure(&self) {
        let gauges = self.node.gauges();
        #[expect(clippy::cast_precision_loss, reason = "counts stay far below 2^52")]
        let set = |name: &'static str, value: usize| metrics::gauge!(name).set(value as f64);
        set("sandtable_sockets", gauges.sockets);
        set("sandtable_streams_in_memory", gauges.streams);
        set("sandtable_ops_waiting", gauges.queued);
    }
}
