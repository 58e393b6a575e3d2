//! Group commit.

use crate::{
    fixture::{account, appended, deal, filled, head, named, op, op_id, raw},
    place::{Place, cases},
};
use model::{Millis, Seq, StreamId, card::Card};
use store::StoreError;
use sync::stored::AppendOutcome;

cases![
    a_payload_comes_back_byte_for_byte,
    an_op_over_several_streams_is_one_row_in_each,
    the_same_op_again_is_answered_with_its_positions,
    the_same_op_twice_in_one_group_is_appended_once,
    ops_of_one_group_may_follow_on_each_other,
    a_conflict_does_not_spoil_its_group,
    a_conflict_in_one_stream_leaves_the_other_untouched,
    an_op_ahead_of_the_log_is_a_conflict,
    an_op_after_a_conflict_on_the_same_stream_is_one_too,
    an_op_checked_on_one_that_lost_does_not_slip_in,
    an_op_checked_on_a_duplicate_does_not_slip_in,
    a_large_group_over_many_streams_is_sound,
    nothing_at_all_can_be_appended,
    what_is_no_op_is_refused_and_nothing_of_its_group_written,
    the_newest_card_of_a_group_is_kept,
    an_append_survives_closing_and_opening,
];

async fn a_payload_comes_back_byte_for_byte(place: Place) {
    let store = place.store().await;
    let payload = "{ \"b\":1,\t\"a\" : \"沙盘 \\u0000 \\ud83d\\ude00 😀 ''\" ,\"a\":2.0e0}\n";
    appended(&store, vec![raw(1, deal(1), 0, payload)]).await;
    assert_eq!(&*store.tail(deal(1), Seq(0), 10).await.unwrap()[0].payload, payload);
    assert_eq!(&*store.load(&[deal(1)]).await.unwrap()[0].tail[0].payload, payload);
}

async fn an_op_over_several_streams_is_one_row_in_each(place: Place) {
    let store = place.store().await;
    appended(&store, vec![op(1, &[(StreamId::Workspace, 0), (account(1), 0), (deal(1), 0)])]).await;
    for loaded in store.load(&[StreamId::Workspace, account(1), deal(1)]).await.unwrap() {
        assert_eq!(loaded.tail.len(), 1);
        assert_eq!((loaded.tail[0].stream, loaded.tail[0].seq, loaded.tail[0].op), (loaded.stream, Seq(1), op_id(1)));
    }
}

async fn the_same_op_again_is_answered_with_its_positions(place: Place) {
    let store = place.store().await;
    filled(&store, deal(1), 3).await;
    appended(&store, vec![op(9, &[(account(1), 0), (deal(1), 3)])]).await;
    let again = store.append(vec![op(9, &[(account(1), 1), (deal(1), 4)])]).await.unwrap();
    assert_eq!(again, [AppendOutcome::Duplicate { seqs: vec![(account(1), Seq(1)), (deal(1), Seq(4))] }]);
    assert_eq!(head(&store, deal(1)).await, Seq(4));
}

async fn the_same_op_twice_in_one_group_is_appended_once(place: Place) {
    let store = place.store().await;
    let outcomes = store.append(vec![op(1, &[(deal(1), 0)]), op(1, &[(deal(1), 1)])]).await.unwrap();
    let duplicate = AppendOutcome::Duplicate { seqs: vec![(deal(1), Seq(1))] };
    assert_eq!(outcomes, [AppendOutcome::Appended, duplicate]);
    assert_eq!(head(&store, deal(1)).await, Seq(1));
}

async fn ops_of_one_group_may_follow_on_each_other(place: Place) {
    let store = place.store().await;
    filled(&store, deal(1), 5).await;
    let rows = store.tail(deal(1), Seq(0), 100).await.unwrap();
    let found: Vec<_> = rows.iter().map(|row| (row.seq, row.op)).collect();
    assert_eq!(found, (1..=5).map(|n| (Seq(n), op_id(u128::from(n)))).collect::<Vec<_>>());
}

async fn a_conflict_does_not_spoil_its_group(place: Place) {
    let store = place.store().await;
    filled(&store, deal(1), 2).await;
    let group = vec![op(11, &[(deal(2), 0)]), op(12, &[(deal(1), 1)]), op(13, &[(deal(2), 1)])];
    let conflict = AppendOutcome::Conflict { stream: deal(1) };
    assert_eq!(store.append(group).await.unwrap(), [AppendOutcome::Appended, conflict, AppendOutcome::Appended]);
    assert_eq!(head(&store, deal(1)).await, Seq(2));
    assert_eq!(head(&store, deal(2)).await, Seq(2));
    assert!(store.verify().await.unwrap().is_sound());
}

async fn a_conflict_in_one_stream_leaves_the_other_untouched(place: Place) {
    let store = place.store().await;
    filled(&store, deal(1), 1).await;
    let outcomes = store.append(vec![op(9, &[(account(1), 0), (deal(1), 0)])]).await.unwrap();
    assert_eq!(outcomes, [AppendOutcome::Conflict { stream: deal(1) }]);
    assert_eq!(head(&store, account(1)).await, Seq(0));
    assert!(store.answers(&[op_id(9)]).await.unwrap().is_empty());
    assert!(store.cards().await.unwrap().iter().all(|(stream, _, _)| *stream != account(1)));
}

