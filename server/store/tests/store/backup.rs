//! Backup and restore, within one kind of database and from each to the other.

use crate::{
    fixture::{account, appended, deal, filled, head, named, op, op_id, wang},
    place::{Place, cases},
};
use model::{CommentId, DealId, Locale, Millis, Seq, StreamId, UserId};
use std::collections::BTreeMap;
use store::{LinkKind, NewLink, NewSession, NewShare, Store, StoreError};
use sync::stored::AppendOutcome;

cases![
    a_backup_carries_everything_but_sessions,
    @Postgres a_backup_goes_to_sqlite_and_back,
    a_restored_log_can_be_appended_to,
    erased_ops_stay_erased,
    a_backup_is_of_one_moment,
    a_backup_goes_only_into_an_empty_database,
    a_backup_with_a_changed_byte_is_refused_and_nothing_restored,
    a_backup_that_ends_too_early_is_refused,
    a_row_forged_with_a_right_checksum_is_refused,
    a_backup_of_a_newer_version_is_refused,
    what_is_no_backup_is_refused,
];

fn share(n: u8) -> NewShare {
    NewShare {
        secret_sha256: [n; 32],
        deal: DealId::from_u128(1),
        by: wang().id,
        at: Millis(100 + i64::from(n)),
        expires_at: Millis(200),
        shows: "{}".to_owned(),
    }
}

/// A bit of everything.
async fn furnished(place: &Place) -> Store {
    let store = place.store().await;
    appended(&store, vec![op(1, &[(StreamId::Workspace, 0)]), named(2, "客户 \u{202e}\"quoted\"", &[(account(1), 0)])])
        .await;
    appended(&store, (0..150).map(|n| op(10 + u128::from(n), &[(deal(1), n)])).collect()).await;
    store.create_user(wang()).await.unwrap();
    let li =
        store::NewUser { id: UserId::from_u128(101), login: "李敏".into(), password_hash: None, locale: Locale::En };
    store.create_user(li).await.unwrap();
    store.disable_user(UserId::from_u128(101)).await.unwrap();
    let link = |n, kind| NewLink {
        token_sha256: [n; 32],
        kind,
        created_by: wang().id,
        created_at: Millis(100),
        expires_at: Millis(200),
    };
    store.create_link(link(1, LinkKind::PasswordReset { user: wang().id })).await.unwrap();
    store.create_link(link(2, LinkKind::PasswordReset { user: wang().id })).await.unwrap();
    assert!(store.use_link([2; 32], Millis(150)).await.unwrap());
    store.set_meta("workspace", "沙盘").await.unwrap();
    for n in [7, 8] {
        let id = store.create_share(share(n)).await.unwrap();
        store.note_share_opened(id, Millis(120)).await.unwrap();
        if n == 8 {
            assert!(store.revoke_share(DealId::from_u128(1), id, wang().id, Millis(130)).await.unwrap());
        }
    }
    let read = BTreeMap::from([(CommentId::from_u128(1), Seq(7)), (CommentId::from_u128(2), Seq(9))]);
    store.note_seen(wang().id, DealId::from_u128(1), &read).await.unwrap();
    let session = NewSession {
        token_sha256: [3; 32],
        user: wang().id,
        created_at: Millis(100),
        expires_at: Millis(200),
        device: "phone".to_owned(),
    };
    store.create_session(session).await.unwrap();
    store
}

async fn backup_of(store: &Store) -> Vec<u8> {
    let mut file = Vec::new();
    let lines = store.backup(&mut file).await.unwrap();
    assert_eq!(lines as usize, file.iter().filter(|byte| **byte == b'\n').count());
    file
}

/// Without the header, which has the time in it, and the checksum over it.
fn content(backup: &[u8]) -> Vec<String> {
    let mut lines: Vec<String> = std::str::from_utf8(backup).unwrap().lines().map(ToOwned::to_owned).collect();
    assert!(lines.remove(0).contains("\"t\":\"header\""));
    assert!(lines.pop().unwrap().contains("\"t\":\"end\""));
    lines
}

/// Removes everything, as if the place were new.
async fn emptied(place: &Place, store: Store) -> Store {
    store.close().await;
    place
        .execute(
            "delete from card; delete from snapshot; delete from log; delete from stream; delete from meta; \
             delete from session; delete from link; delete from share; delete from seen; delete from users;",
        )
        .await;
    place.store().await
}

