//! Reading the log and the cards.

use crate::{
    Store, StoreError,
    chain::Hash,
    database::{Tx, on_pool, on_tx},
    rows::{int, lists, seq},
};
use model::{OpId, SCHEMA, Seq, StreamId, card::Card};
use std::{collections::BTreeMap, sync::Arc};
use sync::stored::Row;
use uuid::Uuid;

/// A page of the database.
pub(crate) const PAGE_BYTES: usize = 4096;

/// All that is needed to bring one stream into memory.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Loaded {
    /// The stream.
    pub stream: StreamId,
    /// A snapshot that this version can read: its position and the JSON of a `model::StreamState`.
    pub snapshot: Option<(Seq, Arc<str>)>,
    /// All rows after the snapshot.
    pub tail: Vec<Row>,
}

/// How far a node has looked at what others append. Grows with every append, whatever the stream.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Position(pub i64);

/// Where a stream stands.
#[derive(Clone, Copy)]
pub(crate) struct Head {
    pub(crate) id: i64,
    pub(crate) seq: Seq,
    pub(crate) hash: Hash,
}

impl Store {
    /// Snapshot and tail of each stream, as of one moment. A stream nobody has written to is empty.
    pub async fn load(&self, streams: &[StreamId]) -> Result<Vec<Loaded>, StoreError> {
        let mut tx = self.inner.database.read().await?;
        let heads = heads_of(&mut tx, streams.to_vec()).await?;
        let mut loaded = Vec::with_capacity(streams.len());
        for &stream in streams {
            let Some(head) = heads.get(&stream) else {
                loaded.push(Loaded { stream, snapshot: None, tail: Vec::new() });
                continue;
            };
            let query = "select seq, state from snapshot where stream = $1 and schema = $2";
            let snapshot: Option<(i64, String)> = on_tx!(&mut tx, c => {
                sqlx::query_as(query).bind(head.id).bind(i64::from(SCHEMA)).fetch_optional(c).await?
            });
            let snapshot = snapshot.map(|(at, state)| (seq(at), Arc::from(state)));
            let from = snapshot.as_ref().map_or(Seq(0), |(at, _)| *at);
            let tail =
                if from < head.seq { rows_of(&mut tx, stream, head.id, from, u32::MAX).await? } else { Vec::new() };
            loaded.push(Loaded { stream, snapshot, tail });
        }
        tx.commit().await?;
        Ok(loaded)
    }

    /// At most `limit` rows after `after`, in order.
    pub async fn tail(&self, stream: StreamId, after: Seq, limit: u32) -> Result<Vec<Row>, StoreError> {
        let query = "select l.seq, l.op, l.schema, l.payload from log l join stream s on s.id = l.stream \
                     where s.name = $1 and l.seq > $2 order by l.seq limit $3";
        let rows: Vec<RowColumns> = on_pool!(self, reader, c => {
            sqlx::query_as(query).bind(stream.to_string()).bind(int(after)).bind(i64::from(limit)).fetch_all(c).await?
        });
        rows.into_iter().map(|columns| row(stream, columns)).collect()
    }

    /// Which of these ops are in the log, and where.
    pub async fn answers(&self, ops: &[OpId]) -> Result<Vec<(OpId, Vec<(StreamId, Seq)>)>, StoreError> {
        let mut tx = self.inner.database.read().await?;
        let answers = answers_of(&mut tx, ops.to_vec()).await?;
        tx.commit().await?;
        Ok(answers.into_iter().collect())
    }

    /// Keeps the state of a stream at a position of its log, instead of an older snapshot of it. The server's memory may be
    /// ahead of the log; a snapshot may not: such a one is refused as `Corrupt`.
    pub async fn save_snapshot(&self, stream: StreamId, at: Seq, schema: u16, state: &str) -> Result<(), StoreError> {
        let mut tx = self.inner.database.write().await?;
        let heads = heads_of(&mut tx, vec![stream]).await?;
        let Some(head) = heads.get(&stream).filter(|head| head.seq >= at) else {
            return Err(StoreError::Corrupt(format!("a snapshot of {stream} at {} is ahead of its log", at.0)));
        };
        put_snapshot(&mut tx, head.id, at, schema, state).await?;
        tx.commit().await?;
        self.inner.checkpoints.written(state.len() / PAGE_BYTES + 1);
        Ok(())
    }

