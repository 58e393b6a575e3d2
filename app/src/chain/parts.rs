//! What a gesture does to the people of the steps.

use super::state::Screen;
use crate::i18n::t_string;
use leptos::prelude::*;
use model::{EntityKey, PersonId, StepId, chain::ChainChange, power_map::BuyingRole};

impl Screen {
    /// A person takes part in a step.
    pub fn add_part(&self, id: StepId, person: PersonId) -> bool {
        let there = self.with_chain(|chain| {
            chain.live(id).is_some_and(|step| step.live_people().any(|(other, _)| other == person))
        });
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
        if from == to {
            return;
        }
        let role = self.with_chain(|chain| chain.live(from)?.people.get(&person)?.role);
        let there = self.with_chain(|chain| {
            chain.live(to).is_some_and(|step| step.live_people().any(|(other, _)| other == person))
        });
        let mut changes = vec![ChainChange::RemoveStepPerson { id: from, person }];
        if !there {
            changes.push(ChainChange::SetStepPerson { id: to, person, role });
        }
        if self.change("chain.gesture.move_person", changes) {
            self.select(EntityKey::StepPerson(to, person));
            self.reveal(EntityKey::StepPerson(to, person));
            self.focus_item(EntityKey::StepPerson(to, person));
            let (name, step) = (self.person_name(person), self.step_name(to));
            self.say(untrack(|| t_string!(self.i18n, chain.say.joined, name = name, step = step).to_string()));
        }
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
        let steps: Vec<StepId> =
            chosen.iter().filter_map(|item| if let EntityKey::Step(id) = item { Some(*id) } else { None }).collect();
        if !steps.is_empty() {
            self.remove_steps(steps);
            return;
        }
        let part = |item: &EntityKey| match item {
            EntityKey::StepPerson(id, person) => Some((*id, *person)),
            _ => None,
        };
        self.remove_parts(&chosen.iter().filter_map(part).collect::<Vec<_>>());
    }
}
