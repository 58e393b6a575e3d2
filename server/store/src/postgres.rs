//! What is special about PostgreSQL.

use crate::{StoreError, database::Pools};
use sqlx::{ConnectOptions, Executor, PgConnection, Postgres, pool::PoolOptions, postgres::PgConnectOptions};
use std::time::Duration;

/// The advisory lock that all appends queue up on. Any number will do, if nothing else in the database uses it.
pub(crate) const APPEND_LOCK: i64 = 0x5A4E_D7AB_1E00_0001;
/// What a node is told through `NOTIFY` when another one has appended.
pub(crate) const CHANNEL: &str = "sandtable";
/// Where nodes tell each other who is where.
pub(crate) const PRESENCE_CHANNEL: &str = "sandtable_presence";
/// Appends are one at a time; the rest is for sessions and users.
const WRITERS: u32 = 4;
const READERS: u32 = 8;
/// A server that does not answer for so long is as good as gone: the clients hear "try again".
const PATIENCE: Duration = Duration::from_secs(10);

/// A writer that waits for a lock, or holds one and does nothing (a node frozen in the middle of an append), must not stop
/// all other nodes for ever.
const WRITER_LIMITS: &str = "set lock_timeout = '10s'; set idle_in_transaction_session_timeout = '20s'";

/// `synchronous_commit=off` in the server's or the role's configuration would acknowledge what is not on disk. All other
/// values wait for the disk, some also for a standby, and are left as they are.
async fn make_durable(connection: &mut PgConnection) -> Result<(), sqlx::Error> {
    let level: String = sqlx::query_scalar("show synchronous_commit").fetch_one(&mut *connection).await?;
    if level == "off" {
        connection.execute("set synchronous_commit = on").await?;
    }
    Ok(())
}

pub(crate) async fn open(url: &str) -> Result<Pools<Postgres>, StoreError> {
    let options: PgConnectOptions =
        url.parse::<PgConnectOptions>()?.application_name("sandtable").disable_statement_logging();
    let writer = PoolOptions::new()
        .max_connections(WRITERS)
        .acquire_timeout(PATIENCE)
        .after_connect(|connection, _| {
            Box::pin(async move {
                make_durable(connection).await?;
                connection.execute(WRITER_LIMITS).await?;
                Ok(())
            })
        })
        .connect_with(options.clone())
        .await?;
    let reader = PoolOptions::new().max_connections(READERS).acquire_timeout(PATIENCE).connect_lazy_with(options);
    Ok(Pools { writer, reader })
}
