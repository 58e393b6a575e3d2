//! Sync: the stored form, the frames, and the client and server state machines. No I/O, no clock, no randomness.

pub mod stored;
