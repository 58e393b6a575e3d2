//! What a link shows, as it is asked for and kept.

use crate::export::Shown;
use model::FishboneId;
use serde::{Deserialize, Serialize};

/// What the maker of a link has ticked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Shows {
    /// The power map.
    #[serde(default)]
    pub map: bool,
    /// This fishbone, and none that is drawn later.
    #[serde(default)]
    pub fishbone: Option<FishboneId>,
    /// The decision chain.
    #[serde(default)]
    pub chain: bool,
    /// How people stand to us, and who of us owns the relation.
    #[serde(default)]
    pub ours: bool,
    /// Which competitors there are, and how people stand to them.
    #[serde(default)]
    pub rivals: bool,
}

impl Shows {
    /// Names of the diagrams.
    pub fn diagrams(self) -> Vec<&'static str> {
        let each = [(self.map, "map"), (self.fishbone.is_some(), "fishbone"), (self.chain, "chain")];
        each.into_iter().filter_map(|(shown, name)| shown.then_some(name)).collect()
    }

    /// Whose relations.
    pub fn shown(self) -> Shown {
        Shown { ours: self.ours, rivals: self.rivals }
    }
}
