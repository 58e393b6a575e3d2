//! A sheet of a workbook. Its formulas are not computed: the value stands that the spreadsheet program saw last.

use super::text::cut;
use calamine::{DataRef, Reader, Xlsx};
use model::import::{COLUMNS_MAX, Format, ROWS_MAX, Table, Unreadable};
use std::io::{self, Cursor, Read};

/// What a workbook may unpack to: a list of 10,000 people is a tenth of it.
const UNPACKED: u64 = 128 * 1024 * 1024;
/// Parts of a workbook.
const PARTS: usize = 2_000;

/// Reads the sheet asked for, else the first one with anything in it.
pub fn read(bytes: &[u8], asked: Option<usize>) -> Result<Table, Unreadable> {
    measure(bytes)?;
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(|_| Unreadable::Damaged)?;
    let sheets = book.sheet_names();
    let order: Vec<usize> = match asked {
        Some(sheet) => vec![sheet],
        None => (0..sheets.len()).collect(),
    };
    for sheet in order {
        let name = sheets.get(sheet).ok_or(Unreadable::Damaged)?;
        let (rows, formulas) = cells(&mut book, name)?;
        if !rows.is_empty() {
            return Ok(Table { format: Format::Xlsx, encoding: None, sheets, sheet, formulas, rows });
        }
    }
    Err(Unreadable::Empty)
}

/// Unpacks everything once, into nothing: what a workbook says of its size may be a lie.
fn measure(bytes: &[u8]) -> Result<(), Unreadable> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|_| Unreadable::Damaged)?;
    if archive.len() > PARTS {
        return Err(Unreadable::Bloated);
    }
    let mut left = UNPACKED;
    for at in 0..archive.len() {
        let part = archive.by_index(at).map_err(|_| Unreadable::Damaged)?;
        let size = io::copy(&mut part.take(left + 1), &mut io::sink()).map_err(|_| Unreadable::Damaged)?;
        left = left.checked_sub(size).ok_or(Unreadable::Bloated)?;
    }
    Ok(())
}

/// The cells one by one: a sheet that names a cell in its last corner has 17 thousand million of them.
fn cells(book: &mut Xlsx<Cursor<&[u8]>>, name: &str) -> Result<(Vec<Vec<String>>, u32), Unreadable> {
    // A sheet that holds only a chart has no cells.
    let Ok(mut reader) = book.worksheet_cells_reader(name) else { return Ok((Vec::new(), 0)) };
    let mut rows: Vec<Vec<String>> = Vec::new();
    let mut formulas = 0;
    while let Some(cell) = reader.next_cell_with_formula().map_err(|_| Unreadable::Damaged)? {
        formulas += u32::from(cell.formula.is_some());
        let said = said(&cell.value);
        if said.trim().is_empty() {
            continue;
        }
        let (row, column) = (cell.pos.0 as usize, cell.pos.1 as usize);
        if row >= ROWS_MAX {
            return Err(Unreadable::TooManyRows);
        }
        if column >= COLUMNS_MAX {
            return Err(Unreadable::TooManyColumns);
        }
        if rows.len() <= row {
            rows.resize(row + 1, Vec::new());
        }
        let cells = &mut rows[row];
        if cells.len() <= column {
            cells.resize(column + 1, String::new());
        }
        cells[column] = cut(&said);
    }
    // A workbook has no ragged rows: what is not written in it is empty. An empty top is no heading.
    let top = rows.iter().position(|row| !row.is_empty()).unwrap_or_default();
    rows.drain(..top);
    let width = rows.iter().map(Vec::len).max().unwrap_or_default();
    for row in &mut rows {
        row.resize(width, String::new());
    }
    Ok((rows, formulas))
}

fn said(value: &DataRef<'_>) -> String {
    match value {
        DataRef::Int(number) => number.to_string(),
        // A telephone number is a whole number to a spreadsheet program, written with eleven digits all the same.
        DataRef::Float(number) => format!("{number}"),
        DataRef::String(text) => text.clone(),
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::Bool(truth) => truth.to_string(),
        DataRef::DateTime(time) => {
            let (year, month, day, ..) = time.to_ymd_hms_milli();
            format!("{year}-{month:02}-{day:02}")
        }
        DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => text.clone(),
        DataRef::Error(_) | DataRef::Empty => String::new(),
    }
}