async fn a_backup_carries_everything_but_sessions(place: Place) {
    let store = furnished(&place).await;
    let file = backup_of(&store).await;
    let before = (store.verify().await.unwrap(), store.cards().await.unwrap(), store.list_users().await.unwrap());
    let rows = store.tail(deal(1), Seq(0), 1_000).await.unwrap();
    let links = store.links_open(Millis(150)).await.unwrap();
    let seen = store.seen(wang().id, DealId::from_u128(1)).await.unwrap();
    assert_eq!(seen.len(), 2);
    let shares = store.shares_of(DealId::from_u128(1), 10).await.unwrap();
    assert_eq!(shares.iter().map(|share| share.is_open(Millis(150))).collect::<Vec<_>>(), [false, true]);
    assert_eq!(links.len(), 1);

    let store = emptied(&place, store).await;
    store.restore(&file[..]).await.unwrap();
    let after = (store.verify().await.unwrap(), store.cards().await.unwrap(), store.list_users().await.unwrap());
    assert!(after.0.is_sound());
    assert_eq!((after.0, after.2), (before.0, before.2));
    let mut cards = [before.1, after.1];
    cards.iter_mut().for_each(|cards| cards.sort_by_key(|card| card.0));
    assert_eq!(
        cards[0].iter().map(|card| card.0).collect::<Vec<_>>(),
        cards[1].iter().map(|card| card.0).collect::<Vec<_>>()
    );
    assert_eq!(store.tail(deal(1), Seq(0), 1_000).await.unwrap(), rows);
    assert_eq!(store.links_open(Millis(150)).await.unwrap(), links);
    assert_eq!(store.seen(wang().id, DealId::from_u128(1)).await.unwrap(), seen);
    assert_eq!(
        store.shares_of(DealId::from_u128(1), 10).await.unwrap(),
        shares,
        "with who ended and when it was opened"
    );
    assert!(!store.use_link([2; 32], Millis(150)).await.unwrap(), "a used link stays used");
    assert!(store.user(UserId::from_u128(101)).await.unwrap().unwrap().disabled);
    assert_eq!(store.meta("workspace").await.unwrap().as_deref(), Some("沙盘"));
    assert_eq!(store.session([3; 32], Millis(150)).await.unwrap(), None);
    assert_eq!(content(&backup_of(&store).await), content(&file));
}

async fn a_backup_goes_to_sqlite_and_back(place: Place) {
    let here = furnished(&place).await;
    here.erase(op_id(12)).await.unwrap();
    let file = backup_of(&here).await;
    let there = place.sqlite().await;
    there.restore(&file[..]).await.unwrap();
    assert_eq!(there.verify().await.unwrap(), here.verify().await.unwrap());
    let back = backup_of(&there).await;
    assert_eq!(content(&back), content(&file));
    let here = emptied(&place, here).await;
    here.restore(&back[..]).await.unwrap();
    assert_eq!(content(&backup_of(&here).await), content(&file));
}

async fn a_restored_log_can_be_appended_to(place: Place) {
    let store = furnished(&place).await;
    let file = backup_of(&store).await;
    let store = emptied(&place, store).await;
    store.restore(&file[..]).await.unwrap();
    let position = store.position().await.unwrap();
    let again = store.append(vec![op(10, &[(deal(1), 0)])]).await.unwrap();
    assert_eq!(again, [AppendOutcome::Duplicate { seqs: vec![(deal(1), Seq(1))] }]);
    appended(&store, vec![op(500, &[(account(1), 1), (deal(1), 150)]), op(501, &[(deal(7), 0)])]).await;
    assert!(store.verify().await.unwrap().is_sound());
    assert_eq!(store.changed_since(position, 10).await.unwrap().1.len(), 3);
}

async fn erased_ops_stay_erased(place: Place) {
    let store = place.store().await;
    appended(&store, vec![named(1, "deal", &[(deal(1), 0)]), named(2, "UNMISTAKABLE", &[(deal(1), 1)])]).await;
    store.erase(op_id(2)).await.unwrap();
    let file = backup_of(&store).await;
    assert!(!String::from_utf8_lossy(&file).contains("UNMISTAKABLE"));
    let store = emptied(&place, store).await;
    store.restore(&file[..]).await.unwrap();
    let report = store.verify().await.unwrap();
    assert!(report.is_sound());
    assert_eq!(report.erased, 1);
}

async fn a_backup_is_of_one_moment(place: Place) {
    let store = place.store().await;
    filled(&store, deal(1), 300).await;
    filled_other(&store, 0).await;
    // Each group moves both streams: a backup of two moments would have them apart.
    let (mut near, far) = tokio::io::duplex(64);
    let writer = store.clone();
    let backup = tokio::spawn(async move { writer.backup(far).await.unwrap() });
    let mut file = Vec::new();
    let mut first = [0; 1_000];
    tokio::io::AsyncReadExt::read_exact(&mut near, &mut first).await.unwrap();
    file.extend(first);
    // The backup has begun and waits for its reader; meanwhile others write.
    filled_other(&store, 1).await;
    tokio::io::AsyncReadExt::read_to_end(&mut near, &mut file).await.unwrap();
    backup.await.unwrap();
    let other = emptied(&place, store).await;
    other.restore(&file[..]).await.unwrap();
    assert_eq!((head(&other, deal(1)).await, head(&other, deal(2)).await), (Seq(300), Seq(1)));
}

