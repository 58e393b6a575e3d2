//! Who hears what.

use crate::bench::{ACCOUNT, ADMIN, Bench, DEAL, Parts, ROOM, SR, STRANGER, deal, name_deal};
use model::{Change, DealRole, Locale, SCHEMA, StreamId, UserId, member::MemberChange, team::TeamChange};
use std::collections::BTreeMap;
use sync::{
    client::{Connection, Event, Notice},
    frame::{AccessChange, BOARD, ClientFrame, CloseCode, Content, Hello, Open, PROTOCOL, RoomId, ServerFrame},
    limits,
    server::{self, Output, ReadError, RequestId, SessionId},
};

fn leave(user: UserId) -> Parts {
    vec![(deal(), vec![Change::Team(TeamChange::Leave { user })])]
}

fn join(user: UserId) -> Parts {
    let join = TeamChange::Join { user, role: DealRole::Observer, initials: "W".to_owned() };
    vec![(deal(), vec![Change::Team(join)])]
}

#[test]
fn a_member_removed_from_a_deal_hears_only_that() {
    let mut bench = Bench::new();
    let conn = bench.greeted(SR);
    bench.open(conn, ROOM);
    bench.frames(conn);
    bench.submit(ADMIN, leave(SR)).unwrap();
    bench.submit(ADMIN, name_deal("secret")).unwrap();
    let frames = bench.frames(conn);
    let lost: Vec<StreamId> = frames
        .iter()
        .map(|frame| match frame {
            ServerFrame::Access(access) if access.change == AccessChange::Lost => access.stream,
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(lost, [StreamId::Account(ACCOUNT), deal(), StreamId::DealCore(DEAL)]);
    bench.open(conn, ROOM);
    assert!(matches!(&bench.frames(conn)[..], [ServerFrame::Access(access)] if access.change == AccessChange::Lost));
}

#[test]
fn pending_ops_of_a_removed_member_wait_in_his_drawer_with_the_reason() {
    let mut bench = Bench::new();
    let tab = bench.tab(SR);
    let person = bench.add_person(tab);
    bench.cut(tab);
    bench.gesture(tab, crate::bench::move_to(person, 3, 3));
    bench.submit(ADMIN, leave(SR)).unwrap();
    bench.back(tab);
    let client = &bench.tabs[tab].client;
    assert_eq!(client.drawer()[0].refusal, model::Refusal::NoAccess);
    assert_eq!(client.status().pending, 0);
    assert!(client.room(ROOM).unwrap().denied);
    assert!(bench.tabs[tab].notices.contains(&Notice::AccessLost(ROOM)));
}

#[test]
fn a_member_who_is_taken_in_sees_the_deal_at_once() {
    let mut bench = Bench::new();
    let tab = bench.tab(STRANGER);
    bench.tell(tab, Event::OpenRoom(RoomId::Board));
    assert!(bench.tabs[tab].client.room(ROOM).unwrap().denied);
    assert_eq!(bench.tabs[tab].client.list(BOARD), Some(Vec::new()));
    bench.submit(ADMIN, join(STRANGER)).unwrap();
    assert!(bench.tabs[tab].client.room(ROOM).unwrap().loaded);
    let streams: Vec<StreamId> =
        bench.tabs[tab].client.list(BOARD).unwrap().into_iter().map(|row| row.stream).collect();
    assert_eq!(streams, [StreamId::Account(ACCOUNT), deal()]);
    bench.submit(ADMIN, leave(STRANGER)).unwrap();
    assert_eq!(bench.tabs[tab].client.list(BOARD), Some(Vec::new()));
}

#[test]
fn who_leaves_the_workspace_is_sent_away() {
    let mut bench = Bench::new();
    let tab = bench.tab(SR);
    let leave = MemberChange::Leave { user: SR };
    bench.submit(ADMIN, vec![(StreamId::Workspace, vec![Change::Member(leave)])]).unwrap();
    assert_eq!(bench.tabs[tab].client.status().connection, Connection::NoAccess);
    let conn = bench.socket(SR);
    assert_eq!(bench.closed(conn), Some(CloseCode::NoAccess));
}

#[test]
fn a_revoked_session_must_sign_in_again_and_keeps_its_edits() {
    let mut bench = Bench::new();
    let tab = bench.tab(SR);
    let other = bench.tab(ADMIN);
    bench.event(server::Event::SessionEnded(SessionId(SR.0.as_u128())));
    bench.add_person(tab);
    let status = bench.tabs[tab].client.status();
    assert_eq!((status.connection, status.pending), (Connection::SignInAgain, 1));
    assert_eq!(bench.tabs[other].client.status().connection, Connection::Online);
    bench.tell(tab, Event::Reconnect);
    let status = bench.tabs[tab].client.status();
    assert_eq!((status.connection, status.pending), (Connection::Online, 0));
}

#[test]
fn a_client_of_another_age_is_told_to_reload() {
    let mut bench = Bench::new();
    for (protocol, schema) in [(PROTOCOL + 1, SCHEMA), (PROTOCOL, 0), (PROTOCOL, SCHEMA + 1)] {
        let conn = bench.socket(ADMIN);
        let client = model::ClientId::from_u128(1);
        bench.send(conn, &ClientFrame::Hello(Hello { protocol, schema, client, locale: Locale::Zh }));
        assert_eq!(bench.closed(conn), Some(CloseCode::ClientTooOld));
    }
}

#[test]
fn who_comes_back_gets_the_tail_and_after_long_a_snapshot() {
    let mut bench = Bench::new();
    let conn = bench.greeted(ADMIN);
    bench.open(conn, ROOM);
    bench.frames(conn);
    let have = bench.log.head(deal());
    let content = |bench: &mut Bench| {
        let conn = bench.greeted(ADMIN);
        bench.frames(conn);
        bench.send(conn, &ClientFrame::Open(Open { room: ROOM, have: BTreeMap::from([(deal(), have)]) }));
        match bench.frames(conn).remove(0) {
            ServerFrame::Opened(opened) => opened.streams.into_iter().nth(2).unwrap(),
            other => panic!("{other:?}"),
        }
    };
    for n in 0..3 {
        bench.submit(ADMIN, name_deal(&format!("{n}"))).unwrap();
    }
    assert!(matches!(content(&mut bench), Content::Tail(rows) if rows.rows.len() == 3 && rows.from == have.next()));
    for n in 0..limits::TAIL_ROWS {
        bench.submit(ADMIN, name_deal(&format!("{n}"))).unwrap();
    }
    assert!(matches!(content(&mut bench), Content::Snapshot { .. }));
}

#[test]
fn a_page_rendered_on_the_server_reads_by_the_same_rule() {
    let mut bench = Bench::new();
    for by in [ADMIN, UserId::SYSTEM, STRANGER] {
        bench.event(server::Event::Read { request: RequestId(1), by, room: ROOM });
    }
    let results: Vec<Result<usize, ReadError>> = bench
        .read
        .iter()
        .map(|output| match output {
            Output::Read { result, .. } => result.as_ref().map(|room| room.streams().count()).map_err(|e| *e),
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(results, [Ok(4), Ok(4), Err(ReadError::NoAccess)]);
}

#[test]
fn a_stream_nobody_reads_leaves_the_memory() {
    let mut bench = Bench::new();
    let conn = bench.greeted(ADMIN);
    bench.open(conn, ROOM);
    bench.now.0 += limits::STREAM_IDLE_MS + 1;
    bench.send(conn, &ClientFrame::Ping(sync::frame::Ping {}));
    bench.pass(1_000);
    assert_eq!(bench.node.gauges().streams, 4);
    bench.event(server::Event::Disconnected { conn });
    bench.now.0 += limits::STREAM_IDLE_MS + 1;
    bench.pass(1_000);
    assert_eq!(bench.node.gauges().streams, 1);
    bench.submit(ADMIN, name_deal("loaded again")).unwrap();
}
