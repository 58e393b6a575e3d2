//! `POST /api/deals/{deal}/shares/{id}/revoke`: ends a link, whoever of the iron triangle made it.

use crate::{
    clock,
    room::deal_to_draw,
    web::{ApiUser, AppState, Problem},
};
use axum::{
    extract::{Path, State},
    http::StatusCode,
};
use store::ShareId;

/// Ends it.
pub async fn revoke(
    State(server): State<AppState>,
    ApiUser(member): ApiUser,
    Path((deal, id)): Path<(String, String)>,
) -> Result<StatusCode, Problem> {
    let (deal, _) = deal_to_draw(&server, member.user.id, &deal).await?;
    let id = id.parse().map(ShareId).map_err(|_| Problem::NotFound)?;
    let user = member.user.id;
    if !server.store.revoke_share(deal, id, user, clock::now()).await? {
        return Err(Problem::NotFound);
    }
    tracing::info!(%deal, by = %user, link = %id.0, "a link for people outside was ended");
    Ok(StatusCode::NO_CONTENT)
}
