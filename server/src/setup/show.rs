//! `GET /set-up`: the form for the first admin, or where to find its address.

use crate::web::{AppState, Page, PageLocale, Problem, redirect};
use app::pages::{self, PersonFields, SetUpPage};
use axum::{
    extract::{Query, State},
    http::HeaderMap,
    response::{IntoResponse, Response},
};
use serde::Deserialize;

/// What stands in the address.
#[derive(Debug, Deserialize)]
pub struct Asked {
    token: Option<String>,
}

/// The form if the address has a token, right or wrong: only sending it tells.
pub async fn show(
    State(server): State<AppState>,
    PageLocale(locale): PageLocale,
    headers: HeaderMap,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    if !server.set_up.is_open(&server.store).await? {
        return Ok(redirect("/sign-in"));
    }
    let frame = server.frame(locale, &headers);
    let Some(token) = asked.token else {
        return Ok(Page::ok(pages::set_up_waiting(&frame.at("/set-up"))).into_response());
    };
    let frame = frame.at(&format!("/set-up?token={token}"));
    let person = PersonFields { colour: 1, ..PersonFields::default() };
    let page = SetUpPage { token, person, ..SetUpPage::default() };
    Ok(Page::ok(pages::set_up(&frame, &page)).into_response())
}
