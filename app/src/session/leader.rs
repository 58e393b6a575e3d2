//! Which tab of a user owns socket and outbox: exactly one.
//!
//! Web Locks decide where they exist: the browser frees the lock when the tab goes, however it goes. On plain `http://`
//! there are none; there a heartbeat in local storage decides, and a tab that finds another name in it steps down.

use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue, prelude::Closure};

/// Time between two beats.
const BEAT_MS: i64 = 1_000;
/// A leader that was silent for this long is gone. A hidden tab's timers may come only once a minute: then the tab in
/// front takes over, which is the one the user looks at.
const GONE_MS: i64 = 5_000;

/// Tries to lead. `lead` is called when this tab owns the outbox, at once or when the owner has gone; `follow` is called
/// at once when another tab owns it; `lost` when it turns out that another tab does, which only the heartbeat can bring.
pub(super) fn stand(
    name: &str,
    tab: &str,
    lead: impl Fn() + Clone + 'static,
    follow: impl Fn() + 'static,
    lost: impl Fn() + 'static,
) {
    let locks = web_sys::window()
        .and_then(|window| js_sys::Reflect::get(window.navigator().as_ref(), &"locks".into()).ok())
        .filter(JsValue::is_object);
    let stood = locks.is_some_and(|locks| with_locks(&locks, name, lead.clone(), follow).is_some());
    if !stood {
        with_heartbeat(name.to_owned(), tab.to_owned(), lead, lost);
    }
}

/// A promise that never resolves keeps the lock until the tab goes.
fn forever() -> JsValue {
    js_sys::Promise::new(&mut |_, _| {}).into()
}

fn with_locks(
    locks: &JsValue,
    name: &str,
    lead: impl Fn() + Clone + 'static,
    follow: impl Fn() + 'static,
) -> Option<()> {
    let request: js_sys::Function = js_sys::Reflect::get(locks, &"request".into()).ok()?.dyn_into().ok()?;
    let (again, manager, lock) = (request.clone(), locks.clone(), JsValue::from_str(name));
    let asked = lock.clone();
    let at_once = Closure::<dyn FnMut(JsValue) -> JsValue>::new(move |granted: JsValue| {
        if granted.is_object() {
            lead();
            return forever();
        }
        follow();
        let lead = lead.clone();
        let later = Closure::<dyn FnMut(JsValue) -> JsValue>::new(move |_| {
            lead();
            forever()
        });
        let _ = again.call2(&manager, &asked, &later.into_js_value());
        JsValue::UNDEFINED
    });
    let options = js_sys::Object::new();
    js_sys::Reflect::set(&options, &"ifAvailable".into(), &JsValue::TRUE).ok()?;
    request.call3(locks, &lock, &options, &at_once.into_js_value()).ok()?;
    Some(())
}

fn with_heartbeat(name: String, tab: String, lead: impl Fn() + 'static, lost: impl Fn() + 'static) {
    let storage = web_sys::window().and_then(|window| window.local_storage().ok().flatten());
    // A browser without local storage shares nothing between tabs: each is on its own.
    let Some(storage) = storage else { return lead() };
    let leads = std::cell::Cell::new(false);
    let beat = move || {
        let now = js_sys::Date::now() as i64;
        let held = storage.get_item(&name).ok().flatten();
        let other = held
            .as_deref()
            .and_then(|held| held.split_once(' '))
            .is_some_and(|(holder, at)| holder != tab && at.parse::<i64>().is_ok_and(|at| now - at < GONE_MS));
        match (other, leads.get()) {
            (true, true) => {
                leads.set(false);
                lost();
            }
            (true, false) => {}
            (false, led) => {
                let mine = held.is_some_and(|held| held.starts_with(&tab));
                let _ = storage.set_item(&name, &format!("{tab} {now}"));
                // Leads at the second beat only: two tabs that start at the same moment see each other's name by then.
                if mine && !led {
                    leads.set(true);
                    lead();
                }
            }
        }
    };
    beat();
    let _ = set_interval_with_handle(beat, std::time::Duration::from_millis(BEAT_MS.unsigned_abs()));
}
