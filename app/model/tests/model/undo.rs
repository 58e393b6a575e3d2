//! Undo takes back one's own op, and never others' work.

use crate::{
    fixture::*,
    samples::{self, usual_author},
};
use model::{
    Change, Seq, StreamId, UserId,
    person::PersonChange,
    power_map::{NodePosition, PowerMapChange},
    undo::{Undo, undo_since},
};
use std::collections::BTreeMap;

/// An op of `user`, with what is needed to take it back.
struct Done {
    user: UserId,
    inverse: Vec<(StreamId, Vec<Change>)>,
    rows: BTreeMap<StreamId, Seq>,
}

fn done(world: &mut World, user: UserId, changes: &[Change]) -> Done {
    let accepted = world.does(user, changes);
    let rows = parts(changes).into_iter().map(|(stream, _)| (stream, world.seq(stream))).collect();
    Done { user, inverse: accepted.inverse, rows }
}

impl Done {
    fn asked(&self, world: &World) -> Undo {
        undo_since(&world.room, &self.inverse, self.user, &self.rows)
    }

    /// Takes it back; how many steps were done and how many left out.
    fn take_back(&self, world: &mut World) -> (usize, usize) {
        let undo = self.asked(world);
        if !undo.parts.is_empty() {
            world.pushes(self.user, undo.parts);
        }
        (undo.kept, undo.left_out)
    }
}

fn name(title: &str, name: &str) -> Change {
    Change::Person(PersonChange::SetName { id: person(title), name: Some(name.to_owned()) })
}

fn named(world: &World, title: &str) -> String {
    world.room.account().unwrap().1.people.get(&person(title)).unwrap().name.clone().unwrap_or_default()
}

fn move_to(x: i32, titles: &[&str]) -> Change {
    let to = titles.iter().map(|title| NodePosition { person: person(title), x, y: x }).collect();
    map(PowerMapChange::MoveNodes { to })
}

const FOUR: &str = "甲 ? unknown\n乙 ? unknown\n丙 ? unknown\n丁 ? unknown";

#[test]
fn the_inverse_of_each_kind_of_change_brings_back_what_was_seen() {
    for sample in samples::all() {
        let (mut world, author) = (sample.world(), usual_author(&sample.change));
        let before = samples::visible(&world.room);
        let accepted = world.does(author, std::slice::from_ref(&sample.change));
        if accepted.inverse.is_empty() {
            continue;
        }
        assert_ne!(samples::visible(&world.room), before, "{:?} shows nothing", sample.change);
        world.pushes(author, accepted.inverse);
        assert_eq!(samples::visible(&world.room), before, "{:?}", sample.change);
    }
}

#[test]
fn decisions_about_people_first_foundations_and_notes_of_imports_have_no_inverse() {
    let without: Vec<String> = samples::all()
        .into_iter()
        .filter(|sample| {
            sample.world().does(usual_author(&sample.change), std::slice::from_ref(&sample.change)).inverse.is_empty()
        })
        .map(|sample| samples::kind(&sample.change))
        .collect();
    assert_eq!(
        without,
        [
            "member/join",
            "member/set_role",
            "member/leave",
            "account/import",
            "account/take_import_back",
            "team/join",
            "team/set_role",
            "team/set_core",
            "team/leave"
        ],
        "account/create and deal/create are asked below"
    );
    let mut world = World::empty();
    world.does(ADMIN, &[join(user("W"), "W", model::WorkspaceRole::Member)]);
    assert!(world.does(user("W"), &found(model::Stage::Mo1, user("W"), "W")).inverse.is_empty());
}

#[test]
fn what_changes_nothing_has_nothing_to_take_back() {
    let again = |first: Change, user: UserId| {
        let mut world = samples::Sample::of(vec![], first.clone()).world();
        world.does(user, std::slice::from_ref(&first));
        world.does(user, &[first]).inverse
    };
    let withdraw = PowerMapChange::WithdrawAssessment { id: assessment("总经理 0"), person: person("总经理") };
    assert_eq!(again(map(withdraw), user("W")), []);
    assert_eq!(again(Change::Person(PersonChange::Archive { id: person("高工") }), user("W")), []);
    let archive = model::competitor::CompetitorChange::Archive { id: rival("友商") };
    assert_eq!(again(Change::Competitor(archive), ADMIN), []);
    assert_eq!(again(Change::Deal(model::deal::DealChange::Archive {}), user("W")), []);
    let owner = PowerMapChange::AddOwner { person: person("高工"), user: user("W") };
    assert_eq!(again(map(owner), user("W")), []);
}

