//! The link between a client and a node: slow, silent, lost, found again.

use crate::bench::{ADMIN, Bench, ROOM, SR, name_deal};
use model::{Millis, OpId};
use sync::{
    client::{Client, Config, Connection, Effect, Event, OpRecord, Restored},
    fault::Faults,
    frame::{CloseCode, ServerFrame, Welcome},
    limits, server,
};

#[test]
fn a_slow_socket_is_spared_and_then_told_what_to_load_again() {
    let mut bench = Bench::new();
    let conn = bench.greeted(SR);
    bench.open(conn, ROOM);
    bench.frames(conn);
    bench.event(server::Event::Congested { conn });
    for n in 0..100 {
        bench.submit(ADMIN, name_deal(&format!("{n}"))).unwrap();
    }
    assert!(bench.frames(conn).is_empty());
    bench.event(server::Event::Drained { conn });
    assert!(matches!(&bench.frames(conn)[..], [ServerFrame::Resync(_)]));
}

#[test]
fn a_client_that_was_too_slow_catches_up() {
    let mut bench = Bench::new();
    let tab = bench.tab(SR);
    let conn = bench.tabs[tab].conn.unwrap();
    bench.event(server::Event::Congested { conn });
    bench.submit(ADMIN, name_deal("missed")).unwrap();
    bench.event(server::Event::Drained { conn });
    let view = bench.tabs[tab].client.room(ROOM).unwrap();
    assert_eq!(view.visible.deal().unwrap().1.facts.as_ref().unwrap().name, "missed");
}

#[test]
fn a_socket_that_stays_slow_is_closed() {
    let mut bench = Bench::new();
    let conn = bench.greeted(SR);
    bench.event(server::Event::Congested { conn });
    bench.pass(limits::CONGESTED_MS + 2_000);
    assert_eq!(bench.closed(conn), Some(CloseCode::TooSlow));
}

#[test]
fn a_silent_socket_is_pinged_and_then_closed_and_a_living_client_answers() {
    let mut bench = Bench::new();
    let (silent, tab) = (bench.greeted(SR), bench.tab(ADMIN));
    bench.frames(silent);
    bench.pass(limits::SERVER_SILENCE_MS + 2_000);
    assert!(matches!(bench.frames(silent)[..], [ServerFrame::Ping(_), .., ServerFrame::Bye(_)]));
    assert_eq!(bench.closed(silent), Some(CloseCode::Silent));
    bench.pass(limits::SERVER_SILENCE_MS * 3);
    assert_eq!(bench.tabs[tab].client.status().connection, Connection::Online);
    assert_eq!(bench.tabs[tab].connects, 1);
}

/// A client alone, restored, with what it wants done.
fn alone(seed: u64) -> (Client, Vec<Effect>) {
    let config = Config {
        user: ADMIN,
        client: model::ClientId::from_u128(1),
        locale: model::Locale::En,
        next_client_seq: 1,
        seed,
        faults: Faults::default(),
    };
    let mut client = Client::new(config);
    let effects = client.handle(Event::Restored(Restored::default()), Millis(0));
    (client, effects)
}

/// When it wants to go on: at once, or at a time.
fn deadline(effects: &[Effect], now: i64) -> Option<i64> {
    if effects.contains(&Effect::Connect) {
        return Some(now);
    }
    effects.iter().find_map(|effect| if let Effect::Schedule { at } = effect { Some(at.0) } else { None })
}

fn welcome() -> Event {
    let welcome = Welcome { session: String::new(), server_time: Millis(0), limits: Default::default() };
    Event::Frame(ServerFrame::Welcome(welcome).to_text())
}

#[test]
fn the_pause_between_tries_is_random_and_its_bound_doubles_to_thirty_seconds() {
    for seed in 0..200 {
        let (mut client, _) = alone(seed);
        let mut now = 0;
        let mut bound = limits::BACKOFF_FIRST_MS;
        for _ in 0..12 {
            let effects = client.handle(Event::SocketDown { code: None }, Millis(now));
            let at = deadline(&effects, now).unwrap();
            assert!((now..=now + bound).contains(&at), "{} not within {bound}", at - now);
            bound = (bound * 2).min(limits::BACKOFF_LONGEST_MS);
            now = at;
            let at_once = effects.contains(&Effect::Connect);
            assert!(at_once || client.handle(Event::Timer, Millis(now)).contains(&Effect::Connect));
        }
    }
}

#[test]
fn two_clients_do_not_come_back_at_the_same_moment() {
    let pauses: std::collections::BTreeSet<i64> = (0..100)
        .map(|seed| {
            let (mut client, _) = alone(seed);
            deadline(&client.handle(Event::SocketDown { code: None }, Millis(0)), 0).unwrap()
        })
        .collect();
    assert!(pauses.len() > 50);
}

#[test]
fn a_network_that_comes_back_is_used_at_once() {
    let (mut client, _) = alone(1);
    for _ in 0..10 {
        client.handle(Event::SocketDown { code: None }, Millis(0));
        client.handle(Event::Online, Millis(0));
    }
    client.handle(Event::SocketDown { code: None }, Millis(0));
    assert!(client.handle(Event::Online, Millis(1)).contains(&Effect::Connect));
}

