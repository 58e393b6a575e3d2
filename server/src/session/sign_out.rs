//! `POST /sign-out`: ends the session of this device and its sockets.

use crate::web::{AppState, Problem, redirect, session_cookie, signed_in};
use axum::{
    extract::State,
    http::{HeaderMap, header},
    response::Response,
};
use sync::server::SessionId;

/// Ends the session. Signing out twice is no error.
pub async fn sign_out(State(server): State<AppState>, headers: HeaderMap) -> Result<Response, Problem> {
    if let Some((user, session)) = signed_in(&server, &headers).await? {
        server.store.revoke_session(session.id, user.id).await?;
        server.hub.end_session(SessionId(session.id.0.as_u128())).await?;
    }
    let mut response = redirect("/sign-in?done=left");
    clear_cookie(&server, &mut response);
    Ok(response)
}

/// Takes the cookie away.
pub fn clear_cookie(server: &AppState, response: &mut Response) {
    let secure = server.options.origin.is_secure();
    let cookie = format!(
        "{}=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0{}",
        session_cookie(secure),
        if secure { "; Secure" } else { "" },
    );
    if let Ok(cookie) = cookie.parse() {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
}
