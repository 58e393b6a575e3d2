//! `GET /api/deals/{deal}/shares`: the deal's links, those that have ended too, for the iron triangle.

use super::shows::Shows;
use crate::{
    clock,
    room::deal_to_draw,
    web::{ApiUser, AppState, Problem},
};
use axum::{
    Json,
    extract::{Path, State},
};
use model::UserId;
use serde_json::{Value, json};

/// As many as somebody reads.
const LISTED: u32 = 100;

/// The list.
pub async fn list(
    State(server): State<AppState>,
    ApiUser(member): ApiUser,
    Path(deal): Path<String>,
) -> Result<Json<Value>, Problem> {
    let (deal, _) = deal_to_draw(&server, member.user.id, &deal).await?;
    let now = clock::now();
    let name = |user: UserId| member.workspace.members.get(&user).map_or("", |member| member.name.as_str());
    let shares = server.store.shares_of(deal, LISTED).await?;
    let row = |share: &store::Share| {
        let state = match share.revoked {
            Some(_) => "revoked",
            None if share.is_open(now) => "open",
            None => "ended",
        };
        let shows: Option<Shows> = serde_json::from_str(&share.made.shows).ok();
        json!({
            "id": share.id.0,
            "name": name(share.made.by),
            "at": share.made.at,
            "until": share.made.expires_at,
            "opened": share.opened,
            "opened_at": share.opened_at,
            "state": state,
            "revoked_by": share.revoked.map(|(by, _)| name(by)),
            "diagrams": shows.map(Shows::diagrams).unwrap_or_default(),
        })
    };
    Ok(Json(json!({ "shares": shares.iter().map(row).collect::<Vec<Value>>() })))
}
