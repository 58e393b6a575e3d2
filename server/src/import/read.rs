//! `POST /api/accounts/{account}/import/read?encoding=&sheet=`: a file as cells. Nothing of it is kept.

use super::{account_of, csv, text, vcard, xlsx};
use crate::web::{ApiUser, AppState, Problem};
use axum::{
    Json,
    body::Bytes,
    extract::{
        Path, Query, State,
        rejection::{BytesRejection, FailedToBufferBody},
    },
};
use model::import::{Encoding, FILE_BYTES, Table, Unreadable};
use serde::Deserialize;

/// How it is to be read.
#[derive(Debug, Default, Deserialize)]
pub struct Asked {
    /// In which encoding, by its word; found out if not said.
    #[serde(default)]
    encoding: Option<String>,
    /// Which sheet of a workbook.
    #[serde(default)]
    sheet: Option<usize>,
}

/// Gives the cells. 401 without a session; 404 for an account that is not his to read; 422 with a sentence for one he may not
/// change and for a file that can not be read; 413 for one that is too large.
pub async fn read(
    State(server): State<AppState>,
    ApiUser(signed_in): ApiUser,
    Path(account): Path<String>,
    Query(asked): Query<Asked>,
    body: Result<Bytes, BytesRejection>,
) -> Result<Json<Table>, Problem> {
    account_of(&server, signed_in.user.id, &account).await?;
    let bytes = body.map_err(|rejection| match rejection {
        BytesRejection::FailedToBufferBody(FailedToBufferBody::LengthLimitError(_)) => Unreadable::TooLarge.into(),
        _ => Problem::Malformed,
    })?;
    if bytes.len() > FILE_BYTES {
        return Err(Unreadable::TooLarge.into());
    }
    let encoding = match asked.encoding.as_deref() {
        None | Some("") => None,
        Some(word) => Some(Encoding::ALL.into_iter().find(|one| one.word() == word).ok_or(Problem::Malformed)?),
    };
    let _turn = server.imports.readers.acquire().await.map_err(Problem::unknown)?;
    let table = tokio::task::spawn_blocking(move || table(&bytes, encoding, asked.sheet)).await;
    Ok(Json(table.map_err(Problem::unknown)??))
}

/// What it is, is told by its first bytes: names lie.
fn table(bytes: &[u8], encoding: Option<Encoding>, sheet: Option<usize>) -> Result<Table, Unreadable> {
    if bytes.is_empty() {
        return Err(Unreadable::Empty);
    }
    if bytes.starts_with(b"PK\x03\x04") {
        return xlsx::read(bytes, sheet);
    }
    if bytes.starts_with(&[0xD0, 0xCF, 0x11, 0xE0]) {
        return Err(Unreadable::OldOrLocked);
    }
    if [&b"%PDF"[..], b"{\\rtf", b"\x1F\x8B", b"\x89PNG"].iter().any(|start| bytes.starts_with(start)) {
        return Err(Unreadable::OtherKind);
    }
    let start = &bytes[..bytes.len().min(4_096)];
    let start = text::decode(start, encoding).map(|(text, _)| text).or_else(|why| match why {
        // The first page may be blank where the rest is not.
        Unreadable::Empty => Ok(String::new()),
        why => Err(why),
    })?;
    if vcard::is_vcard(&start) {
        return vcard::read(bytes, encoding);
    }
    // Web pages that call themselves workbooks.
    if start.trim_start().starts_with('<') {
        return Err(Unreadable::OtherKind);
    }
    csv::read(bytes, encoding)
}
