//! One gesture over several streams, and what a room can prove about somebody.

use crate::fixture::*;
use model::{
    AccountId, AccountRight, Action, Body, CHANGES_MAX, Change, DealId, DealRole, Refusal, Room, Seq, Stage, StreamId,
    StreamState, TextField, UserId, WorkspaceRole, account::AccountChange,
};

#[test]
fn a_person_and_the_card_come_together() {
    let mut world = World::read("");
    world.does(user("W"), &new_person("总经理", Some("王建国")));
    assert!(world.map().live_node(person("总经理")).is_some());
    assert_eq!(world.room.account().unwrap().1.people.size(), 1);
}

#[test]
fn if_one_part_is_refused_the_other_leaves_no_trace() {
    let mut world = World::read("");
    world.does(user("W"), &[add_person("高工", None)]);
    let before = world.room.clone();
    // The person would be fine; the card is not.
    let far = model::power_map::PowerMapChange::AddNode {
        person: person("总经理"),
        x: i32::MAX,
        y: 0,
        buying_role: None,
        key: false,
    };
    assert_eq!(world.refuses(user("W"), &[add_person("总经理", None), map(far)]), Refusal::CoordinateOutOfRange);
    // The card would be fine; the person is not.
    let refusal = world.refuses(user("W"), &[add_person("", None), add_node("高工")]);
    assert_eq!(refusal, Refusal::EmptyText { field: TextField::PersonTitle });
    assert_eq!(world.room, before);
}

#[test]
fn if_the_last_change_of_a_part_is_refused_the_first_leaves_no_trace() {
    let world = World::read("总经理 王 unknown\n高工 ? unknown");
    let before = world.room.clone();
    let refusal = world.refuses(user("W"), &[reports("高工", "总经理"), reports("总经理", "高工")]);
    assert!(matches!(refusal, Refusal::ReportsCycle { .. }));
    assert_eq!(world.room, before);
}

#[test]
fn account_deal_and_team_come_in_one_gesture() {
    let mut world = World::empty();
    world.does(ADMIN, &[join(user("W"), "W", WorkspaceRole::Member)]);
    let mut changes = found(Stage::Ml1, user("W"), "W");
    changes.extend(new_person("总经理", None));
    world.does(user("W"), &changes);
    assert_eq!(world.actor(user("W")).deal, Some(DealRole::Ar));
    assert_eq!(world.actor(user("W")).account, AccountRight::Edit);
    assert_eq!(world.seq(StreamId::Deal(DEAL)), Seq(1), "one row per stream, however many changes");
}

#[test]
fn the_log_alone_gives_the_same_bytes() {
    let world = World::read(
        "us W AR\nrival 友商\n总经理 王 +3 W key 友商:-1\n采购部长 李 -1 W reports 总经理\n高工 ? unknown influences 采购部长 2",
    );
    let replayed = world.replayed();
    assert_eq!(replayed, world.room);
    for (stream, state) in world.room.streams() {
        assert_eq!(replayed.get(stream).unwrap().canonical_bytes(), state.canonical_bytes());
    }
}

#[test]
fn an_op_names_something_to_do_in_every_part() {
    let world = World::read("总经理 王 unknown");
    let ask = |parts| world.ask(user("W"), parts).map(|accepted| accepted.effects);
    let rename = Change::Account(AccountChange::SetName { name: "x".to_owned() });
    let (account, deal) = (StreamId::Account(ACCOUNT), StreamId::Deal(DEAL));
    assert_eq!(ask(vec![]), Err(Refusal::NothingToDo));
    assert_eq!(ask(vec![(deal, Seq(1), vec![])]), Err(Refusal::NothingToDo));
    // A part without a change would write a row to a stream whose rules nobody has asked.
    assert_eq!(ask(vec![(account, Seq(1), vec![rename]), (deal, Seq(1), vec![])]), Err(Refusal::NothingToDo));
}

#[test]
fn an_op_has_two_thousand_changes_at_most() {
    let world = World::read("总经理 王 unknown");
    let many = |count: usize| {
        vec![map(model::power_map::PowerMapChange::SetKey { person: person("总经理"), key: true }); count]
    };
    assert!(world.tries(user("W"), &many(CHANGES_MAX)).is_ok());
    let refusal = world.refuses(user("W"), &many(CHANGES_MAX + 1));
    assert_eq!(refusal, Refusal::TooManyChanges { count: 2_001, max: 2_000 });
}

#[test]
fn a_change_in_a_stream_of_another_kind_is_refused() {
    let world = World::read("总经理 王 unknown");
    let streams = [StreamId::Workspace, StreamId::Account(ACCOUNT), StreamId::Deal(DEAL)];
    for change in crate::samples::all().into_iter().map(|sample| sample.change) {
        for stream in streams.into_iter().filter(|stream| *stream != stream_of(&change)) {
            let answer = world.ask(ADMIN, vec![(stream, world.seq(stream), vec![change.clone()])]);
            assert_eq!(answer.map(|accepted| accepted.effects), Err(Refusal::WrongStream), "{change:?}");
        }
    }
}

#[test]
fn parts_are_ordered_and_name_each_stream_once() {
    let world = World::read("");
    let (account, deal) = (StreamId::Account(ACCOUNT), StreamId::Deal(DEAL));
    let person = || vec![add_person("高工", None)];
    let ask = |parts| world.ask(user("W"), parts).map(|accepted| accepted.effects);
    let backwards = vec![(deal, Seq(9), vec![add_node("高工")]), (account, Seq(9), person())];
    assert_eq!(ask(backwards), Err(Refusal::WrongStream));
    assert_eq!(ask(vec![(account, Seq(9), person()), (account, Seq(9), person())]), Err(Refusal::WrongStream));
}

