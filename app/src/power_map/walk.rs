//! Walking from person to person by key: along the reporting lines, else to the nearest card in that direction.

use crate::canvas::Direction;
use diagram::Point;
use model::{
    PersonId,
    power_map::{LineKind, PowerMap},
};

/// The next person from `from`.
pub fn walk(map: &PowerMap, from: PersonId, direction: Direction) -> Option<PersonId> {
    let here = corner(map, from)?;
    let superior = map.superior_line(from).map(|(_, line)| line.to);
    let related: Vec<PersonId> = match direction {
        Direction::Up => superior.into_iter().collect(),
        Direction::Down => subordinates(map, from),
        Direction::Left | Direction::Right => superior.map(|top| subordinates(map, top)).unwrap_or_default(),
    };
    let sideways = direction.sideways();
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
