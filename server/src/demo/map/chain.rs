//! The decision chain in a customer file: one line a step, in the order of the customer's process.

use super::Reader;
use crate::demo::{
    gesture::Kind,
    ids,
    line::{DemoError, Fault, Line},
    words,
};
use model::{
    Change, Day, PersonId,
    chain::{ChainChange, StepKind, StepState},
    power_map::BuyingRole,
    rank::Place,
};

impl Reader<'_> {
    /// `step DAY BY KIND STATE PLANNED ACTUAL` with `name=TEXT action=TEXT people=PERSON:ROLE,PERSON`. Days of the plan count
    /// from today, `?` for none; a person without a role has the one of the map.
    pub(super) fn step(&mut self, line: &mut Line) -> Result<(), DemoError> {
        let (name, action, people) = (line.option("name"), line.option("action"), line.option("people"));
        let when = self.when(line)?;
        let word = line.word("kind of step")?;
        let Some(kind) = kind(&word) else { return Err(line.error(Fault::NotA { what: "kind of step", word })) };
        let id = ids::step(&self.deal, &format!("{word} {}", name.as_deref().unwrap_or_default()));
        let state = line.read("state of a step", state)?;
        let (planned, actual) = (self.planned_day(line)?, self.planned_day(line)?);
        let mut changes = vec![ChainChange::AddStep { id, kind, name: name.unwrap_or_default(), place: Place::Last }];
        changes.extend(planned.map(|day| ChainChange::SetPlanned { id, day: Some(day) }));
        changes.extend(actual.map(|day| ChainChange::SetActual { id, day: Some(day) }));
        if state != StepState::NotStarted {
            changes.push(ChainChange::SetStepState { id, state });
        }
        changes.extend(action.map(|to| ChainChange::EditAction { id, from: String::new(), to }));
        for part in people.iter().flat_map(|people| people.split(',')) {
            let (person, role) = self.part(line, part)?;
            changes.push(ChainChange::SetStepPerson { id, person, role });
        }
        let parts = vec![(self.deal_stream(), changes.into_iter().map(Change::Chain).collect())];
        self.push(Kind::Step, when, parts);
        Ok(())
    }

    /// A day in days from today, or `?`.
    fn planned_day(&self, line: &mut Line) -> Result<Option<Day>, DemoError> {
        line.read("day", |word| match word {
            "?" => Some(None),
            word => word.parse().ok().map(|days| Some(self.today.plus(days))),
        })
    }

    /// `PERSON` or `PERSON:ROLE`
    fn part(&self, line: &Line, part: &str) -> Result<(PersonId, Option<BuyingRole>), DemoError> {
        let (person, role) = part.split_once(':').map_or((part, None), |(person, role)| (person, Some(role)));
        self.known(line, person.to_owned())?;
        let role = match role {
            None => None,
            Some(word) => match words::buying_role(word) {
                None => return Err(line.error(Fault::NotA { what: "buying role", word: word.to_owned() })),
                known => known,
            },
        };
        Ok((ids::person(&self.account, person), role))
    }
}

fn kind(word: &str) -> Option<StepKind> {
    Some(match word {
        "need" => StepKind::Need,
        "project" => StepKind::ProjectSetUp,
        "budget" => StepKind::Budget,
        "specification" => StepKind::Specification,
        "tender" => StepKind::Tender,
        "quotation" => StepKind::Quotation,
        "evaluation" => StepKind::Evaluation,
        "negotiation" => StepKind::Negotiation,
        "contract" => StepKind::Contract,
        "order" => StepKind::Order,
        "acceptance" => StepKind::Acceptance,
        "payment" => StepKind::Payment,
        "other" => StepKind::Other,
        _ => return None,
    })
}

fn state(word: &str) -> Option<StepState> {
    Some(match word {
        "later" => StepState::NotStarted,
        "ongoing" => StepState::Ongoing,
        "done" => StepState::Done,
        "blocked" => StepState::Blocked,
        _ => return None,
    })
}
