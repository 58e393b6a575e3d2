//! The decision chain (T-03) as groups of shapes: one per step, one per person in a step. The customer's steps stand from left
//! to right, the people of each below it; today is a line between two of them.

mod layout;
mod lead;
mod legend;
mod person;
mod step;
mod today;
mod words;

pub use layout::{Column, Layout, role};
pub use legend::{LegendWords, legend};
pub use person::person;
pub use step::step;
pub use today::today;
pub use words::Words;

use crate::{Group, Point, Rect, power_map};
use model::{
    PersonId, StepId,
    chain::{Chain, Lead, StepPosition},
    power_map::Vendor,
};

/// From one step to the next.
pub const PITCH: f64 = 248.0;
/// Width of a step's card.
pub const STEP_WIDTH: f64 = 224.0;
/// Height of a step: the arrow with its name, and the card below it.
pub const STEP_HEIGHT: f64 = 222.0;
/// Height of the arrow that holds number and name.
pub const ARROW_HEIGHT: f64 = 44.0;
/// Width of a person's card.
pub const PERSON_WIDTH: f64 = 200.0;
/// Height of a person's card.
pub const PERSON_HEIGHT: f64 = 46.0;

/// Everything a scene depends on besides the item itself.
#[derive(Clone, Copy)]
pub struct Scene<'a> {
    /// Room, language, day and detail, as the power map has them: the people of a chain are the map's people.
    pub map: power_map::Scene<'a>,
    /// The words only the chain has.
    pub words: &'a Words,
}

impl<'a> Scene<'a> {
    fn chain(&self) -> Option<&'a Chain> {
        self.map.room.deal().map(|(_, deal)| &deal.chain)
    }

    /// What a step is called: its own name, else the usual one of its kind.
    pub fn name(&self, id: StepId) -> String {
        let Some(step) = self.chain().and_then(|chain| chain.steps.get(&id)) else { return String::new() };
        if step.name.is_empty() { self.words.kind(step.kind).to_owned() } else { step.name.clone() }
    }

    /// Where we and the best rival stand at a step, and what it lacks.
    pub fn position(&self, id: StepId) -> Option<StepPosition> {
        let (_, deal) = self.map.room.deal()?;
        let rivals: Vec<_> = deal.rivals.iter().copied().collect();
        Some(model::chain::position(deal.chain.live(id)?, &deal.power_map, &rivals, self.map.today))
    }

    /// The same in words: a line each, and who leads. What a list shows.
    pub fn standing(&self, id: StepId) -> Vec<String> {
        let now = self.position(id).filter(|now| !now.unmanned);
        now.map_or_else(Vec::new, |now| lead::said(self, now))
    }

    /// Only who leads, in words.
    pub fn who_leads(&self, now: StepPosition) -> Option<String> {
        lead::verdict(self, now).map(|(words, _)| words)
    }

    /// With whom a best relation is, and of a rival's, whose it is.
    pub fn best(&self, best: Lead) -> String {
        let who = self.map.called(best.person);
        match best.vendor {
            Vendor::Us => who,
            Vendor::Competitor(_) => format!("{} · {who}", lead::rival_of(self, best).0),
        }
    }

    /// Our relation to a person and the best rival's, in words.
    pub fn relations(&self, person: PersonId) -> String {
        person::relations(self, person).join(" · ")
    }

    /// Everything the chain shows, in the order it is painted, and the room it takes; nothing for an empty chain. What an
    /// export draws.
    pub fn all(&self) -> Option<(Vec<Group>, Rect)> {
        let layout = Layout::of(self.map.room, self.map.today);
        let bounds = layout.bounds()?;
        let steps = layout.columns.iter().filter_map(|column| step(self, &layout, column.step));
        let people = layout.columns.iter().flat_map(|column| column.people.iter().map(|(id, _)| (column.step, *id)));
        let people = people.filter_map(|(id, who)| person(self, &layout, id, who));
        Some((today(self, &layout).into_iter().chain(steps).chain(people).collect(), bounds))
    }
}

/// The card and the arrow of a step that stands at a point.
pub const fn step_rect(at: Point) -> Rect {
    Rect::new(at.x, at.y, STEP_WIDTH, STEP_HEIGHT)
}

/// The card of a person that stands at a point.
pub const fn person_rect(at: Point) -> Rect {
    Rect::new(at.x, at.y, PERSON_WIDTH, PERSON_HEIGHT)
}

#[cfg(test)]
mod tests;