    /// All cards, each with the position of its stream that it shows.
    pub async fn cards(&self) -> Result<Vec<(StreamId, Seq, Card)>, StoreError> {
        let query = "select s.name, c.seq, c.card from card c join stream s on s.id = c.stream order by s.id";
        let cards: Vec<CardColumns> = on_pool!(self, reader, c => sqlx::query_as(query).fetch_all(c).await?);
        cards.into_iter().map(card).collect()
    }

    /// The cards of those of the streams that have one.
    pub async fn cards_of(&self, streams: &[StreamId]) -> Result<Vec<(StreamId, Seq, Card)>, StoreError> {
        let mut tx = self.inner.database.read().await?;
        let mut cards = BTreeMap::new();
        for list in lists(streams) {
            let found: Vec<CardColumns> = on_tx!(&mut tx, c => {
                let mut query = sqlx::QueryBuilder::new(
                    "select s.name, c.seq, c.card from card c join stream s on s.id = c.stream where s.name in (",
                );
                let mut names = query.separated(", ");
                for stream in &list {
                    names.push_bind(stream.to_string());
                }
                query.push(")");
                query.build_query_as().fetch_all(c).await?
            });
            for columns in found {
                let (stream, seq, card) = card(columns)?;
                cards.insert(stream, (seq, card));
            }
        }
        tx.commit().await?;
        Ok(cards.into_iter().map(|(stream, (seq, card))| (stream, seq, card)).collect())
    }

    /// The position of the newest append.
    pub async fn position(&self) -> Result<Position, StoreError> {
        let query = "select coalesce(max(changed), 0) from stream";
        Ok(Position(on_pool!(self, reader, c => sqlx::query_scalar(query).fetch_one(c).await?)))
    }

    /// At most `limit` streams that were appended to after a position, with their heads, and the position to ask with next.
    ///
    /// Nothing is ever skipped: every append gives each of its streams a new, higher `changed`, and because appends queue up
    /// on one lock until their commit is visible, whoever sees a number sees all smaller ones too. (A plain sequence would
    /// not do: numbers are then given out in one order and become visible in another.) A stream that changes again between
    /// two questions simply comes up later, with its newer head.
    pub async fn changed_since(
        &self,
        after: Position,
        limit: u32,
    ) -> Result<(Position, Vec<(StreamId, Seq)>), StoreError> {
        let query = "select name, head, changed from stream where changed > $1 order by changed limit $2";
        let changes: Vec<(String, i64, i64)> = on_pool!(self, reader, c => {
            sqlx::query_as(query).bind(after.0).bind(i64::from(limit)).fetch_all(c).await?
        });
        let next = changes.last().map_or(after, |(_, _, changed)| Position(*changed));
        let streams = changes.into_iter().map(|(name, head, _)| Ok((stream_id(&name)?, seq(head))));
        Ok((next, streams.collect::<Result<_, StoreError>>()?))
    }
}

/// `stream, seq, card`.
type CardColumns = (String, i64, String);

fn card((name, at, card): CardColumns) -> Result<(StreamId, Seq, Card), StoreError> {
    let card = serde_json::from_str(&card)
        .map_err(|error| StoreError::Corrupt(format!("the card of {name} ({error}): run `sandtable rebuild`")))?;
    Ok((stream_id(&name)?, seq(at), card))
}

/// `seq, op, schema, payload`.
type RowColumns = (i64, Vec<u8>, i64, String);

fn row(stream: StreamId, (at, op, schema, payload): RowColumns) -> Result<Row, StoreError> {
    Ok(Row { stream, seq: seq(at), op: OpId(uuid(&op)?), schema: schema_number(schema)?, payload: payload.into() })
}

