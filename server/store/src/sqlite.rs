//! What is special about SQLite.

use crate::{StoreError, database::Pools};
use sqlx::{
    AssertSqlSafe, ConnectOptions, Connection, Sqlite, SqliteConnection,
    pool::PoolOptions,
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous},
};
use std::{
    fs::{File, TryLockError},
    io,
    path::{Path, PathBuf},
    sync::{
        Arc,
        atomic::{AtomicU32, Ordering},
    },
    time::Duration,
};

/// Readers work while the writer writes; more than a few only compete for the same disk.
const READERS: u32 = 4;
/// Only commands beside the server, such as a new password, ever make the server wait for the file's lock.
const BUSY: Duration = Duration::from_secs(10);
/// `PRAGMA synchronous` reads back as a number: 2 is FULL, the first level that syncs the write-ahead log at each commit.
const SYNCHRONOUS_FULL: i64 = 2;

/// The log is folded beside the writer ([`checkpoint`](crate::checkpoint)). Only if that does not happen, and it has become
/// this long (in pages of 4 kB), a commit does it.
const FOLD_AT_COMMIT: &str = "65536";

pub(crate) fn options(file: &Path, create: bool) -> SqliteConnectOptions {
    SqliteConnectOptions::new()
        .filename(file)
        .create_if_missing(create)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .foreign_keys(true)
        .busy_timeout(BUSY)
        .pragma("wal_autocheckpoint", FOLD_AT_COMMIT)
        .disable_statement_logging()
}

/// Fails unless the connection really is what [`options`] asked for: a compile-time default, or a file system without
/// shared memory, may decide otherwise, and then an acknowledged op could be lost.
pub(crate) async fn assert_durable(connection: &mut SqliteConnection) -> Result<(), sqlx::Error> {
    let journal: String = sqlx::query_scalar("pragma journal_mode").fetch_one(&mut *connection).await?;
    let synchronous: i64 = sqlx::query_scalar("pragma synchronous").fetch_one(&mut *connection).await?;
    let foreign_keys: bool = sqlx::query_scalar("pragma foreign_keys").fetch_one(&mut *connection).await?;
    let busy: i64 = sqlx::query_scalar("pragma busy_timeout").fetch_one(&mut *connection).await?;
    if journal == "wal" && synchronous >= SYNCHRONOUS_FULL && foreign_keys && busy > 0 {
        return Ok(());
    }
    let found = format!(
        "journal_mode={journal} synchronous={synchronous} foreign_keys={foreign_keys} busy_timeout={busy}: a commit would \
         not be durable"
    );
    Err(sqlx::Error::Configuration(found.into()))
}

/// How many pages the database may have; 0 for no limit of ours. SQLite forgets it with the connection.
pub(crate) type PageLimit = Arc<AtomicU32>;

async fn keep_limit(connection: &mut SqliteConnection, limit: &PageLimit) -> Result<(), sqlx::Error> {
    let limit = limit.load(Ordering::Relaxed);
    if limit > 0 {
        sqlx::query(AssertSqlSafe(format!("pragma max_page_count = {limit}"))).execute(connection).await?;
    }
    Ok(())
}

pub(crate) async fn limit_pages(pools: &Pools<Sqlite>, limit: &PageLimit, pages: u32) -> Result<(), StoreError> {
    limit.store(pages, Ordering::Relaxed);
    Ok(keep_limit(&mut *pools.writer.acquire().await?, limit).await?)
}

fn pool(most: u32, limit: PageLimit) -> PoolOptions<Sqlite> {
    PoolOptions::new()
        .max_connections(most)
        // A connection to a file does not go stale.
        .idle_timeout(None)
        .max_lifetime(None)
        .after_connect(move |connection, _| {
            let limit = limit.clone();
            Box::pin(async move {
                assert_durable(connection).await?;
                keep_limit(connection, &limit).await
            })
        })
        // When there is no space left SQLite ends the transaction by itself. The driver does not notice: its own rollback
        // then fails, and it would refuse every later transaction as one within the old one. Such a connection is given up.
        .before_acquire(|connection: &mut SqliteConnection, _| {
            Box::pin(async move { Ok(!connection.is_in_transaction()) })
        })
}

