//! Imported people on the power map of a deal: in rows below the drawing, and who reports to whom.

use super::{Plan, Row, id_in};
use crate::{
    BatchId, Change, LineId, PersonId,
    power_map::{COORDINATE_MAX, LineKind, PowerMap, PowerMapChange},
};
use std::collections::{BTreeMap, BTreeSet};

/// Cards side by side.
const COLUMNS: i32 = 10;
/// From one card to the next, and from one row to the next: a card is 172 wide.
const STEP: (i32, i32) = (212, 132);

/// Where the next card goes: to the left edge of what is drawn, below all of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Stand {
    left: i32,
    top: i32,
    count: i32,
}

impl Stand {
    /// Below what is drawn.
    fn below(map: &PowerMap) -> Self {
        let left = map.live_nodes().map(|(_, node)| node.x).min().unwrap_or_default();
        let top = map.live_nodes().map(|(_, node)| node.y + STEP.1).max().unwrap_or_default();
        Self { left: left.min(COORDINATE_MAX - COLUMNS * STEP.0), top, count: 0 }
    }

    fn next(&mut self) -> (i32, i32) {
        let (column, row) = (self.count % COLUMNS, self.count / COLUMNS);
        self.count += 1;
        (self.left + column * STEP.0, (self.top + row * STEP.1).min(COORDINATE_MAX))
    }
}

/// Puts people on the map who are not on it; those who were taken off it come back where they stood.
pub fn place(map: &PowerMap, people: impl IntoIterator<Item = PersonId>) -> Vec<Change> {
    let mut stand = Stand::below(map);
    let mut seen = BTreeSet::new();
    let mut changes = Vec::new();
    for person in people {
        if map.live_node(person).is_some() || !seen.insert(person) {
            continue;
        }
        changes.push(Change::PowerMap(if map.nodes.contains_key(&person) {
            PowerMapChange::RestoreNodes { people: vec![person] }
        } else {
            let (x, y) = stand.next();
            PowerMapChange::AddNode { person, x, y, buying_role: None, key: false }
        }));
    }
    changes
}

/// The superiors the rows name: `(row, who, to whom he reports)`. A name that nobody or that several have says nothing.
pub fn superiors<'a>(plan: &Plan, rows: impl Iterator<Item = &'a Row>) -> Vec<(u32, PersonId, PersonId)> {
    let mut names: BTreeMap<&str, Vec<PersonId>> = BTreeMap::new();
    for known in plan.people.iter().filter(|known| !known.name.is_empty()) {
        names.entry(&known.name).or_default().push(known.id);
    }
    let by_row: BTreeMap<u32, PersonId> = plan.rows.iter().map(|row| (row.row, row.person)).collect();
    let named = rows.filter(|row| !row.draft.superior.is_empty() && !row.is_broken()).filter_map(|row| {
        let person = *by_row.get(&row.draft.row)?;
        match names.get(row.draft.superior.as_str())?.as_slice() {
            [one] if *one != person => Some((row.draft.row, person, *one)),
            _ => None,
        }
    });
    named.collect()
}

/// The lines for them, as far as the map has room: both on it, no superior yet, and no circle.
pub fn report(map: &PowerMap, batch: BatchId, named: &[(u32, PersonId, PersonId)]) -> Vec<Change> {
    let mut above: BTreeMap<PersonId, PersonId> = map
        .live_lines()
        .filter(|(_, line)| line.kind == LineKind::ReportsTo)
        .map(|(_, line)| (line.from, line.to))
        .collect();
    let mut changes = Vec::new();
    for (row, from, to) in named {
        let id = LineId(id_in(batch, 2, *row));
        let on_map = map.live_node(*from).is_some() && map.live_node(*to).is_some();
        if !on_map || map.lines.contains_key(&id) || above.contains_key(from) || circles(&above, *from, *to) {
            continue;
        }
        above.insert(*from, *to);
        let (from, to, note) = (*from, *to, String::new());
        changes.push(Change::PowerMap(PowerMapChange::AddLine { id, kind: LineKind::ReportsTo, from, to, note }));
    }
    changes
}

/// Whether somebody would stand above himself.
fn circles(above: &BTreeMap<PersonId, PersonId>, from: PersonId, to: PersonId) -> bool {
    let mut at = Some(to);
    let mut steps = 0;
    while let Some(person) = at {
        if person == from || steps > above.len() {
            return true;
        }
        steps += 1;
        at = above.get(&person).copied();
    }
    false
}
