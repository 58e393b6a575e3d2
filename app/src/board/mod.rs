//! The stage board 阶段看板: every deal one may see, by stage, live; and the forms of a deal.
//!
//! `screen` puts it together: `toolbar` filters, `column` and `card` show, `empty` leads to a first deal. `new_deal` (with
//! `account_choice`) and `facts_dialog` (with `facts_form`, `rivals` and `merge`) are the forms; `draft` reads what was typed. `rows`
//! turns the list of cards into columns. No dragging between stages: a stage is left through its decision point.
//!
//! Keys: everything is a link, a button or a field in reading order; `Enter` on a deal opens its map.
//! On the server the screens render nothing: they belong to the app in the browser.

mod account_choice;
mod card;
mod column;
mod draft;
mod empty;
mod facts_dialog;
mod facts_form;
mod field;
mod merge;
mod new_deal;
mod rivals;
mod rows;
mod screen;
mod sums;
mod toolbar;
mod urgency;
mod words;

pub use facts_dialog::DealFactsDialog;
pub use merge::MergeSheet;
pub use screen::BoardScreen;

pub(crate) use field::{ChoiceField, Field, TextField, is_composing, leave_to_input_method};
pub(crate) use words::level_name;
