//! Group commit.
//!
//! [`Database::append`](crate::database::Database::append) keeps every other writer of the log away, so the heads that are
//! read first are the heads until the commit. Which op is new, a duplicate or in conflict is therefore decided in memory
//! before anything is written: an op that loses never spoils its group, and needs no savepoint to be taken back. A group
//! costs the same few statements however many ops are in it.

use crate::{
    Store, StoreError,
    chain::{self, Facts, Hash, Salt},
    database::{Tx, on_tx},
    postgres,
    read::{Head, PAGE_BYTES, answers_of, heads_of},
    rows::{int, pieces},
};
use model::{OpId, Seq, StreamId, card::Card};
use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    sync::Arc,
};
use sync::stored::{AppendOp, AppendOutcome, AppendPart};

/// Pages of the database a group and each of its rows change, about: a row has a place in the table and in two indexes.
const GROUP_PAGES: usize = 6;
const ROW_PAGES: usize = 2;

/// A row as the log keeps it.
pub(crate) struct LogRow {
    pub(crate) stream: i64,
    pub(crate) seq: Seq,
    pub(crate) facts: Facts,
    /// `None` with an empty payload: erased.
    pub(crate) salt: Option<Salt>,
    pub(crate) digest: Hash,
    pub(crate) payload: Arc<str>,
    pub(crate) hash: Hash,
}

/// A stream on its way through a group.
struct Moving {
    id: i64,
    /// Where it stood before; `None` if the stream is new.
    from: Option<Seq>,
    to: Seq,
    hash: Hash,
    card: Option<Card>,
}

struct Group {
    streams: BTreeMap<StreamId, Moving>,
    known: HashMap<OpId, Vec<(StreamId, Seq)>>,
    rows: Vec<LogRow>,
    /// Streams of ops that were not appended. A later op of the group was checked on top of them, and must not slip in
    /// because another node has meanwhile moved the head to just where it was expected.
    left: BTreeSet<StreamId>,
}

impl Store {
    /// Appends the ops in one transaction, each whole or not at all; one outcome per op, in order. When this returns, what
    /// is `Appended` is on disk. An error means that nothing was appended, except `Unavailable`, after which the ops may
    /// have reached the disk all the same: ask again with the same ids.
    pub async fn append(&self, ops: Vec<AppendOp>) -> Result<Vec<AppendOutcome>, StoreError> {
        if ops.is_empty() {
            return Ok(Vec::new());
        }
        for op in &ops {
            well_formed(op)?;
        }
        let streams: BTreeSet<StreamId> = ops.iter().flat_map(|op| op.parts.iter().map(|part| part.stream)).collect();
        let ids: BTreeSet<OpId> = ops.iter().map(|op| op.op).collect();
        let mut salts = Salts::new(ops.iter().map(|op| op.parts.len()).sum())?;

        let mut tx = self.inner.database.append().await?;
        let known = answers_of(&mut tx, ids.into_iter().collect()).await?.into_iter().collect();
        let heads = heads_of(&mut tx, streams.iter().copied().collect()).await?;
        let (last_stream, last_change) = last_ids(&mut tx).await?;
        let mut group = Group::new(streams, &heads, known, last_stream);
        let bytes: usize = ops.iter().flat_map(|op| &op.parts).map(|part| part.payload.len()).sum();
        let outcomes = ops.into_iter().map(|op| group.take(op, &mut salts)).collect();
        if group.rows.is_empty() {
            return Ok(outcomes);
        }
        group.write(&mut tx, last_change).await?;
        notify(&mut tx).await?;
        tx.commit().await?;
        self.inner.checkpoints.written(GROUP_PAGES + ROW_PAGES * group.rows.len() + bytes / PAGE_BYTES);
        Ok(outcomes)
    }
}

fn well_formed(op: &AppendOp) -> Result<(), StoreError> {
    if op.parts.is_empty() {
        return Err(StoreError::Malformed("it has no parts"));
    }
    if !op.parts.is_sorted_by(|one, next| one.stream < next.stream) {
        return Err(StoreError::Malformed("its parts are not in the order of their streams, one each"));
    }
    if op.parts.iter().any(|part| part.payload.is_empty()) {
        return Err(StoreError::Malformed("a part has no payload, as if it were erased"));
    }
    Ok(())
}

