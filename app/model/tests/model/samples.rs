//! One lawful example of every kind of change, in a deal where everybody has a role.

use crate::fixture::*;
use model::{
    BatchId, Body, Change, Currency, DealRole, EntityKey, Millis, Money, Refusal, Room, Stage, UserId, WorkspaceRole,
    account::{AccountChange, CustomerLevel},
    chain::{ChainChange, StepKind, StepState},
    comment::CommentChange,
    competitor::CompetitorChange,
    deal::{Deal, DealChange},
    department::DepartmentChange,
    fishbone::{FishboneChange, Mark, RelationState, Side, ranked},
    key_role::{KeyRoleChange, KeyRoleKind},
    member::MemberChange,
    moment::MomentChange,
    person::PersonChange,
    power_map::{
        BuyingRole, Level, LineKind, NodePosition, PainChange, PainLevel, Personality, PowerMapChange, ProfileChange,
        ProfileText, Stance, Vendor,
    },
    rank::Place,
    task::{TaskChange, TaskState},
    team::TeamChange,
};
use serde_json::{Value, json};

/// One user per role of the deal; `K` owns the account without being in the deal, `N` and `V` have nothing to do with it.
/// `X`, `Z` and `Q` are there to have something done to them.
pub const EVERYBODY: &str = "
    us W AR
    us Y SR
    us F FR
    us G work_group
    us R reviewer
    us D sdt
    us S sponsor
    us M sales_manager
    us O observer
    us Z observer
    us K -
    us N -
    us X -
    us V - guest
    rival 友商
    总经理   王建国  +3 W key
    采购部长 李敏    -1 W      reports 总经理
    高工     ?       unknown   influences 采购部长 2
";

pub struct Sample {
    /// What must have happened before.
    setup: Vec<Change>,
    pub change: Change,
}

impl Sample {
    pub fn of(setup: Vec<Change>, change: Change) -> Self {
        Self { setup, change }
    }

    /// The deal in which the change may be made by [`usual_author`].
    pub fn world(&self) -> World {
        let mut world = World::read(EVERYBODY);
        let department = DepartmentChange::Add {
            id: department("采购部"),
            name: "采购部".to_owned(),
            name_en: "Purchasing".to_owned(),
            parent: None,
        };
        let hand_over = Change::Account(AccountChange::SetOwner { owner: user("K") });
        world.does(user("W"), &[Change::Department(department), add_person("秘书", None), hand_over]);
        for change in &self.setup {
            world.does(usual_author(change), std::slice::from_ref(change));
        }
        world
    }
}

/// Somebody whom the rules allow a change of this kind.
pub fn usual_author(change: &Change) -> UserId {
    match change {
        Change::Team(TeamChange::SetCore { .. }) => user("W"),
        Change::Member(_)
        | Change::Competitor(_)
        | Change::Team(_)
        | Change::Account(AccountChange::SetOwner { .. }) => ADMIN,
        _ => user("W"),
    }
}

