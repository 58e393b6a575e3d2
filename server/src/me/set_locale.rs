//! `POST /api/me/locale`: the language chosen in the app, for the next device and for pages rendered here.

use crate::web::{ApiUser, AppState, Problem};
use axum::{Json, extract::State, extract::rejection::JsonRejection, http::StatusCode};
use model::Locale;
use serde::Deserialize;

/// What the app sends.
#[derive(Debug, Deserialize)]
pub struct Choice {
    locale: Locale,
}

/// Keeps the choice.
pub async fn set_locale(
    State(server): State<AppState>,
    ApiUser(signed_in): ApiUser,
    choice: Result<Json<Choice>, JsonRejection>,
) -> Result<StatusCode, Problem> {
    let Json(Choice { locale }) = choice.map_err(|_| Problem::Malformed)?;
    server.store.set_locale(signed_in.user.id, locale).await?;
    Ok(StatusCode::NO_CONTENT)
}
