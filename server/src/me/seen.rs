//! `POST /api/me/seen/{deal}`: how far the one who asks has read the threads of a deal. He tells what this device of his has read, and
//! hears what any of them has. Whose marks they are is decided by the session alone: there is no way to ask for another's.

use crate::web::{ApiUser, AppState, Problem};
use axum::{
    Json,
    extract::{Path, State, rejection::JsonRejection},
};
use model::{CommentId, DealId, Seq};
use std::collections::BTreeMap;
use sync::frame::RoomId;

/// Marks in one request; who has more sends the rest next.
const MARKS: usize = 500;

/// The last row read, by thread.
type Seen = BTreeMap<CommentId, Seq>;

/// Takes and gives the marks. 401 without a session; 404 for a deal that is not his to read. Only threads of the deal are kept, up to
/// rows it has: there are never more marks than comments.
pub async fn seen(
    State(server): State<AppState>,
    ApiUser(signed_in): ApiUser,
    Path(deal): Path<String>,
    read: Result<Json<Seen>, JsonRejection>,
) -> Result<Json<Seen>, Problem> {
    let user = signed_in.user.id;
    let id: DealId = deal.parse().map_err(|_| Problem::NotFound)?;
    let Json(read) = read.map_err(|_| Problem::Malformed)?;
    if read.len() > MARKS {
        return Err(Problem::Malformed);
    }
    let room = server.hub.read(user, RoomId::Deal(id)).await?.ok_or(Problem::NotFound)?;
    let (_, deal) = room.deal().ok_or(Problem::NotFound)?;
    let head = room.get(model::StreamId::Deal(id)).map(|stream| stream.seq).unwrap_or_default();
    let known: Seen = read.into_iter().filter(|(thread, _)| deal.comments.contains_key(thread)).collect();
    let known = known.into_iter().map(|(thread, up_to)| (thread, up_to.min(head))).collect();
    server.store.note_seen(user, id, &known).await?;
    Ok(Json(server.store.seen(user, id).await?))
}