/// Every kind of change but the two that create an account and a deal.
pub fn all() -> Vec<Sample> {
    let text = |text: &str| text.to_owned();
    let one = |change: Change| Sample::of(vec![], change);
    let after = |first: Change, change: Change| Sample::of(vec![first], change);

    let member = Change::Member;
    let x = user("X");
    let mut samples = vec![
        after(
            member(MemberChange::NameWorkspace { name: text("销售部") }),
            member(MemberChange::NameWorkspace { name: text("销售一部") }),
        ),
        one(join(user("Q"), "Q", WorkspaceRole::Guest)),
        one(member(MemberChange::SetRole { user: x, role: WorkspaceRole::Guest })),
        one(member(MemberChange::SetName { user: x, name: text("新名") })),
        one(member(MemberChange::SetInitials { user: x, initials: text("XX") })),
        one(member(MemberChange::SetColour { user: x, colour: 8 })),
        one(member(MemberChange::Leave { user: x })),
    ];

    let competitor = Change::Competitor;
    let (id, other) = (rival("友商"), rival("对手"));
    let add = || competitor(CompetitorChange::Add { id: other, name: text("对手"), colour: 2 });
    samples.extend([
        one(add()),
        one(competitor(CompetitorChange::SetName { id, name: text("友商二") })),
        one(competitor(CompetitorChange::SetColour { id, colour: 6 })),
        one(competitor(CompetitorChange::Archive { id })),
        after(competitor(CompetitorChange::Archive { id }), competitor(CompetitorChange::Restore { id })),
    ]);

    let account = Change::Account;
    let import =
        || AccountChange::Import { batch: BatchId::from_u128(7), source: text("通讯录.csv"), added: 2, merged: 1 };
    samples.extend([
        one(account(AccountChange::SetName { name: text("华东") })),
        one(account(AccountChange::SetNameEn { name_en: text("East") })),
        one(account(AccountChange::SetLevel { level: CustomerLevel::S })),
        one(account(AccountChange::SetIndustry { industry: text("通信") })),
        one(account(AccountChange::SetRegion { region: text("华东") })),
        one(account(AccountChange::SetOwner { owner: x })),
        one(account(import())),
        after(account(import()), account(AccountChange::TakeImportBack { batch: BatchId::from_u128(7) })),
    ]);

    let part = Change::Department;
    let (at, new) = (department("采购部"), department("一科"));
    let add = || part(DepartmentChange::Add { id: new, name: text("一科"), name_en: text(""), parent: Some(at) });
    samples.extend([
        one(add()),
        one(part(DepartmentChange::SetName { id: at, name: text("采购中心") })),
        one(part(DepartmentChange::SetNameEn { id: at, name_en: text("Sourcing") })),
        after(add(), part(DepartmentChange::SetParent { id: new, parent: None })),
        one(part(DepartmentChange::Archive { id: at })),
        after(part(DepartmentChange::Archive { id: at }), part(DepartmentChange::Restore { id: at })),
    ]);

    let who = Change::Person;
    let id = person("高工");
    samples.extend([
        one(add_person("顾问", Some("周"))),
        one(who(PersonChange::SetTitle { id, title: text("总工") })),
        one(who(PersonChange::SetTitleEn { id, title_en: text("Chief engineer") })),
        one(who(PersonChange::SetName { id, name: Some(text("周")) })),
        one(who(PersonChange::SetDepartment { id, department: Some(at) })),
        one(who(PersonChange::SetContact { id, contact: text("0571") })),
        one(who(PersonChange::SetExternal { id, external: true })),
        one(who(PersonChange::EditNote { id, from: text(""), to: text("爱喝茶") })),
        one(who(PersonChange::Archive { id })),
        after(who(PersonChange::Archive { id }), who(PersonChange::Restore { id })),
    ]);

    let deal = Change::Deal;
    let link = || deal(DealChange::AddRival { competitor: other });
    let known = competitor(CompetitorChange::Add { id: other, name: text("对手"), colour: 2 });
    let amount = Some(Money { minor: 100_000_000, currency: Currency::Cny });
    samples.extend([
        one(deal(DealChange::SetName { name: text("二期") })),
        one(deal(DealChange::SetNameEn { name_en: text("Phase two") })),
        one(deal(DealChange::SetAmount { amount })),
        one(deal(DealChange::SetExpectedSign { day: Some(day("2026-06-30")) })),
        after(known.clone(), link()),
        Sample::of(vec![known, link()], deal(DealChange::RemoveRival { competitor: other })),
        one(deal(DealChange::Archive {})),
        after(deal(DealChange::Archive {}), deal(DealChange::Restore {})),
    ]);

    let z = user("Z");
    samples.extend([
        one(appoint(x, DealRole::Sr, "X")),
        one(Change::Team(TeamChange::SetRole { user: z, role: DealRole::Fr })),
        one(Change::Team(TeamChange::SetCore { user: z, core: true })),
        one(Change::Team(TeamChange::Leave { user: z })),
    ]);

    let (who, id) = (person("高工"), line("高工", "采购部长"));
    let said = assessment("总经理 0");
    let about = person("总经理");
    let withdraw = || map(PowerMapChange::WithdrawAssessment { id: said, person: about });
    let own = || map(PowerMapChange::AddOwner { person: who, user: user("F") });
    let cut = || map(PowerMapChange::RemoveLines { lines: vec![id] });
    samples.extend([
        one(add_node("秘书")),
        one(map(PowerMapChange::MoveNodes { to: vec![NodePosition { person: who, x: 7, y: -7 }] })),
        one(remove_nodes(&["采购部长"])),
        after(remove_nodes(&["采购部长"]), restore_nodes(&["采购部长"])),
        one(map(PowerMapChange::SetBuyingRole { person: who, role: Some(BuyingRole::Evaluator) })),
        one(map(PowerMapChange::SetKey { person: who, key: true })),
        one(map(PowerMapChange::SetPin { person: who, pinned: true })),
        one(map(PowerMapChange::Profile {
            person: who,
            change: ProfileChange::SetLevel { level: Some(Level::Management) },
        })),
        one(map(PowerMapChange::Profile {
            person: who,
            change: ProfileChange::SetStance { stance: Some(Stance::Supporter), toward: Some(Vendor::Us) },
        })),
        one(map(PowerMapChange::Profile {
            person: who,
            change: ProfileChange::SetPersonality { personality: Some(Personality::Dominant) },
        })),
        one(map(PowerMapChange::Profile {
            person: who,
            change: ProfileChange::EditText { which: ProfileText::Approach, from: text(""), to: text("先讲数据") },
        })),
        one(admits()),
        after(admits(), pain_of(PainChange::Withdraw { id: pain("first") })),
        Sample::of(
            vec![admits(), pain_of(PainChange::Withdraw { id: pain("first") })],
            pain_of(PainChange::Reinstate { id: pain("first") }),
        ),
        one(own()),
        after(own(), map(PowerMapChange::RemoveOwner { person: who, user: user("F") })),
        one(draw(LineKind::ConflictsWith, "高工", "总经理")),
        one(map(PowerMapChange::SetWeight { id, weight: 3 })),
        one(map(PowerMapChange::EditLineNote { id, from: text(""), to: text("校友") })),
        one(cut()),
        after(cut(), map(PowerMapChange::RestoreLines { lines: vec![id] })),
        one(assess("new", "采购部长", 2, "2026-03-05")),
        one(withdraw()),
        after(withdraw(), map(PowerMapChange::ReinstateAssessment { id: said, person: about })),
    ]);
    samples.extend(fishbones());
    samples.extend(chains());
    samples.extend(tasks());
    samples.extend(key_roles());
    samples.extend(moments());
    samples.extend(comments());
    samples
}

