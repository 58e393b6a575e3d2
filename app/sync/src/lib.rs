//! Crate `sync`.
