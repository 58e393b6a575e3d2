//! Opening a database.

use crate::StoreError;
use std::path::PathBuf;

/// Where the database is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Location {
    /// A SQLite file.
    Sqlite(PathBuf),
    /// The URL of a PostgreSQL database.
    Postgres(String),
}

/// How the database's schema stands to this program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MigrationState {
    /// Nothing to do.
    UpToDate,
    /// These migrations have not been applied.
    Pending(Vec<String>),
    /// A newer program applied this migration.
    TooNew(i64),
}

/// The database.
#[derive(Clone)]
pub struct Store {}

impl Store {
    /// Opens a database whose schema is up to date.
    pub async fn open(_location: &Location) -> Result<Self, StoreError> {
        unimplemented!()
    }

    /// Opens a database, creating it or applying pending migrations first.
    pub async fn open_and_migrate(_location: &Location) -> Result<Self, StoreError> {
        unimplemented!()
    }

    /// For commands that run beside a running server (backup, verify, a user's password): takes no lock on the data folder.
    pub async fn open_beside(_location: &Location) -> Result<Self, StoreError> {
        unimplemented!()
    }

    /// What `open_and_migrate` would do; changes nothing.
    pub async fn migrate_check(_location: &Location) -> Result<MigrationState, StoreError> {
        unimplemented!()
    }

    /// SQLite: the database may not grow beyond so many pages. For tests of a full disk; not kept over a restart.
    pub async fn limit_pages(&self, _pages: u32) -> Result<(), StoreError> {
        unimplemented!()
    }

    /// Waits for running work and closes all connections.
    pub async fn close(&self) {
        unimplemented!()
    }
}
