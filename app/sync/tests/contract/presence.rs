//! Presence.

use crate::bench::{ADMIN, Bench, ROOM, SR, STRANGER};
use model::EntityKey;
use sync::{
    client::Event,
    frame::{ClientFrame, Moving, Presence, PresenceBody, ServerFrame},
    limits,
};

fn at(x: i32) -> PresenceBody {
    let gesture = vec![Moving { entity: EntityKey::Deal, x, y: 0 }];
    PresenceBody { cursor: Some((x, 0)), gesture, ..PresenceBody::default() }
}

fn here(x: i32) -> ClientFrame {
    ClientFrame::Presence(Presence { room: ROOM, body: at(x) })
}

fn seen(frames: &[ServerFrame]) -> Vec<Option<PresenceBody>> {
    let seen = frames.iter().filter_map(|frame| match frame {
        ServerFrame::Presence(seen) => Some(seen.body.clone()),
        _ => None,
    });
    seen.collect()
}

#[test]
fn the_first_move_is_told_at_once_and_what_follows_is_told_as_one() {
    let mut bench = Bench::new();
    let (one, two) = (bench.greeted(ADMIN), bench.greeted(SR));
    bench.open(one, ROOM);
    bench.open(two, ROOM);
    for x in 0..10 {
        bench.send(one, &here(x));
    }
    assert_eq!(seen(&bench.frames(two)), [Some(at(0))]);
    bench.pass(limits::PRESENCE_INTERVAL_MS);
    assert_eq!(seen(&bench.frames(two)), [Some(at(9))]);
    bench.pass(1_000);
    assert!(seen(&bench.frames(two)).is_empty());
    assert!(seen(&bench.frames(one)).is_empty());
}

#[test]
fn who_moves_twenty_times_a_second_is_never_held_back_although_his_frames_come_unevenly() {
    let mut bench = Bench::new();
    let (one, two) = (bench.greeted(ADMIN), bench.greeted(SR));
    bench.open(one, ROOM);
    bench.open(two, ROOM);
    for x in 0..40 {
        bench.send(one, &here(x));
        assert_eq!(seen(&bench.frames(two)), [Some(at(x))]);
        let unevenly = [-10, 12, -5, 15, -12][x as usize % 5];
        bench.pass(limits::PRESENCE_INTERVAL_MS + unevenly);
    }
}

#[test]
fn nobody_is_told_of_one_person_more_often_than_twenty_times_a_second() {
    let mut bench = Bench::new();
    let (one, two) = (bench.greeted(ADMIN), bench.greeted(SR));
    bench.open(one, ROOM);
    bench.open(two, ROOM);
    bench.frames(two);
    for x in 0..290 {
        bench.send(one, &here(x));
        bench.pass(34);
    }
    let told = seen(&bench.frames(two));
    assert_eq!(told.len(), 290 * 34 / limits::PRESENCE_INTERVAL_MS as usize + 1);
    bench.pass(100);
    assert_eq!(seen(&bench.frames(two)), [Some(at(289))]);
}

#[test]
fn two_who_move_do_not_wait_for_each_other() {
    let mut bench = Bench::new();
    let (one, two, three) = (bench.greeted(ADMIN), bench.greeted(ADMIN), bench.greeted(SR));
    for conn in [one, two, three] {
        bench.open(conn, ROOM);
    }
    bench.send(one, &here(1));
    bench.send(two, &here(2));
    assert_eq!(seen(&bench.frames(three)), [Some(at(1)), Some(at(2))]);
}

#[test]
fn a_socket_that_can_not_keep_up_is_spared_presence_first() {
    let mut bench = Bench::new();
    let (one, two) = (bench.greeted(ADMIN), bench.greeted(SR));
    bench.open(one, ROOM);
    bench.open(two, ROOM);
    bench.event(sync::server::Event::Congested { conn: two });
    bench.send(one, &here(1));
    bench.send(one, &here(2));
    bench.pass(1_000);
    assert!(seen(&bench.frames(two)).is_empty());
    bench.event(sync::server::Event::Drained { conn: two });
    bench.send(one, &here(3));
    assert_eq!(seen(&bench.frames(two)), [Some(at(3))]);
}

