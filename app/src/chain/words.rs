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

/// The choices of a form: what the option is worth, and its text.
pub fn options<T: Copy + PartialEq>(all: &[T], name: impl Fn(T) -> &'static str) -> Vec<(String, String)> {
    all.iter().enumerate().map(|(at, one)| (at.to_string(), name(*one).to_owned())).collect()
}

/// What an option of a form is worth.
pub fn option_of<T: Copy + PartialEq>(all: &[T], one: T) -> String {
    all.iter().position(|each| *each == one).map_or_else(String::new, |at| at.to_string())
}

/// What was chosen in a form.
pub fn chosen<T: Copy>(all: &[T], value: &str) -> Option<T> {
    all.get(value.parse::<usize>().ok()?).copied()
}
