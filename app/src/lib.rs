//! The screens of Sandtable.

pub mod i18n;
#[cfg(feature = "ssr")]
pub mod pages;
pub mod replica;
pub mod session;

use leptos::prelude::*;

/// The single-page app under `/w`.
#[component]
pub fn App() -> impl IntoView {
    view! { <main><h1>"沙盘 Sandtable"</h1></main> }
}
