//! A place is a rank: what letting something go at a point, or moving it one step, would change.

use super::state::Screen;
use crate::canvas::Direction;
use diagram::{Point, fishbone::PersonSlot};
use model::{
    DepartmentId, EntityKey, PersonId,
    fishbone::{FishboneChange, Side, ranked},
    rank::Place,
};

/// Before this one, or at the end.
fn place<I>(before: Option<I>) -> Place<I> {
    before.map_or(Place::Last, Place::Before)
}

impl Screen {
    /// What letting an item go at a point would change. Nothing if it would stand where it stands.
    pub fn meant(&self, item: EntityKey, at: Point) -> Vec<FishboneChange> {
        match item {
            EntityKey::BonePerson(_, person) => self.person_meant(person, at),
            EntityKey::Bone(_, bone) => self.bone_meant(bone, at),
            _ => Vec::new(),
        }
    }

    fn person_meant(&self, person: PersonId, at: Point) -> Vec<FishboneChange> {
        let slots = self.with_settled(|layout| Some((layout.person_slot(at, Some(person))?, self.slot_of(person)?)));
        let (Some(id), Some(Some((slot, now)))) = (self.id(), slots) else { return Vec::new() };
        if slot == now {
            return Vec::new();
        }
        vec![FishboneChange::MovePerson { id, person, bone: slot.bone, place: place(slot.before) }]
    }

    /// Where a person stands now.
    fn slot_of(&self, person: PersonId) -> Option<PersonSlot> {
        self.with_settled(|layout| {
            let bone = layout.bone_spot(layout.people.get(&person)?.bone)?;
            let behind = bone.people.iter().skip_while(|other| **other != person).nth(1);
            Some(PersonSlot { bone: bone.department, before: behind.copied() })
        })?
    }

    fn bone_meant(&self, department: DepartmentId, at: Point) -> Vec<FishboneChange> {
        let slot = self.with_settled(|layout| layout.bone_slot(department, at)).flatten();
        let (Some(id), Some(slot)) = (self.id(), slot) else { return Vec::new() };
        let mut changes = Vec::new();
        if slot.before != self.bone_behind(department) {
            changes.push(FishboneChange::MoveBone { id, department, place: place(slot.before) });
        }
        // Sides alternate unless somebody says otherwise: a bone stays on the side where it is let go.
        let after = self.with_fishbone(|fishbone| side_of(&ranked(&fishbone.foreseen(id, &changes)), department));
        if after.is_some_and(|side| side != slot.side) {
            changes.push(FishboneChange::SetSide { id, department, side: Some(slot.side) });
        }
        changes
    }

    fn bone_behind(&self, department: DepartmentId) -> Option<DepartmentId> {
        self.with_settled(|layout| {
            layout.bones.iter().skip_while(|bone| bone.department != department).nth(1).map(|bone| bone.department)
        })?
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

    /// One step of an arrow key: along the bone or the spine, or across it. `far` goes to the end.
    pub fn step(&self, item: EntityKey, direction: Direction, far: bool) -> bool {
        match item {
            EntityKey::Bone(_, bone) => self.step_bone(bone, direction, far),
            EntityKey::BonePerson(_, person) => self.step_person(person, direction, far),
            _ => false,
        }
    }

    fn step_bone(&self, department: DepartmentId, direction: Direction, far: bool) -> bool {
        let Some(Some((rank, side, count))) = self
            .with_settled(|layout| layout.bone_spot(department).map(|bone| (bone.rank, bone.side, layout.bones.len())))
        else {
            return false;
        };
        let wanted = match direction {
            Direction::Right => {
                if far {
                    1
                } else {
                    rank.saturating_sub(1).max(1)
                }
            }
            Direction::Left => {
                if far {
                    count
                } else {
                    (rank + 1).min(count)
                }
            }
            Direction::Up | Direction::Down => {
                let wanted = if direction == Direction::Up { Side::Upper } else { Side::Lower };
                return wanted == side || self.set_side(department, Some(wanted));
            }
        };
        wanted == rank || self.rank_bone(department, wanted)
    }

    fn step_person(&self, person: PersonId, direction: Direction, far: bool) -> bool {
        let found = self.with_settled(|layout| {
            let spot = layout.people.get(&person)?;
            let at = layout.bones.iter().position(|bone| bone.department == spot.bone)?;
            let bone = layout.bones.get(at)?;
            let next = match direction {
                Direction::Right => at.checked_sub(1).and_then(|at| layout.bones.get(at)),
                Direction::Left => layout.bones.get(at + 1),
                Direction::Up | Direction::Down => None,
            };
            Some((spot.bone, spot.rank.1, bone.side, bone.people.len(), next.map(|bone| bone.department)))
        });
        let Some(Some((bone, rank, side, count, next))) = found else { return false };
        let inwards = matches!((direction, side), (Direction::Down, Side::Upper) | (Direction::Up, Side::Lower));
        match direction {
            Direction::Left | Direction::Right => next.is_none_or(|next| self.rank_person(person, next, rank)),
            _ => {
                let wanted = match (inwards, far) {
                    (true, true) => 1,
                    (true, false) => rank.saturating_sub(1).max(1),
                    (false, true) => count,
                    (false, false) => (rank + 1).min(count),
                };
                wanted == rank || self.rank_person(person, bone, wanted)
            }
        }
    }
}

fn side_of(bones: &[model::fishbone::RankedBone], department: DepartmentId) -> Option<Side> {
    bones.iter().find(|bone| bone.department == department).map(|bone| bone.side)
}
