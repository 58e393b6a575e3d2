//! Deals as text. Every line goes through `accept` as an op of somebody who may, so a fixture is itself a lawful log.
//!
//! ```text
//! us W AR
//! us Y SR
//! rival 友商
//! 总经理 王建国  +3 W key   met 2026-03-01 "asked for our roadmap"
//! 采购部长 李敏   -1 Y 友商:+2   reports 总经理
//! 高工 ?          unknown     influences 采购部长 2
//! ```
//!
//! A line of our own is `us`, a letter, the deal role (`-` for none) and the workspace role if it is not `member`. Without
//! any, W is AR and Y is SR. A person's line is the title, the name (`?` while not known) and then, in any order: a strength
//! (`asked` for one that was asked for and stayed unknown), owner letters, `key`, a rival's strength, how and when it was
//! seen and the evidence, lines to people of other lines.

use model::{
    Accepted, AccountId, AccountRight, Action, Actor, AssessmentId, Change, ClientId, CommentId, CompetitorId, Day,
    DealId, DealRole, DepartmentId, EntityKey, FishboneId, KeyRoleId, LineId, Millis, MomentId, Op, OpId, PainId, Part,
    PersonId, Refusal, Room, SCHEMA, Seq, Stage, Stamp, StepId, StreamId, TaskId, UserId, WorkspaceRole, accept,
    account::AccountChange,
    chain::{ChainChange, StepKind, StepPlace},
    comment::CommentChange,
    competitor::CompetitorChange,
    deal::{Deal, DealChange},
    department::DepartmentChange,
    fishbone::{BonePlace, FishboneChange, PersonPlace},
    member::MemberChange,
    person::PersonChange,
    power_map::{LineKind, PowerMap, PowerMapChange, PowerNode, Source, Strength, Vendor},
    task::{TaskChange, TaskOrigin},
    team::TeamChange,
};

pub const ACCOUNT: AccountId = AccountId::from_u128(0xacc);
pub const DEAL: DealId = DealId::from_u128(0xdea1);
pub const ADMIN: UserId = UserId::from_u128(0xad);

/// An id that depends on the text alone (FNV-1a).
fn hash(text: &str) -> u128 {
    text.bytes()
        .fold(0xcbf2_9ce4_8422_2325, |hash: u64, byte| (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3))
        .into()
}

pub fn user(letter: &str) -> UserId {
    if letter == "ADMIN" { ADMIN } else { UserId::from_u128(hash(letter)) }
}

pub fn person(title: &str) -> PersonId {
    PersonId::from_u128(hash(title))
}

pub fn department(name: &str) -> DepartmentId {
    DepartmentId::from_u128(hash(name))
}

pub fn rival(name: &str) -> CompetitorId {
    CompetitorId::from_u128(hash(name))
}

pub fn line(from: &str, to: &str) -> LineId {
    LineId::from_u128(hash(&format!("{from}->{to}")))
}

pub fn assessment(name: &str) -> AssessmentId {
    AssessmentId::from_u128(hash(name))
}

pub fn pain(name: &str) -> PainId {
    PainId::from_u128(hash(name))
}

pub fn fishbone(name: &str) -> FishboneId {
    FishboneId::from_u128(hash(name))
}

pub fn step(name: &str) -> StepId {
    StepId::from_u128(hash(name))
}

pub fn task(name: &str) -> TaskId {
    TaskId::from_u128(hash(name))
}

pub fn comment(name: &str) -> CommentId {
    CommentId::from_u128(hash(name))
}

pub fn key_role(name: &str) -> KeyRoleId {
    KeyRoleId::from_u128(hash(name))
}

pub fn moment(name: &str) -> MomentId {
    MomentId::from_u128(hash(name))
}

pub fn day(text: &str) -> Day {
    Day::parse(text).unwrap()
}

