//! Rooms: as they are, what became of them, and what those of the same account suggest. `map` says whose deal's map somebody may
//! draw, `deals` which there are of an account.

mod deals;
mod log;
mod map;
mod show;
mod suggestions;

pub use deals::deals_of;
pub use log::log;
pub use map::{deal_to_draw, may_draw, must_draw};
pub use show::show;
pub use suggestions::suggestions;
