//! Writing a backup: JSON, one object a line, the same whatever the database.
//!
//! ```text
//! {"t":"header", ...}                    format and time
//! {"t":"meta", ...}                      named facts
//! {"t":"user", ...} {"t":"link", ...}    who can sign in; sessions are left out, everybody signs in again
//! {"t":"export", ...}                    who exported what and when
//! {"t":"share", ...}                     links for people outside
//! {"t":"seen", ...}                      how far each reader has read the talk of a deal
//! {"t":"stream", ...} {"t":"row", ...}   each stream, followed by its log
//! {"t":"end", ...}                       number of lines before it and their SHA-256
//! ```
//!
//! Cards and snapshots are left out: they are derived from the log when it is read back.

use crate::{
    Link, LinkKind, NewExport, NewShare, Share, Store, StoreError,
    chain::{self, hex},
    database::{Tx, on_tx},
    export::{ExportColumns, export},
    link::{LinkColumns, link_and_token},
    seen::{SeenRow, all_seen},
    share::all_shares,
    user::{UserColumns, user},
    verify::{RawRow, all_streams, raw_rows},
};
use model::{CommentId, DealId, Locale, Millis, OpId, SCHEMA, Seq, StreamId, UserId};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::time::{SystemTime, UNIX_EPOCH};
use tokio::io::{AsyncWrite, AsyncWriteExt, BufWriter};
use uuid::Uuid;

/// Grows when an older program could not read the file any more.
pub(crate) const FORMAT: u32 = 4;

/// A line of a backup.
#[derive(Debug, Serialize, Deserialize)]
#[serde(tag = "t", rename_all = "snake_case")]
pub(crate) enum Line {
    Header { format: u32, schema: u16, made_at: Millis },
    Meta { name: String, value: String },
    User { id: UserId, login: String, password_hash: Option<String>, locale: Locale, disabled: bool },
    Link(LinkLine),
    Export(ExportLine),
    Share(ShareLine),
    Seen { user: UserId, deal: DealId, thread: CommentId, up_to: Seq },
    Stream { name: StreamId, head: Seq, hash: String },
    Row(RowLine),
    End { lines: u64, sha256: String },
}

#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct LinkLine {
    pub(crate) id: Uuid,
    pub(crate) token_sha256: String,
    pub(crate) kind: LinkKind,
    pub(crate) created_by: UserId,
    pub(crate) created_at: Millis,
    pub(crate) expires_at: Millis,
    pub(crate) closed: bool,
}

#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct ExportLine {
    pub(crate) id: Uuid,
    pub(crate) deal: DealId,
    pub(crate) by: UserId,
    pub(crate) at: Millis,
    pub(crate) diagram: String,
    pub(crate) format: String,
    pub(crate) whole: bool,
}

#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct ShareLine {
    pub(crate) id: Uuid,
    pub(crate) secret_sha256: String,
    pub(crate) deal: DealId,
    pub(crate) by: UserId,
    pub(crate) at: Millis,
    pub(crate) expires_at: Millis,
    pub(crate) shows: String,
    pub(crate) opened: i64,
    pub(crate) opened_at: Option<Millis>,
    pub(crate) revoked: Option<(UserId, Millis)>,
}

/// A row of the stream named last.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct RowLine {
    pub(crate) seq: Seq,
    pub(crate) op: OpId,
    pub(crate) author: UserId,
    pub(crate) at: Millis,
    pub(crate) schema: u16,
    pub(crate) content: Content,
    pub(crate) hash: String,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(untagged)]
pub(crate) enum Content {
    Kept { salt: String, payload: String },
    Erased { digest: String },
}

