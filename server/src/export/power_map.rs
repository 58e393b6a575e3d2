//! The power map as a scene and as rows.

use super::{
    diagrams::{Drawn, Reader},
    subject::Marks,
    table::{Cell, Table},
};
use app::words::{
    export::{self, MapRows},
    locale_of, power_map as words,
};
use diagram::{
    compare::marked,
    power_map::{Detail, Scene, groups, legend, middle_of_line},
};
use model::{
    EntityKey, PersonId, Room,
    power_map::{LineKind, PowerMap, PowerNode, Strength, Vendor},
};

pub(super) fn title(locale: model::Locale) -> &'static str {
    export::map(locale)
}

pub(super) fn draw(room: &Room, reader: &Reader, marks: Option<&Marks>) -> Drawn {
    let locale = locale_of(reader.locale);
    let printed = words::words(locale);
    let scene = scene(room, reader, &printed);
    let mut groups = groups(&scene);
    if let (Some(Marks { kinds, words }), Some((_, deal))) = (marks, room.deal()) {
        groups = marked(groups, kinds, words, &|item| match item {
            EntityKey::Line(line) => middle_of_line(&deal.power_map, line),
            _ => None,
        });
    }
    Drawn { groups, legend: legend(&scene, &words::legend(locale)) }
}

fn scene<'a>(room: &'a Room, reader: &Reader, words: &'a diagram::power_map::Words) -> Scene<'a> {
    let Reader { locale, today, rivals, .. } = *reader;
    Scene { room, words, locale, today, rivals, detail: Detail::Full }
}

pub(super) fn tables(room: &Room, reader: &Reader) -> Vec<Table> {
    let Some((_, deal)) = room.deal() else { return Vec::new() };
    let printed = words::words(locale_of(reader.locale));
    let rows = export::map_rows(reader.locale);
    let list = List { room, map: &deal.power_map, reader, rows, scene: scene(room, reader, &printed) };
    vec![list.people(), list.lines()]
}

struct List<'a> {
    room: &'a Room,
    map: &'a PowerMap,
    reader: &'a Reader,
    rows: MapRows,
    scene: Scene<'a>,
}

impl List<'_> {
    /// Everybody on the map, from the top down as they are drawn.
    fn people(&self) -> Table {
        let rivals = rivals(self.room);
        let fixed = self.rows.person.map(str::to_owned).into_iter();
        let mut nodes: Vec<(PersonId, &PowerNode)> = self.map.live_nodes().collect();
        nodes.sort_by_key(|(id, node)| (node.y, node.x, *id));
        Table {
            title: self.rows.people.to_owned(),
            columns: fixed.chain(rivals.iter().map(|(_, name)| name.clone())).collect(),
            rows: nodes.into_iter().map(|(person, node)| self.person(person, node, &rivals)).collect(),
        }
    }

    fn person(&self, person: PersonId, node: &PowerNode, rivals: &[(Vendor, String)]) -> Vec<Cell> {
        let locale = locale_of(self.reader.locale);
        let (post, name) = self.scene.who(person);
        let now = node.current(Vendor::Us).map(|(_, assessment)| assessment).filter(|_| !self.reader.outside);
        let number = |vendor| number(Some(node), vendor);
        let mut cells: Vec<Cell> = vec![
            post.into(),
            name.unwrap_or_else(|| self.rows.nameless.to_owned()).into(),
            self.department(person).into(),
            node.buying_role.map_or("", |role| words::buying_role(locale, Some(role))).into(),
            if node.key { self.rows.yes } else { "" }.into(),
            self.owners(node).into(),
            number(Vendor::Us),
            said(self.reader.locale, Some(node)).into(),
            now.map_or_else(String::new, |now| now.observed_at.iso()).into(),
            now.map_or("", |now| words::source(locale, now.source)).into(),
            now.map_or("", |now| now.evidence.as_str()).into(),
        ];
        cells.extend(rivals.iter().map(|(vendor, _)| number(*vendor)));
        cells
    }

    fn department(&self, person: PersonId) -> String {
        let Some((_, account)) = self.room.account() else { return String::new() };
        let Some(record) = account.people.get(&person) else { return String::new() };
        match record.department.and_then(|id| account.departments.get(&id)) {
            Some(department) => named(&department.name, &department.name_en, self.reader.locale).to_owned(),
            None if record.external => self.rows.external.to_owned(),
            None => String::new(),
        }
    }

    fn owners(&self, node: &PowerNode) -> String {
        let names = node.owners.iter().filter_map(|user| Some(self.room.member(*user)?.name.as_str()));
        names.collect::<Vec<_>>().join(" · ")
    }

    fn lines(&self) -> Table {
        let locale = locale_of(self.reader.locale);
        let rows = self.map.live_lines().map(|(_, line)| {
            let weight = match line.kind {
                LineKind::Influences { weight } => Cell::Number(weight.into()),
                LineKind::ReportsTo | LineKind::ConflictsWith => Cell::from(""),
            };
            vec![
                self.scene.called(line.from).into(),
                words::line_kind(locale, line.kind).into(),
                weight,
                self.scene.called(line.to).into(),
                line.note.as_str().into(),
            ]
        });
        Table {
            title: self.rows.lines.to_owned(),
            columns: self.rows.line.map(str::to_owned).to_vec(),
            rows: rows.collect(),
        }
    }
}

/// The competitors of the deal, with their names.
pub(super) fn rivals(room: &Room) -> Vec<(Vendor, String)> {
    let (Some((_, deal)), Some(workspace)) = (room.deal(), room.workspace()) else { return Vec::new() };
    let known = deal.rivals.iter().filter_map(|id| Some((*id, workspace.competitors.get(id)?)));
    known.map(|(id, rival)| (Vendor::Competitor(id), rival.name.clone())).collect()
}

/// How a person stands to a vendor; empty is unknown.
pub(super) fn number(node: Option<&PowerNode>, vendor: Vendor) -> Cell {
    node.and_then(|node| node.strength(vendor)).map_or_else(|| Cell::from(""), Cell::Number)
}

/// A strength of ours in words.
pub(super) fn said(locale: model::Locale, node: Option<&PowerNode>) -> String {
    let value = node.and_then(|node| node.strength(Vendor::Us));
    words::strength_said(locale_of(locale), value.map(Strength::Known))
}

/// The one of two names a reader of this language wants: English if there is one.
pub(super) fn named<'a>(name: &'a str, name_en: &'a str, locale: model::Locale) -> &'a str {
    if locale == model::Locale::En && !name_en.is_empty() { name_en } else { name }
}
