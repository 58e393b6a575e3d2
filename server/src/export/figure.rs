//! A diagram as part of a page: its drawing, and its list for those who do not see it.

use super::{
    asked::Theme,
    diagrams::{Diagram, Reader},
    look::Look,
    subject::Subject,
    table::{Cell, Table},
};
use app::pages::{PictureFigure, PictureTable};
use diagram::{
    Rect, escape,
    picture::{self, Picture, Sheet},
};
use std::fmt::Write;

/// Size of the words that are read through the drawing.
const MARK_SIZE: f64 = 17.0;
/// From one of them to the next, across and down.
const MARK_STEP: (f64, f64) = (430.0, 170.0);
/// Of these words at most, so that a drawing of a kilometre does not become a page of marks.
const MARKS_MAX: usize = 400;

/// The diagram; nothing if there is none. `mark` is written all over it.
pub(super) fn figure(
    subject: &Subject,
    diagram: &Diagram,
    reader: &Reader,
    facts: &str,
    mark: Option<&str>,
) -> Option<PictureFigure> {
    let drawn = subject.draw(diagram, reader);
    let part = picture::bounds(&drawn.groups)?;
    let which = (diagram.which)(subject.room(), reader).map(|which| format!(" · {which}")).unwrap_or_default();
    let title = format!("{}{which}", (diagram.title)(reader.locale));
    let look = Look::of(Theme::Light);
    let dress = |around: &str, own: &str| look.attributes(around, own);
    let picture =
        Picture { groups: &drawn.groups, part, legend: &drawn.legend, title: &title, facts, dress: &dress, font: "" };
    let sheet = Sheet::around(part, &drawn.legend);
    // Clipped by a name that several drawings of one page would share.
    let mut svg = picture::to_svg(&picture, sheet, (sheet.width, sheet.height))
        .replace("\"part\"", &format!("\"part-{}\"", diagram.name))
        .replace("url(#part)", &format!("url(#part-{})", diagram.name));
    if let Some(mark) = mark {
        let end = svg.rfind("</svg>").unwrap_or(svg.len());
        svg.insert_str(end, &marks(mark, Rect::new(0.0, 0.0, sheet.width, sheet.height)));
    }
    let tables = subject.tables(diagram, reader).into_iter().map(listed).collect();
    Some(PictureFigure { title, svg, tables })
}

/// Words all over a sheet, aslant, so that no part of it can be shown without them.
fn marks(words: &str, sheet: Rect) -> String {
    let mut out = format!(r##"<g fill="#1d2026" fill-opacity=".08" font-size="{MARK_SIZE}" font-weight="600">"##);
    let (across, down) = MARK_STEP;
    let (mut y, mut count, mut row) = (80.0, 0, 0);
    while y < sheet.height + down && count < MARKS_MAX {
        let mut x = if row % 2 == 0 { 20.0 } else { 20.0 - across / 2.0 };
        while x < sheet.width && count < MARKS_MAX {
            let _ = write!(out, r#"<text x="{x}" y="{y}" transform="rotate(-16 {x} {y})">{}</text>"#, escape(words));
            x += across;
            count += 1;
        }
        y += down;
        row += 1;
    }
    out + "</g>"
}

/// Without the columns in which nothing stands.
fn listed(table: Table) -> PictureTable {
    let said = |cell: &Cell| match cell {
        Cell::Text(text) => text.clone(),
        Cell::Number(number) => number.to_string(),
    };
    let rows: Vec<Vec<String>> = table.rows.iter().map(|row| row.iter().map(said).collect()).collect();
    let used = |column: usize| rows.iter().any(|row| row.get(column).is_some_and(|cell| !cell.is_empty()));
    let kept: Vec<usize> = (0..table.columns.len()).filter(|column| used(*column)).collect();
    let choose = |row: &[String]| kept.iter().filter_map(|column| row.get(*column).cloned()).collect();
    PictureTable {
        title: table.title,
        columns: choose(&table.columns),
        rows: rows.iter().map(|row| choose(row)).collect(),
    }
}
