//! Sync: the stored form, the frames, and the client and server state machines. No I/O, no clock, no randomness: whoever
//! drives a machine passes the time in and carries out what comes back.

pub mod client;
#[doc(hidden)]
pub mod fault;
pub mod frame;
pub mod limits;
pub mod server;
pub mod stored;
