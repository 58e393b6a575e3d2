//! Somebody comes whom this node does not know as a member; another node may have let him in.

use crate::bench::{ADMIN, Bench, Parts, ROOM, STRANGER, deal};
use model::{Change, DealRole, Seq, StreamId, UserId, WorkspaceRole, member::MemberChange, team::TeamChange};
use sync::{
    client::Connection,
    frame::{CloseCode, ServerFrame},
    limits,
    server::{ConnId, Event, Output, RequestId},
};

const NEW: UserId = UserId::from_u128(0x900);

const OTHER: UserId = UserId::from_u128(0x901);

/// Another node writes this: it has the same past, and these rows more.
fn written_elsewhere(bench: &mut Bench, parts: Parts) {
    let mut other = Bench::among_peers();
    for part in parts {
        other.submit(ADMIN, vec![part]).unwrap();
    }
    bench.log = other.log;
}

fn let_in_elsewhere(bench: &mut Bench, users: &[UserId]) {
    let role = WorkspaceRole::Member;
    let join = |user| MemberChange::Join { user, name: "新".to_owned(), initials: "N".to_owned(), colour: 2, role };
    let joins = users.iter().map(|user| (StreamId::Workspace, vec![Change::Member(join(*user))]));
    written_elsewhere(bench, joins.collect());
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

#[test]
fn whom_another_node_has_taken_into_a_team_reads_the_deal_although_an_older_answer_was_on_its_way() {
    let mut bench = Bench::among_peers();
    let conn = bench.greeted(ADMIN);
    bench.open(conn, ROOM);
    bench.unread = true;
    bench.event(Event::Woken(vec![(deal(), Seq(1_000))]));
    bench.event(Event::Read { request: RequestId(9), by: STRANGER, room: ROOM });
    bench.answer_one();
    let join = TeamChange::Join { user: STRANGER, role: DealRole::Observer, initials: "W".to_owned() };
    written_elsewhere(&mut bench, vec![(deal(), vec![Change::Team(join)])]);
    bench.release();
    assert!(matches!(&bench.read[..], [Output::Read { result: Ok(_), .. }]), "{:?}", bench.read);
}
