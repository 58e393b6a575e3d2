//! Crate `model`.
