//! Taking an import back, read off the log: everything it wrote, but for what somebody has changed or built on since.

use crate::{
    Change, Effects, EntityKey, PersonId, Stamp, StreamId, StreamState,
    change::{Body, fold_change},
    department::DepartmentChange,
    merge::Field,
    person::PersonChange,
    power_map::PowerMapChange,
};
use std::collections::{BTreeMap, BTreeSet};

/// One row of a stream's log.
#[derive(Clone, Debug)]
pub struct LogRow {
    /// Whether it belongs to the import.
    pub ours: bool,
    /// What the server added.
    pub stamp: Stamp,
    /// The changes; none in a row that was erased.
    pub changes: Vec<Change>,
}

/// What takes an import back in one stream.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TakeBack {
    /// The changes, in order.
    pub changes: Vec<Change>,
    /// People who are as they were before.
    pub taken: BTreeSet<PersonId>,
    /// People of whom something is kept, because somebody has changed it since or uses them.
    pub kept: BTreeSet<PersonId>,
}

/// Reads the whole log of a stream. `used` says whether somebody stands in a diagram that is not taken back with him.
pub fn take_back(
    stream: StreamId,
    rows: impl IntoIterator<Item = LogRow>,
    used: &dyn Fn(PersonId) -> bool,
) -> TakeBack {
    let mut log = Log {
        state: StreamState::empty(stream),
        ours: Vec::new(),
        theirs: BTreeMap::new(),
        touched: BTreeMap::new(),
        at: 0,
    };
    for row in rows {
        log.read(&row);
    }
    match &log.state.body {
        Body::Account(_) => log.account(used),
        Body::Deal(_) => log.deal(),
        Body::Workspace(_) | Body::DealCore(_) => TakeBack::default(),
    }
}

struct Log {
    state: StreamState,
    /// What the import changed and what takes that back, each with its place.
    ours: Vec<(usize, Change, Change)>,
    /// Where somebody last changed a field otherwise.
    theirs: BTreeMap<(EntityKey, Field), usize>,
    /// Where somebody last changed anything about an entity.
    touched: BTreeMap<EntityKey, usize>,
    at: usize,
}

impl Log {
    fn read(&mut self, row: &LogRow) {
        self.state.seq = self.state.seq.next();
        for change in &row.changes {
            self.at += 1;
            if row.ours {
                if let Some(back) = change.inverse(&self.state) {
                    self.ours.push((self.at, change.clone(), back));
                }
            } else {
                for written in change.writes() {
                    self.touched.insert(written.0, self.at);
                    self.theirs.insert(written, self.at);
                }
            }
            fold_change(&mut self.state, change, &row.stamp, &mut Effects::new());
        }
    }

    /// Whether somebody has changed anything about an entity after a place.
    fn touched(&self, entity: EntityKey, after: usize) -> bool {
        self.touched.get(&entity).is_some_and(|last| *last > after)
    }

    fn account(&self, used: &dyn Fn(PersonId) -> bool) -> TakeBack {
        let Body::Account(account) = &self.state.body else { return TakeBack::default() };
        let mut back = TakeBack::default();
        let mut added = BTreeSet::new();
        let mut departments = Vec::new();
        for (at, change, _) in &self.ours {
            match change {
                Change::Person(PersonChange::Add { id, .. }) => {
                    added.insert(*id);
                    if account.people.get(id).is_none_or(|person| person.archived) {
                        continue;
                    }
                    if self.touched(EntityKey::Person(*id), *at) || used(*id) {
                        back.kept.insert(*id);
                    } else {
                        back.taken.insert(*id);
                        back.changes.push(Change::Person(PersonChange::Archive { id: *id }));
                    }
                }
                Change::Department(DepartmentChange::Add { id, .. }) => departments.push((*at, *id)),
                _ => {}
            }
        }
        for (at, change, inverse) in self.ours.iter().rev() {
            let Change::Person(person) = change else { continue };
            let id = person.id();
            if added.contains(&id) {
                continue;
            }
            let changed = change.writes().iter().any(|written| self.theirs.get(written).is_some_and(|last| last > at));
            if changed || account.people.get(&id).is_none_or(|person| person.archived) {
                back.kept.insert(id);
            } else {
                back.taken.insert(id);
                back.changes.push(inverse.clone());
            }
        }
        back.taken.retain(|person| !back.kept.contains(person));
        // A department goes when nobody is left in it.
        let gone: BTreeSet<PersonId> = back.taken.intersection(&added).copied().collect();
        for (at, id) in departments {
            let lived_in = account.people.iter().any(|(person, one)| {
                let moves_out = back.changes.iter().any(|change| {
                    matches!(change, Change::Person(PersonChange::SetDepartment { id: who, department }) if who == person && *department != Some(id))
                });
                one.department == Some(id) && !one.archived && !gone.contains(person) && !moves_out
            }) || account.departments.iter().any(|(_, below)| below.parent == Some(id) && !below.archived);
            let live = account.departments.get(&id).is_some_and(|one| !one.archived);
            if live && !lived_in && !self.touched(EntityKey::Department(id), at) {
                back.changes.push(Change::Department(DepartmentChange::Archive { id }));
            }
        }
        back
    }

    fn deal(&self) -> TakeBack {
        let Body::Deal(deal) = &self.state.body else { return TakeBack::default() };
        let map = &deal.power_map;
        let mut back = TakeBack::default();
        let (mut lines, mut people) = (Vec::new(), Vec::new());
        for (at, change, _) in &self.ours {
            let Change::PowerMap(change) = change else { continue };
            match change {
                PowerMapChange::AddLine { id, .. } => {
                    let live = map.lines.get(id).is_some_and(|line| line.archived.is_none());
                    if live && !self.touched(EntityKey::Line(*id), *at) {
                        lines.push(*id);
                    }
                }
                PowerMapChange::AddNode { person, .. } => people.push((*at, *person)),
                PowerMapChange::RestoreNodes { people: restored } => {
                    people.extend(restored.iter().map(|person| (*at, *person)));
                }
                _ => {}
            }
        }
        let built_on: BTreeSet<PersonId> =
            map.live_lines().filter(|(id, _)| !lines.contains(id)).flat_map(|(_, line)| [line.from, line.to]).collect();
        for (at, person) in people {
            if map.live_node(person).is_none() {
                continue;
            }
            if built_on.contains(&person) || self.touched(EntityKey::Node(person), at) {
                back.kept.insert(person);
            } else {
                back.taken.insert(person);
            }
        }
        if !lines.is_empty() {
            back.changes.push(Change::PowerMap(PowerMapChange::RemoveLines { lines }));
        }
        if !back.taken.is_empty() {
            let people = back.taken.iter().copied().collect();
            back.changes.push(Change::PowerMap(PowerMapChange::RemoveNodes { people }));
        }
        back
    }
}
