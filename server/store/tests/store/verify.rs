//! The hash chain, what is derived, and erasure.

use crate::{
    fixture::{account, appended, deal, filled, named, op, op_id, raw},
    place::{Kind, Place, cases},
};
use model::{AccountId, Body, SCHEMA, Seq, StreamId, StreamState, card::Card};
use store::{Broken, Location, StoreError};

cases![
    a_sound_log_is_sound,
    a_changed_payload_is_found,
    a_changed_payload_is_found_even_with_its_digest,
    a_changed_author_time_or_schema_is_found,
    two_swapped_rows_are_found,
    a_removed_row_is_found,
    a_removed_last_row_is_found,
    a_row_beyond_the_head_is_found,
    a_payload_dropped_without_leave_of_its_salt_is_found,
    a_log_passed_off_as_another_streams_is_found,
    a_snapshot_of_what_is_not_there_is_found,
    the_first_broken_row_of_each_stream_is_named,
    a_fingerprint_tells_two_histories_apart,
    rebuilt_cards_and_snapshots_equal_the_folded_log,
    a_rebuild_reports_its_progress,
    a_rebuild_of_an_unreadable_log_says_where,
    an_erased_op_is_gone_and_the_chain_holds,
    @Sqlite an_erased_payload_leaves_the_disk,
    erasing_what_is_not_there_does_nothing,
];

async fn broken(place: &Place, sql: &str) -> Vec<Broken> {
    let store = place.store().await;
    appended(&store, vec![op(100, &[(account(1), 0), (deal(2), 0)])]).await;
    filled(&store, deal(1), 5).await;
    assert!(store.verify().await.unwrap().is_sound());
    place.execute(sql).await;
    let found = store.verify().await.unwrap().broken;
    // Where, in the log of deal 1; the other streams are untouched.
    assert!(found.iter().all(|broken| broken.stream == deal(1)), "{found:?}");
    found
}

/// The rows of deal 1 in SQL.
const DEAL: &str = "stream = (select id from stream where name = 'deal:00000000-0000-0000-0000-000000000001')";

async fn first_broken(place: &Place, sql: &str) -> (u64, &'static str) {
    let found = broken(place, &sql.replace("{deal}", DEAL)).await;
    assert_eq!(found.len(), 1, "{found:?}");
    (found[0].seq.0, found[0].what)
}

async fn a_sound_log_is_sound(place: Place) {
    let store = place.store().await;
    filled(&store, deal(1), 250).await;
    appended(&store, vec![op(1_000, &[(StreamId::Workspace, 0), (account(1), 0)])]).await;
    let report = store.verify().await.unwrap();
    assert_eq!((report.streams, report.rows, report.erased, report.broken), (3, 252, 0, Vec::new()));
}

async fn a_changed_payload_is_found(place: Place) {
    let sql = "update log set payload = replace(payload, 'name 3', 'name 8') where {deal} and seq = 3";
    assert_eq!(first_broken(&place, sql).await, (3, "the payload does not match its digest"));
}

async fn a_changed_payload_is_found_even_with_its_digest(place: Place) {
    let digest = match place.kind {
        Kind::Sqlite => "zeroblob(32)",
        Kind::Postgres => "sha256(salt || convert_to(payload || ' ', 'UTF8'))",
    };
    let sql = format!("update log set payload = payload || ' ', digest = {digest} where {{deal}} and seq = 3");
    let what = match place.kind {
        Kind::Sqlite => "the payload does not match its digest",
        Kind::Postgres => "the row does not follow on the one before",
    };
    assert_eq!(first_broken(&place, &sql).await, (3, what));
}

async fn a_changed_author_time_or_schema_is_found(place: Place) {
    let other = match place.kind {
        Kind::Sqlite => "x'000102030405060708090a0b0c0d0e0f'",
        Kind::Postgres => "'\\x000102030405060708090a0b0c0d0e0f'",
    };
    let store = place.store().await;
    filled(&store, deal(1), 5).await;
    for (column, value) in [("author", other), ("op", other), ("at", "7"), ("schema", "1")] {
        place.execute("create table kept as select * from log").await;
        place.execute(&format!("update log set {column} = {value} where seq = 2")).await;
        let found = store.verify().await.unwrap().broken;
        assert_eq!((found.len(), found[0].seq), (1, Seq(2)), "{column}");
        place.execute("delete from log; insert into log select * from kept; drop table kept").await;
        assert!(store.verify().await.unwrap().is_sound());
    }
}

