//! What people are like and how far they admit the problem, in the customer files: below the people it names.

use super::{
    gesture::Kind,
    ids,
    line::{DemoError, Line},
    map::Reader,
    words,
};
use model::{
    Change,
    power_map::{PainChange, PowerMapChange, ProfileChange, ProfileText},
};

impl Reader<'_> {
    /// `pain DAY BY PERSON LEVEL EVIDENCE`
    pub(super) fn pain(&mut self, line: &mut Line) -> Result<(), DemoError> {
        let when = self.when(line)?;
        let person = ids::person(&self.account, &self.someone(line)?.0);
        let change = PainChange::Reach {
            id: ids::pain(&self.deal, line.number),
            level: line.read("level", words::pain_level)?,
            evidence: line.word("evidence")?,
            observed_at: self.today.plus(when.0),
        };
        let change = Change::PowerMap(PowerMapChange::Pain { person, change });
        self.push(Kind::Stated, when, vec![(self.deal_stream(), vec![change])]);
        Ok(())
    }

    /// `profile DAY BY PERSON` with `level=WORD personality=WORD stance=WORD toward=us|RIVAL org=TEXT personal=TEXT
    /// approach=TEXT`
    pub(super) fn profile(&mut self, line: &mut Line) -> Result<(), DemoError> {
        let level = line.optional("level", words::management_level)?;
        let personality = line.optional("personality", words::personality)?;
        let stance = line.optional("stance", words::stance)?;
        let toward = line.optional("toward", |word| self.vendor(word))?;
        let mut changes = vec![
            ProfileChange::SetLevel { level },
            ProfileChange::SetPersonality { personality },
            ProfileChange::SetStance { stance, toward },
        ];
        for (key, which) in [
            ("org", ProfileText::OrganisationNeed),
            ("personal", ProfileText::PersonalNeed),
            ("approach", ProfileText::Approach),
        ] {
            let text = line.option(key);
            changes.extend(text.map(|to| ProfileChange::EditText { which, from: String::new(), to }));
        }
        let when = self.when(line)?;
        let person = ids::person(&self.account, &self.someone(line)?.0);
        let changes = changes.into_iter().map(|change| Change::PowerMap(PowerMapChange::Profile { person, change }));
        self.push(Kind::Stated, when, vec![(self.deal_stream(), changes.collect())]);
        Ok(())
    }
}
