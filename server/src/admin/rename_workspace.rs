//! `POST /admin/workspace`.

use super::submit;
use crate::web::{Admin, AppState, Problem};
use axum::{Form, extract::State, http::HeaderMap, response::Response};
use model::{Change, member::MemberChange, text};
use serde::Deserialize;

/// What the form sends.
#[derive(Deserialize)]
pub struct Name {
    name: String,
}

/// Names the workspace.
pub async fn rename_workspace(
    State(server): State<AppState>,
    Admin(admin): Admin,
    headers: HeaderMap,
    Form(form): Form<Name>,
) -> Result<Response, Problem> {
    let name = text::clean(&form.name, false);
    submit(&server, &admin, &headers, vec![Change::Member(MemberChange::NameWorkspace { name })]).await
}
