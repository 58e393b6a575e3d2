//! The two languages of the product.

use serde::{Deserialize, Serialize};

/// A language a sentence can be asked for in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Locale {
    /// Chinese, the language of the first users.
    #[default]
    #[serde(rename = "zh-CN")]
    Zh,
    /// English.
    #[serde(rename = "en")]
    En,
}

/// The one of two names a reader of this language wants: English if there is one.
pub fn named<'a>(name: &'a str, name_en: &'a str, locale: Locale) -> &'a str {
    match locale {
        Locale::En if !name_en.is_empty() => name_en,
        Locale::En | Locale::Zh => name,
    }
}

impl Locale {
    /// The BCP 47 tag.
    pub const fn tag(self) -> &'static str {
        match self {
            Self::Zh => "zh-CN",
            Self::En => "en",
        }
    }

    /// The locale of a BCP 47 tag or an `Accept-Language` header: the first language we speak wins, else Chinese.
    pub fn of_header(header: &str) -> Self {
        header
            .split(',')
            .filter_map(|entry| {
                let tag = entry.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
                if tag.starts_with("zh") {
                    Some(Self::Zh)
                } else if tag.starts_with("en") {
                    Some(Self::En)
                } else {
                    None
                }
            })
            .next()
            .unwrap_or_default()
    }
}
