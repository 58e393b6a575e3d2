//! Reading the log.

use crate::{
    fixture::{account, appended, deal, filled, op, op_id},
    place::{Place, cases},
};
use model::{SCHEMA, Seq, StreamId};
use store::{Position, StoreError};

cases![
    a_stream_nobody_wrote_to_is_empty,
    a_load_is_a_snapshot_and_what_came_after,
    a_snapshot_at_the_head_leaves_no_tail,
    a_snapshot_of_another_schema_is_not_used,
    an_older_snapshot_does_not_replace_a_newer_one,
    a_snapshot_ahead_of_the_log_is_refused,
    a_tail_comes_in_pages,
    answers_name_only_ops_that_are_in_the_log,
    answers_are_found_for_more_ops_than_fit_one_question,
    changes_come_in_pages_and_never_twice,
    a_stream_that_changes_again_comes_up_again,
    the_same_streams_may_be_asked_for_in_any_order,
];

async fn a_stream_nobody_wrote_to_is_empty(place: Place) {
    let store = place.store().await;
    let loaded = store.load(&[deal(1)]).await.unwrap();
    assert_eq!((loaded[0].stream, &loaded[0].snapshot, loaded[0].tail.len()), (deal(1), &None, 0));
    assert_eq!(store.tail(deal(1), Seq(0), 10).await.unwrap(), []);
    assert_eq!(store.changed_since(Position(0), 10).await.unwrap(), (Position(0), Vec::new()));
}

async fn a_load_is_a_snapshot_and_what_came_after(place: Place) {
    let store = place.store().await;
    filled(&store, deal(1), 7).await;
    store.save_snapshot(deal(1), Seq(4), SCHEMA, "{\"state\": 4}").await.unwrap();
    let loaded = store.load(&[deal(1)]).await.unwrap().remove(0);
    assert_eq!(loaded.snapshot, Some((Seq(4), "{\"state\": 4}".into())));
    assert_eq!(loaded.tail.iter().map(|row| row.seq.0).collect::<Vec<_>>(), [5, 6, 7]);
}

async fn a_snapshot_at_the_head_leaves_no_tail(place: Place) {
    let store = place.store().await;
    filled(&store, deal(1), 7).await;
    store.save_snapshot(deal(1), Seq(7), SCHEMA, "{}").await.unwrap();
    let loaded = store.load(&[deal(1)]).await.unwrap().remove(0);
    assert_eq!((loaded.snapshot, loaded.tail), (Some((Seq(7), "{}".into())), Vec::new()));
}

async fn a_snapshot_of_another_schema_is_not_used(place: Place) {
    let store = place.store().await;
    filled(&store, deal(1), 3).await;
    store.save_snapshot(deal(1), Seq(2), SCHEMA + 1, "{}").await.unwrap();
    let loaded = store.load(&[deal(1)]).await.unwrap().remove(0);
    assert_eq!((loaded.snapshot, loaded.tail.len()), (None, 3));
}

async fn an_older_snapshot_does_not_replace_a_newer_one(place: Place) {
    let store = place.store().await;
    filled(&store, deal(1), 3).await;
    store.save_snapshot(deal(1), Seq(3), SCHEMA, "new").await.unwrap();
    store.save_snapshot(deal(1), Seq(2), SCHEMA, "old").await.unwrap();
    assert_eq!(store.load(&[deal(1)]).await.unwrap()[0].snapshot, Some((Seq(3), "new".into())));
}

async fn a_snapshot_ahead_of_the_log_is_refused(place: Place) {
    let store = place.store().await;
    filled(&store, deal(1), 3).await;
    for (stream, seq) in [(deal(1), Seq(4)), (deal(2), Seq(1))] {
        let refused = store.save_snapshot(stream, seq, SCHEMA, "{}").await;
        assert!(matches!(refused, Err(StoreError::Corrupt(_))), "{refused:?}");
    }
    assert_eq!(store.load(&[deal(1)]).await.unwrap()[0].snapshot, None);
}

