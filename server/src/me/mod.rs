//! What the app asks about its own user.

mod seen;
mod set_locale;
mod show;

pub use seen::seen;
pub use set_locale::set_locale;
pub use show::show;
