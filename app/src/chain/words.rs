//! The words only the screen of the chain needs; those of the drawing are in `crate::words`.

pub use crate::words::chain::{kind_name, state_name, words};

use crate::i18n::{Locale, td_string};
use model::chain::Template;

/// A usual way of buying.
pub fn template_name(locale: Locale, template: Template) -> &'static str {
    match template {
        Template::PublicTender => td_string!(locale, chain.template.public_tender),
        Template::Invitation => td_string!(locale, chain.template.invitation),
        Template::FrameworkOrder => td_string!(locale, chain.template.framework_order),
    }
}
