//! `sandtable restore FILE`, into an empty database.

use super::say;
use anyhow::Context;
use std::{path::Path, process::ExitCode};
use store::{Location, Store};
use tokio::{fs::File, io::BufReader};

pub(super) async fn run(location: &Location, file: &Path) -> anyhow::Result<ExitCode> {
    let from = File::open(file).await.with_context(|| format!("{} can not be read", file.display()))?;
    let store = Store::open_and_migrate(location).await.context("the database can not be opened")?;
    let lines = store.restore(BufReader::new(from)).await.context("nothing was restored")?;
    store.close().await;
    say(format_args!("Restored {lines} lines. Run `sandtable verify` to walk the hash chain."));
    Ok(ExitCode::SUCCESS)
}
