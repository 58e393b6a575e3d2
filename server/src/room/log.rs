//! `GET /api/deals/{deal}/log?account=SEQ&deal=SEQ`: what became of a deal and its customer, row by row, from which a browser
//! shows how they stood on any day. A part at a time: it is asked again, from where the last answer ended, until one is empty.
//! The rows of the deal's core are in no answer.

use crate::web::{ApiUser, AppState, Problem};
use axum::{
    Json,
    extract::{Path, Query, State},
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};
use model::{DealId, Seq, StreamId};
use serde::Deserialize;
use sync::frame::{Ops, RoomId, Rows, WireRow};

/// Rows of one stream in one answer: some two megabytes, a tenth of it on the way.
const ROWS: u32 = 5_000;

/// From where on.
#[derive(Debug, Default, Deserialize)]
pub struct After {
    /// Rows of the account that are known.
    #[serde(default)]
    account: u64,
    /// Rows of the deal that are known.
    #[serde(default)]
    deal: u64,
}

/// Gives the next rows. 401 without a session; 404 for a deal that does not exist or is not his to read.
pub async fn log(
    State(server): State<AppState>,
    ApiUser(signed_in): ApiUser,
    Path(deal): Path<String>,
    Query(after): Query<After>,
) -> Result<Response, Problem> {
    let deal: DealId = deal.parse().map_err(|_| Problem::NotFound)?;
    let room = server.hub.read(signed_in.user.id, RoomId::Deal(deal)).await?.ok_or(Problem::NotFound)?;
    let account = room.account().map(|(account, _)| (StreamId::Account(account), after.account));
    let mut streams = Vec::with_capacity(2);
    for (stream, after) in account.into_iter().chain([(StreamId::Deal(deal), after.deal)]) {
        let after = Seq(after.min(u64::from(u32::MAX)));
        let rows = server.store.tail(stream, after, ROWS).await?;
        let rows: Result<Vec<WireRow>, serde_json::Error> = rows.iter().map(WireRow::of).collect();
        streams.push(Rows { stream, from: after.next(), rows: rows.map_err(Problem::unknown)? });
    }
    let private = [(header::CACHE_CONTROL, HeaderValue::from_static("private, no-store"))];
    Ok((private, Json(Ops { streams })).into_response())
}
