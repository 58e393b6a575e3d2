//! The fishbone (T-02): ranks, marks, relation states, completeness, the plan.

use crate::fixture::*;
use model::{
    Change, PersonId, Refusal, StreamId,
    department::DepartmentChange,
    fishbone::{self, Fishbone, FishboneChange, Mark, RelationState, Side, count, misplaced, plan, ranked, state_of},
    person::PersonChange,
    power_map::{Strength, Vendor},
    rank::Place,
    undo::undo_since,
};
use std::collections::BTreeMap;

const DEAL_TEXT: &str = "
    董事长   陈国栋  +1 W
    总经理   王建国  0 W
    采购部长 李敏    -1 Y
    招标主管 何平    unknown
    副总经理 ?       unknown
";

/// A fishbone with two bones: 董事长, 副总经理 on the first, 采购部长, 招标主管 on the second.
fn drawn() -> World {
    let mut world = World::read(DEAL_TEXT);
    for change in [
        add_department("董事会"),
        add_department("采购中心"),
        add_department("财务部"),
        add_fishbone("签约", None),
        add_bone("签约", "董事会", Place::Last),
        add_bone("签约", "采购中心", Place::Last),
        put_on("签约", "董事会", "董事长", Place::Last),
        put_on("签约", "董事会", "副总经理", Place::Last),
        put_on("签约", "采购中心", "采购部长", Place::Last),
        put_on("签约", "采购中心", "招标主管", Place::Last),
    ] {
        world.does(user("W"), &[change]);
    }
    world
}

fn one<'a>(world: &'a World, name: &str) -> &'a Fishbone {
    world.deal().fishbones.all.get(&fishbone(name)).unwrap()
}

/// "董事会: 董事长 副总经理 | 采购中心: 采购部长".
fn seen(world: &World, name: &str) -> String {
    let (_, account) = world.room.account().unwrap();
    let title = |person: &PersonId| account.people.get(person).unwrap().title.clone();
    let bones = ranked(one(world, name)).into_iter().map(|bone| {
        let people: Vec<String> = bone.people.iter().map(title).collect();
        format!("{}: {}", account.departments.get(&bone.department).unwrap().name, people.join(" ")).trim().to_owned()
    });
    bones.collect::<Vec<_>>().join(" | ")
}

fn change(change: FishboneChange) -> Change {
    Change::Fishbone(change)
}

fn mark(title: &str, mark: Mark) -> Change {
    change(FishboneChange::SetMark { id: fishbone("签约"), person: person(title), mark: Some(mark) })
}

fn state(title: &str, state: RelationState, reason: &str) -> Change {
    let (id, person, reason) = (fishbone("签约"), person(title), reason.to_owned());
    change(FishboneChange::StateRelation { id, person, state, reason })
}

#[test]
fn a_bone_moved_before_another_outranks_it() {
    let mut world = drawn();
    assert_eq!(seen(&world, "签约"), "董事会: 董事长 副总经理 | 采购中心: 采购部长 招标主管");
    world.does(user("Y"), &[move_bone("签约", "采购中心", Place::Before(department("董事会")))]);
    assert_eq!(seen(&world, "签约"), "采购中心: 采购部长 招标主管 | 董事会: 董事长 副总经理");
}

#[test]
fn a_person_moves_along_a_bone_and_to_another_one() {
    let mut world = drawn();
    world.does(user("W"), &[move_on("签约", "采购中心", "招标主管", Place::Before(person("采购部长")))]);
    world.does(user("W"), &[move_on("签约", "采购中心", "副总经理", Place::Before(person("采购部长")))]);
    assert_eq!(seen(&world, "签约"), "董事会: 董事长 | 采购中心: 招标主管 副总经理 采购部长");
}

#[test]
fn two_users_who_rank_at_the_same_place_both_get_there_and_nobody_is_lost() {
    let mut world = drawn();
    let base = world.seq(StreamId::Deal(DEAL));
    let to_the_top = |title: &str| {
        let changes = vec![move_on("签约", "董事会", title, Place::Before(person("董事长")))];
        vec![(StreamId::Deal(DEAL), base, changes)]
    };
    world.pushes_from(user("W"), to_the_top("采购部长"));
    world.pushes_from(user("Y"), to_the_top("招标主管"));
    assert_eq!(seen(&world, "签约"), "董事会: 采购部长 招标主管 董事长 副总经理 | 采购中心:");
}

