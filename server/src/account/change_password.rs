//! `POST /account/password`: a new password, for who knows the old one. Every other device has to sign in again.

use super::show::page;
use crate::{
    clock,
    password::PasswordError,
    rate_limit::{Limit, Wait},
    web::{AppState, ClientAddress, Page, Problem, SignedIn, redirect},
};
use app::pages::Wrong;
use axum::{
    Form,
    extract::State,
    http::HeaderMap,
    response::{IntoResponse, Response},
};
use serde::Deserialize;
use sync::server::SessionId;

/// What the form sends.
#[derive(Deserialize)]
pub struct Passwords {
    password_now: String,
    password: String,
    password_again: String,
}

/// Changes the password.
pub async fn change_password(
    State(server): State<AppState>,
    signed_in: SignedIn,
    ClientAddress(address): ClientAddress,
    headers: HeaderMap,
    Form(form): Form<Passwords>,
) -> Result<Response, Problem> {
    let user = &signed_in.user;
    server
        .rate_limits
        .check(Limit::Login, address, &user.login)
        .map_err(|Wait(wait)| Problem::TooManyTries { wait })?;
    let wrong =
        async |wrong| Ok(Page::wrong(page(&server, &signed_in, &headers, None, Some(wrong)).await?).into_response());
    if !server.passwords.verify(form.password_now, user.password_hash.clone()).await? {
        return wrong(Wrong::PasswordWrong).await;
    }
    server.rate_limits.forgive(Limit::Login, address, &user.login);
    if form.password != form.password_again {
        return wrong(Wrong::PasswordsDiffer).await;
    }
    let hash = match server.passwords.hash(form.password).await {
        Ok(hash) => hash,
        Err(PasswordError::Length) => return wrong(Wrong::PasswordLength).await,
        Err(error) => return Err(error.into()),
    };
    let sessions = server.store.sessions_of(user.id, clock::now()).await?;
    server.store.set_password_hash(user.id, Some(&hash)).await?;
    server.store.revoke_all(user.id, Some(signed_in.session.id)).await?;
    for session in sessions.iter().filter(|session| session.id != signed_in.session.id) {
        server.hub.end_session(SessionId(session.id.0.as_u128())).await?;
    }
    tracing::info!(user = %user.id, "a password was changed");
    Ok(redirect("/account?done=password"))
}
