//! `GET /readyz`: whether requests should come here: the database answers and edits can be written.

use crate::web::AppState;
use axum::{Json, extract::State, http::StatusCode};
use serde_json::{Value, json};
use std::time::Duration;

/// A database that takes longer is away.
const ANSWER_WITHIN: Duration = Duration::from_secs(2);

/// Whether requests should come here.
pub async fn readyz(State(server): State<AppState>) -> (StatusCode, Json<Value>) {
    let database = matches!(tokio::time::timeout(ANSWER_WITHIN, server.store.position()).await, Ok(Ok(_)));
    let writer = server.hub.is_writing();
    let status = if database && writer { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE };
    (status, Json(json!({ "database": database, "writer": writer })))
}