#[test]
fn the_server_decides_how_long_a_client_it_slows_down_waits() {
    let (mut client, _) = alone(1);
    client.handle(Event::SocketUp, Millis(0));
    client.handle(welcome(), Millis(0));
    let bye = ServerFrame::Bye(sync::frame::Bye { code: 4429, retry_after: Some(20_000) });
    client.handle(Event::Frame(bye.to_text()), Millis(0));
    let effects = client.handle(Event::SocketDown { code: Some(4429) }, Millis(0));
    assert!(deadline(&effects, 0).unwrap() >= 20_000);
}

#[test]
fn a_socket_without_a_sign_of_life_is_given_up() {
    let (mut client, _) = alone(1);
    client.handle(Event::SocketUp, Millis(0));
    client.handle(welcome(), Millis(0));
    assert!(!client.handle(Event::Timer, Millis(limits::CLIENT_SILENCE_MS - 1)).contains(&Effect::CloseSocket));
    let effects = client.handle(Event::Timer, Millis(limits::CLIENT_SILENCE_MS));
    assert!(effects.contains(&Effect::CloseSocket));
    assert_eq!(client.status().connection, Connection::OfflineSince(Millis(limits::CLIENT_SILENCE_MS)));
}

#[test]
fn each_code_that_only_the_user_can_lift_stops_the_client() {
    for (code, connection) in [
        (CloseCode::SignInAgain, Connection::SignInAgain),
        (CloseCode::NoAccess, Connection::NoAccess),
        (CloseCode::ClientTooOld, Connection::UpdateNeeded),
    ] {
        let (mut client, _) = alone(1);
        client.handle(Event::SocketDown { code: Some(code.code()) }, Millis(0));
        assert_eq!(client.status().connection, connection);
        assert!(!client.handle(Event::Timer, Millis(1_000_000)).contains(&Effect::Connect));
        assert!(client.handle(Event::Reconnect, Millis(1_000_001)).contains(&Effect::Connect));
    }
}

#[test]
fn an_op_the_server_will_not_read_is_found_and_put_aside_and_the_others_get_in() {
    let mut bench = Bench::new();
    let tab = bench.tab(ADMIN);
    bench.cut(tab);
    for name in ["one", "two", "three"] {
        bench.gesture(tab, name_deal(name));
    }
    let outbox: Vec<OpRecord> = bench.tabs[tab].client.pending().cloned().collect();
    let (mut client, _) = alone(1);
    client.handle(Event::Restored(Restored { outbox: outbox.clone(), ..Restored::default() }), Millis(0));
    let at_fault = outbox[1].op.id;
    let mut accepted: Vec<OpId> = Vec::new();
    let mut now = 0;
    for _ in 0..10 {
        client.handle(Event::SocketUp, Millis(now));
        let mut effects = client.handle(welcome(), Millis(now));
        while let Some(ops) = pushed(&effects) {
            if ops.contains(&at_fault) {
                break;
            }
            accepted.extend(&ops);
            let results = ops.iter().map(|op| sync::frame::OpResult {
                op: Some(*op),
                seqs: Vec::new(),
                refusal: None,
                sentence: None,
            });
            let results = ServerFrame::Result(sync::frame::Results { results: results.collect() });
            effects = client.handle(Event::Frame(results.to_text()), Millis(now));
        }
        if client.status().pending == 0 {
            break;
        }
        client.handle(Event::SocketDown { code: Some(4400) }, Millis(now));
        now += limits::BACKOFF_LONGEST_MS;
        client.handle(Event::Timer, Millis(now));
    }
    assert_eq!(client.drawer()[0].record.op.id, at_fault);
    assert_eq!(accepted, [outbox[0].op.id, outbox[2].op.id]);
}

/// The ops of the first push among the effects.
fn pushed(effects: &[Effect]) -> Option<Vec<OpId>> {
    effects.iter().find_map(|effect| {
        let Effect::Send(text) = effect else { return None };
        let Ok(sync::frame::ClientFrame::Push(push)) = sync::frame::ClientFrame::parse(text) else { return None };
        let id = |raw: &sync::frame::Raw| serde_json::from_str::<model::Op>(raw.get()).unwrap().id;
        Some(push.ops.iter().map(id).collect())
    })
}

#[test]
fn a_restored_tab_shows_its_replica_and_its_outbox_before_there_is_a_connection() {
    let mut bench = Bench::new();
    let tab = bench.tab(ADMIN);
    let person = bench.add_person(tab);
    bench.cut(tab);
    bench.gesture(tab, crate::bench::move_to(person, 4, 4));
    let client = &bench.tabs[tab].client;
    let view = client.room(ROOM).unwrap();
    let streams = view.confirmed.streams().filter_map(|(id, _)| client.stored_stream(id)).collect();
    let outbox = client.pending().cloned().collect();
    let restored = Restored { outbox, streams, ..Restored::default() };
    let (mut fresh, _) = alone(3);
    fresh.handle(Event::OpenRoom(ROOM), Millis(0));
    fresh.handle(Event::Restored(restored), Millis(0));
    let view = fresh.room(ROOM).unwrap();
    assert!(view.loaded);
    let node = view.visible.deal().unwrap().1.power_map.nodes.get(&person).unwrap();
    assert_eq!((node.x, node.y), (4, 4));
}
