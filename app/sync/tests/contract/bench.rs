//! A node, its store, sockets and tabs, joined without delay.

use crate::log::Log;
use model::{
    AccountId, Change, ClientId, DealId, DealRole, Locale, Millis, Op, OpId, Part, PersonId, SCHEMA, Seq, Stage,
    StreamId, UserId, WorkspaceRole,
    account::{AccountChange, CustomerLevel},
    deal::DealChange,
    member::MemberChange,
    person::PersonChange,
    power_map::{NodePosition, PowerMapChange},
    team::TeamChange,
};
use std::collections::{BTreeMap, HashSet, VecDeque};
use sync::{
    client::{self, Client, Effect, Notice, Restored},
    fault::Faults,
    frame::{ClientFrame, CloseCode, Hello, Open, Opened, PROTOCOL, Push, Raw, RoomId, ServerFrame, WholeStream},
    server::{
        AppendFault, Config, ConnId, Event, Node, Output, RequestId, SessionId, StoreFault, Submission, SubmitError,
    },
};

pub type Parts = Vec<(StreamId, Vec<Change>)>;

pub const ADMIN: UserId = UserId::from_u128(0x100);
pub const SR: UserId = UserId::from_u128(0x101);
pub const STRANGER: UserId = UserId::from_u128(0x102);
pub const ACCOUNT: AccountId = AccountId::from_u128(0x300);
pub const DEAL: DealId = DealId::from_u128(0x400);
pub const ROOM: RoomId = RoomId::Deal(DEAL);
pub const START: Millis = Millis(1_790_000_000_000);

pub struct Bench {
    pub node: Node,
    pub log: Log,
    pub now: Millis,
    /// Frames of sockets without a tab.
    received: BTreeMap<ConnId, Vec<ServerFrame>>,
    closed: BTreeMap<ConnId, CloseCode>,
    pub tabs: Vec<Tab>,
    next: u128,
    /// The store holds appends back until [`Bench::release`].
    pub holding: bool,
    held: VecDeque<Output>,
    pub full: bool,
    peers: bool,
    /// The driver does not reach the store, and does not say that it has seen everything.
    pub unseen: bool,
    /// Tails and cards are not answered.
    pub unread: bool,
    /// Tails asked for.
    pub tails: usize,
    submitted: BTreeMap<u64, Result<Vec<(StreamId, Seq)>, SubmitError>>,
    pub read: Vec<Output>,
    /// Answers a fetch; nothing if the node itself does.
    pub fetch: Fetching,
    fetches: BTreeMap<RequestId, (usize, u64)>,
    /// What rooms were opened with on sockets.
    pub opened: Vec<Opened>,
    /// New tabs have no network.
    pub no_network: bool,
    /// Fetches the tabs have asked for.
    pub fetched: Vec<(usize, u64, RoomId)>,
    /// Sizes of the tabs' pushes.
    pub pushes: Vec<usize>,
    work: VecDeque<Work>,
    running: bool,
}

/// What becomes of a request for a whole room.
#[derive(Clone, Debug)]
pub enum Fetching {
    /// The node answers.
    Works,
    /// Nobody ever answers.
    Hangs,
    /// This comes back at once.
    Gives(Option<String>),
}

enum Work {
    Node(Event),
    Tab(usize, client::Event),
}

pub struct Tab {
    pub client: Client,
    pub conn: Option<ConnId>,
    pub user: UserId,
    pub online: bool,
    pub notices: Vec<Notice>,
    pub asked: Option<Millis>,
    pub connects: usize,
}

impl Bench {
    /// A workspace with an admin who is AR of a deal, an SR, and a member who is in no team.
    pub fn new() -> Self {
        Self::with(false)
    }

    /// A node that shares its log with others. Its driver looks every second what they have written.
    pub fn among_peers() -> Self {
        Self::with(true)
    }

