//! Too much of everything, from honest clients and others.

use crate::bench::{ADMIN, Bench, ROOM, SR, move_to, name_deal};
use model::Op;
use sync::{
    client::Connection,
    frame::{ClientFrame, CloseCode, Push, Raw},
    limits,
};

fn ops(bench: &mut Bench, count: usize) -> Vec<Op> {
    (0..count).map(|n| bench.op(name_deal(&format!("name {n}")))).collect()
}

#[test]
fn ten_thousand_offline_ops_of_an_honest_client_all_get_in() {
    let mut bench = Bench::new();
    let tab = bench.tab(ADMIN);
    let person = bench.add_person(tab);
    bench.cut(tab);
    let before = bench.log.order.len();
    for n in 0..10_000 {
        bench.gesture(tab, move_to(person, n, -n));
    }
    assert_eq!(bench.tabs[tab].client.status().pending, 10_000);
    bench.pushes.clear();
    bench.back(tab);
    let status = bench.tabs[tab].client.status();
    assert_eq!((status.connection, status.pending, status.refused), (Connection::Online, 0, 0));
    assert_eq!(bench.log.order.len() - before, 10_000);
    assert_eq!(bench.place(tab, person), (9_999, -9_999));
    assert!(bench.pushes.len() >= 20 && bench.pushes.iter().all(|bytes| *bytes <= limits::FRAME_BYTES));
}

#[test]
fn a_flood_is_braked_and_does_not_grow_in_memory() {
    let mut bench = Bench::new();
    bench.holding = true;
    let conn = bench.greeted(ADMIN);
    let mut sent = 0;
    while bench.closed(conn).is_none() && sent < 100_000 {
        let ops = ops(&mut bench, limits::PUSH_OPS);
        bench.push(conn, &ops);
        sent += ops.len();
        assert!(bench.node.gauges().queued + bench.held().iter().sum::<usize>() <= 2 * limits::PUSH_OPS);
    }
    assert_eq!(bench.closed(conn), Some(CloseCode::SlowDown));
    assert_eq!(sent, 3 * limits::PUSH_OPS);
    bench.release();
    assert!(bench.node.is_idle());
}

#[test]
fn a_push_of_too_many_ops_is_too_large() {
    let mut bench = Bench::new();
    let conn = bench.greeted(ADMIN);
    let seven = Raw::parse("7").unwrap();
    bench.send(conn, &ClientFrame::Push(Push { ops: vec![seven; limits::PUSH_OPS + 1] }));
    assert_eq!(bench.closed(conn), Some(CloseCode::TooLarge));
}

#[test]
fn garbage_closes_its_socket_and_the_room_goes_on() {
    let mut bench = Bench::new();
    let tab = bench.tab(SR);
    let nested = "[".repeat(100_000);
    for (text, code) in [
        ("garbage".to_owned(), CloseCode::Malformed),
        ("{}".to_owned(), CloseCode::Malformed),
        (r#"{"t":"dance"}"#.to_owned(), CloseCode::Malformed),
        (r#"{"t":"push","ops":5}"#.to_owned(), CloseCode::Malformed),
        (nested, CloseCode::Malformed),
        ("x".repeat(10 * 1024 * 1024), CloseCode::TooLarge),
    ] {
        let conn = bench.greeted(ADMIN);
        bench.text(conn, text);
        assert_eq!(bench.closed(conn), Some(code));
    }
    let person = bench.add_person(tab);
    assert!(bench.is_on_map(tab, person));
    assert_eq!(bench.tabs[tab].client.status().pending, 0);
}

#[test]
fn a_frame_before_hello_is_malformed() {
    let mut bench = Bench::new();
    let conn = bench.socket(ADMIN);
    bench.open(conn, ROOM);
    assert_eq!(bench.closed(conn), Some(CloseCode::Malformed));
}

#[test]
fn an_eleventh_socket_of_a_user_is_told_to_slow_down() {
    let mut bench = Bench::new();
    let first: Vec<_> = (0..limits::SOCKETS_PER_USER).map(|_| bench.greeted(ADMIN)).collect();
    let one_more = bench.socket(ADMIN);
    assert_eq!(bench.closed(one_more), Some(CloseCode::SlowDown));
    assert!(first.into_iter().all(|conn| bench.closed(conn).is_none()));
}

#[test]
fn a_user_who_sends_more_than_his_budget_is_told_to_slow_down_and_may_go_on_later() {
    let mut bench = Bench::new();
    let text = format!(r#"{{"t":"ping","padding":"{}"}}"#, "x".repeat(200_000));
    let conn = bench.greeted(ADMIN);
    let frames = limits::USER_BURST_BYTES as usize / text.len() + 1;
    for _ in 0..frames {
        bench.text(conn, text.clone());
    }
    assert_eq!(bench.closed(conn), Some(CloseCode::SlowDown));
    bench.pass(1_000);
    let again = bench.greeted(ADMIN);
    bench.text(again, text);
    assert_eq!(bench.closed(again), None);
}
