//! The invariants of the contract, and how a breach is reported.

use std::fmt;

/// The invariants, in the order of the contract.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Invariant {
    SameState,
    GapFree,
    ExactlyOnce,
    AcknowledgedIsDurable,
    NothingVanishes,
    OrderOfClient,
    VisibleIsConfirmedPlusPending,
    NoUnauthorisedByte,
    Soundness,
    Quiescence,
    /// Not of the contract: a machine panicked.
    NoPanic,
}

/// A breach.
#[derive(Clone, Debug)]
pub struct Violation {
    pub invariant: Invariant,
    pub what: String,
}

impl Violation {
    pub fn new(invariant: Invariant, what: String) -> Self {
        Self { invariant, what }
    }
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}: {}", self.invariant, self.what)
    }
}