#[test]
fn three_of_four_are_undone_when_a_colleague_has_moved_the_fourth() {
    let mut world = World::read(FOUR);
    let mine = done(&mut world, user("W"), &[move_to(100, &["甲", "乙", "丙", "丁"])]);
    world.does(user("Y"), &[move_to(7, &["丙"])]);
    assert_eq!(mine.take_back(&mut world), (3, 1));
    assert_eq!(["甲", "乙", "丙", "丁"].map(|title| world.node(title).x), [0, 0, 7, 0]);
}

#[test]
fn a_colleagues_name_is_not_undone() {
    let mut world = World::read("甲 原名 unknown");
    let mine = done(&mut world, user("W"), &[name("甲", "我的")]);
    world.does(user("Y"), &[name("甲", "同事的")]);
    assert_eq!(mine.take_back(&mut world), (0, 1));
    assert_eq!(named(&world, "甲"), "同事的");
}

#[test]
fn undo_of_an_early_step_does_not_reach_behind_a_colleague_through_a_later_own_one() {
    let mut world = World::read("甲 原名 unknown");
    let first = done(&mut world, user("W"), &[name("甲", "我的")]);
    world.does(user("Y"), &[name("甲", "同事的")]);
    let second = done(&mut world, user("W"), &[name("甲", "我的二")]);
    assert_eq!(second.take_back(&mut world), (1, 0));
    assert_eq!(named(&world, "甲"), "同事的");
    assert_eq!(first.take_back(&mut world), (0, 1));
    assert_eq!(named(&world, "甲"), "同事的");
}

#[test]
fn what_a_colleague_wrote_before_ones_own_op_does_not_stand_in_the_way() {
    let mut world = World::read("甲 原名 unknown");
    world.does(user("Y"), &[name("甲", "同事的")]);
    let mine = done(&mut world, user("W"), &[name("甲", "我的")]);
    assert_eq!(mine.take_back(&mut world), (1, 0));
    assert_eq!(named(&world, "甲"), "同事的");
}

#[test]
fn removing_a_colleagues_card_can_be_undone_and_done_again() {
    let mut world = World::read(FOUR);
    let removed = done(&mut world, user("Y"), &[remove_nodes(&["甲"])]);
    let undone = removed.asked(&world);
    let restored = done(&mut world, user("Y"), &undone.parts[0].1);
    assert!(world.map().live_node(person("甲")).is_some());
    assert_eq!(restored.take_back(&mut world), (1, 0));
    assert!(world.map().live_node(person("甲")).is_none());
}

#[test]
fn a_new_card_with_a_colleagues_line_stays() {
    let mut world = World::read(FOUR);
    let mine = done(&mut world, user("W"), &new_person("秘书", None));
    world.does(user("Y"), &[reports("秘书", "甲")]);
    assert_eq!(mine.take_back(&mut world), (0, 2), "neither the card nor the person");
    assert!(world.drawn("秘书", "甲"));
    assert!(!world.room.account().unwrap().1.people.get(&person("秘书")).unwrap().archived);
}

#[test]
fn a_new_card_a_colleague_has_assessed_stays_and_so_does_its_person() {
    let mut world = World::read(FOUR);
    let mine = done(&mut world, user("W"), &new_person("秘书", None));
    world.does(user("Y"), &[assess("a", "秘书", 1, "2026-03-01")]);
    assert_eq!(mine.take_back(&mut world), (0, 2));
    assert_eq!(world.strength("秘书"), Some(1));
}

