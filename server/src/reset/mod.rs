//! A new password by a link an admin made.

mod set_password;
mod show;

pub use set_password::set_password;
pub use show::show;
