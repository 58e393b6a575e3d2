//! `sandtable rebuild`: cards and snapshots anew from the logs.

use super::say;
use anyhow::Context;
use std::process::ExitCode;
use store::{Location, Store};

/// A line per so many streams.
const REPORT_EVERY: u64 = 100;

pub(super) async fn run(location: &Location) -> anyhow::Result<ExitCode> {
    let store = Store::open(location).await.context("the database can not be opened")?;
    store
        .rebuild(|progress| {
            if progress.done % REPORT_EVERY == 0 || progress.done == progress.of {
                say(format_args!("{} of {} streams", progress.done, progress.of));
            }
        })
        .await
        .context("the rebuild failed")?;
    store.close().await;
    Ok(ExitCode::SUCCESS)
}
