//! `GET /s/{token}`: what a link shows, to whoever has it. No session, no script; see `web::headers` for what keeps the address
//! from others. A link that has ended, was revoked or never was is answered the same way.

use super::shows::Shows;
use crate::{
    clock,
    export::{self, Shared},
    rate_limit::Limit,
    room::may_draw,
    token,
    web::{AppState, ClientAddress, Page, PageLocale, Problem, asset_address},
};
use app::pages;
use axum::{
    extract::{Path, Query, State},
    http::StatusCode,
};
use model::{Locale, Room};
use serde::Deserialize;
use store::{Share, ShareId};
use subtle::ConstantTimeEq;
use sync::frame::RoomId;

/// What stands in the address besides the secret.
#[derive(Deserialize)]
pub struct Asked {
    lang: Option<String>,
}

/// The page; the one that says so if there is nothing to show.
pub async fn show(
    State(server): State<AppState>,
    PageLocale(locale): PageLocale,
    ClientAddress(address): ClientAddress,
    Path(text): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Page, Problem> {
    server.rate_limits.check(Limit::Shared, address, "")?;
    let locale = match asked.lang.as_deref() {
        Some("en") => Locale::En,
        Some("zh-CN") => Locale::Zh,
        _ => locale,
    };
    let other = match locale {
        Locale::Zh => "?lang=en",
        Locale::En => "?lang=zh-CN",
    };
    let style = asset_address("pkg/sandtable.css");
    let shown = match find(&server, &text).await? {
        Some((share, shows, room)) => draw(&server, &share, shows, room, (locale, &style, other)).await?,
        None => None,
    };
    Ok(match shown {
        Some(html) => Page::ok(html),
        None => Page(StatusCode::NOT_FOUND, pages::share_ended(locale, &style, other)),
    })
}

/// The link of an address, and the room as its maker sees it: once he is out of the workspace or the team, or may not share
/// any more, his links show nothing.
async fn find(server: &AppState, text: &str) -> Result<Option<(Share, Shows, Room)>, Problem> {
    let Some((id, secret)) = text.split_at_checked(32) else { return Ok(None) };
    let Ok(id) = uuid::Uuid::try_parse(id) else { return Ok(None) };
    let Some(share) = server.store.share(ShareId(id)).await? else { return Ok(None) };
    let right: bool = token::digest(secret).ct_eq(&share.made.secret_sha256).into();
    if !right || !share.is_open(clock::now()) {
        return Ok(None);
    }
    let Ok(shows) = serde_json::from_str::<Shows>(&share.made.shows) else { return Ok(None) };
    let room = server.hub.read(share.made.by, RoomId::Deal(share.made.deal)).await?;
    Ok(room.filter(|room| may_draw(room, share.made.by)).map(|room| (share, shows, room)))
}

async fn draw(
    server: &AppState,
    share: &Share,
    shows: Shows,
    room: Room,
    (locale, style, other): (Locale, &str, &str),
) -> Result<Option<String>, Problem> {
    let now = clock::now();
    let maker = room.member(share.made.by).map_or(String::new(), |member| member.name.clone());
    let wish = Shared {
        diagrams: shows.diagrams(),
        fishbone: shows.fishbone,
        shown: shows.shown(),
        locale,
        today: now.day(),
        maker,
        until: share.made.expires_at.day(),
        style: style.to_owned(),
        other: other.to_owned(),
    };
    let html = server.studio.work(move || Ok(export::shared(&room, wish))).await?;
    // Whoever reads is not kept waiting, nor turned away, for a note.
    if html.is_some()
        && let Err(error) = server.store.note_share_opened(share.id, now).await
    {
        tracing::warn!(%error, "that a shared link was opened could not be noted");
    }
    Ok(html)
}
