//! Named moments, and what differs between two states of a deal.

use crate::{fixture::*, samples};
use model::{
    Change, EntityKey, LineId, Millis, Refusal, TextField,
    chain::{ChainChange, StepKind},
    compare::{Aspect, Difference, Kind, Value, compare, kinds, with_ghosts},
    deal::DealChange,
    department::DepartmentChange,
    fishbone::{FishboneChange, Mark, Side},
    moment::MomentChange,
    person::PersonChange,
    power_map::{
        Level, LineKind, PainChange, PainLevel, PowerMapChange, ProfileChange, ProfileText, Stance, Strength, Vendor,
    },
    rank::Place,
};
use proptest::prelude::*;

const DEAL_TEXT: &str = "
    us W AR
    us Y SR
    rival 友商
    总经理   王建国  +3 W key
    采购部长 李敏    -1 W 友商:+2  reports 总经理
    高工     ?       unknown   influences 采购部长 2
";

fn node(title: &str) -> EntityKey {
    EntityKey::Node(person(title))
}

fn of(differences: &[Difference], item: EntityKey) -> (Kind, Vec<(Aspect, Value, Value)>) {
    let found = differences.iter().find(|difference| difference.item == item).unwrap();
    (found.kind, found.changed.clone())
}

#[test]
fn a_state_does_not_differ_from_itself_and_moving_a_card_is_no_news() {
    let mut world = World::read(DEAL_TEXT);
    let before = world.room.clone();
    assert_eq!(compare(&before, &world.room), []);
    let to = vec![model::power_map::NodePosition { person: person("高工"), x: 500, y: 900 }];
    world.does(user("W"), &[map(PowerMapChange::MoveNodes { to })]);
    assert_eq!(compare(&before, &world.room), []);
}

#[test]
fn who_came_who_went_and_what_changed_is_told_with_old_and_new_value() {
    let mut world = World::read(DEAL_TEXT);
    let before = world.room.clone();
    world.does(user("W"), &[remove_nodes(&["高工"])]);
    world.does(user("W"), &new_person("财务总监", Some("姚秀英")));
    world.does(user("W"), &[assess("新评估", "采购部长", 1, "2026-03-05")]);
    world.does(user("W"), &[map(PowerMapChange::SetKey { person: person("采购部长"), key: true })]);
    let name = PersonChange::SetName { id: person("总经理"), name: Some("王建军".to_owned()) };
    world.does(user("W"), &[Change::Person(name)]);
    let found = compare(&before, &world.room);
    assert_eq!(of(&found, node("高工")), (Kind::Left, vec![]));
    assert_eq!(of(&found, EntityKey::Line(line("高工", "采购部长"))), (Kind::Left, vec![]));
    assert_eq!(of(&found, node("财务总监")), (Kind::Joined, vec![]));
    let changed = vec![
        (Aspect::Strength, Value::Strength(-1), Value::Strength(1)),
        (Aspect::Key, Value::Flag(false), Value::Flag(true)),
    ];
    assert_eq!(of(&found, node("采购部长")), (Kind::Changed, changed));
    let text = |text: &str| Value::Text(text.to_owned());
    let renamed = vec![(Aspect::Name, text("王建国"), text("王建军"))];
    assert_eq!(of(&found, node("总经理")), (Kind::Changed, renamed));
    assert_eq!(found.len(), 5);
}

#[test]
fn another_superior_is_a_change_of_the_person_not_of_lines() {
    let mut world = World::read(DEAL_TEXT);
    let before = world.room.clone();
    let lines = vec![line("采购部长", "总经理")];
    world.does(user("W"), &[map(PowerMapChange::RemoveLines { lines })]);
    world.does(user("W"), &[draw(LineKind::ReportsTo, "采购部长", "高工")]);
    let changed = vec![(Aspect::Superior, Value::Person(person("总经理")), Value::Person(person("高工")))];
    assert_eq!(compare(&before, &world.room), [Difference { item: node("采购部长"), kind: Kind::Changed, changed }]);
}

