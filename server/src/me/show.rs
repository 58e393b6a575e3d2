//! `GET /api/me`: who I am, what the app asks at its start.

use crate::web::{ApiUser, AppState};
use axum::{Json, extract::State};
use model::{Locale, UserId};
use serde::Serialize;

/// The answer.
#[derive(Debug, Serialize)]
pub struct Me {
    id: UserId,
    name: String,
    initials: String,
    colour: u8,
    locale: Locale,
    is_admin: bool,
    demo: bool,
    version: &'static str,
}

/// Who I am. 401 without a session.
pub async fn show(State(server): State<AppState>, ApiUser(signed_in): ApiUser) -> Json<Me> {
    let member = signed_in.member();
    Json(Me {
        id: signed_in.user.id,
        name: member.map(|member| member.name.clone()).unwrap_or_default(),
        initials: member.map(|member| member.initials.clone()).unwrap_or_default(),
        colour: member.map_or(1, |member| member.colour),
        locale: signed_in.user.locale,
        is_admin: member.is_some_and(|member| member.role == model::WorkspaceRole::Admin),
        demo: server.options.demo,
        version: env!("CARGO_PKG_VERSION"),
    })
}
