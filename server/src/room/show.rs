//! `GET /api/rooms/{room}`: the streams of a room, each as a whole: what a browser loads that has nothing of it yet. The
//! socket then brings what came after. Who may read it is asked of the node that serves the sockets, by the same rule.

use crate::web::{ApiUser, AppState, Problem};
use axum::{
    extract::{Path, State},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use model::{Room, SCHEMA, StreamId};
use sync::frame::{RoomId, WholeStream};

/// Only this user's browser may keep it, and must ask each time whether it is still true and still his to read.
const KEPT: HeaderValue = HeaderValue::from_static("private, no-cache");

/// Gives a room. 401 without a session; 404 for a room that does not exist or is not his to read.
pub async fn show(
    State(server): State<AppState>,
    ApiUser(signed_in): ApiUser,
    Path(room): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let room: RoomId = room.parse().map_err(|_| Problem::NotFound)?;
    let room = server.hub.read(signed_in.user.id, room).await?.ok_or(Problem::NotFound)?;
    let tag = tag(&room);
    let mut response = if is_known(&headers, &tag) {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        // A large room takes milliseconds to write out.
        let body = tokio::task::spawn_blocking(move || WholeStream::write(&room)).await.map_err(Problem::unknown)?;
        let json = HeaderValue::from_static("application/json");
        ([(header::CONTENT_TYPE, json)], body.map_err(Problem::unknown)?).into_response()
    };
    response.headers_mut().insert(header::CACHE_CONTROL, KEPT);
    response.headers_mut().insert(header::ETAG, tag.parse().map_err(Problem::unknown)?);
    Ok(response)
}

/// Where its streams stand, and in whose release's form. Weak, because the bytes on the way are compressed.
fn tag(room: &Room) -> String {
    let seqs = room.streams().map(|(stream, state)| {
        let letter = match stream {
            StreamId::Workspace => 'w',
            StreamId::Account(_) => 'a',
            StreamId::Deal(_) => 'd',
            StreamId::DealCore(_) => 'c',
        };
        format!("-{letter}{}", state.seq.0)
    });
    let seqs: String = seqs.collect();
    format!("W/\"{SCHEMA}-{}{seqs}\"", env!("CARGO_PKG_VERSION"))
}

/// Whether the browser has it in this form.
fn is_known(headers: &HeaderMap, tag: &str) -> bool {
    let known = headers.get_all(header::IF_NONE_MATCH).iter().filter_map(|value| value.to_str().ok());
    known.flat_map(|value| value.split(',')).any(|known| known.trim() == tag)
}
