//! Fishbones in the customer files: below the people they name.

use super::{
    gesture::Kind,
    ids,
    line::{DemoError, Fault, Line},
    map::Reader,
    words,
};
use model::{
    Change, FishboneId, UserId,
    fishbone::FishboneChange,
    rank::Place,
    task::{TaskChange, TaskOrigin},
};

impl Reader<'_> {
    /// `fishbone DAY BY WORD GOAL DETAIL`
    pub(super) fn fishbone(&mut self, line: &mut Line) -> Result<(), DemoError> {
        let when = self.when(line)?;
        let id = ids::fishbone(&self.deal, &line.word("fishbone")?);
        self.fishbone = Some(id);
        self.bone = None;
        let add = FishboneChange::Add { id, goal: line.word("goal")?, detail: line.word("second line")?, from: None };
        self.rank(Kind::Fishbone, when, vec![add]);
        Ok(())
    }

    /// `bone DAY BY DEPARTMENT`: behind the bones above it.
    pub(super) fn bone(&mut self, line: &mut Line) -> Result<(), DemoError> {
        let id = self.fishbone_above(line)?;
        let when = self.when(line)?;
        let word = line.word("department")?;
        if !self.departments.contains(&word) {
            return Err(line.error(Fault::Unknown { what: "department", word }));
        }
        let department = ids::department(&self.account, &word);
        self.bone = Some(department);
        self.rank(Kind::Bone, when, vec![FishboneChange::AddBone { id, department, place: Place::Last, side: None }]);
        Ok(())
    }

    /// `on DAY BY PERSON` with `mark=A state=cooperated reason=TEXT`: on the bone above, behind the people above.
    pub(super) fn on(&mut self, line: &mut Line) -> Result<(), DemoError> {
        let (mark, state, reason) = (line.option("mark"), line.option("state"), line.option("reason"));
        let id = self.fishbone_above(line)?;
        let bone = self.bone.ok_or_else(|| line.error(Fault::Missing("a bone above")))?;
        let when = self.when(line)?;
        let person = ids::person(&self.account, &self.someone(line)?.0);
        let mut changes = vec![FishboneChange::AddPerson { id, person, bone, place: Place::Last }];
        if let Some(word) = mark {
            let mark = words::mark(&word).ok_or_else(|| line.error(Fault::NotA { what: "mark", word }))?;
            changes.push(FishboneChange::SetMark { id, person, mark: Some(mark) });
        }
        self.rank(Kind::BonePerson, when, changes);
        if let Some(word) = state {
            let state = words::relation(&word).ok_or_else(|| line.error(Fault::NotA { what: "relation", word }))?;
            let reason = reason.ok_or_else(|| line.error(Fault::Missing("reason")))?;
            self.rank(Kind::Stated, when, vec![FishboneChange::StateRelation { id, person, state, reason }]);
        }
        Ok(())
    }

    /// `plan DAY BY PERSON OWNER DUE TEXT`: a task made from the fishbone above; due in days from today.
    pub(super) fn plan(&mut self, line: &mut Line) -> Result<(), DemoError> {
        let fishbone = self.fishbone_above(line)?;
        let when = self.when(line)?;
        let word = self.someone(line)?.0;
        let person = ids::person(&self.account, &word);
        let add = TaskChange::Add {
            id: ids::task(&self.deal, &format!("plan {fishbone} {word}")),
            owner: Some(self.cast.member(line)?.id),
            due: Some(self.today.plus(line.number("days to the due day")?)),
            text: line.word("text")?,
            person: Some(person),
            origin: Some(TaskOrigin::Fishbone { fishbone, person }),
        };
        self.push(Kind::Plan, when, vec![(self.deal_stream(), vec![Change::Task(add)])]);
        Ok(())
    }

    fn fishbone_above(&self, line: &Line) -> Result<FishboneId, DemoError> {
        self.fishbone.ok_or_else(|| line.error(Fault::Missing("a fishbone above")))
    }

    fn rank(&mut self, kind: Kind, when: (i32, UserId), changes: Vec<FishboneChange>) {
        let changes = changes.into_iter().map(Change::Fishbone).collect();
        self.push(kind, when, vec![(self.deal_stream(), changes)]);
    }
}
