//! Where cards and lines are, kept up with the room by what its ops changed: what is in sight is found without looking at everybody.

use super::state::Screen;
use diagram::{
    Rect,
    index::{Cell, Index, cell_of},
    power_map::{card_rect, place_of},
};
use leptos::prelude::UpdateValue;
use model::{EntityKey, LineId, PersonId, power_map::PowerMap};
use std::collections::HashMap;

/// How far a line may swing out of the space between its ends.
const SWING: f64 = 80.0;

/// Where everything is.
#[derive(Default)]
pub struct Places {
    /// The cards.
    pub cards: Index,
    /// The lines, with the room they may take.
    pub lines: Index,
    ends: HashMap<LineId, (PersonId, PersonId)>,
    lines_of: HashMap<PersonId, Vec<LineId>>,
    /// What is drawn in a cell was changed last when the room had changed so often.
    turns: HashMap<Cell, u64>,
    /// Everything was looked at last when the room had changed so often.
    anew: u64,
    turn: u64,
}

impl Places {
    /// The lines that start or end at somebody.
    pub fn lines_of(&self, person: PersonId) -> &[LineId] {
        self.lines_of.get(&person).map_or(&[], Vec::as_slice)
    }

    /// How often the room had changed when what is drawn in the cell changed last.
    pub fn turn_of(&self, cell: Cell) -> u64 {
        self.turns.get(&cell).copied().unwrap_or_default().max(self.anew)
    }

    /// The cells that have cards.
    pub fn cells(&self) -> Vec<Cell> {
        let mut cells: Vec<Cell> = self.turns.keys().copied().collect();
        model::order::sort_by(&mut cells, Ord::cmp);
        cells
    }

    fn touch(&mut self, rect: Option<Rect>) {
        if let Some(rect) = rect {
            self.turns.insert(cell_of(diagram::Point::new(rect.x, rect.y)), self.turn);
        }
    }

    fn card(&mut self, map: &PowerMap, person: PersonId) {
        let key = EntityKey::Node(person);
        self.touch(self.cards.rect(key));
        match place_of(map, person).map(card_rect) {
            Some(rect) => self.cards.put(key, rect),
            None => self.cards.remove(key),
        }
        self.touch(self.cards.rect(key));
        for line in self.lines_of(person).to_vec() {
            self.line(map, line);
        }
    }

    /// A line is drawn in the cell where it starts.
    fn line(&mut self, map: &PowerMap, id: LineId) {
        let live = map.lines.get(&id).filter(|line| line.archived.is_none());
        let ends = live.map(|line| (line.from, line.to));
        if let Some((from, to)) = self.ends.get(&id).copied().filter(|before| Some(*before) != ends) {
            self.ends.remove(&id);
            for end in [from, to] {
                if let Some(lines) = self.lines_of.get_mut(&end) {
                    lines.retain(|line| *line != id);
                }
            }
            self.touch(self.cards.rect(EntityKey::Node(from)));
        }
        if let Some((from, to)) = ends.filter(|ends| self.ends.get(&id) != Some(ends)) {
            self.ends.insert(id, (from, to));
            for end in [from, to] {
                self.lines_of.entry(end).or_default().push(id);
            }
        }
        let rect = |person| self.cards.rect(EntityKey::Node(person));
        let around = ends.and_then(|(from, to)| Some(rect(from)?.union(rect(to)?).inflated(SWING)));
        match around {
            Some(around) => self.lines.put(EntityKey::Line(id), around),
            None => self.lines.remove(EntityKey::Line(id)),
        }
        self.touch(ends.and_then(|(from, _)| self.cards.rect(EntityKey::Node(from))));
    }

    /// Follows the room: what changed since the last look, or everything.
    fn follow(&mut self, map: &PowerMap, turn: u64, changed: Option<Vec<EntityKey>>) {
        if self.turn == turn && changed.is_some() && self.anew > 0 {
            return;
        }
        self.turn = turn;
        match changed.filter(|_| self.anew > 0) {
            Some(changed) => {
                for key in changed {
                    match key {
                        EntityKey::Node(person) => self.card(map, person),
                        EntityKey::Line(line) => self.line(map, line),
                        _ => {}
                    }
                }
            }
            None => {
                *self = Self { turn, anew: turn.max(1), ..Self::default() };
                for (person, _) in map.live_nodes() {
                    self.card(map, person);
                }
                for (line, _) in map.live_lines() {
                    self.line(map, line);
                }
            }
        }
    }
}

