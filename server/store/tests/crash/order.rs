//! The order of system calls, as strace tells it.

use crate::writer::{GROUPS, as_child};
use std::{
    collections::{BTreeSet, HashMap},
    env, fs,
    process::Command,
};
use store::{Location, Store};

const APPENDS: usize = 40;

#[derive(Debug, PartialEq, Eq)]
enum Call {
    /// Something was written to the write-ahead log.
    Write,
    /// The write-ahead log was synced.
    Sync,
    /// A group was acknowledged.
    Ack,
}

/// Enough for the log to be folded several times, too few for the writer to help.
const APPENDS_THAT_FOLD: usize = 250;

pub fn no_ack_before_the_sync() {
    let calls = calls(&trace(APPENDS));
    assert_eq!(calls.iter().filter(|call| **call == Call::Ack).count(), APPENDS);
    check(&calls).unwrap();

    // The check finds what it is there to find: here the last acknowledged group without its sync.
    let last_ack = calls.iter().rposition(|call| *call == Call::Ack).unwrap();
    let its_sync = calls[..last_ack].iter().rposition(|call| *call == Call::Sync).unwrap();
    let mut unsynced = calls;
    unsynced.remove(its_sync);
    check(&unsynced).unwrap_err();
}

/// Until the last acknowledgement, the thread that writes the log never writes to the file itself, and another one does.
pub fn no_fold_in_a_commit() {
    let trace = trace(APPENDS_THAT_FOLD);
    let until_last_ack = &trace[..trace.rfind("\"ack ").unwrap()];
    let begun = until_last_ack.find("\"ack ").unwrap();
    let writers = |file: &str| -> BTreeSet<&str> {
        let lines = until_last_ack[begun..].lines().skip(1);
        let writes = lines.filter(|line| line.contains("pwrite64(") && line.contains(file));
        writes.filter_map(|line| Some(line.split_once(char::is_whitespace)?.0)).collect()
    };
    let (log, file) = (writers("sandtable.db-wal>"), writers("sandtable.db>"));
    assert!(!log.is_empty() && !file.is_empty(), "log {log:?}, file {file:?}");
    assert!(log.is_disjoint(&file), "log {log:?}, file {file:?}");
}

/// `fdatasync` where the system has it: `fsync` would wait for the file's times as well.
pub fn a_commit_syncs_data_only() {
    let trace = trace(APPENDS);
    let (_, commits) = trace.split_once("\"ack ").unwrap();
    let syncs: Vec<&str> = commits.lines().filter(|line| line.contains("sync(") && line.contains("-wal>")).collect();
    assert!(syncs.len() >= APPENDS - 1, "{syncs:#?}");
    assert!(syncs.iter().all(|line| line.contains("fdatasync(")), "{syncs:#?}");
}

/// What a child that appends so many groups asks of the system.
fn trace(appends: usize) -> String {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("sandtable.db");
    let trace = folder.path().join("trace");
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(async {
        Store::open_and_migrate(&Location::Sqlite(file.clone())).await.unwrap().close().await;
    });
    let mut strace = Command::new("strace");
    strace
        .args(["-f", "-y", "-s", "64", "-e", "trace=fdatasync,fsync,write,pwrite64", "-o"])
        .arg(&trace)
        .arg(env::current_exe().unwrap())
        .env(GROUPS, appends.to_string());
    as_child(&mut strace, &file);
    let output = strace.output().unwrap();
    assert!(output.status.success(), "{output:?}");
    fs::read_to_string(&trace).unwrap()
}

/// Before each acknowledgement: something written since the one before, and a sync after the last of it.
fn check(calls: &[Call]) -> Result<(), String> {
    let (mut written, mut synced, mut acks) = (false, false, 0);
    for call in calls {
        match call {
            Call::Write => (written, synced) = (true, false),
            Call::Sync => synced = true,
            Call::Ack => {
                acks += 1;
                if !(written && synced) {
                    return Err(format!("ack {acks}: written {written}, synced after the last write {synced}"));
                }
                (written, synced) = (false, false);
            }
        }
    }
    Ok(())
}

/// The calls that matter: a write and a sync where they returned, an acknowledgement where it began, so that an overlap
/// counts against us. A call that was interrupted by another thread's has two lines, `<unfinished ...>` and `<... resumed>`.
fn calls(trace: &str) -> Vec<Call> {
    let mut unfinished: HashMap<&str, &str> = HashMap::new();
    let mut calls = Vec::new();
    for line in trace.lines() {
        let Some((thread, call)) = line.split_once(char::is_whitespace) else { continue };
        let call = call.trim_start();
        if call.contains("\"ack ") {
            calls.push(Call::Ack);
        }
        if call.ends_with("<unfinished ...>") {
            unfinished.insert(thread, call);
            continue;
        }
        let begun = if call.starts_with("<... ") { unfinished.remove(thread).unwrap_or_default() } else { call };
        if !begun.contains("sandtable.db-wal>") {
            continue;
        }
        if begun.starts_with("pwrite64(") || begun.starts_with("write(") {
            calls.push(Call::Write);
        } else if call.ends_with("= 0") {
            calls.push(Call::Sync);
        }
    }
    calls
}
