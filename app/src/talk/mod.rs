//! Talk about what the diagrams show: threads on an item, `@` for a colleague, answered, resolved, read or not.
//!
//! [`Talk`] is what a deal's room knows of its threads; [`TalkPanel`] is the section of the canvas' panel, about what is selected or
//! about the whole deal; [`mark`] draws the number on an item, [`Count`] lists it, [`Badge`] counts what is unread.
//!
//! Keys: `D` writes about what is selected; in the field `@` offers the team (`↑` `↓` `Enter` `Esc`), `Ctrl+Enter` sends, `Esc` leaves.
//! On the server it renders nothing: it belongs to the app in the browser.

mod acts;
mod editor;
mod in_sight;
mod mark;
mod mentions;
mod names;
mod one;
mod overview;
mod panel;
mod seen;
mod state;
mod thread;

pub use mark::{Badge, Count, mark, said};
pub use names::{name_of, tab_of};
pub use panel::TalkPanel;
pub use state::{Sum, Talk};
