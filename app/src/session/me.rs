//! Who is in front of this browser.

use model::{Locale, UserId};
use serde::{Deserialize, Serialize};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// The user, as `/api/me` says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Me {
    /// Id.
    pub id: UserId,
    /// Full name.
    pub name: String,
    /// Initials.
    pub initials: String,
    /// Colour of the avatar.
    pub colour: u8,
    /// Language of the profile.
    pub locale: Locale,
    /// Whether he manages the workspace.
    pub is_admin: bool,
}

/// What asking for the user came to.
pub(super) enum Asked {
    /// The server knows him.
    Known(Me),
    /// Nobody is signed in.
    SignedOut,
    /// No answer: no network, or a server that can not answer now.
    NoAnswer,
}

/// The last user of this browser: whose replica is opened when there is no network.
const LAST_USER: &str = "sandtable-user";

pub(super) async fn ask() -> Asked {
    match fetch_me().await {
        Ok(answer) => answer,
        Err(_) => Asked::NoAnswer,
    }
}

async fn fetch_me() -> Result<Asked, JsValue> {
    let window = web_sys::window().ok_or(JsValue::NULL)?;
    let response: web_sys::Response = JsFuture::from(window.fetch_with_str("/api/me")).await?.dyn_into()?;
    if response.status() == 401 || response.status() == 403 {
        return Ok(Asked::SignedOut);
    }
    if !response.ok() {
        return Ok(Asked::NoAnswer);
    }
    let text = JsFuture::from(response.text()?).await?.as_string().unwrap_or_default();
    let Ok(me) = model::json::from_str::<Me>(&text) else { return Ok(Asked::NoAnswer) };
    Ok(Asked::Known(me))
}

fn local_storage() -> Option<web_sys::Storage> {
    web_sys::window()?.local_storage().ok()?
}

pub(super) fn remember(me: &Me) {
    if let (Some(storage), Ok(json)) = (local_storage(), serde_json::to_string(me)) {
        // Without local storage there is no opening offline; everything else works.
        let _ = storage.set_item(LAST_USER, &json);
    }
}

pub(super) fn last() -> Option<Me> {
    model::json::from_str(&local_storage()?.get_item(LAST_USER).ok()??).ok()
}

/// Called at sign-out: the next user of this browser must not be opened as this one.
pub(super) fn forget() {
    if let Some(storage) = local_storage() {
        let _ = storage.remove_item(LAST_USER);
    }
}

/// Asks the server to end the session, then shows the sign-in page. The replica stays, keyed by user: unsent edits are
/// not thrown away by signing out.
pub(super) async fn sign_out() {
    forget();
    let Some(window) = web_sys::window() else { return };
    let init = web_sys::RequestInit::new();
    init.set_method("POST");
    let _ = JsFuture::from(window.fetch_with_str_and_init("/sign-out", &init)).await;
    let _ = window.location().assign("/sign-in");
}

/// Keeps the chosen language in the profile, for the next device and for pages rendered by the server. Without an answer the
/// choice still holds on this device.
pub(super) async fn save_locale(locale: Locale) {
    let Some(window) = web_sys::window() else { return };
    let init = web_sys::RequestInit::new();
    init.set_method("POST");
    let Ok(headers) = web_sys::Headers::new() else { return };
    let _ = headers.set("content-type", "application/json");
    init.set_headers(&headers);
    init.set_body(&JsValue::from_str(&format!(r#"{{"locale":"{}"}}"#, locale.tag())));
    let _ = JsFuture::from(window.fetch_with_str_and_init("/api/me/locale", &init)).await;
}

/// Shows the sign-in page, and this page again afterwards.
pub(super) fn go_to_sign_in() {
    let Some(window) = web_sys::window() else { return };
    let here = window.location().pathname().unwrap_or_default();
    let _ = window.location().assign(&format!("/sign-in?next={}", js_sys::encode_uri_component(&here)));
}
