//! T-01: `reports_to`, `influences`, `conflicts_with`.

use crate::fixture::*;
use model::{
    Change, Refusal, TextField,
    power_map::{LineKind, PowerMapChange},
};

const FOUR: &str = "甲 ? unknown\n乙 ? unknown\n丙 ? unknown\n丁 ? unknown";
const CHAIN: &str = "甲 ? unknown\n乙 ? unknown reports 甲\n丙 ? unknown reports 乙";

fn influence(from: &str, to: &str, weight: u8) -> Change {
    draw(LineKind::Influences { weight }, from, to)
}

fn remove_line(from: &str, to: &str) -> Change {
    map(PowerMapChange::RemoveLines { lines: vec![line(from, to)] })
}

fn restore_line(from: &str, to: &str) -> Change {
    map(PowerMapChange::RestoreLines { lines: vec![line(from, to)] })
}

/// The same line under another id.
fn again(change: Change, new: &str) -> Change {
    match change {
        Change::PowerMap(PowerMapChange::AddLine { kind, from, to, note, .. }) => {
            map(PowerMapChange::AddLine { id: line(new, new), kind, from, to, note })
        }
        other => other,
    }
}

#[test]
fn a_line_needs_two_different_people_on_the_map() {
    let mut world = World::read(FOUR);
    for kind in [LineKind::ReportsTo, LineKind::Influences { weight: 1 }, LineKind::ConflictsWith] {
        assert_eq!(world.refuses(user("W"), &[draw(kind, "甲", "甲")]), Refusal::LineToOneself);
        let nobody = draw(kind, "甲", "无人");
        assert_eq!(world.refuses(user("W"), &[nobody]), Refusal::UnknownPerson { person: person("无人") });
    }
    world.does(user("W"), &[remove_nodes(&["乙"])]);
    assert_eq!(world.refuses(user("W"), &[reports("甲", "乙")]), Refusal::NodeArchived { person: person("乙") });
}

#[test]
fn nobody_has_two_superiors() {
    let mut world = World::read(FOUR);
    world.does(user("W"), &[reports("甲", "乙")]);
    let refusal = world.refuses(user("W"), &[reports("甲", "丙")]);
    assert_eq!(refusal, Refusal::AlreadyReports { person: person("甲"), superior: person("乙") });
}

#[test]
fn asked_about_everybody_or_about_one_the_superior_is_the_same() {
    let mut world = World::read(CHAIN);
    let names = ["甲", "乙", "丙"];
    let agree = |world: &World| {
        let map = &world.room.deal().expect("a deal").1.power_map;
        let all = map.superiors();
        for name in names {
            let one = map.superior_line(person(name)).map(|(_, line)| line.to);
            assert_eq!(all.get(&person(name)).copied(), one, "{name}");
        }
        all.len()
    };
    assert_eq!(agree(&world), 2);
    world.does(user("W"), &[remove_line("丙", "乙"), influence("甲", "乙", 1)]);
    assert_eq!(agree(&world), 1);
}

#[test]
fn reporting_never_runs_in_a_circle() {
    let world = World::read(CHAIN);
    let refusal = world.refuses(user("W"), &[reports("甲", "丙")]);
    assert_eq!(refusal, Refusal::ReportsCycle { person: person("甲"), superior: person("丙") });
}

#[test]
fn the_head_of_one_chain_may_report_to_the_head_of_another() {
    let mut world = World::read(FOUR);
    world.does(user("W"), &[reports("丙", "丁")]);
    world.does(user("W"), &[reports("甲", "乙")]);
    world.does(user("W"), &[reports("乙", "丙")]);
    assert!(world.map().is_above(person("丁"), person("甲")));
    assert!(!world.map().is_above(person("甲"), person("丁")));
}

#[test]
fn a_new_subordinate_may_join_below_the_only_chain_there_is() {
    let mut world = World::read(FOUR);
    world.does(user("W"), &[reports("甲", "乙")]);
    world.does(user("W"), &[reports("丙", "甲")]);
    world.does(user("W"), &[reports("丁", "丙")]);
    assert!(world.drawn("丁", "丙"));
}

#[test]
fn the_same_line_is_not_drawn_twice() {
    let mut world = World::read(FOUR);
    for change in [influence("甲", "乙", 1), reports("丙", "丁")] {
        world.does(user("W"), std::slice::from_ref(&change));
        assert_eq!(world.refuses(user("W"), &[again(change, "x")]), Refusal::DuplicateLine);
    }
    // Another weight is not another line; the other direction is.
    assert_eq!(world.refuses(user("W"), &[again(influence("甲", "乙", 3), "x")]), Refusal::DuplicateLine);
    assert!(world.tries(user("W"), &[influence("乙", "甲", 1)]).is_ok());
}

