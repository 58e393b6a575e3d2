//! Changes of the decision chain: their rules, their fold, their inverse.

use super::{Chain, STEP_PEOPLE_MAX, STEPS_MAX, Step, StepKind, StepPerson, StepPlace, StepState};
use crate::{
    Action, Day, EntityKey, Map, PersonId, Refusal, StepId, TextField,
    deal::Deal,
    merge::{self, Field, Trace},
    power_map::BuyingRole,
    rank::{self, Place, RankKey},
    room::Context,
    text,
};
use serde::{Deserialize, Serialize};

/// A change of the decision chain of a deal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ChainChange {
    /// A new step.
    AddStep {
        /// Id.
        id: StepId,
        /// What the customer does in it.
        kind: StepKind,
        /// Its own name; needed for [`StepKind::Other`].
        #[serde(default)]
        name: String,
        /// Where in the chain.
        #[serde(default)]
        place: StepPlace,
    },
    /// What the customer does in it, and its own name.
    SetStepName {
        /// Which.
        id: StepId,
        /// What the customer does.
        kind: StepKind,
        /// Its own name.
        #[serde(default)]
        name: String,
    },
    /// Another place in the chain.
    MoveStep {
        /// Which.
        id: StepId,
        /// Where.
        place: StepPlace,
    },
    /// Takes steps out.
    RemoveSteps {
        /// Which.
        steps: Vec<StepId>,
    },
    /// Brings steps back.
    RestoreSteps {
        /// Which.
        steps: Vec<StepId>,
    },
    /// When the customer means to finish it.
    SetPlanned {
        /// Which.
        id: StepId,
        /// The day.
        day: Option<Day>,
    },
    /// When he did.
    SetActual {
        /// Which.
        id: StepId,
        /// The day.
        day: Option<Day>,
    },
    /// How far it is.
    SetStepState {
        /// Which.
        id: StepId,
        /// New state.
        state: StepState,
    },
    /// Edits what we do about it; concurrent edits are merged.
    EditAction {
        /// Which.
        id: StepId,
        /// The text the author saw.
        from: String,
        /// What he made of it.
        to: String,
    },
    /// A person takes part in a step, or has another role in it.
    SetStepPerson {
        /// Which step.
        id: StepId,
        /// Who.
        person: PersonId,
        /// The role in this step; `None` for the one on the power map.
        #[serde(default)]
        role: Option<BuyingRole>,
    },
    /// A person does not take part.
    RemoveStepPerson {
        /// Which step.
        id: StepId,
        /// Who.
        person: PersonId,
    },
    /// A person takes part again, in the same role.
    RestoreStepPerson {
        /// Which step.
        id: StepId,
        /// Who.
        person: PersonId,
    },
}

fn known(chain: &Chain, id: StepId) -> Result<&Step, Refusal> {
    let step = chain.steps.get(&id).ok_or(Refusal::UnknownStep { step: id })?;
    if step.archived { Err(Refusal::StepArchived { step: id }) } else { Ok(step) }
}

fn check_name(kind: StepKind, name: &str) -> Result<(), Refusal> {
    match kind {
        StepKind::Other => text::check_name(TextField::StepName, name),
        _ => text::check_line(TextField::StepName, name, text::NAME_MAX),
    }
}

impl ChainChange {
    fn names_nothing(&self) -> bool {
        matches!(self, Self::RemoveSteps { steps } | Self::RestoreSteps { steps } if steps.is_empty())
    }

