//! Reading a backup.

use crate::{
    Link, LinkId, NewExport, NewShare, Share, ShareId, Store, StoreError, User,
    append::{LogRow, StreamRow, insert_log, insert_streams, notify},
    backup::{Content, ExportLine, FORMAT, Line, RowLine, ShareLine},
    chain::{self, Hash, from_hex, hex},
    database::{Tx, on_tx},
    export::insert_export,
    link::insert_link,
    rebuild::derive,
    seen::{SeenRow, insert_seen},
    share::insert_share,
    user::insert_user,
};
use model::{SCHEMA, Seq, StreamId};
use sha2::{Digest, Sha256};
use tokio::io::{AsyncBufReadExt, AsyncRead, AsyncReadExt, BufReader};

/// The longest line there can be: a push frame has 256 kB, and JSON within JSON at most doubles it several times over.
const LINE_MAX: u64 = 16 * 1024 * 1024;
/// Rows inserted at once.
const ROWS: usize = 64;

impl Store {
    /// Fills an empty database from a backup: all of it, or nothing if one byte of it is wrong. Returns the number of lines.
    pub async fn restore(&self, from: impl AsyncRead + Unpin + Send) -> Result<u64, StoreError> {
        let mut tx = self.inner.database.append().await?;
        if !is_empty(&mut tx).await? {
            return Err(StoreError::NotEmpty);
        }
        let mut reader = BufReader::new(from);
        let mut restored = Restored::default();
        let mut digest = Sha256::new();
        let mut line = 0;
        loop {
            line += 1;
            let bad = |why: String| StoreError::BadBackup { line, why };
            let mut text = Vec::new();
            (&mut reader).take(LINE_MAX).read_until(b'\n', &mut text).await?;
            if text.last() != Some(&b'\n') {
                return Err(bad("the file ends too early, or is no backup".to_owned()));
            }
            let parsed = serde_json::from_slice(&text).map_err(|error| bad(error.to_string()))?;
            if (line == 1) != matches!(parsed, Line::Header { .. }) {
                return Err(bad("a backup begins with its one header".to_owned()));
            }
            if let Line::End { lines, sha256 } = parsed {
                if lines != line - 1 || sha256 != hex(&digest.finalize()) {
                    return Err(bad("the file was changed after it was written: its checksum differs".to_owned()));
                }
                break;
            }
            digest.update(&text);
            restored.take(&mut tx, parsed).await.map_err(|error| match error {
                Refused::Line(why) => bad(why),
                Refused::Store(error) => error,
            })?;
        }
        if reader.read_u8().await.is_ok() {
            return Err(StoreError::BadBackup { line: line + 1, why: "there is something after the end".to_owned() });
        }
        restored.end_stream(&mut tx).await.map_err(|error| match error {
            Refused::Line(why) => StoreError::BadBackup { line, why },
            Refused::Store(error) => error,
        })?;
        for (id, stream) in restored.streams {
            derive(&mut tx, id, stream).await?;
        }
        notify(&mut tx).await?;
        tx.commit().await?;
        Ok(line)
    }
}

async fn is_empty(tx: &mut Tx) -> Result<bool, StoreError> {
    let query = "select (select count(*) from stream) + (select count(*) from users) \
                 + (select count(*) from link) + (select count(*) from meta) = 0";
    Ok(on_tx!(tx, c => sqlx::query_scalar(query).fetch_one(c).await?))
}

/// Why a line can not be taken.
enum Refused {
    Line(String),
    Store(StoreError),
}

impl From<StoreError> for Refused {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::LoginTaken => Self::Line("two users have this login".to_owned()),
            StoreError::Malformed(why) => Self::Line(why.to_owned()),
            other => Self::Store(other),
        }
    }
}

impl From<sqlx::Error> for Refused {
    fn from(error: sqlx::Error) -> Self {
        match error.as_database_error() {
            Some(database) if database.is_unique_violation() => Self::Line("this is in the file twice".to_owned()),
            _ => Self::Store(error.into()),
        }
    }
}

#[derive(Default)]
struct Restored {
    streams: Vec<(i64, StreamId)>,
    open: Option<OpenStream>,
}

/// The stream whose rows are being read.
struct OpenStream {
    id: i64,
    head: Seq,
    hash: Hash,
    at: Seq,
    at_hash: Hash,
    rows: Vec<LogRow>,
}