    fn with(peers: bool) -> Self {
        let config = Config { pinyin: Box::new(|text| format!("py {text}")), peers, faults: Faults::default() };
        let mut bench = Self {
            node: Node::new(config),
            log: Log::default(),
            now: START,
            received: BTreeMap::new(),
            closed: BTreeMap::new(),
            tabs: Vec::new(),
            next: 0x1_0000,
            holding: false,
            held: VecDeque::new(),
            full: false,
            peers,
            unseen: false,
            unread: false,
            tails: 0,
            submitted: BTreeMap::new(),
            read: Vec::new(),
            fetch: Fetching::Works,
            fetches: BTreeMap::new(),
            opened: Vec::new(),
            no_network: false,
            fetched: Vec::new(),
            pushes: Vec::new(),
            work: VecDeque::new(),
            running: false,
        };
        let workspace = bench.log.load(StreamId::Workspace);
        bench.event(Event::Started { workspace: Box::new(workspace), cards: Vec::new() });
        for (user, role) in
            [(ADMIN, WorkspaceRole::Admin), (SR, WorkspaceRole::Member), (STRANGER, WorkspaceRole::Member)]
        {
            let join = MemberChange::Join { user, name: "王".to_owned(), initials: "W".to_owned(), colour: 1, role };
            bench.submit(UserId::SYSTEM, vec![(StreamId::Workspace, vec![Change::Member(join)])]).unwrap();
        }
        let create = AccountChange::Create {
            name: "省局".to_owned(),
            name_en: String::new(),
            level: CustomerLevel::A,
            industry: String::new(),
            region: String::new(),
        };
        bench.submit(ADMIN, vec![(StreamId::Account(ACCOUNT), vec![Change::Account(create)])]).unwrap();
        let join = |user, role| Change::Team(TeamChange::Join { user, role, initials: "W".to_owned() });
        let create = vec![new_deal(ACCOUNT), join(ADMIN, DealRole::Ar)];
        bench.submit(ADMIN, vec![(deal(), create)]).unwrap();
        bench.submit(ADMIN, vec![(deal(), vec![join(SR, DealRole::Sr)])]).unwrap();
        bench
    }

    pub fn id(&mut self) -> u128 {
        self.next += 1;
        self.next
    }

    pub fn op(&mut self, parts: Parts) -> Op {
        let id = self.id();
        Op {
            id: OpId::from_u128(id),
            client: ClientId::from_u128(0x1),
            client_seq: id as u64,
            schema: SCHEMA,
            at: self.now,
            batch: None,
            parts: parts.into_iter().map(|(stream, changes)| Part { stream, base: Seq(0), changes }).collect(),
        }
    }

    /// An op of the server itself.
    pub fn submit(&mut self, by: UserId, parts: Parts) -> Result<Vec<(StreamId, Seq)>, SubmitError> {
        let op = self.op(parts);
        let request = RequestId(op.client_seq);
        self.event(Event::Submit(Submission { request, op, by, at: None }));
        self.submitted.remove(&request.0).unwrap()
    }

    /// Something happens to the node, with all that follows.
    pub fn event(&mut self, event: Event) {
        self.work.push_back(Work::Node(event));
        self.run();
    }

    fn run(&mut self) {
        if std::mem::replace(&mut self.running, true) {
            return;
        }
        while let Some(work) = self.work.pop_front() {
            match work {
                Work::Node(event) => {
                    for output in self.node.handle(event, self.now) {
                        self.tails += usize::from(matches!(output, Output::ReadTail { .. }));
                        let answer = self.output(output).map(Work::Node);
                        self.work.extend(answer);
                    }
                    self.run_tabs();
                }
                Work::Tab(tab, event) => {
                    for effect in self.tabs[tab].client.handle(event, self.now) {
                        self.effect(tab, effect);
                    }
                }
            }
        }
        self.running = false;
    }

