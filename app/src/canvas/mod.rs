//! The canvas all diagrams of a deal share: power map, fishbone, decision chain. What a hand, a key or a colleague does is
//! written here once; a diagram says what is on the canvas and what a gesture means.
//!
//! The canvas knows: view (wheel of a mouse or pinch zooms at the pointer; two fingers, space or hand pan; `Shift+1` all, `Shift+2` selection, `Shift+0` life size),
//! size, tool, selection, marquee, focus, walking, clicks and drags by mouse, pen and finger, presence (cursors, rings, remote
//! drags), notices, what a screen reader says, keys, the list of keys, list instead of drawing, the panel (a sheet on phones),
//! the read-only note, undo and redo, tool bar, legend, minimap, search that jumps, the command palette, the menu
//! of an item (right click, long press), meeting mode, following a colleague's view, and what is said about an item (`crate::talk`).
//!
//! # What a diagram provides
//!
//! Everything that can be selected, walked to, dragged or told to others is named by a [`model::EntityKey`]. A diagram that has new
//! things to select adds variants there (with `Display` and `FromStr`, which go into the markup as `data-item`).
//!
//! 1. **A screen state**, `Copy`, that holds a [`Canvas`] and what only this diagram knows (`power_map::state` is the example; it
//!    derefs to the canvas). Make it in the screen's component, with `Canvas::new(room, i18n, right)` where `right` is the
//!    `model::Action` that drawing takes, then hand it over with [`Canvas::show`], and `provide_context` it.
//! 2. **[`Diagram`] for that state**: `items`, `bounds`, `called`, `commands` at least. What can be dragged answers `begin` (what moves,
//!    and where it stands), may bend the way in `drag` (snap, or keep to places that mean something) and makes its op in `dropped`;
//!    while it is dragged the canvas keeps it in [`Canvas::held`] and shows it to the others. `nudge` is the same by arrow key:
//!    every drag has one; `put` is the same by two taps, after [`Canvas::take`]. A press that moves less than a few pixels is a `click`; the default selects and opens the panel. Tell parts
//!    of an item apart by the style classes of the shape that was hit: [`Hit::is`].
//!    `find` and `shapes` have defaults for search and minimap; give your own where names have pinyin or items are many. A filter
//!    sets [`Canvas::lit`] to what stands out; the rest is pale. A layout that moves many calls [`Canvas::glide`] after its op.
//! 3. **[`Command`]s**: each thing one can do, with its keys and its name in both languages. Keys, the list behind `?`, palette and
//!    menus are made of this one table; there is no other place where a letter key is handled. Leave out what the reader's role does not
//!    allow; say `when(..)` what only works now and `on_selection()` what is about the selected items.
//! 4. **The views** in [`Parts`], given to [`Frame`]: `drawing` (SVG in diagram units, behind one transform), `along` (what is drawn while a
//!    gesture is in flight and follows it), `twin` (tables in a
//!    [`List`], each row with its [`RowCheck`]), `tools` ([`tool_button`]s), `legend` (`<li>`s), `panel` (`<section>`s; those that do not
//!    belong to the selection carry `class="cv-overview"`, phones hide them then; `data-first` marks what Enter focuses), `empty`, `over`
//!    (popovers with `class="cv-pop"` behind a `<div class="cv-scrim">`; while one is open `busy` is true, and `escape` closes it).
//!
//! Draw each item with [`Item`], which gives its group all that hands, keys and screen readers need, from a [`diagram::Group`] whose
//! `at` is where it stands. What is drawn but not an item of its own (spine, regions, lines that follow their ends) is plain
//! SVG; give it `data-item` if it can be clicked. What is in a hand is drawn by `lifted`, from [`Diagram::group`]; what follows it goes into
//! `along`. Where there may be many mount what meets [`Canvas::window`] and what is
//! [`Canvas::carried`], through [`Canvas::paced`]; what is drawn without being mounted answers [`Diagram::at`]. What is made of a few
//! entities follows `RoomHandle::stirred`, numbers over everybody `track_settled`.
//!
//! Write through [`Canvas::act`]: one gesture, one op, its name a key that `shell::step_name` knows. A refusal shows itself; after a
//! success say it with [`Canvas::say`], or with [`Canvas::tell`] if the eye may miss it or undo should be offered.
//!
//! A new screen needs: a variant of `route::Tab` and its line in `Tab::ALL`, a line in `deal.rs`, a name under `shell.nav`; its
//! namespace in `build.rs` and `locales/`; its style in `style/screens/`. The looks of the canvas are in `style/canvas.css`
//! (classes `cv-…`, and `.item` with its `.ring`).

mod commands;
mod diagram;
mod follow;
mod frame;
mod gestures;
mod glide;
mod help;
mod hit;
mod item;
mod keyboard;
mod lifted;
mod meeting;
mod menu;
mod minimap;
mod notice;
mod overlay;
mod paced;
mod palette;
mod paper;
mod presence;
mod redraw;
mod removed;
mod rows;
mod search;
mod selection;
mod state;
mod taps;
mod toolbar;
pub mod tools;
mod view;
mod walk;
mod wanted;
mod wheel;

pub use commands::Command;
pub use diagram::{Click, Diagram};
pub use follow::Follow;
pub use frame::{Frame, Parts};
pub use hit::{Hit, item_id};
pub use item::Item;
pub use keyboard::{focus_element, focus_row_beside, in_text_field, show_element};
pub use presence::whole;
pub use redraw::redraw;
pub use removed::RemovedList;
pub use rows::{List, RowCheck, RowHead, RowsCheck};
pub use selection::Selection;
pub use state::{AsOf, Canvas, Notice, Tool};
pub use toolbar::tool_button;
pub use walk::{Direction, nearest};
pub use wanted::Wanted;

use presence::Company;
