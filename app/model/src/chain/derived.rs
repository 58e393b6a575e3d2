//! What follows from a decision chain (T-03): its order, who leads at each step, what is late.

use super::{Chain, Step, StepState};
use crate::{
    CompetitorId, Day, PersonId, StepId,
    power_map::{PowerMap, Vendor},
};

/// The steps of a chain, the first one first.
pub fn ranked(chain: &Chain) -> Vec<(StepId, &Step)> {
    let mut steps: Vec<(StepId, &Step)> =
        chain.steps.iter().filter(|(_, step)| !step.archived).map(|(id, step)| (*id, step)).collect();
    crate::order::sort_by_key(&mut steps, |(_, step)| step.rank);
    steps
}

/// The best relation somebody has to the people of a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lead {
    /// Whose.
    pub vendor: Vendor,
    /// How strong, `-3..=3`.
    pub strength: i32,
    /// To whom.
    pub person: PersonId,
}

/// Where we stand at one step.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct StepPosition {
    /// Nobody is known to take part.
    pub unmanned: bool,
    /// Our best relation; `None` if all are unknown.
    pub ours: Option<Lead>,
    /// The best relation of a rival.
    pub rival: Option<Lead>,
    /// The rival is ahead. Where ours is unknown he is ahead as soon as he is supported at all, as on the power map.
    pub they_lead: bool,
    /// Days by which it is late: planned earlier than today, or than the day it was done. 0 if it is not.
    pub late: i32,
}

/// Where we stand at a step on a day. `rivals` are the competitors of the deal.
pub fn position(step: &Step, map: &PowerMap, rivals: &[CompetitorId], today: Day) -> StepPosition {
    let best = |vendor: Vendor| {
        let known = step.live_people().filter_map(|(person, _)| {
            let strength = map.live_node(person)?.strength(vendor)?;
            Some(Lead { vendor, strength, person })
        });
        // The first of equals, so that the answer does not depend on anything but the ids.
        known.reduce(|best, next| if next.strength > best.strength { next } else { best })
    };
    let ours = best(Vendor::Us);
    let rival = rivals
        .iter()
        .filter_map(|rival| best(Vendor::Competitor(*rival)))
        .reduce(|best, next| if next.strength > best.strength { next } else { best });
    let bar = ours.map_or(0, |lead| lead.strength);
    let until = match (step.actual, step.state) {
        (Some(actual), _) => Some(actual),
        // Done, and nobody said when.
        (None, StepState::Done) => None,
        (None, _) => Some(today),
    };
    let late = step.planned.zip(until).map_or(0, |(planned, until)| until.days_since(planned).max(0));
    StepPosition {
        unmanned: step.live_people().next().is_none(),
        ours,
        rival,
        they_lead: rival.is_some_and(|lead| lead.strength > bar),
        late,
    }
}
