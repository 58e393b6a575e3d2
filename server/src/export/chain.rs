//! The decision chain as a scene and as rows.

use super::{
    diagrams::{Drawn, Reader},
    power_map::{number, rivals, said},
    subject::Marks,
    table::{Cell, Table},
};
use app::words::{
    chain as words,
    export::{self, ChainRows},
    locale_of, power_map as map_words,
};
use diagram::{
    chain::{Layout, Scene, Words, legend},
    compare::marked,
    power_map::{self, Detail},
};
use model::{
    Day, PersonId, Room, StepId,
    chain::Lead,
    power_map::Vendor,
    task::{TaskOrigin, open_from},
};

pub(super) fn title(locale: model::Locale) -> &'static str {
    export::chain(locale)
}

pub(super) fn draw(room: &Room, reader: &Reader, marks: Option<&Marks>) -> Drawn {
    with_scene(room, reader, |scene| {
        let mut groups = scene.all().map(|(groups, _)| groups).unwrap_or_default();
        if let Some(Marks { kinds, words }) = marks {
            groups = marked(groups, kinds, words, &|_| None);
        }
        Drawn { groups, legend: legend(scene, &words::legend(locale_of(reader.locale))) }
    })
}

pub(super) fn tables(room: &Room, reader: &Reader) -> Vec<Table> {
    let rows = export::chain_rows(reader.locale);
    let layout = Layout::of(room, reader.today);
    with_scene(room, reader, |scene| {
        let list = List { room, reader, scene, layout: &layout, rows: &rows };
        vec![list.steps(), list.people()]
    })
}

fn with_scene<R>(room: &Room, reader: &Reader, read: impl FnOnce(&Scene<'_>) -> R) -> R {
    let Reader { locale, today, rivals, .. } = *reader;
    let (printed, words): (_, Words) = (map_words::words(locale_of(locale)), words::words(locale_of(locale)));
    let map = power_map::Scene { room, words: &printed, locale, today, rivals, detail: Detail::Full };
    read(&Scene { map, words: &words })
}

struct List<'a> {
    room: &'a Room,
    reader: &'a Reader,
    scene: &'a Scene<'a>,
    layout: &'a Layout,
    rows: &'a ChainRows,
}

impl List<'_> {
    fn steps(&self) -> Table {
        let row = |id: StepId| {
            let (_, deal) = self.room.deal()?;
            let step = deal.chain.live(id)?;
            let day = |day: Option<Day>| Cell::from(day.map_or_else(String::new, Day::iso));
            let now = self.scene.position(id)?;
            let is = |so: bool| Cell::from(if so { self.rows.yes } else { "" });
            let value = |best: Option<Lead>| best.map_or_else(|| Cell::from(""), |best| Cell::Number(best.strength));
            let who = |best: Option<Lead>| Cell::from(best.map_or_else(String::new, |best| self.scene.best(best)));
            Some(vec![
                self.number(id),
                self.scene.name(id).into(),
                self.scene.words.state(step.state).into(),
                day(step.planned),
                day(step.actual),
                if now.late > 0 { Cell::Number(now.late) } else { Cell::from("") },
                is(now.unmanned),
                value(now.ours),
                who(now.ours),
                value(now.rival),
                who(now.rival),
                self.scene.who_leads(now).unwrap_or_default().into(),
                step.action.as_str().into(),
                is(open_from(deal, TaskOrigin::Step { step: id }).is_some()),
            ])
        };
        Table {
            title: self.rows.steps.to_owned(),
            columns: self.rows.step.map(str::to_owned).to_vec(),
            rows: self.layout.columns.iter().filter_map(|column| row(column.step)).collect(),
        }
    }

    fn people(&self) -> Table {
        let rivals = rivals(self.room);
        let each = self.layout.columns.iter().flat_map(|column| column.people.iter().map(|(id, _)| (column.step, *id)));
        let rows = each.filter_map(|(step, person)| self.person(step, person, &rivals)).collect();
        let fixed = self.rows.person.map(str::to_owned).into_iter();
        Table {
            title: self.rows.people.to_owned(),
            columns: fixed.chain(rivals.iter().map(|(_, name)| name.clone())).collect(),
            rows,
        }
    }

    fn person(&self, id: StepId, person: PersonId, rivals: &[(Vendor, String)]) -> Option<Vec<Cell>> {
        let (_, deal) = self.room.deal()?;
        let node = deal.power_map.live_node(person);
        let here = deal.chain.live(id)?.people.get(&person).and_then(|part| part.role);
        let role = here.or_else(|| node?.buying_role);
        let (post, name) = self.scene.map.who(person);
        let mut cells: Vec<Cell> = vec![
            self.number(id),
            self.scene.name(id).into(),
            post.into(),
            name.unwrap_or_else(|| self.rows.nameless.to_owned()).into(),
            role.map_or("", |role| self.scene.map.words.role(role)).into(),
            number(node, Vendor::Us),
            said(self.reader.locale, node).into(),
        ];
        cells.extend(rivals.iter().map(|(vendor, _)| number(node, *vendor)));
        Some(cells)
    }

    fn number(&self, id: StepId) -> Cell {
        let number = self.layout.number(id).and_then(|number| i32::try_from(number).ok());
        number.map_or_else(|| Cell::from(""), Cell::Number)
    }
}