impl Store {
    /// Writes everything but sessions and what can be derived, as of one moment, while others read and write. Returns the
    /// number of lines.
    pub async fn backup(&self, to: impl AsyncWrite + Unpin + Send) -> Result<u64, StoreError> {
        let mut lines = Lines { to: BufWriter::new(to), count: 0, digest: Sha256::new() };
        let mut tx = self.inner.database.read().await?;
        let made_at = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().as_millis();
        let made_at = Millis(i64::try_from(made_at).unwrap_or(i64::MAX));
        lines.write(&Line::Header { format: FORMAT, schema: SCHEMA, made_at }).await?;
        write_identity(&mut tx, &mut lines).await?;
        for stream in all_streams(&mut tx).await? {
            lines.write(&Line::Stream { name: stream.name, head: stream.head, hash: hex(&stream.hash) }).await?;
            let mut at = Seq(0);
            loop {
                let rows = raw_rows(&mut tx, stream.id, at).await?;
                let Some(last) = rows.last() else { break };
                at = last.seq;
                for row in rows {
                    lines.write(&Line::Row(row.into())).await?;
                }
            }
        }
        tx.commit().await?;
        let end = Line::End { lines: lines.count, sha256: hex(&lines.digest.clone().finalize()) };
        lines.write(&end).await?;
        lines.to.flush().await?;
        Ok(lines.count)
    }
}

struct Lines<W> {
    to: BufWriter<W>,
    count: u64,
    digest: Sha256,
}

impl<W: AsyncWrite + Unpin> Lines<W> {
    async fn write(&mut self, line: &Line) -> Result<(), StoreError> {
        let mut text = serde_json::to_vec(line)
            .map_err(|error| StoreError::Corrupt(format!("a row can not be written to a backup: {error}")))?;
        text.push(b'\n');
        self.digest.update(&text);
        self.count += 1;
        self.to.write_all(&text).await?;
        Ok(())
    }
}

async fn write_identity<W: AsyncWrite + Unpin>(tx: &mut Tx, lines: &mut Lines<W>) -> Result<(), StoreError> {
    let query = "select name, value from meta order by name";
    let facts: Vec<(String, String)> = on_tx!(&mut *tx, c => sqlx::query_as(query).fetch_all(c).await?);
    for (name, value) in facts {
        lines.write(&Line::Meta { name, value }).await?;
    }
    let query = "select id, login, password_hash, locale, disabled from users order by id";
    let users: Vec<UserColumns> = on_tx!(&mut *tx, c => sqlx::query_as(query).fetch_all(c).await?);
    for columns in users {
        let crate::User { id, login, password_hash, locale, disabled } = user(columns)?;
        lines.write(&Line::User { id, login, password_hash, locale, disabled }).await?;
    }
    let query = "select id, kind, created_by, created_at, expires_at, token, closed from link order by id";
    let links: Vec<LinkColumns> = on_tx!(&mut *tx, c => sqlx::query_as(query).fetch_all(c).await?);
    for columns in links {
        let (Link { id, kind, created_by, created_at, expires_at }, token, closed) = link_and_token(columns)?;
        let line = LinkLine { id: id.0, token_sha256: hex(&token), kind, created_by, created_at, expires_at, closed };
        lines.write(&Line::Link(line)).await?;
    }
    let query = "select id, deal, user_id, at, diagram, format, whole from export order by id";
    let exports: Vec<ExportColumns> = on_tx!(&mut *tx, c => sqlx::query_as(query).fetch_all(c).await?);
    for columns in exports {
        let (id, NewExport { deal, by, at, diagram, format, whole }) = export(columns)?;
        lines.write(&Line::Export(ExportLine { id, deal, by, at, diagram, format, whole })).await?;
    }
    for Share { id, made, opened, opened_at, revoked } in all_shares(tx).await? {
        let NewShare { secret_sha256, deal, by, at, expires_at, shows } = made;
        let secret_sha256 = hex(&secret_sha256);
        let line = ShareLine { id: id.0, secret_sha256, deal, by, at, expires_at, shows, opened, opened_at, revoked };
        lines.write(&Line::Share(line)).await?;
    }
    for SeenRow { user, deal, thread, up_to } in all_seen(tx).await? {
        lines.write(&Line::Seen { user, deal, thread, up_to }).await?;
    }
    Ok(())
}

impl From<RawRow> for RowLine {
    fn from(row: RawRow) -> Self {
        let chain::Facts { op, author, at, schema } = row.facts;
        let content = match row.salt {
            Some(salt) => Content::Kept { salt: hex(&salt), payload: row.payload },
            None => Content::Erased { digest: hex(&row.digest) },
        };
        Self { seq: row.seq, op, author, at, schema, content, hash: hex(&row.hash) }
    }
}