fn pain_of(change: PainChange) -> Change {
    map(PowerMapChange::Pain { person: person("高工"), change })
}

/// He admits the problem.
fn admits() -> Change {
    let (id, evidence) = (pain("first"), "说现有系统不够用".to_owned());
    pain_of(PainChange::Reach { id, level: PainLevel::Admitted, evidence, observed_at: day("2026-03-01") })
}

fn fishbones() -> Vec<Sample> {
    let text = |text: &str| text.to_owned();
    let change = Change::Fishbone;
    let (id, at, who) = (fishbone("签约"), department("采购部"), person("采购部长"));
    let begun = || vec![add_fishbone("签约", None), add_bone("签约", "采购部", Place::Last)];
    let on_it = || [begun(), vec![put_on("签约", "采购部", "采购部长", Place::Last)]].concat();
    let (state, reason) = (RelationState::Cooperated, text("二期合作过"));
    let stated = || change(FishboneChange::StateRelation { id, person: who, state, reason: reason.clone() });
    let after = |mut setup: Vec<Change>, then: Vec<Change>, sample: Change| {
        setup.extend(then);
        Sample::of(setup, sample)
    };
    let on = |sample: FishboneChange| Sample::of(on_it(), change(sample));
    vec![
        Sample::of(vec![], add_fishbone("签约", None)),
        on(FishboneChange::SetGoal { id, goal: text("入围") }),
        on(FishboneChange::SetDetail { id, detail: text("一期") }),
        on(FishboneChange::Archive { id }),
        after(on_it(), vec![change(FishboneChange::Archive { id })], change(FishboneChange::Restore { id })),
        on(FishboneChange::SetLabel { mark: Mark::A, label: text("拍板") }),
        Sample::of(vec![add_fishbone("签约", None)], add_bone("签约", "采购部", Place::Last)),
        after(
            begun(),
            vec![add_department("技术部"), add_bone("签约", "技术部", Place::Last)],
            move_bone("签约", "采购部", Place::Last),
        ),
        on(FishboneChange::SetSide { id, department: at, side: Some(Side::Lower) }),
        on(FishboneChange::RemoveBone { id, department: at }),
        after(
            on_it(),
            vec![change(FishboneChange::RemoveBone { id, department: at })],
            change(FishboneChange::RestoreBone { id, department: at }),
        ),
        Sample::of(begun(), put_on("签约", "采购部", "采购部长", Place::Last)),
        after(
            on_it(),
            vec![put_on("签约", "采购部", "高工", Place::Last)],
            move_on("签约", "采购部", "采购部长", Place::Last),
        ),
        on(FishboneChange::RemovePeople { id, people: vec![who] }),
        after(
            on_it(),
            vec![change(FishboneChange::RemovePeople { id, people: vec![who] })],
            change(FishboneChange::RestorePeople { id, people: vec![who] }),
        ),
        on(FishboneChange::SetMark { id, person: who, mark: Some(Mark::B) }),
        Sample::of(on_it(), stated()),
        after(on_it(), vec![stated()], change(FishboneChange::UnstateRelation { id, person: who })),
    ]
}