#[test]
fn a_conflict_has_no_direction() {
    let mut world = World::read(FOUR);
    world.does(user("W"), &[draw(LineKind::ConflictsWith, "甲", "乙")]);
    assert_eq!(world.refuses(user("W"), &[draw(LineKind::ConflictsWith, "乙", "甲")]), Refusal::DuplicateLine);
}

#[test]
fn an_id_of_a_line_is_used_once() {
    let mut world = World::read(FOUR);
    world.does(user("W"), &[influence("甲", "乙", 1)]);
    world.does(user("W"), &[remove_line("甲", "乙")]);
    assert_eq!(world.refuses(user("W"), &[influence("甲", "乙", 2)]), Refusal::AlreadyExists);
}

#[test]
fn weights_go_from_one_to_three_and_belong_to_influences_only() {
    let mut world = World::read(FOUR);
    world.does(user("W"), &[influence("甲", "乙", 3), reports("甲", "乙").clone_as("r")]);
    let weigh = |name: &str, weight| {
        let id = if name == "r" { line("r", "r") } else { line("甲", "乙") };
        map(PowerMapChange::SetWeight { id, weight })
    };
    for weight in [0, 4, 255] {
        assert_eq!(world.refuses(user("W"), &[influence("丙", "丁", weight)]), Refusal::WeightOutOfRange);
        assert_eq!(world.refuses(user("W"), &[weigh("i", weight)]), Refusal::WeightOutOfRange);
    }
    assert_eq!(world.refuses(user("W"), &[weigh("r", 2)]), Refusal::WeightOutOfRange);
    world.does(user("W"), &[weigh("i", 1)]);
    assert_eq!(world.map().lines.get(&line("甲", "乙")).unwrap().kind, LineKind::Influences { weight: 1 });
}

trait CloneAs {
    fn clone_as(&self, new: &str) -> Change;
}

impl CloneAs for Change {
    fn clone_as(&self, new: &str) -> Change {
        again(self.clone(), new)
    }
}

#[test]
fn a_removed_line_is_restored_before_it_is_changed() {
    let mut world = World::read(FOUR);
    world.does(user("W"), &[influence("甲", "乙", 1)]);
    world.does(user("W"), &[remove_line("甲", "乙")]);
    let id = line("甲", "乙");
    let gone = Refusal::LineArchived { line: id };
    assert_eq!(world.refuses(user("W"), &[remove_line("甲", "乙")]), gone);
    assert_eq!(world.refuses(user("W"), &[map(PowerMapChange::SetWeight { id, weight: 2 })]), gone);
    let note = PowerMapChange::EditLineNote { id, from: String::new(), to: "x".to_owned() };
    assert_eq!(world.refuses(user("W"), &[map(note)]), gone);
    world.does(user("W"), &[restore_line("甲", "乙")]);
    assert!(world.drawn("甲", "乙"));
}

#[test]
fn a_line_nobody_drew_is_neither_removed_nor_restored() {
    let world = World::read(FOUR);
    let nothing = Refusal::UnknownLine { line: line("甲", "乙") };
    assert_eq!(world.refuses(user("W"), &[remove_line("甲", "乙")]), nothing);
    assert_eq!(world.refuses(user("W"), &[restore_line("甲", "乙")]), nothing);
}

#[test]
fn a_line_comes_back_only_where_it_still_fits() {
    let mut world = World::read(FOUR);
    world.does(user("W"), &[reports("甲", "乙")]);
    world.does(user("W"), &[remove_line("甲", "乙")]);
    world.does(user("W"), &[reports("甲", "丙")]);
    let superior = person("丙");
    assert_eq!(
        world.refuses(user("W"), &[restore_line("甲", "乙")]),
        Refusal::AlreadyReports { person: person("甲"), superior }
    );
}

#[test]
fn two_lines_that_each_fit_but_not_both_do_not_come_back_together() {
    let mut world = World::read(FOUR);
    for to in ["乙", "丙"] {
        world.does(user("W"), &[reports("甲", to)]);
        world.does(user("W"), &[remove_line("甲", to)]);
    }
    let both = map(PowerMapChange::RestoreLines { lines: vec![line("甲", "乙"), line("甲", "丙")] });
    assert!(matches!(world.refuses(user("W"), &[both]), Refusal::AlreadyReports { .. }));
    assert!(world.tries(user("W"), &[restore_line("甲", "丙")]).is_ok());
}

