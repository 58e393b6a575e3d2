//! The register of key decision makers and hidden roles in the customer files: below the people it names.

use super::{
    gesture::Kind,
    ids,
    line::{DemoError, Line},
    map::Reader,
    words,
};
use model::{Change, PersonId, StreamId, key_role::KeyRoleChange, team::TeamChange};

impl Reader<'_> {
    /// `core DAY BY WORD KIND` with `is=PERSON name=TEXT behind=PERSON how=TEXT ours=N theirs=N source=TEXT purpose=TEXT
    /// keep=DAYS`: kept until so many days from today.
    pub(super) fn core(&mut self, line: &mut Line) -> Result<(), DemoError> {
        let person = self.optional_person(line, "is")?;
        let behind = self.optional_person(line, "behind")?;
        let text = |line: &mut Line, key| line.option(key).unwrap_or_default();
        let (name, how) = (text(line, "name"), text(line, "how"));
        let (source, purpose) = (text(line, "source"), text(line, "purpose"));
        let ours = line.optional("ours", |word| word.parse().ok())?;
        let theirs = line.optional("theirs", |word| word.parse().ok())?;
        let keep_until = line.optional("keep", |word| word.parse().ok())?.map(|days| self.today.plus(days));
        let when = self.when(line)?;
        let id = ids::key_role(&self.deal, &line.word("key role")?);
        let kind = line.read("kind", words::key_role_kind)?;
        let add = KeyRoleChange::Add { id, kind, person, name, behind, purpose, keep_until };
        let mut changes = vec![add, KeyRoleChange::EditInfluence { id, from: String::new(), to: how }];
        changes.push(KeyRoleChange::SetSource { id, source });
        changes.push(KeyRoleChange::SetOurs { id, ours });
        changes.push(KeyRoleChange::SetTheirs { id, theirs });
        let changes = changes.into_iter().map(Change::KeyRole).collect();
        self.push(Kind::KeyRole, when, vec![(StreamId::DealCore(ids::deal(&self.deal)), changes)]);
        Ok(())
    }

    /// `named DAY BY USER`: reads what only the core group reads.
    pub(super) fn named(&mut self, line: &mut Line) -> Result<(), DemoError> {
        let when = self.when(line)?;
        let user = self.cast.member(line)?.id;
        let change = Change::Team(TeamChange::SetCore { user, core: true });
        self.push(Kind::Named, when, vec![(self.deal_stream(), vec![change])]);
        Ok(())
    }

    fn optional_person(&self, line: &mut Line, key: &str) -> Result<Option<PersonId>, DemoError> {
        let word = line.option(key).map(|word| self.known(line, word)).transpose()?;
        Ok(word.map(|(word, _)| ids::person(&self.account, &word)))
    }
}
