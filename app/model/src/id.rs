//! Identifiers: one type per notion, so that a person can not be passed where a department is meant.

use serde::{Deserialize, Serialize};
use std::{cmp::Ordering, fmt, str::FromStr};
use uuid::Uuid;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        /// The order of the bytes, compared as numbers: in WASM twice as fast as byte by byte, and every map has ids as keys.
        impl Ord for $name {
            fn cmp(&self, other: &Self) -> Ordering {
                let halves = |id: &Self| id.0.as_u64_pair();
                halves(self).cmp(&halves(other))
            }
        }

        impl PartialOrd for $name {
            fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
                Some(self.cmp(other))
            }
        }

        impl $name {
            /// A time-ordered id (UUID version 7) from a time in Unix milliseconds and ten random bytes, both given by the
            /// caller: this crate has neither clock nor randomness.
            pub fn from_parts(unix_millis: u64, random: [u8; 10]) -> Self {
                Self(uuid::Builder::from_unix_timestamp_millis(unix_millis, &random).into_uuid())
            }

            /// A readable id for tests and fixtures.
            pub const fn from_u128(value: u128) -> Self {
                Self(Uuid::from_u128(value))
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, concat!(stringify!($name), "({})"), self.0)
            }
        }

        impl FromStr for $name {
            type Err = uuid::Error;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Uuid::parse_str(text).map(Self)
            }
        }
    )+};
}

ids! {
    /// Somebody who signs in.
    UserId,
    /// A customer.
    AccountId,
    /// A department of a customer.
    DepartmentId,
    /// A person on the customer's side; the node on a power map has the same id.
    PersonId,
    /// A competitor of ours.
    CompetitorId,
    /// A deal.
    DealId,
    /// A line of a power map.
    LineId,
    /// One assessment of a relation.
    AssessmentId,
    /// One finding of how far somebody admits the problem.
    PainId,
    /// A fishbone of a deal.
    FishboneId,
    /// A step of a decision chain.
    StepId,
    /// A task of a deal.
    TaskId,
    /// A comment.
    CommentId,
    /// An entry of the register of key decision makers and hidden roles.
    KeyRoleId,
    /// A named moment of a deal.
    MomentId,
    /// One gesture.
    OpId,
    /// One browser profile of one user; orders that user's ops.
    ClientId,
    /// Ops of one import, undone together.
    BatchId,
}

impl UserId {
    /// The author of what the server does by itself: the first admin, accepted invitations, the demo workspace.
    pub const SYSTEM: Self = Self(Uuid::nil());
}

#[cfg(test)]
mod tests {
    use super::PersonId;
    use proptest::prelude::*;
    use uuid::Uuid;

    proptest! {
        #[test]
        fn ids_stand_in_the_order_of_their_bytes(one: u128, other: u128, near in 0u32..128) {
            for other in [other, one, one ^ (1 << near)] {
                let ids = |value| (PersonId::from_u128(value), *Uuid::from_u128(value).as_bytes());
                let ((one, its), (other, others)) = (ids(one), ids(other));
                prop_assert_eq!(one.cmp(&other), its.cmp(&others));
            }
        }
    }
}
