//! Tasks 任务 (T-38): what is to be done in a deal, and what one has to do in all deals.
//!
//! `screen` is the list of one deal: `add` is the line that makes one, `row` edits where it stands, `sheet` shows everything (on a
//! phone the way to edit), `order` groups by due day. `mine` lists one's own over all deals, from the cards. `plan` makes tasks
//! of what the diagrams find.
//!
//! Keys: everything is a field, a box or a button in reading order; `Enter` in the new line adds a task and stays there.

mod add;
mod mine;
mod order;
mod plan;
mod row;
mod screen;
mod sheet;
mod words;

pub use mine::MyTasksScreen;
pub use plan::{PLANNED_DAYS, add_task, owner_for};
pub use screen::TasksScreen;
