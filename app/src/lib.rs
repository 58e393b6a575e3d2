//! The screens of Sandtable: the single-page app under `/w` (feature `csr`), and the pages the server renders (`pages`).
//! The server does not compile a screen: it would only wait for it.

#[cfg(any(feature = "csr", feature = "ssr"))]
pub mod account;
#[cfg(any(feature = "csr", feature = "ssr"))]
mod app;
#[cfg(any(feature = "csr", feature = "ssr"))]
pub mod board;
#[cfg(any(feature = "csr", feature = "ssr"))]
mod deal;
#[cfg(any(feature = "csr", feature = "ssr"))]
pub mod format;
pub mod i18n;
#[cfg(feature = "pages")]
pub mod pages;
#[cfg(any(feature = "csr", feature = "ssr"))]
pub mod power_map;
#[cfg(any(feature = "csr", feature = "ssr"))]
pub mod replica;
#[cfg(any(feature = "csr", feature = "ssr"))]
mod route;
#[cfg(any(feature = "csr", feature = "ssr"))]
pub mod session;
#[cfg(any(feature = "csr", feature = "ssr"))]
pub mod shell;
#[cfg(any(feature = "csr", feature = "ssr"))]
pub mod team;

#[cfg(any(feature = "csr", feature = "ssr"))]
pub use app::App;
