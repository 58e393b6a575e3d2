//! A place is a rank: what letting something go at a point, or moving it one step, would change.

use super::state::{Screen, bone_of, person_of};
use crate::canvas::Direction;
use diagram::{
    Point,
    fishbone::{BoneSpot, Layout},
};
use model::{
    DepartmentId, EntityKey, FishboneId, PersonId,
    fishbone::{FishboneChange, Side, ranked},
    rank::{Place, gathered, places, shifted},
};

/// Before this one, or at the end.
fn place<I>(before: Option<I>) -> Place<I> {
    before.map_or(Place::Last, Place::Before)
}

impl Screen {
    /// What letting the first of these go at a point would change: the others, of its kind, come along, in the order they have. Nothing
    /// if all would stand where they stand.
    pub fn meant(&self, items: &[EntityKey], at: Point) -> Vec<FishboneChange> {
        match items.first() {
            Some(EntityKey::BonePerson(_, lead)) => self.people_meant(*lead, &people_of(items), at),
            Some(EntityKey::Bone(_, lead)) => self.bones_meant(*lead, &bones_of(items), at),
            _ => Vec::new(),
        }
    }

    fn people_meant(&self, lead: PersonId, moved: &[PersonId], at: Point) -> Vec<FishboneChange> {
        let found = self.with_settled(|layout| {
            // Taken off meanwhile: there is nothing to let go.
            layout.people.get(&lead)?;
            let slot = layout.person_slot(at, Some(lead))?;
            Some((slot, people_on(layout, slot.bone), in_order(layout, moved)))
        });
        let (Some(id), Some(Some((slot, line, moved)))) = (self.id(), found) else { return Vec::new() };
        put_people(id, slot.bone, &line, &gathered(&line, &moved, slot.before), &moved)
    }

    fn bones_meant(&self, lead: DepartmentId, moved: &[DepartmentId], at: Point) -> Vec<FishboneChange> {
        let slot = self.with_settled(|layout| layout.bone_slot(lead, at)).flatten();
        let (Some(id), Some(slot)) = (self.id(), slot) else { return Vec::new() };
        let line = self.spine();
        let moved: Vec<DepartmentId> = line.iter().filter(|bone| moved.contains(bone)).copied().collect();
        let mut changes = put_bones(id, &line, &gathered(&line, &moved, slot.before), &moved);
        // Sides alternate unless somebody says otherwise: a bone stays on the side where it is let go.
        let after = self.with_fishbone(|fishbone| side_of(&ranked(&fishbone.foreseen(id, &changes)), lead));
        if after.is_some_and(|side| side != slot.side) {
            changes.push(FishboneChange::SetSide { id, department: lead, side: Some(slot.side) });
        }
        changes
    }

    /// The bones in the order of their ranks.
    fn spine(&self) -> Vec<DepartmentId> {
        self.with_settled(|layout| layout.bones.iter().map(|bone| bone.department).collect()).unwrap_or_default()
    }

    /// Puts a bone at a rank, from 1.
    pub fn rank_bone(&self, department: DepartmentId, rank: usize) -> bool {
        let others = self.with_fishbone(|fishbone| {
            let bones = ranked(fishbone).into_iter().map(|bone| bone.department);
            bones.filter(|other| *other != department).collect::<Vec<_>>()
        });
        let place = place(others.get(rank.saturating_sub(1)).copied());
        let Some(id) = self.id() else { return false };
        self.move_item(EntityKey::Bone(id, department), vec![FishboneChange::MoveBone { id, department, place }])
    }

    /// Puts a person at a rank on a bone, from 1.
    pub fn rank_person(&self, person: PersonId, bone: DepartmentId, rank: usize) -> bool {
        let others = self.with_fishbone(|fishbone| {
            let found = ranked(fishbone).into_iter().find(|each| each.department == bone);
            let people = found.map(|bone| bone.people).unwrap_or_default();
            people.into_iter().filter(|other| *other != person).collect::<Vec<_>>()
        });
        let place = place(others.get(rank.saturating_sub(1)).copied());
        let Some(id) = self.id() else { return false };
        self.move_item(EntityKey::BonePerson(id, person), vec![FishboneChange::MovePerson { id, person, bone, place }])
    }

    /// One step of an arrow key for these, all of one kind: along the bone or the spine, or across it. `far` goes to the end.
    pub fn step(&self, items: &[EntityKey], direction: Direction, far: bool) -> bool {
        let (Some(id), Some(lead)) = (self.id(), items.first().copied()) else { return false };
        let changes = match lead {
            EntityKey::Bone(..) => self.bones_stepped(id, &bones_of(items), direction, far),
            EntityKey::BonePerson(..) if direction.sideways() => {
                self.people_crossed(id, &people_of(items), direction == Direction::Right)
            }
            EntityKey::BonePerson(..) => self.people_stepped(id, &people_of(items), direction, far),
            _ => return false,
        };
        changes.is_empty() || self.move_item(lead, changes)
    }

