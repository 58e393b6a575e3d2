//! What follows from a fishbone (T-02): ranks, relation states, completeness, the next-step plan.

use super::{BonePerson, Fishbone, Mark, RelationState, Side};
use crate::{
    Day, DepartmentId, PersonId,
    account::Account,
    power_map::{Age, PowerMap, Vendor, age},
};
use std::collections::{BTreeMap, BTreeSet};

/// A bone in its rank, with the people on it in theirs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RankedBone {
    /// Whose bone.
    pub department: DepartmentId,
    /// On which side it stands: as it was put, else opposite to the one before it; the first stands above.
    pub side: Side,
    /// People, the most important first.
    pub people: Vec<PersonId>,
}

/// The bones of a fishbone, the most important first.
pub fn ranked(fishbone: &Fishbone) -> Vec<RankedBone> {
    let mut bones: Vec<_> = fishbone.bones.iter().filter(|(_, bone)| !bone.archived).collect();
    crate::order::sort_by_key(&mut bones, |(_, bone)| bone.rank);
    let mut people: Vec<_> = fishbone.people.iter().filter(|(_, on)| !on.archived).collect();
    crate::order::sort_by_key(&mut people, |(_, on)| on.rank);
    let mut on_bones: BTreeMap<DepartmentId, Vec<PersonId>> = BTreeMap::new();
    for (person, on) in people {
        on_bones.entry(on.bone).or_default().push(*person);
    }
    let mut side = Side::Lower;
    bones
        .into_iter()
        .map(|(department, bone)| {
            side = bone.side.unwrap_or(side.other());
            RankedBone { department: *department, side, people: on_bones.remove(department).unwrap_or_default() }
        })
        .collect()
}

/// How the relation stands by the assessments of the power map: a strength of ours of +1 or more is favourable, 0 and below
/// needs improvement, unknown is not assessed.
pub fn relation(map: &PowerMap, person: PersonId) -> RelationState {
    match map.live_node(person).and_then(|node| node.strength(Vendor::Us)) {
        Some(1..) => RelationState::Favourable,
        Some(_) => RelationState::NeedsImprovement,
        None => RelationState::NotAssessed,
    }
}

/// How the relation stands: as somebody stated it, else by the assessments.
pub fn state_of(map: &PowerMap, person: PersonId, on: &BonePerson) -> RelationState {
    on.stated.as_ref().map_or_else(|| relation(map, person), |stated| stated.state)
}

/// How old the assessment is that the relation follows from. What somebody stated does not age, nor what nobody knows.
pub fn age_of(map: &PowerMap, person: PersonId, on: &BonePerson, today: Day) -> Age {
    let node = map.live_node(person).filter(|node| on.stated.is_none() && node.strength(Vendor::Us).is_some());
    let assessed = node.and_then(|node| node.current(Vendor::Us));
    assessed.map_or(Age::Fresh, |(_, assessment)| age(assessment.observed_at, today))
}

/// People with mark A who stand further out than a B of the same bone, on these of its bones: the drawing contradicts the marks.
pub fn misplaced(fishbone: &Fishbone, bones: &[RankedBone]) -> BTreeSet<PersonId> {
    let mark = |person: &PersonId| fishbone.people.get(person).and_then(|on| on.mark);
    let mut found = BTreeSet::new();
    for bone in bones {
        let first_b = bone.people.iter().position(|person| mark(person) == Some(Mark::B));
        let behind = bone.people.iter().skip(first_b.unwrap_or(bone.people.len()));
        found.extend(behind.filter(|person| mark(person) == Some(Mark::A)));
    }
    found
}

/// How complete a fishbone is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
    /// People on its bones.
    pub people: usize,
    /// Of them, those whose name is known 精准到人物的职务和姓名.
    pub named: usize,
    /// Of them, those whose relation is known.
    pub assessed: usize,
    /// Of them, those whose relation needs improvement.
    pub to_improve: usize,
}

impl Count {
    /// Whether it may be attached to a decision point: it has people, and the name of each is known.
    pub const fn is_complete(self) -> bool {
        self.people > 0 && self.named == self.people
    }
}

/// Counts the people of a fishbone.
pub fn count(fishbone: &Fishbone, map: &PowerMap, account: &Account) -> Count {
    let mut count = Count::default();
    for person in ranked(fishbone).iter().flat_map(|bone| &bone.people) {
        let Some(on) = fishbone.people.get(person) else { continue };
        let state = state_of(map, *person, on);
        count.people += 1;
        count.named += usize::from(account.people.get(person).is_some_and(|person| person.name.is_some()));
        count.assessed += usize::from(state != RelationState::NotAssessed);
        count.to_improve += usize::from(state == RelationState::NeedsImprovement);
    }
    count
}

/// One person of the next-step plan 下一步工作计划.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing {
    /// Who.
    pub person: PersonId,
    /// How the relation stands: needs improvement or not assessed.
    pub state: RelationState,
    /// Rank of the bone, from 1.
    pub bone: usize,
    /// Rank on the bone, from 1.
    pub rank: usize,
}

/// With whom something has to be done: everybody whose relation needs improvement or is not assessed, in the order of bones
/// and, on a bone, of people.
pub fn plan(fishbone: &Fishbone, map: &PowerMap) -> Vec<Standing> {
    let mut steps = Vec::new();
    for (bone, ranked) in (1..).zip(ranked(fishbone)) {
        for (rank, person) in (1..).zip(ranked.people) {
            let Some(on) = fishbone.people.get(&person) else { continue };
            let state = state_of(map, person, on);
            if matches!(state, RelationState::NeedsImprovement | RelationState::NotAssessed) {
                steps.push(Standing { person, state, bone, rank });
            }
        }
    }
    steps
}