fn chains() -> Vec<Sample> {
    let text = |text: &str| text.to_owned();
    let change = Change::Chain;
    let (id, who) = (step("立项"), person("总经理"));
    let on = |sample: ChainChange| Sample::of(vec![add_step("立项", Place::Last)], change(sample));
    let after = |first: ChainChange, sample: ChainChange| {
        Sample::of(vec![add_step("立项", Place::Last), change(first)], change(sample))
    };
    let part = |role| ChainChange::SetStepPerson { id, person: who, role };
    vec![
        Sample::of(vec![], add_step("立项", Place::Last)),
        on(ChainChange::SetStepName { id, kind: StepKind::ProjectSetUp, name: String::new() }),
        Sample::of(
            vec![add_step("立项", Place::Last), add_step("招标", Place::Last)],
            change(ChainChange::MoveStep { id, place: Place::Last }),
        ),
        on(ChainChange::RemoveSteps { steps: vec![id] }),
        after(ChainChange::RemoveSteps { steps: vec![id] }, ChainChange::RestoreSteps { steps: vec![id] }),
        on(ChainChange::SetPlanned { id, day: Some(day("2026-06-30")) }),
        on(ChainChange::SetActual { id, day: Some(day("2026-07-02")) }),
        on(ChainChange::SetStepState { id, state: StepState::Ongoing }),
        on(ChainChange::EditAction { id, from: String::new(), to: text("送技术方案") }),
        on(part(Some(BuyingRole::Approver))),
        after(part(None), ChainChange::RemoveStepPerson { id, person: who }),
        Sample::of(
            vec![
                add_step("立项", Place::Last),
                change(part(None)),
                change(ChainChange::RemoveStepPerson { id, person: who }),
            ],
            change(ChainChange::RestoreStepPerson { id, person: who }),
        ),
    ]
}

fn comments() -> Vec<Sample> {
    let id = comment("他怎么看？");
    let on = EntityKey::Node(person("总经理"));
    let change = Change::Comment;
    let said = || say("他怎么看？", on, None);
    let after = |first: CommentChange, sample: CommentChange| Sample::of(vec![said(), change(first)], change(sample));
    vec![
        Sample::of(vec![], said()),
        Sample::of(
            vec![said()],
            change(CommentChange::SetText {
                id, text: "他到底怎么看？".to_owned(), mentions: Some(vec![user("Y")])
            }),
        ),
        Sample::of(vec![said()], change(CommentChange::Resolve { id })),
        after(CommentChange::Resolve { id }, CommentChange::Reopen { id }),
        Sample::of(vec![said()], change(CommentChange::Remove { id })),
        after(CommentChange::Remove { id }, CommentChange::Restore { id }),
    ]
}

/// An entry of the register that is a hidden role.
pub fn add_key_role(name: &str) -> Change {
    Change::KeyRole(KeyRoleChange::Add {
        id: key_role(name),
        kind: KeyRoleKind::Family,
        person: None,
        name: name.to_owned(),
        behind: Some(person("总经理")),
        purpose: "判断采购倾向".to_owned(),
        keep_until: Some(day("2027-06-30")),
    })
}

