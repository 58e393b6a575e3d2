//! What happens when two people change the same thing without having seen each other.

use crate::fixture::*;
use model::{
    Change, EntityKey, Replaced, Seq, Stamp, StreamId,
    merge::{Field, MergeKind},
    person::PersonChange,
    power_map::{NodePosition, PowerMapChange},
    replaced,
};

const NOTE: &str = "一\n二\n三\n四\n五\n六\n七\n";

fn edit(from: &str, to: &str) -> Change {
    Change::Person(PersonChange::EditNote { id: person("甲"), from: from.to_owned(), to: to.to_owned() })
}

/// The note after two concurrent edits of [`NOTE`].
fn merged(one: &str, two: &str) -> String {
    let mut world = World::read("us W AR\nus Y SR\n甲 ? unknown");
    world.does(user("W"), &[edit("", NOTE)]);
    world.does(user("W"), &[edit(NOTE, one)]);
    world.does(user("Y"), &[edit(NOTE, two)]);
    world.room.account().unwrap().1.people.get(&person("甲")).unwrap().note.clone()
}

fn name(text: &str) -> Change {
    Change::Person(PersonChange::SetName { id: person("甲"), name: Some(text.to_owned()) })
}

/// What `W` loses to `theirs`, made by `Y` who had seen everything up to `base`.
fn lost(world: &World, base: Seq, theirs: Change) -> Vec<Replaced> {
    let stream = stream_of(&theirs);
    let part = model::Part { stream, base, changes: vec![theirs] };
    let stamp = Stamp::new(world.actor(user("Y")), world.now);
    replaced(world.room.get(stream).unwrap(), &part, &stamp, user("W"))
}

#[test]
fn edits_of_different_lines_of_a_note_are_merged() {
    let one = NOTE.replace('一', "一 见过");
    let two = NOTE.replace('七', "七 打过电话");
    assert_eq!(merged(&one, &two), NOTE.replace('一', "一 见过").replace('七', "七 打过电话"));
}

#[test]
fn of_edits_of_the_same_line_both_are_kept() {
    let (one, two) = (NOTE.replace('三', "三甲"), NOTE.replace('三', "三乙"));
    assert_eq!(merged(&one, &two), format!("{one}\n———\n{two}"));
}

#[test]
fn the_same_edit_twice_is_one_edit() {
    let one = NOTE.replace('三', "三甲");
    assert_eq!(merged(&one, &one), one);
}

#[test]
fn a_merged_note_keeps_to_the_limit() {
    let (one, two) = ("甲".repeat(15_000), "乙".repeat(15_000));
    let kept = merged(&one, &two);
    assert_eq!(kept.chars().count(), 20_000);
    assert!(kept.starts_with(&one));
}

#[test]
fn of_two_plain_values_the_later_wins_and_the_loser_is_told_what_was_replaced() {
    let mut world = World::read("us W AR\nus Y SR\n甲 原名 unknown");
    let base = world.seq(StreamId::Account(ACCOUNT));
    world.does(user("W"), &[name("我的")]);
    let lost = lost(&world, base, name("同事的"));
    assert_eq!(lost.len(), 1);
    assert_eq!((lost[0].entity, lost[0].by), (EntityKey::Person(person("甲")), user("Y")));
    assert_eq!(lost[0].restore, [name("我的")]);

    world.pushes_from(user("Y"), vec![(StreamId::Account(ACCOUNT), base, vec![name("同事的")])]);
    world.does(user("W"), &lost[0].restore);
    let people = &world.room.account().unwrap().1.people;
    assert_eq!(people.get(&person("甲")).unwrap().name.as_deref(), Some("我的"));
}

#[test]
fn nothing_is_lost_to_somebody_who_had_seen_it() {
    let mut world = World::read("us W AR\nus Y SR\n甲 原名 unknown");
    world.does(user("W"), &[name("我的")]);
    assert_eq!(lost(&world, world.seq(StreamId::Account(ACCOUNT)), name("同事的")), []);
}

