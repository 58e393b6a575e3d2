//! The world: clients with their disks, nodes, sockets and the store, all in one thread and from one seed. Every event is
//! followed by the assertions it bears on.

use crate::{
    checks,
    gestures::{Ids, Parts, dangling, gesture, soundness},
    log::{Log, LogFault},
    plan::{Plan, Step},
    violation::{Invariant, Violation},
};
use model::{
    AccountId, Change, ClientId, DealId, DealRole, Millis, Op, OpId, Part, SCHEMA, Seq, Stage, StreamId, UserId,
    WorkspaceRole, account::AccountChange, deal::DealChange, member::MemberChange, team::TeamChange,
};
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use sync::{
    client::{self, Client, Connection, Effect, Notice, OpRecord, RefusedOp, Restored, StoredStream, UndoStacks},
    fault::{Fault, Faults},
    frame::{
        ClientFrame, Hello, Moving, PROTOCOL, Presence, PresenceBody, Push, Raw, RoomId, ServerFrame, WholeStream,
    },
    server::{self, AppendFault, ConnId, Node, Output, RequestId, SessionId, StoreFault, Submission},
    stored::AppendOutcome,
};

pub type Checked = Result<(), Violation>;

/// What the runs have brought about, to see that they reach what they are meant to reach.
#[derive(Clone, Debug, Default)]
pub struct Stats(pub BTreeMap<&'static str, usize>);

impl Stats {
    pub fn count(&mut self, what: &'static str) {
        *self.0.entry(what).or_default() += 1;
    }

    pub fn add(&mut self, other: &Self) {
        for (what, count) in &other.0 {
            *self.0.entry(what).or_default() += count;
        }
    }
}

/// Planted bugs of a run.
#[derive(Clone, Copy, Debug, Default)]
pub struct Planted {
    pub machine: Option<Fault>,
    pub log: Option<LogFault>,
}

/// What became of a gesture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// In the outbox.
    Pending,
    /// The server has it.
    Acked,
    /// In the drawer.
    Refused,
    /// The user threw it away or tried it again.
    Gone,
    /// Its tab died before the disk had it.
    Lost,
}

#[derive(Debug)]
enum Happening {
    ToNode { conn: u64, text: String },
    ToClient { conn: u64, text: String },
    SocketUp { conn: u64 },
    ConnectFails { client: usize, tab: u64 },
    ClientLoses { conn: u64, code: Option<u16> },
    NodeLoses { conn: u64 },
    Node { node: usize, generation: u64, event: Box<server::Event> },
    Store { node: usize, generation: u64, output: Box<Output> },
    Disk { client: usize, tab: u64, effect: Box<Effect> },
    Stored { client: usize, tab: u64, op: OpId, ok: bool },
    Flush { client: usize, tab: u64 },
    Timer { client: usize, tab: u64, at: Millis },
    Fetched { client: usize, tab: u64, number: u64, body: Option<String> },
    Tick { node: usize, generation: u64 },
    Poll { node: usize, generation: u64 },
}

#[derive(Default)]
struct NodeSlot {
    node: Option<Node>,
    generation: u64,
    deaf: bool,
    cut_off: bool,
    die_after_commit: bool,
    stopping: bool,
    /// The heads it was told of by its last poll.
    polled: BTreeMap<StreamId, Seq>,
}

#[derive(Default)]
pub struct Disk {
    pub outbox: BTreeMap<OpId, OpRecord>,
    pub drawer: BTreeMap<OpId, RefusedOp>,
    streams: BTreeMap<StreamId, StoredStream>,
    undo: BTreeMap<RoomId, UndoStacks>,
    next_client_seq: u64,
}

pub struct ClientSlot {
    pub client: Client,
    tab: u64,
    pub user: UserId,
    id: ClientId,
    conn: Option<u64>,
    offline: bool,
    pub disk: Disk,
    disk_fails: bool,
    /// The disk has missed an op: its count of `client_seq` is not certain any more.
    disk_missed: bool,
    skew: i64,
    pub rooms: Vec<RoomId>,
    dirty_streams: BTreeSet<StreamId>,
    dirty_undo: BTreeSet<RoomId>,
    flushing: bool,
    timer: Option<Millis>,
    /// A gesture of a following tab that has not heard that it was taken: it hands it over again, to whoever leads then.
    unheard: Option<client::Event>,
    disk_due: Millis,
}

struct Fetch {
    client: usize,
    tab: u64,
    number: u64,
}

struct Conn {
    /// Nothing for the sender of nonsense.
    client: Option<usize>,
    tab: u64,
    user: UserId,
    node: usize,
    generation: u64,
    /// Nothing gets through any more.
    broken: bool,
    client_open: bool,
    node_open: bool,
    up_due: Millis,
    down_due: Millis,
    up: bool,
}

pub struct World {
    pub now: Millis,
    rng: ChaCha8Rng,
    queue: BTreeMap<(Millis, u64), Happening>,
    tie: u64,
    pub log: Log,
    nodes: Vec<NodeSlot>,
    pub clients: Vec<ClientSlot>,
    conns: HashMap<u64, Conn>,
    next_conn: u64,
    users: Vec<UserId>,
    ids: Ids,
    pub ledger: BTreeMap<OpId, (usize, Fate)>,
    refused: HashSet<OpId>,
    pub stats: Stats,
    full: bool,
    store_down: bool,
    planted: Planted,
    /// Frames that say something, sent to clients that can hear them.
    frames: Vec<String>,
    submitted: Option<bool>,
    /// Rooms that are being fetched: the node's number of the request, and who waits.
    fetches: BTreeMap<RequestId, Fetch>,
    /// They can succeed.
    fetches_work: bool,
    traced: bool,
}

const START: Millis = Millis(1_790_000_000_000);
const TICK_MS: i64 = 400;
const POLL_MS: i64 = 2_000;

/// Runs a plan to its end and through the quiet after it.
pub fn run(plan: &Plan, planted: Planted) -> (Checked, Stats) {
    let mut world = World::new(plan, planted);
    let mut result = world.found();
    if result.is_ok() {
        result = plan.steps.iter().try_for_each(|step| world.perform(*step));
    }
    if result.is_ok() {
        result = world.quiesce();
    }
    world.stats.0.insert("conflict", world.log.conflicts);
    world.stats.0.insert("duplicate", world.log.duplicates);
    world.stats.0.insert("row", world.log.rows.values().map(Vec::len).sum());
    (result, world.stats)
}

