//! The words of the diagrams, for the screens and for the pictures the server makes of them.

pub mod chain;
pub mod compare;
#[cfg(feature = "pages")]
pub mod export;
pub mod fishbone;
pub mod item;
pub mod power_map;

/// The language of a text as this crate's messages know it.
#[cfg(feature = "pages")]
pub const fn locale_of(locale: model::Locale) -> crate::i18n::Locale {
    match locale {
        model::Locale::Zh => crate::i18n::Locale::zh_CN,
        model::Locale::En => crate::i18n::Locale::en,
    }
}
