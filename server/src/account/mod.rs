//! One's own account.

mod change_password;
mod change_profile;
mod devices;
mod show;

pub use change_password::change_password;
pub use change_profile::change_profile;
pub use devices::{sign_device_out, sign_others_out};
pub use show::show;
