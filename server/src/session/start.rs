//! `GET /`: where to go from here.

use crate::web::{AppState, Problem, redirect, signed_in};
use axum::{extract::State, http::HeaderMap, response::Response};

/// To the board, to the sign-in page, or to the set-up while there is no user.
pub async fn start(State(server): State<AppState>, headers: HeaderMap) -> Result<Response, Problem> {
    if server.set_up.is_open(&server.store).await? {
        return Ok(redirect("/set-up"));
    }
    let to = if signed_in(&server, &headers).await?.is_some() { "/w/board" } else { "/sign-in" };
    Ok(redirect(to))
}
