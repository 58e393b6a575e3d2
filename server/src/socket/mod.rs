//! The live connection of the app.

mod open;

pub use open::open;
