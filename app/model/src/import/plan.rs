//! Who of a file is known already, and what becomes of each row.

use super::{
    Draft, Row,
    contact::{self, Facets},
    fill::{Gain, fill, gains_of},
    id_in,
};
use crate::{BatchId, PersonId, account::Account};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// What the user decides about one row; without a word of his it goes by [`plan`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Choice {
    /// Somebody else, whatever looks alike.
    New,
    /// Leave the row out.
    Skip,
    /// This person, who is known or comes from an earlier row. Is he not there any more, the row is left out: it is nobody else's.
    Into(PersonId),
}

/// How a file is to be taken in.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Settings {
    /// Where both say something, the file's word counts; else only what is empty is filled in.
    #[serde(default)]
    pub replace: bool,
    /// Written for a post that is not known.
    pub no_post: String,
    /// Rows decided one by one.
    #[serde(default)]
    pub choices: BTreeMap<u32, Choice>,
}

/// Why a row is taken to be somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Match {
    /// Same name, and nothing speaks against it.
    Name,
    /// Same telephone number.
    Phone,
    /// Same address.
    Mail,
}

/// What becomes of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// A new person.
    Add,
    /// Something is added to a person who is known.
    Merge,
    /// The person is known, and so is everything the row says.
    Same,
    /// Left out by the user, or because whom he chose is gone ([`Planned::chosen_is_gone`]).
    Skip,
    /// Left out because of an error.
    Broken,
}

impl Fate {
    /// Whether the row is about somebody who is known afterwards.
    pub const fn is_taken_in(self) -> bool {
        matches!(self, Self::Add | Self::Merge | Self::Same)
    }
}

/// One row of a plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Planned {
    /// Which row of the file.
    pub row: u32,
    /// What becomes of it.
    pub fate: Fate,
    /// Whom it is about.
    pub person: PersonId,
    /// Whom it looks like, and why: in [`Plan::people`].
    pub like: Option<(usize, Match)>,
    /// Everybody else of the same name, against whom something speaks: he may still be chosen.
    pub namesakes: Vec<usize>,
    /// Whether it is left out because the one chosen for it is not there any more.
    pub chosen_is_gone: bool,
    /// What it changes of whom it is about, if he is known.
    pub gains: Vec<Gain>,
}

impl Planned {
    /// Whether somebody has the same name, and nobody is taken to be him.
    pub fn is_doubtful(&self) -> bool {
        self.like.is_none() && !self.namesakes.is_empty()
    }
}

/// Somebody who is known, or will be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Known {
    /// Id.
    pub id: PersonId,
    /// The row of this file he comes from.
    pub row: Option<u32>,
    /// Not in the account yet.
    pub is_new: bool,
    /// Name; empty while not known.
    pub name: String,
    /// Post.
    pub title: String,
    /// Post in English.
    pub title_en: String,
    /// Name of the department.
    pub department: String,
    /// Contact.
    pub contact: String,
    /// Outside the company.
    pub external: bool,
    /// Note.
    pub note: String,
    pub(super) facets: Facets,
}

/// What becomes of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    /// Row by row.
    pub rows: Vec<Planned>,
    /// Everybody as he will be.
    pub people: Vec<Known>,
}

impl Plan {
    /// How many rows end so.
    pub fn count(&self, fate: Fate) -> usize {
        self.rows.iter().filter(|row| row.fate == fate).count()
    }
}

/// The row of a batch that made a person, if one did.
fn same_batch(batch: BatchId, person: PersonId) -> Option<u32> {
    u32::try_from(batch.0.as_u128() ^ person.0.as_u128()).ok()
}

/// Says what becomes of each row, in their order: two rows about one person end in one person.
///
/// The same address or mobile number is the same person; another number only if the names agree, because a switchboard is shared.
/// The same name is the same person unless numbers or addresses say otherwise. Archived people are nobody's double.
pub fn plan<'a>(account: &Account, batch: BatchId, rows: impl Iterator<Item = &'a Row>, settings: &Settings) -> Plan {
    let mut book = Book::of(account, batch);
    let mut planned = Vec::new();
    for row in rows {
        let one = book.take(row, batch, settings);
        planned.push(one);
    }
    Plan { rows: planned, people: book.people }
}

