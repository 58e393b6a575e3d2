//! Rooms, as a whole.

mod show;

pub use show::show;