#[test]
fn a_new_card_with_only_ones_own_lines_goes_and_comes_back() {
    let mut world = World::read(FOUR);
    let mut changes = new_person("秘书", None);
    changes.push(reports("秘书", "甲"));
    let mine = done(&mut world, user("W"), &changes);
    let undone = mine.asked(&world);
    assert_eq!((undone.kept, undone.left_out), (3, 0));
    let back = world.pushes(user("W"), undone.parts);
    assert!(world.map().live_node(person("秘书")).is_none());
    world.pushes(user("W"), back.inverse);
    assert!(world.drawn("秘书", "甲"));
}

#[test]
fn a_new_department_in_which_a_colleague_has_put_people_stays() {
    use model::department::DepartmentChange;
    let mut world = World::read(FOUR);
    let id = department("采购部");
    let add = DepartmentChange::Add { id, name: "采购部".to_owned(), name_en: String::new(), parent: None };
    let mine = done(&mut world, user("W"), &[Change::Department(add)]);
    assert_eq!(mine.asked(&world).left_out, 0);
    let into = PersonChange::SetDepartment { id: person("甲"), department: Some(id) };
    world.does(user("Y"), &[Change::Person(into)]);
    assert_eq!(mine.take_back(&mut world), (0, 1));
}

#[test]
fn a_rival_a_colleague_has_assessed_stays_in_the_deal() {
    use model::deal::DealChange;
    let mut world = World::read(&format!("us W AR\nus Y SR\nrival 友商\n{FOUR}"));
    world.does(user("W"), &[Change::Deal(DealChange::RemoveRival { competitor: rival("友商") })]);
    let mine = done(&mut world, user("W"), &[Change::Deal(DealChange::AddRival { competitor: rival("友商") })]);
    let vendor = model::power_map::Vendor::Competitor(rival("友商"));
    let known = model::power_map::Strength::Known(1);
    world.does(user("Y"), &[judge("a", "甲", vendor, known, "", day("2026-03-01"))]);
    assert_eq!(mine.take_back(&mut world), (0, 1));
    assert!(world.deal().rivals.contains(&rival("友商")));
}

#[test]
fn without_its_rows_an_op_is_undone_only_where_nobody_else_has_ever_written() {
    let mut world = World::read(FOUR);
    world.does(user("Y"), &[move_to(7, &["丙"])]);
    let mine = world.does(user("W"), &[move_to(100, &["甲", "乙", "丙"])]);
    world.does(user("Y"), &[move_to(7, &["乙"])]);
    let undone = undo_since(&world.room, &mine.inverse, user("W"), &BTreeMap::new());
    assert_eq!((undone.kept, undone.left_out), (1, 2));
    assert_eq!(undone.parts, [(StreamId::Deal(DEAL), vec![move_to(0, &["甲"])])]);
}

#[test]
fn what_is_in_a_room_one_no_longer_has_is_left_out() {
    let mut world = World::read(FOUR);
    let mine = done(&mut world, user("W"), &[move_to(100, &["甲", "乙"])]);
    world.room.remove(StreamId::Deal(DEAL));
    assert_eq!(mine.asked(&world), Undo { parts: vec![], kept: 0, left_out: 2 });
}

#[test]
fn undo_of_a_note_keeps_what_a_colleague_wrote_elsewhere_in_it() {
    let mut world = World::read("甲 ? unknown");
    let edit = |from: &str, to: &str| {
        let (id, from, to) = (person("甲"), from.to_owned(), to.to_owned());
        Change::Person(PersonChange::EditNote { id, from, to })
    };
    let base = "一\n二\n三\n四\n五\n";
    world.does(user("W"), &[edit("", base)]);
    let mine = done(&mut world, user("W"), &[edit(base, "一 我\n二\n三\n四\n五\n")]);
    // The inverse itself, as an op: a note is merged, so nothing of the colleague's is at stake.
    world.does(user("Y"), &[edit("一 我\n二\n三\n四\n五\n", "一 我\n二\n三\n四\n五 同事\n")]);
    world.pushes(user("W"), mine.inverse);
    assert_eq!(world.room.account().unwrap().1.people.get(&person("甲")).unwrap().note, "一\n二\n三\n四\n五 同事\n");
}
