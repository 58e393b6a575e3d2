//! Rooms: as they are, what became of them, and what those of the same account suggest.

mod log;
mod show;
mod suggestions;

pub use log::log;
pub use show::show;
pub use suggestions::suggestions;
