//! What the app asks about its own user.

mod set_locale;
mod show;

pub use set_locale::set_locale;
pub use show::show;