pub(crate) fn uuid(bytes: &[u8]) -> Result<Uuid, StoreError> {
    Uuid::from_slice(bytes).map_err(|error| StoreError::Corrupt(error.to_string()))
}

pub(crate) fn schema_number(value: i64) -> Result<u16, StoreError> {
    u16::try_from(value).map_err(|_| StoreError::Corrupt(format!("schema {value}")))
}

pub(crate) fn stream_id(name: &str) -> Result<StreamId, StoreError> {
    name.parse().map_err(|_| StoreError::Corrupt(format!("a stream named {name}")))
}

/// Rows of a stream after a position.
pub(crate) async fn rows_of(
    tx: &mut Tx,
    stream: StreamId,
    id: i64,
    after: Seq,
    limit: u32,
) -> Result<Vec<Row>, StoreError> {
    let query = "select seq, op, schema, payload from log where stream = $1 and seq > $2 order by seq limit $3";
    let rows: Vec<RowColumns> = on_tx!(tx, c => {
        sqlx::query_as(query).bind(id).bind(int(after)).bind(i64::from(limit)).fetch_all(c).await?
    });
    rows.into_iter().map(|columns| row(stream, columns)).collect()
}

/// The heads of those of the streams that exist.
pub(crate) async fn heads_of(tx: &mut Tx, streams: Vec<StreamId>) -> Result<BTreeMap<StreamId, Head>, StoreError> {
    let mut heads = BTreeMap::new();
    for list in lists(&streams) {
        let found: Vec<(i64, String, i64, Vec<u8>)> = on_tx!(tx, c => {
            let mut query = sqlx::QueryBuilder::new("select id, name, head, hash from stream where name in (");
            let mut names = query.separated(", ");
            for stream in &list {
                names.push_bind(stream.to_string());
            }
            query.push(")");
            query.build_query_as().fetch_all(c).await?
        });
        for (id, name, head, hash) in found {
            let hash = hash.try_into().map_err(|_| StoreError::Corrupt(format!("the head of {name} has no hash")))?;
            heads.insert(stream_id(&name)?, Head { id, seq: seq(head), hash });
        }
    }
    Ok(heads)
}

/// Where those of the ops are that are in the log.
pub(crate) async fn answers_of(
    tx: &mut Tx,
    ops: Vec<OpId>,
) -> Result<BTreeMap<OpId, Vec<(StreamId, Seq)>>, StoreError> {
    let mut answers: BTreeMap<OpId, Vec<(StreamId, Seq)>> = BTreeMap::new();
    for list in lists(&ops) {
        let found: Vec<(Vec<u8>, String, i64)> = on_tx!(tx, c => {
            let mut query = sqlx::QueryBuilder::new(
                "select l.op, s.name, l.seq from log l join stream s on s.id = l.stream where l.op in (",
            );
            let mut ids = query.separated(", ");
            for op in &list {
                ids.push_bind(&op.0.as_bytes()[..]);
            }
            query.push(")");
            query.build_query_as().fetch_all(c).await?
        });
        for (op, name, at) in found {
            answers.entry(OpId(uuid(&op)?)).or_default().push((stream_id(&name)?, seq(at)));
        }
    }
    for seqs in answers.values_mut() {
        seqs.sort_unstable();
    }
    Ok(answers)
}

/// Replaces a snapshot by a newer one, or by one of another schema.
pub(crate) async fn put_snapshot(
    tx: &mut Tx,
    stream: i64,
    at: Seq,
    schema: u16,
    state: &str,
) -> Result<(), StoreError> {
    let query = "insert into snapshot (stream, seq, schema, state) values ($1, $2, $3, $4) \
                 on conflict (stream) do update set seq = excluded.seq, schema = excluded.schema, state = excluded.state \
                 where excluded.seq > snapshot.seq or excluded.schema <> snapshot.schema";
    on_tx!(tx, c => {
        sqlx::query(query).bind(stream).bind(int(at)).bind(i64::from(schema)).bind(state).execute(c).await?;
    });
    Ok(())
}
