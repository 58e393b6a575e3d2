//! A person on a bone: the relation as shape and colour, post and mark, name.

use super::{LABEL_GAP, LABEL_MAX, Layout, NAME_SIZE, PersonSpot, TITLE_SIZE, Words};
use crate::{Anchor, Group, Run, Shape, power_map::age_class, text};
use model::{
    EntityKey, PersonId,
    fishbone::{Mark, RelationState},
    power_map::Age,
};

/// Space before a mark.
const MARK_GAP: f64 = 6.0;

/// The letter of a mark, and the sign of one that stands where it should not.
fn mark_text(mark: Option<Mark>, misplaced: bool) -> Option<String> {
    let letter = match mark? {
        Mark::A => "A",
        Mark::B => "B",
    };
    Some(if misplaced { format!("{letter}!") } else { letter.to_owned() })
}

/// Room a mark takes behind the post.
pub(super) fn mark_width(mark: Option<Mark>, misplaced: bool) -> f64 {
    mark_text(mark, misplaced).map_or(0.0, |mark| text::width(&mark, TITLE_SIZE, true) + MARK_GAP)
}

/// The shape of a relation around the origin: told apart without its colour, pale with the age of the assessment it follows from. Its
/// class is `state` and the state's own.
pub fn state_shape(state: RelationState, age: Age) -> Shape {
    state_shape_at(state, age, 0.0, 0.0)
}

/// The same around another point.
pub(super) fn state_shape_at(state: RelationState, age: Age, x: f64, y: f64) -> Shape {
    let class = |name: &str| format!("state {name}{}", age_class(age)).into();
    match state {
        RelationState::Favourable => Shape::Circle { class: class("favourable"), x, y, r: 6.0 },
        RelationState::NeedsImprovement => {
            Shape::Path { class: class("needs-improvement"), d: format!("M{x} {:.1}l7 12.6h-14z", y - 6.8) }
        }
        RelationState::Cooperated => {
            Shape::Rect { class: class("cooperated"), x: x - 5.6, y: y - 5.6, width: 11.2, height: 11.2, radius: 1.0 }
        }
        RelationState::NotAssessed => Shape::Circle { class: class("not-assessed"), x, y, r: 5.6 },
    }
}

impl Layout {
    /// A person; `None` for somebody who is not on this fishbone.
    pub fn person(&self, words: &Words, person: PersonId) -> Option<Group> {
        self.people.get(&person).map(|spot| self.person_at(words, spot))
    }

    fn person_at(&self, words: &Words, spot: &PersonSpot) -> Group {
        let bounds = spot.bounds();
        let (x, y) = (bounds.x - spot.at.x, bounds.y - spot.at.y);
        let rect = |class: &'static str, by: f64, radius: f64| Shape::Rect {
            class: class.into(),
            x: x - by,
            y: y - by,
            width: bounds.width + 2.0 * by,
            height: bounds.height + 2.0 * by,
            radius,
        };
        let mut title = vec![Run { class: "post".into(), dx: 0.0, text: spot.title.clone() }];
        if let Some(mark) = mark_text(spot.mark.as_ref().map(|(mark, _)| *mark), spot.misplaced) {
            let class = if spot.misplaced { "mark-letter misplaced" } else { "mark-letter" };
            title.push(Run { class: class.into(), dx: MARK_GAP, text: mark });
        }
        let (class, name) = match &spot.name {
            Some(name) => ("who", name.clone()),
            None => ("who unknown", text::fit(&words.name_unknown, NAME_SIZE, false, LABEL_MAX)),
        };
        let mut shapes = vec![
            rect("hit", 4.0, 4.0),
            rect("ring", 4.0, 8.0),
            Shape::Circle { class: "state-back".into(), x: 0.0, y: 0.0, r: 9.0 },
        ];
        if spot.name.is_none() {
            shapes.push(Shape::Circle { class: "incomplete".into(), x: 0.0, y: 0.0, r: 9.0 });
        }
        shapes.push(state_shape(spot.state, spot.age));
        shapes.push(Shape::Text { x: -LABEL_GAP, y: -2.0, anchor: Anchor::End, runs: title });
        shapes.push(Shape::text(class, -LABEL_GAP, 13.0, Anchor::End, name));
        let class = if spot.gone { "bone-person ghost" } else { "bone-person" };
        let key = EntityKey::BonePerson(self.id, spot.person);
        Group { key, class: class.into(), at: spot.at, label: label(words, spot), shapes }
    }

    /// All groups, in the order they are painted.
    pub fn groups(&self, words: &Words) -> Vec<Group> {
        let bones = self.bones.iter().filter_map(|bone| self.bone(words, bone.department));
        let people = self.people.values().map(|spot| self.person_at(words, spot));
        std::iter::once(self.head_group(words)).chain(bones).chain(people).collect()
    }
}

/// The person in words, in the order a reader needs them.
fn label(words: &Words, spot: &PersonSpot) -> String {
    let mut parts = vec![spot.called.clone()];
    if spot.name.is_none() {
        parts.push(words.name_unknown.clone());
    }
    if spot.gone {
        parts.push(words.gone.clone());
    }
    let stale = if spot.age == Age::Fresh { String::new() } else { format!(" ({})", words.stale) };
    parts.push(format!("{}{stale}", words.state(spot.state)));
    if let Some((mark, called)) = &spot.mark {
        let letter = mark_text(Some(*mark), false).unwrap_or_default();
        parts.push(format!("{letter} {called}"));
    }
    if spot.misplaced {
        parts.push(words.misplaced.clone());
    }
    let (bone, person) = spot.rank;
    parts.push(format!("{} {bone} {} {person}", words.bone, words.person));
    parts.join(", ")
}
