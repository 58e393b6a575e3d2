mod marks;

use super::*;
use crate::{Group, Guides, classes as as_they_are, picture, shapes_to_svg, snap};
use model::{
    AccountId, AssessmentId, Body, ClientId, CompetitorId, DealId, DepartmentId, LineId, Millis, Op, OpId, Part, Seq,
    Stage, Stamp, StreamId, StreamState, UserId, WorkspaceRole,
    account::AccountChange,
    competitor::CompetitorChange,
    deal::DealChange,
    department::DepartmentChange,
    member::MemberChange,
    person::PersonChange,
    power_map::{BuyingRole, LineKind, PowerMapChange, Source, Strength, Vendor},
    team::TeamChange,
};
use model::{Actor, Change, DealRole};

pub(crate) const ACCOUNT: StreamId = StreamId::Account(AccountId::from_u128(1));
pub(crate) const DEAL: StreamId = StreamId::Deal(DealId::from_u128(2));
pub(crate) const US: UserId = UserId::from_u128(7);
pub(crate) const RIVAL: CompetitorId = CompetitorId::from_u128(8);
const CEO: PersonId = PersonId::from_u128(10);
const BUYER: PersonId = PersonId::from_u128(11);
pub(crate) const TODAY: Day = Day(20_000);

pub(crate) fn words() -> Words {
    let words = |list: &[&str]| list.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>();
    Words {
        name_unknown: "姓名未知".into(),
        unknown: "未知".into(),
        key: "关键决策者".into(),
        external: "外部人员".into(),
        pinned: "位置已固定".into(),
        owners: "责任人".into(),
        us: "我司".into(),
        stale: "已旧".into(),
        unverified: "未核实".into(),
        gone: "已离开".into(),
        roles: words(&["决策人", "批准人", "推荐人", "采购人", "评估人", "使用者", "影响者", "把关人"])
            .try_into()
            .expect("eight"),
        strengths: words(&["强烈反对", "不支持", "微弱反对", "中立", "微弱支持", "良好的业务联系", "强烈的排他性支持"])
            .try_into()
            .expect("seven"),
        lines: words(&["汇报", "影响", "冲突"]).try_into().expect("three"),
    }
}

/// A room with one customer, one deal, and these changes on top.
pub(crate) fn room(people: Vec<PersonChange>, map: Vec<PowerMapChange>) -> Room {
    let mut room = Room::of([StreamId::Workspace, ACCOUNT, DEAL].map(|stream| (stream, StreamState::empty(stream))));
    let join = MemberChange::Join {
        user: US,
        name: "吴磊".into(),
        initials: "W".into(),
        colour: 1,
        role: WorkspaceRole::Admin,
    };
    let rival = CompetitorChange::Add { id: RIVAL, name: "甲公司".into(), colour: 2 };
    let account = AccountChange::Create {
        name: "华岭".into(),
        name_en: String::new(),
        level: Default::default(),
        industry: String::new(),
        region: String::new(),
    };
    let deal = DealChange::Create {
        account: AccountId::from_u128(1),
        name: "数据中心".into(),
        name_en: String::new(),
        stage: Stage::ALL[0],
        amount: None,
        expected_sign: None,
    };
    accept(&mut room, StreamId::Workspace, vec![Change::Member(join), Change::Competitor(rival)], Actor::SYSTEM);
    let me = |room: &Room| room.actor(US, model::AccountRight::Edit);
    let actor = me(&room);
    accept(&mut room, ACCOUNT, vec![Change::Account(account)], actor);
    let actor = me(&room);
    let team = TeamChange::Join { user: US, role: DealRole::Ar, initials: "W".into() };
    accept(&mut room, DEAL, vec![Change::Deal(deal), Change::Team(team)], actor);
    let actor = me(&room);
    accept(&mut room, DEAL, vec![Change::Deal(DealChange::AddRival { competitor: RIVAL })], actor);
    accept(&mut room, ACCOUNT, people.into_iter().map(Change::Person).collect(), actor);
    accept(&mut room, DEAL, map.into_iter().map(Change::PowerMap).collect(), actor);
    room
}

