//! `GET /sign-in`.

use crate::web::{AppState, Page, PageLocale, Problem, back_to, redirect, signed_in};
use app::pages::{self, DemoDoor, Done, SignInPage};
use axum::{
    extract::{Query, State},
    http::HeaderMap,
    response::{IntoResponse, Response},
};
use model::Locale;
use serde::Deserialize;

/// What stands in the address.
#[derive(Debug, Deserialize)]
pub struct Asked {
    next: Option<String>,
    done: Option<String>,
}

/// The page; who is signed in goes on at once.
pub async fn show_sign_in(
    State(server): State<AppState>,
    PageLocale(locale): PageLocale,
    headers: HeaderMap,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    if server.set_up.is_open(&server.store).await? {
        return Ok(redirect("/set-up"));
    }
    let next = back_to(asked.next.as_deref()).to_owned();
    if asked.done.is_none() && signed_in(&server, &headers).await?.is_some() {
        return Ok(redirect(&next));
    }
    let page = SignInPage {
        next,
        done: asked.done.as_deref().and_then(Done::of),
        doors: doors(&server, locale),
        ..SignInPage::default()
    };
    Ok(Page::ok(pages::sign_in(&server.frame(locale, &headers).at("/sign-in"), &page)).into_response())
}

/// One door per role of the demo; none without it.
pub fn doors(server: &AppState, locale: Locale) -> Vec<DemoDoor> {
    let in_language = |zh: &String, en: &String| if locale == Locale::Zh { zh.clone() } else { en.clone() };
    server
        .demo_users
        .iter()
        .map(|user| DemoDoor {
            login: user.login.clone(),
            name: user.name.clone(),
            initials: user.initials.clone(),
            colour: user.colour,
            label: in_language(&user.label_zh, &user.label_en),
            hint: in_language(&user.hint_zh, &user.hint_en),
        })
        .collect()
}