impl Group {
    fn new(
        streams: BTreeSet<StreamId>,
        heads: &BTreeMap<StreamId, Head>,
        known: HashMap<OpId, Vec<(StreamId, Seq)>>,
        last_stream: i64,
    ) -> Self {
        let mut fresh = last_stream;
        let streams = streams
            .into_iter()
            .map(|stream| {
                let moving = match heads.get(&stream) {
                    Some(head) => {
                        Moving { id: head.id, from: Some(head.seq), to: head.seq, hash: head.hash, card: None }
                    }
                    None => {
                        fresh += 1;
                        Moving { id: fresh, from: None, to: Seq(0), hash: chain::genesis(stream), card: None }
                    }
                };
                (stream, moving)
            })
            .collect();
        Self { streams, known, rows: Vec::new(), left: BTreeSet::new() }
    }

    fn take(&mut self, op: AppendOp, salts: &mut Salts) -> AppendOutcome {
        if let Some(seqs) = self.known.get(&op.op) {
            self.left.extend(op.parts.iter().map(|part| part.stream));
            return AppendOutcome::Duplicate { seqs: seqs.clone() };
        }
        let stands = |part: &AppendPart| {
            let moving = self.streams.get(&part.stream);
            moving.is_some_and(|moving| moving.to == part.expected) && !self.left.contains(&part.stream)
        };
        if let Some(stream) = op.parts.iter().find(|part| !stands(part)).map(|part| part.stream) {
            self.left.extend(op.parts.iter().map(|part| part.stream));
            return AppendOutcome::Conflict { stream };
        }
        let facts = Facts { op: op.op, author: op.by, at: op.at, schema: op.schema };
        let mut seqs = Vec::with_capacity(op.parts.len());
        for part in op.parts {
            let Some(moving) = self.streams.get_mut(&part.stream) else { continue };
            let salt = salts.next();
            let digest = chain::digest(&salt, &part.payload);
            moving.to = moving.to.next();
            moving.hash = chain::row(&moving.hash, facts, &digest);
            if part.card.is_some() {
                moving.card = part.card;
            }
            seqs.push((part.stream, moving.to));
            self.rows.push(LogRow {
                stream: moving.id,
                seq: moving.to,
                facts,
                salt: Some(salt),
                digest,
                payload: part.payload,
                hash: moving.hash,
            });
        }
        self.known.insert(op.op, seqs);
        AppendOutcome::Appended
    }

    async fn write(&self, tx: &mut Tx, last_change: i64) -> Result<(), StoreError> {
        let moved = self.streams.iter().filter(|(_, moving)| moving.to > moving.from.unwrap_or_default());
        let moved: Vec<StreamRow> = moved
            .zip(last_change + 1..)
            .map(|((stream, moving), changed)| StreamRow {
                id: moving.id,
                name: *stream,
                from: moving.from,
                head: moving.to,
                hash: moving.hash,
                changed,
            })
            .collect();
        let (new, old): (Vec<_>, Vec<_>) = moved.into_iter().partition(|stream| stream.from.is_none());
        insert_streams(tx, &new).await?;
        move_heads(tx, &old).await?;
        insert_log(tx, &self.rows).await?;
        let mut cards = Vec::new();
        for moving in self.streams.values() {
            if let Some(card) = &moving.card {
                cards.push((moving.id, moving.to, card_text(card)?));
            }
        }
        put_cards(tx, &cards).await
    }
}

/// A stream as the database keeps it.
pub(crate) struct StreamRow {
    pub(crate) id: i64,
    pub(crate) name: StreamId,
    /// Where it stood before, if it existed.
    pub(crate) from: Option<Seq>,
    pub(crate) head: Seq,
    pub(crate) hash: Hash,
    pub(crate) changed: i64,
}

pub(crate) async fn insert_streams(tx: &mut Tx, streams: &[StreamRow]) -> Result<(), StoreError> {
    for piece in pieces(streams) {
        on_tx!(tx, c => {
            let mut query = sqlx::QueryBuilder::new("insert into stream (id, name, head, hash, changed) ");
            query.push_values(piece, |mut row, stream| {
                row.push_bind(stream.id)
                    .push_bind(stream.name.to_string())
                    .push_bind(int(stream.head))
                    .push_bind(&stream.hash[..])
                    .push_bind(stream.changed);
            });
            query.build().execute(c).await?;
        });
    }
    Ok(())
}

