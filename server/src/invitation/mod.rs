//! Becoming a member by a link.

mod accept;
mod show;

pub use accept::accept;
pub use show::show;