pub(crate) fn accept(room: &mut Room, stream: StreamId, changes: Vec<Change>, actor: Actor) {
    if changes.is_empty() {
        return;
    }
    let op = Op {
        id: OpId::from_u128(0),
        client: ClientId::from_u128(0),
        client_seq: 0,
        schema: model::SCHEMA,
        at: Millis(0),
        batch: None,
        parts: vec![Part { stream, base: Seq(0), changes }],
    };
    let stamp = Stamp::new(actor, Millis(i64::from(TODAY.0) * 86_400_000));
    *room = model::accept(room, &op, &stamp).expect("a fixture is valid").room;
}

pub(crate) fn person(id: PersonId, title: &str, name: Option<&str>) -> PersonChange {
    PersonChange::Add {
        id,
        title: title.into(),
        title_en: "Managing director".into(),
        name: name.map(Into::into),
        department: None,
        external: false,
    }
}

fn card(person: PersonId, x: i32, y: i32, key: bool) -> PowerMapChange {
    PowerMapChange::AddNode { person, x, y, buying_role: Some(BuyingRole::DecisionMaker), key }
}

fn assess(id: u128, vendor: Vendor, value: Strength, days_ago: i32) -> PowerMapChange {
    PowerMapChange::Assess {
        id: AssessmentId::from_u128(id),
        person: CEO,
        vendor,
        value,
        evidence: "看过样板点".into(),
        source: Source::InPerson,
        observed_at: TODAY.plus(-days_ago),
    }
}

fn scene<'a>(room: &'a Room, words: &'a Words) -> Scene<'a> {
    Scene { room, words, locale: Locale::Zh, today: TODAY, rivals: true, detail: Detail::Full }
}

fn classes(group: &Group) -> Vec<String> {
    let svg = shapes_to_svg(&group.shapes);
    svg.split("class=\"").skip(1).filter_map(|rest| rest.split('"').next()).map(str::to_owned).collect()
}

fn ceo_card(map: Vec<PowerMapChange>) -> Group {
    let map = std::iter::once(card(CEO, 0, 0, false)).chain(map).collect();
    let room = room(vec![person(CEO, "总经理", Some("王建国"))], map);
    node(&scene(&room, &words()), CEO).expect("on the map")
}

fn has(group: &Group, class: &str) -> bool {
    classes(group).iter().any(|each| each.split(' ').any(|word| word == class))
}

#[test]
fn a_key_person_has_star_double_border_circle_letter_and_the_rival_at_the_lower_left() {
    let room = room(
        vec![person(CEO, "总经理", Some("王建国"))],
        vec![
            card(CEO, 40, 80, true),
            PowerMapChange::AddOwner { person: CEO, user: US },
            assess(1, Vendor::Us, Strength::Known(3), 0),
            assess(2, Vendor::Competitor(RIVAL), Strength::Known(-1), 0),
        ],
    );
    let words = words();
    let group = node(&scene(&room, &words), CEO).expect("on the map");
    assert_eq!(group.label, "总经理 王建国, 关键决策者, 决策人, 我司 +3 强烈的排他性支持, 甲公司 −1, 责任人 吴磊");
    insta::assert_snapshot!(shapes_to_svg(&group.shapes).replace("/>", "/>\n").replace("</text>", "</text>\n"));
}

#[test]
fn zero_has_a_circle_and_unknown_has_none() {
    let zero = ceo_card(vec![assess(1, Vendor::Us, Strength::Known(0), 0)]);
    assert!(has(&zero, "own") && has(&zero, "s0"));
    assert!(shapes_to_svg(&zero.shapes).contains(">0</tspan>"));
    let asked = ceo_card(vec![assess(1, Vendor::Us, Strength::Unknown, 0)]);
    assert!(!has(&asked, "own"));
    assert!(!has(&ceo_card(vec![]), "own"));
    assert!(ceo_card(vec![]).label.contains("未知"));
}

