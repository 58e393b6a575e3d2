//! What is special about SQLite.

use crate::{StoreError, database::Pools};
use sqlx::{
    ConnectOptions, Sqlite, SqliteConnection,
    pool::PoolOptions,
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous},
};
use std::{
    fs::{File, TryLockError},
    io,
    path::{Path, PathBuf},
    time::Duration,
};

/// Readers work while the writer writes; more than a few only compete for the same disk.
const READERS: u32 = 4;
/// Only commands beside the server, such as a new password, ever make the server wait for the file's lock.
const BUSY: Duration = Duration::from_secs(10);
/// `PRAGMA synchronous` reads back as a number: 2 is FULL, the first level that syncs the write-ahead log at each commit.
const SYNCHRONOUS_FULL: i64 = 2;

fn options(file: &Path, create: bool) -> SqliteConnectOptions {
    SqliteConnectOptions::new()
        .filename(file)
        .create_if_missing(create)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .foreign_keys(true)
        .busy_timeout(BUSY)
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

fn pool(most: u32) -> PoolOptions<Sqlite> {
    // A connection to a file does not go stale, and a quota set on it must stay.
    PoolOptions::new()
        .max_connections(most)
        .idle_timeout(None)
        .max_lifetime(None)
        .after_connect(|connection, _| Box::pin(async move { assert_durable(connection).await }))
}

pub(crate) async fn open(file: &Path, create: bool) -> Result<Pools<Sqlite>, StoreError> {
    let writer = pool(1).connect_with(options(file, create)).await?;
    let reader = pool(READERS).connect_lazy_with(options(file, false).pragma("query_only", "on"));
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
