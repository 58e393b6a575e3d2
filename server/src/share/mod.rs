//! Read-only links: diagrams of a deal for people outside, as a page that needs no account, no script and no WASM.
//!
//! `create`, `list`, `revoke` are for the iron triangle, since who may draw the map may show it; `show` is what the link opens. What is
//! in it is decided by `export::redact`.

mod create;
mod list;
mod revoke;
mod show;
mod shows;

pub use create::create;
pub use list::list;
pub use revoke::revoke;
pub use show::show;
