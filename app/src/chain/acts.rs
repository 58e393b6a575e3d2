//! What a gesture does to the steps: each is one op, and has its inverse for undo.

use super::state::{Adding, Screen};
use crate::{
    i18n::t_string,
    replica::{new_step_id, new_task_id},
};
use diagram::{Point, chain::PITCH};
use leptos::prelude::*;
use model::{
    Change, Day, EntityKey, StepId,
    chain::{ChainChange, StepKind, StepPlace, StepState, Template},
    rank::{Place, placed, places, shifted},
    task::{TaskChange, TaskOrigin},
    text,
};

impl Screen {
    /// Begins the chain with a usual way of buying.
    pub fn begin_with(&self, template: Template) {
        let steps: Vec<(StepId, StepKind)> = template.steps().iter().map(|kind| (new_step_id(), *kind)).collect();
        let add = |(id, kind): &(StepId, StepKind)| ChainChange::AddStep {
            id: *id,
            kind: *kind,
            name: String::new(),
            place: Place::Last,
        };
        if self.change("chain.gesture.template", steps.iter().map(add).collect()) {
            self.open_at_start();
            if let Some((first, _)) = steps.first() {
                self.focus.set(Some(EntityKey::Step(*first)));
                self.focus_item(EntityKey::Step(*first));
            }
        }
    }

    /// Asks what the new step before or behind the chosen one is; at the end, if none is chosen.
    pub fn start_adding(&self, before: bool) {
        let chosen = self.chosen_step();
        let place = match chosen {
            Some(step) if before => Place::Before(step),
            Some(step) => self.place_behind(step),
            None => Place::Last,
        };
        self.start_adding_at(place);
    }

    /// Asks what the new step at this place is.
    pub fn start_adding_at(&self, place: StepPlace) {
        let at = self.layout.with_untracked(|layout| match place {
            Place::Before(next) => layout.column(next).map(|column| column.at),
            Place::Last | Place::At(_) => layout.columns.last().map(|last| last.at.moved(PITCH, 0.0)),
        });
        let middle = self.view.get_untracked().to_diagram(self.frame().centre());
        self.adding.set(Some(Adding { place, at: at.unwrap_or(middle).moved(0.0, 52.0) }));
    }

    /// The place just behind a step.
    pub fn place_behind(&self, step: StepId) -> StepPlace {
        let steps = self.steps_now();
        let next = steps.iter().skip_while(|id| **id != step).nth(1);
        next.map_or(Place::Last, |next| Place::Before(*next))
    }

    /// A new step.
    pub fn add_step(&self, kind: StepKind, name: &str, place: StepPlace) -> bool {
        let id = new_step_id();
        let name = text::clean(name, false);
        let done = self.change("chain.gesture.add", vec![ChainChange::AddStep { id, kind, name, place }]);
        if done {
            self.show_item(EntityKey::Step(id));
            self.focus_item(EntityKey::Step(id));
            let name = self.step_name(id);
            self.say(untrack(|| t_string!(self.i18n, chain.add.done, name = name).to_string()));
        }
        done
    }

    /// What the customer does in a step, and what it is called here.
    pub fn rename(&self, id: StepId, kind: StepKind, name: &str) {
        self.change("chain.gesture.name", vec![ChainChange::SetStepName { id, kind, name: text::clean(name, false) }]);
    }

    /// Puts a step at a place of the chain, from 0.
    pub fn move_to(&self, id: StepId, slot: usize) {
        self.move_steps(&[id], slot);
    }

    /// Puts the first of these steps at a place of the chain, from 0, and the others with it.
    pub fn move_steps(&self, moved: &[StepId], slot: usize) {
        let Some(lead) = moved.first().copied() else { return };
        let steps = self.steps_now();
        if steps.contains(&lead) {
            self.reorder(&steps, &placed(&steps, moved, lead, slot), moved);
        } else {
            // Taken out meanwhile: the model says so.
            self.change("chain.gesture.move_step", vec![ChainChange::MoveStep { id: lead, place: Place::Last }]);
        }
    }

    /// Moves steps one place towards the start of the chain, or towards its end; `far` all the way.
    pub fn shift_steps(&self, moved: &[StepId], forwards: bool, far: bool) {
        let steps = self.steps_now();
        self.reorder(&steps, &shifted(&steps, moved, forwards, far), moved);
    }

    /// Gives the chain another order, in which these have moved. Says where the first of them stands now.
    fn reorder(&self, before: &[StepId], after: &[StepId], moved: &[StepId]) {
        if before == after {
            return;
        }
        let moves = places(after, moved).into_iter().map(|(id, place)| ChainChange::MoveStep { id, place });
        if self.change("chain.gesture.move_step", moves.collect())
            && let Some(lead) = moved.first()
        {
            let name = self.step_name(*lead);
            let number = after.iter().position(|id| id == lead).unwrap_or_default() + 1;
            self.say(untrack(|| t_string!(self.i18n, chain.say.moved, name = name, number = number).to_string()));
        }
    }

