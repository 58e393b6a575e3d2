//! Hints that there is something new.

use crate::{
    fixture::{appended, deal, op},
    place::{Place, cases},
};
use std::time::Duration;
use store::{Heard, Position, Store, Wakeups};

cases![
    @Postgres an_append_of_another_node_is_hinted_at,
    @Postgres a_cut_connection_is_made_again_and_hinted_at,
    @Postgres who_is_where_is_told_to_all_nodes,
    @Sqlite sqlite_never_hints,
];

/// Fails, rather than hangs, if no hint comes.
async fn hint(wakeups: &mut Wakeups) {
    assert_eq!(heard(wakeups).await, Heard::Hint);
}

async fn heard(wakeups: &mut Wakeups) -> Heard {
    tokio::time::timeout(Duration::from_secs(30), wakeups.next()).await.unwrap()
}

async fn an_append_of_another_node_is_hinted_at(place: Place) {
    let nodes = [place.store().await, place.beside().await];
    let mut wakeups = nodes[1].wakeups();
    // Listening has begun.
    hint(&mut wakeups).await;
    for round in 0..3 {
        let before = nodes[1].position().await.unwrap();
        appended(&nodes[0], vec![op(round + 1, &[(deal(1), round as u64)])]).await;
        // What is hinted at can be seen: there is no need to ask twice.
        hint(&mut wakeups).await;
        assert_eq!(nodes[1].changed_since(before, 10).await.unwrap().1.len(), 1);
    }
}

async fn a_cut_connection_is_made_again_and_hinted_at(place: Place) {
    let nodes = [place.store().await, place.beside().await];
    let mut wakeups = nodes[1].wakeups();
    hint(&mut wakeups).await;
    for round in 0..3 {
        place
            .execute("select pg_terminate_backend(pid) from pg_stat_activity where query like 'LISTEN%' and datname = current_database()")
            .await;
        // The hint that something may have been missed.
        hint(&mut wakeups).await;
        appended(&nodes[0], vec![op(round + 1, &[(deal(1), round as u64)])]).await;
        hint(&mut wakeups).await;
    }
    assert_eq!(nodes[1].changed_since(Position(0), 10).await.unwrap().1.len(), 1);
}

async fn who_is_where_is_told_to_all_nodes(place: Place) {
    let nodes = [place.store().await, place.beside().await];
    let mut ears = [nodes[0].wakeups(), nodes[1].wakeups()];
    for ear in &mut ears {
        hint(ear).await;
    }
    let longest = "沙".repeat(Store::PRESENCE_BYTES / 3);
    for word in ["{}", &longest] {
        nodes[0].tell_presence(word).await.unwrap();
        for ear in &mut ears {
            assert_eq!(heard(ear).await, Heard::Presence(word.to_owned()));
        }
    }
    assert!(nodes[0].tell_presence(&"x".repeat(Store::PRESENCE_BYTES + 1)).await.is_err());
}

async fn sqlite_never_hints(place: Place) {
    let store = place.store().await;
    let mut wakeups = store.wakeups();
    appended(&store, vec![op(1, &[(deal(1), 0)])]).await;
    tokio::select! {
        biased;
        _ = wakeups.next() => panic!("there is nobody who could hint"),
        () = std::future::ready(()) => {}
    }
}
