//! The first load of a room over HTTP, where it is compressed and the browser may have it already.

use sync::frame::RoomId;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;

/// All streams of a room as the server has them; nothing if it gives none, for whatever reason: then the socket brings
/// them, or says why not.
pub(super) async fn whole(room: RoomId) -> Option<String> {
    let window = web_sys::window()?;
    let answer = JsFuture::from(window.fetch_with_str(&format!("/api/rooms/{room}"))).await.ok()?;
    let response: web_sys::Response = answer.dyn_into().ok()?;
    if !response.ok() {
        return None;
    }
    JsFuture::from(response.text().ok()?).await.ok()?.as_string()
}