    fn output(&mut self, output: Output) -> Option<Event> {
        Some(match output {
            Output::Append { .. } if self.holding => {
                self.held.push_back(output);
                return None;
            }
            Output::Append { batch, ops } => {
                let result = if self.full {
                    Err(AppendFault::Full)
                } else {
                    Ok(self.log.append(&ops, self.now, &HashSet::new()).unwrap())
                };
                Event::Appended { batch, result }
            }
            Output::ReadTail { .. } | Output::ReadCards { .. } if self.unread => {
                self.held.push_back(output);
                return None;
            }
            Output::Load { request, streams } => {
                let loaded = streams.into_iter().map(|stream| self.log.load(stream)).collect();
                Event::Loaded { request, result: Ok(loaded) }
            }
            Output::ReadTail { request, after } => {
                let rows = after.into_iter().flat_map(|(stream, seq)| self.log.tail(stream, seq)).collect();
                Event::TailRead { request, result: Ok(rows) }
            }
            Output::FindAnswers { request, ops } => Event::Answers { request, result: Ok(self.log.answers(&ops)) },
            Output::ReadCards { request, .. } => Event::CardsRead { request, result: Ok(self.log.cards()) },
            Output::SaveSnapshot { stream, state } => {
                self.log.save_snapshot(stream, *state).unwrap();
                return None;
            }
            Output::Send { conn, text } => {
                let frame = ServerFrame::parse(&text).unwrap();
                if let ServerFrame::Opened(opened) = &frame {
                    self.opened.push(opened.clone());
                }
                self.received.entry(conn).or_default().push(frame);
                return None;
            }
            Output::Close { conn, code } => {
                self.closed.insert(conn, code);
                return None;
            }
            Output::Submitted { request, result } => {
                self.submitted.insert(request.0, result);
                return None;
            }
            Output::Read { request, result } => {
                match self.fetches.remove(&request) {
                    Some((tab, number)) => {
                        let body = result.ok().map(|room| WholeStream::write(&room).unwrap());
                        self.work.push_back(Work::Tab(tab, client::Event::Fetched { number, body }));
                    }
                    None => self.read.push(Output::Read { request, result }),
                }
                return None;
            }
            Output::PresenceToPeers(_) => return None,
        })
    }

    /// The batches the store holds back.
    pub fn held(&self) -> Vec<usize> {
        let size = |output: &Output| if let Output::Append { ops, .. } = output { ops.len() } else { 0 };
        self.held.iter().map(size).collect()
    }

    /// The oldest question held back is answered with a fault.
    pub fn fail_one(&mut self) -> bool {
        let event = match self.held.pop_front() {
            Some(Output::ReadTail { request, .. }) => Event::TailRead { request, result: Err(StoreFault) },
            Some(Output::ReadCards { request, .. }) => Event::CardsRead { request, result: Err(StoreFault) },
            _ => return false,
        };
        self.event(event);
        true
    }

    /// The oldest question held back is answered; what is asked next is held back as before.
    pub fn answer_one(&mut self) {
        let output = self.held.pop_front().unwrap();
        let unread = std::mem::take(&mut self.unread);
        let answer = self.output(output).unwrap();
        self.unread = unread;
        self.event(answer);
    }

    pub fn release(&mut self) {
        self.holding = false;
        self.unread = false;
        while let Some(output) = self.held.pop_front() {
            if let Some(answer) = self.output(output) {
                self.event(answer);
            }
        }
    }

    /// Time passes, tick by tick.
    pub fn pass(&mut self, ms: i64) {
        let until = self.now.0 + ms;
        while self.now.0 < until {
            let wanted = self.node.wake_at().map_or(i64::MAX, |at| at.0.max(self.now.0 + 1));
            self.now = Millis((self.now.0 + 50).min(until).min(wanted));
            self.event(Event::Tick);
            if self.peers && !self.unseen && self.now.0 % 1_000 < 50 {
                self.event(Event::Woken(Vec::new()));
            }
            for tab in 0..self.tabs.len() {
                if self.tabs[tab].asked.is_some_and(|at| at <= self.now) {
                    self.tell(tab, client::Event::Timer);
                }
            }
        }
    }

    // Sockets without a tab.

    pub fn socket(&mut self, user: UserId) -> ConnId {
        let conn = ConnId(self.id() as u64);
        self.event(Event::Connected { conn, user, session: SessionId(user.0.as_u128()) });
        conn
    }

