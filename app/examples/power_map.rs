//! The power map without a server: the room of the drawing in memory, for work on the screen.
//!
//! ```sh
//! cargo build -p app --example power_map --features csr --target wasm32-unknown-unknown --target-dir target/wasm
//! target/tools/wasm-bindgen --target web --no-typescript --out-dir target/example target/wasm/wasm32-unknown-unknown/debug/examples/power_map.wasm
//! ```
//!
//! Then serve `target/example` with a page that loads `power_map.js`, and the style sheets beside it. What follows `?` in
//! the address: `people=2000` for a large map, `empty` for none, `observer` to look without drawing, `en` for English.

use app::{i18n::*, power_map::PowerMapScreen, replica::RoomHandle};
use leptos::prelude::*;
use model::{
    AccountId, AccountRight, Actor, AssessmentId, Change, ClientId, CompetitorId, Day, DealId, DealRole, DepartmentId,
    LineId, Millis, Op, OpId, Part, PersonId, Room, Seq, Stage, Stamp, StreamId, StreamState, UserId, WorkspaceRole,
    account::{AccountChange, CustomerLevel},
    competitor::CompetitorChange,
    deal::DealChange,
    department::DepartmentChange,
    member::MemberChange,
    person::PersonChange,
    power_map::{BuyingRole, LineKind, PowerMapChange, Source, Strength, Vendor},
    team::TeamChange,
};

const ACCOUNT: StreamId = StreamId::Account(AccountId::from_u128(1));
const DEAL: StreamId = StreamId::Deal(DealId::from_u128(2));
const WU: UserId = UserId::from_u128(101);
const YANG: UserId = UserId::from_u128(102);
const ZHAO: UserId = UserId::from_u128(103);
const RIVALS: [CompetitorId; 2] = [CompetitorId::from_u128(201), CompetitorId::from_u128(202)];

struct Builder {
    room: Room,
    today: Day,
}

impl Builder {
    /// Folds changes as `by` made them; a refusal is a mistake in this file.
    fn op(&mut self, by: UserId, stream: StreamId, changes: Vec<Change>) {
        if changes.is_empty() {
            return;
        }
        let actor = if by == UserId::SYSTEM { Actor::SYSTEM } else { self.room.actor(by, AccountRight::Edit) };
        let op = Op {
            id: OpId::from_u128(0),
            client: ClientId::from_u128(0),
            client_seq: 0,
            schema: model::SCHEMA,
            at: Millis(0),
            batch: None,
            parts: vec![Part { stream, base: Seq(0), changes }],
        };
        let stamp = Stamp::new(actor, Millis(i64::from(self.today.0) * 86_400_000));
        match model::accept(&self.room, &op, &stamp) {
            Ok(accepted) => self.room = accepted.room,
            Err(refusal) => leptos::logging::error!("{refusal:?}"),
        }
    }

    fn base(today: Day) -> Self {
        let room = Room::of([StreamId::Workspace, ACCOUNT, DEAL].map(|stream| (stream, StreamState::empty(stream))));
        let mut this = Self { room, today };
        let join = |user, name: &str, initials: &str, colour, role| {
            Change::Member(MemberChange::Join { user, name: name.into(), initials: initials.into(), colour, role })
        };
        let rival =
            |id, name: &str, colour| Change::Competitor(CompetitorChange::Add { id, name: name.into(), colour });
        let members = vec![
            join(WU, "吴磊", "W", 1, WorkspaceRole::Admin),
            join(YANG, "杨洁", "Y", 2, WorkspaceRole::Member),
            join(ZHAO, "赵强", "Z", 3, WorkspaceRole::Member),
            rival(RIVALS[0], "甲公司", 1),
            rival(RIVALS[1], "乙公司", 2),
        ];
        this.op(UserId::SYSTEM, StreamId::Workspace, members);
        let account = AccountChange::Create {
            name: "华岭数据集团".into(),
            name_en: "Hualing Data Group".into(),
            level: CustomerLevel::S,
            industry: String::new(),
            region: String::new(),
        };
        this.op(YANG, ACCOUNT, vec![Change::Account(account)]);
        let department = |id, name: &str, name_en: &str| {
            let id = DepartmentId::from_u128(id);
            Change::Department(DepartmentChange::Add { id, name: name.into(), name_en: name_en.into(), parent: None })
        };
        let departments = vec![
            department(1, "技术与运营", "Technology and operations"),
            department(2, "采购中心", "Procurement centre"),
            department(3, "集团领导", "Group leadership"),
        ];
        this.op(YANG, ACCOUNT, departments);
        let deal = DealChange::Create {
            account: AccountId::from_u128(1),
            name: "省数据中心网络".into(),
            name_en: "Provincial data centre network".into(),
            stage: Stage::ALL[0],
            amount: None,
            expected_sign: None,
        };
        let join =
            |user, role, initials: &str| Change::Team(TeamChange::Join { user, role, initials: initials.into() });
        let first = vec![Change::Deal(deal), join(YANG, DealRole::Ar, "Y")];
        this.op(YANG, DEAL, first);
        let rival = |competitor| Change::Deal(DealChange::AddRival { competitor });
        let more = vec![join(WU, DealRole::Ar, "W"), join(ZHAO, DealRole::Fr, "Z"), rival(RIVALS[0]), rival(RIVALS[1])];
        this.op(YANG, DEAL, more);
        this
    }

