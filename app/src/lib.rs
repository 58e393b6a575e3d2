//! The screens of Sandtable: the single-page app under `/w` (feature `csr`), and the pages the server renders (`pages`).
//! The server does not compile a screen: it would only wait for it.

#[cfg(feature = "csr")]
pub mod account;
#[cfg(feature = "csr")]
mod app;
#[cfg(feature = "csr")]
pub mod board;
#[cfg(feature = "csr")]
mod calm;
#[cfg(feature = "csr")]
pub mod canvas;
#[cfg(feature = "csr")]
pub mod chain;
#[cfg(feature = "csr")]
mod deal;
#[cfg(feature = "csr")]
mod export;
#[cfg(feature = "csr")]
mod fetch;
#[cfg(feature = "csr")]
pub mod filter;
#[cfg(feature = "csr")]
pub mod fishbone;
#[cfg(feature = "csr")]
pub mod format;
pub mod i18n;
#[cfg(feature = "csr")]
mod import;
#[cfg(feature = "csr")]
mod key_role;
#[cfg(feature = "pages")]
pub mod pages;
#[cfg(feature = "csr")]
pub mod part;
#[cfg(feature = "csr")]
pub mod past;
#[cfg(feature = "csr")]
pub mod power_map;
#[cfg(feature = "csr")]
pub mod replica;
#[cfg(feature = "csr")]
mod route;
#[cfg(feature = "csr")]
pub mod session;
#[cfg(feature = "csr")]
pub mod shell;
#[cfg(feature = "csr")]
pub mod talk;
#[cfg(feature = "csr")]
pub mod task;
#[cfg(feature = "csr")]
pub mod team;
#[cfg(any(feature = "csr", feature = "pages"))]
pub mod words;

#[cfg(feature = "csr")]
pub use app::App;
