//! What people are like, in the customer files: below the people it names.

use super::{
    gesture::Kind,
    ids,
    line::{DemoError, Fault, Line},
    map::Reader,
    words,
};
use model::{
    Change,
    power_map::{PowerMapChange, ProfileChange, ProfileText, Vendor},
};

impl Reader<'_> {
    /// `profile DAY BY PERSON` with `level=WORD personality=WORD stance=WORD toward=us|RIVAL org=TEXT personal=TEXT
    /// approach=TEXT`
    pub(super) fn profile(&mut self, line: &mut Line) -> Result<(), DemoError> {
        let level = one_of(line, "level", words::management_level)?;
        let personality = one_of(line, "personality", words::personality)?;
        let stance = one_of(line, "stance", words::stance)?;
        let toward = line.option("toward").map(|word| match word.as_str() {
            "us" => Vendor::Us,
            rival => Vendor::Competitor(ids::competitor(rival)),
        });
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

fn one_of<T>(line: &mut Line, key: &'static str, read: fn(&str) -> Option<T>) -> Result<Option<T>, DemoError> {
    let Some(word) = line.option(key) else { return Ok(None) };
    let found = read(&word).ok_or_else(|| line.error(Fault::NotA { what: key, word }))?;
    Ok(Some(found))
}
