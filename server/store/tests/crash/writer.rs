//! The child: appends as fast as it can and prints what is acknowledged.

use model::{Actor, Change, ClientId, DealId, Millis, OpId, SCHEMA, Seq, Stamp, StreamId, UserId, deal::DealChange};
use std::{
    env,
    io::{Write, stdout},
    path::{Path, PathBuf},
    process::{Command, Stdio},
};
use store::{Location, Store};
use sync::stored::{AppendOp, AppendOutcome, AppendPart, StoredPart};

/// Where the child finds the database; a process that has it is a child.
pub const CHILD: &str = "CRASH_CHILD";
/// How many groups it appends; without it, as many as it can.
pub const GROUPS: &str = "CRASH_CHILD_GROUPS";

/// After how many pages the write-ahead log is folded, if not after as many as usual.
pub const FOLD_AFTER: &str = "CRASH_CHILD_FOLD_AFTER";

/// The most ops in a group. Groups of different sizes end at different places of a page.
pub const GROUP_MAX: u64 = 7;
const STREAMS: u128 = 5;

/// This program again, as a child.
pub fn command(file: &Path) -> Command {
    let mut command = Command::new(env::current_exe().unwrap());
    as_child(&mut command, file);
    command
}

pub fn as_child(command: &mut Command, file: &Path) {
    command.env(CHILD, file).stdin(Stdio::null()).stdout(Stdio::piped());
}

pub fn write(file: PathBuf) {
    let groups = env::var(GROUPS).map_or(u64::MAX, |groups| groups.parse().unwrap());
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(async {
        let store = Store::open(&Location::Sqlite(file)).await.unwrap();
        if let Ok(pages) = env::var(FOLD_AFTER) {
            store.fold_after(pages.parse().unwrap());
        }
        let streams: Vec<StreamId> = (1..=STREAMS).map(|n| StreamId::Deal(DealId::from_u128(n))).collect();
        let mut heads = Vec::new();
        for loaded in store.load(&streams).await.unwrap() {
            heads.push((loaded.stream, Seq(loaded.tail.len() as u64)));
        }
        // Ids that no earlier child has used.
        let mut next = u128::from(heads.iter().map(|(_, seq)| seq.0).sum::<u64>()) + 1;
        for group in 0..groups {
            let ops: Vec<AppendOp> = (0..=group % GROUP_MAX)
                .map(|n| {
                    let (stream, head) = &mut heads[(next % STREAMS) as usize];
                    let op = op(next, *stream, *head, n * 300);
                    *head = head.next();
                    next += 1;
                    op
                })
                .collect();
            let ids: Vec<OpId> = ops.iter().map(|op| op.op).collect();
            let outcomes = store.append(ops).await.unwrap();
            assert!(outcomes.iter().all(|outcome| *outcome == AppendOutcome::Appended), "{outcomes:?}");
            // One write per group: whoever reads a line knows that the group is acknowledged.
            let text: String = ids.iter().map(|id| format!("ack {id}\n")).collect();
            stdout().write_all(text.as_bytes()).unwrap();
            stdout().flush().unwrap();
        }
    });
}

fn op(id: u128, stream: StreamId, expected: Seq, length: u64) -> AppendOp {
    let part = StoredPart {
        client: ClientId::from_u128(1),
        client_seq: id as u64,
        base: expected,
        at: Millis(0),
        batch: None,
        stamp: Stamp::new(Actor::SYSTEM, Millis(0)),
        changes: vec![Change::Deal(DealChange::SetName { name: "x".repeat(length as usize) })],
    };
    let payload = serde_json::to_string(&part).unwrap().into();
    AppendOp {
        op: OpId::from_u128(id),
        by: UserId::SYSTEM,
        at: Millis(0),
        schema: SCHEMA,
        parts: vec![AppendPart { stream, expected, payload, card: None }],
    }
}

/// The op a line acknowledges. A line cut off by the kill acknowledges nothing.
pub fn acknowledged(line: &str) -> Option<OpId> {
    line.strip_prefix("ack ")?.strip_suffix('\n')?.parse().ok()
}
