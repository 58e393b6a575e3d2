//! T-01: cards of people.

use crate::fixture::*;
use model::{
    Change, Refusal,
    person::PersonChange,
    power_map::{BuyingRole, NodePosition, PowerMapChange},
};

const TWO: &str = "总经理 王 +3 W key\n高工 ? unknown reports 总经理";

fn owner(title: &str, letter: &str) -> Change {
    map(PowerMapChange::AddOwner { person: person(title), user: user(letter) })
}

fn disown(title: &str, letter: &str) -> Change {
    map(PowerMapChange::RemoveOwner { person: person(title), user: user(letter) })
}

fn place(title: &str, x: i32, y: i32) -> NodePosition {
    NodePosition { person: person(title), x, y }
}

fn archive(title: &str) -> Change {
    Change::Person(PersonChange::Archive { id: person(title) })
}

#[test]
fn a_card_stands_for_a_person_of_the_account() {
    let mut world = World::read(TWO);
    let stranger = add_node("无人");
    assert_eq!(world.refuses(user("W"), &[stranger]), Refusal::UnknownPerson { person: person("无人") });
    world.does(user("W"), &[add_person("秘书", None), archive("秘书")]);
    assert_eq!(world.refuses(user("W"), &[add_node("秘书")]), Refusal::UnknownPerson { person: person("秘书") });
}

#[test]
fn a_person_has_one_card_even_if_it_is_archived() {
    let mut world = World::read(TWO);
    let taken = Refusal::AlreadyOnMap { person: person("高工") };
    assert_eq!(world.refuses(user("W"), &[add_node("高工")]), taken);
    world.does(user("W"), &[remove_nodes(&["高工"])]);
    assert_eq!(world.refuses(user("W"), &[add_node("高工")]), taken);
}

#[test]
fn a_restored_card_has_everything_it_had() {
    let mut world = World::read(TWO);
    let before = world.node("总经理").clone();
    world.does(user("W"), &[remove_nodes(&["总经理"])]);
    assert!(world.map().live_node(person("总经理")).is_none());
    world.does(user("W"), &[restore_nodes(&["总经理"])]);
    assert_eq!(world.node("总经理"), &before);
    assert!(
        before.key && before.owners.contains(&user("W")) && before.strength(model::power_map::Vendor::Us) == Some(3)
    );
}

#[test]
fn a_person_archived_in_the_account_leaves_a_card_that_can_still_be_removed_and_restored() {
    let mut world = World::read(TWO);
    world.does(user("W"), &[archive("高工")]);
    world.does(user("W"), &[remove_nodes(&["高工"])]);
    world.does(user("W"), &[restore_nodes(&["高工"])]);
    assert!(world.drawn("高工", "总经理"));
}

#[test]
fn a_card_off_the_map_is_not_changed() {
    let mut world = World::read(TWO);
    world.does(user("W"), &[remove_nodes(&["高工"])]);
    let who = person("高工");
    for change in [
        map(PowerMapChange::MoveNodes { to: vec![place("总经理", 1, 1), place("高工", 1, 1)] }),
        remove_nodes(&["高工"]),
        map(PowerMapChange::SetKey { person: who, key: true }),
        map(PowerMapChange::SetPin { person: who, pinned: true }),
        map(PowerMapChange::SetBuyingRole { person: who, role: Some(BuyingRole::Buyer) }),
        owner("高工", "W"),
        disown("高工", "W"),
    ] {
        let refusal = world.refuses(user("W"), std::slice::from_ref(&change));
        assert_eq!(refusal, Refusal::NodeArchived { person: who }, "{change:?}");
    }
}

#[test]
fn a_card_that_never_was_is_neither_moved_nor_restored() {
    let world = World::read(TWO);
    let nobody = Refusal::UnknownPerson { person: person("无人") };
    assert_eq!(world.refuses(user("W"), &[restore_nodes(&["高工", "无人"])]), nobody);
    let moved = map(PowerMapChange::MoveNodes { to: vec![place("无人", 1, 1)] });
    assert_eq!(world.refuses(user("W"), &[moved]), nobody);
}

#[test]
fn a_card_stays_within_the_diagram() {
    let world = World::read(TWO);
    let to = |x, y| map(PowerMapChange::MoveNodes { to: vec![place("高工", x, y)] });
    assert!(world.tries(user("W"), &[to(1_000_000, -1_000_000)]).is_ok());
    for (x, y) in [(1_000_001, 0), (0, -1_000_001), (i32::MIN, i32::MAX)] {
        assert_eq!(world.refuses(user("W"), &[to(x, y)]), Refusal::CoordinateOutOfRange);
    }
    let mut world = world;
    world.does(user("W"), &[add_person("秘书", None)]);
    let far = PowerMapChange::AddNode { person: person("秘书"), x: i32::MAX, y: 0, buying_role: None, key: false };
    assert_eq!(world.refuses(user("W"), &[map(far)]), Refusal::CoordinateOutOfRange);
}

