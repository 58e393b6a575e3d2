//! What other nodes say: that they have appended something, and who is where.

use crate::{
    Store, StoreError,
    database::{Database, Pools},
    postgres::{CHANNEL, PRESENCE_CHANNEL},
};
use sqlx::{PgPool, postgres::PgListener};
use std::time::Duration;
use tokio::sync::mpsc::{self, Receiver, Sender};

/// The pause before a lost database is asked again. Meanwhile the node polls.
const RECONNECT: Duration = Duration::from_secs(1);
/// Words about presence that may wait to be taken; what is more is lost, as presence may be.
const WAITING: usize = 256;
/// PostgreSQL takes fewer than 8,000 bytes at once.
const WORD_BYTES: usize = 7_999;

/// What was heard.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Heard {
    /// Perhaps somebody has appended something: poll now. May come without need, and one may stand for many.
    Hint,
    /// A word about presence, as it was handed to [`Store::tell_presence`] of some node, perhaps of this one.
    Presence(String),
}

/// What other nodes say.
pub struct Wakeups(Option<Ears>);

struct Ears {
    hints: Receiver<()>,
    presence: Receiver<String>,
}

impl Wakeups {
    /// Waits for the next word. Never returns on SQLite, where nobody else writes, nor after the store was closed.
    /// Cancel-safe.
    pub async fn next(&mut self) -> Heard {
        let heard = match &mut self.0 {
            Some(Ears { hints, presence }) => tokio::select! {
                biased;
                hint = hints.recv() => hint.map(|()| Heard::Hint),
                word = presence.recv() => word.map(Heard::Presence),
            },
            None => None,
        };
        match heard {
            Some(heard) => heard,
            None => {
                self.0 = None;
                std::future::pending().await
            }
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
                let (hint, hints) = mpsc::channel(1);
                let (word, presence) = mpsc::channel(WAITING);
                tokio::spawn(listen(reader.clone(), hint, word));
                Wakeups(Some(Ears { hints, presence }))
            }
        }
    }

    /// The most bytes one word about presence may have.
    pub const PRESENCE_BYTES: usize = WORD_BYTES;

    /// Tells all nodes, this one too, who is where. Nothing is written, and whoever does not listen misses it. On SQLite
    /// there is nobody to tell.
    pub async fn tell_presence(&self, word: &str) -> Result<(), StoreError> {
        if let Database::Postgres(Pools { reader, .. }) = &self.inner.database {
            sqlx::query("select pg_notify($1, $2)").bind(PRESENCE_CHANNEL).bind(word).execute(reader).await?;
        }
        Ok(())
    }
}

/// Ends when nobody wants to hear any more, or when the store is closed.
async fn listen(pool: PgPool, hints: Sender<()>, presence: Sender<String>) {
    loop {
        let interrupted = tokio::select! {
            () = hints.closed() => return,
            result = listen_until_it_fails(&pool, &hints, &presence) => result,
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

async fn listen_until_it_fails(
    pool: &PgPool,
    hints: &Sender<()>,
    presence: &Sender<String>,
) -> Result<(), sqlx::Error> {
    let mut listener = PgListener::connect_with(pool).await?;
    listener.listen_all([CHANNEL, PRESENCE_CHANNEL]).await?;
    // A full channel means that a hint is waiting already.
    let _ = hints.try_send(());
    loop {
        match listener.try_recv().await? {
            Some(word) if word.channel() == PRESENCE_CHANNEL => {
                // Nobody takes them fast enough: the next one says where everybody is then.
                let _ = presence.try_send(word.payload().to_owned());
            }
            // `None` is a lost connection that has been made again: a hint is due as well.
            _ => {
                let _ = hints.try_send(());
            }
        }
    }
}
