//! The organisation fishbone 客户组织结构鱼骨图 (T-02) as groups of shapes: one for head, spine and tail, one per bone, one per person.
//!
//! Position is rank. The back of the head is the origin, the spine runs along y = 0 to the left, bones lean away from the head by 60
//! degrees. [`layout`] says where everything stands; nothing stands anywhere else. [`Layout::person_slot`] and [`Layout::bone_slot`]
//! read a place the other way round: as the rank somebody means who lets go there.

mod bone;
mod head;
mod layout;
mod legend;
mod person;
mod place;
mod slot;
mod words;

pub use layout::{BoneSpot, Head, Layout, PersonSpot, layout};
pub use legend::{LegendWords, legend};
pub use person::state_shape;
pub use slot::{BoneSlot, PersonSlot};
pub use words::Words;

/// The lean of a bone: how far it goes to the left for each unit away from the spine, 1 / tan 60°.
pub(crate) const LEAN: f64 = 0.577_350_269_189_625_8;
/// From the back of the head to the first bone.
const FIRST_BONE: f64 = 56.0;
/// From one bone to the next, on whatever side.
const HALF_STEP: f64 = 116.0;
/// From the spine to the first person.
const FIRST_PERSON: f64 = 58.0;
/// From one person to the next, away from the spine; more than a label is high.
const ROW: f64 = 56.0;
/// The same on a fishbone with a long bone, so that it still fits on a sheet.
const ROW_TIGHT: f64 = 46.0;
/// The same where bones are longer still: fifteen people a bone can be read on A3, at 6.5 points.
const ROW_DENSE: f64 = 36.0;
/// People on a bone up to which there is room for the wide rows.
const FEW: usize = 6;
/// People on a bone up to which there is room for the tight ones.
const SEVERAL: usize = 10;
/// From the last person to the name of the department.
const TO_NAME: f64 = 52.0;
/// How far the name of a department without people stands from the spine.
const EMPTY_BONE: f64 = 96.0;
/// From the point of a person to the right edge of the label.
const LABEL_GAP: f64 = 16.0;
/// Widest label of a person.
const LABEL_MAX: f64 = 190.0;
/// What is kept free between two things that could touch.
const CLEAR: f64 = 14.0;
/// Radius of the free area around a state shape.
const MARK_RADIUS: f64 = 10.0;
/// Size of a post.
const TITLE_SIZE: f64 = 12.5;
/// Size of a name.
const NAME_SIZE: f64 = 11.5;
/// Height of a department's name with its frame.
const PILL_HEIGHT: f64 = 26.0;
/// Widest name of a department.
const PILL_TEXT_MAX: f64 = 170.0;
/// From the last bone to the tail.
const TO_TAIL: f64 = 96.0;

#[cfg(test)]
mod tests;