    /// A socket that has said hello.
    pub fn greeted(&mut self, user: UserId) -> ConnId {
        let conn = self.socket(user);
        let hello = Hello {
            protocol: PROTOCOL,
            schema: SCHEMA,
            client: ClientId::from_u128(conn.0.into()),
            locale: Locale::En,
        };
        self.send(conn, &ClientFrame::Hello(hello));
        conn
    }

    pub fn send(&mut self, conn: ConnId, frame: &ClientFrame) {
        self.text(conn, frame.to_text());
    }

    pub fn text(&mut self, conn: ConnId, text: String) {
        self.event(Event::Frame { conn, text });
    }

    pub fn open(&mut self, conn: ConnId, room: RoomId) {
        self.send(conn, &ClientFrame::Open(Open { room, have: BTreeMap::new() }));
    }

    pub fn push(&mut self, conn: ConnId, ops: &[Op]) {
        let ops = ops.iter().map(|op| Raw::of(op).unwrap()).collect();
        self.send(conn, &ClientFrame::Push(Push { ops }));
    }

    /// What a socket has received since the last call.
    pub fn frames(&mut self, conn: ConnId) -> Vec<ServerFrame> {
        self.received.remove(&conn).unwrap_or_default()
    }

    pub fn results(&mut self, conn: ConnId) -> Vec<sync::frame::OpResult> {
        let results = self.frames(conn).into_iter().filter_map(|frame| match frame {
            ServerFrame::Result(results) => Some(results.results),
            _ => None,
        });
        results.flatten().collect()
    }

    pub fn closed(&self, conn: ConnId) -> Option<CloseCode> {
        self.closed.get(&conn).copied()
    }

    // Tabs.

    /// A tab of a user with the deal open.
    pub fn tab(&mut self, user: UserId) -> usize {
        self.tab_with(user, Restored::default())
    }

    pub fn tab_with(&mut self, user: UserId, restored: Restored) -> usize {
        let config = client::Config {
            user,
            client: ClientId::from_u128(self.id()),
            locale: Locale::En,
            next_client_seq: 1,
            seed: 7,
            faults: Faults::default(),
        };
        self.tabs.push(Tab {
            client: Client::new(config),
            conn: None,
            user,
            online: !self.no_network,
            notices: Vec::new(),
            asked: None,
            connects: 0,
        });
        let tab = self.tabs.len() - 1;
        self.tell(tab, client::Event::OpenRoom(ROOM));
        self.tell(tab, client::Event::Restored(restored));
        tab
    }

    pub fn tell(&mut self, tab: usize, event: client::Event) {
        self.work.push_back(Work::Tab(tab, event));
        self.run();
    }

    fn effect(&mut self, tab: usize, effect: Effect) {
        match effect {
            Effect::Connect => {
                self.tabs[tab].connects += 1;
                if !self.tabs[tab].online {
                    return self.tell(tab, client::Event::SocketDown { code: None });
                }
                let conn = ConnId(self.id() as u64);
                let user = self.tabs[tab].user;
                self.tabs[tab].conn = Some(conn);
                self.event(Event::Connected { conn, user, session: SessionId(user.0.as_u128()) });
                self.tell(tab, client::Event::SocketUp);
            }
            Effect::Send(text) => {
                if text.starts_with(r#"{"t":"push""#) {
                    self.pushes.push(text.len());
                }
                if let Some(conn) = self.tabs[tab].conn {
                    self.event(Event::Frame { conn, text });
                }
            }
            Effect::CloseSocket => {
                if let Some(conn) = self.tabs[tab].conn.take() {
                    self.event(Event::Disconnected { conn });
                }
            }
            Effect::Fetch { number, room } => {
                self.fetched.push((tab, number, room));
                match self.fetch.clone() {
                    Fetching::Works => {
                        let request = RequestId(self.id() as u64);
                        self.fetches.insert(request, (tab, number));
                        self.event(Event::Read { request, by: self.tabs[tab].user, room });
                    }
                    Fetching::Hangs => {}
                    Fetching::Gives(body) => self.tell(tab, client::Event::Fetched { number, body }),
                }
            }
            Effect::StoreOp(record) => self.tell(tab, client::Event::Stored { op: record.op.id }),
            Effect::Schedule { at } => self.tabs[tab].asked = Some(at),
            Effect::Notice(notice) => self.tabs[tab].notices.push(notice),
            _ => {}
        }
    }

