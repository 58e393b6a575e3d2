//! The two geometric rules of T-02 for any fishbone, labels that never touch, and places read as ranks.

mod marks;

use super::*;
use crate::{Point, Rect, Shape, shapes_to_svg};
use model::{
    AccountId, AccountRight, Actor, AssessmentId, Change, ClientId, Day, DealId, DealRole, DepartmentId, EntityKey,
    FishboneId, Locale, Millis, Op, OpId, Part, PersonId, Room, Seq, Stage, Stamp, StreamId, StreamState, UserId,
    WorkspaceRole,
    account::AccountChange,
    deal::DealChange,
    department::DepartmentChange,
    fishbone::{Fishbone, FishboneChange, Mark, RelationState, Side},
    member::MemberChange,
    person::PersonChange,
    power_map::{Age, PowerMapChange, Source, Strength, Vendor},
    rank::Place,
    team::TeamChange,
};
use proptest::prelude::*;

const ACCOUNT: StreamId = StreamId::Account(AccountId::from_u128(1));
const DEAL: StreamId = StreamId::Deal(DealId::from_u128(2));
const ID: FishboneId = FishboneId::from_u128(3);
const TODAY: Day = Day(20_000);
const US: UserId = UserId::from_u128(7);

const fn bone(number: usize) -> DepartmentId {
    DepartmentId::from_u128(1_000 + number as u128)
}

const fn person(bone: usize, number: usize) -> PersonId {
    PersonId::from_u128(100_000 + 100 * bone as u128 + number as u128)
}

fn words() -> Words {
    Words {
        goal: "目标".into(),
        bone: "骨".into(),
        person: "人".into(),
        name_unknown: "姓名未知".into(),
        unknown: "未知".into(),
        gone: "已离开".into(),
        stale: "评估已旧".into(),
        misplaced: "A 应比 B 更靠近轴线".into(),
        states: ["有好感", "需提高", "有过合作", "未评估"].map(Into::into),
        marks: ["核心意见", "影响意见"].map(Into::into),
    }
}