#[test]
fn every_strength_is_printed_with_its_sign() {
    let printed: Vec<String> = (-3..=3).map(signed).collect();
    assert_eq!(printed, ["−3", "−2", "−1", "0", "+1", "+2", "+3"]);
}

#[test]
fn an_assessment_pales_after_60_and_again_after_120_days() {
    let aged = |days| ceo_card(vec![assess(1, Vendor::Us, Strength::Known(1), days)]);
    assert!(!has(&aged(59), "stale"));
    assert!(has(&aged(60), "stale") && !has(&aged(60), "old"));
    assert!(has(&aged(120), "stale") && has(&aged(120), "old"));
    assert!(aged(60).label.contains("已旧"));
}

#[test]
fn an_assessment_from_another_deal_has_a_question_mark_and_says_so() {
    let taken = |source| {
        let PowerMapChange::Assess { id, person, vendor, value, evidence, observed_at, .. } =
            assess(1, Vendor::Us, Strength::Known(1), 1)
        else {
            panic!("an assessment")
        };
        ceo_card(vec![PowerMapChange::Assess { id, person, vendor, value, evidence, source, observed_at }])
    };
    let (own, other) = (taken(Source::Meeting), taken(Source::OtherDeal));
    assert!(!shapes_to_svg(&own.shapes).contains("+1?") && !own.label.contains("未核实"));
    assert!(shapes_to_svg(&other.shapes).contains("+1?") && other.label.contains("未核实"));
}

#[test]
fn a_name_not_known_has_a_dashed_border_and_says_so() {
    let room = room(vec![person(CEO, "网络部主任", None)], vec![card(CEO, 0, 0, false)]);
    let group = node(&scene(&room, &words()), CEO).expect("on the map");
    assert!(has(&group, "nameless"));
    assert!(shapes_to_svg(&group.shapes).contains("姓名未知"));
}

#[test]
fn rivals_are_hidden_until_they_are_asked_for() {
    let room = room(
        vec![person(CEO, "总经理", None)],
        vec![card(CEO, 0, 0, false), assess(1, Vendor::Competitor(RIVAL), Strength::Known(1), 0)],
    );
    let words = words();
    let hidden = Scene { rivals: false, ..scene(&room, &words) };
    assert!(!has(&node(&hidden, CEO).expect("on the map"), "rival"));
    assert!(has(&node(&scene(&room, &words), CEO).expect("on the map"), "rival-2"));
}

#[test]
fn far_away_only_post_circle_and_star_remain() {
    let room = room(
        vec![person(CEO, "总经理", Some("王建国"))],
        vec![card(CEO, 0, 0, true), assess(1, Vendor::Us, Strength::Known(1), 0)],
    );
    let words = words();
    let far = Scene { detail: Detail::at(0.5), ..scene(&room, &words) };
    let group = node(&far, CEO).expect("on the map");
    assert!(has(&group, "title-far") && has(&group, "own") && has(&group, "star"));
    assert!(!has(&group, "name") && !has(&group, "role"));
    assert_eq!(Detail::at(0.6), Detail::Full);
}

#[test]
fn an_archived_person_is_a_ghost_on_the_map() {
    let mut room = room(vec![person(CEO, "总经理", None)], vec![card(CEO, 0, 0, false)]);
    let actor = room.actor(US, model::AccountRight::Edit);
    accept(&mut room, ACCOUNT, vec![Change::Person(PersonChange::Archive { id: CEO })], actor);
    let group = node(&scene(&room, &words()), CEO).expect("still on the map");
    assert_eq!(group.class, "card ghost");
    assert!(group.label.contains("已离开"));
}

