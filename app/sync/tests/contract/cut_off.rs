//! A node whose view of who may read what may be too old tells nobody anything.

use crate::bench::{ADMIN, Bench, ROOM, SR, deal, name_deal};
use model::{Seq, StreamId};
use sync::{
    frame::{ClientFrame, Presence, PresenceBody, ServerFrame},
    server::{Event, Output, ReadError, RequestId},
};

/// Rows, rooms, lists and presence among these frames.
fn told(frames: &[ServerFrame]) -> usize {
    let tells = |frame: &&ServerFrame| {
        matches!(frame, ServerFrame::Ops(_) | ServerFrame::Opened(_) | ServerFrame::List(_) | ServerFrame::Presence(_))
    };
    frames.iter().filter(tells).count()
}

fn point(bench: &mut Bench, conn: sync::server::ConnId) {
    bench.send(conn, &ClientFrame::Presence(Presence { room: ROOM, body: PresenceBody::default() }));
}

/// Everything a node could tell somebody.
fn do_everything(bench: &mut Bench, from: sync::server::ConnId, to: sync::server::ConnId) -> usize {
    bench.frames(to);
    if !bench.unread {
        bench.submit(ADMIN, name_deal("newer")).unwrap();
    }
    point(bench, from);
    bench.open(to, ROOM);
    told(&bench.frames(to))
}

#[test]
fn a_node_that_has_not_seen_for_long_what_others_wrote_tells_nobody_anything_and_makes_up_for_it() {
    let mut bench = Bench::among_peers();
    let (one, two, three) = (bench.greeted(ADMIN), bench.greeted(SR), bench.greeted(SR));
    for conn in [one, two, three] {
        bench.open(conn, ROOM);
    }
    bench.pass(10_000);
    assert_eq!(do_everything(&mut bench, one, two), 4, "row, presence, room and who is in it");
    bench.unseen = true;
    bench.pass(3_000);
    assert_eq!(do_everything(&mut bench, one, two), 0);
    bench.event(Event::Read { request: RequestId(9), by: SR, room: ROOM });
    assert!(bench.read.is_empty());
    bench.unseen = false;
    bench.pass(1_000);
    assert!(told(&bench.frames(two)) > 0, "what he had asked for");
    let frames = bench.frames(three);
    let resync = |frame: &ServerFrame| matches!(frame, ServerFrame::Resync(resync) if resync.stream == deal());
    assert!(frames.iter().any(resync), "{frames:?}");
    assert!(matches!(bench.read.pop(), Some(Output::Read { result: Ok(_), .. })));
}

#[test]
fn news_that_can_not_be_read_for_long_silences_the_node_although_its_driver_sees() {
    let mut bench = Bench::among_peers();
    let (one, two) = (bench.greeted(ADMIN), bench.greeted(SR));
    bench.open(one, ROOM);
    bench.open(two, ROOM);
    bench.unread = true;
    bench.event(Event::Woken(vec![(StreamId::Workspace, Seq(1_000))]));
    bench.pass(1_000);
    point(&mut bench, one);
    assert_ne!(told(&bench.frames(two)), 0);
    bench.pass(1_000);
    assert_eq!(do_everything(&mut bench, one, two), 0);
    bench.release();
    bench.pass(100);
    assert_ne!(told(&bench.frames(two)), 0);
}

#[test]
fn a_failure_to_read_news_is_not_forgotten_because_something_else_could_be_read() {
    let mut bench = Bench::among_peers();
    let (one, two) = (bench.greeted(ADMIN), bench.greeted(SR));
    bench.open(one, ROOM);
    bench.open(two, ROOM);
    bench.unread = true;
    bench.event(Event::Woken(vec![(StreamId::Workspace, Seq(1_000))]));
    // It fails, is asked again by the next sweep, and then hangs.
    let asked = bench.fail_one();
    assert!(asked);
    bench.event(Event::Woken(vec![(StreamId::Account(model::AccountId::from_u128(0x301)), Seq(1))]));
    bench.pass(1_900);
    assert_eq!(do_everything(&mut bench, one, two), 0);
}

#[test]
fn a_node_without_peers_needs_nobody_to_tell_it_that_it_sees() {
    let mut bench = Bench::new();
    let (one, two) = (bench.greeted(ADMIN), bench.greeted(SR));
    bench.open(one, ROOM);
    bench.open(two, ROOM);
    bench.pass(20_000);
    assert_ne!(do_everything(&mut bench, one, two), 0);
    bench.event(Event::Read { request: RequestId(9), by: SR, room: ROOM });
    assert!(!matches!(bench.read.pop(), Some(Output::Read { result: Err(ReadError::Unavailable), .. }) | None));
}
