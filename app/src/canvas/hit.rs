//! What an event on the canvas is about: the markup carries the keys of the items, so that no item needs a listener of its own.

use model::EntityKey;
use web_sys::{Element, EventTarget, wasm_bindgen::JsCast};

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
        Self { item: item_of(&element), part: element.get_attribute("class").unwrap_or_default() }
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

fn item_of(element: &Element) -> Option<EntityKey> {
    element.closest("[data-item]").ok()??.get_attribute("data-item")?.parse().ok()
}

/// The element id of an item, for the focus.
pub fn item_id(item: EntityKey) -> String {
    format!("item-{item}")
}