#[test]
fn who_has_lost_the_deal_hears_no_more_of_those_in_it() {
    let mut bench = Bench::new();
    let (one, two) = (bench.greeted(ADMIN), bench.greeted(SR));
    bench.open(one, ROOM);
    bench.open(two, ROOM);
    bench.send(one, &here(1));
    bench.send(one, &here(2));
    bench.frames(two);
    let leave = model::Change::Team(model::team::TeamChange::Leave { user: SR });
    bench.submit(ADMIN, vec![(crate::bench::deal(), vec![leave])]).unwrap();
    bench.pass(1_000);
    bench.send(one, &here(3));
    assert!(seen(&bench.frames(two)).is_empty());
}

#[test]
fn presence_is_gone_when_its_socket_is_and_after_a_silence() {
    let mut bench = Bench::new();
    let (one, two) = (bench.greeted(ADMIN), bench.greeted(SR));
    bench.open(one, ROOM);
    bench.open(two, ROOM);
    bench.send(one, &here(1));
    bench.pass(limits::PRESENCE_TTL_MS + 100);
    assert_eq!(seen(&bench.frames(two)), [Some(at(1)), None]);
    bench.send(one, &here(2));
    bench.pass(50);
    bench.event(sync::server::Event::Disconnected { conn: one });
    bench.pass(50);
    assert_eq!(seen(&bench.frames(two)), [Some(at(2)), None]);
}

#[test]
fn a_newcomer_is_told_who_is_there() {
    let mut bench = Bench::new();
    let one = bench.greeted(ADMIN);
    bench.open(one, ROOM);
    bench.send(one, &here(1));
    bench.pass(50);
    let two = bench.greeted(SR);
    bench.open(two, ROOM);
    assert_eq!(seen(&bench.frames(two)), [Some(at(1))]);
}

#[test]
fn presence_goes_only_to_those_in_the_room_and_comes_only_from_them() {
    let mut bench = Bench::new();
    let (one, stranger) = (bench.greeted(ADMIN), bench.greeted(STRANGER));
    bench.open(one, ROOM);
    bench.open(stranger, ROOM);
    bench.send(one, &here(1));
    bench.send(stranger, &here(2));
    bench.pass(50);
    assert!(seen(&bench.frames(stranger)).is_empty());
    assert!(seen(&bench.frames(one)).is_empty());
}

#[test]
fn surplus_presence_is_dropped_and_the_socket_stays() {
    let mut bench = Bench::new();
    let (one, two) = (bench.greeted(ADMIN), bench.greeted(SR));
    bench.open(one, ROOM);
    bench.open(two, ROOM);
    for x in 0..100 {
        bench.send(one, &here(x));
    }
    bench.pass(50);
    assert_eq!(seen(&bench.frames(two)), [Some(at(0)), Some(at(limits::PRESENCE_PER_SECOND as i32 - 1))]);
    assert_eq!(bench.closed(one), None);
}

#[test]
fn a_client_tells_its_presence_at_most_twenty_times_a_second_and_the_last_word_gets_through() {
    let mut bench = Bench::new();
    let (one, two) = (bench.tab(ADMIN), bench.tab(SR));
    bench.pass(1_000);
    for x in 0..100 {
        bench.now.0 += 2;
        bench.tell(one, Event::Presence { room: ROOM, body: at(x) });
    }
    bench.pass(200);
    let peers = bench.tabs[two].client.presence(ROOM);
    assert_eq!((peers.len(), peers[0].user, &peers[0].body), (1, ADMIN, &at(99)));
}

#[test]
fn a_resting_client_does_not_fade_and_a_hidden_one_does() {
    let mut bench = Bench::new();
    let (one, two) = (bench.tab(ADMIN), bench.tab(SR));
    bench.tell(one, Event::Presence { room: ROOM, body: at(1) });
    bench.pass(60_000);
    assert_eq!(bench.tabs[two].client.presence(ROOM).len(), 1);
    bench.tell(one, Event::Visibility(false));
    bench.pass(60_000);
    assert!(bench.tabs[two].client.presence(ROOM).is_empty());
}