#[test]
fn the_english_reader_sees_the_english_post() {
    let room = room(vec![person(CEO, "总经理", None)], vec![card(CEO, 0, 0, false)]);
    let words = words();
    let english = Scene { locale: Locale::En, ..scene(&room, &words) };
    assert_eq!(english.who(CEO).0, "Managing director");
    assert_eq!(scene(&room, &words).who(CEO).0, "总经理");
}

#[test]
fn a_hostile_name_is_harmless_in_the_exported_picture() {
    let hostile = "<script>alert(1)</script>";
    let room = room(vec![person(CEO, hostile, Some("\"><img src=x>"))], vec![card(CEO, 0, 0, false)]);
    let words = words();
    let scene = scene(&room, &words);
    let (groups, legend) =
        (groups(&scene), legend(&scene, &LegendWords { ours: hostile.into(), ..Default::default() }));
    let part = picture::bounds(&groups).expect("not empty");
    let dress = &as_they_are;
    let whole = picture::Picture {
        groups: &groups,
        part,
        legend: &legend,
        title: hostile,
        facts: hostile,
        dress,
        font: hostile,
    };
    let svg = picture::to_svg(&whole, picture::Sheet::around(part, &legend), (1.0, 1.0));
    assert!(!svg.contains("<script") && !svg.contains("<img"), "{svg}");
    assert!(svg.contains("&lt;script&gt;"));
}

fn drawn(kind: LineKind, from: (i32, i32), to: (i32, i32)) -> String {
    let room = room(
        vec![person(CEO, "总经理", Some("王建国")), person(BUYER, "采购部长", Some("李敏"))],
        vec![
            card(BUYER, from.0, from.1, false),
            card(CEO, to.0, to.1, false),
            PowerMapChange::AddLine { id: LineId::from_u128(1), kind, from: BUYER, to: CEO, note: String::new() },
        ],
    );
    let words = words();
    let map = &room.deal().expect("a deal").1.power_map;
    let group = line(&scene(&room, &words), LineId::from_u128(1), &|person| place_of(map, person)).expect("a line");
    format!("{}\n{}", group.label, shapes_to_svg(&group.shapes).replace("/>", "/>\n"))
}

#[test]
fn a_reporting_line_runs_from_the_superiors_bottom_to_the_subordinates_top() {
    insta::assert_snapshot!(drawn(LineKind::ReportsTo, (750, 356), (620, 216)));
    insta::assert_snapshot!(drawn(LineKind::ReportsTo, (620, 356), (620, 216)));
}

#[test]
fn a_reporting_line_to_somebody_lower_goes_around_both_cards() {
    insta::assert_snapshot!(drawn(LineKind::ReportsTo, (750, 100), (620, 216)));
}

#[test]
fn an_influence_leaves_and_enters_at_the_sides_that_face_each_other() {
    insta::assert_snapshot!(drawn(LineKind::Influences { weight: 3 }, (0, 0), (400, 100)));
    insta::assert_snapshot!(drawn(LineKind::Influences { weight: 1 }, (400, 0), (400, 100)));
}

#[test]
fn a_conflict_looks_the_same_from_both_ends() {
    let shapes = |drawn: String| drawn.split_once('\n').map(|(_, shapes)| shapes.to_owned());
    let there = shapes(drawn(LineKind::ConflictsWith, (0, 0), (400, 100)));
    let back = shapes(drawn(LineKind::ConflictsWith, (400, 100), (0, 0)));
    assert_eq!(there, back);
    insta::assert_snapshot!(there.expect("two lines"));
}

#[test]
fn a_new_card_takes_the_nearest_free_place() {
    let taken = [card_rect(Point::new(0.0, 0.0)), card_rect(Point::new(200.0, 0.0))];
    assert_eq!(free_place(&[], Point::new(5.0, 6.0)), Point::new(5.0, 6.0));
    let at = free_place(&taken, Point::new(10.0, 4.0));
    assert!(!taken.iter().any(|card| card.intersects(card_rect(at))));
    assert!(at.distance(Point::new(10.0, 4.0)) < 250.0);
}

