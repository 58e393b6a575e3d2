//! The first load of a room over HTTP.

use crate::bench::{ACCOUNT, ADMIN, Bench, DEAL, Fetching, ROOM, SR, START, STRANGER, deal, name_deal};
use model::{Change, StreamId, account::AccountChange, team::TeamChange};
use sync::{
    client::{Connection, Event, Restored},
    frame::{Content, RoomId, WholeStream},
    limits,
    server::{Output, RequestId},
};

/// What the server answers to a request for a room.
fn body(bench: &mut Bench, room: RoomId) -> String {
    bench.event(sync::server::Event::Read { request: RequestId(1), by: ADMIN, room });
    match bench.read.pop() {
        Some(Output::Read { result: Ok(room), .. }) => WholeStream::write(&room).unwrap(),
        other => panic!("{other:?}"),
    }
}

fn is_loaded(bench: &Bench, tab: usize) -> bool {
    bench.tabs[tab].client.room(ROOM).unwrap().loaded
}

/// Whether the last opened room came as tails only, and with how many rows.
fn tail_rows(bench: &Bench) -> Option<usize> {
    let rows = bench.opened.last().unwrap().streams.iter().map(|content| match content {
        Content::Tail(rows) => Some(rows.rows.len()),
        Content::Snapshot { .. } => None,
    });
    rows.sum()
}

#[test]
fn the_socket_brings_only_the_tail_of_a_room_that_was_fetched() {
    let mut bench = Bench::new();
    let old = body(&mut bench, ROOM);
    bench.submit(ADMIN, name_deal("newer")).unwrap();
    bench.fetch = Fetching::Gives(Some(old));
    let tab = bench.tab(ADMIN);
    assert_eq!(bench.fetched, [(tab, 1, ROOM)]);
    assert_eq!(tail_rows(&bench), Some(1));
    let (_, deal) = bench.tabs[tab].client.room(ROOM).unwrap().confirmed.deal().unwrap();
    assert_eq!(deal.facts.as_ref().unwrap().name, "newer");
}

#[test]
fn a_fetched_room_is_shown_before_there_is_a_socket() {
    let mut bench = Bench::new();
    bench.no_network = true;
    let tab = bench.tab(ADMIN);
    assert!(is_loaded(&bench, tab));
    assert_ne!(bench.tabs[tab].client.status().connection, Connection::Online);
    bench.back(tab);
    assert_eq!(tail_rows(&bench), Some(0));
}

/// His right on the account is told on the socket only.
#[test]
fn who_is_in_the_triangle_edits_the_customer_before_there_is_a_socket() {
    let mut bench = Bench::new();
    bench.no_network = true;
    let tab = bench.tab(SR);
    let change = Change::Account(AccountChange::SetName { name: "from the taxi".to_owned() });
    let parts = [(StreamId::Account(ACCOUNT), vec![change])];
    assert_eq!(bench.tabs[tab].client.check(&parts, START), Ok(()));
}

#[test]
fn a_fetch_that_fails_or_gives_something_odd_leaves_the_room_to_the_socket() {
    let mut bench = Bench::new();
    let good = body(&mut bench, ROOM);
    let account = body(&mut bench, RoomId::Account(ACCOUNT));
    let odd = [
        None,
        Some(String::new()),
        Some("null".to_owned()),
        Some("[]".to_owned()),
        Some(account),
        Some(good[..good.len() / 2].to_owned()),
        Some(good.replacen(r#""seq":"#, r#""seq":1"#, 1)),
        Some(good.replace(r#""stream":"deal:"#, r#""stream":"account:"#)),
    ];
    for body in odd {
        assert_ne!(body.as_deref(), Some(good.as_str()));
        bench.fetch = Fetching::Gives(body.clone());
        bench.opened.clear();
        let tab = bench.tab(ADMIN);
        assert!(is_loaded(&bench, tab), "{body:?}");
        assert_eq!(tail_rows(&bench), None, "{body:?}");
        assert_eq!(bench.tabs[tab].client.status().connection, Connection::Online);
    }
}

#[test]
fn a_fetch_without_an_answer_is_given_up_and_a_late_one_changes_nothing() {
    let mut bench = Bench::new();
    let old = body(&mut bench, ROOM);
    bench.fetch = Fetching::Hangs;
    let tab = bench.tab(ADMIN);
    bench.pass(limits::FETCH_MS - 100);
    assert!(!is_loaded(&bench, tab));
    bench.pass(200);
    assert!(is_loaded(&bench, tab));
    bench.submit(ADMIN, name_deal("newer")).unwrap();
    let opened = bench.opened.len();
    bench.tell(tab, Event::Fetched { number: 1, body: Some(old) });
    let (_, deal) = bench.tabs[tab].client.room(ROOM).unwrap().confirmed.deal().unwrap();
    assert_eq!(deal.facts.as_ref().unwrap().name, "newer");
    assert_eq!(bench.opened.len(), opened);
}

#[test]
fn what_the_user_has_lost_does_not_come_back_with_an_answer_from_before() {
    let mut bench = Bench::new();
    let old = body(&mut bench, ROOM);
    bench.fetch = Fetching::Hangs;
    let tab = bench.tab(SR);
    bench.submit(ADMIN, vec![(deal(), vec![Change::Team(TeamChange::Leave { user: SR })])]).unwrap();
    bench.tell(tab, Event::Fetched { number: 1, body: Some(old) });
    let view = bench.tabs[tab].client.room(ROOM).unwrap();
    assert!(view.denied && view.confirmed.deal().is_none());
}

#[test]
fn who_may_not_read_a_room_is_not_given_it() {
    let mut bench = Bench::new();
    let tab = bench.tab(STRANGER);
    assert_eq!(bench.fetched, [(tab, 1, ROOM)]);
    let view = bench.tabs[tab].client.room(ROOM).unwrap();
    assert!(view.denied && view.confirmed.deal().is_none());
}

#[test]
fn a_room_that_is_here_from_an_earlier_visit_is_not_fetched() {
    let mut bench = Bench::new();
    let first = bench.tab(ADMIN);
    let streams = [StreamId::Workspace, StreamId::Account(ACCOUNT), StreamId::Deal(DEAL)];
    let streams = streams.iter().filter_map(|id| bench.tabs[first].client.stored_stream(*id)).collect();
    bench.fetched.clear();
    let again = bench.tab_with(ADMIN, Restored { streams, ..Restored::default() });
    assert!(is_loaded(&bench, again));
    assert!(bench.fetched.is_empty());
}

#[test]
fn a_stream_that_is_further_on_here_is_not_set_back_by_an_older_answer() {
    let mut bench = Bench::new();
    let old = body(&mut bench, ROOM);
    bench.fetch = Fetching::Hangs;
    let tab = bench.tab(ADMIN);
    bench.tell(tab, Event::OpenRoom(RoomId::Account(ACCOUNT)));
    bench.tell(tab, Event::Fetched { number: 2, body: None });
    bench.submit(ADMIN, crate::bench::add_person(model::PersonId::from_u128(0x77))).unwrap();
    let seq = bench.log.head(StreamId::Account(ACCOUNT));
    bench.fetch = Fetching::Gives(None);
    bench.opened.clear();
    bench.tell(tab, Event::Fetched { number: 1, body: Some(old) });
    assert_eq!(bench.tabs[tab].client.room(ROOM).unwrap().confirmed.get(StreamId::Account(ACCOUNT)).unwrap().seq, seq);
    assert_eq!(tail_rows(&bench), Some(1), "only the deal was behind");
}
