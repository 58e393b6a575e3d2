//! What a row adds to somebody who is known.

use super::{
    Draft, Known, Settings,
    contact::{self, Facets, Kind},
    plan::key,
};
use crate::{merge::Field, text};

/// What a row says of somebody who is known: what stood there, and what will.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gain {
    /// Of what.
    pub field: Field,
    /// Before; empty if nothing was known.
    pub from: String,
    /// Afterwards.
    pub to: String,
}

/// What becomes another of somebody.
pub(super) fn gains_of(before: &Known, after: &Known) -> Vec<Gain> {
    let external = |known: &Known| if known.external { "✓" } else { "" }.to_owned();
    let texts = [
        (Field::Name, before.name.clone(), after.name.clone()),
        (Field::Title, before.title.clone(), after.title.clone()),
        (Field::TitleEn, before.title_en.clone(), after.title_en.clone()),
        (Field::Department, before.department.clone(), after.department.clone()),
        (Field::Contact, before.contact.clone(), after.contact.clone()),
        (Field::External, external(before), external(after)),
        (Field::Note, before.note.clone(), after.note.clone()),
    ];
    let changed = texts.into_iter().filter(|(_, from, to)| from != to);
    changed.map(|(field, from, to)| Gain { field, from, to }).collect()
}

/// Somebody with what a row adds: what was empty, and with `replace` also what was not.
pub(super) fn fill(known: &Known, draft: &Draft, settings: &Settings) -> Known {
    let mut filled = known.clone();
    let put = |text: &mut String, from: &str, is_empty: bool| {
        if !from.is_empty() && (is_empty || settings.replace) {
            from.clone_into(text);
        }
    };
    put(&mut filled.name, &draft.name, known.name.is_empty());
    put(&mut filled.title, &draft.title, known.title == settings.no_post);
    put(&mut filled.title_en, &draft.title_en, known.title_en.is_empty());
    if key(&known.department) != key(&draft.department) {
        put(&mut filled.department, &draft.department, known.department.is_empty());
    }
    filled.external = known.external || (settings.replace && draft.external);
    if !draft.note.is_empty() && !known.note.contains(&draft.note) {
        if known.note.is_empty() {
            filled.note.clone_from(&draft.note);
        } else if settings.replace && known.note.chars().count() + draft.note.chars().count() < text::NOTE_MAX {
            filled.note = format!("{}\n{}", known.note, draft.note);
        }
    }
    let line = contact_of(known, draft, settings.replace);
    if line.chars().count() <= text::NAME_MAX {
        filled.facets.extend(&Facets::of(&line));
        filled.contact = line;
    }
    filled
}

/// The contact line: kinds that were missing are added; with `replace` the file's numbers stand for ours.
fn contact_of(known: &Known, draft: &Draft, replace: bool) -> String {
    let theirs = Facets::of(&draft.contact);
    let within = theirs.phones.is_subset(&known.facets.phones) && theirs.mails.is_subset(&known.facets.mails);
    let has = |line: &str, wanted: Kind| contact::parts(line).any(|part| contact::kind(part) == wanted);
    let takes = |wanted: Kind| {
        has(&draft.contact, wanted)
            && match wanted {
                Kind::Other => !contact::parts(&draft.contact)
                    .filter(|part| contact::kind(part) == Kind::Other)
                    .all(|part| contact::parts(&known.contact).any(|ours| ours == part)),
                Kind::Phone | Kind::Mail => !within,
            }
            && (replace || !has(&known.contact, wanted))
    };
    let taken: Vec<Kind> = [Kind::Phone, Kind::Mail, Kind::Other].into_iter().filter(|one| takes(*one)).collect();
    if taken.is_empty() {
        return known.contact.clone();
    }
    let kept = contact::parts(&known.contact).filter(|part| !taken.contains(&contact::kind(part)));
    let added = contact::parts(&draft.contact).filter(|part| taken.contains(&contact::kind(part)));
    kept.chain(added).collect::<Vec<_>>().join(", ")
}
