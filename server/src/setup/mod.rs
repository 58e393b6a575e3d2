//! The first start: while there is no user, whoever has the token from the log makes the first admin.

mod create_first_admin;
mod door;
mod show;

pub use create_first_admin::create_first_admin;
pub use door::SetUpDoor;
pub use show::show;
