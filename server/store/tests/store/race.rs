//! Two handles on one database, as two nodes have. On SQLite they are a server and a command beside it.

use crate::{
    fixture::{deal, head, op, op_id},
    place::{Place, cases},
};
use model::{Seq, StreamId};
use std::{collections::BTreeMap, sync::Arc};
use store::{Position, Store, StoreError};
use sync::stored::{AppendOp, AppendOutcome};
use tokio::sync::Barrier;

cases![
    of_two_nodes_on_one_position_one_wins,
    two_nodes_that_try_again_get_everything_in_exactly_once,
    two_nodes_that_take_streams_in_opposite_order_do_not_deadlock,
    the_same_op_through_two_nodes_is_appended_once,
    a_poller_never_misses_a_stream_while_nodes_append,
];

async fn of_two_nodes_on_one_position_one_wins(place: Place) {
    let nodes = [place.store().await, place.beside().await];
    for round in 0..20 {
        let (one, two) = tokio::join!(
            nodes[0].append(vec![op(u128::from(round) * 2 + 1, &[(deal(1), round)])]),
            nodes[1].append(vec![op(u128::from(round) * 2 + 2, &[(deal(1), round)])]),
        );
        let mut outcomes = [one.unwrap().remove(0), two.unwrap().remove(0)];
        outcomes.sort_by_key(|outcome| *outcome != AppendOutcome::Appended);
        assert_eq!(outcomes, [AppendOutcome::Appended, AppendOutcome::Conflict { stream: deal(1) }]);
    }
    assert_eq!(head(&nodes[0], deal(1)).await, Seq(20));
}

/// Appends as a node does: a database that is too busy to answer in time is asked again.
async fn append(store: &Store, op: AppendOp) -> AppendOutcome {
    loop {
        match store.append(vec![op.clone()]).await {
            Ok(mut outcomes) => return outcomes.remove(0),
            Err(StoreError::Unavailable(_)) => {}
            Err(error) => panic!("{error}"),
        }
    }
}

/// Appends ops one after the other, asking anew for the head after each conflict.
async fn append_all(store: Store, start: Arc<Barrier>, ids: std::ops::Range<u128>) {
    start.wait().await;
    let mut expected = head(&store, deal(1)).await;
    for id in ids {
        loop {
            match append(&store, op(id, &[(deal(1), expected.0)])).await {
                AppendOutcome::Appended => break expected = expected.next(),
                AppendOutcome::Conflict { .. } => expected = head(&store, deal(1)).await,
                // Asked again after it had been written.
                AppendOutcome::Duplicate { seqs } => break expected = seqs[0].1,
            }
        }
    }
}

async fn two_nodes_that_try_again_get_everything_in_exactly_once(place: Place) {
    let nodes = [place.store().await, place.beside().await];
    let start = Arc::new(Barrier::new(2));
    let one = tokio::spawn(append_all(nodes[0].clone(), start.clone(), 1..151));
    let two = tokio::spawn(append_all(nodes[1].clone(), start, 1_001..1_151));
    one.await.unwrap();
    two.await.unwrap();
    let rows = nodes[1].tail(deal(1), Seq(0), 1_000).await.unwrap();
    let mut ops: Vec<_> = rows.iter().map(|row| row.op).collect();
    assert_eq!(rows.iter().map(|row| row.seq.0).collect::<Vec<_>>(), (1..=300).collect::<Vec<_>>());
    ops.sort_unstable();
    assert_eq!(ops, (1..151).chain(1_001..1_151).map(op_id).collect::<Vec<_>>());
    assert!(nodes[0].verify().await.unwrap().is_sound());
}

async fn two_nodes_that_take_streams_in_opposite_order_do_not_deadlock(place: Place) {
    let nodes = [place.store().await, place.beside().await];
    for round in 0..20 {
        let id = u128::from(round) * 10;
        let (one, two) = tokio::join!(
            nodes[0].append(vec![op(id + 1, &[(deal(1), round)]), op(id + 2, &[(deal(2), round)])]),
            nodes[1].append(vec![op(id + 3, &[(deal(2), round)]), op(id + 4, &[(deal(1), round)])]),
        );
        let appended = one.unwrap().into_iter().chain(two.unwrap());
        assert_eq!(appended.filter(|outcome| *outcome == AppendOutcome::Appended).count(), 2);
    }
}

async fn the_same_op_through_two_nodes_is_appended_once(place: Place) {
    let nodes = [place.store().await, place.beside().await];
    for round in 0..20 {
        let same = || vec![op(u128::from(round) + 1, &[(deal(1), round)])];
        let (one, two) = tokio::join!(nodes[0].append(same()), nodes[1].append(same()));
        let outcomes = [one.unwrap().remove(0), two.unwrap().remove(0)];
        let duplicate = AppendOutcome::Duplicate { seqs: vec![(deal(1), Seq(round + 1))] };
        assert!(outcomes.contains(&AppendOutcome::Appended) && outcomes.contains(&duplicate), "{outcomes:?}");
    }
    assert_eq!(head(&nodes[0], deal(1)).await, Seq(20));
}

async fn a_poller_never_misses_a_stream_while_nodes_append(place: Place) {
    const STREAMS: u128 = 150;
    let nodes = [place.store().await, place.beside().await];
    let poller = place.beside().await;
    // Each stream is written once: a change that is skipped never comes up again.
    let write = |store: Store, first: u128| async move {
        for n in first..first + STREAMS {
            let outcome = append(&store, op(n, &[(deal(n), 0)])).await;
            // Asked again, it may have been written the first time.
            assert!(matches!(outcome, AppendOutcome::Appended | AppendOutcome::Duplicate { .. }), "{outcome:?}");
        }
    };
    let writers = [tokio::spawn(write(nodes[0].clone(), 1)), tokio::spawn(write(nodes[1].clone(), 1_001))];
    let mut seen: BTreeMap<StreamId, Seq> = BTreeMap::new();
    let mut position = Position(0);
    loop {
        let done = writers.iter().all(tokio::task::JoinHandle::is_finished);
        let (next, streams) = poller.changed_since(position, 7).await.unwrap();
        position = next;
        let idle = streams.is_empty();
        for (stream, seq) in streams {
            assert_eq!(seen.insert(stream, seq), None, "{stream} came up twice");
        }
        if done && idle {
            break;
        }
    }
    for writer in writers {
        writer.await.unwrap();
    }
    assert_eq!(seen.len(), 2 * STREAMS as usize);
}