async fn two_swapped_rows_are_found(place: Place) {
    let sql = "update log set seq = 9 where {deal} and seq = 2; update log set seq = 2 where {deal} and seq = 3; \
               update log set seq = 3 where {deal} and seq = 9";
    assert_eq!(first_broken(&place, sql).await, (2, "the row does not follow on the one before"));
}

async fn a_removed_row_is_found(place: Place) {
    assert_eq!(first_broken(&place, "delete from log where {deal} and seq = 2").await, (2, "the row is missing"));
}

async fn a_removed_last_row_is_found(place: Place) {
    let sql = "delete from card where {deal}; delete from log where {deal} and seq = 5";
    let what = "the log and the stream's head end at different positions";
    assert_eq!(first_broken(&place, sql).await, (5, what));
}

async fn a_row_beyond_the_head_is_found(place: Place) {
    let sql = "update stream set head = 4 where name = 'deal:00000000-0000-0000-0000-000000000001'";
    let what = "the log and the stream's head end at different positions";
    assert_eq!(first_broken(&place, sql).await, (5, what));
}

async fn a_payload_dropped_without_leave_of_its_salt_is_found(place: Place) {
    // The table itself refuses half an erasure; here its check is not asked.
    let sql = match place.kind {
        Kind::Sqlite => "pragma ignore_check_constraints = on; update log set salt = null where {deal} and seq = 2",
        Kind::Postgres => {
            "alter table log drop constraint log_check; update log set salt = null where {deal} and seq = 2"
        }
    };
    assert_eq!(first_broken(&place, sql).await, (2, "there is a payload without its salt"));
}

async fn a_log_passed_off_as_another_streams_is_found(place: Place) {
    let store = place.store().await;
    filled(&store, deal(1), 3).await;
    place.execute("update stream set name = 'deal:00000000-0000-0000-0000-000000000002'").await;
    let found = store.verify().await.unwrap().broken;
    assert_eq!((found[0].stream, found[0].seq), (deal(2), Seq(1)));
}

async fn a_snapshot_of_what_is_not_there_is_found(place: Place) {
    let sql = "insert into snapshot select id, 6, 2, '' from stream where name like 'deal:%1'";
    assert_eq!(first_broken(&place, sql).await, (5, "there is a snapshot of what comes after the last row"));
}

async fn the_first_broken_row_of_each_stream_is_named(place: Place) {
    let store = place.store().await;
    filled(&store, deal(1), 5).await;
    appended(&store, vec![op(10, &[(account(1), 0)]), op(11, &[(account(1), 1)])]).await;
    place.execute("update log set payload = payload || ' ' where seq >= 2").await;
    let found = store.verify().await.unwrap().broken;
    assert_eq!(
        found.iter().map(|broken| (broken.stream, broken.seq.0)).collect::<Vec<_>>(),
        [(account(1), 2), (deal(1), 2)]
    );
    let sentence = "deal:00000000-0000-0000-0000-000000000001 row 2: the payload does not match its digest";
    assert_eq!(found[1].to_string(), sentence);
}

async fn a_fingerprint_tells_two_histories_apart(place: Place) {
    let store = place.store().await;
    filled(&store, deal(1), 2).await;
    let one = store.verify().await.unwrap().fingerprint;
    assert_eq!(one.len(), 64);
    assert_eq!(store.verify().await.unwrap().fingerprint, one);
    appended(&store, vec![op(9, &[(deal(1), 2)])]).await;
    assert_ne!(store.verify().await.unwrap().fingerprint, one);
}

async fn rebuilt_cards_and_snapshots_equal_the_folded_log(place: Place) {
    let store = place.store().await;
    appended(&store, vec![named(1, "customer", &[(account(1), 0)])]).await;
    // More rows than are read at once.
    appended(&store, (0..230).map(|n| named(10 + u128::from(n), &format!("deal {n}"), &[(deal(1), n)])).collect())
        .await;
    let before = store.cards().await.unwrap();
    assert_eq!(before.len(), 2);
    place.execute("update card set card = '{\"deal\": 1}'; delete from snapshot").await;
    assert!(matches!(store.cards().await, Err(StoreError::Corrupt(_))));

    store.rebuild(|_| {}).await.unwrap();
    let after = store.cards().await.unwrap();
    assert!(matches!(&after[0], (_, Seq(1), Card::Account(card)) if card.name == "customer"));
    assert!(
        matches!(&after[1], (_, Seq(230), Card::Deal(card)) if card.name == "deal 229" && card.account == AccountId::from_u128(1))
    );

    let loaded = store.load(&[deal(1)]).await.unwrap().remove(0);
    let (seq, state) = loaded.snapshot.unwrap();
    let state: StreamState = serde_json::from_str(&state).unwrap();
    assert_eq!((seq, state.seq, loaded.tail.len()), (Seq(230), Seq(230), 0));
    let Body::Deal(deal) = state.body else { panic!("not a deal") };
    assert_eq!(deal.facts.unwrap().name, "deal 229");
}

