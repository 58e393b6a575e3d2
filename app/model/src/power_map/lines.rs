//! The rules a line keeps with all others on the map, and the two ways to ask them: of the map itself, which walks its
//! lines, and of an index, for gestures that bring back thousands of lines at once.

use super::{LineKind, PowerLine, PowerMap, change::known_node};
use crate::{PersonId, Refusal};
use std::collections::{HashMap, HashSet};

/// What the rules ask about the lines that are drawn.
pub(super) trait Lines {
    /// Whether one of them says what `line` says.
    fn say(&self, line: &PowerLine) -> bool;

    /// To whom `person` reports.
    fn superior(&self, person: PersonId) -> Option<PersonId>;

    /// Whether `superior` is `person` or stands above `person`.
    fn is_above(&self, superior: PersonId, person: PersonId) -> bool;
}

/// Whether `line` may be drawn on the map beside the lines that are.
pub(super) fn check_fits(map: &PowerMap, drawn: &impl Lines, line: &PowerLine) -> Result<(), Refusal> {
    known_node(map, line.from)?;
    known_node(map, line.to)?;
    if line.from == line.to {
        return Err(Refusal::LineToOneself);
    }
    if drawn.say(line) {
        return Err(Refusal::DuplicateLine);
    }
    if line.kind == LineKind::ReportsTo {
        if let Some(superior) = drawn.superior(line.from) {
            return Err(Refusal::AlreadyReports { person: line.from, superior });
        }
        if drawn.is_above(line.from, line.to) {
            return Err(Refusal::ReportsCycle { person: line.from, superior: line.to });
        }
    }
    Ok(())
}

impl Lines for PowerMap {
    fn say(&self, line: &PowerLine) -> bool {
        self.live_lines().any(|(_, other)| line.repeats(other))
    }

    fn superior(&self, person: PersonId) -> Option<PersonId> {
        self.superior_line(person).map(|(_, line)| line.to)
    }

    fn is_above(&self, superior: PersonId, person: PersonId) -> bool {
        Self::is_above(self, superior, person)
    }
}

/// The lines of a map by what they say.
pub(super) struct Drawn {
    said: HashSet<(LineKind, PersonId, PersonId)>,
    superiors: HashMap<PersonId, PersonId>,
}

impl Drawn {
    pub(super) fn of(map: &PowerMap) -> Self {
        let mut drawn = Self { said: HashSet::new(), superiors: HashMap::new() };
        for (_, line) in map.live_lines() {
            drawn.add(line);
        }
        drawn
    }

    pub(super) fn add(&mut self, line: &PowerLine) {
        self.said.insert(line.saying());
        if line.kind == LineKind::ReportsTo {
            self.superiors.insert(line.from, line.to);
        }
    }
}

impl Lines for Drawn {
    fn say(&self, line: &PowerLine) -> bool {
        self.said.contains(&line.saying())
    }

    fn superior(&self, person: PersonId) -> Option<PersonId> {
        self.superiors.get(&person).copied()
    }

    fn is_above(&self, superior: PersonId, person: PersonId) -> bool {
        is_above(&self.superiors, superior, person)
    }
}

/// Whether `superior` is `person` or stands above `person`, going by who reports to whom.
pub(super) fn is_above(superiors: &HashMap<PersonId, PersonId>, superior: PersonId, person: PersonId) -> bool {
    let mut at = Some(person);
    // One step per line, one for the person at the foot, one to see that nobody is above the last: more only in a circle,
    // which an unsound log may have.
    for _ in 0..superiors.len() + 2 {
        match at {
            None => return false,
            Some(id) if id == superior => return true,
            Some(id) => at = superiors.get(&id).copied(),
        }
    }
    true
}