#[test]
fn an_op_stays_within_the_account_and_deal_of_its_room() {
    let world = World::read("");
    let other_account = StreamId::Account(AccountId::from_u128(7));
    let other_deal = StreamId::Deal(DealId::from_u128(7));
    let ask = |stream, changes| world.ask(user("W"), vec![(stream, Seq(0), changes)]).map(|accepted| accepted.effects);
    assert_eq!(ask(other_account, vec![new_account("另一家")]), Err(Refusal::WrongStream));
    assert_eq!(ask(other_deal, vec![new_deal(Stage::Mo1)]), Err(Refusal::WrongStream));
}

/// A room that pairs W's own deal with an account of somebody else.
fn mixed() -> (World, StreamId) {
    let mut world = World::read("us W AR\nus Y SR");
    let victim = StreamId::Account(AccountId::from_u128(7));
    let mut state = StreamState::empty(victim);
    let stamp = model::Stamp::new(world.actor(user("Y")), world.now);
    model::fold(&mut state, &[new_account("别人的客户")], &stamp, &mut model::Effects::new());
    world.room.remove(StreamId::Account(ACCOUNT));
    world.room.insert(victim, state);
    (world, victim)
}

#[test]
fn a_role_in_one_deal_opens_no_other_account() {
    let (world, victim) = mixed();
    assert_eq!(world.actor(user("W")).account, AccountRight::None);
    assert_eq!(world.actor(user("Y")).account, AccountRight::Edit, "its owner");
    let answer = world.ask(user("W"), vec![(victim, Seq(1), vec![add_person("高工", None)])]);
    assert!(answer.is_err());
}

#[test]
fn nobody_of_another_account_comes_on_the_map() {
    let (mut world, victim) = mixed();
    let stamp = model::Stamp::new(world.actor(user("Y")), world.now);
    let mut state = world.room.remove(victim).unwrap();
    model::fold(&mut state, &[add_person("高工", None)], &stamp, &mut model::Effects::new());
    world.room.insert(victim, state);
    assert_eq!(world.refuses(user("W"), &[add_node("高工")]), Refusal::WrongStream);
}

#[test]
fn a_new_deal_gives_no_right_to_an_account_its_author_could_not_read() {
    let mut world = World::empty();
    for who in ["W", "X"] {
        world.does(ADMIN, &[join(user(who), who, WorkspaceRole::Member)]);
    }
    world.does(user("W"), &[new_account("华东")]);
    let mine = [new_deal(Stage::Mo1), appoint(user("X"), DealRole::Ar, "X")];
    let mut with_spy = vec![add_person("高工", None)];
    with_spy.extend(mine.clone());
    assert_eq!(world.refuses(user("X"), &with_spy), not_allowed(Action::EditAccount));
    assert_eq!(world.refuses(user("X"), &mine), not_allowed(Action::ReadAccount));
}

#[test]
fn a_new_deal_beside_an_old_one_gives_no_right_in_the_old_one() {
    let world = World::read("us W AR\nus X -");
    let answer = world.ask(
        user("X"),
        vec![
            (StreamId::Deal(DEAL), world.seq(StreamId::Deal(DEAL)), vec![add_node("x")]),
            (StreamId::Deal(DealId::from_u128(u128::MAX)), Seq(0), vec![new_deal(Stage::Mo1)]),
        ],
    );
    assert_eq!(answer.map(|accepted| accepted.effects), Err(Refusal::WrongStream));
}

#[test]
fn a_right_one_gives_oneself_counts_from_the_next_gesture_on() {
    let mut world = World::read("us W AR\n总经理 王 unknown");
    let appointed = appoint(ADMIN, DealRole::Ar, "A");
    let drawn = map(model::power_map::PowerMapChange::SetKey { person: person("总经理"), key: true });
    assert_eq!(world.refuses(ADMIN, &[appointed.clone(), drawn.clone()]), not_allowed(Action::EditMap));
    world.does(ADMIN, &[appointed]);
    world.does(ADMIN, &[drawn]);

    let mut world = World::read("us W AR");
    let owned = Change::Account(AccountChange::SetOwner { owner: ADMIN });
    let refusal = world.refuses(ADMIN, &[owned.clone(), add_person("高工", None)]);
    assert_eq!(refusal, not_allowed(Action::EditAccount));
    world.does(ADMIN, &[owned]);
    world.does(ADMIN, &[add_person("高工", None)]);
}

#[test]
fn the_server_may_what_an_admin_may() {
    let world = World::empty();
    assert_eq!(world.actor(UserId::SYSTEM).workspace, Some(WorkspaceRole::Admin));
    assert!(world.tries(UserId::SYSTEM, &[join(user("W"), "W", WorkspaceRole::Member)]).is_ok());
}

#[test]
fn the_effects_of_an_op_name_just_what_it_touched() {
    use model::EntityKey::{Line, Node};
    let mut world = World::read("甲 ? unknown\n乙 ? unknown reports 甲\n丙 ? unknown reports 甲");
    let removed = world.does(user("W"), &[remove_nodes(&["乙"])]);
    assert_eq!(removed.effects, [Node(person("乙")), Line(line("乙", "甲"))].into());
}

#[test]
fn a_room_knows_its_streams() {
    let mut room = Room::default();
    let stream = StreamId::Deal(DEAL);
    room.insert(stream, StreamState::empty(stream));
    assert!(matches!(room.get(stream).unwrap().body, Body::Deal(_)));
    assert_eq!(room.streams().count(), 1);
    assert!(room.workspace().is_none() && room.account().is_none() && room.deal().is_some());
    assert!(room.remove(stream).is_some() && room.deal().is_none());
}
