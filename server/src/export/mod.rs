//! Diagrams as files: the scene of the screen as SVG, PNG, PDF, its rows as XLSX. Made off the sequencer, on a copy of the room.
//!
//! `diagrams` is the list of what can be exported: a new diagram is one line there and a file like `power_map`. `asked` reads
//! the address, `then` folds a room as it was, `redact` takes out what is not shown, `subject` compares two states of it, `draw`
//! carries it out; `print` and `shared` put it on pages; `look` gives shapes the colours of the style sheets, which `rules` reads;
//! `png`, `pdf`, `xlsx` write.

mod asked;
mod chain;
mod diagrams;
mod draw;
mod figure;
mod fishbone;
mod fonts;
mod legend;
mod list;
mod look;
mod pdf;
mod png;
mod power_map;
mod print;
mod redact;
mod rules;
mod shared;
mod studio;
mod subject;
mod table;
mod then;
mod xlsx;

pub use draw::draw;
pub use list::list;
pub use print::print;
pub use redact::Shown;
pub use shared::{Shared, shared};
pub use studio::Studio;
