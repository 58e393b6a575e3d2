//! `POST /admin/links/{id}/revoke`.

use crate::web::{Admin, AppState, Problem, redirect};
use axum::{
    extract::{Path, State},
    response::Response,
};
use store::LinkId;
use uuid::Uuid;

/// Makes a link unusable.
pub async fn revoke_link(
    State(server): State<AppState>,
    Admin(_): Admin,
    Path(id): Path<Uuid>,
) -> Result<Response, Problem> {
    if server.store.revoke_link(LinkId(id)).await? {
        Ok(redirect("/admin?done=revoked"))
    } else {
        Err(Problem::NotFound)
    }
}
