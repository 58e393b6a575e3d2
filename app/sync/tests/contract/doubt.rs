//! Somebody comes whom this node does not know as a member; another node may have let him in.

use crate::bench::{Bench, ROOM};
use model::{Change, Seq, StreamId, UserId, WorkspaceRole, member::MemberChange};
use sync::{
    client::Connection,
    frame::{CloseCode, ServerFrame},
    limits,
    server::{ConnId, Event},
};

const NEW: UserId = UserId::from_u128(0x900);

const OTHER: UserId = UserId::from_u128(0x901);

/// Another node lets these in: it has the same past, and these rows more.
fn let_in_elsewhere(bench: &mut Bench, users: &[UserId]) {
    let mut other = Bench::among_peers();
    let role = WorkspaceRole::Member;
    for user in users.iter().copied() {
        let join = MemberChange::Join { user, name: "新".to_owned(), initials: "N".to_owned(), colour: 2, role };
        other.submit(UserId::SYSTEM, vec![(StreamId::Workspace, vec![Change::Member(join)])]).unwrap();
    }
    bench.log = other.log;
}

fn is_welcomed(bench: &mut Bench, conn: ConnId) -> bool {
    matches!(&bench.frames(conn)[..], [ServerFrame::Welcome(_)])
}

#[test]
fn whom_another_node_has_let_in_is_welcomed_before_the_news_of_him_has_come() {
    let mut bench = Bench::among_peers();
    let_in_elsewhere(&mut bench, &[NEW]);
    let conn = bench.greeted(NEW);
    assert!(is_welcomed(&mut bench, conn));
    let tab = bench.tab(NEW);
    assert_eq!(bench.tabs[tab].client.status().connection, Connection::Online);
}

#[test]
fn an_answer_that_was_on_its_way_before_he_came_turns_nobody_away() {
    let mut bench = Bench::among_peers();
    bench.unread = true;
    bench.event(Event::Woken(vec![(StreamId::Workspace, Seq(1_000))]));
    let conn = bench.greeted(NEW);
    let_in_elsewhere(&mut bench, &[OTHER]);
    bench.answer_one();
    let_in_elsewhere(&mut bench, &[OTHER, NEW]);
    assert_eq!((bench.closed(conn), bench.frames(conn).len()), (None, 0));
    bench.release();
    assert!(is_welcomed(&mut bench, conn));
}

#[test]
fn strangers_are_told_nothing_and_sent_away_and_however_many_come_the_store_is_asked_one_question_at_a_time() {
    let mut bench = Bench::among_peers();
    bench.unread = true;
    let before = bench.tails;
    let conns: Vec<ConnId> = (0..50).map(|n| bench.greeted(UserId::from_u128(0xA00 + n))).collect();
    assert_eq!(bench.tails - before, 1);
    assert!(conns.iter().all(|conn| bench.closed(*conn).is_none() && bench.frames(*conn).is_empty()));
    bench.answer_one();
    let away = |bench: &Bench| conns.iter().filter(|conn| bench.closed(**conn) == Some(CloseCode::NoAccess)).count();
    assert_eq!((bench.tails - before, away(&bench)), (2, 1), "the others came while that question was on its way");
    bench.answer_one();
    assert_eq!((bench.tails - before, away(&bench)), (2, 50));
}

#[test]
fn of_one_stranger_only_so_many_sockets_wait() {
    let mut bench = Bench::among_peers();
    bench.unread = true;
    let conns: Vec<ConnId> = (0..=limits::SOCKETS_PER_USER).map(|_| bench.greeted(NEW)).collect();
    let (last, others) = conns.split_last().unwrap();
    assert_eq!(bench.closed(*last), Some(CloseCode::SlowDown));
    assert!(others.iter().all(|conn| bench.closed(*conn).is_none()));
}

#[test]
fn who_speaks_before_he_is_known_has_not_been_greeted() {
    let mut bench = Bench::among_peers();
    bench.unread = true;
    let conn = bench.greeted(NEW);
    bench.open(conn, ROOM);
    assert_eq!(bench.closed(conn), Some(CloseCode::Malformed));
    bench.release();
    assert!(bench.frames(conn).iter().all(|frame| matches!(frame, ServerFrame::Bye(_))));
}

#[test]
fn who_can_not_be_judged_because_the_store_does_not_answer_is_asked_to_come_again() {
    let mut bench = Bench::among_peers();
    bench.unread = true;
    let conn = bench.greeted(NEW);
    bench.pass(2_000);
    assert_eq!(bench.closed(conn), Some(CloseCode::TryAgainLater));
    let tab = bench.tab(NEW);
    bench.pass(2_000);
    assert_ne!(bench.tabs[tab].client.status().connection, Connection::NoAccess);
    let_in_elsewhere(&mut bench, &[NEW]);
    bench.release();
    bench.pass(60_000);
    assert_eq!(bench.tabs[tab].client.status().connection, Connection::Online);
}