async fn filled_other(store: &Store, expected: u64) {
    appended(store, vec![op(1_000 + u128::from(expected), &[(deal(2), expected)])]).await;
}

async fn a_backup_goes_only_into_an_empty_database(place: Place) {
    let store = furnished(&place).await;
    let file = backup_of(&store).await;
    let refused = store.restore(&file[..]).await;
    assert!(matches!(refused, Err(StoreError::NotEmpty)), "{refused:?}");
    assert_eq!(content(&backup_of(&store).await), content(&file));
}

/// Fails unless the file is refused and the database still empty. Returns the line and the reason.
async fn refused(store: &Store, file: &[u8]) -> (u64, String) {
    let refused = store.restore(file).await;
    let Err(StoreError::BadBackup { line, why }) = refused else { panic!("{refused:?}") };
    assert_eq!(store.verify().await.unwrap().streams, 0);
    assert!(store.is_empty().await.unwrap());
    assert_eq!(store.meta("workspace").await.unwrap(), None);
    (line, why)
}

async fn a_backup_with_a_changed_byte_is_refused_and_nothing_restored(place: Place) {
    let store = furnished(&place).await;
    let file = String::from_utf8(backup_of(&store).await).unwrap();
    let store = emptied(&place, store).await;
    // A login, a stream's name, a payload, a time: found by the checksum or by the chain, whichever comes first.
    for (from, to) in [
        ("Wang.Jianguo", "Zang.Jianguo"),
        ("name 40", "name 41"),
        ("\"value\":\"沙盘\"", "\"value\":\"沙漠\""),
        ("\"disabled\":true", "\"disabled\":false"),
        ("\"made_at\":", "\"made_at\":1"),
    ] {
        assert!(file.contains(from));
        refused(&store, file.replacen(from, to, 1).as_bytes()).await;
    }
    let longer = format!("{file}\n");
    assert_eq!(refused(&store, longer.as_bytes()).await.1, "there is something after the end");
    store.restore(file.as_bytes()).await.unwrap();
}

async fn a_backup_that_ends_too_early_is_refused(place: Place) {
    let store = furnished(&place).await;
    let file = backup_of(&store).await;
    let store = emptied(&place, store).await;
    let lines: Vec<&[u8]> = file.split_inclusive(|byte| *byte == b'\n').collect();
    for cut in [0, file.len() / 3, file.len() - 1] {
        assert!(refused(&store, &file[..cut]).await.1.contains("ends too early"));
    }
    // At the end of a line, and with a line left out.
    assert!(refused(&store, &lines[..lines.len() - 1].concat()).await.1.contains("ends too early"));
    let without = [&lines[..20], &lines[21..]].concat().concat();
    refused(&store, &without).await;
}

async fn a_row_forged_with_a_right_checksum_is_refused(place: Place) {
    let store = furnished(&place).await;
    let file = String::from_utf8(backup_of(&store).await).unwrap();
    let store = emptied(&place, store).await;
    let body: Vec<&str> = file.lines().collect();
    let (end, body) = body.split_last().unwrap();
    assert!(end.contains("sha256"));
    let body = body.iter().map(|line| format!("{line}\n")).collect::<String>().replacen("name 40", "name 41", 1);
    let sha256 = sha256_hex(body.as_bytes());
    let forged = format!("{body}{{\"t\":\"end\",\"lines\":{},\"sha256\":\"{sha256}\"}}\n", body.lines().count());
    assert_eq!(refused(&store, forged.as_bytes()).await.1, "the row does not follow on the one before");
}

fn sha256_hex(bytes: &[u8]) -> String {
    use sha2::Digest;
    sha2::Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

async fn a_backup_of_a_newer_version_is_refused(place: Place) {
    let store = place.store().await;
    let file = String::from_utf8(backup_of(&store).await).unwrap();
    for (from, to) in [("\"format\":4", "\"format\":5"), ("\"schema\":", "\"schema\":9")] {
        let newer = refused(&store, file.replacen(from, to, 1).as_bytes()).await;
        assert_eq!(newer.0, 1);
        assert!(newer.1.contains("newer version"), "{newer:?}");
    }
}

async fn what_is_no_backup_is_refused(place: Place) {
    let store = place.store().await;
    for file in
        ["SQLite format 3\0", "{}\n", "[]\n", "null\n", "{\"t\":\"meta\",\"name\":\"workspace\",\"value\":\"\"}\n"]
    {
        assert_eq!(refused(&store, file.as_bytes()).await.0, 1, "{file}");
    }
}