async fn a_rebuild_reports_its_progress(place: Place) {
    let store = place.store().await;
    appended(&store, (1..=3).map(|n| op(n, &[(deal(n), 0)])).collect()).await;
    let mut seen = Vec::new();
    store.rebuild(|progress| seen.push((progress.done, progress.of, progress.stream))).await.unwrap();
    assert_eq!(seen, [(1, 3, deal(1)), (2, 3, deal(2)), (3, 3, deal(3))]);
}

async fn a_rebuild_of_an_unreadable_log_says_where(place: Place) {
    let store = place.store().await;
    filled(&store, deal(1), 2).await;
    let mut newer = raw(9, deal(1), 2, "{}");
    newer.schema = SCHEMA + 1;
    appended(&store, vec![newer]).await;
    let refused = store.rebuild(|_| {}).await.unwrap_err();
    assert!(matches!(&refused, StoreError::Unreadable { stream, .. } if *stream == deal(1)), "{refused:?}");
    assert!(refused.to_string().contains("row 3"), "{refused}");
}

async fn an_erased_op_is_gone_and_the_chain_holds(place: Place) {
    let store = place.store().await;
    appended(&store, vec![named(1, "customer", &[(account(1), 0)]), named(2, "deal", &[(deal(1), 0)])]).await;
    appended(&store, vec![named(3, "赵总私下说", &[(account(1), 1), (deal(1), 1)])]).await;
    appended(&store, vec![named(4, "later", &[(deal(1), 2)])]).await;
    let before = store.verify().await.unwrap();
    store.rebuild(|_| {}).await.unwrap();

    assert_eq!(store.erase(op_id(3)).await.unwrap(), [account(1), deal(1)]);
    let after = store.verify().await.unwrap();
    assert!(after.is_sound());
    assert_eq!((after.rows, after.erased, after.fingerprint), (before.rows, 2, before.fingerprint));

    let row = store.tail(deal(1), Seq(1), 1).await.unwrap().remove(0);
    assert_eq!((row.op, &*row.payload, row.decode().unwrap()), (op_id(3), "", None));
    assert_eq!(store.answers(&[op_id(3)]).await.unwrap()[0].1.len(), 2);
    for loaded in store.load(&[account(1), deal(1)]).await.unwrap() {
        assert!(!loaded.snapshot.is_some_and(|(_, state)| state.contains("赵总")));
    }
    let cards = store.cards().await.unwrap();
    assert!(matches!(&cards[0].2, Card::Account(card) if card.name == "customer"));
    assert!(matches!(&cards[1].2, Card::Deal(card) if card.name == "later"));
    // And the stream goes on.
    appended(&store, vec![op(5, &[(account(1), 2), (deal(1), 3)])]).await;
    assert!(store.verify().await.unwrap().is_sound());
}

async fn an_erased_payload_leaves_the_disk(place: Place) {
    let Location::Sqlite(file) = place.location() else { panic!("not a file") };
    let store = place.store().await;
    let secret = "UNMISTAKABLE-".repeat(1_000);
    appended(&store, vec![named(1, &secret, &[(deal(1), 0)]), named(2, "later", &[(deal(1), 1)])]).await;
    store.rebuild(|_| {}).await.unwrap();
    let on_disk = || {
        let folder = file.parent().unwrap();
        let files = std::fs::read_dir(folder).unwrap().map(|entry| std::fs::read(entry.unwrap().path()).unwrap());
        files.map(|bytes| bytes.windows(13).filter(|window| window == b"UNMISTAKABLE-").count()).sum::<usize>()
    };
    // Fewer than there are: some lie across two pages.
    assert!(on_disk() > 500);
    store.erase(op_id(1)).await.unwrap();
    assert_eq!(on_disk(), 0);
}

async fn erasing_what_is_not_there_does_nothing(place: Place) {
    let store = place.store().await;
    filled(&store, deal(1), 2).await;
    assert_eq!(store.erase(op_id(99)).await.unwrap(), []);
    assert_eq!(store.verify().await.unwrap().erased, 0);
}
