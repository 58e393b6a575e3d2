//! What an event on the canvas is about: the markup carries the keys of the items, so that no item needs a listener of its own.

use model::EntityKey;
use web_sys::{Element, EventTarget, wasm_bindgen::JsCast};

/// Half the breadth of a finger, in pixels: a target is 44 wide with it.
const FINGER: f64 = 22.0;
/// Where around the finger something is looked for, from the inside out.
const RINGS: u8 = 3;
const SPOKES: u8 = 12;

/// What a pointer came down on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Hit {
    /// The item; none on the paper.
    pub item: Option<EntityKey>,
    /// Style classes of the very shape: what part of the item it was, if the diagram tells its parts apart.
    pub part: String,
}

impl Hit {
    /// What an event came from.
    pub fn of(target: Option<EventTarget>) -> Self {
        let Some(element) = target.and_then(|target| target.dyn_into::<Element>().ok()) else { return Self::default() };
        // What is lifted is where its picture is, and not where it stood, which is not seen.
        if matches!(element.closest(".item[data-held='lifted'], .line[data-held='lifted']"), Ok(Some(_))) {
            return Self::default();
        }
        Self { item: item_of(&element), part: element.get_attribute("class").unwrap_or_default() }
    }

    /// What is nearest to a place in the window, within a finger's breadth: whatever is drawn smaller than a finger can still be tapped.
    /// `careful` looks half as far. Reads the layout.
    pub fn near(x: f64, y: f64, careful: bool) -> Self {
        let finger = if careful { FINGER / 2.0 } else { FINGER };
        let document = leptos::prelude::document();
        let around = (1..=RINGS).flat_map(|ring| (0..SPOKES).map(move |spoke| (ring, spoke)));
        let mut found = around.map(|(ring, spoke)| {
            let reach = finger * f64::from(ring) / f64::from(RINGS);
            let (sin, cos) = (std::f64::consts::TAU * f64::from(spoke) / f64::from(SPOKES)).sin_cos();
            #[expect(clippy::cast_possible_truncation, reason = "a place in a window")]
            let element = document.element_from_point((x + reach * cos) as f32, (y + reach * sin) as f32);
            element
                .filter(|element| matches!(element.closest(".cv-canvas"), Ok(Some(_))))
                .map_or_else(Self::default, |element| Self::of(Some(element.into())))
        });
        found.find(|hit| hit.item.is_some()).unwrap_or_default()
    }

    /// This, or on the paper what is near, if anything is.
    pub fn or_near(self, near: Self) -> Self {
        if self.item.is_none() && near.item.is_some() { near } else { self }
    }

    /// Whether the shape says by itself what is meant: a plus button, or what a line is pulled out of.
    pub fn is_control(&self) -> bool {
        self.parts().any(|word| word.starts_with("plus") || word == "handle")
    }

    /// Whether the shape has this class.
    pub fn is(&self, class: &str) -> bool {
        self.parts().any(|word| word == class)
    }

    /// The classes of the shape.
    pub fn parts(&self) -> impl Iterator<Item = &str> {
        self.part.split(' ')
    }
}

/// The item whose drawing an event came from.
pub fn item_at(target: Option<EventTarget>) -> Option<EntityKey> {
    item_of(&target?.dyn_into().ok()?)
}

/// The item a shape belongs to, also when the shape is of the picture that stands for a lifted item.
fn item_of(element: &Element) -> Option<EntityKey> {
    let drawn = element.closest("[data-item], [data-lifted]").ok()??;
    drawn.get_attribute("data-item").or_else(|| drawn.get_attribute("data-lifted"))?.parse().ok()
}

/// The element id of an item, for the focus.
pub fn item_id(item: EntityKey) -> String {
    format!("item-{item}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::PersonId;

    #[test]
    fn a_shape_without_an_item_stays_what_was_hit_unless_an_item_is_near() {
        let plus = Hit { item: None, part: "plus-reach plus-below".to_owned() };
        assert!(plus.is_control());
        assert_eq!(plus.clone().or_near(Hit::default()), plus);
        let paper = Hit { item: None, part: "world".to_owned() };
        assert!(!paper.is_control());
        let card = Hit { item: Some(EntityKey::Node(PersonId::from_u128(1))), part: "box".to_owned() };
        assert_eq!(paper.or_near(card.clone()), card);
        let other = Hit { item: Some(EntityKey::Node(PersonId::from_u128(2))), part: String::new() };
        assert_eq!(card.clone().or_near(other), card);
    }
}
