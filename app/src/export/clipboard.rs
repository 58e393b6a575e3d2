//! A picture in the clipboard, for slides and chats.

use super::Progress;
use crate::fetch;
use js_sys::{Array, Function, Object, Promise, Reflect};
use std::{cell::RefCell, future::Future, rc::Rc};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, future_to_promise};

/// Begins to copy the picture behind an address; the answer says how it went.
pub(super) fn copy(address: String) -> impl Future<Output = Progress> {
    let failed = Rc::new(RefCell::new(None));
    let noted = Rc::clone(&failed);
    let picture = future_to_promise(async move {
        fetch::blob(&address).await.map_err(|why| {
            *noted.borrow_mut() = Some(why);
            JsValue::NULL
        })
    });
    let writing = write(&picture);
    async move {
        // Some browsers can not copy pictures at all, none can without https.
        let Some(writing) = writing else { return Progress::CopyMissing };
        match JsFuture::from(writing).await {
            Ok(_) => Progress::Copied,
            Err(_) => match failed.take() {
                Some(why) => Progress::Failed(why),
                None => Progress::CopyRefused,
            },
        }
    }
}

/// `navigator.clipboard.write([new ClipboardItem({ "image/png": picture })])`, where there is such a thing.
fn write(picture: &Promise) -> Option<Promise> {
    let window = web_sys::window()?;
    let get = |of: &JsValue, name: &str| Reflect::get(of, &name.into()).ok().filter(|found| !found.is_undefined());
    let clipboard = get(window.navigator().as_ref(), "clipboard")?;
    let write: Function = get(&clipboard, "write")?.dyn_into().ok()?;
    let item: Function = get(window.as_ref(), "ClipboardItem")?.dyn_into().ok()?;
    let parts = Object::new();
    Reflect::set(&parts, &"image/png".into(), picture).ok()?;
    let item = Reflect::construct(&item, &Array::of1(&parts)).ok()?;
    write.call1(&clipboard, &Array::of1(&item)).ok()?.dyn_into().ok()
}
