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
#[expect(dead_code, reason = "shared with the tests of the whole server")]
mod postgres;
mod terminal;
mod tls;
mod upkeep;
mod user;
mod watch;
