//! All routes of the public port.

use super::{AppState, assets, headers, problem};
use crate::{
    account, admin, export, health, import, invitation, language, me, reset, room, session, setup, share, socket,
};
use axum::{
    Router,
    extract::DefaultBodyLimit,
    http::StatusCode,
    middleware,
    routing::{get, post},
};
use std::time::Duration;
use tower_http::{
    catch_panic::CatchPanicLayer, compression::CompressionLayer, csrf::CsrfLayer, timeout::TimeoutLayer,
    trace::TraceLayer,
};

/// The largest form is a name and a password; a 1 MB name has to reach the rule that refuses it with a sentence.
const FORM_BYTES: usize = 4 * 1024 * 1024;
/// Every answer is quick but for a password behind others.
const ANSWER_WITHIN: Duration = Duration::from_secs(30);

/// All routes with what surrounds them.
pub fn routes(server: AppState) -> Router {
    let mut pages = Router::new()
        .route("/", get(session::start))
        .route("/sign-in", get(session::show_sign_in).post(session::sign_in))
        .route("/sign-out", post(session::sign_out))
        .route("/language", post(language::choose))
        .route("/set-up", get(setup::show).post(setup::create_first_admin))
        .route("/invitations/{token}", get(invitation::show).post(invitation::accept))
        .route("/reset/{token}", get(reset::show).post(reset::set_password))
        .route("/account", get(account::show))
        .route("/account/profile", post(account::change_profile))
        .route("/account/password", post(account::change_password))
        .route("/account/devices/{id}/sign-out", post(account::sign_device_out))
        .route("/account/devices/sign-out-others", post(account::sign_others_out))
        .route("/admin", get(admin::show))
        .route("/admin/workspace", post(admin::rename_workspace))
        .route("/admin/members/{id}/role", post(admin::set_role))
        .route("/admin/members/{id}/remove", post(admin::remove_member))
        .route("/admin/members/{id}/reset-link", post(admin::make_reset_link))
        .route("/admin/invitations", post(admin::invite))
        .route("/admin/links/{id}/revoke", post(admin::revoke_link))
        .route("/admin/competitors", post(admin::add_competitor))
        .route("/admin/competitors/{id}", post(admin::change_competitor))
        .route("/admin/competitors/{id}/archive", post(admin::archive_competitor))
        .route("/admin/competitors/{id}/restore", post(admin::restore_competitor))
        .route("/api/me", get(me::show))
        .route("/api/me/locale", post(me::set_locale))
        .route("/api/me/seen/{deal}", post(me::seen))
        .route("/api/rooms/{room}", get(room::show))
        .route("/api/deals/{deal}/log", get(room::log))
        .route("/api/deals/{deal}/suggestions", get(room::suggestions))
        .route("/api/deals/{deal}/export/{file}", get(export::draw))
        .route("/api/deals/{deal}/exports", get(export::list))
        .route("/api/deals/{deal}/shares", get(share::list).post(share::create))
        .route("/api/deals/{deal}/shares/{id}/revoke", post(share::revoke))
        .route(
            "/api/accounts/{account}/import/read",
            post(import::read).layer(DefaultBodyLimit::max(model::import::FILE_BYTES)),
        )
        .route("/api/accounts/{account}/import", post(import::write))
        .route("/api/accounts/{account}/imports/{batch}/take-back", post(import::take_back))
        .route("/print/{deal}/{diagram}", get(export::print))
        .route("/s/{token}", get(share::show))
        .route("/w", get(assets::shell))
        .route("/w/{*path}", get(assets::shell))
        .route("/healthz", get(health::healthz))
        .route("/readyz", get(health::readyz));
    if server.options.demo {
        pages = pages.route("/demo/sign-in", post(session::enter_demo));
    }
    let mut csrf = CsrfLayer::new();
    match csrf.clone().add_trusted_origin(server.options.origin.as_str()) {
        Ok(trusting) => csrf = trusting,
        Err(error) => tracing::warn!(%error, "forms are accepted under the requested host name only"),
    }
    let pages = pages
        .fallback(assets::file)
        .layer(DefaultBodyLimit::max(FORM_BYTES))
        .layer(TimeoutLayer::with_status_code(StatusCode::SERVICE_UNAVAILABLE, ANSWER_WITHIN))
        .layer(CompressionLayer::new());
    Router::new()
        // Not behind compression and time-out: the connection stays.
        .route("/ws", get(socket::open))
        .merge(pages)
        .layer(csrf)
        .layer(CatchPanicLayer::new())
        .layer(middleware::from_fn_with_state(server.clone(), problem::explain))
        .layer(middleware::from_fn_with_state(server.clone(), headers::secure))
        .layer(TraceLayer::new_for_http().make_span_with(span))
        .with_state(server)
}

/// What the log says of a request: never the query, and of addresses with a one-time token only their kind.
fn span(request: &axum::extract::Request) -> tracing::Span {
    let path = request.uri().path();
    let path = match path.split('/').nth(1) {
        Some("invitations") => "/invitations/…",
        Some("reset") => "/reset/…",
        Some("s") => "/s/…",
        _ => path,
    };
    tracing::debug_span!("request", method = %request.method(), path)
}
