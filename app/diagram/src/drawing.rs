//! Which of the diagrams an item is drawn on.

use model::EntityKey;

/// A diagram of a deal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Drawing {
    /// The power map, with the customer's departments.
    Map,
    /// The fishbones.
    Fishbone,
    /// The decision chain.
    Chain,
}

impl Drawing {
    /// The one that shows an item; none for what is on no diagram.
    pub const fn of(item: EntityKey) -> Option<Self> {
        match item {
            EntityKey::Node(_) | EntityKey::Line(_) | EntityKey::Department(_) => Some(Self::Map),
            EntityKey::Fishbone(_) | EntityKey::Bone(..) | EntityKey::BonePerson(..) => Some(Self::Fishbone),
            EntityKey::Step(_) | EntityKey::StepPerson(..) => Some(Self::Chain),
            _ => None,
        }
    }
}
