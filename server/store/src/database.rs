//! The two databases behind one face.
//!
//! SQL is written once, with `$1`, and runs on both. Where the two differ (how a transaction begins, how writers queue up),
//! the difference is in [`sqlite`](crate::sqlite) and [`postgres`](crate::postgres).

use crate::StoreError;
use sqlx::{Pool, Postgres, Sqlite, Transaction};

/// Connections to one database.
pub(crate) struct Pools<DB: sqlx::Database> {
    /// SQLite: one connection, so that writers queue up here and not on the file's lock.
    pub(crate) writer: Pool<DB>,
    pub(crate) reader: Pool<DB>,
}

pub(crate) enum Database {
    Sqlite(Pools<Sqlite>),
    Postgres(Pools<Postgres>),
}

/// A transaction. Rolled back when dropped.
pub(crate) enum Tx {
    Sqlite(Transaction<'static, Sqlite>),
    Postgres(Transaction<'static, Postgres>),
}

/// Runs a query on a connection of the pools of one side, `reader` or `writer`.
macro_rules! on_pool {
    ($store:expr, $side:ident, $connection:ident => $body:expr) => {
        match &$store.inner.database {
            $crate::database::Database::Sqlite(pools) => {
                let $connection = &pools.$side;
                $body
            }
            $crate::database::Database::Postgres(pools) => {
                let $connection = &pools.$side;
                $body
            }
        }
    };
}

/// Runs a query in a transaction.
macro_rules! on_tx {
    ($tx:expr, $connection:ident => $body:expr) => {
        match $tx {
            $crate::database::Tx::Sqlite(tx) => {
                let $connection = &mut **tx;
                $body
            }
            $crate::database::Tx::Postgres(tx) => {
                let $connection = &mut **tx;
                $body
            }
        }
    };
}

pub(crate) use {on_pool, on_tx};

impl Database {
    /// A transaction that sees one moment of the database and writes nothing.
    pub(crate) async fn read(&self) -> Result<Tx, StoreError> {
        Ok(match self {
            Self::Sqlite(pools) => Tx::Sqlite(pools.reader.begin_with("begin deferred").await?),
            Self::Postgres(pools) => {
                Tx::Postgres(pools.reader.begin_with("begin isolation level repeatable read, read only").await?)
            }
        })
    }

    /// A transaction that writes, but not to the log.
    pub(crate) async fn write(&self) -> Result<Tx, StoreError> {
        Ok(match self {
            Self::Sqlite(pools) => Tx::Sqlite(pools.writer.begin_with("begin immediate").await?),
            Self::Postgres(pools) => {
                Tx::Postgres(pools.writer.begin_with("begin isolation level read committed").await?)
            }
        })
    }

    /// A transaction that writes to the log: at any time there is one in the whole database, on whatever node.
    ///
    /// SQLite has one writer by itself. On PostgreSQL all nodes queue up on one advisory lock, which PostgreSQL releases only
    /// after the commit has become visible. What follows from that is used everywhere in this crate: heads do not move
    /// under a group, groups can not deadlock, and `stream.changed` becomes visible in the order it was given out, so that
    /// a node which has seen n never misses a smaller one (see [`Store::changed_since`](crate::Store::changed_since)).
    pub(crate) async fn append(&self) -> Result<Tx, StoreError> {
        let mut tx = self.write().await?;
        if let Tx::Postgres(postgres) = &mut tx {
            sqlx::query("select pg_advisory_xact_lock($1)")
                .bind(crate::postgres::APPEND_LOCK)
                .execute(&mut **postgres)
                .await?;
        }
        Ok(tx)
    }

    pub(crate) async fn close(&self) {
        match self {
            Self::Sqlite(pools) => {
                pools.reader.close().await;
                // The last connection folds the write-ahead log into the file.
                pools.writer.close().await;
            }
            Self::Postgres(pools) => {
                pools.reader.close().await;
                pools.writer.close().await;
            }
        }
    }
}

impl Tx {
    pub(crate) async fn commit(self) -> Result<(), StoreError> {
        match self {
            Self::Sqlite(tx) => tx.commit().await?,
            Self::Postgres(tx) => tx.commit().await?,
        }
        Ok(())
    }
}
