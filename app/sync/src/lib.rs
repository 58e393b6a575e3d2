#![doc = include_str!("../README.md")]
#![forbid(unsafe_code)]

pub mod client;
#[doc(hidden)]
pub mod fault;
pub mod frame;
pub mod limits;
pub mod server;
pub mod stored;
