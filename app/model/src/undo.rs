//! Undo: pushing the inverse of one's own op, without what others have changed since.

use crate::{Change, EntityKey, Room, StreamId, UserId, power_map::PowerMapChange};

/// What is left of an inverse after leaving out what others have changed since.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Undo {
    /// The changes to push, per stream.
    pub parts: Vec<(StreamId, Vec<Change>)>,
    /// Single steps that are done.
    pub kept: usize,
    /// Single steps that were left out.
    pub left_out: usize,
}

/// The inverse as it may be pushed now: "3 of 4 undone" is `kept == 3, left_out == 1`.
pub fn undo(room: &Room, inverse: &[(StreamId, Vec<Change>)], user: UserId) -> Undo {
    let mut result = Undo::default();
    for (stream, changes) in inverse {
        let Some(state) = room.get(*stream) else {
            result.left_out += changes.len();
            continue;
        };
        let foreign = |entity: EntityKey, change: &Change| {
            if removes(change) {
                return state.writes.touched_by_others(entity, user);
            }
            change
                .writes()
                .iter()
                .filter(|(written, _)| *written == entity)
                .any(|(entity, field)| state.writes.last(*entity, *field).is_some_and(|write| write.by != user))
        };
        let mut kept = Vec::with_capacity(changes.len());
        for change in changes {
            let entities: Vec<EntityKey> = change.writes().into_iter().map(|(entity, _)| entity).collect();
            let free: Vec<EntityKey> = entities.iter().copied().filter(|entity| !foreign(*entity, change)).collect();
            result.kept += free.len();
            result.left_out += entities.len() - free.len();
            if free.len() == entities.len() {
                kept.push(change.clone());
            } else {
                kept.extend(retain(change, &free));
            }
        }
        if !kept.is_empty() {
            result.parts.push((*stream, kept));
        }
    }
    result
}

/// The part of a change that is about one entity.
pub(crate) fn only(change: &Change, entity: EntityKey) -> Option<Change> {
    retain(change, &[entity])
}

/// Whether the change takes a whole entity away, with everything others may have added to it.
fn removes(change: &Change) -> bool {
    use crate::{competitor::CompetitorChange, department::DepartmentChange, person::PersonChange};
    matches!(
        change,
        Change::PowerMap(PowerMapChange::RemoveNodes { .. } | PowerMapChange::RemoveLines { .. })
            | Change::Person(PersonChange::Archive { .. })
            | Change::Department(DepartmentChange::Archive { .. })
            | Change::Competitor(CompetitorChange::Archive { .. })
    )
}

/// A bulk change reduced to these entities; `None` if nothing is left.
fn retain(change: &Change, entities: &[EntityKey]) -> Option<Change> {
    let node = |person: &crate::PersonId| entities.contains(&EntityKey::Node(*person));
    let line = |id: &crate::LineId| entities.contains(&EntityKey::Line(*id));
    let reduced = match change {
        Change::PowerMap(PowerMapChange::MoveNodes { to }) => {
            let to: Vec<_> = to.iter().filter(|place| node(&place.person)).copied().collect();
            (!to.is_empty()).then_some(PowerMapChange::MoveNodes { to })
        }
        Change::PowerMap(PowerMapChange::RemoveNodes { people }) => {
            let people: Vec<_> = people.iter().filter(|person| node(person)).copied().collect();
            (!people.is_empty()).then_some(PowerMapChange::RemoveNodes { people })
        }
        Change::PowerMap(PowerMapChange::RestoreNodes { people }) => {
            let people: Vec<_> = people.iter().filter(|person| node(person)).copied().collect();
            (!people.is_empty()).then_some(PowerMapChange::RestoreNodes { people })
        }
        Change::PowerMap(PowerMapChange::RemoveLines { lines }) => {
            let lines: Vec<_> = lines.iter().filter(|id| line(id)).copied().collect();
            (!lines.is_empty()).then_some(PowerMapChange::RemoveLines { lines })
        }
        Change::PowerMap(PowerMapChange::RestoreLines { lines }) => {
            let lines: Vec<_> = lines.iter().filter(|id| line(id)).copied().collect();
            (!lines.is_empty()).then_some(PowerMapChange::RestoreLines { lines })
        }
        other => {
            let whole = other.writes().iter().all(|(entity, _)| entities.contains(entity));
            return whole.then(|| other.clone());
        }
    };
    reduced.map(Change::PowerMap)
}
