//! The frame of the app: header, warnings, notices, the drawer of refused edits, and the dialogs every screen shares.

mod avatars;
mod banners;
mod day_input;
mod dialog;
mod drawer;
mod each;
mod edited;
mod fields;
mod header;
mod icon;
mod long;
mod menu;
mod message;
mod options;
mod preferences;
mod sorted;
mod sought;
mod sync_state;
mod toasts;
mod user_menu;
mod words;

pub use avatars::{Avatar, Avatars};
pub use banners::Banners;
pub use day_input::DayInput;
pub use dialog::{Dialog, open_while_some};
pub use drawer::{Drawer, DrawerOpen};
pub use each::{Each, Key, When};
pub use edited::{Edited, FieldBox};
pub use fields::{ChoiceField, LineField, NoteField, PlainChoice};
pub use header::{DealDialogs, Header, Place, tab_here};
pub use icon::{Icon, Shape};
pub use long::{LongBody, Scroll};
pub use menu::Menu;
pub use message::Message;
pub use options::{chosen, option_of, options, options_or};
pub use preferences::{Theme, choose_language, chosen_language};
pub use sorted::{Rest, Sort, SortHead, SortKey, sorted_rows};
pub use sought::is_found;
pub use sync_state::clock;
pub use toasts::Toasts;
pub use words::{
    by_name, compare_names, departments, field_name, people_by_name, role_name, stage_name, step_name,
};
