//! Cells between commas, semicolons or tabs.

use super::text::{cut, decode};
use csv::{ReaderBuilder, StringRecord};
use model::import::{COLUMNS_MAX, Encoding, Format, ROWS_MAX, Table, Unreadable};

/// How far the mark between cells is looked for.
const LOOK_AT: usize = 64 * 1024;

/// Reads the rows; those with fewer or more cells than others are left as they are.
pub fn read(bytes: &[u8], asked: Option<Encoding>) -> Result<Table, Unreadable> {
    let (text, encoding) = decode(bytes, asked)?;
    let mut reader =
        ReaderBuilder::new().has_headers(false).flexible(true).delimiter(mark(&text)).from_reader(text.as_bytes());
    let mut rows = Vec::new();
    let mut record = StringRecord::new();
    while reader.read_record(&mut record).map_err(|_| Unreadable::Damaged)? {
        if record.len() > COLUMNS_MAX {
            return Err(Unreadable::TooManyColumns);
        }
        if rows.len() == ROWS_MAX {
            return Err(Unreadable::TooManyRows);
        }
        rows.push(record.iter().map(cut).collect());
    }
    Ok(Table { format: Format::Csv, encoding: Some(encoding), sheets: Vec::new(), sheet: 0, formulas: 0, rows })
}

/// What stands between the cells: whatever the first lines have most of, outside quotes.
fn mark(text: &str) -> u8 {
    let marks = [b',', b';', b'\t'];
    let mut counts = [0_usize; 3];
    let mut quoted = false;
    for byte in text.bytes().take(LOOK_AT) {
        match byte {
            b'"' => quoted = !quoted,
            byte if !quoted => {
                if let Some(at) = marks.iter().position(|mark| *mark == byte) {
                    counts[at] += 1;
                }
            }
            _ => {}
        }
    }
    let most = counts.iter().max().copied().unwrap_or_default();
    counts.iter().position(|count| *count == most).map_or(b',', |at| marks[at])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_mark_between_cells_is_found_outside_quotes() {
        for (text, expected) in [("a,b\nc,d", b','), ("a;b\n\"x,y,z,,\";d", b';'), ("a\tb", b'\t'), ("one", b',')] {
            assert_eq!(mark(text), expected, "{text}");
        }
    }
}