#[test]
fn a_dragged_card_lines_up_with_a_neighbour_in_reach_and_not_beyond() {
    let others = [card_rect(Point::new(0.0, 300.0))];
    let near = snap(card_rect(Point::new(4.0, 100.0)), &others, 6.0);
    assert_eq!((near.dx, near.dy, near.lines.len()), (-4.0, 0.0, 1));
    assert_eq!(snap(card_rect(Point::new(7.0, 100.0)), &others, 6.0), Guides::default());
}

#[test]
fn a_department_is_shaded_only_while_its_people_stand_together() {
    let engineering = DepartmentId::from_u128(30);
    let of = |id, department| match person(id, "工程师", None) {
        PersonChange::Add { id, title, title_en, name, external, .. } => {
            PersonChange::Add { id, title, title_en, name, department, external }
        }
        other => other,
    };
    let stranger = PersonId::from_u128(12);
    let mut base = room(vec![], vec![]);
    let actor = base.actor(US, model::AccountRight::Edit);
    let add = DepartmentChange::Add { id: engineering, name: "技术部".into(), name_en: String::new(), parent: None };
    let people = [of(CEO, Some(engineering)), of(BUYER, Some(engineering)), of(stranger, None)];
    let changes = std::iter::once(Change::Department(add)).chain(people.map(Change::Person)).collect();
    accept(&mut base, ACCOUNT, changes, actor);
    let cards = [card(CEO, 0, 0, false), card(BUYER, 400, 0, false), card(stranger, 200, 300, false)];
    accept(&mut base, DEAL, cards.map(Change::PowerMap).to_vec(), actor);
    let words = words();
    assert_eq!(regions(&scene(&base, &words)).len(), 1);
    let inside =
        PowerMapChange::MoveNodes { to: vec![model::power_map::NodePosition { person: stranger, x: 200, y: 0 }] };
    accept(&mut base, DEAL, vec![Change::PowerMap(inside)], actor);
    assert!(regions(&scene(&base, &words)).is_empty());
    assert!(matches!(base.get(DEAL).map(|state| &state.body), Some(Body::Deal(_))));
}

#[test]
fn the_company_is_framed_only_while_who_is_not_of_it_stands_outside() {
    let adviser = PersonId::from_u128(12);
    let outsider = PersonChange::Add {
        id: adviser,
        title: "设计院院长".into(),
        title_en: String::new(),
        name: None,
        department: None,
        external: true,
    };
    let people = vec![person(CEO, "总经理", None), person(BUYER, "采购部长", None), outsider];
    let at = |x, y| {
        room(people.clone(), vec![card(CEO, 0, 0, false), card(BUYER, 300, 200, false), card(adviser, x, y, false)])
    };
    let words = words();
    let framed = |room: &Room| company(&scene(room, &words)).map(|group| (group.at, group.label));
    let (corner, name) = framed(&at(800, 0)).expect("he stands outside");
    assert!(corner.x < 0.0 && corner.y < 0.0);
    assert_eq!(name, "华岭");
    assert_eq!(framed(&at(150, 100)), None, "he stands among them");
    assert_eq!(framed(&room(people[..2].to_vec(), vec![card(CEO, 0, 0, false)])), None, "nobody is from elsewhere");
    assert!(node(&scene(&at(800, 0), &words), adviser).expect("drawn").label.contains("外部人员"));
}

#[test]
fn a_pinned_card_carries_a_pin_and_says_so() {
    let pin = PowerMapChange::SetPin { person: CEO, pinned: true };
    let room = room(vec![person(CEO, "总经理", None)], vec![card(CEO, 0, 0, false), pin]);
    let words = words();
    let drawn = node(&scene(&room, &words), CEO).expect("drawn");
    assert!(drawn.shapes.iter().any(|shape| matches!(shape, crate::Shape::Path { class, .. } if class == "pin")));
    assert!(drawn.label.contains("位置已固定"));
}