pub(crate) async fn open(file: &Path, create: bool, limit: PageLimit) -> Result<Pools<Sqlite>, StoreError> {
    // The pool would try again and again, and then only say that it took too long.
    let mut first = options(file, create).connect().await?;
    assert_durable(&mut first).await?;
    first.close().await?;
    let writer = pool(1, limit.clone()).connect_with(options(file, false)).await?;
    let reader = pool(READERS, limit).connect_lazy_with(options(file, false).pragma("query_only", "on"));
    Ok(Pools { writer, reader })
}

/// Makes the folder of the file, readable by its owner only: it will hold password hashes.
pub(crate) fn make_folder(file: &Path) -> io::Result<()> {
    let Some(folder) = file.parent().filter(|folder| !folder.as_os_str().is_empty()) else { return Ok(()) };
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

/// Keeps a second server away for as long as the returned file is open. The system lets go of it when the process ends,
/// however it ends.
pub(crate) fn lock(file: &Path) -> Result<File, StoreError> {
    let mut name = file.as_os_str().to_owned();
    name.push(".lock");
    let lock = File::options().create(true).truncate(false).write(true).open(PathBuf::from(name))?;
    match lock.try_lock() {
        Ok(()) => Ok(lock),
        Err(TryLockError::WouldBlock) => Err(StoreError::Locked),
        Err(TryLockError::Error(error)) => Err(error.into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn every_connection_of_both_pools_is_durable() {
        let folder = tempfile::tempdir().unwrap();
        let pools = open(&folder.path().join("test.db"), true, PageLimit::default()).await.unwrap();
        for (pool, connections) in [(&pools.writer, 1), (&pools.reader, READERS)] {
            // All at once, so that none is looked at twice.
            let mut held = Vec::new();
            for _ in 0..connections {
                let mut connection = pool.acquire().await.unwrap();
                let synchronous: i64 =
                    sqlx::query_scalar("pragma synchronous").fetch_one(&mut *connection).await.unwrap();
                let journal: String =
                    sqlx::query_scalar("pragma journal_mode").fetch_one(&mut *connection).await.unwrap();
                assert_eq!((synchronous, journal.as_str()), (SYNCHRONOUS_FULL, "wal"));
                held.push(connection);
            }
            assert_eq!(pool.size(), connections);
        }
    }

    #[tokio::test]
    async fn a_connection_that_is_not_durable_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let strong = || options(&folder.path().join("test.db"), true);
        for (n, weak) in [
            strong().synchronous(SqliteSynchronous::Normal),
            strong().synchronous(SqliteSynchronous::Off),
            strong().journal_mode(SqliteJournalMode::Delete),
            strong().foreign_keys(false),
            strong().busy_timeout(Duration::ZERO),
        ]
        .into_iter()
        .enumerate()
        {
            // A file of its own for each: a connection that does not wait must meet nobody who is just leaving.
            let weak = weak.filename(folder.path().join(format!("weak-{n}.db")));
            let mut connection = weak.connect().await.unwrap();
            let refused = assert_durable(&mut connection).await;
            assert!(matches!(refused, Err(sqlx::Error::Configuration(_))), "{refused:?}");
            connection.close().await.unwrap();
            let pool = pool(1, PageLimit::default()).acquire_timeout(Duration::from_millis(50));
            assert!(pool.connect_with(weak).await.is_err());
        }
        pool(1, PageLimit::default()).connect_with(strong()).await.unwrap();
    }

    #[tokio::test]
    async fn readers_can_not_write() {
        let folder = tempfile::tempdir().unwrap();
        let pools = open(&folder.path().join("test.db"), true, PageLimit::default()).await.unwrap();
        sqlx::query("create table t (a)").execute(&pools.writer).await.unwrap();
        assert!(sqlx::query("insert into t values (1)").execute(&pools.reader).await.is_err());
    }
}
