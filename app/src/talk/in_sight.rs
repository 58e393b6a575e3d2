//! Whether something is before the reader's eyes: in the part of the panel he has scrolled to.

use leptos::{html, prelude::*};
use web_sys::wasm_bindgen::{JsCast, JsValue, closure::Closure};

/// Follows an element; `false` while it is not mounted.
pub fn in_sight(node: NodeRef<html::Span>) -> RwSignal<bool> {
    let seen = RwSignal::new(false);
    Effect::new(move |_| {
        let Some(element) = node.get() else { return };
        let target: web_sys::Element = element.unchecked_into();
        let changed = Closure::<dyn FnMut(js_sys::Array)>::new(move |entries: js_sys::Array| {
            let last: Result<web_sys::IntersectionObserverEntry, JsValue> =
                entries.get(entries.length().saturating_sub(1)).dyn_into();
            if let Ok(last) = last {
                let _ = seen.try_set(last.is_intersecting());
            }
        });
        if let Ok(observer) = web_sys::IntersectionObserver::new(changed.as_ref().unchecked_ref()) {
            observer.observe(&target);
            // The observer must not outlive the view whose signal it sets.
            let kept = StoredValue::new_local((observer, changed));
            on_cleanup(move || {
                kept.try_with_value(|(observer, _)| observer.disconnect());
            });
        }
    });
    seen
}