    pub(crate) fn check(&self, deal: &Deal, context: &Context<'_>) -> Result<(), Refusal> {
        context.need(Action::EditMap)?;
        if self.names_nothing() {
            return Err(Refusal::NothingToDo);
        }
        let chain = &deal.chain;
        let check_place = |place: StepPlace| match place {
            Place::Before(next) if !chain.steps.contains_key(&next) => Err(Refusal::UnknownStep { step: next }),
            _ => Ok(()),
        };
        match self {
            Self::AddStep { id, kind, name, place } => {
                if chain.steps.contains_key(id) {
                    return Err(Refusal::AlreadyExists);
                }
                if chain.steps.size() >= STEPS_MAX {
                    return Err(Refusal::TooManyEntities { max: STEPS_MAX as u64 });
                }
                check_name(*kind, name)?;
                check_place(*place)
            }
            Self::SetStepName { id, kind, name } => {
                known(chain, *id)?;
                check_name(*kind, name)
            }
            Self::MoveStep { id, place } => {
                known(chain, *id)?;
                check_place(*place)
            }
            Self::RemoveSteps { steps } => steps.iter().try_for_each(|id| known(chain, *id).map(|_| ())),
            Self::RestoreSteps { steps } => steps
                .iter()
                .try_for_each(|id| chain.steps.get(id).map(|_| ()).ok_or(Refusal::UnknownStep { step: *id })),
            Self::SetPlanned { id, day } | Self::SetActual { id, day } => {
                known(chain, *id)?;
                day.is_none_or(Day::is_meant).then_some(()).ok_or(Refusal::DayOutOfRange)
            }
            Self::SetStepState { id, .. } => known(chain, *id).map(|_| ()),
            Self::EditAction { id, from, to } => {
                known(chain, *id)?;
                text::check_lines(TextField::StepAction, from, text::NOTE_MAX)?;
                text::check_lines(TextField::StepAction, to, text::NOTE_MAX)
            }
            Self::SetStepPerson { id, person, .. } => {
                let step = known(chain, *id)?;
                match step.people.get(person) {
                    Some(part) if !part.archived => return Ok(()),
                    None if step.people.size() >= STEP_PEOPLE_MAX => {
                        return Err(Refusal::TooManyEntities { max: STEP_PEOPLE_MAX as u64 });
                    }
                    _ => {}
                }
                context.need_person(*person)
            }
            Self::RemoveStepPerson { id, person } => {
                let there = known(chain, *id)?.live_people().any(|(other, _)| other == *person);
                if there { Ok(()) } else { Err(Refusal::NotInStep { person: *person }) }
            }
            Self::RestoreStepPerson { id, person } => {
                let known = known(chain, *id)?.people.contains_key(person);
                if known { Ok(()) } else { Err(Refusal::NotInStep { person: *person }) }
            }
        }
    }

    pub(crate) fn fold(&self, chain: &mut Chain, trace: &mut Trace<'_>) {
        let writes = self.writes();
        let [(_, field), ..] = writes[..] else { return };
        match self {
            Self::AddStep { id, kind, name, place } => {
                let step = Step {
                    kind: *kind,
                    name: name.clone(),
                    rank: RankKey::default(),
                    planned: None,
                    actual: None,
                    state: StepState::default(),
                    action: String::new(),
                    people: Map::default(),
                    archived: false,
                };
                chain.steps.insert_mut(*id, step);
                trace.wrote(EntityKey::Step(*id), field);
                chain.put(*id, *place, trace);
            }
            Self::MoveStep { id, place } => {
                if chain.edit(*id, field, trace, |_| ()) {
                    chain.put(*id, *place, trace);
                }
            }
            Self::RemoveSteps { steps } | Self::RestoreSteps { steps } => {
                let archived = matches!(self, Self::RemoveSteps { .. });
                for id in steps {
                    chain.edit(*id, field, trace, |step| step.archived = archived);
                }
            }
            Self::SetStepName { id, kind, name } => {
                chain.edit(*id, field, trace, |step| {
                    step.kind = *kind;
                    step.name.clone_from(name);
                });
            }
            Self::SetPlanned { id, day } => {
                chain.edit(*id, field, trace, |step| step.planned = *day);
            }
            Self::SetActual { id, day } => {
                chain.edit(*id, field, trace, |step| step.actual = *day);
            }
            Self::SetStepState { id, state } => {
                chain.edit(*id, field, trace, |step| step.state = *state);
            }
            Self::EditAction { id, from, to } => {
                chain.edit(*id, field, trace, |step| {
                    step.action = merge::note(&step.action, from, to, text::NOTE_MAX);
                });
            }
            Self::SetStepPerson { id, person, role } => {
                chain.edit_person(*id, *person, field, trace, |_| Some(StepPerson { role: *role, archived: false }));
            }
            Self::RemoveStepPerson { id, person } | Self::RestoreStepPerson { id, person } => {
                let archived = matches!(self, Self::RemoveStepPerson { .. });
                chain.edit_person(*id, *person, field, trace, |part| Some(StepPerson { archived, ..*part? }));
            }
        }
    }

