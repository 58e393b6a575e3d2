//! Everything that can go wrong here, as the caller has to tell it apart.

use model::StreamId;
use std::io;

/// Why the store could not do it.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StoreError {
    /// No space left. Nothing was written; what is there stays readable, and writing works again once there is space.
    #[error("the database is full: free some space, nothing that was acknowledged is lost")]
    Full,
    /// The database can not be reached, is too busy or is shutting down: try again later.
    #[error("the database can not be reached: {0}")]
    Unavailable(String),
    /// There is no file, or a database without a table: perhaps the wrong place.
    #[error("there is no data here yet: check --data or --database-url; `sandtable migrate` makes a new database")]
    NothingYet,
    /// Migrations of this version have not been applied yet.
    #[error("the database is of an older version ({pending} migrations pending): run `sandtable migrate`")]
    SchemaTooOld {
        /// How many.
        pending: usize,
    },
    /// A newer version of the program has migrated this database.
    #[error("the database was migrated by a newer version (migration {found}): use that version")]
    SchemaTooNew {
        /// The first migration this program does not know.
        found: i64,
    },
    /// What is stored can not be true.
    #[error("the database is damaged: {0}")]
    Corrupt(String),
    /// Another user has this login, perhaps in other letter case.
    #[error("this login is taken")]
    LoginTaken,
    /// Another server holds the data folder, or this store was opened for reading only.
    #[error("another server is using this data folder")]
    Locked,
    /// An op that no sequencer may hand over: parts unsorted, twice in one stream, or none.
    #[error("not an op the log can take: {0}")]
    Malformed(&'static str),
    /// A backup can only be restored into an empty database.
    #[error("the database is not empty: restore into a new one")]
    NotEmpty,
    /// The file is no backup, is incomplete or was changed.
    #[error("not a usable backup, line {line}: {why}")]
    BadBackup {
        /// Counted from 1.
        line: u64,
        /// What is wrong.
        why: String,
    },
    /// An op in the log can not be read by this version.
    #[error("{stream} can not be folded: {why}")]
    Unreadable {
        /// The stream.
        stream: StreamId,
        /// What is wrong.
        why: String,
    },
    /// A file could not be read or written.
    #[error("{0}")]
    Io(#[from] io::Error),
    /// Anything else the database says.
    #[error("the database refused: {0}")]
    Other(#[source] sqlx::Error),
}

/// Primary result codes of SQLite; the low byte of the extended ones.
mod sqlite {
    pub const BUSY: u32 = 5;
    pub const LOCKED: u32 = 6;
    pub const CORRUPT: u32 = 11;
    pub const FULL: u32 = 13;
    pub const CANT_OPEN: u32 = 14;
    pub const NOT_A_DATABASE: u32 = 26;
}

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> Self {
        use sqlx::Error;
        match &error {
            Error::Io(_)
            | Error::Tls(_)
            | Error::PoolTimedOut
            | Error::PoolClosed
            | Error::WorkerCrashed
            | Error::Protocol(_) => Self::Unavailable(error.to_string()),
            Error::ColumnDecode { .. } | Error::Decode(_) => Self::Corrupt(error.to_string()),
            Error::Database(database) => {
                let code = database.code().unwrap_or_default().into_owned();
                if database.try_downcast_ref::<sqlx::postgres::PgDatabaseError>().is_some() {
                    Self::of_postgres(&code, error)
                } else {
                    Self::of_sqlite(&code, error)
                }
            }
            _ => Self::Other(error),
        }
    }
}

impl StoreError {
    fn of_sqlite(code: &str, error: sqlx::Error) -> Self {
        match code.parse::<u32>().unwrap_or_default() & 0xff {
            sqlite::FULL => Self::Full,
            sqlite::BUSY | sqlite::LOCKED | sqlite::CANT_OPEN => Self::Unavailable(error.to_string()),
            sqlite::CORRUPT | sqlite::NOT_A_DATABASE => Self::Corrupt(error.to_string()),
            _ => Self::Other(error),
        }
    }

    /// Error codes of PostgreSQL's appendix A.
    fn of_postgres(code: &str, error: sqlx::Error) -> Self {
        match code {
            // disk_full
            "53100" => Self::Full,
            // data_corrupted, index_corrupted
            "XX001" | "XX002" => Self::Corrupt(error.to_string()),
            // too_many_connections, lock_not_available, serialization_failure, deadlock_detected, idle transaction ended,
            // read_only_sql_transaction (a standby), admin_shutdown, crash_shutdown, cannot_connect_now
            "53300" | "55P03" | "40001" | "40P01" | "25P03" | "25006" | "57P01" | "57P02" | "57P03" => {
                Self::Unavailable(error.to_string())
            }
            // A new connection is not let in: invalid_authorization, invalid_password, invalid_catalog_name, and what a
            // database says that takes none at the moment.
            "28000" | "28P01" | "3D000" | "55000" => Self::Unavailable(error.to_string()),
            _ if code.starts_with("08") => Self::Unavailable(error.to_string()),
            _ => Self::Other(error),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer() -> sqlx::Error {
        sqlx::Error::RowNotFound
    }

    #[test]
    fn the_codes_of_a_full_disk_mean_full() {
        assert!(matches!(StoreError::of_postgres("53100", answer()), StoreError::Full));
        assert!(matches!(StoreError::of_sqlite("13", answer()), StoreError::Full));
    }

    #[test]
    fn a_database_that_is_going_away_or_busy_is_unavailable() {
        for code in ["08006", "57P01", "53300", "55P03", "25P03", "28P01", "3D000", "55000"] {
            assert!(matches!(StoreError::of_postgres(code, answer()), StoreError::Unavailable(_)), "{code}");
        }
        // 261 is SQLITE_BUSY_RECOVERY: extended codes count by their low byte.
        for code in ["5", "6", "261"] {
            assert!(matches!(StoreError::of_sqlite(code, answer()), StoreError::Unavailable(_)), "{code}");
        }
    }

    #[test]
    fn a_mistake_of_ours_is_none_of_them() {
        assert!(matches!(StoreError::of_postgres("42601", answer()), StoreError::Other(_)));
        assert!(matches!(StoreError::of_sqlite("1", answer()), StoreError::Other(_)));
    }
}
