//! `GET /healthz`: the process runs. Says nothing of the database, so that nobody restarts a server for a database's sake.

/// The process runs.
pub async fn healthz() -> &'static str {
    "ok"
}