#[test]
fn what_is_known_of_a_person_is_compared_aspect_by_aspect_with_each_competitor_of_his_own() {
    let mut world = World::read(&format!("{DEAL_TEXT}\n    rival 对手"));
    let who = person("采购部长");
    let before = world.room.clone();
    let text = |text: &str| Value::Text(text.to_owned());
    let profile = |change| map(PowerMapChange::Profile { person: who, change });
    let theirs = |name| Vendor::Competitor(rival(name));
    world.does(user("W"), &[judge("r", "采购部长", theirs("对手"), Strength::Known(1), "", day("2026-03-05"))]);
    world.does(user("W"), &[profile(ProfileChange::SetLevel { level: Some(Level::Management) })]);
    let stance = ProfileChange::SetStance { stance: Some(Stance::Opponent), toward: Some(Vendor::Us) };
    world.does(user("W"), &[profile(stance)]);
    let approach =
        ProfileChange::EditText { which: ProfileText::Approach, from: String::new(), to: "先讲数据".to_owned() };
    world.does(user("W"), &[profile(approach)]);
    let reach = PainChange::Reach {
        id: pain("one"),
        level: PainLevel::Admitted,
        evidence: "会上说的".to_owned(),
        observed_at: day("2026-03-05"),
    };
    world.does(user("W"), &[map(PowerMapChange::Pain { person: who, change: reach })]);
    world.does(user("W"), &[Change::Person(PersonChange::SetExternal { id: who, external: true })]);
    let changed = vec![
        (Aspect::External, Value::Flag(false), Value::Flag(true)),
        (Aspect::RivalStrength(rival("对手")), Value::None, Value::Strength(1)),
        (Aspect::Level, Value::None, Value::Level(Level::Management)),
        (Aspect::Stance, Value::None, Value::Stance(Stance::Opponent)),
        (Aspect::Toward, Value::None, Value::Vendor(Vendor::Us)),
        (Aspect::Pain, Value::None, Value::Pain(PainLevel::Admitted)),
        (Aspect::Profile(ProfileText::Approach), Value::None, text("先讲数据")),
    ];
    let expected = [Difference { item: node("采购部长"), kind: Kind::Changed, changed }];
    assert_eq!(compare(&before, &world.room), expected);
}

#[test]
fn a_competitor_that_is_no_longer_of_the_deal_is_said_once_for_each_person() {
    let mut world = World::read(DEAL_TEXT);
    let before = world.room.clone();
    world.does(user("W"), &[Change::Deal(DealChange::RemoveRival { competitor: rival("友商") })]);
    let changed = vec![(Aspect::RivalStrength(rival("友商")), Value::Strength(2), Value::None)];
    let expected = [Difference { item: node("采购部长"), kind: Kind::Changed, changed }];
    assert_eq!(compare(&before, &world.room), expected);
}

#[test]
fn lines_to_superiors_are_marked_in_the_drawing_and_the_old_one_is_a_ghost() {
    let mut world = World::read(DEAL_TEXT);
    let before = world.room.clone();
    let (old, new) = (line("采购部长", "总经理"), line("采购部长", "高工"));
    world.does(user("W"), &[map(PowerMapChange::RemoveLines { lines: vec![old] })]);
    world.does(user("W"), &[draw(LineKind::ReportsTo, "采购部长", "高工")]);
    let differences = compare(&before, &world.room);
    let kinds = kinds(&before, &world.room, &differences);
    let of_lines = [(EntityKey::Line(old), Kind::Left), (EntityKey::Line(new), Kind::Joined)];
    let mut all: Vec<_> = of_lines.into_iter().chain([(node("采购部长"), Kind::Changed)]).collect();
    all.sort();
    assert_eq!(kinds.into_iter().collect::<Vec<_>>(), all);
    let both = with_ghosts(&before, &world.room, &differences);
    let drawn: Vec<_> = both.deal().unwrap().1.power_map.live_lines().map(|(id, _)| id).collect();
    assert!(drawn.contains(&old) && drawn.contains(&new));
}

