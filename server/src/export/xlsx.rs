//! The rows of a list as a workbook.

use super::{
    legend::Mark,
    table::{Cell, Table},
};
use crate::web::Problem;
use rust_xlsxwriter::{Format, FormatAlign, Workbook, Worksheet, XlsxError};

/// What a cell holds at most, by the definition of the format.
const CELL_MAX: usize = 32_767;
/// Columns are as wide as their longest text, up to this many characters.
const WIDTH_MAX: f64 = 48.0;

/// What a workbook says of itself, on a sheet of its own.
pub(super) struct About<'a> {
    /// Name of the sheet.
    pub(super) name: &'a str,
    /// What it is, whose, when, by whom: a line each.
    pub(super) lines: &'a [String],
    /// Head of the legend.
    pub(super) legend: &'a str,
    /// What the marks of the diagram mean.
    pub(super) marks: &'a [Mark],
}

/// The workbook: one sheet for each table, then the one that says what it is about. Every text is written as text: what begins
/// with `=`, `+`, `-` or `@` is a name somebody typed and never a formula.
pub(super) fn write(about: &About<'_>, tables: &[Table]) -> Result<Vec<u8>, Problem> {
    workbook(about, tables).map_err(Problem::unknown)
}

fn workbook(about: &About<'_>, tables: &[Table]) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let head = Format::new().set_bold().set_text_wrap();
    for table in tables {
        let sheet = book.add_worksheet();
        sheet.set_name(sheet_name(&table.title))?;
        sheet.set_freeze_panes(1, 0)?;
        for (column, title) in (0_u16..).zip(&table.columns) {
            sheet.write_string_with_format(0, column, title, &head)?;
            let longest =
                table.rows.iter().filter_map(|row| row.get(usize::from(column))).map(width).fold(0.0, f64::max);
            sheet
                .set_column_width(column, longest.max(diagram::text::width(title, 1.8, true)).clamp(8.0, WIDTH_MAX))?;
        }
        for (row, cells) in (1_u32..).zip(&table.rows) {
            for (column, cell) in (0_u16..).zip(cells) {
                match cell {
                    Cell::Text(text) if text.is_empty() => {}
                    Cell::Text(text) => {
                        sheet.write_string(row, column, kept(text))?;
                    }
                    Cell::Number(number) => {
                        sheet.write_number(row, column, *number)?;
                    }
                }
            }
        }
        if let (Some(last), Ok(rows)) = (table.columns.len().checked_sub(1), u32::try_from(table.rows.len())) {
            sheet.autofilter(0, 0, rows, u16::try_from(last).unwrap_or_default())?;
        }
    }
    write_about(book.add_worksheet(), about)?;
    book.save_to_buffer()
}

/// The lines, and below them each mark with its words.
fn write_about(sheet: &mut Worksheet, about: &About<'_>) -> Result<(), XlsxError> {
    sheet.set_name(sheet_name(about.name))?;
    sheet.set_column_width(0, 12.0)?;
    sheet.set_column_width(1, WIDTH_MAX)?;
    for (row, line) in (0_u32..).zip(about.lines) {
        sheet.write_string(row, 0, kept(line))?;
    }
    let head = u32::try_from(about.lines.len()).unwrap_or_default() + 1;
    if !about.marks.is_empty() {
        sheet.write_string_with_format(head, 0, about.legend, &Format::new().set_bold())?;
    }
    for (row, mark) in (head + 1..).zip(about.marks) {
        let mut format = Format::new().set_align(FormatAlign::Center);
        if let Some(ink) = mark.ink {
            format = format.set_font_color(ink);
        }
        if let Some(back) = mark.back {
            format = format.set_background_color(back);
        }
        sheet.write_string_with_format(row, 0, kept(&mark.sign), &format)?;
        sheet.write_string(row, 1, kept(&mark.text))?;
    }
    Ok(())
}

/// In characters of the sheet's font.
fn width(cell: &Cell) -> f64 {
    match cell {
        Cell::Text(text) => text.lines().map(|line| diagram::text::width(line, 1.8, false)).fold(0.0, f64::max) + 2.0,
        Cell::Number(_) => 0.0,
    }
}

/// Without what XML can not hold, and not longer than a cell.
fn kept(text: &str) -> String {
    text.chars().filter(|c| !c.is_control() || matches!(c, '\n' | '\t')).take(CELL_MAX).collect()
}

/// A name a sheet can have: 31 characters, none of `[]:*?/\`.
fn sheet_name(name: &str) -> String {
    name.chars().map(|c| if "[]:*?/\\'".contains(c) { ' ' } else { c }).take(31).collect()
}
