//! `POST /sign-in`: login and password.

use super::{begin, show_sign_in::doors};
use crate::{
    rate_limit::Limit,
    web::{AppState, ClientAddress, Page, PageLocale, Problem, back_to},
};
use app::pages::{self, SignInPage, Wrong};
use axum::{
    Form,
    extract::State,
    http::HeaderMap,
    response::{IntoResponse, Response},
};
use serde::Deserialize;

/// What the form sends.
#[derive(Deserialize)]
pub struct Credentials {
    login: String,
    password: String,
    next: Option<String>,
}

/// Begins a session if the password fits. An unknown login takes as long and is answered the same.
pub async fn sign_in(
    State(server): State<AppState>,
    PageLocale(locale): PageLocale,
    ClientAddress(address): ClientAddress,
    headers: HeaderMap,
    Form(form): Form<Credentials>,
) -> Result<Response, Problem> {
    let login = form.login.trim();
    server.rate_limits.check(Limit::Address, address, "")?;
    server.rate_limits.check(Limit::Login, address, login)?;
    let user = server.store.user_by_login(login).await?.filter(|user| !user.disabled);
    let hash = user.as_ref().and_then(|user| user.password_hash.clone());
    let fits = server.passwords.verify(form.password, hash).await?;
    let next = back_to(form.next.as_deref());
    match user {
        Some(user) if fits => {
            server.rate_limits.forgive(Limit::Login, address, login);
            begin(&server, &headers, user.id, user.locale, next).await
        }
        _ => {
            tracing::info!(%address, "a sign-in failed");
            let page = SignInPage {
                login: login.to_owned(),
                next: next.to_owned(),
                wrong: Some(Wrong::Credentials),
                done: None,
                doors: doors(&server, locale),
            };
            Ok(Page::wrong(pages::sign_in(&server.frame(locale, &headers).at("/sign-in"), &page)).into_response())
        }
    }
}
