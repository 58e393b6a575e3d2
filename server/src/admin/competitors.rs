//! `POST /admin/competitors/...`: adds, renames, colours, archives and restores competitors.

use super::submit;
use crate::{
    token,
    web::{Admin, AppState, Problem},
};
use axum::{
    Form,
    extract::{Path, State},
    http::HeaderMap,
    response::Response,
};
use model::{Change, CompetitorId, competitor::CompetitorChange, text};
use serde::Deserialize;
use uuid::Uuid;

/// What the forms send.
#[derive(Deserialize)]
pub struct Competitor {
    name: String,
    colour: String,
}

impl Competitor {
    fn name(&self) -> String {
        text::clean(&self.name, false)
    }

    /// Zero, which the rules refuse, for what is no number.
    fn colour(&self) -> u8 {
        self.colour.parse().unwrap_or_default()
    }
}

/// A new one.
pub async fn add_competitor(
    State(server): State<AppState>,
    Admin(admin): Admin,
    headers: HeaderMap,
    Form(form): Form<Competitor>,
) -> Result<Response, Problem> {
    let id = CompetitorId(token::new_uuid()?);
    let change = CompetitorChange::Add { id, name: form.name(), colour: form.colour() };
    submit(&server, &admin, &headers, vec![Change::Competitor(change)]).await
}

/// Another name or colour. What stays as it is makes no change.
pub async fn change_competitor(
    State(server): State<AppState>,
    Admin(admin): Admin,
    headers: HeaderMap,
    Path(id): Path<Uuid>,
    Form(form): Form<Competitor>,
) -> Result<Response, Problem> {
    let id = CompetitorId(id);
    let before = admin.workspace.competitors.get(&id).ok_or(Problem::NotFound)?;
    let mut changes = Vec::new();
    if form.name() != before.name {
        changes.push(Change::Competitor(CompetitorChange::SetName { id, name: form.name() }));
    }
    if form.colour() != before.colour {
        changes.push(Change::Competitor(CompetitorChange::SetColour { id, colour: form.colour() }));
    }
    submit(&server, &admin, &headers, changes).await
}

/// No longer offered.
pub async fn archive_competitor(
    State(server): State<AppState>,
    Admin(admin): Admin,
    headers: HeaderMap,
    Path(id): Path<Uuid>,
) -> Result<Response, Problem> {
    let change = CompetitorChange::Archive { id: CompetitorId(id) };
    submit(&server, &admin, &headers, vec![Change::Competitor(change)]).await
}

/// Offered again.
pub async fn restore_competitor(
    State(server): State<AppState>,
    Admin(admin): Admin,
    headers: HeaderMap,
    Path(id): Path<Uuid>,
) -> Result<Response, Problem> {
    let change = CompetitorChange::Restore { id: CompetitorId(id) };
    submit(&server, &admin, &headers, vec![Change::Competitor(change)]).await
}
