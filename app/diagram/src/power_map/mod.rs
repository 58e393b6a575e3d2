//! The power map (T-01) as groups of shapes: one per card, one per line.

pub(crate) mod card;
mod far;
pub(crate) mod legend;
mod line;
mod place;
mod whole;
mod words;

pub use card::{age_class, node};
pub use far::{far_class, far_line, far_line_class, far_outline};
pub use legend::{LegendWords, legend};
pub use line::{line, line_label, line_shapes};
pub use place::{bounds, company, free_place, middle_of_line, region_around, regions};
pub use whole::groups;
pub use words::Words;

use crate::{Point, Rect};
use model::{Day, Locale, PersonId, Room, power_map::PowerMap};

/// Width of a card.
pub const CARD_WIDTH: f64 = 172.0;
/// Height of a card.
pub const CARD_HEIGHT: f64 = 62.0;
/// Below this scale a card shows only post, circle and star: the rest could not be read.
pub const SPARSE_BELOW: f64 = 0.6;
/// Below this scale a card is a coloured block: no text could be read.
pub const FAR_BELOW: f64 = 0.25;
/// How far the marks of a card stand out over its edge.
pub const CARD_OVERHANG: f64 = 14.0;

/// How much a card shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Detail {
    /// Everything.
    #[default]
    Full,
    /// Post, circle and star.
    Sparse,
    /// A block in the colour of the strength.
    Far,
}

impl Detail {
    /// What can be read at a scale.
    pub fn at(scale: f64) -> Self {
        if scale < FAR_BELOW {
            Self::Far
        } else if scale < SPARSE_BELOW {
            Self::Sparse
        } else {
            Self::Full
        }
    }
}

/// Everything a scene depends on besides the entity itself.
#[derive(Clone, Copy)]
pub struct Scene<'a> {
    /// The room.
    pub room: &'a Room,
    /// The words of the reader's language.
    pub words: &'a Words,
    /// The reader's language: decides which post is shown.
    pub locale: Locale,
    /// The reader's day: decides what is stale.
    pub today: Day,
    /// Whether competitors' circles are shown.
    pub rivals: bool,
    /// How much is shown.
    pub detail: Detail,
}

impl<'a> Scene<'a> {
    fn map(&self) -> Option<&'a PowerMap> {
        self.room.deal().map(|(_, deal)| &deal.power_map)
    }

    /// The post of a person in the reader's language, and the name if it is known.
    pub fn who(&self, person: PersonId) -> (String, Option<String>) {
        let Some(person) = self.room.account().and_then(|(_, account)| account.people.get(&person)) else {
            return (self.words.unknown.clone(), None);
        };
        (person.post(self.locale).to_owned(), person.name.clone())
    }

    /// Post and name in one text.
    pub fn called(&self, person: PersonId) -> String {
        match self.who(person) {
            (title, Some(name)) => format!("{title} {name}"),
            (title, None) => title,
        }
    }
}

/// The card whose left upper corner is at a point.
pub const fn card_rect(at: Point) -> Rect {
    Rect::new(at.x, at.y, CARD_WIDTH, CARD_HEIGHT)
}

/// The left upper corner of a card that is on the map.
pub fn place_of(map: &PowerMap, person: PersonId) -> Option<Point> {
    map.live_node(person).map(|node| Point::new(node.x.into(), node.y.into()))
}

/// A strength as it is printed: always with its sign, and with a real minus.
pub fn signed(value: i32) -> String {
    match value {
        0 => "0".to_owned(),
        1.. => format!("+{value}"),
        _ => format!("\u{2212}{}", value.unsigned_abs()),
    }
}

/// The style class of a strength.
pub const fn strength_class(value: i32) -> &'static str {
    match value {
        3.. => "s3",
        2 => "s2",
        1 => "s1",
        0 => "s0",
        -1 => "n1",
        -2 => "n2",
        _ => "n3",
    }
}

#[cfg(test)]
pub(crate) mod tests;
