//! The language switch on pages.

mod choose;

pub use choose::{choose, remember_locale};
