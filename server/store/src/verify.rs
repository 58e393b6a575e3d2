//! Walking the hash chain.

use crate::{
    Store, StoreError,
    chain::{self, Facts, Hash},
    database::{Tx, on_tx},
    read::{schema_number, stream_id, uuid},
    rows::{int, seq},
};
use model::{Millis, OpId, Seq, StreamId, UserId};
use sha2::{Digest, Sha256};
use std::{collections::HashSet, fmt};

/// Rows read at once: with the largest payloads some 25 MB.
pub(crate) const PAGE: u32 = 100;

/// What `verify` found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// Streams walked.
    pub streams: u64,
    /// Rows walked.
    pub rows: u64,
    /// Rows among them whose payload was lawfully erased.
    pub erased: u64,
    /// The first broken row of each stream that has one.
    pub broken: Vec<Broken>,
    /// SHA-256 in hex over all stream heads: keep it elsewhere, and nobody can rewrite history unseen.
    pub fingerprint: String,
}

/// A row that can not be true.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Broken {
    /// The stream.
    pub stream: StreamId,
    /// The position.
    pub seq: Seq,
    /// What does not fit.
    pub what: &'static str,
}

impl fmt::Display for Broken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} row {}: {}", self.stream, self.seq.0, self.what)
    }
}

impl Report {
    /// Whether nothing is broken.
    pub fn is_sound(&self) -> bool {
        self.broken.is_empty()
    }
}

impl Store {
    /// Walks every stream's hash chain as of one moment, while others read and write.
    pub async fn verify(&self) -> Result<Report, StoreError> {
        let mut tx = self.inner.database.read().await?;
        let orphans = "select count(*) from log where not exists (select 1 from stream where stream.id = log.stream)";
        let orphans: i64 = on_tx!(&mut tx, c => sqlx::query_scalar(orphans).fetch_one(c).await?);
        if orphans > 0 {
            return Err(StoreError::Corrupt(format!("{orphans} rows of the log belong to no stream")));
        }
        let mut report = Report::default();
        let mut fingerprint = Sha256::new();
        for stream in all_streams(&mut tx).await? {
            report.streams += 1;
            fingerprint.update(format!("{} {} {}\n", stream.name, stream.head.0, chain::hex(&stream.hash)));
            if let Some(broken) = walk(&mut tx, &stream, &mut report).await? {
                report.broken.push(broken);
            }
        }
        tx.commit().await?;
        report.fingerprint = chain::hex(&fingerprint.finalize());
        Ok(report)
    }
}

/// A stream as it stands in its table.
pub(crate) struct StoredStream {
    pub(crate) id: i64,
    pub(crate) name: StreamId,
    pub(crate) head: Seq,
    pub(crate) hash: Vec<u8>,
    /// Positions of what is derived.
    snapshot: Option<i64>,
    card: Option<i64>,
}

/// `id, name, head, hash`, and the positions of snapshot and card.
type StreamColumns = (i64, String, i64, Vec<u8>, Option<i64>, Option<i64>);

/// In the order of their names, which is the same on every database.
pub(crate) async fn all_streams(tx: &mut Tx) -> Result<Vec<StoredStream>, StoreError> {
    let query = "select s.id, s.name, s.head, s.hash, n.seq, c.seq from stream s \
                 left join snapshot n on n.stream = s.id left join card c on c.stream = s.id";
    let found: Vec<StreamColumns> = on_tx!(tx, c => sqlx::query_as(query).fetch_all(c).await?);
    let mut streams = found
        .into_iter()
        .map(|(id, name, head, hash, snapshot, card)| {
            Ok(StoredStream { id, name: stream_id(&name)?, head: seq(head), hash, snapshot, card })
        })
        .collect::<Result<Vec<_>, StoreError>>()?;
    streams.sort_unstable_by_key(|stream| stream.name);
    Ok(streams)
}

/// `seq, op, author, at, schema, salt, digest, payload, hash`, as they are, sound or not.
type RawColumns = (i64, Vec<u8>, Vec<u8>, i64, i64, Option<Vec<u8>>, Vec<u8>, String, Vec<u8>);

/// A row of the log, read in full.
pub(crate) struct RawRow {
    pub(crate) seq: Seq,
    pub(crate) facts: Facts,
    pub(crate) salt: Option<Vec<u8>>,
    pub(crate) digest: Vec<u8>,
    pub(crate) payload: String,
    pub(crate) hash: Vec<u8>,
}

pub(crate) async fn raw_rows(tx: &mut Tx, stream: i64, after: Seq) -> Result<Vec<RawRow>, StoreError> {
    let query = "select seq, op, author, at, schema, salt, digest, payload, hash from log \
                 where stream = $1 and seq > $2 order by seq limit $3";
    let rows: Vec<RawColumns> = on_tx!(tx, c => {
        sqlx::query_as(query).bind(stream).bind(int(after)).bind(i64::from(PAGE)).fetch_all(c).await?
    });
    rows.into_iter()
        .map(|(at_seq, op, author, at, schema, salt, digest, payload, hash)| {
            let facts = Facts {
                op: OpId(uuid(&op)?),
                author: UserId(uuid(&author)?),
                at: Millis(at),
                schema: schema_number(schema)?,
            };
            Ok(RawRow { seq: seq(at_seq), facts, salt, digest, payload, hash })
        })
        .collect()
}

async fn walk(tx: &mut Tx, stream: &StoredStream, report: &mut Report) -> Result<Option<Broken>, StoreError> {
    let broken = |seq, what| Some(Broken { stream: stream.name, seq, what });
    let mut at = Seq(0);
    let mut hash = chain::genesis(stream.name);
    let mut ops = HashSet::new();
    loop {
        let rows = raw_rows(tx, stream.id, at).await?;
        if rows.is_empty() {
            break;
        }
        for row in rows {
            report.rows += 1;
            if row.seq != at.next() {
                return Ok(broken(at.next(), "the row is missing"));
            }
            at = row.seq;
            match link(&hash, &row) {
                Ok(next) => hash = next,
                Err(what) => return Ok(broken(at, what)),
            }
            if !ops.insert(row.facts.op) {
                return Ok(broken(at, "its op is in the stream twice"));
            }
            report.erased += u64::from(row.salt.is_none());
        }
    }
    Ok(if at != stream.head {
        broken(at.min(stream.head).next(), "the log and the stream's head end at different positions")
    } else if hash[..] != stream.hash[..] {
        broken(at, "the stream's head has another hash than the log's last row")
    } else if stream.snapshot.is_some_and(|snapshot| seq(snapshot) > at) {
        broken(at, "there is a snapshot of what comes after the last row")
    } else if stream.card.is_some_and(|card| seq(card) > at) {
        broken(at, "there is a card of what comes after the last row")
    } else {
        None
    })
}

/// The hash of a row that follows on `previous`, or what is wrong with it.
pub(crate) fn link(previous: &Hash, row: &RawRow) -> Result<Hash, &'static str> {
    match &row.salt {
        Some(salt) if chain::digest(salt, &row.payload)[..] != row.digest[..] => {
            return Err("the payload does not match its digest");
        }
        None if !row.payload.is_empty() => return Err("there is a payload without its salt"),
        _ => {}
    }
    let hash = chain::row(previous, row.facts, &row.digest);
    if hash[..] == row.hash[..] { Ok(hash) } else { Err("the row does not follow on the one before") }
}
