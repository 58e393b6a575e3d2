//! `POST /language`: the other language, for this browser and, if somebody is signed in, for him everywhere.

use crate::web::{AppState, LOCALE_COOKIE, Problem, back_to, redirect, signed_in};
use axum::{
    Form,
    extract::State,
    http::{HeaderMap, header},
    response::Response,
};
use model::Locale;
use serde::Deserialize;

/// A year.
const COOKIE_SECONDS: u32 = 365 * 24 * 60 * 60;

/// What the form sends.
#[derive(Debug, Deserialize)]
pub struct Choice {
    to: Locale,
    back: Option<String>,
}

/// Keeps the choice and goes back.
pub async fn choose(
    State(server): State<AppState>,
    headers: HeaderMap,
    Form(choice): Form<Choice>,
) -> Result<Response, Problem> {
    if let Some((user, _)) = signed_in(&server, &headers).await? {
        server.store.set_locale(user.id, choice.to).await?;
    }
    let mut response = redirect(back_to(choice.back.as_deref()));
    remember_locale(&mut response, choice.to);
    Ok(response)
}

/// Sets the cookie that pages are shown by before somebody has signed in. Scripts may read it: the app starts with it.
pub fn remember_locale(response: &mut Response, locale: Locale) {
    let cookie = format!("{LOCALE_COOKIE}={}; Path=/; SameSite=Lax; Max-Age={COOKIE_SECONDS}", locale.tag());
    if let Ok(cookie) = cookie.parse() {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
}