#[test]
fn nothing_is_lost_to_the_same_value_or_in_another_field() {
    let mut world = World::read("us W AR\nus Y SR\n甲 原名 unknown");
    let base = world.seq(StreamId::Account(ACCOUNT));
    world.does(user("W"), &[name("我的")]);
    assert_eq!(lost(&world, base, name("我的")), []);
    let title = PersonChange::SetTitle { id: person("甲"), title: "副总".to_owned() };
    assert_eq!(lost(&world, base, Change::Person(title)), []);
}

#[test]
fn of_a_bulk_move_only_the_cards_that_really_moved_elsewhere_are_reported() {
    let mut world = World::read("us W AR\nus Y SR\n甲 ? unknown\n乙 ? unknown");
    let to = |places: &[(&str, i32)]| {
        let to = places.iter().map(|(title, x)| NodePosition { person: person(title), x: *x, y: 0 }).collect();
        map(PowerMapChange::MoveNodes { to })
    };
    let base = world.seq(StreamId::Deal(DEAL));
    world.does(user("W"), &[to(&[("甲", 10), ("乙", 10)])]);
    let lost = lost(&world, base, to(&[("甲", 10), ("乙", 99)]));
    assert_eq!(lost.len(), 1);
    assert_eq!(lost[0].restore, [to(&[("乙", 10)])]);
}

#[test]
fn owners_added_at_the_same_time_are_both_there() {
    let mut world = World::read("us W AR\nus Y SR\n甲 ? unknown");
    let base = world.seq(StreamId::Deal(DEAL));
    let own = |who| map(PowerMapChange::AddOwner { person: person("甲"), user: user(who) });
    world.does(user("W"), &[own("W")]);
    world.pushes_from(user("Y"), vec![(StreamId::Deal(DEAL), base, vec![own("Y")])]);
    assert_eq!(world.node("甲").owners.size(), 2);
}

#[test]
fn assessments_made_at_the_same_time_are_both_there() {
    let mut world = World::read("us W AR\nus Y SR\n甲 ? unknown");
    let base = world.seq(StreamId::Deal(DEAL));
    world.does(user("W"), &[assess("a", "甲", 1, "2026-03-01")]);
    let later = assess("b", "甲", -1, "2026-03-01");
    world.pushes_from(user("Y"), vec![(StreamId::Deal(DEAL), base, vec![later])]);
    assert_eq!((world.node("甲").assessments.size(), world.strength("甲")), (2, Some(-1)));
}

#[test]
fn two_departments_put_into_each_other_at_the_same_time_make_no_circle() {
    use model::{Refusal, department::DepartmentChange};
    let mut world = World::read("us W AR\nus Y SR");
    for each in ["甲部", "乙部"] {
        let (id, name) = (department(each), each.to_owned());
        world.does(
            user("W"),
            &[Change::Department(DepartmentChange::Add { id, name, name_en: String::new(), parent: None })],
        );
    }
    let stream = StreamId::Account(ACCOUNT);
    let base = world.seq(stream);
    let into = |id, parent| {
        Change::Department(DepartmentChange::SetParent { id: department(id), parent: Some(department(parent)) })
    };
    world.does(user("W"), &[into("甲部", "乙部")]);
    let answer = world.ask(user("Y"), vec![(stream, base, vec![into("乙部", "甲部")])]);
    assert_eq!(answer.map(|accepted| accepted.effects), Err(Refusal::DepartmentCycle));
}

#[test]
fn each_field_has_the_kind_of_the_table() {
    let kinds = [
        (Field::Amount, MergeKind::Guarded),
        (Field::ExpectedSign, MergeKind::Guarded),
        (Field::Owners, MergeKind::Set),
        (Field::Department, MergeKind::Tree),
        (Field::Assessments, MergeKind::Append),
        (Field::Note, MergeKind::NoteText),
        (Field::Name, MergeKind::Plain),
        (Field::Position, MergeKind::Plain),
        (Field::Key, MergeKind::Plain),
    ];
    for (field, kind) in kinds {
        assert_eq!(field.merge_kind(), kind, "{field:?}");
    }
}
