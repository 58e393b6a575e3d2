//! Order, answers, refusals.

use crate::bench::{ADMIN, Bench, ROOM, SR, STRANGER, add_person, deal, move_to, name_deal};
use model::{
    Change, DealRole, EntityKey, Money, PersonId, Refusal, StreamId, UserId, WorkspaceRole, deal::DealChange,
    member::MemberChange, merge::Field, person::PersonChange, team::TeamChange,
};
use sync::{
    client::{Event, Notice},
    frame::{ClientFrame, Push, Raw, ServerFrame},
    limits,
    server::SubmitError,
};

#[test]
fn the_same_op_again_gets_the_stored_answer() {
    let mut bench = Bench::new();
    let conn = bench.greeted(ADMIN);
    let op = bench.op(name_deal("once"));
    bench.push(conn, std::slice::from_ref(&op));
    let first = bench.results(conn);
    bench.event(sync::server::Event::Disconnected { conn });
    let again = bench.greeted(ADMIN);
    bench.push(again, &[op]);
    assert_eq!(bench.results(again), first);
    assert_eq!(first[0].seqs.len(), 1);
}

#[test]
fn two_copies_of_an_op_under_way_are_written_once_and_both_answered() {
    let mut bench = Bench::new();
    bench.holding = true;
    let (one, two) = (bench.greeted(ADMIN), bench.greeted(ADMIN));
    let op = bench.op(name_deal("twice"));
    let before = bench.log.order.len();
    bench.push(one, std::slice::from_ref(&op));
    bench.push(two, &[op]);
    bench.release();
    assert_eq!(bench.log.order.len() - before, 1);
    assert_eq!(bench.results(one), bench.results(two));
}

#[test]
fn nothing_is_acknowledged_or_broadcast_before_it_is_in_the_log() {
    let mut bench = Bench::new();
    let (author, reader) = (bench.greeted(ADMIN), bench.greeted(SR));
    bench.open(reader, ROOM);
    bench.frames(reader);
    bench.holding = true;
    let op = bench.op(name_deal("held"));
    bench.push(author, &[op]);
    assert!(bench.results(author).is_empty() && bench.frames(reader).is_empty());
    bench.release();
    assert_eq!(bench.results(author).len(), 1);
    assert!(matches!(bench.frames(reader)[..], [ServerFrame::Ops(_)]));
}

#[test]
fn what_waits_while_the_writer_is_busy_goes_in_one_group() {
    let mut bench = Bench::new();
    let conns: Vec<_> = (0..5).map(|_| bench.greeted(ADMIN)).collect();
    bench.holding = true;
    for conn in conns {
        let op = bench.op(name_deal("n"));
        bench.push(conn, &[op]);
    }
    assert_eq!(bench.held(), [1]);
    let before = bench.log.order.len();
    bench.release();
    assert_eq!(bench.log.order.len() - before, 5);
}

#[test]
fn an_op_does_not_share_a_group_with_one_that_wrote_what_it_only_reads() {
    let mut bench = Bench::new();
    bench.holding = true;
    let first = bench.op(name_deal("occupies the writer"));
    let (one, two, three) = (bench.greeted(ADMIN), bench.greeted(ADMIN), bench.greeted(STRANGER));
    bench.push(one, &[first]);
    let admin = MemberChange::SetRole { user: STRANGER, role: WorkspaceRole::Admin };
    let promote = bench.op(vec![(StreamId::Workspace, vec![Change::Member(admin)])]);
    bench.push(two, &[promote]);
    let join = TeamChange::Join { user: STRANGER, role: DealRole::Sponsor, initials: "W".to_owned() };
    let appoint = bench.op(vec![(deal(), vec![Change::Team(join)])]);
    bench.push(three, &[appoint]);
    assert_eq!(bench.node.gauges().queued, 1, "the appointment waits until the promotion is in the log");
    bench.release();
    assert_eq!(bench.results(three)[0].refusal, None);
}