    pub(crate) fn inverse(&self, chain: &Chain) -> Option<Self> {
        let step = |id: &StepId| chain.steps.get(id);
        let whose_archived_is = |steps: &[StepId], archived: bool| -> Vec<StepId> {
            steps.iter().filter(|id| step(id).is_some_and(|step| step.archived == archived)).copied().collect()
        };
        let inverse = match self {
            Self::AddStep { id, .. } => Self::RemoveSteps { steps: vec![*id] },
            Self::SetStepName { id, .. } => {
                let before = step(id)?;
                Self::SetStepName { id: *id, kind: before.kind, name: before.name.clone() }
            }
            Self::MoveStep { id, .. } => Self::MoveStep { id: *id, place: Place::At(step(id)?.rank) },
            Self::RemoveSteps { steps } => Self::RestoreSteps { steps: whose_archived_is(steps, false) },
            Self::RestoreSteps { steps } => Self::RemoveSteps { steps: whose_archived_is(steps, true) },
            Self::SetPlanned { id, .. } => Self::SetPlanned { id: *id, day: step(id)?.planned },
            Self::SetActual { id, .. } => Self::SetActual { id: *id, day: step(id)?.actual },
            Self::SetStepState { id, .. } => Self::SetStepState { id: *id, state: step(id)?.state },
            Self::EditAction { id, from, to } => {
                let before = step(id)?.action.clone();
                Self::EditAction { id: *id, from: merge::note(&before, from, to, text::NOTE_MAX), to: before }
            }
            Self::SetStepPerson { id, person, .. } => match step(id)?.people.get(person) {
                Some(StepPerson { role, archived: false }) => {
                    Self::SetStepPerson { id: *id, person: *person, role: *role }
                }
                _ => Self::RemoveStepPerson { id: *id, person: *person },
            },
            Self::RemoveStepPerson { id, person } => {
                let live = !step(id)?.people.get(person)?.archived;
                live.then_some(Self::RestoreStepPerson { id: *id, person: *person })?
            }
            Self::RestoreStepPerson { id, person } => {
                let archived = step(id)?.people.get(person)?.archived;
                archived.then_some(Self::RemoveStepPerson { id: *id, person: *person })?
            }
        };
        (!inverse.names_nothing()).then_some(inverse)
    }

    /// Every field the change names.
    pub(crate) fn writes(&self) -> Vec<(EntityKey, Field)> {
        let one = |id: &StepId, field| vec![(EntityKey::Step(*id), field)];
        match self {
            Self::AddStep { id, .. } => one(id, Field::Existence),
            Self::SetStepName { id, .. } => one(id, Field::Name),
            Self::MoveStep { id, .. } => one(id, Field::Rank),
            Self::RemoveSteps { steps } | Self::RestoreSteps { steps } => {
                steps.iter().map(|id| (EntityKey::Step(*id), Field::Existence)).collect()
            }
            Self::SetPlanned { id, .. } => one(id, Field::Planned),
            Self::SetActual { id, .. } => one(id, Field::Actual),
            Self::SetStepState { id, .. } => one(id, Field::State),
            Self::EditAction { id, .. } => one(id, Field::Note),
            Self::SetStepPerson { id, person, .. }
            | Self::RemoveStepPerson { id, person }
            | Self::RestoreStepPerson { id, person } => {
                vec![(EntityKey::StepPerson(*id, *person), Field::Existence)]
            }
        }
    }

    /// The part of the change that is about these entities; `None` if it is about none of them.
    pub(crate) fn retain(&self, keep: &[EntityKey]) -> Option<Self> {
        let kept = |steps: &[StepId]| -> Vec<StepId> {
            steps.iter().filter(|id| keep.contains(&EntityKey::Step(**id))).copied().collect()
        };
        let part = match self {
            Self::RemoveSteps { steps } => Self::RemoveSteps { steps: kept(steps) },
            Self::RestoreSteps { steps } => Self::RestoreSteps { steps: kept(steps) },
            _ => return self.writes().iter().any(|(entity, _)| keep.contains(entity)).then(|| self.clone()),
        };
        (!part.names_nothing()).then_some(part)
    }
}

impl Chain {
    /// Edits a step; whether there is one.
    fn edit(&mut self, id: StepId, field: Field, trace: &mut Trace<'_>, set: impl FnOnce(&mut Step)) -> bool {
        let there = self.set(id, set);
        if there {
            trace.wrote(EntityKey::Step(id), field);
        }
        there
    }

    fn edit_person(
        &mut self,
        id: StepId,
        person: PersonId,
        field: Field,
        trace: &mut Trace<'_>,
        set: impl FnOnce(Option<&StepPerson>) -> Option<StepPerson>,
    ) {
        let Some(part) = self.steps.get(&id).and_then(|step| set(step.people.get(&person))) else { return };
        if self.set(id, |step| step.people.insert_mut(person, part)) {
            trace.wrote(EntityKey::StepPerson(id, person), field);
            trace.effects.insert(EntityKey::Step(id));
        }
    }

    fn set(&mut self, id: StepId, set: impl FnOnce(&mut Step)) -> bool {
        let Some(step) = self.steps.get(&id) else { return false };
        let mut step = step.clone();
        set(&mut step);
        self.steps.insert_mut(id, step);
        true
    }

    fn put(&mut self, id: StepId, place: StepPlace, trace: &mut Trace<'_>) {
        let others = self.steps.iter().map(|(other, step)| (*other, step.rank)).collect();
        for (moved, rank) in rank::put(id, place, others) {
            self.set(moved, |step| step.rank = rank);
            trace.effects.insert(EntityKey::Step(moved));
        }
    }
}
