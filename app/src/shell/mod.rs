//! The frame of the app: header, warnings, notices, the drawer of refused edits, and the dialogs every screen shares.

mod avatars;
mod banners;
mod day_input;
mod dialog;
mod drawer;
mod each;
mod edited;
mod header;
mod icon;
mod initials;
mod menu;
mod message;
mod preferences;
mod sync_state;
mod toasts;
mod user_menu;
mod words;

pub use avatars::{Avatar, Avatars};
pub use banners::Banners;
pub use day_input::DayInput;
pub use dialog::Dialog;
pub use drawer::{Drawer, DrawerOpen};
pub use each::{Each, When};
pub use edited::{Edited, FieldBox};
pub use header::{Header, Place, tab_here};
pub use icon::{Icon, Shape};
pub use initials::initials;
pub use menu::Menu;
pub use message::Message;
pub use preferences::{Theme, choose_language, chosen_language};
pub use sync_state::clock;
pub use toasts::Toasts;
pub use words::{compare_names, role_name, stage_name, step_name};
