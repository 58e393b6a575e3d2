//! The whole server in one process, over real sockets on 127.0.0.1 and a SQLite file of its own per test.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test stops at the first thing that is not as it should be"
)]

mod account;
mod admin;
mod assets;
mod bad_input;
mod browser;
mod demo;
mod export;
mod export_compared;
mod export_diagrams;
mod export_past;
mod full;
mod headers;
mod import;
mod key_role;
mod links;
mod outage;
mod peers;
#[expect(dead_code, reason = "shared with the tests of the commands")]
mod postgres;
mod problems;
mod room;
mod room_log;
mod routes;
mod seen;
mod set_up;
mod share;
mod sign_in;
mod socket;
mod stop;
mod suggestions;
mod whole_room;
mod world;
