//! What is acknowledged survives.
//!
//! The test runs itself as a child that appends as fast as it can and prints each op id once `append` has returned. Two
//! things are shown. A child killed at any moment loses nothing it has printed: `CRASH_ROUNDS` times, at moments drawn from
//! `CRASH_SEED`. And because the page cache outlives a killed process, strace shows the order that a power cut would care
//! about: between the last write to the write-ahead log and the printing there is a sync of that log. It also shows who folds that log
//! into the file.
#![expect(clippy::unwrap_used, reason = "a test that panics has failed")]

mod killed;
mod order;
mod writer;

use libtest_mimic::{Arguments, Trial};
use std::{env, process::Command};

fn main() {
    if let Some(file) = env::var_os(writer::CHILD) {
        return writer::write(file.into());
    }
    let strace = Command::new("strace").arg("-V").output().is_ok_and(|output| output.status.success());
    let trials = vec![
        Trial::test("no_acknowledged_op_is_lost_when_the_process_is_killed", || {
            killed::no_acknowledged_op_is_lost();
            Ok(())
        }),
        Trial::test("no_op_is_acknowledged_before_the_log_is_synced", || {
            order::no_ack_before_the_sync();
            Ok(())
        })
        .with_ignored_flag(!strace),
        Trial::test("a_commit_waits_for_its_data_and_not_for_the_times_of_the_file", || {
            order::a_commit_syncs_data_only();
            Ok(())
        })
        .with_ignored_flag(!strace),
        Trial::test("no_commit_waits_for_the_log_to_be_folded", || {
            order::no_fold_in_a_commit();
            Ok(())
        })
        .with_ignored_flag(!strace),
    ];
    libtest_mimic::run(&Arguments::from_args(), trials).exit();
}
