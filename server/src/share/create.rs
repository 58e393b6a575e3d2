//! `POST /api/deals/{deal}/shares`: makes a link. Its address is shown this once: only the digest of its secret is kept.

use super::shows::Shows;
use crate::{
    clock,
    rate_limit::Limit,
    room::deal_to_draw,
    token,
    web::{ApiUser, AppState, Problem},
};
use axum::{
    Json,
    extract::{Path, State, rejection::JsonRejection},
};
use serde::Deserialize;
use serde_json::{Value, json};
use store::{NewExport, NewShare};

/// How long a link may work, in days.
const DAYS: [i64; 3] = [1, 7, 30];
/// Links of one deal that can be opened at the same time: beyond that nobody knows any more who has one.
const OPEN_MAX: usize = 50;
/// Of so many of the last links it is looked how many are open: none works for longer than a month.
const LOOKED_AT: u32 = 2_000;

/// What is asked for.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Wish {
    days: i64,
    shows: Shows,
}

/// Makes the link.
pub async fn create(
    State(server): State<AppState>,
    ApiUser(member): ApiUser,
    Path(deal): Path<String>,
    wish: Result<Json<Wish>, JsonRejection>,
) -> Result<Json<Value>, Problem> {
    let (deal, room) = deal_to_draw(&server, member.user.id, &deal).await?;
    let Json(Wish { days, shows }) = wish.map_err(|_| Problem::Malformed)?;
    let user = member.user.id;
    server.rate_limits.check(Limit::Export, std::net::Ipv4Addr::UNSPECIFIED.into(), &user.to_string())?;
    if !DAYS.contains(&days) || shows.diagrams().is_empty() {
        return Err(Problem::Malformed);
    }
    if let Some(id) = shows.fishbone {
        room.deal().and_then(|(_, deal)| deal.fishbones.live(id)).ok_or(Problem::NotFound)?;
    }
    let now = clock::now();
    let open = server.store.shares_of(deal, LOOKED_AT).await?.iter().filter(|share| share.is_open(now)).count();
    if open >= OPEN_MAX {
        return Err(Problem::TooManyLinks);
    }
    let secret = token::new()?;
    let made = NewShare {
        secret_sha256: token::digest(&secret),
        deal,
        by: user,
        at: now,
        expires_at: now.plus_days(days),
        shows: serde_json::to_string(&shows).map_err(Problem::unknown)?,
    };
    let id = server.store.create_share(made).await?;
    // A link is a way out for the diagram, as a file is: it stands in the same list.
    for diagram in shows.diagrams() {
        let (diagram, format) = (diagram.to_owned(), "link".to_owned());
        server.store.note_export(NewExport { deal, by: user, at: now, diagram, format, whole: true }).await?;
    }
    tracing::info!(%deal, by = %user, link = %id.0, "a link for people outside was made");
    let address = format!("{}/s/{}{secret}", server.options.origin.as_str(), id.0.simple());
    Ok(Json(json!({ "id": id.0, "address": address })))
}