#[test]
fn beside_the_ghost_of_the_old_line_the_superior_is_the_new_one() {
    let mut world = World::read(DEAL_TEXT);
    let before = world.room.clone();
    let (who, new) = (person("采购部长"), LineId::from_u128(u128::MAX));
    let lines = vec![line("采购部长", "总经理")];
    world.does(user("W"), &[map(PowerMapChange::RemoveLines { lines })]);
    let (from, to) = (who, person("高工"));
    let drawn = PowerMapChange::AddLine { id: new, kind: LineKind::ReportsTo, from, to, note: String::new() };
    world.does(user("W"), &[map(drawn)]);
    let both = with_ghosts(&before, &world.room, &compare(&before, &world.room));
    let map = &both.deal().unwrap().1.power_map;
    assert_eq!(map.superior_line(who).map(|(id, _)| id), Some(new));
    assert_eq!(map.superiors().get(&who), Some(&to));
}

#[test]
fn a_department_that_was_dissolved_frames_its_people_as_a_ghost() {
    let mut world = World::read(DEAL_TEXT);
    world.does(user("W"), &[add_department("采购部")]);
    let before = world.room.clone();
    let archive = DepartmentChange::Archive { id: department("采购部") };
    world.does(user("W"), &[Change::Department(archive)]);
    let differences = compare(&before, &world.room);
    let left = Difference { item: EntityKey::Department(department("采购部")), kind: Kind::Left, changed: vec![] };
    assert_eq!(differences, [left]);
    let both = with_ghosts(&before, &world.room, &differences);
    assert!(!both.account().unwrap().1.departments[&department("采购部")].archived);
}

#[test]
fn heads_sides_weights_and_notes_are_compared() {
    let mut world = World::read(DEAL_TEXT);
    world.does(user("W"), &[add_department("采购部"), add_fishbone("签约", None)]);
    world.does(user("W"), &[add_bone("签约", "采购部", Place::Last)]);
    let before = world.room.clone();
    let id = fishbone("签约");
    let text = |text: &str| Value::Text(text.to_owned());
    let side = FishboneChange::SetSide { id, department: department("采购部"), side: Some(Side::Lower) };
    let label = FishboneChange::SetLabel { mark: Mark::A, label: "拍板".to_owned() };
    world.does(user("W"), &[Change::Fishbone(side), Change::Fishbone(label)]);
    let influence = line("高工", "采购部长");
    let note = PowerMapChange::EditLineNote { id: influence, from: String::new(), to: "校友".to_owned() };
    world.does(user("W"), &[map(note), map(PowerMapChange::SetWeight { id: influence, weight: 3 })]);
    let found = compare(&before, &world.room);
    let weight = (Aspect::Weight, Value::Count(2), Value::Count(3));
    let noted = (Aspect::Note, Value::None, text("校友"));
    assert_eq!(of(&found, EntityKey::Line(influence)), (Kind::Changed, vec![weight, noted]));
    let side = vec![(Aspect::Side, Value::None, Value::Side(Side::Lower))];
    assert_eq!(of(&found, EntityKey::Bone(id, department("采购部"))), (Kind::Changed, side));
    let label = vec![(Aspect::MarkLabel(Mark::A), Value::None, text("拍板"))];
    assert_eq!(of(&found, EntityKey::Fishbone(id)), (Kind::Changed, label));
}

