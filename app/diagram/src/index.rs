//! Where things are: finds what lies in an area without looking at everything else.
//!
//! A net of square cells; each thing is known in every cell it touches. What is larger than many cells is kept in a list of its
//! own, so that one long line does not fill the net.

use crate::{Point, Rect};
use model::EntityKey;
use std::collections::HashMap;

/// Side of a cell: some eighty cards.
const CELL: f64 = 2048.0;
/// What touches more cells than this is looked at one by one.
const CELLS_MAX: i64 = 16;

/// A cell: column and row.
pub type Cell = (i32, i32);

/// Things and where they are.
#[derive(Clone, Debug, Default)]
pub struct Index {
    rects: HashMap<EntityKey, Rect>,
    cells: HashMap<Cell, Vec<EntityKey>>,
    large: Vec<EntityKey>,
}

/// The cell of a point.
#[expect(clippy::cast_possible_truncation, reason = "a float beyond an i32 becomes its nearest one: still a cell")]
pub fn cell_of(point: Point) -> Cell {
    ((point.x / CELL).floor() as i32, (point.y / CELL).floor() as i32)
}

/// What a cell covers.
pub fn cell_rect((column, row): Cell) -> Rect {
    Rect::new(f64::from(column) * CELL, f64::from(row) * CELL, CELL, CELL)
}

/// First and last cell that an area touches.
fn span(area: Rect) -> (Cell, Cell) {
    (cell_of(Point::new(area.x, area.y)), cell_of(Point::new(area.right(), area.bottom())))
}

fn count((first, last): (Cell, Cell)) -> i64 {
    (i64::from(last.0) - i64::from(first.0) + 1).saturating_mul(i64::from(last.1) - i64::from(first.1) + 1)
}

fn each_cell((first, last): (Cell, Cell)) -> impl Iterator<Item = Cell> {
    (first.0..=last.0).flat_map(move |column| (first.1..=last.1).map(move |row| (column, row)))
}

impl Index {
    /// Puts a thing where it is now.
    pub fn put(&mut self, key: EntityKey, rect: Rect) {
        if self.rects.get(&key) == Some(&rect) {
            return;
        }
        self.remove(key);
        self.rects.insert(key, rect);
        let span = span(rect);
        if count(span) > CELLS_MAX {
            self.large.push(key);
            return;
        }
        for cell in each_cell(span) {
            self.cells.entry(cell).or_default().push(key);
        }
    }

    /// Takes a thing out.
    pub fn remove(&mut self, key: EntityKey) {
        let Some(rect) = self.rects.remove(&key) else { return };
        let span = span(rect);
        if count(span) > CELLS_MAX {
            self.large.retain(|other| *other != key);
            return;
        }
        for cell in each_cell(span) {
            if let Some(here) = self.cells.get_mut(&cell) {
                here.retain(|other| *other != key);
                if here.is_empty() {
                    self.cells.remove(&cell);
                }
            }
        }
    }

    /// Where a thing is.
    pub fn rect(&self, key: EntityKey) -> Option<Rect> {
        self.rects.get(&key).copied()
    }

    /// How many things there are.
    pub fn len(&self) -> usize {
        self.rects.len()
    }

    /// Whether there is nothing.
    pub fn is_empty(&self) -> bool {
        self.rects.is_empty()
    }

    /// What shares an area with this one, each once, in the order of the keys.
    pub fn within(&self, area: Rect) -> Vec<EntityKey> {
        let span = span(area);
        let meets = |key: &&EntityKey| self.rects.get(*key).is_some_and(|rect| rect.intersects(area));
        let mut found: Vec<EntityKey> = if count(span) > i64::try_from(self.cells.len()).unwrap_or(i64::MAX) {
            self.rects.keys().filter(meets).copied().collect()
        } else {
            let here = each_cell(span).filter_map(|cell| self.cells.get(&cell)).flatten();
            here.chain(&self.large).filter(meets).copied().collect()
        };
        model::order::sort_unique(&mut found);
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::PersonId;
    use proptest::prelude::*;

    fn rect() -> BoxedStrategy<Rect> {
        (-9_000.0..9_000.0, -9_000.0..9_000.0, 0.1..12_000.0_f64, 0.1..3_000.0_f64)
            .prop_map(|(x, y, width, height)| Rect::new(x, y, width, height))
            .boxed()
    }

    const fn key(number: u8) -> EntityKey {
        EntityKey::Node(PersonId::from_u128(number as u128))
    }

    proptest! {
        /// Whatever was put, moved and taken out: an area has what a look at everything finds in it.
        #[test]
        fn an_area_has_what_a_look_at_everything_finds(
            steps in proptest::collection::vec((0_u8..20, proptest::option::weighted(0.8, rect())), 0..80),
            areas in proptest::collection::vec(rect(), 1..6),
        ) {
            let mut index = Index::default();
            let mut plain = std::collections::BTreeMap::new();
            for (number, place) in steps {
                match place {
                    Some(rect) => {
                        index.put(key(number), rect);
                        plain.insert(key(number), rect);
                    }
                    None => {
                        index.remove(key(number));
                        plain.remove(&key(number));
                    }
                }
            }
            prop_assert_eq!(index.len(), plain.len());
            for area in areas {
                let found: Vec<EntityKey> =
                    plain.iter().filter(|(_, rect)| rect.intersects(area)).map(|(key, _)| *key).collect();
                prop_assert_eq!(index.within(area), found);
            }
            for (key, rect) in &plain {
                prop_assert_eq!(index.rect(*key), Some(*rect));
                index.remove(*key);
            }
            prop_assert!(index.is_empty() && index.cells.is_empty() && index.large.is_empty());
        }
    }

    #[test]
    fn a_point_is_in_its_cell() {
        for point in [Point::new(0.0, 0.0), Point::new(-0.1, 2048.0), Point::new(99_999.0, -99_999.0)] {
            let rect = cell_rect(cell_of(point));
            assert!(rect.x <= point.x && point.x < rect.right() && rect.y <= point.y && point.y < rect.bottom());
        }
    }
}