async fn a_tail_comes_in_pages(place: Place) {
    let store = place.store().await;
    filled(&store, deal(1), 10).await;
    filled_other(&store).await;
    let page = |after, limit| {
        let store = store.clone();
        async move {
            let rows = store.tail(deal(1), Seq(after), limit).await.unwrap();
            rows.iter().map(|row| row.seq.0).collect::<Vec<_>>()
        }
    };
    assert_eq!(page(0, 4).await, [1, 2, 3, 4]);
    assert_eq!(page(8, 4).await, [9, 10]);
    assert_eq!(page(10, 4).await, [0_u64; 0]);
}

async fn filled_other(store: &store::Store) {
    appended(store, vec![op(1_000, &[(deal(2), 0)])]).await;
}

async fn answers_name_only_ops_that_are_in_the_log(place: Place) {
    let store = place.store().await;
    appended(&store, vec![op(5, &[(account(1), 0), (deal(1), 0)]), op(6, &[(deal(1), 1)])]).await;
    let answers = store.answers(&[op_id(6), op_id(7), op_id(5)]).await.unwrap();
    let five = (op_id(5), vec![(account(1), Seq(1)), (deal(1), Seq(1))]);
    assert_eq!(answers, [five, (op_id(6), vec![(deal(1), Seq(2))])]);
    assert_eq!(store.answers(&[]).await.unwrap(), []);
}

async fn answers_are_found_for_more_ops_than_fit_one_question(place: Place) {
    let store = place.store().await;
    filled(&store, deal(1), 700).await;
    let ids: Vec<_> = (1..=1_000).map(op_id).collect();
    let answers = store.answers(&ids).await.unwrap();
    assert_eq!(answers.len(), 700);
    assert!(answers.iter().zip(1..).all(|((id, seqs), n)| *id == op_id(n) && seqs.len() == 1));
}

async fn changes_come_in_pages_and_never_twice(place: Place) {
    let store = place.store().await;
    appended(&store, (1..=5).map(|n| op(n, &[(deal(n), 0)])).collect()).await;
    let mut position = Position(0);
    let mut seen: Vec<(StreamId, Seq)> = Vec::new();
    for expected in [2, 2, 1, 0] {
        let (next, streams) = store.changed_since(position, 2).await.unwrap();
        assert_eq!(streams.len(), expected);
        position = next;
        seen.extend(streams);
    }
    seen.sort_unstable();
    assert_eq!(seen, (1..=5).map(|n| (deal(n), Seq(1))).collect::<Vec<_>>());
    assert_eq!(store.position().await.unwrap(), position);
}

async fn a_stream_that_changes_again_comes_up_again(place: Place) {
    let store = place.store().await;
    appended(&store, vec![op(1, &[(deal(1), 0)]), op(2, &[(deal(2), 0)])]).await;
    let position = store.position().await.unwrap();
    appended(&store, vec![op(3, &[(deal(1), 1)]), op(4, &[(deal(1), 2)])]).await;
    let (next, streams) = store.changed_since(position, 10).await.unwrap();
    assert_eq!(streams, [(deal(1), Seq(3))]);
    assert!(next > position);
}

async fn the_same_streams_may_be_asked_for_in_any_order(place: Place) {
    let store = place.store().await;
    appended(&store, vec![op(1, &[(StreamId::Workspace, 0), (account(1), 0), (deal(1), 0)])]).await;
    let asked = [deal(1), StreamId::Workspace, deal(9), account(1)];
    let loaded = store.load(&asked).await.unwrap();
    assert_eq!(loaded.iter().map(|loaded| loaded.stream).collect::<Vec<_>>(), asked);
    assert_eq!(loaded.iter().map(|loaded| loaded.tail.len()).collect::<Vec<_>>(), [1, 1, 0, 1]);
}
