//! `GET /readyz`: whether requests should come here: the database answers and edits can be written.

use crate::{clock, web::AppState};
use axum::{Json, extract::State, http::StatusCode};
use serde_json::{Value, json};
use std::time::Duration;
use store::StoreError;

/// A database that takes longer is away.
const ANSWER_WITHIN: Duration = Duration::from_secs(2);

/// Whether requests should come here.
pub async fn readyz(State(server): State<AppState>) -> (StatusCode, Json<Value>) {
    let database = answers(server.store.position()).await;
    // After an edit that was not written, any other write tells: who waits for the next edit may wait for ever.
    let writer = server.hub.is_running()
        && (!server.hub.has_failed_to_write() || answers(server.store.sweep_sessions(clock::now())).await);
    let status = if database && writer { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE };
    (status, Json(json!({ "database": database, "writer": writer })))
}

async fn answers<T>(question: impl Future<Output = Result<T, StoreError>>) -> bool {
    matches!(tokio::time::timeout(ANSWER_WITHIN, question).await, Ok(Ok(_)))
}
