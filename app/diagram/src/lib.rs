//! Crate `diagram`.