#[test]
fn a_person_put_before_somebody_who_was_moved_away_goes_to_the_end() {
    let mut world = drawn();
    world.does(user("Y"), &[move_on("签约", "采购中心", "董事长", Place::Last)]);
    world.does(user("W"), &[move_on("签约", "董事会", "招标主管", Place::Before(person("董事长")))]);
    assert_eq!(seen(&world, "签约"), "董事会: 副总经理 招标主管 | 采购中心: 采购部长 董事长");
}

#[test]
fn nobody_is_dragged_onto_a_bone_that_a_colleague_just_took_off() {
    let mut world = drawn();
    let id = fishbone("签约");
    world.does(user("Y"), &[change(FishboneChange::RemoveBone { id, department: department("董事会") })]);
    let refusal = world.refuses(user("W"), &[move_on("签约", "董事会", "采购部长", Place::Last)]);
    assert_eq!(refusal, Refusal::BoneArchived { department: department("董事会") });
    assert_eq!(seen(&world, "签约"), "采购中心: 采购部长 招标主管");
}

#[test]
fn a_bone_takes_its_people_along_and_brings_them_back() {
    let mut world = drawn();
    let (id, department) = (fishbone("签约"), department("董事会"));
    world.does(user("W"), &[change(FishboneChange::RemoveBone { id, department })]);
    assert_eq!(seen(&world, "签约"), "采购中心: 采购部长 招标主管");
    let again = world.refuses(user("W"), &[add_bone("签约", "董事会", Place::Last)]);
    assert_eq!(again, Refusal::AlreadyOnFishbone, "a second bone would hide the people of the first");
    world.does(user("W"), &[change(FishboneChange::RestoreBone { id, department })]);
    assert_eq!(seen(&world, "签约"), "董事会: 董事长 副总经理 | 采购中心: 采购部长 招标主管");
}

#[test]
fn somebody_stands_on_one_bone_of_a_fishbone_only() {
    let world = drawn();
    let twice = world.refuses(user("W"), &[put_on("签约", "采购中心", "董事长", Place::Last)]);
    assert_eq!(twice, Refusal::AlreadyOnFishbone);
}

#[test]
fn somebody_whose_bone_was_taken_off_can_be_put_on_another() {
    let mut world = drawn();
    let (id, department) = (fishbone("签约"), department("董事会"));
    world.does(user("W"), &[change(FishboneChange::RemoveBone { id, department })]);
    world.does(user("W"), &[put_on("签约", "采购中心", "董事长", Place::Before(person("采购部长")))]);
    assert_eq!(seen(&world, "签约"), "采购中心: 董事长 采购部长 招标主管");
}

#[test]
fn sides_alternate_unless_one_was_chosen() {
    let mut world = drawn();
    world.does(user("W"), &[add_bone("签约", "财务部", Place::Last)]);
    let sides = |world: &World| ranked(one(world, "签约")).iter().map(|bone| bone.side).collect::<Vec<_>>();
    assert_eq!(sides(&world), [Side::Upper, Side::Lower, Side::Upper]);
    let (id, department) = (fishbone("签约"), department("采购中心"));
    world.does(user("W"), &[change(FishboneChange::SetSide { id, department, side: Some(Side::Upper) })]);
    assert_eq!(sides(&world), [Side::Upper, Side::Upper, Side::Lower]);
}

