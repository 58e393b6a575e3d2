//! Asking the server for something, and handing it something. An error is the sentence by which it refuses, or nothing if it did not
//! answer.

use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::Response;

/// Why there is no answer.
pub(crate) type NoAnswer = Option<String>;

/// The text at an address.
pub(crate) async fn text(address: &str) -> Result<String, NoAnswer> {
    text_of(&get(address).await?).await
}

/// The file at an address.
pub(crate) async fn blob(address: &str) -> Result<JsValue, NoAnswer> {
    let response = get(address).await?;
    JsFuture::from(response.blob().map_err(|_| None)?).await.map_err(|_| None)
}

/// Sends JSON; the answer as a text.
pub(crate) async fn post(address: &str, body: &str) -> Result<String, NoAnswer> {
    send(address, "application/json", &JsValue::from_str(body)).await
}

/// Sends a text or a file of some kind; the answer as a text.
pub(crate) async fn send(address: &str, kind: &str, body: &JsValue) -> Result<String, NoAnswer> {
    let init = web_sys::RequestInit::new();
    init.set_method("POST");
    let headers = web_sys::Headers::new().map_err(|_| None)?;
    let _ = headers.set("content-type", kind);
    init.set_headers(&headers);
    init.set_body(body);
    let window = web_sys::window().ok_or(None)?;
    text_of(&granted(window.fetch_with_str_and_init(address, &init)).await?).await
}

async fn get(address: &str) -> Result<Response, NoAnswer> {
    let window = web_sys::window().ok_or(None)?;
    granted(window.fetch_with_str(address)).await
}

/// The response, if it is what was asked for.
async fn granted(asked: js_sys::Promise) -> Result<Response, NoAnswer> {
    let response: Response = JsFuture::from(asked).await.map_err(|_| None)?.dyn_into().map_err(|_| None)?;
    if response.ok() { Ok(response) } else { Err(sentence(&text_of(&response).await?)) }
}

async fn text_of(response: &Response) -> Result<String, NoAnswer> {
    let text = JsFuture::from(response.text().map_err(|_| None)?).await.map_err(|_| None)?;
    text.as_string().ok_or(None)
}

fn sentence(text: &str) -> Option<String> {
    let said: serde_json::Value = model::json::from_str(text).ok()?;
    Some(said.get("sentence")?.as_str()?.to_owned())
}