    /// Moves a step by so many places.
    pub fn move_by(&self, id: StepId, by: isize) {
        if let Some(from) = self.steps_now().iter().position(|step| *step == id) {
            self.move_to(id, from.saturating_add_signed(by));
            self.reveal(EntityKey::Step(id));
        }
    }

    /// When the customer means to finish a step.
    pub fn set_planned(&self, id: StepId, day: Option<Day>) {
        self.change("chain.gesture.day", vec![ChainChange::SetPlanned { id, day }]);
    }

    /// When he did.
    pub fn set_actual(&self, id: StepId, day: Option<Day>) {
        self.change("chain.gesture.day", vec![ChainChange::SetActual { id, day }]);
    }

    /// How far a step is. One that is done now was done today, unless somebody said when.
    pub fn set_state(&self, id: StepId, state: StepState) {
        let undated = self.with_chain(|chain| chain.live(id).is_some_and(|step| step.actual.is_none()));
        let mut changes = vec![ChainChange::SetStepState { id, state }];
        if state == StepState::Done && undated {
            changes.push(ChainChange::SetActual { id, day: Some(self.today()) });
        }
        self.change("chain.gesture.state", changes);
    }

    /// What we do about a step: what the author saw, and what he made of it.
    pub fn edit_action(&self, id: StepId, from: String, to: &str) {
        self.change("chain.gesture.action", vec![ChainChange::EditAction { id, from, to: text::clean(to, true) }]);
    }

    /// Makes a task of a step; nothing if one is open.
    pub fn make_task(&self, id: StepId) {
        let Some(step) = self.with_chain(|chain| chain.live(id).cloned()) else { return };
        let name = self.step_name(id);
        let first = step.action.lines().map(str::trim).find(|line| !line.is_empty());
        let about = untrack(|| t_string!(self.i18n, chain.step.task_text, name = name.clone()).to_string());
        let words = first.map_or_else(|| about, |line| format!("{name}: {line}"));
        let words: String = words.chars().take(text::NAME_MAX).collect();
        let me = self.room.me();
        let mine = self.room.with(|room| room.deal().is_some_and(|(_, deal)| deal.active(me).is_some()));
        let add = TaskChange::Add {
            id: new_task_id(),
            text: text::clean(&words, false),
            owner: mine.then_some(me),
            due: step.planned.filter(|day| *day >= self.today()),
            person: None,
            origin: Some(TaskOrigin::Step { step: id }),
        };
        if self.act("chain.gesture.task", vec![], vec![Change::Task(add)]) {
            self.tell(untrack(|| t_string!(self.i18n, chain.step.task_done, name = name).to_string()), true);
        }
    }

    /// Takes steps out and says what goes with them.
    pub fn remove_steps(&self, steps: Vec<StepId>) {
        let people = self.with_chain(|chain| {
            steps.iter().filter_map(|id| chain.live(*id)).map(|step| step.live_people().count()).sum::<usize>()
        });
        let (count, name) = (steps.len(), steps.first().map(|id| self.step_name(*id)).unwrap_or_default());
        let next = self.steps_now().into_iter().find(|id| !steps.contains(id));
        if !self.change("chain.gesture.remove", vec![ChainChange::RemoveSteps { steps }]) {
            return;
        }
        self.select_nothing();
        if let Some(next) = next {
            self.focus.set(Some(EntityKey::Step(next)));
            self.focus_item(EntityKey::Step(next));
        }
        let said = untrack(|| match (count, people) {
            (1, 0) => t_string!(self.i18n, chain.removed.done, name = name).to_string(),
            (1, _) => t_string!(self.i18n, chain.removed.done_people, name = name, count = people).to_string(),
            _ => t_string!(self.i18n, chain.removed.done_many, count = count, people = people).to_string(),
        });
        self.tell(said, true);
    }

    /// Brings a step back.
    pub fn restore_step(&self, id: StepId) {
        if self.change("chain.gesture.restore", vec![ChainChange::RestoreSteps { steps: vec![id] }]) {
            self.show_item(EntityKey::Step(id));
        }
    }

    /// The first view: large enough to read, with what is next in the middle.
    pub fn open_at_start(&self) {
        const READABLE: f64 = 0.72;
        const ON_A_PHONE: f64 = 0.85;
        self.fit();
        if self.view.get_untracked().scale >= READABLE {
            return;
        }
        let scale = if self.narrow() { ON_A_PHONE } else { READABLE };
        let frame = self.frame();
        let (wide, high) = (frame.width / scale, frame.height / scale);
        let (bounds, today) = self.layout.with_untracked(|layout| (layout.bounds(), layout.today));
        let Some(bounds) = bounds else { return };
        let from = bounds.x + wide / 2.0;
        let x = today.unwrap_or(from).clamp(from.min(bounds.right()), (bounds.right() - wide / 2.0).max(from));
        // In the middle while it fits, else from the top.
        let y = if bounds.height < high { bounds.centre().y } else { bounds.y + high / 2.0 };
        self.canvas().centre_on(Point::new(x, y), scale);
    }
}