#[test]
fn an_op_that_builds_on_a_refused_one_is_refused_with_its_id_and_others_go_on() {
    let mut bench = Bench::new();
    let conn = bench.greeted(SR);
    let person = PersonId::from_u128(bench.id());
    let mut parts = add_person(person);
    if let Change::Person(PersonChange::Add { title, .. }) = &mut parts[0].1[0] {
        title.clear();
    }
    let untitled = bench.op(parts);
    let moved = bench.op(move_to(person, 1, 1));
    let other = bench.op(add_person(PersonId::from_u128(1)));
    bench.push(conn, &[untitled.clone(), moved, other]);
    let results = bench.results(conn);
    assert!(matches!(results[0].refusal, Some(Refusal::EmptyText { .. })));
    assert_eq!(results[1].refusal, Some(Refusal::DependsOn { op: untitled.id }));
    assert_eq!(results[2].refusal, None);
}

#[test]
fn an_op_that_can_not_be_read_is_refused_and_spoils_no_other() {
    let mut bench = Bench::new();
    let conn = bench.greeted(ADMIN);
    let good = bench.op(name_deal("good"));
    let broken = format!(r#"{{"id":"{}","schema":2,"parts":[{{"stream":"moon"}}]}}"#, model::OpId::from_u128(9));
    let newer = format!(r#"{{"id":"{}","schema":999,"parts":[]}}"#, model::OpId::from_u128(10));
    let ops = vec![
        Raw::parse(&broken).unwrap(),
        Raw::parse("[]").unwrap(),
        Raw::parse(&newer).unwrap(),
        Raw::of(&good).unwrap(),
    ];
    bench.send(conn, &ClientFrame::Push(Push { ops }));
    let results = bench.results(conn);
    let unreadable = results.iter().filter(|result| result.refusal == Some(Refusal::Unreadable)).count();
    assert_eq!((unreadable, results.len()), (3, 4));
    assert!(results.iter().any(|result| result.op == Some(good.id) && result.refusal.is_none()));
    assert!(results.iter().filter_map(|result| result.sentence.as_ref()).all(|sentence| sentence.contains("Reload")));
}

#[test]
fn an_op_of_the_last_schema_is_lifted() {
    let mut bench = Bench::new();
    let conn = bench.greeted(ADMIN);
    let mut op = serde_json::to_value(bench.op(name_deal("old"))).unwrap();
    op["schema"] = 1.into();
    bench.send(conn, &ClientFrame::Push(Push { ops: vec![Raw::of(&op).unwrap()] }));
    assert_eq!(bench.results(conn)[0].refusal, None);
}

#[test]
fn a_full_disk_keeps_ops_in_the_outbox_and_their_order() {
    let mut bench = Bench::new();
    let tab = bench.tab(ADMIN);
    bench.full = true;
    bench.gesture(tab, name_deal("first"));
    bench.gesture(tab, name_deal("second"));
    let status = bench.tabs[tab].client.status();
    assert_eq!((status.pending, status.refused, status.server_full), (2, 0, true));
    bench.full = false;
    bench.gesture(tab, name_deal("third"));
    bench.pass(limits::STORAGE_FULL_RETRY_MS + 100);
    let status = bench.tabs[tab].client.status();
    assert_eq!((status.pending, status.refused, status.server_full), (0, 0, false));
    let seqs: Vec<u64> = bench.log.order.iter().rev().take(3).map(|(_, seq, _)| *seq).collect();
    assert_eq!(seqs, [3, 2, 1]);
}

#[test]
fn after_a_full_disk_nothing_of_the_same_author_overtakes() {
    let mut bench = Bench::new();
    let conn = bench.greeted(ADMIN);
    let (first, second) = (bench.op(name_deal("first")), bench.op(name_deal("second")));
    bench.full = true;
    bench.push(conn, std::slice::from_ref(&first));
    bench.full = false;
    bench.push(conn, std::slice::from_ref(&second));
    let results = bench.results(conn);
    assert!(results.iter().all(|result| result.refusal == Some(Refusal::StorageFull)) && results.len() == 2);
    bench.push(conn, &[first, second]);
    assert!(bench.results(conn).iter().all(|result| result.refusal.is_none()));
}

#[test]
fn a_guarded_field_changed_meanwhile_is_refused_and_waits_in_the_drawer() {
    let mut bench = Bench::new();
    let role = TeamChange::SetRole { user: SR, role: DealRole::Ar };
    bench.submit(ADMIN, vec![(deal(), vec![Change::Team(role)])]).unwrap();
    let (one, two) = (bench.tab(ADMIN), bench.tab(SR));
    let amount = |minor| {
        let amount = Some(Money { minor, currency: model::Currency::Cny });
        vec![(deal(), vec![Change::Deal(DealChange::SetAmount { amount })])]
    };
    bench.cut(one);
    bench.gesture(one, amount(1));
    bench.gesture(two, amount(2));
    bench.back(one);
    let drawer = bench.tabs[one].client.drawer();
    let stale = Refusal::Stale { entity: EntityKey::Deal, field: Field::Amount, by: SR };
    assert_eq!(drawer[0].refusal, stale);
    let (op, id) = (drawer[0].record.op.id, model::OpId::from_u128(bench.id()));
    bench.tell(one, Event::Retry { op, id });
    assert_eq!(bench.tabs[one].client.status().refused, 0);
    assert!(bench.log.ops.contains_key(&id));
}

#[test]
fn who_lost_an_entry_to_somebody_who_had_not_seen_it_is_told() {
    let mut bench = Bench::new();
    let (one, two) = (bench.tab(ADMIN), bench.tab(SR));
    let person = bench.add_person(one);
    bench.cut(two);
    bench.gesture(two, move_to(person, 5, 5));
    bench.gesture(one, move_to(person, 9, 9));
    bench.back(two);
    assert_eq!(bench.place(one, person), (5, 5));
    assert!(bench.tabs[one].notices.iter().any(|notice| matches!(notice, Notice::Replaced(r) if r.by == SR)));
}

#[test]
fn an_op_too_large_for_a_frame_goes_to_the_drawer_at_once() {
    let mut bench = Bench::new();
    let tab = bench.tab(ADMIN);
    let id = bench.gesture(tab, name_deal(&"x".repeat(300_000)));
    let refused = &bench.tabs[tab].client.drawer()[0];
    assert!(refused.record.op.id == id && matches!(refused.refusal, Refusal::TooLarge { .. }));
    assert_eq!(bench.tabs[tab].client.status().pending, 0);
}

#[test]
fn the_server_submits_ops_of_its_own_by_the_same_rules() {
    let mut bench = Bench::new();
    assert!(bench.submit(ADMIN, name_deal("by the AR")).is_ok());
    let refused = bench.submit(STRANGER, name_deal("by a stranger"));
    assert_eq!(refused, Err(SubmitError::Refused(Refusal::NoAccess)));
    let refused = bench.submit(UserId::SYSTEM, name_deal("the system is no AR"));
    assert!(matches!(refused, Err(SubmitError::Refused(Refusal::NotAllowed { .. }))));
}

#[test]
fn the_server_adds_the_sort_key_of_a_person() {
    let mut bench = Bench::new();
    let tab = bench.tab(ADMIN);
    let person = bench.add_person(tab);
    let view = bench.tabs[tab].client.room(ROOM).unwrap();
    assert_eq!(view.confirmed.account().unwrap().1.people.get(&person).unwrap().pinyin, "py 王建国");
}

#[test]
fn a_stop_answers_what_is_under_way_and_sends_everybody_away() {
    let mut bench = Bench::new();
    let conn = bench.greeted(ADMIN);
    bench.holding = true;
    let op = bench.op(name_deal("last"));
    bench.push(conn, &[op]);
    bench.event(sync::server::Event::Shutdown);
    assert!(!bench.node.is_idle());
    bench.release();
    let frames = bench.frames(conn);
    let result = frames.iter().position(|frame| matches!(frame, ServerFrame::Result(_)));
    let bye = frames.iter().position(|frame| matches!(frame, ServerFrame::Bye(_)));
    assert!(result.is_some() && result < bye);
    assert!(bench.node.is_idle());
}