async fn an_op_ahead_of_the_log_is_a_conflict(place: Place) {
    let store = place.store().await;
    let outcomes = store.append(vec![op(1, &[(deal(1), 1)])]).await.unwrap();
    assert_eq!(outcomes, [AppendOutcome::Conflict { stream: deal(1) }]);
    assert_eq!(store.verify().await.unwrap().streams, 0);
}

async fn an_op_after_a_conflict_on_the_same_stream_is_one_too(place: Place) {
    let store = place.store().await;
    filled(&store, deal(1), 1).await;
    let outcomes = store.append(vec![op(8, &[(deal(1), 0)]), op(9, &[(deal(1), 2)])]).await.unwrap();
    let conflict = AppendOutcome::Conflict { stream: deal(1) };
    assert_eq!(outcomes, [conflict.clone(), conflict]);
}

async fn an_op_checked_on_one_that_lost_does_not_slip_in(place: Place) {
    let store = place.store().await;
    // Another node was first: now the second op's position fits, but not what it was checked on.
    filled(&store, deal(1), 1).await;
    let group = vec![op(8, &[(account(1), 0), (deal(1), 0)]), op(9, &[(deal(1), 1)]), op(10, &[(account(1), 0)])];
    let outcomes = store.append(group).await.unwrap();
    let conflict = |stream| AppendOutcome::Conflict { stream };
    assert_eq!(outcomes, [conflict(deal(1)), conflict(deal(1)), conflict(account(1))]);
    assert_eq!((head(&store, deal(1)).await, head(&store, account(1)).await), (Seq(1), Seq(0)));
}

async fn an_op_checked_on_a_duplicate_does_not_slip_in(place: Place) {
    let store = place.store().await;
    filled(&store, deal(1), 3).await;
    let outcomes = store.append(vec![op(1, &[(deal(1), 2)]), op(9, &[(deal(1), 3)])]).await.unwrap();
    assert_eq!(outcomes[1], AppendOutcome::Conflict { stream: deal(1) });
    assert_eq!(head(&store, deal(1)).await, Seq(3));
}

async fn a_large_group_over_many_streams_is_sound(place: Place) {
    let store = place.store().await;
    let streams = 70;
    let rounds = 15;
    let ops = (0..rounds).flat_map(|round| {
        (0..streams).map(move |n| op(u128::from(round) * 1_000 + n + 1, &[(account(n), round), (deal(n), round)]))
    });
    appended(&store, ops.collect()).await;
    let report = store.verify().await.unwrap();
    assert_eq!(report.broken, []);
    assert_eq!((report.streams, report.rows), (2 * streams as u64, 2 * streams as u64 * rounds));
    assert_eq!(store.cards().await.unwrap().len() as u64, report.streams);
}

async fn nothing_at_all_can_be_appended(place: Place) {
    assert_eq!(place.store().await.append(Vec::new()).await.unwrap(), []);
}

async fn what_is_no_op_is_refused_and_nothing_of_its_group_written(place: Place) {
    let store = place.store().await;
    let unsorted = op(2, &[(deal(1), 0), (account(1), 0)]);
    let twice = op(3, &[(deal(1), 0), (deal(1), 1)]);
    for bad in [op(1, &[]), unsorted, twice, raw(4, deal(1), 0, "")] {
        let refused = store.append(vec![op(9, &[(deal(2), 0)]), bad]).await;
        assert!(matches!(refused, Err(StoreError::Malformed(_))), "{refused:?}");
    }
    assert_eq!(head(&store, deal(2)).await, Seq(0));
}

async fn the_newest_card_of_a_group_is_kept(place: Place) {
    let store = place.store().await;
    let mut silent = named(3, "unseen", &[(deal(1), 2)]);
    silent.parts[0].card = None;
    appended(&store, vec![named(1, "first", &[(deal(1), 0)]), named(2, "second", &[(deal(1), 1)]), silent]).await;
    appended(&store, vec![named(4, "customer", &[(account(1), 0)])]).await;
    let cards = store.cards().await.unwrap();
    assert_eq!(cards.len(), 2);
    assert!(matches!(&cards[0], (stream, Seq(3), Card::Deal(card)) if *stream == deal(1) && card.name == "second"));
    assert!(
        matches!(&cards[1], (stream, Seq(1), Card::Account(card)) if *stream == account(1) && card.name == "customer")
    );
    appended(&store, vec![named(5, "third", &[(deal(1), 3)])]).await;
    assert!(matches!(&store.cards().await.unwrap()[0], (_, Seq(4), Card::Deal(card)) if card.name == "third"));
}

async fn an_append_survives_closing_and_opening(place: Place) {
    let store = place.store().await;
    let mut late = op(1, &[(deal(1), 0)]);
    late.at = Millis(i64::MIN);
    appended(&store, vec![late]).await;
    store.close().await;
    let store = place.store().await;
    assert_eq!(store.answers(&[op_id(1)]).await.unwrap(), [(op_id(1), vec![(deal(1), Seq(1))])]);
    assert!(store.verify().await.unwrap().is_sound());
}
