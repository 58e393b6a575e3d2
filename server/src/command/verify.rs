//! `sandtable verify`. The server may run.

use super::say;
use anyhow::Context;
use std::process::ExitCode;
use store::{Location, Store};

pub(super) async fn run(location: &Location) -> anyhow::Result<ExitCode> {
    let store = Store::open_beside(location).await.context("the database can not be opened")?;
    let report = store.verify().await.context("the chain can not be walked")?;
    store.close().await;
    say(format_args!("{} rows in {} streams, {} of them erased.", report.rows, report.streams, report.erased));
    for broken in &report.broken {
        say(format_args!("BROKEN: {} at {}: {}", broken.stream, broken.seq.0, broken.what));
    }
    if !report.is_sound() {
        return Ok(ExitCode::FAILURE);
    }
    say(format_args!("The chain is sound. Fingerprint: {}", report.fingerprint));
    Ok(ExitCode::SUCCESS)
}
