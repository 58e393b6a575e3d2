//! `POST /admin/invitations`: makes a link by which somebody becomes a member.

use super::show::{page, what};
use crate::{
    clock, token,
    web::{Admin, AppState, Page, Problem},
};
use app::pages::NewLink;
use axum::{Form, extract::State, http::HeaderMap};
use model::{DealId, DealRole, WorkspaceRole};
use serde::Deserialize;
use store::LinkKind;
use sync::frame::RoomId;

/// Longest life of an invitation, in days: after a month nobody remembers whom it was for.
const DAYS_MAX: i64 = 30;

/// What the form sends.
#[derive(Deserialize)]
pub struct Invitation {
    role: WorkspaceRole,
    deal: Option<String>,
    deal_role: Option<DealRole>,
    days: i64,
}

/// Makes the link and shows it, this once: only its digest is kept.
pub async fn invite(
    State(server): State<AppState>,
    Admin(admin): Admin,
    headers: HeaderMap,
    Form(form): Form<Invitation>,
) -> Result<Page, Problem> {
    if !(1..=DAYS_MAX).contains(&form.days) {
        return Err(Problem::Malformed);
    }
    let deal = match form.deal.as_deref().filter(|deal| !deal.is_empty()) {
        None => None,
        Some(deal) => {
            let deal: DealId = deal.parse().map_err(|_| Problem::Malformed)?;
            // Whoever can not read a deal can not invite to it.
            server.hub.read(admin.user.id, RoomId::Deal(deal)).await?.ok_or(Problem::NotFound)?;
            Some((deal, form.deal_role.unwrap_or(DealRole::WorkGroup)))
        }
    };
    let kind = LinkKind::Invitation { role: form.role, deal };
    let token = token::new()?;
    let now = clock::now();
    let link = store::NewLink {
        token_sha256: token::digest(&token),
        kind: kind.clone(),
        created_by: admin.user.id,
        created_at: now,
        expires_at: now.plus_days(form.days),
    };
    server.store.create_link(link).await?;
    let new_link = NewLink {
        what: what(&admin.workspace, &kind),
        address: format!("{}/invitations/{token}", server.options.origin.as_str()),
    };
    Ok(Page::ok(page(&server, &admin, &headers, None, None, Some(new_link)).await?))
}
