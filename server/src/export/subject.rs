//! What an export is of: the deal as it was at a moment, or two moments of it side by side. What a file must not have is taken out of
//! each state before they are compared: what is hidden can not come back as an old value.

use super::{
    asked::Against,
    diagrams::{Diagram, Drawn, Reader},
    redact::inside,
    table::{Cell, Table},
};
use app::words::{compare as words, export, locale_of};
use diagram::{
    Drawing,
    compare::{Words, legend},
};
use model::{
    Day, EntityKey, Locale, Millis, Room,
    compare::{Difference, Kind, compare, kinds, with_ghosts},
};
use std::collections::BTreeMap;

/// A room to draw, and what it is compared with.
pub(super) struct Subject {
    room: Room,
    compared: Option<Compared>,
}

/// Two states of a deal, and what differs.
struct Compared {
    older: Room,
    newer: Room,
    /// How each is called: a day, and the name of the snapshot if it is one.
    called: [String; 2],
    differences: Vec<Difference>,
    marks: Marks,
}

/// What is marked in a drawing, and how it is said.
pub(super) struct Marks {
    pub(super) kinds: BTreeMap<EntityKey, Kind>,
    pub(super) words: Words,
}

/// One state and when it was.
pub(super) struct State {
    pub(super) room: Room,
    pub(super) at: Millis,
    pub(super) day: Day,
}

impl State {
    /// Its day, and the name somebody gave this moment.
    fn called(&self, now: &Room) -> String {
        let mut moments = now.deal().into_iter().flat_map(|(_, deal)| deal.moments.iter());
        let named = moments.find(|(_, moment)| moment.at == self.at && !moment.archived);
        named.map_or_else(|| self.day.iso(), |(_, moment)| format!("{} {}", self.day.iso(), moment.name))
    }
}

impl Subject {
    /// A state for those who are no members: taken apart before.
    pub(super) fn outside(room: Room) -> Self {
        Self { room, compared: None }
    }

    /// A state for a member of the team, or two of them.
    pub(super) fn inside(now: &Room, shown: State, against: Option<State>, reader: &Reader) -> Self {
        let redacted = |state: State| State { room: inside(state.room, reader.rivals), ..state };
        let shown = redacted(shown);
        let Some(other) = against.map(redacted) else { return Self { room: shown.room, compared: None } };
        let (older, newer) = if other.at < shown.at { (other, shown) } else { (shown, other) };
        let called = [older.called(now), newer.called(now)];
        let (older, newer) = (older.room, newer.room);
        let mut differences = compare(&older, &newer);
        let room = with_ghosts(&older, &newer, &differences);
        let kinds = kinds(&older, &newer, &differences);
        differences.sort_by_key(|one| (one.kind, one.item));
        let marks = Marks { kinds, words: words::words(locale_of(reader.locale)) };
        Self { room, compared: Some(Compared { older, newer, called, differences, marks }) }
    }

    /// As it is drawn: of two states the later one, and what left since the earlier one.
    pub(super) fn room(&self) -> &Room {
        &self.room
    }

    /// The drawing with the marks of the comparison, and what they mean.
    pub(super) fn draw(&self, diagram: &Diagram, reader: &Reader) -> Drawn {
        let marks = self.compared.as_ref().map(|compared| &compared.marks);
        let mut drawn = (diagram.draw)(&self.room, reader, marks);
        if let Some(marks) = marks {
            drawn.legend.extend(legend(&marks.words));
        }
        drawn
    }

    /// The lists: of two states what differs, and then the later one.
    pub(super) fn tables(&self, diagram: &Diagram, reader: &Reader) -> Vec<Table> {
        match &self.compared {
            None => (diagram.tables)(&self.room, reader),
            Some(compared) => {
                let differences = compared.table(diagram.drawing, reader.locale);
                std::iter::once(differences).chain((diagram.tables)(&compared.newer, reader)).collect()
            }
        }
    }

    /// The day of a file, or both of them, as its caption says it.
    pub(super) fn days(&self, reader: &Reader) -> String {
        match &self.compared {
            None => reader.today.iso(),
            Some(Compared { called: [older, newer], .. }) => export::compared(reader.locale, older, newer),
        }
    }
}

impl Compared {
    /// What differs on one diagram, a row for each thing that changed.
    fn table(&self, drawing: Drawing, locale: Locale) -> Table {
        let [older, newer] = &self.called;
        let rows = export::difference_rows(locale, older, newer);
        let here = self.differences.iter().filter(|one| Drawing::of(one.item) == Some(drawing));
        let mut all: Vec<Vec<Cell>> = here.flat_map(|one| self.rows(one, locale)).collect();
        if all.is_empty() {
            all.push([rows.none, "", "", "", ""].map(Cell::from).into());
        }
        Table { title: rows.title.to_owned(), columns: rows.columns.into(), rows: all }
    }

    fn rows(&self, one: &Difference, locale: Locale) -> Vec<Vec<Cell>> {
        let locale = locale_of(locale);
        let said = words::said(one, &self.older, &self.newer, locale);
        let row = |aspect: String, old: String, new: String| -> Vec<Cell> {
            vec![words::kind(locale, one.kind).into(), said.name.as_str().into(), aspect.into(), old.into(), new.into()]
        };
        if said.changes.is_empty() {
            return vec![row(String::new(), String::new(), String::new())];
        }
        said.changes.iter().cloned().map(|change| row(change.aspect, change.old, change.new)).collect()
    }
}

impl Against {
    /// The state that was there.
    pub(super) fn state(self, room: Room) -> State {
        State { room, at: self.at, day: self.day }
    }
}
