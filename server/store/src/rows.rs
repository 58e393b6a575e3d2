//! Many rows in few statements.
//!
//! Statements come in a few sizes only, so that each is prepared once per connection whatever the size of a group.

use model::Seq;

/// How many rows one `insert ... values` takes. 64 rows of 9 columns stay far below the 32,766 parameters SQLite takes.
const INSERT: [usize; 4] = [64, 16, 4, 1];
/// How many values one `in (...)` takes.
const LIST: [usize; 5] = [1, 4, 16, 64, 256];

/// Cuts rows into pieces of the few sizes, largest first.
pub(crate) fn pieces<T>(mut rows: &[T]) -> impl Iterator<Item = &[T]> {
    std::iter::from_fn(move || {
        let size = INSERT.into_iter().find(|size| *size <= rows.len())?;
        let (piece, rest) = rows.split_at(size);
        rows = rest;
        Some(piece)
    })
}

/// Cuts a list of values to look for into lists of the few sizes; the last value fills up, which changes no answer.
pub(crate) fn lists<T: Clone>(values: &[T]) -> impl Iterator<Item = Vec<T>> {
    values.chunks(LIST[LIST.len() - 1]).map(|chunk| {
        let mut list = chunk.to_vec();
        let size = LIST.into_iter().find(|size| *size >= list.len()).unwrap_or(list.len());
        if let Some(last) = list.last().cloned() {
            list.resize(size, last);
        }
        list
    })
}

/// A position as the databases keep it. No log comes near the end of 63 bits.
pub(crate) fn int(seq: Seq) -> i64 {
    i64::try_from(seq.0).unwrap_or(i64::MAX)
}

/// A position as read from a database.
pub(crate) fn seq(value: i64) -> Seq {
    Seq(u64::try_from(value).unwrap_or_default())
}
