//! The contract in single scenes: one node over a store that answers at once, sockets without delay.

#![expect(clippy::unwrap_used, reason = "this is a test")]

mod access;
mod bench;
mod core_group;
mod cut_off;
mod doubt;
mod fetch;
mod flood;
mod frames;
mod link;
mod list;
#[path = "../simulator/log.rs"]
#[expect(dead_code, reason = "the simulator uses more of it")]
mod log;
mod order;
mod presence;
mod tabs;
mod undo;
#[path = "../simulator/violation.rs"]
#[expect(dead_code, reason = "the simulator uses more of it")]
mod violation;
