//! `POST /demo/sign-in`: one click for each role. The route exists only with `--demo`, and it opens only the users the demo
//! itself has made: an account somebody added to a demo server keeps its password.

use super::begin;
use crate::web::{AppState, Problem, back_to};
use axum::{Form, extract::State, http::HeaderMap, response::Response};
use serde::Deserialize;

/// What the form sends.
#[derive(Deserialize)]
pub struct Role {
    login: String,
    next: Option<String>,
}

/// Begins a session as this role.
pub async fn enter_demo(
    State(server): State<AppState>,
    headers: HeaderMap,
    Form(form): Form<Role>,
) -> Result<Response, Problem> {
    let role = server.demo_users.iter().find(|user| user.login == form.login).ok_or(Problem::NotFound)?;
    let user = server.store.user(role.id).await?.filter(|user| !user.disabled).ok_or(Problem::NotFound)?;
    begin(&server, &headers, user.id, user.locale, back_to(form.next.as_deref())).await
}
