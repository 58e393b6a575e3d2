//! The server: HTTP, sign-in, sockets, and the hub around `sync::server::Node`. One file per action a user can take:
//! `<resource>/<action>.rs`.

#![forbid(unsafe_code)]

pub mod account;
pub mod admin;
pub mod clock;
pub mod command;
pub mod config;
pub mod demo;
pub mod export;
pub mod health;
pub mod hub;
pub mod import;
pub mod invitation;
pub mod language;
pub mod load_demo;
pub mod me;
pub mod password;
pub mod pinyin;
pub mod rate_limit;
pub mod reset;
pub mod room;
pub mod serve;
pub mod session;
pub mod setup;
pub mod share;
pub mod socket;
pub mod tls;
pub mod token;
pub mod user;
pub mod web;
