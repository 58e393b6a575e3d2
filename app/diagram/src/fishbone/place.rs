//! What an item of a fishbone covers.

use super::Layout;
use crate::{Point, Rect};
use model::EntityKey;

impl Layout {
    /// The origin of an item's group, and what one sees of the item around it: the head's face, a department's name, a person with
    /// both lines. `None` for what is not on this fishbone.
    pub fn place(&self, item: EntityKey) -> Option<(Point, Rect)> {
        match item {
            EntityKey::Fishbone(id) if id == self.id => Some((Point::default(), self.head.face())),
            EntityKey::Bone(id, department) if id == self.id => {
                self.bone_spot(department).map(|bone| (bone.root, bone.pill()))
            }
            EntityKey::BonePerson(id, person) if id == self.id => {
                self.people.get(&person).map(|spot| (spot.at, spot.bounds()))
            }
            _ => None,
        }
    }

    /// Where the sign of what happened to an item stands: at the left upper corner of what one sees of it.
    pub fn sign_at(&self, item: EntityKey) -> Option<Point> {
        self.place(item).map(|(_, seen)| Point::new(seen.x, seen.y))
    }
}
