//! What an administrator does at a terminal, with the binary itself: flags, migrations, users, backups.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test stops at the first thing that is not as it should be"
)]

mod backup;
mod flags;
mod migrate;
#[path = "../server/postgres.rs"]
mod postgres;
mod terminal;
mod upkeep;
mod user;
