//! Walking from item to item by key.

use super::Canvas;
use diagram::Rect;
use leptos::prelude::*;
use model::EntityKey;

/// Where to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// Upwards.
    Up,
    /// Downwards.
    Down,
    /// To the left.
    Left,
    /// To the right.
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

    /// Whether it leads to the side.
    pub fn sideways(self) -> bool {
        matches!(self, Self::Left | Self::Right)
    }
}

/// The nearest item in a direction. A step across the direction counts double: what is straight ahead is nearer than what is
/// aside.
pub fn nearest(places: &[(EntityKey, Rect)], from: EntityKey, direction: Direction) -> Option<EntityKey> {
    let (_, here) = places.iter().find(|(item, _)| *item == from)?;
    let (step_x, step_y) = direction.step();
    let far = |there: &Rect| {
        let (dx, dy) = (there.x - here.x, there.y - here.y);
        let ahead = dx * f64::from(step_x) + dy * f64::from(step_y) > 0.5;
        let (dx, dy) = (dx.abs(), dy.abs());
        ahead.then_some(if direction.sideways() { dx + 2.0 * dy } else { 2.0 * dx + dy })
    };
    let ahead = places.iter().filter(|(item, _)| *item != from).filter_map(|(item, there)| Some((far(there)?, *item)));
    ahead.min_by(|a, b| a.0.total_cmp(&b.0)).map(|(_, item)| item)
}

impl Canvas {
    /// Moves the focus one step and leaves the selection as it is.
    pub fn walk_focus(&self, direction: Direction) {
        let here = self.focus.get_untracked().filter(|item| self.diagram().bounds(*item).is_some());
        if let Some(from) = here.or_else(|| self.chosen_now().first().copied()) {
            self.walk_from(from, direction, false);
        }
    }

    /// Moves the focus one step; `select` takes the selection along.
    pub fn walk(&self, direction: Direction, select: bool) {
        let diagram = self.diagram();
        let from = self.chosen_now().first().copied().or_else(|| diagram.items().first().copied());
        if let Some(from) = from {
            self.walk_from(from, direction, select);
        }
    }

    /// Keeps an item in the tab order of the page: when it goes, or while there is none yet, the first one takes its place. Called once by
    /// the paper.
    pub(super) fn keep_reachable(self) {
        Effect::new(move |_| {
            self.room.track_all();
            let focus = self.focus.get();
            let diagram = self.diagram();
            if untrack(|| focus.is_none_or(|item| diagram.bounds(item).is_none())) {
                let first = untrack(|| diagram.items().first().copied());
                if first.is_some() && first != focus {
                    self.focus.set(first);
                }
            }
        });
    }

    /// Moves the focus to the next item in reading order, or to the one before; `false` where there is none.
    pub(super) fn walk_on(&self, back: bool) -> bool {
        let items = self.diagram().items();
        // The item that is meant to have the focus: while it is being mounted, the one before still has it.
        let here = self.focus.get_untracked();
        self.walk_to(here.and_then(|here| beside(&items, here, back)))
    }

    /// Moves the focus to the first item in reading order, or to the last one; `false` where there is none.
    pub(super) fn walk_to_end(&self, last: bool) -> bool {
        let items = self.diagram().items();
        self.walk_to(if last { items.last() } else { items.first() }.copied())
    }

    fn walk_to(&self, to: Option<EntityKey>) -> bool {
        let Some(to) = to else { return false };
        self.focus.set(Some(to));
        self.go_to(to);
        true
    }

    fn walk_from(&self, from: EntityKey, direction: Direction, select: bool) {
        let to = self.diagram().walk(from, direction).unwrap_or(from);
        if select {
            self.select(to);
        } else {
            self.focus.set(Some(to));
        }
        self.go_to(to);
    }

    /// Brings an item into sight, and the keyboard to it once it is mounted.
    fn go_to(&self, item: EntityKey) {
        self.reveal(item);
        self.focus_item(item);
    }
}

/// The item behind another one, or before it.
fn beside(items: &[EntityKey], here: EntityKey, back: bool) -> Option<EntityKey> {
    let here = items.iter().position(|item| *item == here)?;
    let to = if back { here.checked_sub(1)? } else { here + 1 };
    items.get(to).copied()
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::PersonId;

    const fn item(number: u128) -> EntityKey {
        EntityKey::Node(PersonId::from_u128(number))
    }

    #[test]
    fn behind_the_last_item_and_before_the_first_there_is_none() {
        let items = [item(3), item(1), item(2)];
        assert_eq!(beside(&items, item(3), false), Some(item(1)));
        assert_eq!(beside(&items, item(2), true), Some(item(1)));
        assert_eq!(beside(&items, item(2), false), None);
        assert_eq!(beside(&items, item(3), true), None);
        assert_eq!(beside(&items, item(9), false), None, "what has gone meanwhile is beside nothing");
    }

    #[test]
    fn the_nearest_item_ahead_is_next_and_none_behind_counts() {
        let at = |x, y| Rect::new(x, y, 10.0, 10.0);
        let places = [(item(1), at(0.0, 0.0)), (item(2), at(100.0, 0.0)), (item(3), at(60.0, 50.0))];
        assert_eq!(nearest(&places, item(1), Direction::Right), Some(item(2)));
        assert_eq!(nearest(&places, item(1), Direction::Down), Some(item(3)));
        assert_eq!(nearest(&places, item(1), Direction::Left), None);
        assert_eq!(nearest(&places, item(9), Direction::Left), None);
    }
}
