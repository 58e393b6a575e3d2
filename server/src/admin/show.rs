//! `GET /admin`.

use crate::{
    clock,
    web::{Admin, AppState, Page, Problem, SignedIn},
};
use app::pages::{self, AdminPage, CompetitorRow, DealChoice, Done, LinkRow, LinkWhat, MemberRow, NewLink, Wrong};
use axum::{
    extract::{Query, State},
    http::HeaderMap,
};
use model::{StreamId, UserId, card::Card, member::Workspace};
use serde::Deserialize;
use std::collections::HashMap;
use store::{Link, LinkKind};

/// What stands in the address.
#[derive(Debug, Deserialize)]
pub struct Asked {
    done: Option<String>,
}

/// The page.
pub async fn show(
    State(server): State<AppState>,
    Admin(admin): Admin,
    headers: HeaderMap,
    Query(asked): Query<Asked>,
) -> Result<Page, Problem> {
    let done = asked.done.as_deref().and_then(Done::of);
    Ok(Page::ok(page(&server, &admin, &headers, done, None, None).await?))
}

pub(super) async fn page(
    server: &AppState,
    admin: &SignedIn,
    headers: &HeaderMap,
    done: Option<Done>,
    wrong: Option<Wrong>,
    new_link: Option<NewLink>,
) -> Result<String, Problem> {
    let workspace = &*admin.workspace;
    let logins: HashMap<UserId, String> =
        server.store.list_users().await?.into_iter().map(|user| (user.id, user.login)).collect();
    let links = server.store.links_open(clock::now()).await?;
    let page = AdminPage {
        workspace: workspace.name.clone(),
        members: members(workspace, &logins, admin.user.id),
        links: links.into_iter().map(|link| link_row(workspace, link)).collect(),
        deals: own_deals(server, admin.user.id).await?,
        competitors: competitors(workspace),
        new_link,
        wrong,
        done,
    };
    Ok(pages::admin(&server.frame_for(admin, headers).at("/admin"), &page))
}

fn members(workspace: &Workspace, logins: &HashMap<UserId, String>, admin: UserId) -> Vec<MemberRow> {
    let mut rows: Vec<MemberRow> = workspace
        .members
        .iter()
        .map(|(id, member)| MemberRow {
            id: id.to_string(),
            name: member.name.clone(),
            initials: member.initials.clone(),
            colour: member.colour,
            login: logins.get(id).cloned().unwrap_or_default(),
            role: member.role,
            left: member.left,
            is_self: *id == admin,
        })
        .collect();
    rows.sort_by_key(|row| (row.left, crate::pinyin::sort_key(&row.name)));
    rows
}

fn link_row(workspace: &Workspace, link: Link) -> LinkRow {
    LinkRow {
        id: link.id.0.to_string(),
        what: what(workspace, &link.kind),
        made_by: name_of(workspace, link.created_by),
        until: link.expires_at.day(),
    }
}

pub(super) fn what(workspace: &Workspace, kind: &LinkKind) -> LinkWhat {
    match kind {
        LinkKind::Invitation { role, .. } => LinkWhat::Invitation(*role),
        LinkKind::PasswordReset { user } => LinkWhat::Reset(name_of(workspace, *user)),
    }
}

fn name_of(workspace: &Workspace, user: UserId) -> String {
    workspace.members.get(&user).map_or_else(|| "Sandtable".to_owned(), |member| member.name.clone())
}

/// Deals the admin is in himself: an admin does not see the others.
async fn own_deals(server: &AppState, admin: UserId) -> Result<Vec<DealChoice>, Problem> {
    let cards = server.store.cards().await?;
    Ok(cards
        .into_iter()
        .filter_map(|(stream, _, card)| match (stream, card) {
            (StreamId::Deal(id), Card::Deal(card)) if !card.archived && card.team.contains_key(&admin) => {
                Some(DealChoice { id: id.to_string(), name: card.name })
            }
            _ => None,
        })
        .collect())
}

fn competitors(workspace: &Workspace) -> Vec<CompetitorRow> {
    let mut rows: Vec<CompetitorRow> = workspace
        .competitors
        .iter()
        .map(|(id, rival)| CompetitorRow {
            id: id.to_string(),
            name: rival.name.clone(),
            colour: rival.colour,
            archived: rival.archived,
        })
        .collect();
    rows.sort_by_key(|row| (row.archived, crate::pinyin::sort_key(&row.name)));
    rows
}
