//! This device's disk: one IndexedDB per user, so that two users of one browser never meet.
//!
//! What must not be lost (outbox, drawer, edits of other tabs) is written with strict durability: the browser reports
//! success only after a flush to disk. The replica and the undo stacks can be had again and are written relaxed.

use indexed_db_futures::{
    Build, BuildPrimitive, OpenDbResult,
    database::Database,
    error::Error,
    prelude::QuerySource,
    transaction::{Transaction, TransactionDurability, TransactionMode, TransactionOptions},
};
use model::{ClientId, OpId, StreamId, UserId};
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use sync::{
    client::{OpRecord, RefusedOp, Restored, StoredStream, UndoStacks},
    frame::RoomId,
};

const OUTBOX: &str = "outbox";
const DRAWER: &str = "drawer";
const FORWARDED: &str = "forwarded";
const STREAMS: &str = "streams";
const UNDO: &str = "undo";
const PROFILE: &str = "profile";
const STORES: [&str; 6] = [OUTBOX, DRAWER, FORWARDED, STREAMS, UNDO, PROFILE];
/// Key of the one record in [`PROFILE`].
const THIS: &str = "this";

/// A gesture made in a tab that does not own the outbox, until the tab that does has taken it over.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Forwarded {
    pub(super) id: OpId,
    pub(super) room: RoomId,
    pub(super) name: String,
    pub(super) parts: super::Parts,
}

/// This browser profile as the server knows it.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub(super) struct Profile {
    pub(super) client: ClientId,
    pub(super) next_client_seq: u64,
}

/// One thing to write.
#[derive(Clone, Debug)]
pub(super) enum Write {
    /// An op into the outbox. If it came from another tab it leaves that tab's list in the same step.
    Op(Box<OpRecord>),
    DeleteOp(OpId),
    /// An op into the drawer and out of the outbox.
    Refused(Box<RefusedOp>),
    DeleteRefused(OpId),
    Forwarded(Box<Forwarded>),
    DeleteForwarded(OpId),
    Stream(Box<StoredStream>),
    DropStream(StreamId),
    Undo(RoomId, Box<UndoStacks>),
}

impl Write {
    const fn is_strict(&self) -> bool {
        !matches!(self, Self::Stream(_) | Self::DropStream(_) | Self::Undo(..))
    }
}

/// What earlier tabs left.
pub(super) struct Found {
    pub(super) profile: Profile,
    pub(super) restored: Restored,
    pub(super) forwarded: Vec<Forwarded>,
}

pub(super) struct Storage {
    database: Database,
    profile: std::cell::Cell<Option<Profile>>,
    /// How long the last streams took to be put into words, in milliseconds.
    took: std::cell::Cell<i64>,
}

impl Storage {
    pub(super) async fn open(user: UserId) -> OpenDbResult<Self> {
        let database = Database::open(format!("sandtable-{user}"))
            .with_version(1u8)
            .with_on_upgrade_needed(|_, database| {
                for store in STORES {
                    database.create_object_store(store).build()?;
                }
                Ok(())
            })
            .await?;
        Ok(Self { database, profile: std::cell::Cell::new(None), took: std::cell::Cell::new(0) })
    }

    /// Reads everything, and gives this browser profile its id the first time.
    pub(super) async fn read(&self, fresh: ClientId) -> Result<Found, Error> {
        // One transaction: a tab that is just closing must not move a gesture from one list to another between two reads.
        let transaction = self.database.transaction(STORES).build()?;
        let outbox: Vec<OpRecord> = all(&transaction, OUTBOX).await?;
        let drawer: Vec<RefusedOp> = all(&transaction, DRAWER).await?;
        let forwarded: Vec<Forwarded> = all(&transaction, FORWARDED).await?;
        let streams: Vec<StoredStream> = all(&transaction, STREAMS).await?;
        let undo: Vec<(RoomId, UndoStacks)> = all(&transaction, UNDO).await?;
        let stored: Option<Profile> = all(&transaction, PROFILE).await?.pop();
        drop(transaction);
        let mut profile = stored.unwrap_or(Profile { client: fresh, next_client_seq: 1 });
        let in_outbox = outbox.iter().map(|record| record.op.client_seq + 1).max().unwrap_or_default();
        profile.next_client_seq = profile.next_client_seq.max(in_outbox);
        self.profile.set(Some(profile));
        if stored.is_none() {
            self.write(&[]).await?;
        }
        Ok(Found { profile, forwarded, restored: Restored { outbox, drawer, streams, undo } })
    }