fn accept(room: &mut Room, stream: StreamId, changes: Vec<Change>, actor: Actor) {
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

/// Posts and names as long as they get, in both languages.
const TITLES: [(&str, &str); 4] = [
    ("常务副总经理兼数据中心建设指挥部总指挥", "Executive Deputy General Manager, Data Centre Construction"),
    ("董事", "CTO"),
    ("网络运营与信息安全部高级工程师", "Senior Engineer, Network Operations and Security"),
    ("采购部长", "Head of procurement"),
];
const NAMES: [&str; 4] =
    ["买买提·阿不都热合曼·艾力", "李敏", "Wolfeschlegelsteinhausenbergerdorff Adolph", "Wm. O'Neill"];
const DEPARTMENTS: [(&str, &str); 3] = [
    ("数据中心规划与建设指挥部办公室综合处", "Data Centre Planning and Construction Office"),
    ("董事会", "Board"),
    ("采购中心", "Procurement centre"),
];

/// A room with one fishbone whose bones have so many people each.
fn room(people: &[usize]) -> Room {
    let mut room = Room::of([StreamId::Workspace, ACCOUNT, DEAL].map(|stream| (stream, StreamState::empty(stream))));
    let join = MemberChange::Join {
        user: US,
        name: "吴磊".into(),
        initials: "W".into(),
        colour: 1,
        role: WorkspaceRole::Admin,
    };
    accept(&mut room, StreamId::Workspace, vec![Change::Member(join)], Actor::SYSTEM);
    let me = |room: &Room| room.actor(US, AccountRight::Edit);
    let create = AccountChange::Create {
        name: "华岭".into(),
        name_en: String::new(),
        level: Default::default(),
        industry: String::new(),
        region: String::new(),
    };
    let mut records = vec![Change::Account(create)];
    let mut drawn =
        vec![FishboneChange::Add { id: ID, goal: "12月签约".into(), detail: "一期 4,200万".into(), from: None }];
    for (number, count) in people.iter().enumerate() {
        let (name, name_en) = DEPARTMENTS[number % DEPARTMENTS.len()];
        let id = bone(number);
        records.push(Change::Department(DepartmentChange::Add {
            id,
            name: name.into(),
            name_en: name_en.into(),
            parent: None,
        }));
        drawn.push(FishboneChange::AddBone { id: ID, department: id, place: Place::Last, side: None });
        for at in 0..*count {
            let (title, title_en) = TITLES[(number + at) % TITLES.len()];
            let name = (at % 5 != 4).then(|| NAMES[at % NAMES.len()].to_owned());
            let id = person(number, at);
            let (title, title_en) = (title.to_owned(), title_en.to_owned());
            records.push(Change::Person(PersonChange::Add {
                id,
                title,
                title_en,
                name,
                department: None,
                external: false,
            }));
            drawn.push(FishboneChange::AddPerson { id: ID, person: id, bone: bone(number), place: Place::Last });
            let mark = [Some(Mark::B), Some(Mark::A), None][at % 3];
            drawn.push(FishboneChange::SetMark { id: ID, person: id, mark });
        }
    }
    let actor = me(&room);
    accept(&mut room, ACCOUNT, records, actor);
    let create = DealChange::Create {
        account: AccountId::from_u128(1),
        name: "数据中心".into(),
        name_en: String::new(),
        stage: Stage::ALL[0],
        amount: None,
        expected_sign: None,
    };
    let team = TeamChange::Join { user: US, role: DealRole::Ar, initials: "W".into() };
    accept(&mut room, DEAL, vec![Change::Deal(create), Change::Team(team)], actor);
    let actor = me(&room);
    accept(&mut room, DEAL, drawn.into_iter().map(Change::Fishbone).collect(), actor);
    room
}

fn fishbone(room: &Room) -> &Fishbone {
    &room.deal().expect("a deal").1.fishbones.all[&ID]
}

fn laid(room: &Room, locale: Locale) -> Layout {
    layout(room, &words(), (locale, TODAY), ID, fishbone(room))
}

/// One fishbone after some more changes, which nobody checks.
fn changed(room: &Room, changes: &[FishboneChange]) -> Layout {
    layout(room, &words(), (Locale::Zh, TODAY), ID, &fishbone(room).foreseen(ID, changes))
}

/// What contradicts the two rules, or touches something.
fn faults(layout: &Layout) -> Vec<String> {
    let mut faults = Vec::new();
    for two in layout.bones.windows(2) {
        if two[0].root.x <= two[1].root.x {
            faults.push(format!("bone {} is not to the right of bone {}", two[0].rank, two[1].rank));
        }
    }
    for bone in &layout.bones {
        let away: Vec<f64> = bone.people.iter().map(|person| layout.people[person].at.y.abs()).collect();
        if away.windows(2).any(|two| two[0] >= two[1]) {
            faults
                .push(format!("on bone {} somebody stands as near to the spine as somebody of less weight", bone.rank));
        }
        let above = layout.people.values().filter(|spot| spot.bone == bone.department).all(|spot| spot.at.y < 0.0);
        if !bone.people.is_empty() && above != (bone.side == Side::Upper) {
            faults.push(format!("people of bone {} stand on the other side", bone.rank));
        }
    }
    let labels = layout.people.values().map(|spot| (spot.called.clone(), spot.label()));
    let pills = layout.bones.iter().map(|bone| (bone.called.clone(), bone.pill()));
    let marks = layout.people.values().map(|spot| {
        let mark = Rect::new(spot.at.x, spot.at.y, 0.0, 0.0).inflated(MARK_RADIUS - 1.0);
        (format!("shape of {}", spot.called), mark)
    });
    let boxes: Vec<(String, Rect)> =
        labels.chain(pills).chain(marks).chain([("head".to_owned(), layout.head.face())]).collect();
    for (at, (one, rect)) in boxes.iter().enumerate() {
        faults.extend(
            boxes[at + 1..]
                .iter()
                .filter(|(_, other)| rect.intersects(*other))
                .map(|(other, _)| format!("{one} touches {other}")),
        );
    }
    for spot in layout.people.values() {
        let crossed = layout.bones.iter().filter(|bone| {
            let label = spot.label();
            let crosses = |y: f64| {
                let away = y * layout::sign(bone.side);
                away > 0.0 && away < bone.length && (label.x..label.right()).contains(&bone.at(away).x)
            };
            crosses(label.y) || crosses(label.bottom())
        });
        faults.extend(crossed.map(|bone| format!("bone {} runs through {}", bone.rank, spot.called)));
    }
    faults
}

/// A change anybody could make, on a fishbone of `room`.
fn any_change(bones: usize, people: usize) -> impl Strategy<Value = FishboneChange> {
    let department = (0..bones).prop_map(bone);
    let side = prop_oneof![Just(None), Just(Some(Side::Upper)), Just(Some(Side::Lower))];
    let place = prop_oneof![Just(Place::Last), (0..bones).prop_map(|number| Place::Before(bone(number)))];
    let who = (0..bones, 0..people).prop_map(|(bone, number)| person(bone, number));
    let spot = prop_oneof![Just(Place::Last), who.clone().prop_map(Place::Before)];
    prop_oneof![
        (department.clone(), place).prop_map(|(department, place)| FishboneChange::MoveBone {
            id: ID,
            department,
            place
        }),
        (department.clone(), side).prop_map(|(department, side)| FishboneChange::SetSide { id: ID, department, side }),
        (who.clone(), department.clone(), spot).prop_map(|(person, bone, place)| FishboneChange::MovePerson {
            id: ID,
            person,
            bone,
            place
        }),
        department.clone().prop_map(|department| FishboneChange::RemoveBone { id: ID, department }),
        department.prop_map(|department| FishboneChange::RestoreBone { id: ID, department }),
        who.prop_map(|person| FishboneChange::RemovePeople { id: ID, people: vec![person] }),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn rank_is_position_and_no_two_labels_touch_whatever_was_edited(
        people in prop::collection::vec(0_usize..=15, 1..=12),
        changes in prop::collection::vec(any_change(12, 15), 0..40),
        english in any::<bool>(),
    ) {
        let room = room(&people);
        let then = fishbone(&room).foreseen(ID, &changes);
        let locale = if english { Locale::En } else { Locale::Zh };
        let layout = layout(&room, &words(), (locale, TODAY), ID, &then);
        prop_assert_eq!(faults(&layout), Vec::<String>::new());
    }

    #[test]
    fn who_is_let_go_where_he_stands_keeps_his_rank(people in prop::collection::vec(0_usize..=15, 1..=12)) {
        let room = room(&people);
        let layout = laid(&room, Locale::Zh);
        for (number, bone) in layout.bones.iter().enumerate() {
            let next = layout.bones.get(number + 1).map(|bone| bone.department);
            prop_assert_eq!(layout.bone_slot(bone.department, bone.root), Some(BoneSlot { before: next, side: bone.side }));
            for (at, person) in bone.people.iter().enumerate() {
                let slot = layout.person_slot(layout.people[person].at, Some(*person));
                prop_assert_eq!(slot, Some(PersonSlot { bone: bone.department, before: bone.people.get(at + 1).copied() }));
            }
        }
    }
}

#[test]
fn twelve_bones_with_fifteen_people_each_stay_legible_in_both_languages() {
    let room = room(&[15; 12]);
    for locale in [Locale::Zh, Locale::En] {
        let layout = laid(&room, locale);
        assert_eq!(faults(&layout), Vec::<String>::new());
        assert_eq!(layout.people.len(), 180);
        let bounds = layout.bounds();
        // On A3 across, 420 by 297 mm with 10 mm of margin, a post of 12.5 units is still as high as a footnote: 5 points.
        let millimetres = (400.0 / bounds.width).min(277.0 / bounds.height);
        assert!(millimetres * TITLE_SIZE * 72.0 / 25.4 > 5.0, "{bounds:?}");
    }
}

#[test]
fn bones_alternate_lean_away_from_the_head_and_the_first_stands_nearest() {
    let layout = laid(&room(&[2, 1, 0, 4]), Locale::Zh);
    let sides: Vec<Side> = layout.bones.iter().map(|bone| bone.side).collect();
    assert_eq!(sides, [Side::Upper, Side::Lower, Side::Upper, Side::Lower]);
    assert_eq!(layout.bones[0].root, Point::new(-FIRST_BONE, 0.0));
    for bone in &layout.bones {
        let (foot, end) = (bone.root, bone.at(100.0));
        let angle = ((end.y - foot.y).abs() / (foot.x - end.x)).atan().to_degrees();
        assert!((angle - 60.0).abs() < 1e-9 && end.x < foot.x);
    }
}

#[test]
fn a_bone_held_further_right_means_a_better_rank_and_across_the_spine_the_other_side() {
    let layout = laid(&room(&[1, 1, 1]), Locale::Zh);
    let third = &layout.bones[2];
    let slot = |x, y| layout.bone_slot(third.department, Point::new(x, y));
    assert_eq!(slot(0.0, 0.0), Some(BoneSlot { before: Some(bone(0)), side: Side::Upper }));
    assert_eq!(slot(layout.bones[1].root.x + 1.0, 10.0), Some(BoneSlot { before: Some(bone(1)), side: Side::Upper }));
    assert_eq!(slot(third.root.x - 500.0, 200.0), Some(BoneSlot { before: None, side: Side::Lower }));
    assert_eq!(layout.bone_slot(bone(9), Point::default()), None);
}

#[test]
fn a_person_let_go_nearer_to_the_spine_or_on_another_bone_gets_that_place() {
    let layout = laid(&room(&[3, 2]), Locale::Zh);
    let (upper, lower) = (&layout.bones[0], &layout.bones[1]);
    let last = person(0, 2);
    let slot = |at| layout.person_slot(at, Some(last));
    assert_eq!(slot(upper.at(10.0)), Some(PersonSlot { bone: bone(0), before: Some(person(0, 0)) }));
    assert_eq!(slot(upper.at(90.0)), Some(PersonSlot { bone: bone(0), before: Some(person(0, 1)) }));
    assert_eq!(slot(lower.at(70.0)), Some(PersonSlot { bone: bone(1), before: Some(person(1, 1)) }));
    assert_eq!(slot(lower.at(lower.length)), Some(PersonSlot { bone: bone(1), before: None }));
    assert_eq!(slot(Point::new(5_000.0, -80.0)), None, "far from every bone is nowhere");
}

#[test]
fn a_bone_without_people_takes_the_first_one_anywhere_near() {
    let layout = laid(&room(&[0]), Locale::Zh);
    let slot = layout.person_slot(layout.bones[0].at(60.0), None);
    assert_eq!(slot, Some(PersonSlot { bone: bone(0), before: None }));
    assert_eq!(layout.person_slot(Point::new(-FIRST_BONE, 60.0), None), None, "nothing hangs below the spine");
}

fn classes(group: &crate::Group) -> String {
    let svg = shapes_to_svg(&group.shapes);
    svg.split("class=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect::<Vec<_>>().join(" ")
}

#[test]
fn each_relation_has_a_shape_of_its_own() {
    let shapes = [
        RelationState::Favourable,
        RelationState::NeedsImprovement,
        RelationState::Cooperated,
        RelationState::NotAssessed,
    ]
    .map(|state| shapes_to_svg(&[state_shape(state, Age::Fresh)]));
    let without_class = shapes.map(|svg| svg.replace(char::is_alphabetic, "").len() as u32 + svg.len() as u32 * 1_000);
    let distinct: std::collections::BTreeSet<u32> = without_class.into_iter().collect();
    assert_eq!(distinct.len(), 4);
}

#[test]
fn the_relation_is_the_maps_as_long_as_nobody_states_another() {
    let mut room = room(&[1]);
    let who = person(0, 0);
    let actor = room.actor(US, AccountRight::Edit);
    let node = PowerMapChange::AddNode { person: who, x: 0, y: 0, buying_role: None, key: false };
    let assess = PowerMapChange::Assess {
        id: AssessmentId::from_u128(1),
        person: who,
        vendor: Vendor::Us,
        value: Strength::Known(-1),
        evidence: String::new(),
        source: Source::InPerson,
        observed_at: TODAY,
    };
    accept(&mut room, DEAL, vec![Change::PowerMap(node), Change::PowerMap(assess)], actor);
    assert!(classes(&laid(&room, Locale::Zh).person(&words(), who).expect("on it")).contains("needs-improvement"));
    let seen = |room: &Room, days| {
        let layout = layout(room, &words(), (Locale::Zh, TODAY.plus(days)), ID, fishbone(room));
        let group = layout.person(&words(), who).expect("on it");
        let said = group.label.contains("已旧");
        (classes(&group).contains("stale"), classes(&group).contains("old"), said)
    };
    let ages = [59, 60, 119, 120].map(|days| seen(&room, days));
    assert_eq!(ages, [(false, false, false), (true, false, true), (true, false, true), (true, true, true)]);
    let reason = "三年前一起做过机房。".to_owned();
    let state = FishboneChange::StateRelation { id: ID, person: who, state: RelationState::Cooperated, reason };
    accept(&mut room, DEAL, vec![Change::Fishbone(state)], actor);
    let group = laid(&room, Locale::Zh).person(&words(), who).expect("on it");
    assert!(classes(&group).contains("cooperated"));
    assert!(group.label.contains("有过合作"), "{}", group.label);
    assert_eq!(seen(&room, 400), (false, false, false), "what somebody stated does not age");
}

#[test]
fn somebody_without_a_name_is_dashed_and_says_so() {
    let room = room(&[5]);
    let group = laid(&room, Locale::Zh).person(&words(), person(0, 4)).expect("on it");
    assert!(classes(&group).contains("incomplete") && classes(&group).contains("unknown"));
    assert!(group.label.contains("姓名未知"));
}

#[test]
fn an_a_behind_a_b_is_marked_as_misplaced() {
    let room = room(&[2]);
    let layout = laid(&room, Locale::Zh);
    assert!(layout.people[&person(0, 1)].misplaced && !layout.people[&person(0, 0)].misplaced);
    let moved =
        FishboneChange::MovePerson { id: ID, person: person(0, 1), bone: bone(0), place: Place::Before(person(0, 0)) };
    assert!(!changed(&room, &[moved]).people[&person(0, 1)].misplaced);
}

#[test]
fn the_deals_own_name_of_a_mark_is_said() {
    let mut room = room(&[1]);
    let actor = room.actor(US, AccountRight::Edit);
    let label = FishboneChange::SetLabel { mark: Mark::B, label: "执行层".into() };
    accept(&mut room, DEAL, vec![Change::Fishbone(label)], actor);
    assert!(laid(&room, Locale::Zh).person(&words(), person(0, 0)).expect("on it").label.contains("B 执行层"));
}

#[test]
fn a_head_grows_before_its_goal_is_cut_and_an_empty_fishbone_still_has_one() {
    let short = head::head("12月签约", "一期");
    let long = head::head("在十二月底之前与集团签订一期与二期的框架合同并完成首批设备的备货", "");
    assert_eq!(short.scale, 1.0);
    assert!(long.scale > 1.0 && !long.goal.concat().ends_with('…'), "{long:?}");
    let empty = laid(&room(&[]), Locale::Zh);
    assert!(empty.bounds().width > 400.0 && empty.head_group(&words()).label.contains("12月签约"));
}

#[test]
fn the_whole_is_one_harmless_picture_with_head_bones_and_people() {
    let room = room(&[2, 1]);
    let layout = laid(&room, Locale::Zh);
    let groups = layout.groups(&words());
    let keys: Vec<EntityKey> = groups.iter().map(|group| group.key).collect();
    assert_eq!(keys[..3], [EntityKey::Fishbone(ID), EntityKey::Bone(ID, bone(0)), EntityKey::Bone(ID, bone(1))]);
    assert_eq!(keys.len(), 6);
    let svg: String = groups.iter().map(|group| shapes_to_svg(&group.shapes)).collect();
    assert!(svg.contains(">董事<") && svg.contains(">12月签约<"));
    let texts =
        groups.iter().flat_map(|group| &group.shapes).filter(|shape| matches!(shape, Shape::Text { .. })).count();
    assert_eq!(texts, 3 + 2 + 6);
}
