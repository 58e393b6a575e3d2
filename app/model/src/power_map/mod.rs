//! The power map 权力地图 (T-01): who can decide, who influences whom, how each stands to us and to our rivals.

mod assessment;
mod change;
mod derived;
mod guide;
mod line;
mod lines;
mod node;
mod pain;
mod profile;

pub use assessment::{Assessment, Source, Strength, Vendor};
pub use change::{NodePosition, PowerMapChange};
pub use derived::{Age, Gap, GapKind, Position, age, position};
pub use guide::{GuideStep, Question, guide};
pub use line::{LineArchive, LineKind, PowerLine};
pub use node::{BuyingRole, PowerNode};
pub use pain::{Pain, PainChange, PainLevel};
pub use profile::{Level, Personality, Profile, ProfileChange, ProfileText, Stance};

use crate::{LineId, Map, PersonId};
use serde::{Deserialize, Serialize};

/// The power map of one deal.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PowerMap {
    /// Nodes, one per person at most.
    pub nodes: Map<PersonId, PowerNode>,
    /// Lines.
    pub lines: Map<LineId, PowerLine>,
}

/// Coordinates lie within this many units of the origin. A card is 172 wide: room for 10,000 cards side by side.
pub const COORDINATE_MAX: i32 = 1_000_000;
/// Nodes and lines of one deal together.
pub const ENTITIES_MAX: usize = 20_000;

impl PowerMap {
    /// A node that is on the map now.
    pub fn live_node(&self, person: PersonId) -> Option<&PowerNode> {
        self.nodes.get(&person).filter(|node| !node.archived)
    }

    /// Nodes on the map now.
    pub fn live_nodes(&self) -> impl Iterator<Item = (PersonId, &PowerNode)> {
        self.nodes.iter().filter(|(_, node)| !node.archived).map(|(id, node)| (*id, node))
    }

    /// Lines on the map now. Both their ends are live nodes.
    pub fn live_lines(&self) -> impl Iterator<Item = (LineId, &PowerLine)> {
        self.lines.iter().filter(|(_, line)| line.archived.is_none()).map(|(id, line)| (*id, line))
    }

    /// The line that says to whom `person` reports. Only a drawing with what has left may have two: then the newest.
    pub fn superior_line(&self, person: PersonId) -> Option<(LineId, &PowerLine)> {
        self.live_lines().filter(|(_, line)| line.kind == LineKind::ReportsTo && line.from == person).last()
    }

    /// Who reports to whom: everybody who has a superior, with him. For questions about many; about one ask
    /// [`Self::superior_line`].
    pub fn superiors(&self) -> std::collections::HashMap<PersonId, PersonId> {
        let reports = self.live_lines().filter(|(_, line)| line.kind == LineKind::ReportsTo);
        reports.map(|(_, line)| (line.from, line.to)).collect()
    }

    /// Whether `superior` is `person` or stands above `person` on the reporting lines.
    pub fn is_above(&self, superior: PersonId, person: PersonId) -> bool {
        let reports = self.live_lines().filter(|(_, line)| line.kind == LineKind::ReportsTo);
        lines::is_above(&reports.map(|(_, line)| (line.from, line.to)).collect(), superior, person)
    }
}
