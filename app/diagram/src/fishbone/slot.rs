//! What a place means: the rank somebody has in mind who lets go there.

use super::{
    Layout,
    layout::{BoneSpot, sign},
};
use crate::Point;
use model::{DepartmentId, PersonId, fishbone::Side};

/// A person further than this from every bone is let go nowhere.
const REACH: f64 = 150.0;
/// Beyond the end of a bone its last place reaches this far.
const BEYOND: f64 = 140.0;

/// A place on a bone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PersonSlot {
    /// Which bone.
    pub bone: DepartmentId,
    /// Who comes after; nobody at the end.
    pub before: Option<PersonId>,
}

/// A place among the bones.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BoneSlot {
    /// Which bone comes after; none at the end.
    pub before: Option<DepartmentId>,
    /// Above or below the spine.
    pub side: Side,
}

impl Layout {
    /// The place on a bone that a point means: of the nearest bone on that side of the spine, before the first person who stands
    /// further out. `moving` is not counted. `None` far from all bones.
    pub fn person_slot(&self, at: Point, moving: Option<PersonId>) -> Option<PersonSlot> {
        let away = at.y.abs();
        let side = if at.y < 0.0 { Side::Upper } else { Side::Lower };
        let far = |bone: &&BoneSpot| {
            let beyond = (away - bone.length - BEYOND).max(0.0);
            (bone.at(away).x - at.x).abs() + 4.0 * beyond
        };
        let bone = self.bones.iter().filter(|bone| bone.side == side).min_by(|a, b| far(a).total_cmp(&far(b)))?;
        if far(&bone) > REACH {
            return None;
        }
        let others = bone.people.iter().copied().filter(|person| Some(*person) != moving);
        let before =
            others.into_iter().find(|person| self.people.get(person).is_some_and(|spot| spot.at.y.abs() > away));
        Some(PersonSlot { bone: bone.department, before })
    }

    /// The place among the bones that is meant by holding the foot of a bone at a point: before the first bone whose foot stands
    /// further left, on the side where the middle of the bone is then. `None` for a bone that is not here.
    pub fn bone_slot(&self, department: DepartmentId, at: Point) -> Option<BoneSlot> {
        let held = self.bone_spot(department)?;
        let middle = at.y + held.length / 2.0 * sign(held.side);
        let side = if middle < 0.0 { Side::Upper } else { Side::Lower };
        let others = self.bones.iter().filter(|bone| bone.department != department);
        let before = others.into_iter().find(|bone| bone.root.x < at.x).map(|bone| bone.department);
        Some(BoneSlot { before, side })
    }
}