impl World {
    fn new(plan: &Plan, planted: Planted) -> Self {
        let users: Vec<UserId> = (0..plan.users).map(|n| UserId::from_u128(0x100 + n as u128)).collect();
        let faults = Faults(planted.machine);
        let clients = (0..plan.clients)
            .map(|n| {
                let user = users[n % users.len()];
                let id = ClientId::from_u128(0x200 + n as u128);
                let config = client::Config {
                    user,
                    client: id,
                    locale: model::Locale::En,
                    next_client_seq: 1,
                    seed: plan.seed ^ n as u64,
                    faults,
                };
                ClientSlot {
                    client: Client::new(config),
                    tab: 0,
                    user,
                    id,
                    conn: None,
                    offline: false,
                    disk: Disk { next_client_seq: 1, ..Disk::default() },
                    disk_fails: false,
                    disk_missed: false,
                    skew: 0,
                    rooms: Vec::new(),
                    unheard: None,
                    disk_due: START,
                    dirty_streams: BTreeSet::new(),
                    dirty_undo: BTreeSet::new(),
                    flushing: false,
                    timer: None,
                }
            })
            .collect();
        Self {
            now: START,
            rng: ChaCha8Rng::seed_from_u64(plan.seed),
            queue: BTreeMap::new(),
            tie: 0,
            log: Log::with(planted.log),
            nodes: (0..plan.nodes).map(|_| NodeSlot::default()).collect(),
            clients,
            conns: HashMap::new(),
            next_conn: 0,
            users,
            ids: Ids::default(),
            ledger: BTreeMap::new(),
            refused: HashSet::new(),
            stats: Stats::default(),
            full: false,
            store_down: false,
            planted,
            frames: Vec::new(),
            submitted: None,
            fetches: BTreeMap::new(),
            fetches_work: plan.fetches,
            traced: std::env::var_os("SIM_TRACE").is_some(),
        }
    }

    /// Founds the workspace: members, an account, two deals; then everybody comes in.
    fn found(&mut self) -> Checked {
        for node in 0..self.nodes.len() {
            self.start_node(node)?;
        }
        let users = self.users.clone();
        for (n, user) in users.iter().enumerate() {
            let role = if n == 0 { WorkspaceRole::Admin } else { WorkspaceRole::Member };
            let join = MemberChange::Join {
                user: *user,
                name: format!("User {n}"),
                initials: "W".to_owned(),
                colour: 1,
                role,
            };
            self.submit(UserId::SYSTEM, vec![(StreamId::Workspace, vec![Change::Member(join)])])?;
        }
        let account = AccountId::from_u128(0x300);
        let create = AccountChange::Create {
            name: "省数据中心".to_owned(),
            name_en: String::new(),
            level: model::account::CustomerLevel::A,
            industry: String::new(),
            region: String::new(),
        };
        self.submit(users[0], vec![(StreamId::Account(account), vec![Change::Account(create)])])?;
        for n in 0..2u128 {
            let deal = StreamId::Deal(DealId::from_u128(0x400 + n));
            let create = DealChange::Create {
                account,
                name: format!("Deal {n}"),
                name_en: String::new(),
                stage: Stage::Mo1,
                amount: None,
                expected_sign: None,
            };
            let join = |user, role| Change::Team(TeamChange::Join { user, role, initials: "W".to_owned() });
            self.submit(users[0], vec![(deal, vec![Change::Deal(create), join(users[0], DealRole::Ar)])])?;
            // Two who may change guarded fields.
            let roles = [DealRole::Ar, DealRole::Fr, DealRole::Observer];
            for (user, role) in users.iter().skip(1).zip(roles).take(if n == 0 { 3 } else { 1 }) {
                self.submit(users[0], vec![(deal, vec![join(*user, role)])])?;
            }
        }
        for client in 0..self.clients.len() {
            self.clients[client].rooms = vec![RoomId::Deal(DealId::from_u128(0x400)), RoomId::Board];
            if client % 2 == 0 {
                self.clients[client].rooms.push(RoomId::Deal(DealId::from_u128(0x401)));
            }
            self.open_tab(client)?;
        }
        self.pass(500)
    }

    fn submit(&mut self, by: UserId, parts: Parts) -> Checked {
        let op = Op {
            id: OpId::from_u128(self.ids.next()),
            client: ClientId::from_u128(0x1),
            client_seq: self.ids.next() as u64,
            schema: SCHEMA,
            at: self.now,
            batch: None,
            parts: parts.into_iter().map(|(stream, changes)| Part { stream, base: Seq(0), changes }).collect(),
        };
        self.submitted = None;
        let event = server::Event::Submit(Submission { request: RequestId(0), op, by, at: None });
        self.node_event(0, event)?;
        while self.submitted.is_none() {
            self.next()?;
        }
        match self.submitted {
            Some(true) => Ok(()),
            _ => Err(Violation::new(Invariant::Soundness, "founding was refused".to_owned())),
        }
    }

    fn later(&mut self, delay: i64, what: Happening) {
        self.at(Millis(self.now.0 + delay), what);
    }

    fn at(&mut self, at: Millis, what: Happening) {
        self.tie += 1;
        self.queue.insert((at, self.tie), what);
    }

    /// A delay: mostly short, now and then long.
    fn delay(&mut self) -> i64 {
        match self.rng.random_range(0..100) {
            0..70 => self.rng.random_range(1..15),
            70..95 => self.rng.random_range(10..120),
            _ => self.rng.random_range(100..900),
        }
    }

    /// Lets time pass.
    fn pass(&mut self, ms: i64) -> Checked {
        let until = Millis(self.now.0 + ms);
        while self.queue.first_key_value().is_some_and(|((at, _), _)| *at <= until) {
            self.next()?;
        }
        self.now = until;
        Ok(())
    }

    fn next(&mut self) -> Checked {
        let Some(((at, _), what)) = self.queue.pop_first() else {
            self.now = Millis(self.now.0 + 1);
            return Ok(());
        };
        self.now = self.now.max(at);
        if self.traced {
            trace(self.now, &format!("{what:?}"));
        }
        self.happen(what)
    }