fn moments() -> Vec<Sample> {
    let id = moment("评审前");
    let add = || Change::Moment(MomentChange::Add { id, name: "评审前".to_owned(), at: Millis(1_773_000_000_000) });
    let remove = || Change::Moment(MomentChange::Remove { id });
    let name = MomentChange::SetName { id, name: "ATB 评审前".to_owned() };
    vec![
        Sample::of(vec![], add()),
        Sample::of(vec![add()], Change::Moment(name)),
        Sample::of(vec![add()], remove()),
        Sample::of(vec![add(), remove()], Change::Moment(MomentChange::Restore { id })),
    ]
}

fn key_roles() -> Vec<Sample> {
    let text = |text: &str| text.to_owned();
    let id = key_role("王夫人");
    let add = || add_key_role("王夫人");
    let on = |change: KeyRoleChange| Sample::of(vec![add()], Change::KeyRole(change));
    vec![
        Sample::of(vec![], add()),
        on(KeyRoleChange::SetKind { id, kind: KeyRoleKind::Friend }),
        on(KeyRoleChange::SetWho { id, person: Some(person("采购部长")), name: text("") }),
        on(KeyRoleChange::SetBehind { id, behind: None }),
        on(KeyRoleChange::EditInfluence { id, from: text(""), to: text("周末一起打球") }),
        on(KeyRoleChange::SetOurs { id, ours: Some(1) }),
        on(KeyRoleChange::SetTheirs { id, theirs: Some(-3) }),
        on(KeyRoleChange::SetSource { id, source: text("渠道伙伴") }),
        on(KeyRoleChange::SetPurpose { id, purpose: text("安排高层会面") }),
        on(KeyRoleChange::SetKeepUntil { id, keep_until: Some(day("2027-12-31")) }),
        on(KeyRoleChange::Remove { id }),
        Sample::of(
            vec![add(), Change::KeyRole(KeyRoleChange::Remove { id })],
            Change::KeyRole(KeyRoleChange::Restore { id }),
        ),
    ]
}

fn tasks() -> Vec<Sample> {
    let text = |text: &str| text.to_owned();
    let id = task("约见");
    let on = |sample: TaskChange| Sample::of(vec![add_task("约见", None, None)], Change::Task(sample));
    vec![
        Sample::of(vec![], add_task("约见", Some("Y"), None)),
        on(TaskChange::SetText { id, text: text("约见总经理") }),
        on(TaskChange::SetOwner { id, owner: Some(user("F")) }),
        on(TaskChange::SetDue { id, due: Some(day("2026-06-30")) }),
        on(TaskChange::SetState { id, state: TaskState::Doing }),
        on(TaskChange::SetPerson { id, person: Some(person("总经理")) }),
        on(TaskChange::EditNote { id, from: String::new(), to: text("带样本") }),
        on(TaskChange::Remove { id }),
        Sample::of(
            vec![add_task("约见", None, None), Change::Task(TaskChange::Remove { id })],
            Change::Task(TaskChange::Restore { id }),
        ),
    ]
}

/// Every kind of change, the two that create included.
pub fn every_change() -> Vec<Change> {
    let mut changes = vec![new_account("华东数据"), new_deal(Stage::Mo1)];
    changes.extend(all().into_iter().map(|sample| sample.change));
    changes
}

/// `power_map/add_node`.
pub fn kind(change: &Change) -> String {
    let value = serde_json::to_value(change).unwrap();
    let (stream, inner) = value.as_object().unwrap().iter().next().unwrap();
    format!("{stream}/{}", inner.as_object().unwrap().keys().next().unwrap())
}

