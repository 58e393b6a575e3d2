//! Kill, open again, look.

use crate::writer::{FOLD_AFTER, GROUP_MAX, acknowledged, command};
use model::OpId;
use rand_chacha::{
    ChaCha8Rng,
    rand_core::{RngCore, SeedableRng},
};
use std::{
    collections::BTreeSet,
    env,
    io::{BufRead, BufReader},
};
use store::{Location, Store};
use tokio::runtime::Runtime;

fn number(name: &str, otherwise: u64) -> u64 {
    env::var(name).map_or(otherwise, |text| text.parse().unwrap())
}

pub fn no_acknowledged_op_is_lost() {
    let rounds = number("CRASH_ROUNDS", 50);
    let seed = number("CRASH_SEED", 1);
    let mut random = ChaCha8Rng::seed_from_u64(seed);
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("sandtable.db");
    let location = Location::Sqlite(file.clone());
    let runtime = Runtime::new().unwrap();
    runtime.block_on(async { Store::open_and_migrate(&location).await.unwrap().close().await });

    let mut acked: BTreeSet<OpId> = BTreeSet::new();
    for round in 1..=rounds {
        // In every other round the write-ahead log is folded all the time, so that kills fall into that too.
        let fold_after = if round % 2 == 0 { "20" } else { "1000" };
        let mut child = command(&file).env(FOLD_AFTER, fold_after).spawn().unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap());
        let mut line = String::new();
        // The moment: after so many acknowledgements, and then somewhere within the next group or two.
        for _ in 0..random.next_u64() % 60 {
            line.clear();
            assert!(lines.read_line(&mut line).unwrap() > 0, "round {round} of seed {seed}: the child ended by itself");
            acked.extend(acknowledged(&line));
        }
        for _ in 0..random.next_u64() % 400_000 {
            std::hint::spin_loop();
        }
        child.kill().unwrap();
        child.wait().unwrap();
        // What it had printed before the kill and nobody had read yet is acknowledged too.
        line.clear();
        while lines.read_line(&mut line).unwrap() > 0 {
            acked.extend(acknowledged(&line));
            line.clear();
        }
        runtime.block_on(look(&location, &acked, round, seed));
    }
    assert!(acked.len() as u64 > rounds * 10, "too few acknowledgements to show anything: {}", acked.len());
}

async fn look(location: &Location, acked: &BTreeSet<OpId>, round: u64, seed: u64) {
    let when = format!("round {round} of seed {seed}");
    let store = Store::open(location).await.unwrap();
    let ids: Vec<OpId> = acked.iter().copied().collect();
    let there: BTreeSet<OpId> = store.answers(&ids).await.unwrap().into_iter().map(|(op, _)| op).collect();
    let lost: Vec<&OpId> = acked.difference(&there).collect();
    assert!(lost.is_empty(), "{when}: acknowledged and lost: {lost:?}");
    let report = store.verify().await.unwrap();
    assert!(report.is_sound(), "{when}: {:?}", report.broken);
    // Each kill leaves at most one group that was on disk and not acknowledged yet.
    assert!(report.rows <= acked.len() as u64 + GROUP_MAX * round, "{when}: {} rows", report.rows);
    store.close().await;
}