    fn perform(&mut self, step: Step) -> Checked {
        match step {
            Step::Wait(ms) => self.pass(ms),
            Step::Gesture(client, r) => self.gesture(client, r),
            Step::Undo(client, r) => self.in_room(client, r, |id, room| client::Event::Undo { id, room }),
            Step::Redo(client, r) => self.in_room(client, r, |id, room| client::Event::Redo { id, room }),
            Step::Retry(client) => {
                let id = OpId::from_u128(self.ids.next());
                let Some(op) = self.oldest_refused(client) else { return Ok(()) };
                self.set_fate(op, Fate::Gone);
                self.stats.count("retry");
                self.client_event(client, client::Event::Retry { op, id })
            }
            Step::Discard(client) => {
                let Some(op) = self.oldest_refused(client) else { return Ok(()) };
                self.set_fate(op, Fate::Gone);
                self.client_event(client, client::Event::Discard { op })
            }
            Step::Open(client, r) => {
                let rooms = self.rooms_there_are();
                let Some(slot) = self.clients.get_mut(client) else { return Ok(()) };
                let room = rooms[r as usize % rooms.len()];
                if !slot.rooms.contains(&room) {
                    slot.rooms.push(room);
                }
                self.client_event(client, client::Event::OpenRoom(room))
            }
            Step::Close(client, r) => {
                let Some(slot) = self.clients.get_mut(client) else { return Ok(()) };
                if slot.rooms.is_empty() {
                    return Ok(());
                }
                let place = r as usize % slot.rooms.len();
                let room = slot.rooms.remove(place);
                self.client_event(client, client::Event::CloseRoom(room))
            }
            Step::Point(client, r) => {
                let Some(room) = self.some_room(client, r) else { return Ok(()) };
                let entity = model::EntityKey::Deal;
                let gesture = vec![Moving { entity, x: (r % 100) as i32, y: 0 }];
                let body = PresenceBody { cursor: Some((1, 2)), gesture, ..PresenceBody::default() };
                self.client_event(client, client::Event::Presence { room, body })
            }
            Step::Cut(client) => {
                self.stats.count("cut");
                self.cut(client);
                Ok(())
            }
            Step::Offline(client, off) => {
                let Some(slot) = self.clients.get_mut(client) else { return Ok(()) };
                slot.offline = off;
                if off {
                    self.cut(client);
                    return Ok(());
                }
                self.client_event(client, client::Event::Online)
            }
            Step::Restart(client) => self.restart_tab(client),
            Step::DiskFails(client, fails) => {
                let Some(slot) = self.clients.get_mut(client) else { return Ok(()) };
                slot.disk_fails = fails;
                if fails {
                    return Ok(());
                }
                self.client_event(client, client::Event::StorageWorks)
            }
            Step::Skew(client, ms) => {
                if let Some(slot) = self.clients.get_mut(client) {
                    slot.skew = ms;
                    slot.timer = None;
                    return self.client_event(client, client::Event::Timer);
                }
                Ok(())
            }
            Step::Congest(client, full) => self.congest(client, full),
            Step::Nonsense(client, r) => self.nonsense(client, r),
            Step::Kill(node) => {
                self.stats.count("kill");
                self.kill(node);
                Ok(())
            }
            Step::Start(node) => self.start_node(node),
            Step::DieAfterCommit(node) => {
                if let Some(slot) = self.nodes.get_mut(node) {
                    slot.die_after_commit = true;
                }
                Ok(())
            }
            Step::Stop(node) => {
                let Some(slot) = self.nodes.get_mut(node) else { return Ok(()) };
                slot.stopping = slot.node.is_some();
                self.node_event(node, server::Event::Shutdown)
            }
            Step::Full(full) => {
                self.full = full;
                Ok(())
            }
            Step::StoreDown(down) => {
                self.store_down = down;
                Ok(())
            }
            Step::CutOff(node, off) => {
                if let Some(slot) = self.nodes.get_mut(node) {
                    slot.cut_off = off;
                }
                Ok(())
            }
            Step::Deaf(node, deaf) => {
                if let Some(slot) = self.nodes.get_mut(node) {
                    slot.deaf = deaf;
                }
                Ok(())
            }
        }
    }

    fn rooms_there_are(&self) -> Vec<RoomId> {
        let mut rooms = vec![RoomId::Board];
        for stream in self.log.rows.keys() {
            match stream {
                StreamId::Workspace | StreamId::DealCore(_) => {}
                StreamId::Account(id) => rooms.push(RoomId::Account(*id)),
                StreamId::Deal(id) => rooms.push(RoomId::Deal(*id)),
            }
        }
        rooms
    }

    fn some_room(&self, client: usize, r: u64) -> Option<RoomId> {
        let rooms = &self.clients.get(client)?.rooms;
        if rooms.is_empty() { None } else { Some(rooms[r as usize % rooms.len()]) }
    }

    fn oldest_refused(&self, client: usize) -> Option<OpId> {
        self.clients.get(client)?.client.drawer().first().map(|refused| refused.record.op.id)
    }

    fn in_room(&mut self, client: usize, r: u64, event: impl Fn(OpId, RoomId) -> client::Event) -> Checked {
        let Some(room) = self.some_room(client, r) else { return Ok(()) };
        let id = OpId::from_u128(self.ids.next());
        self.client_event(client, event(id, room))
    }

    fn gesture(&mut self, client: usize, r: u64) -> Checked {
        let Some(room) = self.some_room(client, r / 7) else { return Ok(()) };
        let mut rng = ChaCha8Rng::seed_from_u64(r);
        let parts = match self.clients[client].client.room(room) {
            Some(view) if view.loaded => gesture(&mut rng, view.visible, &self.users, &mut self.ids),
            _ => None,
        };
        let Some(mut parts) = parts else { return Ok(()) };
        if r.is_multiple_of(149) {
            let name = "王".repeat(100_000);
            let huge = Change::Member(MemberChange::NameWorkspace { name });
            parts = vec![(StreamId::Workspace, vec![huge])];
        }
        let created = parts.iter().find_map(|(stream, changes)| match (stream, changes.first()) {
            (StreamId::Deal(id), Some(Change::Deal(DealChange::Create { .. }))) => Some(RoomId::Deal(*id)),
            (StreamId::Account(id), Some(Change::Account(AccountChange::Create { .. }))) => Some(RoomId::Account(*id)),
            _ => None,
        });
        let id = OpId::from_u128(self.ids.next());
        let name = "gesture".to_owned();
        if r.is_multiple_of(16) {
            if let Some(again) = self.clients[client].unheard.take() {
                self.client_event(client, again)?;
            }
            let event = client::Event::HandedOver { id, room, name, parts };
            self.clients[client].unheard = Some(event.clone());
            self.client_event(client, event)?;
        } else {
            self.client_event(client, client::Event::Local { id, room, name, parts })?;
        }
        match created {
            Some(room) if !self.clients[client].rooms.contains(&room) => {
                self.clients[client].rooms.push(room);
                self.client_event(client, client::Event::OpenRoom(room))
            }
            _ => Ok(()),
        }
    }

    // Clients.

    fn open_tab(&mut self, client: usize) -> Checked {
        let slot = &mut self.clients[client];
        let restored = Restored {
            outbox: slot.disk.outbox.values().cloned().collect(),
            drawer: slot.disk.drawer.values().cloned().collect(),
            streams: slot.disk.streams.values().cloned().collect(),
            undo: slot.disk.undo.iter().map(|(room, stacks)| (*room, stacks.clone())).collect(),
        };
        // A screen may be faster than the disk.
        let mut rooms = slot.rooms.clone();
        if let Some(room) = rooms.pop() {
            slot.client.handle(client::Event::OpenRoom(room), self.now);
        }
        self.client_event(client, client::Event::Restored(restored))?;
        rooms.into_iter().try_for_each(|room| self.client_event(client, client::Event::OpenRoom(room)))
    }