/// What people see of a room: what is live, without the memory of who wrote it and of what was removed.
pub fn visible(room: &Room) -> Value {
    let live = |map: Value, gone: &str| {
        let Value::Object(map) = map else { return map };
        let is_gone = |value: &Value| !matches!(value[gone], Value::Null | Value::Bool(false));
        map.into_iter().filter(|(_, value)| !is_gone(value)).collect()
    };
    let mut seen = Vec::new();
    for (_, state) in room.streams() {
        seen.push(match &state.body {
            Body::Workspace(workspace) => json!({
                "name": workspace.name,
                "members": live(json!(workspace.members), "left"),
                "competitors": live(json!(workspace.competitors), "archived"),
            }),
            Body::Account(account) => json!({
                "facts": account.facts,
                "departments": live(json!(account.departments), "archived"),
                "people": live(json!(account.people), "archived"),
            }),
            // A register nobody has written in looks like none.
            Body::DealCore(core) if core.key_roles.values().all(|role| role.archived) => continue,
            Body::DealCore(core) => json!({ "key_roles": live(json!(core.key_roles), "archived") }),
            Body::Deal(deal) => {
                let mut nodes = live(json!(deal.power_map.nodes), "archived");
                for (_, node) in nodes.as_object_mut().into_iter().flatten() {
                    node["assessments"] = live(node["assessments"].take(), "withdrawn");
                    node["pains"] = live(node["pains"].take(), "withdrawn");
                }
                let mut comments = live(json!(deal.comments), "archived");
                for (_, comment) in comments.as_object_mut().into_iter().flatten() {
                    comment["mentioned_later"].take();
                }
                json!({
                    "facts": deal.facts,
                    "team": live(json!(deal.team), "left"),
                    "rivals": deal.rivals,
                    "nodes": nodes,
                    "lines": live(json!(deal.power_map.lines), "archived"),
                    "fishbones": fishbones_seen(deal),
                    "mark_labels": deal.fishbones.labels,
                    "chain": chain_seen(deal),
                    "tasks": live(json!(deal.tasks), "archived"),
                    "comments": comments,
                    "moments": live(json!(deal.moments), "archived"),
                })
            }
        });
    }
    Value::Array(seen)
}

/// Fishbones as they are drawn: the order counts, not the keys that make it, nor who stated a relation.
fn fishbones_seen(deal: &Deal) -> Value {
    let live = deal.fishbones.all.iter().filter(|(_, fishbone)| !fishbone.archived);
    let seen = live.map(|(id, fishbone)| {
        let bones = ranked(fishbone).into_iter().map(|bone| {
            let people = bone.people.iter().map(|person| {
                let on = &fishbone.people.get(person).unwrap();
                let stated = on.stated.as_ref().map(|stated| (stated.state, stated.reason.clone()));
                json!({ "person": person, "mark": on.mark, "stated": stated })
            });
            json!({ "department": bone.department, "side": bone.side, "people": people.collect::<Vec<_>>() })
        });
        (id.to_string(), json!([fishbone.goal, fishbone.detail, fishbone.from, bones.collect::<Vec<_>>()]))
    });
    Value::Object(seen.collect())
}

fn chain_seen(deal: &Deal) -> Value {
    let steps = model::chain::ranked(&deal.chain).into_iter().map(|(id, step)| {
        let mut seen = json!(step);
        let people: Vec<_> = step.live_people().map(|(person, part)| json!([person, part.role])).collect();
        seen["people"] = json!(people);
        seen["rank"] = Value::Null;
        json!([id, seen])
    });
    Value::Array(steps.collect())
}

/// The names serde offers instead of a wrong one: every variant there is, so that no new one is forgotten here.
fn variants(wrong: Value) -> Vec<String> {
    let error = serde_json::from_value::<Change>(wrong).unwrap_err().to_string();
    let (_, offered) = error.split_once("expected one of ").unwrap();
    offered.split('`').skip(1).step_by(2).map(str::to_owned).collect()
}

#[test]
fn there_is_a_sample_of_every_kind_of_change() {
    let kinds: Vec<String> = every_change().iter().map(kind).collect();
    for stream in variants(json!({ "nothing": {} })) {
        for inner in variants(json!({ (stream.as_str()): { "nothing": {} } })) {
            let wanted = format!("{stream}/{inner}");
            assert!(kinds.contains(&wanted), "no sample of {wanted}");
        }
    }
}

#[test]
fn every_sample_is_accepted_from_its_usual_author() {
    for sample in all() {
        let author = usual_author(&sample.change);
        let answer = sample.world().tries(author, std::slice::from_ref(&sample.change));
        assert!(answer.is_ok(), "{}: {:?}", kind(&sample.change), answer.map(|accepted| accepted.effects));
    }
}

/// The name of a refusal on the wire.
pub fn code(refusal: &Refusal) -> String {
    match serde_json::to_value(refusal).unwrap() {
        Value::String(code) => code,
        Value::Object(one) => one.into_iter().next().unwrap().0,
        other => panic!("a refusal is written as {other}"),
    }
}
