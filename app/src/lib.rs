//! The screens of Sandtable: the single-page app under `/w` (feature `csr`), and the pages the server renders (`ssr`).

pub mod account;
mod app;
pub mod board;
mod deal;
pub mod format;
pub mod i18n;
#[cfg(feature = "ssr")]
pub mod pages;
pub mod power_map;
pub mod replica;
pub mod session;
pub mod shell;
pub mod team;

pub use app::App;
