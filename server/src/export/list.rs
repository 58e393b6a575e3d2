//! `GET /api/deals/{deal}/exports`: who exported what and when, newest first, for the deal's team.

use crate::web::{ApiUser, AppState, Problem};
use axum::{
    Json,
    extract::{Path, State},
};
use model::DealId;
use serde_json::{Value, json};
use sync::frame::RoomId;

/// As many as somebody reads.
const LISTED: u32 = 100;

/// The list.
pub async fn list(
    State(server): State<AppState>,
    ApiUser(signed_in): ApiUser,
    Path(deal): Path<String>,
) -> Result<Json<Value>, Problem> {
    let deal: DealId = deal.parse().map_err(|_| Problem::NotFound)?;
    server.hub.read(signed_in.user.id, RoomId::Deal(deal)).await?.ok_or(Problem::NotFound)?;
    let workspace = &signed_in.workspace;
    let name = |user| workspace.members.get(user).map_or("", |member| member.name.as_str());
    let exports = server.store.exports_of(deal, LISTED).await?;
    let rows: Vec<Value> = exports
        .iter()
        .map(|export| {
            json!({
                "at": export.at,
                "name": name(&export.by),
                "diagram": export.diagram,
                "format": export.format,
                "whole": export.whole,
            })
        })
        .collect();
    Ok(Json(json!({ "exports": rows })))
}
