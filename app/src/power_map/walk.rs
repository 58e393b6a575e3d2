//! Walking from person to person by key: along the reporting lines, else to the nearest card in that direction.

use super::state::Screen;
use diagram::Point;
use model::{
    PersonId,
    power_map::{LineKind, PowerMap},
};

/// Where to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// To the superior.
    Up,
    /// To a subordinate.
    Down,
    /// To a colleague on the left.
    Left,
    /// To a colleague on the right.
    Right,
}

impl Direction {
    /// The direction of an arrow key.
    pub fn of_key(key: &str) -> Option<Self> {
        match key {
            "ArrowUp" => Some(Self::Up),
            "ArrowDown" => Some(Self::Down),
            "ArrowLeft" => Some(Self::Left),
            "ArrowRight" => Some(Self::Right),
            _ => None,
        }
    }

    /// One step to the right and downwards.
    pub fn step(self) -> (i32, i32) {
        match self {
            Self::Up => (0, -1),
            Self::Down => (0, 1),
            Self::Left => (-1, 0),
            Self::Right => (1, 0),
        }
    }
}

/// The next person from `from`.
pub fn walk(map: &PowerMap, from: PersonId, direction: Direction) -> Option<PersonId> {
    let here = corner(map, from)?;
    let superior = map.superior_line(from).map(|(_, line)| line.to);
    let related: Vec<PersonId> = match direction {
        Direction::Up => superior.into_iter().collect(),
        Direction::Down => subordinates(map, from),
        Direction::Left | Direction::Right => superior.map(|top| subordinates(map, top)).unwrap_or_default(),
    };
    let sideways = matches!(direction, Direction::Left | Direction::Right);
    let ahead = |person: &PersonId| {
        let (dx, dy) = direction.step();
        corner(map, *person).is_some_and(|at| {
            let along = (at.x - here.x) * f64::from(dx) + (at.y - here.y) * f64::from(dy);
            *person != from && along > 0.5
        })
    };
    let far = |person: &PersonId| corner(map, *person).map_or(f64::MAX, |at| distance(here, at, sideways));
    let nearest = |people: Vec<PersonId>| people.into_iter().min_by(|a, b| far(a).total_cmp(&far(b)));
    let related = nearest(related.into_iter().filter(|person| !sideways || ahead(person)).collect());
    related.or_else(|| nearest(map.live_nodes().map(|(id, _)| id).filter(|person| ahead(person)).collect()))
}

fn subordinates(map: &PowerMap, superior: PersonId) -> Vec<PersonId> {
    map.live_lines()
        .filter(|(_, line)| line.kind == LineKind::ReportsTo && line.to == superior)
        .map(|(_, line)| line.from)
        .collect()
}

fn corner(map: &PowerMap, person: PersonId) -> Option<Point> {
    diagram::power_map::place_of(map, person)
}

/// A step across the direction counts double: a card straight ahead is nearer than one aside.
fn distance(from: Point, to: Point, sideways: bool) -> f64 {
    let (dx, dy) = ((to.x - from.x).abs(), (to.y - from.y).abs());
    if sideways { dx + 2.0 * dy } else { 2.0 * dx + dy }
}

impl Screen {
    /// Moves the focus one step; `select` takes the selection along.
    pub fn walk(&self, direction: Direction, select: bool) {
        use leptos::prelude::*;
        let from = self.chosen_now().first().copied().or_else(|| self.people_in_order().first().copied());
        let Some(from) = from else { return };
        let to = self.with_map(|map| walk(map, from, direction)).unwrap_or(from);
        if select {
            self.select(to);
        } else {
            self.focus.set(Some(to));
        }
        self.reveal(to);
        self.focus_card(to);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::{
        LineId,
        power_map::{PowerLine, PowerNode},
    };

    const CHIEF: PersonId = PersonId::from_u128(1);
    const LEFT: PersonId = PersonId::from_u128(2);
    const RIGHT: PersonId = PersonId::from_u128(3);
    const STRANGER: PersonId = PersonId::from_u128(4);

    /// A chief with two people, and somebody between them who reports to nobody.
    fn map() -> PowerMap {
        let mut map = PowerMap::default();
        for (person, x, y) in [(CHIEF, 200, 0), (LEFT, 0, 140), (RIGHT, 400, 140), (STRANGER, 200, 150)] {
            map.nodes.insert_mut(person, PowerNode { x, y, ..PowerNode::default() });
        }
        for (id, from) in [(1, LEFT), (2, RIGHT)] {
            let line = PowerLine { kind: LineKind::ReportsTo, from, to: CHIEF, note: String::new(), archived: None };
            map.lines.insert_mut(LineId::from_u128(id), line);
        }
        map
    }

    #[test]
    fn up_and_down_follow_the_reporting_lines() {
        assert_eq!(walk(&map(), LEFT, Direction::Up), Some(CHIEF));
        assert!(matches!(walk(&map(), CHIEF, Direction::Down), Some(LEFT | RIGHT)));
    }

    #[test]
    fn sideways_goes_to_a_colleague_before_a_nearer_stranger() {
        assert_eq!(walk(&map(), LEFT, Direction::Right), Some(RIGHT));
        assert_eq!(walk(&map(), RIGHT, Direction::Left), Some(LEFT));
    }

    #[test]
    fn without_a_line_the_nearest_card_in_that_direction_is_next() {
        assert_eq!(walk(&map(), STRANGER, Direction::Up), Some(CHIEF));
        assert_eq!(walk(&map(), STRANGER, Direction::Left), Some(LEFT));
        assert_eq!(walk(&map(), LEFT, Direction::Left), None);
    }
}
