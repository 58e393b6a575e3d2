//! A fishbone as a scene and as rows.

use super::{
    diagrams::{Drawn, Reader},
    subject::Marks,
    table::{Cell, Table},
};
use app::words::{
    export::{self, FishboneRows},
    fishbone as words, locale_of,
};
use diagram::{
    compare::marked,
    fishbone::{Layout, PersonSpot, Words, layout, legend},
};
use model::{
    Room,
    fishbone::{Fishbone, Mark, Side},
};

pub(super) fn title(locale: model::Locale) -> &'static str {
    export::fishbone(locale)
}

/// What this one is for: a deal may have several.
pub(super) fn goal(room: &Room, reader: &Reader) -> Option<String> {
    found(room, reader).map(|(_, fishbone)| fishbone.goal.clone())
}

pub(super) fn draw(room: &Room, reader: &Reader, marks: Option<&Marks>) -> Drawn {
    let words = words::words(locale_of(reader.locale));
    let Some((layout, _)) = laid_out(room, reader, &words) else { return Drawn::default() };
    let legend = legend(room, &layout, &words, &words::legend(locale_of(reader.locale)));
    let mut groups = layout.groups(&words);
    if let Some(Marks { kinds, words }) = marks {
        groups = marked(groups, kinds, words, &|item| layout.sign_at(item));
    }
    Drawn { groups, legend }
}

pub(super) fn tables(room: &Room, reader: &Reader) -> Vec<Table> {
    let words = words::words(locale_of(reader.locale));
    let Some((layout, fishbone)) = laid_out(room, reader, &words) else { return Vec::new() };
    let rows = export::fishbone_rows(reader.locale);
    vec![people(&layout, fishbone, &words, &rows), bones(&layout, &rows)]
}

/// The one that was asked for, else the one the deal works on.
fn found<'a>(room: &'a Room, reader: &Reader) -> Option<(model::FishboneId, &'a Fishbone)> {
    let (_, deal) = room.deal()?;
    let id = reader.fishbone.or_else(|| deal.fishbones.newest())?;
    Some((id, deal.fishbones.live(id)?))
}

fn laid_out<'a>(room: &'a Room, reader: &Reader, words: &Words) -> Option<(Layout, &'a Fishbone)> {
    let (id, fishbone) = found(room, reader)?;
    Some((layout(room, words, (reader.locale, reader.today), id, fishbone), fishbone))
}

/// Everybody, the most important first.
fn people(layout: &Layout, fishbone: &Fishbone, words: &Words, rows: &FishboneRows) -> Table {
    let each = layout.bones.iter().flat_map(|bone| bone.people.iter().map(move |person| (bone, person)));
    let row = |department: &str, spot: &PersonSpot| {
        let (bone, on_bone) = spot.rank;
        let letter = |mark: Mark| if mark == Mark::A { "A" } else { "B" };
        let mark = spot.mark.as_ref().map(|(mark, called)| format!("{} {called}", letter(*mark)));
        let stated = fishbone.people.get(&spot.person).and_then(|on| on.stated.as_ref());
        vec![
            rank(bone),
            department.into(),
            rank(on_bone),
            spot.post.as_str().into(),
            spot.who.clone().unwrap_or_else(|| words.name_unknown.clone()).into(),
            words.state(spot.state).into(),
            mark.unwrap_or_default().into(),
            stated.map_or("", |stated| stated.reason.as_str()).into(),
        ]
    };
    let found = each.filter_map(|(bone, person)| Some(row(&bone.called, layout.people.get(person)?)));
    Table { title: rows.people.to_owned(), columns: rows.person.map(str::to_owned).to_vec(), rows: found.collect() }
}

fn bones(layout: &Layout, rows: &FishboneRows) -> Table {
    let row = |bone: &diagram::fishbone::BoneSpot| {
        let side = match bone.side {
            Side::Upper => rows.sides[0],
            Side::Lower => rows.sides[1],
        };
        vec![rank(bone.rank), bone.called.as_str().into(), side.into(), rank(bone.people.len())]
    };
    Table {
        title: rows.bones.to_owned(),
        columns: rows.bone.map(str::to_owned).to_vec(),
        rows: layout.bones.iter().map(row).collect(),
    }
}

fn rank(number: usize) -> Cell {
    Cell::Number(i32::try_from(number).unwrap_or(i32::MAX))
}