#[test]
fn fishbones_and_the_chain_are_compared_as_well() {
    let mut world = World::read(DEAL_TEXT);
    world.does(user("W"), &[add_department("采购部"), add_department("技术部"), add_fishbone("签约", None)]);
    for name in ["采购部", "技术部"] {
        world.does(user("W"), &[add_bone("签约", name, Place::Last)]);
    }
    world.does(user("W"), &[put_on("签约", "采购部", "采购部长", Place::Last), add_step("立项", Place::Last)]);
    let before = world.room.clone();
    let id = fishbone("签约");
    world.does(user("W"), &[move_on("签约", "技术部", "采购部长", Place::Last)]);
    let mark = FishboneChange::SetMark { id, person: person("采购部长"), mark: Some(Mark::A) };
    world.does(user("W"), &[Change::Fishbone(mark), add_step("招标", Place::Last), takes_part("立项", "总经理")]);
    let found = compare(&before, &world.room);
    let (kind, changed) = of(&found, EntityKey::BonePerson(id, person("采购部长")));
    let aspects: Vec<Aspect> = changed.iter().map(|(aspect, ..)| *aspect).collect();
    assert_eq!((kind, aspects), (Kind::Changed, vec![Aspect::Department, Aspect::Mark]));
    assert_eq!(of(&found, EntityKey::Step(step("招标"))).0, Kind::Joined);
    assert_eq!(of(&found, EntityKey::StepPerson(step("立项"), person("总经理"))), (Kind::Joined, vec![]));
    assert_eq!(found.len(), 3);
}

#[test]
fn who_moved_in_an_order_is_told_with_both_ranks_and_nobody_is_moved_by_what_is_new_or_passes_by() {
    let mut world = World::read(DEAL_TEXT);
    for name in ["采购部", "技术部", "法务部", "财务部"] {
        world.does(user("W"), &[add_department(name)]);
    }
    world.does(user("W"), &[add_fishbone("签约", None)]);
    for name in ["采购部", "技术部", "法务部"] {
        world.does(user("W"), &[add_bone("签约", name, Place::Last)]);
    }
    for name in ["立项", "预算", "招标", "评标", "签约"] {
        world.does(user("W"), &[add_step(name, Place::Last)]);
    }
    let before = world.room.clone();
    world.does(user("W"), &[add_bone("签约", "财务部", Place::Before(department("采购部")))]);
    let bone = |name| EntityKey::Bone(fishbone("签约"), department(name));
    let joined = Difference { item: bone("财务部"), kind: Kind::Joined, changed: vec![] };
    assert_eq!(compare(&before, &world.room), std::slice::from_ref(&joined));
    world.does(user("W"), &[move_bone("签约", "法务部", Place::Before(department("财务部")))]);
    let first = ChainChange::MoveStep { id: step("签约"), place: Place::Before(step("立项")) };
    world.does(user("W"), &[Change::Chain(first)]);
    let rank = |was, is| (Kind::Changed, vec![(Aspect::Rank, Value::Count(was), Value::Count(is))]);
    let found = compare(&before, &world.room);
    assert_eq!(of(&found, bone("法务部")), rank(3, 1));
    assert_eq!(of(&found, EntityKey::Step(step("签约"))), rank(5, 1));
    assert!(found.contains(&joined) && found.len() == 3, "{found:?}");
}

#[test]
fn of_two_that_changed_places_the_same_one_moved_there_and_back() {
    let mut world = World::read(DEAL_TEXT);
    world.does(user("W"), &[add_step("立项", Place::Last), add_step("招标", Place::Last)]);
    let before = world.room.clone();
    let swap = ChainChange::MoveStep { id: step("招标"), place: Place::Before(step("立项")) };
    world.does(user("W"), &[Change::Chain(swap)]);
    let items = |found: Vec<Difference>| found.into_iter().map(|one| one.item).collect::<Vec<_>>();
    let there = items(compare(&before, &world.room));
    assert_eq!(there.len(), 1);
    assert_eq!(there, items(compare(&world.room, &before)));
}

