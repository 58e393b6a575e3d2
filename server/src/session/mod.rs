//! Signing in and out.

mod begin;
mod enter_demo;
mod show_sign_in;
mod sign_in;
mod sign_out;
mod start;

pub use begin::{begin, login_is_valid};
pub use enter_demo::enter_demo;
pub use show_sign_in::show_sign_in;
pub use sign_in::sign_in;
pub use sign_out::{clear_cookie, sign_out};
pub use start::start;
