//! What the model promises, one file per notion. `fixture` reads a deal from a few lines of text; nearly all tests go
//! through it, so that they say what happens and not how an op is put together.
#![expect(clippy::unwrap_used, reason = "a test that can not go on fails")]

mod account;
mod assessment;
mod chain;
mod comment;
mod compare;
mod deal;
mod fishbone;
mod fixture;
mod import;
mod key_role;
mod lines;
mod member;
mod merge;
mod nodes;
mod pain;
mod permissions;
mod position;
mod profile;
mod properties;
mod room;
mod samples;
mod sentences;
mod task;
mod team;
mod text;
mod time;
mod undo;
mod upcast;
mod wire;