    /// How long the last streams took to be put into words, in milliseconds.
    pub(super) fn took(&self) -> i64 {
        self.took.get()
    }

    /// Writes all of it, or nothing, in one transaction.
    pub(super) async fn write(&self, writes: &[Write]) -> Result<(), Error> {
        let strict = writes.is_empty() || writes.iter().any(Write::is_strict);
        let durability = if strict { TransactionDurability::Strict } else { TransactionDurability::Relaxed };
        let mut options = TransactionOptions::new();
        options.set_durability(durability);
        let transaction =
            self.database.transaction(STORES).with_mode(TransactionMode::Readwrite).with_options(options).build()?;
        // Nothing is waited for but the commit: a page that is just going away has no time for more than asking.
        let put = |store: &str, key: String, json: Result<String, serde_json::Error>| -> Result<(), Error> {
            let Ok(json) = json else { return Ok(()) };
            drop(transaction.object_store(store)?.put(json).with_key(key).without_key_type().primitive()?);
            Ok(())
        };
        let delete = |store: &str, key: String| -> Result<(), Error> {
            drop(transaction.object_store(store)?.delete::<String, _>(key).primitive()?);
            Ok(())
        };
        let mut next = 0;
        let begun = crate::replica::now().0;
        for write in writes {
            match write {
                Write::Op(record) => {
                    next = next.max(record.op.client_seq + 1);
                    put(OUTBOX, record.op.id.to_string(), serde_json::to_string(record))?;
                    delete(FORWARDED, record.op.id.to_string())?;
                }
                Write::DeleteOp(op) => delete(OUTBOX, op.to_string())?,
                Write::Refused(refused) => {
                    let id = refused.record.op.id.to_string();
                    put(DRAWER, id.clone(), serde_json::to_string(refused))?;
                    delete(OUTBOX, id.clone())?;
                    delete(FORWARDED, id)?;
                }
                Write::DeleteRefused(op) => delete(DRAWER, op.to_string())?,
                Write::Forwarded(forwarded) => {
                    put(FORWARDED, forwarded.id.to_string(), serde_json::to_string(forwarded))?;
                }
                Write::DeleteForwarded(op) => delete(FORWARDED, op.to_string())?,
                Write::Stream(stream) => put(STREAMS, stream.stream.to_string(), serde_json::to_string(stream))?,
                Write::DropStream(stream) => delete(STREAMS, stream.to_string())?,
                Write::Undo(room, stacks) => {
                    put(UNDO, room.to_string(), serde_json::to_string(&(room, stacks)))?;
                }
            }
        }
        if writes.iter().any(|write| matches!(write, Write::Stream(_))) {
            // A clock that was put forward meanwhile must not keep the disk waiting for long.
            self.took.set((crate::replica::now().0 - begun).clamp(0, 250));
        }
        if let Some(mut profile) = self.profile.get()
            && (next > profile.next_client_seq || writes.is_empty())
        {
            profile.next_client_seq = profile.next_client_seq.max(next);
            self.profile.set(Some(profile));
            put(PROFILE, THIS.to_owned(), serde_json::to_string(&profile))?;
        }
        transaction.commit().await
    }
}

/// All records of a store. One that can not be read is left where it is: a newer release may understand it.
async fn all<T: DeserializeOwned>(transaction: &Transaction<'_>, store: &str) -> Result<Vec<T>, Error> {
    let records = transaction.object_store(store)?.get_all::<String>().await?;
    let mut found = Vec::new();
    for record in records {
        if let Ok(value) = model::json::from_str(&record?) {
            found.push(value);
        }
    }
    Ok(found)
}