/// The stream a change belongs to.
pub fn stream_of(change: &Change) -> StreamId {
    match change {
        Change::Member(_) | Change::Competitor(_) => StreamId::Workspace,
        Change::Account(_) | Change::Department(_) | Change::Person(_) => StreamId::Account(ACCOUNT),
        Change::Deal(_)
        | Change::Team(_)
        | Change::PowerMap(_)
        | Change::Fishbone(_)
        | Change::Chain(_)
        | Change::Task(_)
        | Change::Comment(_)
        | Change::Moment(_) => StreamId::Deal(DEAL),
        Change::KeyRole(_) => StreamId::DealCore(DEAL),
    }
}

/// Changes of one gesture, sorted into their streams.
pub fn parts(changes: &[Change]) -> Vec<(StreamId, Vec<Change>)> {
    let mut parts = std::collections::BTreeMap::<StreamId, Vec<Change>>::new();
    for change in changes {
        parts.entry(stream_of(change)).or_default().push(change.clone());
    }
    parts.into_iter().collect()
}

pub fn op(number: u128, parts: impl IntoIterator<Item = (StreamId, Seq, Vec<Change>)>) -> Op {
    Op {
        id: OpId::from_u128(number),
        client: ClientId::from_u128(1),
        client_seq: 1,
        schema: SCHEMA,
        at: Millis(0),
        batch: None,
        parts: parts.into_iter().map(|(stream, base, changes)| Part { stream, base, changes }).collect(),
    }
}

/// A room and the log that made it.
#[derive(Clone)]
pub struct World {
    pub room: Room,
    pub log: Vec<(Op, Stamp)>,
    pub now: Millis,
}

impl World {
    /// A workspace with one admin, and nothing else.
    pub fn empty() -> Self {
        let mut world = Self { room: Room::default(), log: Vec::new(), now: Millis(1_773_000_000_000) };
        world.does(UserId::SYSTEM, &[join(ADMIN, "A", WorkspaceRole::Admin)]);
        world
    }

    /// Reads a fixture, see the module.
    pub fn read(text: &str) -> Self {
        let mut world = Self::empty();
        let lines: Vec<Vec<String>> = text.lines().map(words).filter(|words| !words.is_empty()).collect();
        let with = |first: &'static str| lines.iter().filter(move |words| words[0] == first).map(|words| &words[1..]);
        let mut us: Vec<&[String]> = with("us").collect();
        let usual = [words("W AR"), words("Y SR")];
        if us.is_empty() {
            us.extend(usual.iter().map(Vec::as_slice));
        }
        for who in &us {
            let role = who.get(2).map_or(WorkspaceRole::Member, |role| read_json(role));
            world.does(ADMIN, &[join(user(&who[0]), &initials(&who[0]), role)]);
        }
        for (index, name) in with("rival").enumerate() {
            let (id, colour) = (rival(&name[0]), u8::try_from(index).unwrap() + 1);
            world.does(ADMIN, &[Change::Competitor(CompetitorChange::Add { id, name: name[0].clone(), colour })]);
        }
        let ar = user(&us.iter().find(|who| who[1] == "AR").unwrap()[0]);
        let stage = with("stage").next().map_or(Stage::Mo2, |stage| Stage::of_code(&stage[0]).unwrap());
        world.does(ar, &found(stage, ar, &initials_of(&world, ar)));
        for who in us.iter().filter(|who| who[1] != "-" && user(&who[0]) != ar) {
            let role = read_json(&who[1].to_lowercase());
            world.does(ADMIN, &[appoint(user(&who[0]), role, &initials(&who[0]))]);
        }
        for name in with("rival") {
            world.does(ar, &[Change::Deal(DealChange::AddRival { competitor: rival(&name[0]) })]);
        }
        let people: Vec<&Vec<String>> =
            lines.iter().filter(|words| !["us", "rival", "stage"].contains(&words[0].as_str())).collect();
        for words in &people {
            world.does(ar, &new_person(&words[0], Some(words[1].as_str()).filter(|name| *name != "?")));
        }
        for words in &people {
            world.does_all(ar, &facts_of(words));
        }
        world
    }

    pub fn seq(&self, stream: StreamId) -> Seq {
        self.room.get(stream).map(|state| state.seq).unwrap_or_default()
    }

