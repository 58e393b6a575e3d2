//! Asking the server for text.

use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;

/// What the server gives at an address; nothing if it gives none, for whatever reason.
pub async fn text(address: &str) -> Option<String> {
    let window = web_sys::window()?;
    let response: web_sys::Response = JsFuture::from(window.fetch_with_str(address)).await.ok()?.dyn_into().ok()?;
    if !response.ok() {
        return None;
    }
    JsFuture::from(response.text().ok()?).await.ok()?.as_string()
}
