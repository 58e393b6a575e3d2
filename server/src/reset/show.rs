//! `GET /reset/{token}`: the form for a new password.

use crate::web::{AppState, ClientAddress, Page, PageLocale, Problem, open_link};
use app::pages::{self, ResetPage, Wrong};
use axum::{
    extract::{Path, State},
    http::HeaderMap,
};
use model::Locale;
use std::net::IpAddr;
use store::{LinkKind, User};

/// Whose password a token resets, if it can still be used.
pub(super) async fn find(server: &AppState, from: IpAddr, token: &str) -> Result<User, Problem> {
    match open_link(server, from, token).await?.kind {
        LinkKind::PasswordReset { user } => server.store.user(user).await?.ok_or(Problem::LinkSpent),
        LinkKind::Invitation { .. } => Err(Problem::LinkSpent),
    }
}

pub(super) fn page(
    server: &AppState,
    user: &User,
    locale: Locale,
    headers: &HeaderMap,
    token: &str,
    wrong: Option<Wrong>,
) -> String {
    let page = ResetPage { login: user.login.clone(), wrong };
    pages::reset(&server.frame(locale, headers).at(&format!("/reset/{token}")), &page)
}

/// The form.
pub async fn show(
    State(server): State<AppState>,
    PageLocale(locale): PageLocale,
    ClientAddress(address): ClientAddress,
    headers: HeaderMap,
    Path(token): Path<String>,
) -> Result<Page, Problem> {
    let user = find(&server, address, &token).await?;
    Ok(Page::ok(page(&server, &user, locale, &headers, &token, None)))
}