impl Screen {
    /// Reads where everything is now, not tracked.
    pub fn with_places<R: Default>(&self, read: impl FnOnce(&Places) -> R) -> R {
        let mut answer = None;
        self.places.try_update_value(|places| {
            let (turn, changed) = self.room.changes_since(places.turn);
            self.with_map(|map| places.follow(map, turn, changed));
            answer = Some(read(places));
        });
        answer.unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::power_map::{LineKind, PowerLine, PowerNode};
    use proptest::prelude::*;

    const fn person(number: u8) -> PersonId {
        PersonId::from_u128(number as u128)
    }

    const fn line(number: u8) -> LineId {
        LineId::from_u128(number as u128)
    }

    #[derive(Clone, Debug)]
    enum Step {
        Card(u8, i32, i32),
        Off(u8),
        Line(u8, u8, u8),
        Cut(u8),
    }

    fn step() -> BoxedStrategy<Step> {
        prop_oneof![
            (0_u8..12, -9_000..9_000, -9_000..9_000).prop_map(|(who, x, y)| Step::Card(who, x, y)),
            (0_u8..12).prop_map(Step::Off),
            (0_u8..12, 0_u8..12, 0_u8..12).prop_map(|(id, from, to)| Step::Line(id, from, to)),
            (0_u8..12).prop_map(Step::Cut),
        ]
        .boxed()
    }

    /// Does a step, and says what it changed.
    fn apply(map: &mut PowerMap, step: &Step) -> EntityKey {
        match step {
            Step::Card(who, x, y) => {
                map.nodes.insert_mut(person(*who), PowerNode { x: *x, y: *y, ..PowerNode::default() });
                EntityKey::Node(person(*who))
            }
            Step::Off(who) => {
                if let Some(node) = map.nodes.get(&person(*who)).cloned() {
                    map.nodes.insert_mut(person(*who), PowerNode { archived: true, ..node });
                }
                EntityKey::Node(person(*who))
            }
            Step::Line(id, from, to) => {
                let kind = LineKind::ReportsTo;
                let now = PowerLine { kind, from: person(*from), to: person(*to), note: String::new(), archived: None };
                map.lines.insert_mut(line(*id), now);
                EntityKey::Line(line(*id))
            }
            Step::Cut(id) => {
                map.lines.remove_mut(&line(*id));
                EntityKey::Line(line(*id))
            }
        }
    }

    proptest! {
        /// Following what changed step by step ends where a look at everything begins, and every cell that is drawn otherwise
        /// knows that it changed.
        #[test]
        fn following_the_changes_ends_where_a_look_at_everything_begins(steps in proptest::collection::vec(step(), 1..60)) {
            let mut map = PowerMap::default();
            let mut followed = Places::default();
            followed.follow(&map, 1, None);
            for (turn, step) in (2..).zip(&steps) {
                let mut before = Places::default();
                before.follow(&map, 1, None);
                let changed = apply(&mut map, step);
                followed.follow(&map, turn, Some(vec![changed]));
                let mut anew = Places::default();
                anew.follow(&map, 1, None);
                let all = Rect::new(-1e6, -1e6, 2e6, 2e6);
                prop_assert_eq!(followed.cards.within(all), anew.cards.within(all));
                prop_assert_eq!(followed.lines.within(all), anew.lines.within(all));
                for key in anew.cards.within(all).into_iter().chain(anew.lines.within(all)) {
                    let place = |places: &Places| places.cards.rect(key).or(places.lines.rect(key));
                    prop_assert_eq!(place(&followed), place(&anew));
                    if place(&before) != place(&anew) && let Some(rect) = anew.cards.rect(key) {
                        prop_assert_eq!(followed.turn_of(cell_of(diagram::Point::new(rect.x, rect.y))), turn);
                    }
                }
            }
        }
    }
}
