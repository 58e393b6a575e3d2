//! `POST /admin/members/{id}/reset-link`: makes a link by which a member chooses a new password.

use super::show::{page, what};
use crate::{
    clock, token,
    web::{Admin, AppState, Page, Problem},
};
use app::pages::NewLink;
use axum::{
    extract::{Path, State},
    http::HeaderMap,
};
use model::{Millis, UserId};
use store::{LinkKind, Store};
use uuid::Uuid;

/// A reset link is asked for by somebody who waits for it.
const DAYS: i64 = 2;

/// Makes the link and shows it, this once.
pub async fn make_reset_link(
    State(server): State<AppState>,
    Admin(admin): Admin,
    headers: HeaderMap,
    Path(id): Path<Uuid>,
) -> Result<Page, Problem> {
    let user = UserId(id);
    server.store.user(user).await?.filter(|user| !user.disabled).ok_or(Problem::NotFound)?;
    let address = link(&server.store, server.options.origin.as_str(), user, admin.user.id, clock::now()).await?;
    tracing::info!(%user, by = %admin.user.id, "a reset link was made");
    let new_link = NewLink { what: what(&admin.workspace, &LinkKind::PasswordReset { user }), address };
    Ok(Page::ok(page(&server, &admin, &headers, None, None, Some(new_link)).await?))
}

/// Makes a reset link; the command line does too.
pub async fn link(store: &Store, origin: &str, user: UserId, by: UserId, now: Millis) -> Result<String, Problem> {
    let token = token::new()?;
    let link = store::NewLink {
        token_sha256: token::digest(&token),
        kind: LinkKind::PasswordReset { user },
        created_by: by,
        created_at: now,
        expires_at: now.plus_days(DAYS),
    };
    store.create_link(link).await?;
    Ok(format!("{origin}/reset/{token}"))
}
