//! Getting a file from the server.

use leptos::prelude::document;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// The file's content; else the sentence by which the server refuses it, or nothing if it did not answer.
pub(super) async fn blob(address: &str) -> Result<JsValue, Option<String>> {
    let window = web_sys::window().ok_or(None)?;
    let response = JsFuture::from(window.fetch_with_str(address)).await.map_err(|_| None)?;
    let response: web_sys::Response = response.dyn_into().map_err(|_| None)?;
    if response.ok() {
        return JsFuture::from(response.blob().map_err(|_| None)?).await.map_err(|_| None);
    }
    let text = JsFuture::from(response.text().map_err(|_| None)?).await.map_err(|_| None)?;
    Err(text.as_string().and_then(|text| sentence(&text)))
}

/// Sends something to the server; its answer, or why not, as of [`blob`].
pub(crate) async fn post(address: &str, body: &str) -> Result<String, Option<String>> {
    send(address, "application/json", &JsValue::from_str(body)).await
}

/// Sends a text or a file to the server; its answer, or why not, as of [`blob`].
pub(crate) async fn send(address: &str, kind: &str, body: &JsValue) -> Result<String, Option<String>> {
    let window = web_sys::window().ok_or(None)?;
    let init = web_sys::RequestInit::new();
    init.set_method("POST");
    let headers = web_sys::Headers::new().map_err(|_| None)?;
    let _ = headers.set("content-type", kind);
    init.set_headers(&headers);
    init.set_body(body);
    let response = JsFuture::from(window.fetch_with_str_and_init(address, &init)).await.map_err(|_| None)?;
    let response: web_sys::Response = response.dyn_into().map_err(|_| None)?;
    let text = JsFuture::from(response.text().map_err(|_| None)?).await.map_err(|_| None)?;
    let text = text.as_string().unwrap_or_default();
    if response.ok() { Ok(text) } else { Err(sentence(&text)) }
}

/// Gets a text from the server.
pub(crate) async fn text(address: &str) -> Result<String, Option<String>> {
    let blob: web_sys::Blob = blob(address).await?.dyn_into().map_err(|_| None)?;
    JsFuture::from(blob.text()).await.ok().and_then(|text| text.as_string()).ok_or(None)
}

fn sentence(text: &str) -> Option<String> {
    let said: serde_json::Value = model::json::from_str(text).ok()?;
    Some(said.get("sentence")?.as_str()?.to_owned())
}

/// Saves a file as the browser saves downloads.
pub(super) async fn download(address: &str, name: &str) -> Result<(), Option<String>> {
    let blob: web_sys::Blob = blob(address).await?.dyn_into().map_err(|_| None)?;
    save(&blob, name).map_err(|_| None)
}

fn save(blob: &web_sys::Blob, name: &str) -> Result<(), JsValue> {
    let url = web_sys::Url::create_object_url_with_blob(blob)?;
    let link = document().create_element("a")?;
    link.set_attribute("href", &url)?;
    link.set_attribute("download", name)?;
    if let Some(link) = link.dyn_ref::<web_sys::HtmlElement>() {
        link.click();
    }
    web_sys::Url::revoke_object_url(&url)
}