#[test]
fn a_relation_follows_from_our_newest_assessment() {
    let mut world = drawn();
    let on = |world: &World, title: &str| {
        let fishbone = one(world, "签约");
        state_of(world.map(), person(title), fishbone.people.get(&person(title)).unwrap())
    };
    assert_eq!(on(&world, "董事长"), RelationState::Favourable);
    assert_eq!(on(&world, "采购部长"), RelationState::NeedsImprovement);
    assert_eq!(on(&world, "招标主管"), RelationState::NotAssessed);
    world.does(user("W"), &[assess("later", "采购部长", 1, "2026-03-06")]);
    assert_eq!(on(&world, "采购部长"), RelationState::Favourable);
    let neutral = judge("zero", "招标主管", Vendor::Us, Strength::Known(0), "", day("2026-03-06"));
    world.does(user("W"), &[neutral]);
    assert_eq!(on(&world, "招标主管"), RelationState::NeedsImprovement, "0 is known, and not good enough");
}

#[test]
fn a_relation_stated_against_the_assessments_needs_a_reason() {
    let mut world = drawn();
    let cooperated = RelationState::Cooperated;
    assert!(matches!(world.refuses(user("W"), &[state("董事长", cooperated, " ")]), Refusal::EmptyText { .. }));
    let nothing = world.refuses(user("W"), &[state("董事长", RelationState::NotAssessed, "不清楚")]);
    assert_eq!(nothing, Refusal::NothingStated);
    world.does(user("W"), &[state("董事长", cooperated, "二期一起交付")]);
    let on = one(&world, "签约").people.get(&person("董事长")).unwrap().clone();
    assert_eq!(state_of(world.map(), person("董事长"), &on), cooperated);
    assert_eq!(on.stated.map(|stated| stated.by), Some(user("W")));
}

#[test]
fn an_a_further_out_than_a_b_is_found() {
    let mut world = drawn();
    world.does(user("W"), &[mark("采购部长", Mark::A), mark("招标主管", Mark::B)]);
    let wrong =
        |world: &World| misplaced(one(world, "签约"), &ranked(one(world, "签约"))).into_iter().collect::<Vec<_>>();
    assert_eq!(wrong(&world), []);
    world.does(user("W"), &[move_on("签约", "采购中心", "采购部长", Place::Last)]);
    assert_eq!(wrong(&world), [person("采购部长")]);
}

#[test]
fn a_fishbone_is_complete_when_everybody_has_a_name() {
    let mut world = drawn();
    let counted = |world: &World| count(one(world, "签约"), world.map(), world.room.account().unwrap().1);
    let found = counted(&world);
    assert_eq!((found.people, found.named, found.assessed, found.to_improve), (4, 3, 2, 1));
    assert!(!found.is_complete());
    let named = PersonChange::SetName { id: person("副总经理"), name: Some("邓涛".to_owned()) };
    world.does(user("W"), &[Change::Person(named)]);
    assert!(counted(&world).is_complete());
    assert!(!fishbone::Count::default().is_complete(), "nobody at all is not complete either");
}

#[test]
fn the_plan_lists_whom_to_work_on_in_the_order_of_ranks() {
    let mut world = drawn();
    let listed = |world: &World| -> Vec<(PersonId, usize, usize)> {
        plan(one(world, "签约"), world.map()).iter().map(|step| (step.person, step.bone, step.rank)).collect()
    };
    let (deputy, buyer, clerk) = (person("副总经理"), person("采购部长"), person("招标主管"));
    assert_eq!(listed(&world), [(deputy, 1, 2), (buyer, 2, 1), (clerk, 2, 2)]);
    world.does(user("W"), &[move_bone("签约", "采购中心", Place::Before(department("董事会")))]);
    world.does(user("W"), &[state("招标主管", RelationState::Favourable, "同学")]);
    assert_eq!(listed(&world), [(buyer, 1, 1), (deputy, 2, 2)]);
}

#[test]
fn a_copy_begins_with_what_is_there_and_goes_its_own_way() {
    let mut world = drawn();
    let id = fishbone("签约");
    world.does(user("W"), &[change(FishboneChange::RemovePeople { id, people: vec![person("招标主管")] })]);
    world.does(user("W"), &[add_fishbone("入围", Some("签约"))]);
    assert_eq!(seen(&world, "入围"), "董事会: 董事长 副总经理 | 采购中心: 采购部长");
    world.does(user("W"), &[move_bone("入围", "采购中心", Place::Before(department("董事会")))]);
    assert_eq!(seen(&world, "签约"), "董事会: 董事长 副总经理 | 采购中心: 采购部长");
    assert_eq!(one(&world, "入围").from, Some(id));
}