#[test]
fn another_kind_of_step_is_told() {
    let mut world = World::read(DEAL_TEXT);
    world.does(user("W"), &[add_step("立项", Place::Last)]);
    let before = world.room.clone();
    let was = world.deal().chain.live(step("立项")).unwrap().kind;
    let rename = ChainChange::SetStepName { id: step("立项"), kind: StepKind::Tender, name: "立项".to_owned() };
    world.does(user("W"), &[Change::Chain(rename)]);
    let changed = vec![(Aspect::StepKind, Value::StepKind(was), Value::StepKind(StepKind::Tender))];
    let expected = [Difference { item: EntityKey::Step(step("立项")), kind: Kind::Changed, changed }];
    assert_eq!(compare(&before, &world.room), expected);
}

#[test]
fn a_note_on_a_line_to_a_superior_is_told_of_the_line() {
    let mut world = World::read(DEAL_TEXT);
    let before = world.room.clone();
    let id = line("采购部长", "总经理");
    let note = PowerMapChange::EditLineNote { id, from: String::new(), to: "代管".to_owned() };
    world.does(user("W"), &[map(note)]);
    let changed = vec![(Aspect::Note, Value::None, Value::Text("代管".to_owned()))];
    assert_eq!(compare(&before, &world.room), [Difference { item: EntityKey::Line(id), kind: Kind::Changed, changed }]);
}

#[test]
fn what_a_mark_means_is_told_once_however_many_fishbones_there_are() {
    let mut world = World::read(DEAL_TEXT);
    world.does(user("W"), &[add_fishbone("签约", None), add_fishbone("回款", None)]);
    let before = world.room.clone();
    let label = FishboneChange::SetLabel { mark: Mark::A, label: "拍板".to_owned() };
    world.does(user("W"), &[Change::Fishbone(label)]);
    let found = compare(&before, &world.room);
    assert_eq!(found.len(), 1, "{found:?}");
    let changed = [(Aspect::MarkLabel(Mark::A), Value::None, Value::Text("拍板".to_owned()))];
    assert_eq!((found[0].kind, found[0].changed.as_slice()), (Kind::Changed, changed.as_slice()));
    // Also where the first of them is there no more.
    let EntityKey::Fishbone(id) = found[0].item else { panic!("{found:?}") };
    world.does(user("W"), &[Change::Fishbone(FishboneChange::Archive { id })]);
    let found = compare(&before, &world.room);
    assert!(found.iter().any(|one| one.changed == changed), "{found:?}");
}

#[test]
fn what_was_part_of_something_that_left_is_not_told_piece_by_piece() {
    let mut world = World::read(DEAL_TEXT);
    world.does(
        user("W"),
        &[add_department("采购部"), add_fishbone("签约", None), add_bone("签约", "采购部", Place::Last)],
    );
    world.does(user("W"), &[put_on("签约", "采购部", "采购部长", Place::Last), add_step("立项", Place::Last)]);
    world.does(user("W"), &[takes_part("立项", "总经理")]);
    let before = world.room.clone();
    world.does(user("W"), &[Change::Fishbone(FishboneChange::Archive { id: fishbone("签约") })]);
    world.does(user("W"), &[Change::Chain(ChainChange::RemoveSteps { steps: vec![step("立项")] })]);
    let left = |item| Difference { item, kind: Kind::Left, changed: vec![] };
    let expected = [left(EntityKey::Fishbone(fishbone("签约"))), left(EntityKey::Step(step("立项")))];
    assert_eq!(compare(&before, &world.room), expected);
    let both = with_ghosts(&before, &world.room, &expected);
    assert_eq!(compare(&before, &both), [], "as ghosts they are there with all that was part of them");
}

