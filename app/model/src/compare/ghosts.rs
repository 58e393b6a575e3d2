//! Two states in one drawing: what has left stands among the rest as a ghost, and each item says what happened to it.

use super::{Difference, Kind};
use crate::{EntityKey, LineId, Map, Room, StreamId, deal::Deal, power_map::PowerLine};
use std::collections::BTreeMap;

/// The later state, and with it what has left since the earlier one: drawn by the same code as everything else, as a ghost.
pub fn with_ghosts(before: &Room, after: &Room, differences: &[Difference]) -> Room {
    let mut both = after.clone();
    let (Some((_, old)), Some((id, new))) = (before.deal(), after.deal()) else { return both };
    keep_departments(before, &mut both, differences);
    let stream = StreamId::Deal(id);
    let Some(mut state) = both.remove(stream) else { return both };
    if let crate::Body::Deal(deal) = &mut state.body {
        for difference in differences.iter().filter(|difference| difference.kind == Kind::Left) {
            match difference.item {
                EntityKey::Node(id) => keep(&mut deal.power_map.nodes, &old.power_map.nodes, id),
                EntityKey::Step(id) => keep(&mut deal.chain.steps, &old.chain.steps, id),
                EntityKey::Fishbone(id) => keep(&mut deal.fishbones.all, &old.fishbones.all, id),
                EntityKey::StepPerson(id, person) => {
                    within(&mut deal.chain.steps, &old.chain.steps, id, |now, before| {
                        keep(&mut now.people, &before.people, person);
                    });
                }
                EntityKey::Bone(id, department) => {
                    within(&mut deal.fishbones.all, &old.fishbones.all, id, |now, before| {
                        keep(&mut now.bones, &before.bones, department);
                    });
                }
                EntityKey::BonePerson(id, person) => {
                    within(&mut deal.fishbones.all, &old.fishbones.all, id, |now, before| {
                        keep(&mut now.people, &before.people, person);
                        if let Some(on) = before.people.get(&person) {
                            keep(&mut now.bones, &before.bones, on.bone);
                        }
                    });
                }
                _ => {}
            }
        }
        // A line needs both its ends: last, when the cards are there. To whom somebody reported is drawn as well.
        for (id, line) in lines_without_partner(old, new) {
            if [line.from, line.to].iter().all(|end| deal.power_map.live_node(*end).is_some()) {
                keep(&mut deal.power_map.lines, &old.power_map.lines, id);
            }
        }
    }
    both.insert(stream, state);
    both
}

/// Lines of one state that the other does not have.
fn lines_without_partner<'a>(of: &'a Deal, other: &'a Deal) -> impl Iterator<Item = (LineId, &'a PowerLine)> {
    let there = |id: &LineId| other.power_map.lines.get(id).is_some_and(|line| line.archived.is_none());
    of.power_map.live_lines().filter(move |(id, _)| !there(id))
}

/// What happened to each item that is drawn: each that differs, and the lines to superiors, which are facts of the people in the list.
pub fn kinds(before: &Room, after: &Room, differences: &[Difference]) -> BTreeMap<EntityKey, Kind> {
    let mut kinds: BTreeMap<EntityKey, Kind> = differences.iter().map(|one| (one.item, one.kind)).collect();
    if let (Some((_, old)), Some((_, new))) = (before.deal(), after.deal()) {
        kinds.extend(lines_without_partner(new, old).map(|(id, _)| (EntityKey::Line(id), Kind::Joined)));
        kinds.extend(lines_without_partner(old, new).map(|(id, _)| (EntityKey::Line(id), Kind::Left)));
    }
    kinds
}

/// Departments that were dissolved: their people are still of them, and are framed as before.
fn keep_departments(before: &Room, both: &mut Room, differences: &[Difference]) {
    let (Some((_, old)), Some((id, _))) = (before.account(), both.account()) else { return };
    let stream = StreamId::Account(id);
    let Some(mut state) = both.remove(stream) else { return };
    if let crate::Body::Account(account) = &mut state.body {
        for difference in differences.iter().filter(|difference| difference.kind == Kind::Left) {
            if let EntityKey::Department(id) = difference.item {
                keep(&mut account.departments, &old.departments, id);
            }
        }
    }
    both.insert(stream, state);
}

fn keep<K: Ord + Copy, V: Clone>(now: &mut Map<K, V>, before: &Map<K, V>, key: K) {
    if let Some(value) = before.get(&key) {
        now.insert_mut(key, value.clone());
    }
}

/// Puts back a part of something that is there in both states.
fn within<K: Ord + Copy, V: Clone>(now: &mut Map<K, V>, before: &Map<K, V>, key: K, put_back: impl FnOnce(&mut V, &V)) {
    if let (Some(before), Some(mut whole)) = (before.get(&key), now.get(&key).cloned()) {
        put_back(&mut whole, before);
        now.insert_mut(key, whole);
    }
}
