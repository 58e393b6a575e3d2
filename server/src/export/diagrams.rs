//! What can be exported.

use super::{chain, fishbone, power_map, subject::Marks, table::Table};
use diagram::{Drawing, Entry, Group};
use model::{Day, FishboneId, Locale, Room};

/// For whom a diagram is drawn.
#[derive(Clone, Copy, Debug)]
pub struct Reader {
    /// His language.
    pub locale: Locale,
    /// His day: decides what is stale.
    pub today: Day,
    /// Whether competitors are drawn.
    pub rivals: bool,
    /// Whether he is no member: lists then say nothing of how we came to know.
    pub outside: bool,
    /// Which of the deal's fishbones; the newest if nobody says.
    pub fishbone: Option<FishboneId>,
}

/// What one diagram says, as shapes.
#[derive(Default)]
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
    /// Which items are on it.
    pub drawing: Drawing,
    /// Its name for people.
    pub title: fn(Locale) -> &'static str,
    /// Which of several it is: a fishbone's goal.
    pub which: fn(&Room, &Reader) -> Option<String>,
    /// Its scene, with the marks of a comparison if there is one.
    pub draw: fn(&Room, &Reader, Option<&Marks>) -> Drawn,
    /// Its list.
    pub tables: fn(&Room, &Reader) -> Vec<Table>,
}

/// All of them.
static DIAGRAMS: [Diagram; 3] = [
    Diagram {
        name: "map",
        drawing: Drawing::Map,
        title: power_map::title,
        which: |_, _| None,
        draw: power_map::draw,
        tables: power_map::tables,
    },
    Diagram {
        name: "fishbone",
        drawing: Drawing::Fishbone,
        title: fishbone::title,
        which: fishbone::goal,
        draw: fishbone::draw,
        tables: fishbone::tables,
    },
    Diagram {
        name: "chain",
        drawing: Drawing::Chain,
        title: chain::title,
        which: |_, _| None,
        draw: chain::draw,
        tables: chain::tables,
    },
];

impl Diagram {
    /// The one with this name in addresses.
    pub fn named(name: &str) -> Option<&'static Self> {
        DIAGRAMS.iter().find(|diagram| diagram.name == name)
    }
}
