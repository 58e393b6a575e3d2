//! Importing people 导入人员 from a file: what its columns mean, what each row says, whom we know already, and what is written.
//!
//! Reading the bytes of a file is the server's; everything from its cells on is here, pure, for the screen that previews and for
//! the server that writes:
//! [`Table`] (cells as text) → [`guess`] (columns) → [`read_rows`] (a [`Draft`] and its [`Trouble`]s per row) → [`plan`] (who is
//! new, who is known) → [`Plan::changes`] (ordinary changes) → and, if wanted, [`take_back`] of all of it.

mod column;
mod contact;
mod draft;
mod fill;
mod map;
mod plan;
mod table;
mod take_back;
mod write;

pub use column::{Target, guess, has_header};
pub use draft::{Draft, Row, Trouble, read_rows, whole_name};
pub use fill::Gain;
pub use map::{place, report, superiors};
pub use plan::{Choice, Fate, Known, Match, Plan, Planned, Settings, plan};
pub use table::{Encoding, Format, Table, Unreadable};
pub use take_back::{LogRow, TakeBack, take_back};

use crate::{BatchId, Millis, UserId};
use serde::{Deserialize, Serialize};

/// A file is this large at most: contacts of a phone carry their photographs.
pub const FILE_BYTES: usize = 32 * 1024 * 1024;
/// Rows of a file, its first line included. Twice what a large customer's list has.
pub const ROWS_MAX: usize = 10_001;
/// Columns of a file.
pub const COLUMNS_MAX: usize = 200;
/// Characters of a cell; a longer one is cut here and then refused by its field.
pub const CELL_MAX: usize = 21_000;
/// Rows written in one request: ten for five thousand people, so that a screen beside it is drawn anew ten times.
pub const CHUNK: usize = 500;
/// Reporting lines written in one request.
pub const LINES: usize = 1_000;

/// An import as the account remembers it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Import {
    /// Name of the file.
    pub source: String,
    /// Who imported.
    pub by: UserId,
    /// When it began.
    pub at: Millis,
    /// People added.
    pub added: u32,
    /// People known before to whom something was added.
    pub merged: u32,
    /// Who took it back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub taken_back: Option<UserId>,
}

/// The id of something a batch makes: the same however often a part of it is sent.
const fn id_in(batch: BatchId, kind: u8, row: u32) -> uuid::Uuid {
    uuid::Uuid::from_u128(batch.0.as_u128() ^ ((kind as u128) << 40 | row as u128))
}
