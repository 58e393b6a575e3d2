//! Lines of the power map.

use crate::PersonId;
use serde::{Deserialize, Serialize};

/// What a line says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LineKind {
    /// `from` reports to `to`; everybody has one superior at most, and there is no cycle.
    ReportsTo,
    /// `from` influences `to`.
    Influences {
        /// How strongly, `1..=3`: the width of the line.
        weight: u8,
    },
    /// The two are in conflict; the direction means nothing.
    ConflictsWith,
}

impl LineKind {
    /// The largest weight of an influence.
    pub const WEIGHT_MAX: u8 = 3;
}

/// Why a line is off the map.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LineArchive {
    /// Removed by itself.
    Alone,
    /// Went with one of its ends, and comes back when both ends are on the map again.
    WithNode,
}

/// A line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PowerLine {
    /// What it says.
    pub kind: LineKind,
    /// Where it starts.
    pub from: PersonId,
    /// Where it ends.
    pub to: PersonId,
    /// Free note.
    #[serde(default)]
    pub note: String,
    /// Off the map, and why.
    #[serde(default)]
    pub archived: Option<LineArchive>,
}

impl PowerLine {
    /// Whether the line starts or ends at `person`.
    pub fn touches(&self, person: PersonId) -> bool {
        self.from == person || self.to == person
    }

    /// Whether the line starts or ends at one of `people`.
    pub(super) fn touches_any(&self, people: &std::collections::HashSet<PersonId>) -> bool {
        people.contains(&self.from) || people.contains(&self.to)
    }

    /// Whether the line would say again what `other` says.
    pub fn repeats(&self, other: &Self) -> bool {
        self.saying() == other.saying()
    }

    /// What the line says: its weight counts for nothing, nor does the direction of a conflict.
    pub(super) fn saying(&self) -> (LineKind, PersonId, PersonId) {
        match self.kind {
            LineKind::ReportsTo => (self.kind, self.from, self.to),
            LineKind::Influences { .. } => (LineKind::Influences { weight: 0 }, self.from, self.to),
            LineKind::ConflictsWith => (self.kind, self.from.min(self.to), self.from.max(self.to)),
        }
    }
}
