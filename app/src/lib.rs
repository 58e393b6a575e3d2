//! The screens of Sandtable.

pub mod i18n;
pub mod replica;

use leptos::prelude::*;

/// The single-page app under `/w`.
#[component]
pub fn App() -> impl IntoView {
    view! { <main><h1>"沙盘 Sandtable"</h1></main> }
}
