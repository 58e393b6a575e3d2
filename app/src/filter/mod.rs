//! Filters: what does not match goes pale; what matches can be selected at once. `who` asks for people, on every diagram in the same
//! way; what else a diagram can be asked for it adds itself. `form` is what all their forms have.

mod form;
mod who;

pub use form::{FilterForm, tick};
pub use who::Who;