    #[expect(clippy::too_many_arguments, reason = "one line of the example per person")]
    fn person(
        &mut self,
        id: u128,
        title: (&str, &str),
        name: Option<&str>,
        department: Option<u128>,
        at: (i32, i32),
        role: Option<BuyingRole>,
        key: bool,
        owner: Option<UserId>,
    ) {
        let person = PersonId::from_u128(id);
        let add = PersonChange::Add {
            id: person,
            title: title.0.into(),
            title_en: title.1.into(),
            name: name.map(Into::into),
            department: department.map(DepartmentId::from_u128),
            external: false,
        };
        self.op(YANG, ACCOUNT, vec![Change::Person(add)]);
        let node = PowerMapChange::AddNode { person, x: at.0, y: at.1, buying_role: role, key };
        let mut changes = vec![Change::PowerMap(node)];
        changes.extend(owner.map(|user| Change::PowerMap(PowerMapChange::AddOwner { person, user })));
        self.op(YANG, DEAL, changes);
    }

    #[expect(clippy::too_many_arguments, reason = "one line of the example per assessment")]
    fn assess(&mut self, by: UserId, person: u128, vendor: Vendor, value: i32, days: i32, source: Source, why: &str) {
        let seq = self.room.get(DEAL).map_or(0, |state| state.seq.0);
        let change = PowerMapChange::Assess {
            id: AssessmentId::from_u128(u128::from(seq) + 10_000),
            person: PersonId::from_u128(person),
            vendor,
            value: Strength::Known(value),
            evidence: why.into(),
            source,
            observed_at: self.today.plus(-days),
        };
        self.op(by, DEAL, vec![Change::PowerMap(change)]);
    }

    fn line(&mut self, kind: LineKind, from: u128, to: u128) {
        let seq = self.room.get(DEAL).map_or(0, |state| state.seq.0);
        let change = PowerMapChange::AddLine {
            id: LineId::from_u128(u128::from(seq) + 50_000),
            kind,
            from: PersonId::from_u128(from),
            to: PersonId::from_u128(to),
            note: String::new(),
        };
        self.op(YANG, DEAL, vec![Change::PowerMap(change)]);
    }
}