    fn restart_tab(&mut self, client: usize) -> Checked {
        if client >= self.clients.len() {
            return Ok(());
        }
        self.stats.count("restart");
        // Writes under way either reach the disk or do not.
        let old = self.clients[client].tab;
        let writes: Vec<(Millis, u64)> = self
            .queue
            .iter()
            .filter(|(_, what)| matches!(what, Happening::Disk { client: c, tab, .. } if *c == client && *tab == old))
            .map(|(key, _)| *key)
            .collect();
        for key in writes {
            let Some(Happening::Disk { effect, .. }) = self.queue.remove(&key) else { continue };
            if self.clients[client].disk_fails {
                self.clients[client].disk_missed = true;
            } else if self.rng.random() {
                write_disk(&mut self.clients[client].disk, *effect);
            }
        }
        if let Some(conn) = self.clients[client].conn.take() {
            if let Some(conn) = self.conns.get_mut(&conn) {
                conn.client_open = false;
            }
            let delay = self.delay();
            self.later(delay, Happening::NodeLoses { conn });
        }
        let seed = self.rng.random();
        let faults = Faults(self.planted.machine);
        let fresh = ClientId::from_u128(0x1000 + self.ids.next());
        let slot = &mut self.clients[client];
        if std::mem::take(&mut slot.disk_missed) {
            slot.id = fresh;
        }
        slot.tab += 1;
        slot.timer = None;
        slot.flushing = false;
        slot.dirty_streams.clear();
        slot.dirty_undo.clear();
        let config = client::Config {
            user: slot.user,
            client: slot.id,
            locale: model::Locale::Zh,
            next_client_seq: slot.disk.next_client_seq,
            seed,
            faults,
        };
        slot.client = Client::new(config);
        for (op, (author, fate)) in &mut self.ledger {
            if *author == client && matches!(fate, Fate::Pending | Fate::Refused) {
                *fate = if slot.disk.drawer.contains_key(op) {
                    Fate::Refused
                } else if slot.disk.outbox.contains_key(op) {
                    Fate::Pending
                } else {
                    Fate::Lost
                };
            }
        }
        self.open_tab(client)
    }

    fn set_fate(&mut self, op: OpId, fate: Fate) {
        if let Some(entry) = self.ledger.get_mut(&op) {
            entry.1 = fate;
        }
    }

    fn client_event(&mut self, client: usize, event: client::Event) -> Checked {
        let Some(slot) = self.clients.get_mut(client) else { return Ok(()) };
        let now = Millis(self.now.0 + slot.skew);
        let effects = slot.client.handle(event, now);
        for effect in effects {
            self.effect(client, effect)?;
        }
        checks::client(self, client)
    }

    fn effect(&mut self, client: usize, effect: Effect) -> Checked {
        let tab = self.clients[client].tab;
        let disk = |world: &mut Self, effect: Effect| {
            // What is written first is on disk first, as in the browser.
            let due = Millis(world.now.0 + world.delay()).max(world.clients[client].disk_due);
            world.clients[client].disk_due = due;
            world.at(due, Happening::Disk { client, tab, effect: Box::new(effect) });
        };
        match effect {
            Effect::Connect => self.connect(client),
            Effect::Send(text) => {
                let slot = &self.clients[client];
                if let Some(id) = slot.conn {
                    checks::sent_by_client(slot, &text)?;
                    let delay = self.delay();
                    let now = self.now;
                    let Some(conn) = self.conns.get_mut(&id) else { return Ok(()) };
                    conn.up_due = conn.up_due.max(Millis(now.0 + delay));
                    let due = conn.up_due;
                    self.at(due, Happening::ToNode { conn: id, text });
                }
            }
            Effect::CloseSocket => {
                if let Some(conn) = self.clients[client].conn.take() {
                    if let Some(conn) = self.conns.get_mut(&conn) {
                        conn.client_open = false;
                    }
                    let delay = self.delay();
                    self.later(delay, Happening::NodeLoses { conn });
                }
            }
            Effect::StoreOp(record) => {
                self.ledger.insert(record.op.id, (client, Fate::Pending));
                self.stats.count("gesture");
                disk(self, Effect::StoreOp(record));
            }
            Effect::DeleteOp(op) => {
                if self.ledger.get(&op).is_some_and(|(_, fate)| *fate != Fate::Refused) {
                    if !self.log.ops.contains_key(&op) {
                        let text = format!("{op:?} left the outbox and is not in the log");
                        return Err(Violation::new(Invariant::NothingVanishes, text));
                    }
                    self.set_fate(op, Fate::Acked);
                }
                disk(self, Effect::DeleteOp(op));
            }
            Effect::StoreRefused(refused) => {
                let entry = self.ledger.entry(refused.record.op.id).or_insert((client, Fate::Refused));
                entry.1 = Fate::Refused;
                self.stats.count("drawer");
                disk(self, Effect::StoreRefused(refused));
            }
            Effect::DeleteRefused(op) => {
                if self.log.ops.contains_key(&op) {
                    self.set_fate(op, Fate::Acked);
                }
                disk(self, Effect::DeleteRefused(op));
            }
            Effect::DropStream(stream) => disk(self, Effect::DropStream(stream)),
            Effect::StoreStream(stream) => {
                self.clients[client].dirty_streams.insert(stream);
                self.flush_soon(client, tab);
            }
            Effect::StoreUndo(room) => {
                self.clients[client].dirty_undo.insert(room);
                self.flush_soon(client, tab);
            }
            Effect::Schedule { at } => {
                let slot = &mut self.clients[client];
                slot.timer = Some(at);
                let real = Millis((at.0 - slot.skew).max(self.now.0 + 1));
                self.at(real, Happening::Timer { client, tab, at });
            }
            Effect::Notice(notice) => match notice {
                Notice::Replaced(_) => self.stats.count("replaced"),
                Notice::Undone { done, of, .. } if done < of => self.stats.count("partly undone"),
                Notice::Undone { .. } => self.stats.count("undone"),
                Notice::NothingUndone { .. } => self.stats.count("nothing undone"),
                Notice::Refused { .. } => self.stats.count("refused"),
                Notice::AccessLost(_) => self.stats.count("access lost"),
                Notice::Closed(_) => self.stats.count("closed with a code"),
            },
            Effect::Fetch { number, room } => self.fetch(client, number, room)?,
            Effect::Changed { .. }
            | Effect::Reloaded(_)
            | Effect::ListChanged(_)
            | Effect::Presence(_)
            | Effect::Status
            | Effect::Drawer
            | Effect::Undo(_) => {}
        }
        Ok(())
    }

