//! Folding SQLite's write-ahead log into the file, beside the writer.
//!
//! Left alone, SQLite does this at the end of whichever commit makes the log long: that commit then waits until a thousand
//! pages are written and the file is synced. Here a task with a connection of its own does it while the writer goes on.
//! Durability is not touched: a commit is in the synced log before it is folded, and stays there until the file is synced.
//!
//! A log that is written to all the time is never folded to its end beside the writer, so it would grow for ever. When it
//! has become long, the rest, which is then little, is folded between two commits, and the next one begins it anew.

use crate::{Store, StoreError, database::Database, open::Inner, sqlite};
use sqlx::{ConnectOptions, Connection, SqliteConnection, SqliteExecutor};
use std::{
    path::{Path, PathBuf},
    sync::{
        Arc, Mutex, PoisonError, Weak,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};
use tokio::{sync::watch, task::JoinHandle};

/// Pages that are written before the log is folded, as far as they are counted: 4 MB.
const PAGES: u64 = 1_000;
/// When the log is so many times as long as that, the writer folds the rest: 16 MB, some milliseconds of reading after a
/// crash.
const MOST: u64 = 4;
/// What is not counted, such as sessions, is folded after this time.
const AT_LEAST_EVERY: Duration = Duration::from_secs(60);

/// The task, and what it is told.
pub(crate) struct Checkpoints {
    written: Mutex<Option<watch::Sender<u64>>>,
    task: Mutex<Option<JoinHandle<()>>>,
    pages: AtomicU64,
}

impl Store {
    /// SQLite: the write-ahead log is folded after so many pages. For tests.
    #[doc(hidden)]
    pub fn fold_after(&self, pages: u64) {
        self.inner.checkpoints.pages.store(pages, Ordering::Relaxed);
    }
}

impl Checkpoints {
    /// Nobody folds: beside a server, or on PostgreSQL, which does it by itself.
    pub(crate) const fn none() -> Self {
        Self { written: Mutex::new(None), task: Mutex::new(None), pages: AtomicU64::new(PAGES) }
    }

    /// Starts the task.
    pub(crate) fn start(inner: &Arc<Inner>, file: PathBuf) {
        let (sender, written) = watch::channel(0);
        let task = tokio::spawn(keep(file, Arc::downgrade(inner), written));
        *lock(&inner.checkpoints.written) = Some(sender);
        *lock(&inner.checkpoints.task) = Some(task);
    }

    /// About so many pages were written.
    pub(crate) fn written(&self, pages: usize) {
        if let Some(sender) = &*lock(&self.written) {
            sender.send_modify(|sum| *sum += pages as u64);
        }
    }

    /// Ends the task and waits until its connection is closed.
    pub(crate) async fn stop(&self) {
        drop(lock(&self.written).take());
        let task = lock(&self.task).take();
        if let Some(task) = task {
            // It does not panic; if it did, there would be nothing left to wait for.
            let _ = task.await;
        }
    }
}

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Ends when the store is closed or gone.
async fn keep(file: PathBuf, inner: Weak<Inner>, mut written: watch::Receiver<u64>) {
    let mut connection = None;
    let mut folded = 0;
    while let Some(pages) = inner.upgrade().map(|inner| inner.checkpoints.pages.load(Ordering::Relaxed)) {
        let enough = written.wait_for(|sum| *sum >= folded + pages);
        let closed = tokio::time::timeout(AT_LEAST_EVERY, enough).await.is_ok_and(|enough| enough.is_err());
        if closed {
            break;
        }
        folded = *written.borrow();
        match fold(&mut connection, &file, pages, &inner).await {
            Ok(()) => {}
            Err(error) => {
                // The writer itself folds a log that has become far too long.
                tracing::warn!(%error, "the write-ahead log was not folded");
                connection = None;
            }
        }
    }
    if let Some(connection) = connection {
        let _ = connection.close().await;
    }
}

async fn fold(
    connection: &mut Option<SqliteConnection>,
    file: &Path,
    pages: u64,
    inner: &Weak<Inner>,
) -> Result<(), StoreError> {
    if connection.is_none() {
        *connection = Some(sqlite::options(file, false).connect().await?);
    }
    let Some(beside) = connection else { return Ok(()) };
    if checkpoint(beside).await? < pages.saturating_mul(MOST) {
        return Ok(());
    }
    let Some(inner) = inner.upgrade() else { return Ok(()) };
    if let Database::Sqlite(pools) = &inner.database {
        checkpoint(&mut *pools.writer.acquire().await?).await?;
    }
    Ok(())
}

/// Folds what can be folded without making anybody wait; returns the pages the log has, folded or not.
async fn checkpoint(connection: impl SqliteExecutor<'_>) -> Result<u64, sqlx::Error> {
    let (_, pages, _): (i64, i64, i64) = sqlx::query_as("pragma wal_checkpoint(passive)").fetch_one(connection).await?;
    Ok(u64::try_from(pages).unwrap_or_default())
}
