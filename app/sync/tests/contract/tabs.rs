//! A tab hands its gestures over to the one that leads, and may have to do so again when another takes over.

use crate::bench::{ADMIN, Bench, ROOM, SR, deal, move_to};
use model::{Change, DealRole, OpId, StreamId, team::TeamChange};
use sync::client::{Event, Restored, StoredStream};

/// What the leader that goes has left on disk of its replica.
fn replica(bench: &Bench, tab: usize) -> Vec<StoredStream> {
    let client = &bench.tabs[tab].client;
    let room = client.room(ROOM).unwrap().confirmed;
    room.streams().filter_map(|(stream, _)| client.stored_stream(stream)).collect()
}

fn hand_over(bench: &mut Bench, tab: usize, id: OpId, parts: Vec<(StreamId, Vec<Change>)>) {
    bench.tell(tab, Event::HandedOver { id, room: ROOM, name: "step".to_owned(), parts });
}

#[test]
fn a_gesture_that_builds_on_what_the_new_leader_has_not_read_yet_is_not_refused() {
    let mut bench = Bench::new();
    let old = bench.tab(ADMIN);
    let streams = replica(&bench, old);
    let person = bench.add_person(old);
    bench.cut(old);
    bench.no_network = true;
    let new = bench.tab_with(ADMIN, Restored { streams, ..Restored::default() });
    bench.no_network = false;
    let id = OpId::from_u128(bench.id());
    hand_over(&mut bench, new, id, move_to(person, 5, 6));
    assert_eq!(bench.tabs[new].client.status().pending, 1);
    bench.back(new);
    assert_eq!(bench.tabs[new].client.drawer(), []);
    assert_eq!(bench.tabs[new].client.status().pending, 0);
    assert_eq!(bench.place(new, person), (5, 6));
}

#[test]
fn a_gesture_handed_over_again_is_done_once() {
    let mut bench = Bench::new();
    let (old, other) = (bench.tab(ADMIN), bench.tab(SR));
    let person = bench.add_person(old);
    let id = OpId::from_u128(bench.id());
    hand_over(&mut bench, old, id, move_to(person, 5, 6));
    let done = bench.log.order.len();
    bench.gesture(other, move_to(person, 1, 2));
    // The same tab, once more; then one that knows nothing of it.
    hand_over(&mut bench, old, id, move_to(person, 5, 6));
    bench.cut(old);
    let new = bench.tab_with(ADMIN, Restored::default());
    hand_over(&mut bench, new, id, move_to(person, 5, 6));
    assert_eq!(bench.log.order.len(), done + 1);
    for tab in [new, other] {
        assert_eq!(bench.place(tab, person), (1, 2));
        assert_eq!(bench.tabs[tab].client.drawer(), []);
        assert_eq!(bench.tabs[tab].client.status().pending, 0);
    }
}

#[test]
fn a_gesture_handed_over_again_to_the_next_leader_is_one_step_to_undo() {
    let mut bench = Bench::new();
    let old = bench.tab(ADMIN);
    let person = bench.add_person(old);
    let id = OpId::from_u128(bench.id());
    hand_over(&mut bench, old, id, move_to(person, 5, 6));
    let undo = vec![(ROOM, bench.tabs[old].client.stored_undo(ROOM))];
    bench.cut(old);
    let new = bench.tab_with(ADMIN, Restored { undo, ..Restored::default() });
    hand_over(&mut bench, new, id, move_to(person, 5, 6));
    bench.undo(new);
    assert_eq!(bench.place(new, person), (0, 0));
    bench.undo(new);
    assert!(!bench.is_on_map(new, person));
}

#[test]
fn a_gesture_that_waits_in_the_outbox_is_not_taken_a_second_time() {
    let mut bench = Bench::new();
    let tab = bench.tab(ADMIN);
    let person = bench.add_person(tab);
    bench.cut(tab);
    let id = OpId::from_u128(bench.id());
    for _ in 0..2 {
        hand_over(&mut bench, tab, id, move_to(person, 5, 6));
    }
    assert_eq!(bench.tabs[tab].client.status().pending, 1);
    bench.undo(tab);
    assert_eq!(bench.place(tab, person), (0, 0), "one step to undo");
}

#[test]
fn a_gesture_the_server_refuses_is_in_the_drawer_once_however_often_it_is_handed_over() {
    let mut bench = Bench::new();
    let (admin, tab) = (bench.tab(ADMIN), bench.tab(SR));
    let person = bench.add_person(admin);
    let demote = TeamChange::SetRole { user: SR, role: DealRole::Observer };
    bench.cut(tab);
    bench.gesture(admin, vec![(deal(), vec![Change::Team(demote)])]);
    let id = OpId::from_u128(bench.id());
    hand_over(&mut bench, tab, id, move_to(person, 5, 6));
    bench.back(tab);
    hand_over(&mut bench, tab, id, move_to(person, 5, 6));
    assert_eq!(bench.tabs[tab].client.drawer().len(), 1);
    assert_eq!(bench.tabs[tab].client.status().pending, 0);
    assert_eq!(bench.place(tab, person), (0, 0));
}