/// People of one name or post who are looked at: a list of five thousand nameless engineers must not take minutes.
const ALIKE: usize = 200;

struct Book {
    people: Vec<Known>,
    /// Whom this very import has made, archived since or not.
    written: BTreeSet<PersonId>,
    names: BTreeMap<String, Vec<usize>>,
    phones: BTreeMap<String, Vec<usize>>,
    mails: BTreeMap<String, Vec<usize>>,
    ids: BTreeMap<PersonId, usize>,
    /// Everybody by his post.
    posts: BTreeMap<String, Vec<usize>>,
}

/// What two texts must share to be the same.
pub(super) fn key(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase).collect()
}

impl Book {
    fn of(account: &Account, batch: BatchId) -> Self {
        let mut book = Self {
            people: Vec::new(),
            written: BTreeSet::new(),
            names: BTreeMap::new(),
            phones: BTreeMap::new(),
            mails: BTreeMap::new(),
            ids: BTreeMap::new(),
            posts: BTreeMap::new(),
        };
        for (id, person) in account.people.iter() {
            book.written.extend(same_batch(batch, *id).map(|_| *id));
            if person.archived {
                continue;
            }
            let department = person.department.and_then(|id| account.departments.get(&id));
            book.add(Known {
                id: *id,
                row: same_batch(batch, *id),
                is_new: false,
                name: person.name.clone().unwrap_or_default(),
                title: person.title.clone(),
                title_en: person.title_en.clone(),
                department: department.map(|one| one.name.clone()).unwrap_or_default(),
                contact: person.contact.clone(),
                external: person.external,
                note: person.note.clone(),
                facets: Facets::of(&person.contact),
            });
        }
        book
    }

    fn add(&mut self, known: Known) -> usize {
        let at = self.people.len();
        self.ids.insert(known.id, at);
        self.people.push(known);
        self.index(at);
        at
    }

    /// Notes everything by which somebody can be found; a second time nothing new.
    fn index(&mut self, at: usize) {
        let known = &self.people[at];
        note(&mut self.posts, key(&known.title), at);
        if !known.name.is_empty() {
            note(&mut self.names, key(&known.name), at);
        }
        for phone in &known.facets.phones {
            note(&mut self.phones, phone.clone(), at);
        }
        for mail in &known.facets.mails {
            note(&mut self.mails, mail.clone(), at);
        }
    }

    fn take(&mut self, row: &Row, batch: BatchId, settings: &Settings) -> Planned {
        let draft = &row.draft;
        let own = PersonId(id_in(batch, 0, draft.row));
        let (fate, gains) = (Fate::Broken, Vec::new());
        let mut planned = Planned {
            row: draft.row,
            fate,
            person: own,
            like: None,
            namesakes: Vec::new(),
            chosen_is_gone: false,
            gains,
        };
        if row.is_broken() {
            return planned;
        }
        let facets = Facets::of(&draft.contact);
        (planned.like, planned.namesakes) = self.find(draft, &facets, settings);
        let choice = settings.choices.get(&draft.row);
        let about = match choice {
            Some(Choice::Into(person)) => self.ids.get(person).copied(),
            _ => planned.like.map(|(at, _)| at),
        };
        // This very row was written before: somebody sent it twice.
        let written = self.written.contains(&own);
        match (choice, about, written) {
            (Some(Choice::Skip), ..) => planned.fate = Fate::Skip,
            (.., true) => planned.fate = Fate::Same,
            (Some(Choice::Into(_)), None, false) => {
                planned.fate = Fate::Skip;
                planned.chosen_is_gone = true;
            }
            (Some(Choice::Into(_)) | None, Some(at), false) => {
                planned.person = self.people[at].id;
                let filled = fill(&self.people[at], draft, settings);
                planned.fate = if filled == self.people[at] { Fate::Same } else { Fate::Merge };
                planned.gains = gains_of(&self.people[at], &filled);
                self.people[at] = filled;
                self.index(at);
            }
            (Some(Choice::New), _, false) | (None, None, false) => {
                planned.fate = Fate::Add;
                self.written.insert(own);
                self.add(Known {
                    id: own,
                    row: Some(draft.row),
                    is_new: true,
                    name: draft.name.clone(),
                    title: if draft.title.is_empty() { settings.no_post.clone() } else { draft.title.clone() },
                    title_en: draft.title_en.clone(),
                    department: draft.department.clone(),
                    contact: draft.contact.clone(),
                    external: draft.external,
                    note: draft.note.clone(),
                    facets,
                });
            }
        }
        planned
    }