#[test]
fn renaming_a_person_needs_no_second_place() {
    let mut world = drawn();
    let title = PersonChange::SetTitle { id: person("董事长"), title: "董事局主席".to_owned() };
    world.does(user("W"), &[Change::Person(title)]);
    assert!(seen(&world, "签约").starts_with("董事会: 董事局主席"));
}

#[test]
fn only_departments_and_people_of_the_customer_come_onto_a_fishbone() {
    let mut world = drawn();
    let stranger = world.refuses(user("W"), &[put_on("签约", "董事会", "路人", Place::Last)]);
    assert_eq!(stranger, Refusal::UnknownPerson { person: person("路人") });
    world.does(user("W"), &[Change::Department(DepartmentChange::Archive { id: department("财务部") })]);
    for name in ["财务部", "市场部"] {
        let refusal = world.refuses(user("W"), &[add_bone("签约", name, Place::Last)]);
        assert_eq!(refusal, Refusal::UnknownDepartment { department: department(name) });
    }
}

#[test]
fn undo_of_a_move_returns_to_the_old_rank_and_leaves_a_colleagues_later_move() {
    let mut world = drawn();
    let first = world.does(user("W"), &[move_on("签约", "董事会", "副总经理", Place::Before(person("董事长")))]);
    let rows = BTreeMap::from([(StreamId::Deal(DEAL), world.seq(StreamId::Deal(DEAL)))]);
    let undone = undo_since(&world.room, &first.inverse, user("W"), &rows);
    let mut back = world.clone();
    back.pushes(user("W"), undone.parts);
    assert_eq!(seen(&back, "签约"), "董事会: 董事长 副总经理 | 采购中心: 采购部长 招标主管");

    world.does(user("Y"), &[move_on("签约", "采购中心", "副总经理", Place::Last)]);
    let undone = undo_since(&world.room, &first.inverse, user("W"), &rows);
    assert_eq!((undone.kept, undone.left_out), (0, 1));
}

#[test]
fn undo_does_not_take_a_bone_off_under_a_colleagues_person() {
    let mut world = drawn();
    let added = world.does(user("W"), &[add_bone("签约", "财务部", Place::Last)]);
    let rows = BTreeMap::from([(StreamId::Deal(DEAL), world.seq(StreamId::Deal(DEAL)))]);
    world.does(user("Y"), &[put_on("签约", "财务部", "总经理", Place::Last)]);
    let undone = undo_since(&world.room, &added.inverse, user("W"), &rows);
    assert_eq!((undone.kept, undone.left_out), (0, 1));
}

#[test]
fn fifty_fishbones_are_enough() {
    let mut world = World::read(DEAL_TEXT);
    for number in 0..fishbone::FISHBONES_MAX {
        world.does(user("W"), &[add_fishbone(&format!("目标{number}"), None)]);
    }
    let refusal = world.refuses(user("W"), &[add_fishbone("再一个", None)]);
    assert_eq!(refusal, Refusal::TooManyEntities { max: 50 });
}

#[test]
fn what_is_foreseen_is_what_the_changes_make() {
    let mut world = drawn();
    let id = fishbone("签约");
    let (person, bone) = (person("招标主管"), department("董事会"));
    let changes = [
        FishboneChange::MovePerson { id, person, bone, place: Place::Before(self::person("董事长")) },
        FishboneChange::MoveBone { id, department: bone, place: Place::Last },
        FishboneChange::SetSide { id, department: bone, side: Some(Side::Lower) },
    ];
    let elsewhere = FishboneChange::Archive { id: fishbone("另一张") };
    let foreseen = one(&world, "签约").foreseen(id, &[&changes[..], &[elsewhere]].concat());
    assert_ne!(&foreseen, one(&world, "签约"));
    world.does(user("W"), &changes.map(Change::Fishbone));
    assert_eq!(&foreseen, one(&world, "签约"));
}
