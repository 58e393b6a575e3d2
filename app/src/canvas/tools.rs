//! What opens over a diagram when it is asked for: search, menu of an item, list of keys, palette.

use super::{Canvas, help::Help, menu::ItemMenu, palette::Palette, search::Search};
use leptos::prelude::*;

/// All four; nothing while none is open.
#[component]
pub fn Tools(
    /// The canvas.
    canvas: Canvas,
) -> impl IntoView {
    view! {
        <Search canvas/>
        <ItemMenu canvas/>
        <Help canvas/>
        <Palette canvas/>
    }
}
