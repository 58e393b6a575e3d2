//! `POST /admin/members/{id}/role`.

use super::submit;
use crate::web::{Admin, AppState, Problem};
use axum::{
    Form,
    extract::{Path, State},
    http::HeaderMap,
    response::Response,
};
use model::{Change, UserId, WorkspaceRole, member::MemberChange};
use serde::Deserialize;
use uuid::Uuid;

/// What the form sends.
#[derive(Deserialize)]
pub struct Role {
    role: WorkspaceRole,
}

/// Gives a role in the workspace.
pub async fn set_role(
    State(server): State<AppState>,
    Admin(admin): Admin,
    headers: HeaderMap,
    Path(id): Path<Uuid>,
    Form(form): Form<Role>,
) -> Result<Response, Problem> {
    let change = MemberChange::SetRole { user: UserId(id), role: form.role };
    submit(&server, &admin, &headers, vec![Change::Member(change)]).await
}