    fn flush_soon(&mut self, client: usize, tab: u64) {
        if !std::mem::replace(&mut self.clients[client].flushing, true) {
            self.later(300, Happening::Flush { client, tab });
        }
    }

    fn flush(&mut self, client: usize) {
        let slot = &mut self.clients[client];
        slot.flushing = false;
        let streams = std::mem::take(&mut slot.dirty_streams);
        let rooms = std::mem::take(&mut slot.dirty_undo);
        if slot.disk_fails {
            return;
        }
        for stream in streams {
            match slot.client.stored_stream(stream) {
                Some(stored) => slot.disk.streams.insert(stream, stored),
                None => slot.disk.streams.remove(&stream),
            };
        }
        for room in rooms {
            slot.disk.undo.insert(room, slot.client.stored_undo(room));
        }
    }

    // Sockets.

    fn connect(&mut self, client: usize) {
        let node = self.rng.random_range(0..self.nodes.len());
        let delay = self.delay();
        let slot = &mut self.clients[client];
        let tab = slot.tab;
        let alive = self.nodes[node].node.is_some() && !slot.offline;
        if !alive {
            return self.later(delay, Happening::ConnectFails { client, tab });
        }
        self.next_conn += 1;
        let id = self.next_conn;
        slot.conn = Some(id);
        let conn = Conn {
            client: Some(client),
            tab,
            user: slot.user,
            node,
            generation: self.nodes[node].generation,
            broken: false,
            client_open: true,
            node_open: true,
            up_due: self.now,
            down_due: self.now,
            up: false,
        };
        self.conns.insert(id, conn);
        self.later(delay, Happening::SocketUp { conn: id });
    }

    /// A request beside the socket: it fails, hangs, or is answered by any node, sooner or much later.
    fn fetch(&mut self, client: usize, number: u64, room: RoomId) -> Checked {
        if !self.fetches_work {
            return self.client_event(client, client::Event::Fetched { number, body: None });
        }
        let (tab, user) = (self.clients[client].tab, self.clients[client].user);
        let node = self.rng.random_range(0..self.nodes.len());
        let delay = self.delay();
        let failed = Happening::Fetched { client, tab, number, body: None };
        match self.rng.random_range(0..10) {
            0 => self.later(delay, failed),
            1 => {
                let body = Some(["", "[]", "[{", "null"][number as usize % 4].to_owned());
                self.later(delay, Happening::Fetched { client, tab, number, body });
            }
            2 => self.stats.count("fetch hangs"),
            _ if self.nodes[node].node.is_none() || self.clients[client].offline => self.later(delay, failed),
            _ => {
                let request = RequestId(self.ids.next() as u64);
                self.fetches.insert(request, Fetch { client, tab, number });
                let generation = self.nodes[node].generation;
                let event = Box::new(server::Event::Read { request, by: user, room });
                self.later(delay, Happening::Node { node, generation, event });
            }
        }
        Ok(())
    }

    /// A node answers a request for a room.
    fn answer_fetch(&mut self, request: RequestId, result: Result<model::Room, server::ReadError>) -> Checked {
        let Some(Fetch { client, tab, number }) = self.fetches.remove(&request) else { return Ok(()) };
        let body = match result {
            Ok(room) => {
                checks::sent_whole(&self.log, self.clients[client].user, &room, self.now)?;
                self.stats.count("fetched");
                Some(WholeStream::write(&room).unwrap())
            }
            Err(_) => None,
        };
        // What was true when it was read may long be otherwise when it arrives.
        let delay = if self.rng.random_range(0..4) == 0 { self.rng.random_range(500..12_000) } else { self.delay() };
        self.later(delay, Happening::Fetched { client, tab, number, body });
        Ok(())
    }

    /// The connection breaks. Each side notices when it notices; the client, now and then, only by its own clock.
    fn cut(&mut self, client: usize) {
        let Some(id) = self.clients.get(client).and_then(|slot| slot.conn) else { return };
        if let Some(conn) = self.conns.get_mut(&id) {
            conn.broken = true;
        }
        if self.rng.random_range(0..10) > 0 {
            let delay = self.delay();
            self.later(delay, Happening::ClientLoses { conn: id, code: None });
        }
        let delay = if self.rng.random() { self.delay() } else { self.rng.random_range(1_000..40_000) };
        self.later(delay, Happening::NodeLoses { conn: id });
    }

    fn congest(&mut self, client: usize, full: bool) -> Checked {
        let Some(id) = self.clients.get(client).and_then(|slot| slot.conn) else { return Ok(()) };
        let Some(conn) = self.conns.get(&id) else { return Ok(()) };
        if !conn.up || !conn.node_open || self.nodes[conn.node].generation != conn.generation {
            return Ok(());
        }
        let (node, conn) = (conn.node, ConnId(id));
        let event = if full { server::Event::Congested { conn } } else { server::Event::Drained { conn } };
        self.node_event(node, event)
    }