    /// Hands tabs what was sent to them.
    fn run_tabs(&mut self) {
        for tab in 0..self.tabs.len() {
            let Some(conn) = self.tabs[tab].conn else { continue };
            for frame in self.frames(conn) {
                self.tell(tab, client::Event::Frame(frame.to_text()));
            }
            if let Some(code) = self.closed.remove(&conn) {
                self.tabs[tab].conn = None;
                self.tell(tab, client::Event::SocketDown { code: Some(code.code()) });
            }
        }
    }

    pub fn cut(&mut self, tab: usize) {
        self.tabs[tab].online = false;
        if let Some(conn) = self.tabs[tab].conn.take() {
            self.event(Event::Disconnected { conn });
            self.tell(tab, client::Event::SocketDown { code: None });
        }
    }

    pub fn back(&mut self, tab: usize) {
        self.tabs[tab].online = true;
        self.tell(tab, client::Event::Online);
    }

    pub fn gesture(&mut self, tab: usize, parts: Parts) -> OpId {
        let id = OpId::from_u128(self.id());
        self.tell(tab, client::Event::Local { id, room: ROOM, name: "step".to_owned(), parts });
        id
    }

    pub fn undo(&mut self, tab: usize) {
        let id = OpId::from_u128(self.id());
        self.tell(tab, client::Event::Undo { id, room: ROOM });
    }

    pub fn redo(&mut self, tab: usize) {
        let id = OpId::from_u128(self.id());
        self.tell(tab, client::Event::Redo { id, room: ROOM });
    }

    /// Puts a new person on the map.
    pub fn add_person(&mut self, tab: usize) -> PersonId {
        let person = PersonId::from_u128(self.id());
        self.gesture(tab, add_person(person));
        person
    }

    pub fn place(&self, tab: usize, person: PersonId) -> (i32, i32) {
        let view = self.tabs[tab].client.room(ROOM).unwrap();
        let node = view.visible.deal().unwrap().1.power_map.nodes.get(&person).unwrap();
        (node.x, node.y)
    }

    pub fn is_on_map(&self, tab: usize, person: PersonId) -> bool {
        let view = self.tabs[tab].client.room(ROOM).unwrap();
        view.visible.deal().unwrap().1.power_map.live_node(person).is_some()
    }
}

pub fn deal() -> StreamId {
    StreamId::Deal(DEAL)
}

pub fn new_deal(account: AccountId) -> Change {
    Change::Deal(DealChange::Create {
        account,
        name: "网络项目".to_owned(),
        name_en: String::new(),
        stage: Stage::Mo1,
        amount: None,
        expected_sign: None,
    })
}

pub fn add_person(id: PersonId) -> Parts {
    let person = PersonChange::Add {
        id,
        title: "处长".to_owned(),
        title_en: String::new(),
        name: Some("王建国".to_owned()),
        department: None,
        external: false,
    };
    let node = PowerMapChange::AddNode { person: id, x: 0, y: 0, buying_role: None, key: false };
    vec![(StreamId::Account(ACCOUNT), vec![Change::Person(person)]), (deal(), vec![Change::PowerMap(node)])]
}

pub fn move_to(person: PersonId, x: i32, y: i32) -> Parts {
    move_all(&[(person, x, y)])
}

pub fn move_all(to: &[(PersonId, i32, i32)]) -> Parts {
    let to = to.iter().map(|(person, x, y)| NodePosition { person: *person, x: *x, y: *y }).collect();
    vec![(deal(), vec![Change::PowerMap(PowerMapChange::MoveNodes { to })])]
}

pub fn name_deal(name: &str) -> Parts {
    vec![(deal(), vec![Change::Deal(DealChange::SetName { name: name.to_owned() })])]
}
