//! Folding SQLite's write-ahead log into the file.

use crate::{
    fixture::{appended, deal, raw},
    place::{Place, cases},
};
use std::path::Path;
use store::Location;

cases![@Sqlite the_write_ahead_log_is_folded_while_the_server_writes_and_does_not_grow_for_ever];

fn bytes(file: &Path) -> u64 {
    std::fs::metadata(file).map_or(0, |meta| meta.len())
}

async fn the_write_ahead_log_is_folded_while_the_server_writes_and_does_not_grow_for_ever(place: Place) {
    const ROW: usize = 20_000;
    const ROWS: u64 = 50;
    const GROUPS: u64 = 80;
    let store = place.store().await;
    store.fold_after(200);
    let Location::Sqlite(file) = place.location() else { return };
    let log = file.with_file_name(format!("{}-wal", file.file_name().unwrap().to_str().unwrap()));
    let payload = format!("\"{}\"", "x".repeat(ROW));
    let mut longest = 0;
    for group in 0..GROUPS {
        let rows = (group * ROWS)..((group + 1) * ROWS);
        appended(&store, rows.map(|row| raw(u128::from(row + 1), deal(1), row, &payload)).collect()).await;
        longest = longest.max(bytes(&log));
    }
    let all = GROUPS * ROWS * ROW as u64;
    assert!(bytes(&file) > all / 2, "{} of {all} bytes are folded", bytes(&file));
    assert!(longest < all / 2, "the log had {longest} bytes");
    assert!(store.verify().await.unwrap().is_sound());
}