#[test]
fn a_department_that_came_went_or_has_another_name_is_told() {
    let mut world = World::read(DEAL_TEXT);
    world.does(user("W"), &[add_department("采购部"), add_department("技术部")]);
    let before = world.room.clone();
    let renamed = DepartmentChange::SetName { id: department("采购部"), name: "采购中心".to_owned() };
    let dissolved = DepartmentChange::Archive { id: department("技术部") };
    world.does(user("W"), &[add_department("财务部"), Change::Department(renamed), Change::Department(dissolved)]);
    let found = compare(&before, &world.room);
    let item = |name| EntityKey::Department(department(name));
    let text = |text: &str| Value::Text(text.to_owned());
    assert_eq!(of(&found, item("财务部")).0, Kind::Joined);
    assert_eq!(of(&found, item("技术部")).0, Kind::Left);
    assert_eq!(of(&found, item("采购部")), (Kind::Changed, vec![(Aspect::Name, text("采购部"), text("采购中心"))]));
}

#[test]
fn what_has_left_stands_among_the_rest_as_a_ghost_with_its_lines() {
    let mut world = World::read(DEAL_TEXT);
    let before = world.room.clone();
    world.does(user("W"), &[remove_nodes(&["高工"])]);
    let both = with_ghosts(&before, &world.room, &compare(&before, &world.room));
    let map = &both.deal().unwrap().1.power_map;
    assert!(map.live_node(person("高工")).is_some());
    assert!(map.live_lines().any(|(id, _)| id == line("高工", "采购部长")));
    assert!(world.map().live_node(person("高工")).is_none(), "the state itself is left alone");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn backwards_what_joined_has_left_and_values_change_places(worlds in crate::properties::two_states()) {
        let (before, after) = worlds;
        let turned = |kind| match kind {
            Kind::Joined => Kind::Left,
            Kind::Left => Kind::Joined,
            Kind::Changed => Kind::Changed,
        };
        let mut there = compare(&before, &after);
        let mut back = compare(&after, &before);
        for difference in &mut back {
            difference.kind = turned(difference.kind);
            for (_, old, new) in &mut difference.changed {
                std::mem::swap(old, new);
            }
        }
        there.sort_by_key(|difference| (difference.item, difference.kind));
        back.sort_by_key(|difference| (difference.item, difference.kind));
        prop_assert_eq!(&there, &back);
        // As a ghost everything that left is there again.
        let both = with_ghosts(&before, &after, &there);
        let again = compare(&before, &both);
        // But a line one of whose ends is no card any more, and departments, which the drawing has no ghosts of.
        let gone = |item: &EntityKey| !matches!(item, EntityKey::Line(_) | EntityKey::Department(_));
        prop_assert!(!again.iter().any(|difference| difference.kind == Kind::Left && gone(&difference.item)));
    }
}

#[test]
fn a_moment_has_a_name_and_a_time_that_has_been() {
    let mut world = World::read(samples::EVERYBODY);
    let add = |name: &str, at: Millis| {
        Change::Moment(MomentChange::Add { id: moment("评审前"), name: name.to_owned(), at })
    };
    let now = world.now;
    let tomorrow = Millis(now.0 + 2 * 86_400_000);
    assert_eq!(world.refuses(user("W"), &[add("评审前", tomorrow)]), Refusal::DayOutOfRange);
    assert_eq!(world.refuses(user("W"), &[add("评审前", Millis(i64::MIN))]), Refusal::DayOutOfRange);
    assert_eq!(world.refuses(user("W"), &[add(" ", now)]), Refusal::EmptyText { field: TextField::MomentName });
    world.does(user("W"), &[add("评审前", now)]);
    assert_eq!(world.refuses(user("W"), &[add("评审前", now)]), Refusal::AlreadyExists);
    let unknown = Change::Moment(MomentChange::Remove { id: moment("没有") });
    assert_eq!(world.refuses(user("W"), &[unknown]), Refusal::UnknownMoment { moment: moment("没有") });
    let kept = &world.deal().moments[&moment("评审前")];
    assert_eq!((kept.name.as_str(), kept.at, kept.by), ("评审前", now, user("W")));
}
