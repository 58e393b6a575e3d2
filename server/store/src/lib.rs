//! Crate `store`: the log, its projections and the identity tables, on SQLite or PostgreSQL.

#![forbid(unsafe_code)]

mod append;
mod backup;
mod chain;
mod checkpoint;
mod database;
mod erase;
mod error;
mod export;
mod link;
mod meta;
mod open;
mod postgres;
mod read;
mod rebuild;
mod restore;
mod rows;
mod seen;
mod session;
mod share;
mod sqlite;
mod user;
mod verify;
mod wakeups;

pub use error::StoreError;
pub use export::NewExport;
pub use link::{Link, LinkId, LinkKind, NewLink};
pub use open::{Location, MigrationState, Store};
pub use read::{Loaded, Position};
pub use rebuild::Progress;
pub use session::{NewSession, Session, SessionId};
pub use share::{NewShare, Share, ShareId};
pub use user::{NewUser, User};
pub use verify::{Broken, Report};
pub use wakeups::{Heard, Wakeups};