    /// Whom a row is about, and who else has the same name. Of several the one to whom the row adds nothing, then the
    /// strongest reason, then the same post: so what was imported once is found again, whoever has the same name.
    fn find(&self, draft: &Draft, facets: &Facets, settings: &Settings) -> (Option<(usize, Match)>, Vec<usize>) {
        let mut candidates = BTreeSet::<usize>::new();
        let words =
            if draft.name.is_empty() { self.posts.get(&key(&draft.title)) } else { self.names.get(&key(&draft.name)) };
        candidates.extend(words.into_iter().flatten().take(ALIKE));
        candidates.extend(facets.phones.iter().filter_map(|phone| self.phones.get(phone)).flatten());
        candidates.extend(facets.mails.iter().filter_map(|mail| self.mails.get(mail)).flatten());
        let (mut best, mut namesakes) = (None, Vec::new());
        for at in candidates {
            let known = &self.people[at];
            if !draft.name.is_empty() && key(&known.name) == key(&draft.name) {
                namesakes.push(at);
            }
            let adds_nothing = fill(known, draft, settings) == *known;
            if let Some(reason) = compare(known, draft, facets, adds_nothing) {
                // The earlier row before the later one, so that it is all the same in how many parts a file is written.
                let row = std::cmp::Reverse(known.row.map_or(0, |row| row.saturating_add(1)));
                let rank = (adds_nothing, reason, key(&known.title) == key(&draft.title), row);
                if best.is_none_or(|(_, _, before)| rank > before) {
                    best = Some((at, reason, rank));
                }
            }
        }
        let like = best.map(|(at, reason, _)| (at, reason));
        namesakes.retain(|at| like.is_none_or(|(like, _)| like != *at));
        (like, namesakes)
    }
}

fn note(words: &mut BTreeMap<String, Vec<usize>>, word: String, at: usize) {
    let places = words.entry(word).or_default();
    if !places.contains(&at) {
        places.push(at);
    }
}

/// Why they are the same person, if they are.
fn compare(known: &Known, draft: &Draft, facets: &Facets, adds_nothing: bool) -> Option<Match> {
    let shared: Vec<&String> = known.facets.phones.intersection(&facets.phones).collect();
    let same_name = key(&known.name) == key(&draft.name);
    let either_nameless = known.name.is_empty() || draft.name.is_empty();
    if known.facets.mails.intersection(&facets.mails).next().is_some() {
        return Some(Match::Mail);
    }
    let personal = shared.iter().any(|phone| contact::is_personal(phone));
    if personal || (!shared.is_empty() && (same_name || either_nameless)) {
        return Some(Match::Phone);
    }
    let apart = |ours: &BTreeSet<String>, theirs: &BTreeSet<String>| !ours.is_empty() && !theirs.is_empty();
    if apart(&known.facets.phones, &facets.phones) || apart(&known.facets.mails, &facets.mails) {
        return None;
    }
    let same_post = key(&known.title) == key(&draft.title);
    let same = if draft.name.is_empty() {
        // A post without a name is the same post; whoever has it, if there is nothing to add to him.
        let either = known.department.is_empty() || draft.department.is_empty();
        let same_department = either || key(&known.department) == key(&draft.department);
        same_post && same_department && (known.name.is_empty() || adds_nothing)
    } else {
        // Two of one file who share a name and not the post are two; over the years a post changes.
        same_name && (known.row.is_none() || draft.title.is_empty() || same_post)
    };
    same.then_some(Match::Name)
}
