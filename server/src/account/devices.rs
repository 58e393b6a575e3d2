//! `POST /account/devices/...`: ends sessions on other devices, and their sockets at once.

use crate::{
    clock,
    web::{AppState, Problem, SignedIn, redirect},
};
use axum::{
    extract::{Path, State},
    response::Response,
};
use sync::server::SessionId;
use uuid::Uuid;

/// Ends one of one's own sessions. Another person's session is not found.
pub async fn sign_device_out(
    State(server): State<AppState>,
    signed_in: SignedIn,
    Path(id): Path<Uuid>,
) -> Result<Response, Problem> {
    if !server.store.revoke_session(store::SessionId(id), signed_in.user.id).await? {
        return Err(Problem::NotFound);
    }
    server.hub.end_session(SessionId(id.as_u128())).await?;
    Ok(redirect("/account?done=signed-out"))
}

/// Ends all but this one.
pub async fn sign_others_out(State(server): State<AppState>, signed_in: SignedIn) -> Result<Response, Problem> {
    let sessions = server.store.sessions_of(signed_in.user.id, clock::now()).await?;
    server.store.revoke_all(signed_in.user.id, Some(signed_in.session.id)).await?;
    for session in sessions.iter().filter(|session| session.id != signed_in.session.id) {
        server.hub.end_session(SessionId(session.id.0.as_u128())).await?;
    }
    Ok(redirect("/account?done=signed-out"))
}