    pub fn deal(&self) -> &Deal {
        self.room.deal().unwrap().1
    }

    pub fn map(&self) -> &PowerMap {
        &self.deal().power_map
    }

    pub fn node(&self, title: &str) -> &PowerNode {
        self.map().live_node(person(title)).unwrap()
    }

    pub fn strength(&self, title: &str) -> Option<i32> {
        self.node(title).strength(Vendor::Us)
    }

    /// The lines on the map, as `from->to`, in the order of the titles given.
    pub fn drawn(&self, from: &str, to: &str) -> bool {
        self.map().live_lines().any(|(_, line)| line.from == person(from) && line.to == person(to))
    }

    pub fn actor(&self, user: UserId) -> Actor {
        self.room.actor(user, AccountRight::None)
    }

    /// Asks for an op of these parts, with these bases.
    pub fn ask(&self, user: UserId, parts: Vec<(StreamId, Seq, Vec<Change>)>) -> Result<Accepted, Refusal> {
        self.ask_as(self.actor(user), parts)
    }

    pub fn ask_as(&self, actor: Actor, parts: Vec<(StreamId, Seq, Vec<Change>)>) -> Result<Accepted, Refusal> {
        let untouched = self.room.clone();
        let answer = accept(&self.room, &op(self.log.len() as u128 + 1, parts), &Stamp::new(actor, self.now));
        assert_eq!(self.room, untouched, "asking changed the room");
        answer
    }

    /// Asks for one gesture of somebody who has seen everything.
    pub fn tries(&self, user: UserId, changes: &[Change]) -> Result<Accepted, Refusal> {
        let parts = parts(changes).into_iter().map(|(stream, changes)| (stream, self.seq(stream), changes)).collect();
        self.ask(user, parts)
    }

    /// One gesture that must be accepted.
    #[track_caller]
    pub fn does(&mut self, user: UserId, changes: &[Change]) -> Accepted {
        self.pushes(user, parts(changes))
    }

    #[track_caller]
    pub fn pushes(&mut self, user: UserId, parts: Vec<(StreamId, Vec<Change>)>) -> Accepted {
        let parts = parts.into_iter().map(|(stream, changes)| (stream, self.seq(stream), changes)).collect();
        self.pushes_from(user, parts)
    }

    #[track_caller]
    pub fn pushes_from(&mut self, user: UserId, parts: Vec<(StreamId, Seq, Vec<Change>)>) -> Accepted {
        match self.ask(user, parts.clone()) {
            Ok(accepted) => {
                self.log.push((op(self.log.len() as u128 + 1, parts), Stamp::new(self.actor(user), self.now)));
                self.room = accepted.room.clone();
                accepted
            }
            Err(refusal) => panic!("refused: {refusal:?}"),
        }
    }

    /// Each change a gesture of its own.
    #[track_caller]
    pub fn does_all(&mut self, user: UserId, changes: &[Change]) {
        for change in changes {
            self.does(user, std::slice::from_ref(change));
        }
    }

    /// One gesture that must be refused; the reason.
    #[track_caller]
    pub fn refuses(&self, user: UserId, changes: &[Change]) -> Refusal {
        self.tries(user, changes).map(|accepted| accepted.effects).expect_err("this was accepted")
    }

    /// The state the log alone gives.
    pub fn replayed(&self) -> Room {
        let mut room = Room::default();
        for (op, stamp) in &self.log {
            for part in &op.parts {
                let mut state = room.remove(part.stream).unwrap_or_else(|| model::StreamState::empty(part.stream));
                model::fold(&mut state, &part.changes, stamp, &mut model::Effects::new());
                room.insert(part.stream, state);
            }
        }
        room
    }
}

pub fn not_allowed(action: Action) -> Refusal {
    Refusal::NotAllowed { action }
}

pub fn join(user: UserId, initials: &str, role: WorkspaceRole) -> Change {
    Change::Member(MemberChange::Join {
        user,
        name: format!("成员{initials}"),
        initials: initials.to_owned(),
        colour: 1,
        role,
    })
}