    fn nonsense(&mut self, client: usize, r: u64) -> Checked {
        let node = r as usize % self.nodes.len();
        if self.nodes[node].node.is_none() || client >= self.clients.len() {
            return Ok(());
        }
        self.stats.count("nonsense");
        self.next_conn += 1;
        let id = self.next_conn;
        let user = self.clients[client].user;
        self.conns.insert(
            id,
            Conn {
                client: None,
                tab: 0,
                user,
                node,
                generation: self.nodes[node].generation,
                broken: false,
                client_open: true,
                node_open: true,
                up_due: self.now,
                down_due: self.now,
                up: true,
            },
        );
        let conn = ConnId(id);
        let hello = ClientFrame::Hello(Hello {
            protocol: PROTOCOL,
            schema: SCHEMA,
            client: ClientId::from_u128(0x999),
            locale: model::Locale::En,
        })
        .to_text();
        let push = |op: &str| ClientFrame::Push(Push { ops: vec![Raw::parse(op).unwrap()] }).to_text();
        let foreign = Op {
            id: OpId::from_u128(self.ids.next()),
            client: ClientId::from_u128(0x999),
            client_seq: 1,
            schema: SCHEMA,
            at: Millis(0),
            batch: None,
            parts: vec![Part {
                stream: StreamId::Deal(DealId::from_u128(0xdead)),
                base: Seq(u64::MAX),
                changes: vec![Change::Deal(DealChange::Archive {})],
            }],
        };
        let foreign = push(&serde_json::to_string(&foreign).unwrap());
        let unreadable = format!(r#"{{"id":"{}","schema":2,"parts":[{{"stream":5}}]}}"#, foreign_id(r));
        let room = RoomId::Deal(DealId::from_u128(0x400));
        let frames: Vec<String> = match r % 9 {
            0 => vec!["garbage".to_owned()],
            1 => vec![hello, "{}".to_owned()],
            2 => vec![hello, r#"{"t":"dance"}"#.to_owned()],
            3 => vec![hello.clone(), push(&unreadable), push("{}"), push("[1]"), hello],
            4 => vec![hello, foreign],
            5 => vec![hello, ClientFrame::Push(Push { ops: vec![Raw::parse("7").unwrap(); 600] }).to_text()],
            6 => vec![hello, "x".repeat(300_000)],
            7 => {
                let body = PresenceBody::default();
                vec![hello, ClientFrame::Presence(Presence { room, body }).to_text()]
            }
            _ => vec![foreign],
        };
        self.node_event(node, server::Event::Connected { conn, user, session: SessionId(7) })?;
        for text in frames {
            self.node_event(node, server::Event::Frame { conn, text })?;
        }
        self.later(2_000, Happening::NodeLoses { conn: id });
        Ok(())
    }

    // Nodes.

    fn start_node(&mut self, node: usize) -> Checked {
        let Some(slot) = self.nodes.get_mut(node) else { return Ok(()) };
        if slot.node.is_some() {
            return Ok(());
        }
        slot.generation += 1;
        slot.stopping = false;
        slot.die_after_commit = false;
        slot.polled = self.log.heads().into_iter().collect();
        let config = server::Config {
            pinyin: Box::new(|text| format!("py-{text}")),
            peers: true,
            faults: Faults(self.planted.machine),
        };
        slot.node = Some(Node::new(config));
        let generation = slot.generation;
        let workspace = self.log.load(StreamId::Workspace);
        let cards = self.log.cards();
        self.later(TICK_MS, Happening::Tick { node, generation });
        self.later(POLL_MS, Happening::Poll { node, generation });
        self.node_event(node, server::Event::Started { workspace: Box::new(workspace), cards })
    }

    fn kill(&mut self, node: usize) {
        let Some(slot) = self.nodes.get_mut(node) else { return };
        if slot.node.take().is_none() {
            return;
        }
        slot.generation += 1;
        slot.stopping = false;
        slot.die_after_commit = false;
        let mut open: Vec<u64> =
            self.conns.iter().filter(|(_, conn)| conn.node == node && conn.node_open).map(|(id, _)| *id).collect();
        open.sort_unstable();
        for id in open {
            if let Some(conn) = self.conns.get_mut(&id) {
                conn.node_open = false;
                conn.broken = true;
            }
            let delay = self.delay();
            self.later(delay, Happening::ClientLoses { conn: id, code: None });
        }
    }

    fn node_event(&mut self, node: usize, event: server::Event) -> Checked {
        let Some(slot) = self.nodes.get_mut(node) else { return Ok(()) };
        let Some(machine) = &mut slot.node else { return Ok(()) };
        let generation = slot.generation;
        let outputs = machine.handle(event, self.now);
        let idle = slot.stopping && machine.is_idle();
        for output in outputs {
            self.output(node, generation, output)?;
        }
        if idle {
            self.kill(node);
        }
        Ok(())
    }

    fn output(&mut self, node: usize, generation: u64, output: Output) -> Checked {
        match output {
            Output::Send { conn, text } => {
                let Some(entry) = self.conns.get_mut(&conn.0) else { return Ok(()) };
                let user = entry.user;
                let member = self.log.members().contains(&user);
                let heard = member && !entry.broken && entry.client_open && entry.client.is_some();
                let delay = match self.rng.random_range(0..4) {
                    0 => self.rng.random_range(1..200),
                    _ => self.rng.random_range(1..10),
                };
                entry.down_due = entry.down_due.max(Millis(self.now.0 + delay));
                let due = entry.down_due;
                let frame = ServerFrame::parse(&text)
                    .map_err(|error| Violation::new(Invariant::NoPanic, format!("{error}: {text}")))?;
                self.note(&frame);
                let life = matches!(frame, ServerFrame::Ping(_) | ServerFrame::Presence(_));
                if heard && !life {
                    self.frames.push(text.to_string());
                }
                checks::sent_by_node(&self.log, user, &frame, self.now)?;
                self.at(due, Happening::ToClient { conn: conn.0, text: text.to_string() });
            }
            Output::Close { conn, code } => {
                let Some(entry) = self.conns.get_mut(&conn.0) else { return Ok(()) };
                entry.node_open = false;
                let due = Millis(entry.down_due.0.max(self.now.0) + 1);
                self.at(due, Happening::ClientLoses { conn: conn.0, code: Some(code.code()) });
            }
            Output::SaveSnapshot { stream, state } => self.log.save_snapshot(stream, *state)?,
            Output::Submitted { result, .. } => self.submitted = Some(result.is_ok()),
            Output::Read { request, result } => self.answer_fetch(request, result)?,
            Output::PresenceToPeers(seen) => {
                for other in (0..self.nodes.len()).filter(|other| *other != node) {
                    let generation = self.nodes[other].generation;
                    let delay = self.delay();
                    let event = Box::new(server::Event::PeerPresence(seen.clone()));
                    self.later(delay, Happening::Node { node: other, generation, event });
                }
            }
            question => {
                let delay = self.delay();
                self.later(delay, Happening::Store { node, generation, output: Box::new(question) });
            }
        }
        Ok(())
    }

    fn note(&mut self, frame: &ServerFrame) {
        match frame {
            ServerFrame::Result(results) => {
                for result in &results.results {
                    match (&result.refusal, result.op) {
                        (Some(model::Refusal::StorageFull), _) => self.stats.count("storage full"),
                        (Some(refusal), Some(op)) => {
                            self.refused.insert(op);
                            match refusal {
                                model::Refusal::DependsOn { .. } => self.stats.count("depends on"),
                                model::Refusal::Stale { .. } => self.stats.count("stale"),
                                model::Refusal::NoAccess => self.stats.count("no access"),
                                model::Refusal::ReportsCycle { .. } => self.stats.count("cycle"),
                                _ => self.stats.count("refused by the server"),
                            }
                        }
                        _ => {}
                    }
                }
            }
            ServerFrame::Opened(opened) => {
                for content in &opened.streams {
                    match content {
                        sync::frame::Content::Snapshot { .. } => self.stats.count("snapshot"),
                        sync::frame::Content::Tail(rows) if rows.rows.is_empty() => {}
                        sync::frame::Content::Tail(_) => self.stats.count("tail"),
                    }
                }
            }
            ServerFrame::Resync(_) => self.stats.count("resync"),
            ServerFrame::Presence(_) => self.stats.count("presence"),
            ServerFrame::Access(_) => self.stats.count("access"),
            ServerFrame::List(_) => self.stats.count("list"),
            ServerFrame::Bye(_) => self.stats.count("bye"),
            ServerFrame::Welcome(_) | ServerFrame::Ops(_) | ServerFrame::Ping(_) => {}
        }
    }

    fn happen(&mut self, what: Happening) -> Checked {
        match what {
            Happening::ToNode { conn, text } => {
                let Some(entry) = self.conns.get(&conn) else { return Ok(()) };
                let node = entry.node;
                let open = !entry.broken && entry.node_open && self.nodes[node].generation == entry.generation;
                if !open {
                    return Ok(());
                }
                self.node_event(node, server::Event::Frame { conn: ConnId(conn), text })
            }
            Happening::ToClient { conn, text } => match self.listener(conn) {
                Some(client) => self.client_event(client, client::Event::Frame(text)),
                None => Ok(()),
            },
            Happening::SocketUp { conn } => {
                let Some(entry) = self.conns.get_mut(&conn) else { return Ok(()) };
                let (node, user) = (entry.node, entry.user);
                if entry.broken || self.nodes[node].generation != entry.generation {
                    self.later(1, Happening::ClientLoses { conn, code: None });
                    return Ok(());
                }
                entry.up = true;
                let event = server::Event::Connected { conn: ConnId(conn), user, session: SessionId(1) };
                self.node_event(node, event)?;
                match self.listener(conn) {
                    Some(client) => self.client_event(client, client::Event::SocketUp),
                    None => Ok(()),
                }
            }
            Happening::ConnectFails { client, tab } => {
                if self.clients[client].tab == tab {
                    return self.client_event(client, client::Event::SocketDown { code: None });
                }
                Ok(())
            }
            Happening::ClientLoses { conn, code } => {
                let Some(entry) = self.conns.get_mut(&conn) else { return Ok(()) };
                let (client, tab) = (entry.client, entry.tab);
                entry.client_open = false;
                let Some(client) = client else { return Ok(()) };
                let slot = &mut self.clients[client];
                if slot.tab == tab && slot.conn == Some(conn) {
                    slot.conn = None;
                    return self.client_event(client, client::Event::SocketDown { code });
                }
                Ok(())
            }
            Happening::NodeLoses { conn } => {
                let Some(entry) = self.conns.get_mut(&conn) else { return Ok(()) };
                let (node, generation) = (entry.node, entry.generation);
                if std::mem::replace(&mut entry.node_open, false) && self.nodes[node].generation == generation {
                    return self.node_event(node, server::Event::Disconnected { conn: ConnId(conn) });
                }
                Ok(())
            }
            Happening::Node { node, generation, event } => {
                if self.nodes[node].generation == generation {
                    return self.node_event(node, *event);
                }
                Ok(())
            }
            Happening::Store { node, generation, output } => self.ask_store(node, generation, *output),
            Happening::Disk { client, tab, effect } => {
                let slot = &mut self.clients[client];
                if slot.tab != tab {
                    return Ok(());
                }
                let ok = !slot.disk_fails;
                let stored = match &*effect {
                    Effect::StoreOp(record) => Some(record.op.id),
                    _ => None,
                };
                if ok {
                    write_disk(&mut slot.disk, *effect);
                } else {
                    slot.disk_missed |= stored.is_some();
                }
                if let Some(op) = stored {
                    let delay = self.delay();
                    self.later(delay, Happening::Stored { client, tab, op, ok });
                }
                Ok(())
            }
            Happening::Stored { client, tab, op, ok } => {
                if self.clients[client].tab != tab {
                    return Ok(());
                }
                let event = if ok { client::Event::Stored { op } } else { client::Event::StorageFailed };
                self.client_event(client, event)
            }
            Happening::Flush { client, tab } => {
                if self.clients[client].tab == tab {
                    self.flush(client);
                }
                Ok(())
            }
            Happening::Timer { client, tab, at } => {
                let slot = &mut self.clients[client];
                if slot.tab == tab && slot.timer == Some(at) {
                    slot.timer = None;
                    return self.client_event(client, client::Event::Timer);
                }
                Ok(())
            }
            Happening::Fetched { client, tab, number, body } => {
                if self.clients[client].tab != tab {
                    return Ok(());
                }
                let before = self.clients[client].client.inside().confirmed.len();
                self.client_event(client, client::Event::Fetched { number, body })?;
                let slot = &self.clients[client];
                let confirmed = slot.client.inside().confirmed;
                if confirmed.len() > before {
                    self.stats.count("fetch taken");
                    if confirmed.keys().any(|stream| !self.log.may_read(slot.user, *stream)) {
                        self.stats.count("fetch after access was lost");
                    }
                }
                Ok(())
            }
            Happening::Tick { node, generation } => {
                if self.nodes[node].generation == generation {
                    self.later(TICK_MS, Happening::Tick { node, generation });
                    return self.node_event(node, server::Event::Tick);
                }
                Ok(())
            }
            Happening::Poll { node, generation } => {
                if self.nodes[node].generation == generation {
                    self.later(POLL_MS, Happening::Poll { node, generation });
                    if self.store_down || self.nodes[node].cut_off {
                        return Ok(());
                    }
                    let heads = self.log.heads();
                    let polled = std::mem::replace(&mut self.nodes[node].polled, heads.iter().copied().collect());
                    let news: Vec<_> = heads.into_iter().filter(|(id, head)| polled.get(id) != Some(head)).collect();
                    if !news.is_empty() {
                        self.node_event(node, server::Event::Woken(news))?;
                    }
                    return self.node_event(node, server::Event::Woken(Vec::new()));
                }
                Ok(())
            }
        }
    }

    /// The client that hears a socket.
    fn listener(&self, conn: u64) -> Option<usize> {
        let entry = self.conns.get(&conn)?;
        let client = entry.client?;
        let slot = &self.clients[client];
        (!entry.broken && entry.client_open && slot.tab == entry.tab && slot.conn == Some(conn)).then_some(client)
    }

    // The store.

    fn ask_store(&mut self, node: usize, generation: u64, output: Output) -> Checked {
        let alive = self.nodes[node].generation == generation;
        let down = self.store_down || self.nodes[node].cut_off;
        let delay = self.delay();
        let event = match output {
            Output::Append { batch, ops } => {
                // A transaction that was on its way when its node died may still be written.
                if !alive && self.rng.random() {
                    return Ok(());
                }
                // A full disk has room for some transactions, and none for others.
                let result = if self.full && self.rng.random() {
                    Err(AppendFault::Full)
                } else if down && self.rng.random() {
                    Err(AppendFault::Unavailable)
                } else {
                    let outcomes = self.log.append(&ops, self.now, &self.refused)?;
                    self.check_log(&ops, &outcomes)?;
                    self.wake(node, &ops);
                    if alive && std::mem::take(&mut self.nodes[node].die_after_commit) {
                        self.stats.count("died between commit and ack");
                        self.log.lose_last_commit();
                        self.kill(node);
                        return Ok(());
                    }
                    if down { Err(AppendFault::Unavailable) } else { Ok(outcomes) }
                };
                server::Event::Appended { batch, result }
            }
            Output::Load { request, streams } => {
                let loaded = streams.into_iter().map(|stream| self.log.load(stream)).collect();
                server::Event::Loaded { request, result: if down { Err(StoreFault) } else { Ok(loaded) } }
            }
            Output::ReadTail { request, after } => {
                let rows = after.into_iter().flat_map(|(stream, seq)| self.log.tail(stream, seq)).collect();
                server::Event::TailRead { request, result: if down { Err(StoreFault) } else { Ok(rows) } }
            }
            Output::ReadCards { request, streams } => {
                let cards = self.log.cards().into_iter().filter(|(stream, _, _)| streams.contains(stream));
                let cards = cards.map(|(stream, _, card)| (stream, self.log.head(stream), card)).collect();
                server::Event::CardsRead { request, result: if down { Err(StoreFault) } else { Ok(cards) } }
            }
            Output::FindAnswers { request, ops } => {
                let answers = self.log.answers(&ops);
                server::Event::Answers { request, result: if down { Err(StoreFault) } else { Ok(answers) } }
            }
            _ => return Ok(()),
        };
        self.later(delay, Happening::Node { node, generation, event: Box::new(event) });
        Ok(())
    }

    /// Soundness of what was written, within each stream and across.
    fn check_log(&mut self, ops: &[sync::stored::AppendOp], outcomes: &[AppendOutcome]) -> Checked {
        let mut written = BTreeSet::new();
        for (op, outcome) in ops.iter().zip(outcomes) {
            if *outcome == AppendOutcome::Appended {
                written.extend(op.parts.iter().map(|part| part.stream));
            }
        }
        for stream in written {
            if let StreamId::DealCore(_) = stream {
                self.stats.count("core");
            }
            let state = self.log.head_state(stream);
            soundness(stream, &state).map_err(|what| Violation::new(Invariant::Soundness, what))?;
            if let model::Body::Deal(deal) = &state.body
                && let Some(facts) = &deal.facts
                && let Some(person) = dangling(&state, &self.log.head_state(StreamId::Account(facts.account)))
            {
                let text = format!("{stream} names {person:?}, whom its account does not know");
                return Err(Violation::new(Invariant::Soundness, text));
            }
        }
        Ok(())
    }

    fn wake(&mut self, from: usize, ops: &[sync::stored::AppendOp]) {
        let streams: BTreeSet<StreamId> = ops.iter().flat_map(|op| op.parts.iter().map(|p| p.stream)).collect();
        let heads: Vec<(StreamId, Seq)> = streams.into_iter().map(|stream| (stream, self.log.head(stream))).collect();
        for node in 0..self.nodes.len() {
            let reached = !self.nodes[node].deaf && !self.nodes[node].cut_off;
            if node != from && reached && self.rng.random_range(0..5) > 0 {
                let generation = self.nodes[node].generation;
                let delay = self.delay();
                let event = Box::new(server::Event::Woken(heads.clone()));
                self.later(delay, Happening::Node { node, generation, event });
            }
        }
    }

    // The quiet at the end.

    fn quiesce(&mut self) -> Checked {
        self.full = false;
        self.store_down = false;
        for node in 0..self.nodes.len() {
            self.nodes[node].deaf = false;
            self.nodes[node].cut_off = false;
            self.nodes[node].die_after_commit = false;
            if self.nodes[node].stopping {
                self.kill(node);
            }
            self.start_node(node)?;
        }
        for client in 0..self.clients.len() {
            self.clients[client].offline = false;
            self.clients[client].disk_fails = false;
            self.client_event(client, client::Event::StorageWorks)?;
            self.client_event(client, client::Event::Reconnect)?;
            self.congest(client, false)?;
        }
        let mut last = Err(Violation::new(Invariant::Quiescence, "some client is never connected".to_owned()));
        for _ in 0..50 {
            self.pass(5_000)?;
            for client in 0..self.clients.len() {
                let member = self.log.members().contains(&self.clients[client].user);
                if member && self.clients[client].client.status().connection == Connection::NoAccess {
                    self.client_event(client, client::Event::Reconnect)?;
                }
            }
            // A client may not have noticed yet that its connection is broken.
            let linked =
                |slot: &ClientSlot| slot.conn.and_then(|conn| self.conns.get(&conn)).is_some_and(|conn| !conn.broken);
            if !(0..self.clients.len()).all(|client| self.is_stranger(client) || linked(&self.clients[client])) {
                continue;
            }
            last = checks::quiet(self);
            if last.is_ok() {
                break;
            }
        }
        last?;
        // Somebody may just have come back, and wait for an answer that will tell him nothing new; a clock that was
        // moved makes a client take its connection for dead until the next ping.
        self.pass(25_000)?;
        // Now nothing but signs of life may be sent.
        self.frames.clear();
        self.pass(10_000)?;
        if !self.frames.is_empty() {
            let text = format!("frames in ten quiet seconds: {:?}", self.frames);
            return Err(Violation::new(Invariant::Quiescence, text));
        }
        checks::quiet(self)
    }

    /// Whether the client can be expected to be up to date: a stranger to the workspace is sent away.
    pub fn is_stranger(&self, client: usize) -> bool {
        let slot = &self.clients[client];
        !self.log.members().contains(&slot.user) && slot.client.status().connection != Connection::Online
    }
}

#[expect(clippy::print_stderr, reason = "asked for with SIM_TRACE")]
fn trace(now: Millis, what: &str) {
    eprintln!("{} {}", now.0 - START.0, what.chars().take(600).collect::<String>());
}

fn foreign_id(r: u64) -> OpId {
    OpId::from_u128(0xF000_0000 + u128::from(r))
}

fn write_disk(disk: &mut Disk, effect: Effect) {
    match effect {
        Effect::StoreOp(record) => {
            disk.next_client_seq = disk.next_client_seq.max(record.op.client_seq + 1);
            disk.outbox.insert(record.op.id, record);
        }
        Effect::DeleteOp(op) => {
            disk.outbox.remove(&op);
        }
        Effect::StoreRefused(refused) => {
            disk.outbox.remove(&refused.record.op.id);
            disk.drawer.insert(refused.record.op.id, refused);
        }
        Effect::DeleteRefused(op) => {
            disk.drawer.remove(&op);
        }
        Effect::DropStream(stream) => {
            disk.streams.remove(&stream);
        }
        _ => {}
    }
}