#[test]
fn many_cards_move_in_one_gesture_or_not_at_all() {
    let mut world = World::read(TWO);
    let to = vec![place("总经理", 10, 20), place("高工", 30, 40)];
    world.does(user("W"), &[map(PowerMapChange::MoveNodes { to })]);
    assert_eq!((world.node("总经理").x, world.node("高工").y), (10, 40));
}

#[test]
fn a_gesture_that_names_nobody_is_nothing_to_do() {
    let world = World::read(TWO);
    for change in [
        PowerMapChange::MoveNodes { to: vec![] },
        PowerMapChange::RemoveNodes { people: vec![] },
        PowerMapChange::RestoreNodes { people: vec![] },
        PowerMapChange::RemoveLines { lines: vec![] },
        PowerMapChange::RestoreLines { lines: vec![] },
    ] {
        assert_eq!(world.refuses(user("W"), &[map(change)]), Refusal::NothingToDo);
    }
}

#[test]
fn naming_a_card_twice_in_one_gesture_is_as_naming_it_once() {
    let mut world = World::read(TWO);
    let before = world.map().clone();
    let taken = world.does(user("W"), &[remove_nodes(&["高工", "高工"])]);
    assert!(!world.drawn("高工", "总经理"));
    world.pushes(user("W"), taken.inverse);
    assert_eq!(world.map(), &before);
}

#[test]
fn a_relation_is_owned_by_people_of_the_team() {
    let mut world = World::read(&format!("us W AR\nus Y SR\nus X -\n{TWO}"));
    let unknown = |letter| Refusal::UnknownMember { user: user(letter) };
    assert_eq!(world.refuses(user("W"), &[owner("高工", "X")]), unknown("X"));
    assert_eq!(world.refuses(user("W"), &[disown("高工", "Y")]), unknown("Y"));
    world.does(user("W"), &[owner("高工", "Y"), owner("高工", "W")]);
    assert_eq!(world.node("高工").owners.size(), 2);
    world.does(user("W"), &[disown("高工", "Y")]);
    assert!(!world.node("高工").owners.contains(&user("Y")));
}

#[test]
fn somebody_who_left_the_workspace_gets_no_new_relation_and_keeps_the_old_ones() {
    let mut world = World::read(&format!("us W AR\nus Y SR\n{TWO}\n采购部长 李 -1 Y"));
    world.does(ADMIN, &[Change::Member(model::member::MemberChange::Leave { user: user("Y") })]);
    assert_eq!(world.refuses(user("W"), &[owner("高工", "Y")]), Refusal::UnknownMember { user: user("Y") });
    assert!(world.node("采购部长").owners.contains(&user("Y")));
}

#[test]
fn a_map_holds_twenty_thousand_cards_and_lines() {
    let mut world = World::read("");
    let title = |n: usize| format!("工程师{n}");
    let mut n = 0;
    for _ in 0..10 {
        let mut changes = Vec::new();
        for _ in 0..1_000 {
            changes.extend(new_person(&title(n), None));
            n += 1;
        }
        world.does(user("W"), &changes);
    }
    for chunk in (0..10_000_usize).collect::<Vec<_>>().chunks(2_000) {
        let lines: Vec<Change> = chunk
            .iter()
            .map(|n| {
                let (from, to) = (title(*n), title((n + 1) % 10_000));
                draw(model::power_map::LineKind::ConflictsWith, &from, &to)
            })
            .collect();
        // Folding only: the rule that counts is asked below, once.
        let stamp = model::Stamp::new(world.actor(user("W")), world.now);
        let mut state = world.room.remove(model::StreamId::Deal(DEAL)).unwrap();
        model::fold(&mut state, &lines, &stamp, &mut model::Effects::new());
        world.room.insert(model::StreamId::Deal(DEAL), state);
    }
    let full = Refusal::TooManyEntities { max: 20_000 };
    assert_eq!(world.refuses(user("W"), &new_person("秘书", None)), full);
    let (from, to) = (title(0), title(2));
    assert_eq!(world.refuses(user("W"), &[reports(&from, &to)]), full);
    // What is archived counts too: it is only out of sight.
    world.does(user("W"), &[remove_nodes(&[&from])]);
    assert_eq!(world.refuses(user("W"), &new_person("秘书", None)), full);
}