#[test]
fn a_note_on_a_line_has_a_limit() {
    let mut world = World::read(FOUR);
    world.does(user("W"), &[influence("甲", "乙", 1)]);
    let to = "注".repeat(20_001);
    let note = PowerMapChange::EditLineNote { id: line("甲", "乙"), from: String::new(), to };
    let field = TextField::Note;
    assert_eq!(world.refuses(user("W"), &[map(note)]), Refusal::TextTooLong { field, length: 20_001, max: 20_000 });
}

#[test]
fn a_card_takes_its_lines_along_and_brings_them_back() {
    let mut world = World::read(CHAIN);
    world.does(user("W"), &[remove_nodes(&["乙"])]);
    assert!(!world.drawn("乙", "甲") && !world.drawn("丙", "乙"));
    world.does(user("W"), &[restore_nodes(&["乙"])]);
    assert!(world.drawn("乙", "甲") && world.drawn("丙", "乙"));
}

#[test]
fn thousands_of_cards_come_back_with_their_lines() {
    let mut world = World::read("甲 ? unknown");
    let titles: Vec<String> = (0..3_000).map(|n| format!("工程师{n}")).collect();
    for chunk in titles.chunks(500) {
        world.does(user("W"), &chunk.iter().flat_map(|title| new_person(title, None)).collect::<Vec<_>>());
        world.does(user("W"), &chunk.iter().map(|title| reports(title, "甲")).collect::<Vec<_>>());
    }
    let all: Vec<&str> = titles.iter().map(String::as_str).chain(["甲"]).collect();
    let before = world.map().clone();
    let removed = world.does(user("W"), &[remove_nodes(&all)]);
    assert_eq!((removed.effects.len(), world.map().live_lines().count()), (6_001, 0));
    world.pushes(user("W"), removed.inverse);
    assert_eq!(world.map(), &before);
}

#[test]
fn a_line_removed_by_hand_stays_removed_when_its_card_comes_back() {
    let mut world = World::read(CHAIN);
    world.does(user("W"), &[remove_line("丙", "乙")]);
    world.does(user("W"), &[remove_nodes(&["乙"])]);
    world.does(user("W"), &[restore_nodes(&["乙"])]);
    assert!(world.drawn("乙", "甲") && !world.drawn("丙", "乙"));
}

#[test]
fn a_line_waits_for_both_its_ends_in_whatever_order_they_come_back() {
    for [first, second] in [["乙", "丙"], ["丙", "乙"]] {
        for [back, last] in [["乙", "丙"], ["丙", "乙"]] {
            let mut world = World::read(CHAIN);
            world.does(user("W"), &[remove_nodes(&[first])]);
            world.does(user("W"), &[remove_nodes(&[second])]);
            world.does(user("W"), &[restore_nodes(&[back])]);
            assert!(!world.drawn("丙", "乙"), "one end is still off the map");
            world.does(user("W"), &[restore_nodes(&[last])]);
            assert!(world.drawn("丙", "乙"), "removed {first}, {second}; back {back}, {last}");
        }
    }
}

#[test]
fn a_line_does_not_come_back_when_another_superior_was_drawn_meanwhile() {
    let mut world = World::read(&format!("{CHAIN}\n丁 ? unknown"));
    world.does(user("W"), &[remove_nodes(&["乙"])]);
    world.does(user("W"), &[reports("丙", "丁")]);
    world.does(user("W"), &[restore_nodes(&["乙"])]);
    assert!(world.drawn("丙", "丁") && !world.drawn("丙", "乙"));
    assert!(world.drawn("乙", "甲"), "the other line of the card fits and is back");
}

#[test]
fn a_line_that_lost_its_place_does_not_appear_long_after() {
    let mut world = World::read(&format!("{CHAIN}\n丁 ? unknown"));
    world.does(user("W"), &[remove_nodes(&["乙"])]);
    world.does(user("W"), &[reports("丙", "丁")]);
    world.does(user("W"), &[restore_nodes(&["乙"])]);
    world.does(user("W"), &[remove_line("丙", "丁")]);
    world.does(user("W"), &[remove_nodes(&["丙"])]);
    world.does(user("W"), &[restore_nodes(&["丙"])]);
    assert!(!world.drawn("丙", "乙"));
}
