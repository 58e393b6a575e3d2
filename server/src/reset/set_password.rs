//! `POST /reset/{token}`: sets the password and ends every session of the user.

use super::show::{find, page};
use crate::{
    clock,
    password::PasswordError,
    token,
    web::{AppState, ClientAddress, Page, PageLocale, Problem, redirect},
};
use app::pages::Wrong;
use axum::{
    Form,
    extract::{Path, State},
    http::HeaderMap,
    response::{IntoResponse, Response},
};
use serde::Deserialize;

/// What the form sends.
#[derive(Deserialize)]
pub struct NewPassword {
    password: String,
    password_again: String,
}

/// Sets the password; the link is used up.
pub async fn set_password(
    State(server): State<AppState>,
    PageLocale(locale): PageLocale,
    ClientAddress(address): ClientAddress,
    headers: HeaderMap,
    Path(token): Path<String>,
    Form(form): Form<NewPassword>,
) -> Result<Response, Problem> {
    let user = find(&server, address, &token).await?;
    let wrong = |wrong| Page::wrong(page(&server, &user, locale, &headers, &token, Some(wrong))).into_response();
    if form.password != form.password_again {
        return Ok(wrong(Wrong::PasswordsDiffer));
    }
    let hash = match server.passwords.hash(form.password).await {
        Ok(hash) => hash,
        Err(PasswordError::Length) => return Ok(wrong(Wrong::PasswordLength)),
        Err(error) => return Err(error.into()),
    };
    let user = server
        .store
        .reset_password_by_link(token::digest(&token), clock::now(), &hash)
        .await?
        .ok_or(Problem::LinkSpent)?;
    server.hub.end_user(user).await?;
    tracing::info!(%user, "a password was reset by a link");
    Ok(redirect("/sign-in?done=reset"))
}
