//! The language of a page: the user's, else the one chosen by the link on the page, else the browser's.

use axum::{
    extract::FromRequestParts,
    http::{HeaderMap, header, request::Parts},
};
use model::Locale;
use std::convert::Infallible;

/// Cookie of the language link; readable by scripts, because the app changes it too.
pub const COOKIE: &str = "sandtable_lang";

/// The language of somebody who has not signed in.
#[derive(Clone, Copy, Debug)]
pub struct PageLocale(pub Locale);

impl<S: Sync> FromRequestParts<S> for PageLocale {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(Self(of_headers(&parts.headers)))
    }
}

/// See [`PageLocale`].
pub fn of_headers(headers: &HeaderMap) -> Locale {
    match super::caller::cookie(headers, COOKIE) {
        Some("zh-CN") => return Locale::Zh,
        Some("en") => return Locale::En,
        _ => {}
    }
    let header = headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    Locale::of_header(header)
}
