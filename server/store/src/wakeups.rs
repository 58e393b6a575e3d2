//! Hints that another node has appended something.

use crate::{
    Store,
    database::{Database, Pools},
    postgres::CHANNEL,
};
use sqlx::{PgPool, postgres::PgListener};
use std::time::Duration;
use tokio::sync::mpsc::{self, Receiver, Sender};

/// The pause before a lost database is asked again. Meanwhile the node polls.
const RECONNECT: Duration = Duration::from_secs(1);

/// Says "poll now". Hints may come without need, and one may stand for many.
pub struct Wakeups(Option<Receiver<()>>);

impl Wakeups {
    /// Waits for the next hint. Never returns on SQLite, where nobody else writes, nor after the store was closed.
    /// Cancel-safe.
    pub async fn next(&mut self) {
        let hint = match &mut self.0 {
            Some(receiver) => receiver.recv().await,
            None => None,
        };
        if hint.is_none() {
            self.0 = None;
            std::future::pending::<()>().await;
        }
    }
}

impl Store {
    /// Starts to listen, in a task of its own. The first hint comes when listening has begun, and another one after each
    /// interruption, because what was said meanwhile is lost. To be called within a Tokio runtime.
    pub fn wakeups(&self) -> Wakeups {
        match &self.inner.database {
            Database::Sqlite(_) => Wakeups(None),
            Database::Postgres(Pools { reader, .. }) => {
                // One place: a hint that has not been taken yet stands for all that follow.
                let (sender, receiver) = mpsc::channel(1);
                tokio::spawn(listen(reader.clone(), sender));
                Wakeups(Some(receiver))
            }
        }
    }
}

/// Ends when nobody wants hints any more, or when the store is closed.
async fn listen(pool: PgPool, hints: Sender<()>) {
    loop {
        let interrupted = tokio::select! {
            () = hints.closed() => return,
            result = listen_until_it_fails(&pool, &hints) => result,
        };
        if pool.is_closed() {
            return;
        }
        if let Err(error) = interrupted {
            tracing::warn!(%error, "lost the database's notifications; polling until they are back");
        }
        tokio::time::sleep(RECONNECT).await;
    }
}

async fn listen_until_it_fails(pool: &PgPool, hints: &Sender<()>) -> Result<(), sqlx::Error> {
    let mut listener = PgListener::connect_with(pool).await?;
    listener.listen(CHANNEL).await?;
    loop {
        // A full channel means that a hint is waiting already.
        let _ = hints.try_send(());
        // `None` is a lost connection that has been made again: a hint is due as well.
        listener.try_recv().await?;
    }
}
