//! The WASM entry point: mounts the app into the shell.

use wasm_bindgen::prelude::wasm_bindgen;

/// Called by the shell's module script once the WASM is ready.
#[wasm_bindgen(start)]
pub fn start() {
    std::panic::set_hook(Box::new(|panic| {
        console_error_panic_hook::hook(panic);
        say_that_it_stopped();
    }));
    leptos::mount::mount_to_body(app::App);
}

/// Nothing in here can be trusted after a panic: the boot script shows what is to be said, in plain HTML.
fn say_that_it_stopped() {
    if let (Some(window), Ok(event)) = (web_sys::window(), web_sys::Event::new("sandtable-panic")) {
        let _ = window.dispatch_event(&event);
    }
}
