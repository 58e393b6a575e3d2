//! A file of the server's, saved as the browser saves downloads.

use crate::fetch::{self, NoAnswer};
use leptos::prelude::document;
use wasm_bindgen::{JsCast, JsValue};

/// Gets it and saves it.
pub(super) async fn download(address: &str, name: &str) -> Result<(), NoAnswer> {
    let blob: web_sys::Blob = fetch::blob(address).await?.dyn_into().map_err(|_| None)?;
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
