//! What an event on the canvas is about: the markup carries the ids, so that no card needs a listener of its own.

use model::{CompetitorId, LineId, PersonId, power_map::Vendor};
use web_sys::wasm_bindgen::JsCast;

/// What a pointer came down on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hit {
    /// A strength circle, ours or a competitor's.
    Circle(PersonId, Vendor),
    /// Where a line is pulled out of a card.
    Handle(PersonId),
    /// The rest of a card.
    Card(PersonId),
    /// A line.
    Line(LineId),
    /// Nothing.
    Paper,
}

fn closest(target: Option<&web_sys::EventTarget>, selector: &str) -> Option<web_sys::Element> {
    target?.dyn_ref::<web_sys::Element>()?.closest(selector).ok()?
}

/// The person whose card an event came from.
pub fn person_at(target: Option<web_sys::EventTarget>) -> Option<PersonId> {
    closest(target.as_ref(), "[data-node]")?.get_attribute("data-node")?.parse().ok()
}

/// What the event came from.
pub fn hit(target: Option<web_sys::EventTarget>) -> Hit {
    let Some(person) = person_at(target.clone()) else {
        let line = closest(target.as_ref(), "[data-line]").and_then(|line| line.get_attribute("data-line"));
        return line.and_then(|id| id.parse().ok()).map_or(Hit::Paper, Hit::Line);
    };
    if closest(target.as_ref(), "[data-handle]").is_some() {
        return Hit::Handle(person);
    }
    let class = target
        .and_then(|target| target.dyn_into::<web_sys::Element>().ok())
        .and_then(|element| element.get_attribute("class"))
        .unwrap_or_default();
    let mut words = class.split(' ');
    if words.any(|word| word == "hit-own") {
        return Hit::Circle(person, Vendor::Us);
    }
    let rival = class.split(' ').find_map(|word| word.strip_prefix("v-")?.parse::<CompetitorId>().ok());
    rival.map_or(Hit::Card(person), |rival| Hit::Circle(person, Vendor::Competitor(rival)))
}
