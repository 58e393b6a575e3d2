//! The WASM entry point: mounts the app into the shell.

use wasm_bindgen::prelude::wasm_bindgen;

/// Called by the shell's module script once the WASM is ready.
#[wasm_bindgen(start)]
pub fn start() {
    console_error_panic_hook::set_once();
    leptos::mount::mount_to_body(app::App);
}