impl Restored {
    async fn take(&mut self, tx: &mut Tx, line: Line) -> Result<(), Refused> {
        match line {
            Line::Header { format, .. } if format > FORMAT => {
                Err(Refused::Line(format!("it has format {format}, made by a newer version")))
            }
            Line::Header { schema, .. } if schema > SCHEMA => {
                Err(Refused::Line(format!("its ops have schema {schema}, made by a newer version")))
            }
            Line::Header { .. } | Line::End { .. } => Ok(()),
            Line::Meta { name, value } => {
                let query = "insert into meta (name, value) values ($1, $2)";
                on_tx!(tx, c => sqlx::query(query).bind(name).bind(value).execute(c).await.map(drop)?);
                Ok(())
            }
            Line::User { id, login, password_hash, locale, disabled } => {
                Ok(insert_user(tx, &User { id, login, password_hash, locale, disabled }).await?)
            }
            Line::Link(line) => {
                let token = bytes::<32>(&line.token_sha256)?;
                let link = Link {
                    id: LinkId(line.id),
                    kind: line.kind,
                    created_by: line.created_by,
                    created_at: line.created_at,
                    expires_at: line.expires_at,
                };
                Ok(insert_link(tx, &link, &token, line.closed).await?)
            }
            Line::Export(ExportLine { id, deal, by, at, diagram, format, whole }) => {
                let export = NewExport { deal, by, at, diagram, format, whole };
                Ok(insert_export(tx, id, &export).await?)
            }
            Line::Share(line) => {
                let ShareLine { id, secret_sha256, deal, by, at, expires_at, shows, opened, opened_at, revoked } = line;
                let secret_sha256 = bytes::<32>(&secret_sha256)?;
                let made = NewShare { secret_sha256, deal, by, at, expires_at, shows };
                Ok(insert_share(tx, &Share { id: ShareId(id), made, opened, opened_at, revoked }).await?)
            }
            Line::Seen { user, deal, thread, up_to } => {
                Ok(insert_seen(tx, SeenRow { user, deal, thread, up_to }).await?)
            }
            Line::Stream { name, head, hash } => {
                self.end_stream(tx).await?;
                let id = self.streams.len() as i64 + 1;
                let hash = bytes(&hash)?;
                insert_streams(tx, &[StreamRow { id, name, from: None, head, hash, changed: id }]).await?;
                self.streams.push((id, name));
                let at_hash = chain::genesis(name);
                self.open = Some(OpenStream { id, head, hash, at: Seq(0), at_hash, rows: Vec::new() });
                Ok(())
            }
            Line::Row(line) => match &mut self.open {
                Some(open) => open.take(tx, line).await,
                None => Err(Refused::Line("a row before any stream".to_owned())),
            },
        }
    }

    async fn end_stream(&mut self, tx: &mut Tx) -> Result<(), Refused> {
        let Some(open) = self.open.take() else { return Ok(()) };
        insert_log(tx, &open.rows).await?;
        if open.at != open.head || open.at_hash != open.hash {
            return Err(Refused::Line("the stream before this line does not end in its head".to_owned()));
        }
        Ok(())
    }
}

impl OpenStream {
    async fn take(&mut self, tx: &mut Tx, line: RowLine) -> Result<(), Refused> {
        if line.seq != self.at.next() {
            return Err(Refused::Line(format!("row {} of the stream is missing", self.at.next().0)));
        }
        let (salt, digest, payload) = match line.content {
            Content::Kept { salt, payload } => {
                let salt = bytes(&salt)?;
                (Some(salt), chain::digest(&salt, &payload), payload)
            }
            Content::Erased { digest } => (None, bytes(&digest)?, String::new()),
        };
        let facts = chain::Facts { op: line.op, author: line.author, at: line.at, schema: line.schema };
        let hash = chain::row(&self.at_hash, facts, &digest);
        if hash != bytes(&line.hash)? {
            return Err(Refused::Line("the row does not follow on the one before".to_owned()));
        }
        self.at = line.seq;
        self.at_hash = hash;
        self.rows.push(LogRow { stream: self.id, seq: line.seq, facts, salt, digest, payload: payload.into(), hash });
        if self.rows.len() == ROWS {
            insert_log(tx, &self.rows).await?;
            self.rows.clear();
        }
        Ok(())
    }
}

fn bytes<const N: usize>(text: &str) -> Result<[u8; N], Refused> {
    from_hex(text)
        .and_then(|bytes| bytes.try_into().ok())
        .ok_or_else(|| Refused::Line(format!("not {N} bytes in hex: {text:.80}")))
}
