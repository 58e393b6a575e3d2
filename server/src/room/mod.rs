//! Rooms: as they are, and what became of them.

mod log;
mod show;

pub use log::log;
pub use show::show;