/// Each head moves from where the group found it, or nothing is written: nobody else can have moved it, but a mistake here
/// would break the chain for ever.
async fn move_heads(tx: &mut Tx, streams: &[StreamRow]) -> Result<(), StoreError> {
    for piece in pieces(streams) {
        let moved = on_tx!(tx, c => {
            let mut query = sqlx::QueryBuilder::new(
                "update stream set head = v.column3, hash = v.column4, changed = v.column5 from (",
            );
            query.push_values(piece, |mut row, stream| {
                row.push_bind(stream.id)
                    .push_bind(int(stream.from.unwrap_or_default()))
                    .push_bind(int(stream.head))
                    .push_bind(&stream.hash[..])
                    .push_bind(stream.changed);
            });
            query.push(") as v where stream.id = v.column1 and stream.head = v.column2");
            query.build().execute(c).await?.rows_affected()
        });
        if moved != piece.len() as u64 {
            return Err(StoreError::Corrupt("a stream's head moved under the append lock".to_owned()));
        }
    }
    Ok(())
}

pub(crate) async fn insert_log(tx: &mut Tx, rows: &[LogRow]) -> Result<(), StoreError> {
    for piece in pieces(rows) {
        on_tx!(tx, c => {
            let mut query = sqlx::QueryBuilder::new(
                "insert into log (stream, seq, op, author, at, schema, salt, digest, payload, hash) ",
            );
            query.push_values(piece, |mut row, log| {
                row.push_bind(log.stream)
                    .push_bind(int(log.seq))
                    .push_bind(&log.facts.op.0.as_bytes()[..])
                    .push_bind(&log.facts.author.0.as_bytes()[..])
                    .push_bind(log.facts.at.0)
                    .push_bind(i64::from(log.facts.schema))
                    .push_bind(log.salt.as_ref().map(|salt| &salt[..]))
                    .push_bind(&log.digest[..])
                    .push_bind(&*log.payload)
                    .push_bind(&log.hash[..]);
            });
            query.build().execute(c).await?;
        });
    }
    Ok(())
}

pub(crate) fn card_text(card: &Card) -> Result<String, StoreError> {
    serde_json::to_string(card).map_err(|error| StoreError::Corrupt(format!("a card can not be written: {error}")))
}

/// Cards as stream, position, JSON.
pub(crate) async fn put_cards(tx: &mut Tx, cards: &[(i64, Seq, String)]) -> Result<(), StoreError> {
    for piece in pieces(cards) {
        on_tx!(tx, c => {
            let mut query = sqlx::QueryBuilder::new("insert into card (stream, seq, card) ");
            query.push_values(piece, |mut row, (stream, seq, card)| {
                row.push_bind(stream).push_bind(int(*seq)).push_bind(card.as_str());
            });
            query.push(" on conflict (stream) do update set seq = excluded.seq, card = excluded.card");
            query.build().execute(c).await?;
        });
    }
    Ok(())
}

/// The highest stream id and the highest `changed` given out so far.
pub(crate) async fn last_ids(tx: &mut Tx) -> Result<(i64, i64), StoreError> {
    let last = "select coalesce(max(id), 0), coalesce((select max(changed) from stream), 0) from stream";
    Ok(on_tx!(tx, c => sqlx::query_as(last).fetch_one(c).await?))
}

/// Part of the transaction: nobody is woken before there is something to see, nor if the commit fails.
pub(crate) async fn notify(tx: &mut Tx) -> Result<(), StoreError> {
    if let Tx::Postgres(postgres) = tx {
        sqlx::query("select pg_notify($1, '')").bind(postgres::CHANNEL).execute(&mut **postgres).await?;
    }
    Ok(())
}

/// Randomness for a whole group, asked for once, and before the transaction begins.
struct Salts(std::vec::IntoIter<Salt>);

impl Salts {
    fn new(count: usize) -> Result<Self, StoreError> {
        let mut salts = vec![Salt::default(); count];
        getrandom::fill(salts.as_flattened_mut())
            .map_err(|error| StoreError::Unavailable(format!("the system has no randomness: {error}")))?;
        Ok(Self(salts.into_iter()))
    }

    fn next(&mut self) -> Salt {
        // One was made for each part.
        self.0.next().unwrap_or_default()
    }
}
