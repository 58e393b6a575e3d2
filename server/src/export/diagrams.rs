//! What can be exported.

use super::{power_map, table::Table};
use diagram::{Entry, Group};
use model::{Day, Locale, Room};

/// For whom a diagram is drawn.
#[derive(Clone, Copy)]
pub struct Reader {
    /// His language.
    pub locale: Locale,
    /// His day: decides what is stale.
    pub today: Day,
    /// Whether competitors are drawn.
    pub rivals: bool,
}

/// What one diagram says, as shapes.
pub struct Drawn {
    /// The groups, in the order they are painted.
    pub groups: Vec<Group>,
    /// What the marks mean.
    pub legend: Vec<Entry>,
}

/// A diagram that can be exported.
#[derive(Debug)]
pub struct Diagram {
    /// Its name in addresses.
    pub name: &'static str,
    /// Its name for people.
    pub title: fn(Locale) -> &'static str,
    /// Its scene.
    pub draw: fn(&Room, &Reader) -> Drawn,
    /// Its list.
    pub tables: fn(&Room, &Reader) -> Vec<Table>,
}

/// All of them.
static DIAGRAMS: [Diagram; 1] =
    [Diagram { name: "map", title: power_map::title, draw: power_map::draw, tables: power_map::tables }];

impl Diagram {
    /// The one with this name in addresses.
    pub fn named(name: &str) -> Option<&'static Self> {
        DIAGRAMS.iter().find(|diagram| diagram.name == name)
    }
}
