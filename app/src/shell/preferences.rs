//! Theme and language of this browser.

use crate::i18n::{I18nKeys, Locale, model_locale};
use leptos::prelude::*;
use leptos_i18n::I18nContext;

/// Which colours the user wants.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// Those of the system.
    #[default]
    Auto,
    /// Dark ink on paper.
    Light,
    /// Light ink on dark.
    Dark,
}

const THEME: &str = "theme";
const LANGUAGE: &str = "lang";

fn storage() -> Option<web_sys::Storage> {
    web_sys::window()?.local_storage().ok()?
}

fn stored(what: &str) -> Option<String> {
    storage()?.get_item(&format!("sandtable-{what}")).ok()?
}

/// Keeps a choice for the app, and in a cookie for the pages the server renders.
fn store(what: &str, value: Option<&str>) {
    if let Some(storage) = storage() {
        let key = format!("sandtable-{what}");
        let _ = match value {
            Some(value) => storage.set_item(&key, value),
            None => storage.remove_item(&key),
        };
    }
    use wasm_bindgen::JsCast;
    if let Some(document) = document().dyn_ref::<web_sys::HtmlDocument>() {
        let age = if value.is_some() { 31_536_000 } else { 0 };
        let value = value.unwrap_or_default();
        let _ = document.set_cookie(&format!("sandtable_{what}={value}; path=/; max-age={age}; samesite=lax"));
    }
}

impl Theme {
    /// The one chosen earlier.
    pub fn chosen() -> Self {
        match stored(THEME).as_deref() {
            Some("light") => Self::Light,
            Some("dark") => Self::Dark,
            _ => Self::Auto,
        }
    }

    /// Shows and keeps it.
    pub fn choose(self) {
        let name = match self {
            Self::Auto => None,
            Self::Light => Some("light"),
            Self::Dark => Some("dark"),
        };
        store(THEME, name);
        if let Some(root) = document().document_element() {
            let _ = match name {
                Some(name) => root.set_attribute("data-theme", name),
                None => root.remove_attribute("data-theme"),
            };
        }
    }
}

/// The language chosen last on this browser. The cookie is first: the server's pages, among them that of signing in, keep a
/// choice only there.
pub fn chosen_language() -> Option<Locale> {
    cookie(LANGUAGE).or_else(|| stored(LANGUAGE))?.parse().ok()
}

fn cookie(what: &str) -> Option<String> {
    use wasm_bindgen::JsCast;
    let cookies = document().dyn_ref::<web_sys::HtmlDocument>()?.cookie().ok()?;
    let named =
        |pair: &str| Some(pair.trim().strip_prefix("sandtable_")?.strip_prefix(what)?.strip_prefix('=')?.to_owned());
    cookies.split(';').find_map(named)
}

/// Shows and keeps a language.
pub fn choose_language(i18n: I18nContext<Locale, I18nKeys>, locale: Locale) {
    // Kept before it is shown: what is shown is held against what is kept.
    store(LANGUAGE, Some(model_locale(locale).tag()));
    i18n.set_locale(locale);
}