/// The room of the drawing.
fn drawing(today: Day, me_role: DealRole) -> Room {
    let mut room = Builder::base(today);
    let ops = Some(1);
    let buying = Some(2);
    room.person(
        1,
        ("董事长", "Chairman"),
        Some("陈国栋"),
        Some(3),
        (620, 96),
        Some(BuyingRole::Approver),
        false,
        Some(WU),
    );
    room.person(
        2,
        ("总经理", "General manager"),
        Some("王建国"),
        Some(3),
        (620, 216),
        Some(BuyingRole::DecisionMaker),
        true,
        Some(WU),
    );
    room.person(
        3,
        ("技术总监 CTO", "Chief technology officer"),
        Some("孙浩"),
        ops,
        (250, 356),
        Some(BuyingRole::Evaluator),
        false,
        Some(YANG),
    );
    room.person(
        4,
        ("运营部长", "Head of operations"),
        Some("刘芳"),
        ops,
        (500, 356),
        Some(BuyingRole::User),
        false,
        Some(YANG),
    );
    room.person(
        5,
        ("采购部长", "Head of procurement"),
        Some("李敏"),
        buying,
        (750, 356),
        Some(BuyingRole::Buyer),
        true,
        Some(YANG),
    );
    room.person(6, ("财务部长", "Head of finance"), Some("郑凯"), None, (1000, 356), None, false, Some(WU));
    room.person(7, ("网络部主任", "Head of the network office"), None, ops, (250, 496), None, false, None);
    room.person(
        8,
        ("高级工程师", "Senior engineer"),
        Some("周宁"),
        ops,
        (500, 496),
        Some(BuyingRole::Influencer),
        false,
        Some(YANG),
    );
    room.person(9, ("招标主管", "Tender supervisor"), Some("何平"), buying, (750, 496), None, false, None);
    for (from, to) in [(2, 1), (3, 2), (4, 2), (5, 2), (6, 2), (7, 3), (8, 4), (9, 5)] {
        room.line(LineKind::ReportsTo, from, to);
    }
    room.line(LineKind::Influences { weight: 2 }, 8, 4);
    room.line(LineKind::Influences { weight: 3 }, 3, 2);
    room.line(LineKind::ConflictsWith, 4, 5);
    let (met, meeting, call, heard) = (Source::InPerson, Source::Meeting, Source::Call, Source::ThirdParty);
    room.assess(WU, 1, Vendor::Us, 0, 20, met, "");
    room.assess(ZHAO, 2, Vendor::Us, 0, 130, heard, "");
    room.assess(YANG, 2, Vendor::Us, 2, 52, meeting, "认可分期建设思路，预算由他牵头。");
    room.assess(WU, 2, Vendor::Us, 3, 10, met, "“技术路线就按你们的分期方案走”，要求下周看样板点。");
    room.assess(YANG, 3, Vendor::Us, 2, 33, met, "评测时主动提出兼容性办法。");
    room.assess(YANG, 4, Vendor::Us, -1, 24, meeting, "仍担心两家设备混跑。");
    room.assess(YANG, 5, Vendor::Us, -1, 30, met, "");
    room.assess(WU, 6, Vendor::Us, 1, 74, call, "");
    room.assess(YANG, 8, Vendor::Us, 1, 12, met, "");
    room.assess(YANG, 9, Vendor::Us, -2, 15, heard, "评分表偏向原厂家。");
    room.assess(WU, 2, Vendor::Competitor(RIVALS[0]), 1, 20, heard, "");
    room.assess(YANG, 3, Vendor::Competitor(RIVALS[0]), 2, 20, heard, "海报上的联合实验室。");
    room.assess(YANG, 5, Vendor::Competitor(RIVALS[0]), 2, 20, heard, "原合同由她签。");
    room.assess(YANG, 5, Vendor::Competitor(RIVALS[1]), 1, 20, heard, "");
    room.op(YANG, DEAL, vec![Change::Team(TeamChange::SetRole { user: WU, role: me_role })]);
    room.room
}

/// A tree of this many people, for measuring.
fn tree(today: Day, people: usize) -> Room {
    const FAN: usize = 6;
    let mut room = Builder::base(today);
    let mut adds = Vec::with_capacity(people);
    let mut nodes = Vec::with_capacity(people * 3);
    let columns = (people as f64).sqrt().ceil() as usize;
    for at in 0..people {
        let person = PersonId::from_u128(at as u128 + 1);
        adds.push(Change::Person(PersonChange::Add {
            id: person,
            title: format!("处长 {at}"),
            title_en: String::new(),
            name: Some(format!("李{at}")),
            department: None,
            external: false,
        }));
        let (x, y) = ((at % columns) as i32 * 212, (at / columns) as i32 * 140);
        nodes.push(Change::PowerMap(PowerMapChange::AddNode { person, x, y, buying_role: None, key: at % 9 == 0 }));
        if at > 0 {
            nodes.push(Change::PowerMap(PowerMapChange::AddLine {
                id: LineId::from_u128(at as u128),
                kind: LineKind::ReportsTo,
                from: person,
                to: PersonId::from_u128(((at - 1) / FAN) as u128 + 1),
                note: String::new(),
            }));
        }
        nodes.push(Change::PowerMap(PowerMapChange::Assess {
            id: AssessmentId::from_u128(at as u128),
            person,
            vendor: Vendor::Us,
            value: Strength::Known(at as i32 % 7 - 3),
            evidence: "…".into(),
            source: Source::Call,
            observed_at: today.plus(-(at as i32 % 150)),
        }));
    }
    for part in adds.chunks(1_000) {
        room.op(YANG, ACCOUNT, part.to_vec());
    }
    for part in nodes.chunks(1_000) {
        room.op(YANG, DEAL, part.to_vec());
    }
    room.room
}

#[component]
fn Example() -> impl IntoView {
    let query = web_sys::window().and_then(|window| window.location().search().ok()).unwrap_or_default();
    let people = query.split(['?', '&']).find_map(|part| part.strip_prefix("people=")?.parse().ok());
    let today = app::replica::today();
    let room = match people {
        Some(people) => tree(today, people),
        None if query.contains("empty") => Builder::base(today).room,
        None if query.contains("observer") => drawing(today, DealRole::Observer),
        None => drawing(today, DealRole::Ar),
    };
    let i18n = use_i18n();
    i18n.set_locale(if query.contains("en") { Locale::en } else { Locale::zh_CN });
    view! { <PowerMapScreen room=RoomHandle::local(room, WU)/> }
}

fn main() {
    console_error_panic_hook::set_once();
    mount_to_body(|| {
        view! { <I18nContextProvider><Example/></I18nContextProvider> }
    });
}