    fn bones_stepped(
        &self,
        id: FishboneId,
        moved: &[DepartmentId],
        direction: Direction,
        far: bool,
    ) -> Vec<FishboneChange> {
        let side = match direction {
            Direction::Up => Side::Upper,
            Direction::Down => Side::Lower,
            Direction::Left | Direction::Right => {
                let line = self.spine();
                return put_bones(id, &line, &shifted(&line, moved, direction == Direction::Right, far), moved);
            }
        };
        let bones = self.with_settled(|layout| layout.bones.iter().map(|one| (one.department, one.side)).collect());
        let bones: Vec<(DepartmentId, Side)> = bones.unwrap_or_default();
        let across = bones.into_iter().filter(|(bone, now)| moved.contains(bone) && *now != side);
        across.map(|(department, _)| FishboneChange::SetSide { id, department, side: Some(side) }).collect()
    }

    /// Each along his bone, up or down as it is drawn.
    fn people_stepped(
        &self,
        id: FishboneId,
        moved: &[PersonId],
        direction: Direction,
        far: bool,
    ) -> Vec<FishboneChange> {
        let stepped = |layout: &Layout| {
            let on = layout.bones.iter().filter(|bone| bone.people.iter().any(|person| moved.contains(person)));
            let step = |bone: &BoneSpot| {
                let inwards = (direction == Direction::Down) == (bone.side == Side::Upper);
                let after = shifted(&bone.people, moved, inwards, far);
                put_people(id, bone.department, &bone.people, &after, moved)
            };
            on.flat_map(step).collect()
        };
        self.with_settled(stepped).unwrap_or_default()
    }

    /// Each to the bone beside his own, at the rank he has; nobody, if one of them has no bone to go to.
    fn people_crossed(&self, id: FishboneId, moved: &[PersonId], towards_head: bool) -> Vec<FishboneChange> {
        let crossed = |layout: &Layout| {
            let mut changes = Vec::new();
            for (at, bone) in layout.bones.iter().enumerate() {
                let going: Vec<PersonId> = bone.people.iter().filter(|one| moved.contains(one)).copied().collect();
                if going.is_empty() {
                    continue;
                }
                let next = if towards_head { at.checked_sub(1) } else { Some(at + 1) };
                let next = next.and_then(|next| layout.bones.get(next))?;
                // Who leaves the next bone by the same key is no longer there.
                let mut line: Vec<PersonId> = next.people.iter().filter(|one| !moved.contains(one)).copied().collect();
                for person in &going {
                    let rank = layout.people.get(person).map_or(1, |spot| spot.rank.1);
                    line.insert(rank.saturating_sub(1).min(line.len()), *person);
                }
                changes.extend(put_people(id, next.department, &[], &line, &going));
            }
            Some(changes)
        };
        self.with_settled(crossed).flatten().unwrap_or_default()
    }
}

/// The people on a bone in the order of their ranks.
fn people_on(layout: &Layout, bone: DepartmentId) -> Vec<PersonId> {
    layout.bone_spot(bone).map(|bone| bone.people.clone()).unwrap_or_default()
}

/// These people in the order of importance.
fn in_order(layout: &Layout, people: &[PersonId]) -> Vec<PersonId> {
    let all = layout.bones.iter().flat_map(|bone| &bone.people);
    all.filter(|person| people.contains(person)).copied().collect()
}

/// What makes the people of a bone stand like this, where some of them were moved.
fn put_people(
    id: FishboneId,
    bone: DepartmentId,
    before: &[PersonId],
    after: &[PersonId],
    moved: &[PersonId],
) -> Vec<FishboneChange> {
    if before == after {
        return Vec::new();
    }
    let put = |(person, place)| FishboneChange::MovePerson { id, person, bone, place };
    places(after, moved).into_iter().map(put).collect()
}

/// What makes the bones stand like this, where some of them were moved.
fn put_bones(
    id: FishboneId,
    before: &[DepartmentId],
    after: &[DepartmentId],
    moved: &[DepartmentId],
) -> Vec<FishboneChange> {
    if before == after {
        return Vec::new();
    }
    let put = |(department, place)| FishboneChange::MoveBone { id, department, place };
    places(after, moved).into_iter().map(put).collect()
}

fn people_of(items: &[EntityKey]) -> Vec<PersonId> {
    items.iter().copied().filter_map(person_of).collect()
}

fn bones_of(items: &[EntityKey]) -> Vec<DepartmentId> {
    items.iter().copied().filter_map(bone_of).collect()
}

fn side_of(bones: &[model::fishbone::RankedBone], department: DepartmentId) -> Option<Side> {
    bones.iter().find(|bone| bone.department == department).map(|bone| bone.side)
}
