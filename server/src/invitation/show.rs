//! `GET /invitations/{token}`: who invites, to what, and the form.

use crate::{
    token,
    web::{AppState, ClientAddress, Page, PageLocale, Problem, open_link},
};
use app::pages::{self, InvitationPage, PersonFields, Wrong};
use axum::{
    extract::{Path, State},
    http::HeaderMap,
};
use model::{DealId, DealRole, Locale, UserId, WorkspaceRole};
use std::net::IpAddr;
use store::LinkKind;
use sync::frame::RoomId;

/// What an invitation gives.
pub(super) struct Invited {
    pub(super) digest: [u8; 32],
    pub(super) inviter: UserId,
    pub(super) role: WorkspaceRole,
    pub(super) deal: Option<(DealId, DealRole)>,
}

/// The invitation behind a token, if it can still be used.
pub(super) async fn find(server: &AppState, from: IpAddr, token: &str) -> Result<Invited, Problem> {
    let link = open_link(server, from, token).await?;
    match link.kind {
        LinkKind::Invitation { role, deal } => {
            Ok(Invited { digest: token::digest(token), inviter: link.created_by, role, deal })
        }
        LinkKind::PasswordReset { .. } => Err(Problem::LinkSpent),
    }
}

pub(super) async fn page(
    server: &AppState,
    invited: &Invited,
    locale: Locale,
    headers: &HeaderMap,
    token: &str,
    person: PersonFields,
    wrong: Option<Wrong>,
) -> Result<String, Problem> {
    let workspace = server.hub.workspace().await?;
    let deal = match invited.deal {
        None => None,
        Some((deal, _)) => server.hub.read(invited.inviter, RoomId::Deal(deal)).await?,
    };
    let page = InvitationPage {
        workspace: workspace.name.clone(),
        inviter: workspace.members.get(&invited.inviter).map(|member| member.name.clone()).unwrap_or_default(),
        role: invited.role,
        deal: deal.and_then(|room| Some(room.deal()?.1.facts.as_ref()?.name.clone())),
        person,
        wrong,
    };
    Ok(pages::invitation(&server.frame(locale, headers).at(&format!("/invitations/{token}")), &page))
}

/// The form.
pub async fn show(
    State(server): State<AppState>,
    PageLocale(locale): PageLocale,
    ClientAddress(address): ClientAddress,
    headers: HeaderMap,
    Path(token): Path<String>,
) -> Result<Page, Problem> {
    let invited = find(&server, address, &token).await?;
    let person = PersonFields { colour: 1, ..PersonFields::default() };
    Ok(Page::ok(page(&server, &invited, locale, &headers, &token, person, None).await?))
}
