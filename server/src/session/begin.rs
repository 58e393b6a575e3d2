//! A new session on this device.

use crate::{
    clock,
    language::remember_locale,
    token,
    web::{AppState, Problem, SESSION_DAYS, redirect, session_cookie},
};
use axum::{
    http::{HeaderMap, header},
    response::Response,
};
use model::{Locale, UserId};
use store::NewSession;

/// Characters of a device's name.
const DEVICE_MAX: usize = 80;

/// Begins a session and goes to `next`. A session this browser had before stays in the list of devices until it is revoked
/// or ends: it can be another person's.
pub async fn begin(
    server: &AppState,
    headers: &HeaderMap,
    user: UserId,
    locale: Locale,
    next: &str,
) -> Result<Response, Problem> {
    let token = token::new()?;
    let now = clock::now();
    let session = NewSession {
        token_sha256: token::digest(&token),
        user,
        created_at: now,
        expires_at: now.plus_days(SESSION_DAYS),
        device: device(headers),
    };
    server.store.create_session(session).await?;
    tracing::info!(%user, "signed in");
    let mut response = redirect(next);
    let secure = server.options.origin.is_secure();
    let cookie = format!(
        "{}={token}; Path=/; HttpOnly; SameSite=Lax; Max-Age={}{}",
        session_cookie(secure),
        SESSION_DAYS * 24 * 60 * 60,
        if secure { "; Secure" } else { "" },
    );
    if let Ok(cookie) = cookie.parse() {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    remember_locale(&mut response, locale);
    Ok(response)
}

/// What the user will recognise the device by: browser and system, as far as the browser says.
fn device(headers: &HeaderMap) -> String {
    let agent = headers.get(header::USER_AGENT).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let first = |names: &[(&'static str, &'static str)]| {
        names.iter().find(|(part, _)| agent.contains(part)).map(|(_, name)| *name)
    };
    // The order matters: every browser also claims to be those it wants to be taken for.
    let browser = first(&[
        ("MicroMessenger", "WeChat"),
        ("Edg", "Edge"),
        ("Firefox", "Firefox"),
        ("Chrome", "Chrome"),
        ("Safari", "Safari"),
    ]);
    let system = first(&[
        ("Android", "Android"),
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("HarmonyOS", "HarmonyOS"),
        ("Windows", "Windows"),
        ("Mac OS", "macOS"),
        ("Linux", "Linux"),
    ]);
    match (browser, system) {
        (Some(browser), Some(system)) => format!("{browser} · {system}"),
        (Some(one), None) | (None, Some(one)) => one.to_owned(),
        (None, None) => model::text::clean(agent, false).chars().take(DEVICE_MAX).collect(),
    }
}

/// Whether a login has the form of one: it is typed, spoken and printed, so it is plain.
pub fn login_is_valid(login: &str) -> bool {
    let length = login.chars().count();
    (3..=64).contains(&length) && login.chars().all(|c| c.is_alphanumeric() || "._-@".contains(c))
}
