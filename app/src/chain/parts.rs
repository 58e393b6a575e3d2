//! What a gesture does to the people of the steps.

use super::state::{Screen, parts_of, steps_of};
use crate::i18n::t_string;
use leptos::prelude::*;
use model::{EntityKey, PersonId, StepId, chain::ChainChange, power_map::BuyingRole};

/// A person in a step.
pub type Part = (StepId, PersonId);

impl Screen {
    /// A person takes part in a step.
    pub fn add_part(&self, id: StepId, person: PersonId) -> bool {
        let there = self.takes_part((id, person));
        let add = ChainChange::SetStepPerson { id, person, role: None };
        let done = there || self.change("chain.gesture.person", vec![add]);
        if done {
            let (name, step) = (self.person_name(person), self.step_name(id));
            self.say(untrack(|| t_string!(self.i18n, chain.say.joined, name = name, step = step).to_string()));
        }
        done
    }

    /// The role of a person in a step, and the one on the map; not tracked.
    pub fn roles(&self, id: StepId, person: PersonId) -> (Option<BuyingRole>, Option<BuyingRole>) {
        self.room.with(|room| {
            let deal = room.deal().map(|(_, deal)| deal);
            let here = deal.and_then(|deal| deal.chain.live(id)?.people.get(&person)?.role);
            (here, deal.and_then(|deal| deal.power_map.live_node(person)?.buying_role))
        })
    }

    /// Gives a person a role in a step.
    pub fn set_part_role(&self, id: StepId, person: PersonId, role: Option<BuyingRole>) {
        self.change("chain.gesture.person", vec![ChainChange::SetStepPerson { id, person, role }]);
    }

    /// A person takes part in another step instead, in the same role.
    pub fn move_part(&self, from: StepId, person: PersonId, to: StepId) {
        self.move_parts(&[((from, person), to)]);
    }

    /// People take part in other steps instead, each in the role he has; the first of them is shown. What is selected stays so.
    pub fn move_parts(&self, moves: &[(Part, StepId)]) {
        let going: Vec<(Part, StepId)> = moves.iter().copied().filter(|((from, _), to)| from != to).collect();
        let Some(((_, person), step)) = going.first().copied() else { return };
        let mut changes: Vec<ChainChange> =
            going.iter().map(|((id, person), _)| ChainChange::RemoveStepPerson { id: *id, person: *person }).collect();
        let mut comes: Vec<Part> = Vec::new();
        for ((from, person), to) in &going {
            let part = (*to, *person);
            let stays = !going.iter().any(|(other, _)| *other == part);
            if (stays && self.takes_part(part)) || comes.contains(&part) {
                continue;
            }
            comes.push(part);
            let role = self.with_chain(|chain| chain.live(*from)?.people.get(person)?.role);
            changes.push(ChainChange::SetStepPerson { id: *to, person: *person, role });
        }
        if self.change("chain.gesture.move_person", changes) {
            let there = EntityKey::StepPerson(step, person);
            self.select_these(moves.iter().map(|((_, person), to)| EntityKey::StepPerson(*to, *person)));
            self.focus.set(Some(there));
            self.reveal(there);
            self.focus_item(there);
            let (name, step) = (self.person_name(person), self.step_name(step));
            self.say(untrack(|| t_string!(self.i18n, chain.say.joined, name = name, step = step).to_string()));
        }
    }

    /// Moves people one step towards the start of the chain, or towards its end; nobody, if one of them has no step to go to.
    pub fn shift_parts(&self, parts: &[Part], forwards: bool) {
        let steps = self.steps_now();
        let next = |step: StepId| {
            let at = steps.iter().position(|one| *one == step)?;
            steps.get(if forwards { at.checked_sub(1)? } else { at + 1 }).copied()
        };
        let moves: Option<Vec<(Part, StepId)>> = parts.iter().map(|part| Some((*part, next(part.0)?))).collect();
        self.move_parts(&moves.unwrap_or_default());
    }

    /// Whether a person takes part in a step.
    fn takes_part(&self, (id, person): Part) -> bool {
        self.with_chain(|chain| chain.live(id).is_some_and(|step| step.live_people().any(|(other, _)| other == person)))
    }

    /// People take no part any more.
    pub fn remove_parts(&self, parts: &[(StepId, PersonId)]) {
        let Some((id, person)) = parts.first().copied() else { return };
        let change = |(id, person): &(StepId, PersonId)| ChainChange::RemoveStepPerson { id: *id, person: *person };
        if self.change("chain.gesture.remove_person", parts.iter().map(change).collect()) {
            self.select_these([EntityKey::Step(id)]);
            self.focus.set(Some(EntityKey::Step(id)));
            self.focus_item(EntityKey::Step(id));
            let (name, step) = (self.person_name(person), self.step_name(id));
            let said = untrack(|| match parts.len() {
                1 => t_string!(self.i18n, chain.removed.person, name = name, step = step).to_string(),
                count => t_string!(self.i18n, chain.removed.people, count = count).to_string(),
            });
            self.tell(said, true);
        }
    }

    /// Takes out what is chosen: steps with their people, or people of steps.
    pub fn remove_chosen(&self) {
        let chosen = self.chosen_now();
        let steps = steps_of(chosen.iter().copied());
        if !steps.is_empty() {
            self.remove_steps(steps);
            return;
        }
        self.remove_parts(&parts_of(chosen));
    }
}