pub fn appoint(user: UserId, role: DealRole, initials: &str) -> Change {
    Change::Team(TeamChange::Join { user, role, initials: initials.to_owned() })
}

/// Account, deal and its AR in one gesture: what the first steps of a new workspace do.
pub fn found(stage: Stage, ar: UserId, initials: &str) -> Vec<Change> {
    vec![new_account("华东数据"), new_deal(stage), appoint(ar, DealRole::Ar, initials)]
}

pub fn new_account(name: &str) -> Change {
    let (name, none) = (name.to_owned(), String::new);
    Change::Account(AccountChange::Create {
        name,
        name_en: none(),
        level: Default::default(),
        industry: none(),
        region: none(),
    })
}

pub fn new_deal(stage: Stage) -> Change {
    let (name, name_en) = ("省级数据中心网络".to_owned(), String::new());
    Change::Deal(DealChange::Create { account: ACCOUNT, name, name_en, stage, amount: None, expected_sign: None })
}

/// A person and the card, in one gesture over two streams.
pub fn new_person(title: &str, name: Option<&str>) -> Vec<Change> {
    vec![add_person(title, name), add_node(title)]
}

pub fn add_person(title: &str, name: Option<&str>) -> Change {
    let name = name.map(str::to_owned);
    let (id, title) = (person(title), title.to_owned());
    Change::Person(PersonChange::Add { id, title, title_en: String::new(), name, department: None, external: false })
}

pub fn add_node(title: &str) -> Change {
    map(PowerMapChange::AddNode { person: person(title), x: 0, y: 0, buying_role: None, key: false })
}

pub fn add_department(name: &str) -> Change {
    let (id, name) = (department(name), name.to_owned());
    Change::Department(DepartmentChange::Add { id, name, name_en: String::new(), parent: None })
}

pub fn add_fishbone(name: &str, from: Option<&str>) -> Change {
    let (id, goal, from) = (fishbone(name), name.to_owned(), from.map(fishbone));
    Change::Fishbone(FishboneChange::Add { id, goal, detail: String::new(), from })
}

pub fn add_bone(on: &str, name: &str, place: BonePlace) -> Change {
    let (id, department) = (fishbone(on), department(name));
    Change::Fishbone(FishboneChange::AddBone { id, department, place, side: None })
}

pub fn move_bone(on: &str, name: &str, place: BonePlace) -> Change {
    Change::Fishbone(FishboneChange::MoveBone { id: fishbone(on), department: department(name), place })
}

pub fn put_on(on: &str, bone: &str, title: &str, place: PersonPlace) -> Change {
    let (id, bone, person) = (fishbone(on), department(bone), person(title));
    Change::Fishbone(FishboneChange::AddPerson { id, person, bone, place })
}

pub fn move_on(on: &str, bone: &str, title: &str, place: PersonPlace) -> Change {
    let (id, bone, person) = (fishbone(on), department(bone), person(title));
    Change::Fishbone(FishboneChange::MovePerson { id, person, bone, place })
}

pub fn add_step(name: &str, place: StepPlace) -> Change {
    let (id, name) = (step(name), name.to_owned());
    Change::Chain(ChainChange::AddStep { id, kind: StepKind::Other, name, place })
}

pub fn takes_part(at: &str, title: &str) -> Change {
    Change::Chain(ChainChange::SetStepPerson { id: step(at), person: person(title), role: None })
}

pub fn say(text: &str, on: EntityKey, answers: Option<&str>) -> Change {
    let (id, answers) = (comment(text), answers.map(comment));
    Change::Comment(CommentChange::Add { id, on, answers, text: text.to_owned(), mentions: Vec::new() })
}

pub fn add_task(text: &str, owner: Option<&str>, origin: Option<TaskOrigin>) -> Change {
    let (id, owner) = (task(text), owner.map(user));
    Change::Task(TaskChange::Add { id, text: text.to_owned(), owner, due: None, person: None, origin })
}

pub fn map(change: PowerMapChange) -> Change {
    Change::PowerMap(change)
}

pub fn remove_nodes(titles: &[&str]) -> Change {
    map(PowerMapChange::RemoveNodes { people: titles.iter().map(|title| person(title)).collect() })
}

