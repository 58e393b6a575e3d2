//! `sandtable backup FILE`. The server may run.

use super::say;
use anyhow::Context;
use std::{path::Path, process::ExitCode};
use store::{Location, Store};
use tokio::{fs, io::AsyncWriteExt, io::BufWriter};

pub(super) async fn run(location: &Location, file: &Path) -> anyhow::Result<ExitCode> {
    let store = Store::open_beside(location).await.context("the database can not be opened")?;
    // Written beside it first: a file of this name is always a whole backup, and an older one is never overwritten.
    anyhow::ensure!(!fs::try_exists(file).await?, "{} exists already: choose another name", file.display());
    let mut partial = file.as_os_str().to_owned();
    partial.push(".partial");
    let mut options = fs::OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    // It holds password hashes and everything the company knows of its customers.
    options.mode(0o600);
    let out = options.open(&partial).await.with_context(|| format!("{} can not be written", file.display()))?;
    let mut out = BufWriter::new(out);
    let lines = store.backup(&mut out).await.context("the backup failed")?;
    out.flush().await?;
    out.get_ref().sync_all().await?;
    fs::rename(&partial, file).await?;
    store.close().await;
    say(format_args!("Wrote {lines} lines to {}.", file.display()));
    Ok(ExitCode::SUCCESS)
}