pub fn restore_nodes(titles: &[&str]) -> Change {
    map(PowerMapChange::RestoreNodes { people: titles.iter().map(|title| person(title)).collect() })
}

pub fn draw(kind: LineKind, from: &str, to: &str) -> Change {
    map(PowerMapChange::AddLine { id: line(from, to), kind, from: person(from), to: person(to), note: String::new() })
}

pub fn reports(from: &str, to: &str) -> Change {
    draw(LineKind::ReportsTo, from, to)
}

/// An assessment with everything it needs.
pub fn assess(name: &str, title: &str, value: i32, on: &str) -> Change {
    judge(name, title, Vendor::Us, Strength::Known(value), "seen", day(on))
}

pub fn judge(name: &str, title: &str, vendor: Vendor, value: Strength, evidence: &str, observed_at: Day) -> Change {
    let (id, person, evidence) = (assessment(name), person(title), evidence.to_owned());
    map(PowerMapChange::Assess { id, person, vendor, value, evidence, source: Source::InPerson, observed_at })
}

/// `W2` is the second user whose initials are W.
fn initials(letter: &str) -> String {
    letter.trim_end_matches(|c: char| c.is_ascii_digit()).to_owned()
}

fn initials_of(world: &World, user: UserId) -> String {
    world.room.workspace().unwrap().members.get(&user).unwrap().initials.clone()
}

fn read_json<T: serde::de::DeserializeOwned>(word: &str) -> T {
    serde_json::from_value(serde_json::Value::from(word)).unwrap()
}

fn words(line: &str) -> Vec<String> {
    let mut words = Vec::new();
    for (index, quoted) in line.split('"').enumerate() {
        if index % 2 == 1 {
            words.push(quoted.to_owned());
        } else {
            words.extend(quoted.split_whitespace().map(str::to_owned));
        }
    }
    words
}

/// What a person's line says beyond title and name.
fn facts_of(words: &[String]) -> Vec<Change> {
    let title = words[0].as_str();
    let who = person(title);
    let (mut changes, mut judged) = (Vec::new(), Vec::new());
    let (mut source, mut observed_at, mut evidence) = (Source::InPerson, day("2026-03-01"), "seen".to_owned());
    let mut words = words[2..].iter().map(String::as_str);
    while let Some(word) = words.next() {
        match word {
            "key" => changes.push(map(PowerMapChange::SetKey { person: who, key: true })),
            "unknown" => {}
            "asked" => judged.push((Vendor::Us, Strength::Unknown)),
            "reports" => changes.push(reports(title, words.next().unwrap())),
            "conflicts" => changes.push(draw(LineKind::ConflictsWith, title, words.next().unwrap())),
            "influences" => {
                let to = words.next().unwrap();
                let weight = words.next().unwrap().parse().unwrap();
                changes.push(draw(LineKind::Influences { weight }, title, to));
            }
            "met" | "meeting" | "call" | "mail" | "third" => {
                source = match word {
                    "met" => Source::InPerson,
                    "meeting" => Source::Meeting,
                    "call" => Source::Call,
                    "mail" => Source::Mail,
                    _ => Source::ThirdParty,
                };
                observed_at = day(words.next().unwrap());
                evidence = words.next().unwrap().to_owned();
            }
            _ => match (word.parse(), word.split_once(':')) {
                (Ok(value), _) => judged.push((Vendor::Us, Strength::Known(value))),
                (_, Some((name, value))) => {
                    judged.push((Vendor::Competitor(rival(name)), Strength::Known(value.parse().unwrap())));
                }
                _ => changes.push(map(PowerMapChange::AddOwner { person: who, user: user(word) })),
            },
        }
    }
    for (index, (vendor, value)) in judged.into_iter().enumerate() {
        changes.push(map(PowerMapChange::Assess {
            id: assessment(&format!("{title} {index}")),
            person: who,
            vendor,
            value,
            evidence: evidence.clone(),
            source,
            observed_at,
        }));
    }
    changes
}
