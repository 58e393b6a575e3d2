//! Where everything on a chain stands. Position is order: a place follows from the chain alone, nothing is placed freely.

use super::{ARROW_HEIGHT, PERSON_HEIGHT, PERSON_WIDTH, PITCH, STEP_HEIGHT, STEP_WIDTH, person_rect, step_rect};
use crate::{Point, Rect, text};
use model::{
    Day, PersonId, Room, StepId,
    chain::{Step, ranked},
    power_map::{BuyingRole, PowerMap},
};

/// Left edge of the people, from the left edge of their step.
pub(super) const PERSON_X: f64 = 20.0;
/// Space between step and first person.
const PEOPLE_GAP: f64 = 20.0;
/// From one person to the next: room for the circles on the corners.
const PERSON_PITCH: f64 = 62.0;
/// Space the line of today takes above the arrows.
pub(super) const TODAY_HEAD: f64 = 34.0;
/// Size of the words at the line of today.
pub(super) const TODAY_SIZE: f64 = 11.5;

/// A step and the people below it.
#[derive(Clone, Debug, PartialEq)]
pub struct Column {
    /// Which step.
    pub step: StepId,
    /// Left upper corner of its arrow.
    pub at: Point,
    /// Its people, who decides first, and the left upper corners of their cards.
    pub people: Vec<(PersonId, Point)>,
}

/// Where everything stands.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Layout {
    /// The steps, the first one first.
    pub columns: Vec<Column>,
    /// Where the line of today stands, from left; `None` while no step has a day.
    pub today: Option<f64>,
}

impl Layout {
    /// The chain of a room as it is.
    pub fn of(room: &Room, today: Day) -> Self {
        room.deal().map_or_else(Self::default, |(_, deal)| Self::arranged(&deal.power_map, &ranked(&deal.chain), today))
    }

    /// The chain of a room as it would be with the first of these steps at another place, and the others with it: what a drag shows
    /// before it ends.
    pub fn with_moved(room: &Room, today: Day, moved: &[StepId], slot: usize) -> Self {
        room.deal().map_or_else(Self::default, |(_, deal)| {
            let mut steps = ranked(&deal.chain);
            let ids: Vec<StepId> = steps.iter().map(|(id, _)| *id).collect();
            if let Some(lead) = moved.first().filter(|lead| ids.contains(lead)) {
                let after = model::rank::placed(&ids, moved, *lead, slot);
                model::order::sort_by_key(&mut steps, |(id, _)| after.iter().position(|one| one == id));
            }
            Self::arranged(&deal.power_map, &steps, today)
        })
    }

    fn arranged(map: &PowerMap, steps: &[(StepId, &Step)], today: Day) -> Self {
        let column = |(slot, (id, step)): (usize, &(StepId, &Step))| {
            let at = Point::new(slot_x(slot), 0.0);
            let place = |(row, person)| (person, person_at(at, row));
            Column { step: *id, at, people: people(step, map).into_iter().enumerate().map(place).collect() }
        };
        let columns: Vec<Column> = steps.iter().enumerate().map(column).collect();
        let today = today_slot(steps, today).map(|slot| slot_x(slot) - (PITCH - STEP_WIDTH) / 2.0);
        Self { columns, today }
    }

    /// The column of a step.
    pub fn column(&self, step: StepId) -> Option<&Column> {
        self.columns.iter().find(|column| column.step == step)
    }

    /// The number of a step, from 1.
    pub fn number(&self, step: StepId) -> Option<usize> {
        self.columns.iter().position(|column| column.step == step).map(|at| at + 1)
    }

    /// Where the card of a person in a step stands.
    pub fn place(&self, step: StepId, person: PersonId) -> Option<Point> {
        self.column(step)?.people.iter().find(|(id, _)| *id == person).map(|(_, at)| *at)
    }

    /// The place in the chain a step has whose left edge is there.
    pub fn slot(&self, x: f64) -> usize {
        let last = self.columns.len().saturating_sub(1);
        (0..last).find(|slot| x < slot_x(*slot) + PITCH / 2.0).unwrap_or(last)
    }

    /// The step whose column a point lies in, however far above or below.
    pub fn step_at(&self, point: Point) -> Option<StepId> {
        let within = |column: &&Column| (column.at.x..column.at.x + PITCH).contains(&point.x);
        self.columns.iter().find(within).map(|column| column.step)
    }

    /// Everything the chain shows; `None` while it is empty.
    pub fn bounds(&self) -> Option<Rect> {
        let cards = self.columns.iter().flat_map(|column| {
            // A step without people has the sign that says so in their place.
            let first = person_at(column.at, 0);
            let people = column.people.iter().map(|(_, at)| *at).chain([first]).map(person_rect);
            people.chain([step_rect(column.at)])
        });
        let cards = Rect::around(cards)?;
        let arrows = Rect::new(cards.x, cards.y, cards.width + PITCH - STEP_WIDTH, cards.height);
        let line = self.today.map(|x| Rect::new(x - 90.0, cards.y - TODAY_HEAD, 180.0, ARROW_HEIGHT));
        Some(line.map_or(arrows, |line| arrows.union(line)).inflated(18.0))
    }
}

/// The left edge of the step at a place, from 0.
fn slot_x(slot: usize) -> f64 {
    f64::from(u32::try_from(slot).unwrap_or(u32::MAX)) * PITCH
}

/// Where the card in a row below a step stands.
pub(super) fn person_at(step: Point, row: usize) -> Point {
    let row = f64::from(u32::try_from(row).unwrap_or(u32::MAX));
    step.moved(PERSON_X, STEP_HEIGHT + PEOPLE_GAP + row * PERSON_PITCH)
}

const _: () = assert!(PERSON_PITCH - PERSON_HEIGHT >= 14.0, "circles overlap the next card");
const _: () = assert!(PERSON_X + PERSON_WIDTH <= STEP_WIDTH, "people stand within their step");

/// The role of a person in a step: the one of the step, else the one on the map.
pub fn role(step: &Step, map: &PowerMap, person: PersonId) -> Option<BuyingRole> {
    let here = step.people.get(&person).and_then(|part| part.role);
    here.or_else(|| map.live_node(person)?.buying_role)
}

/// Who decides stands first; equals in the order of their ids, so that everybody sees the same order.
fn people(step: &Step, map: &PowerMap) -> Vec<PersonId> {
    let mut people: Vec<(Option<usize>, PersonId)> = step
        .live_people()
        .map(|(person, _)| {
            let role = role(step, map, person);
            (role.and_then(|role| BuyingRole::ALL.iter().position(|each| *each == role)), person)
        })
        .collect();
    model::order::sort_by_key(&mut people, |(role, person)| (role.unwrap_or(usize::MAX), *person));
    people.into_iter().map(|(_, person)| person).collect()
}

/// Before which place today falls: behind the last step whose day is over, else before the first that has one. A day that is
/// done today is over, one planned for today is not.
fn today_slot(steps: &[(StepId, &Step)], today: Day) -> Option<usize> {
    let over = |(_, step): &(StepId, &Step)| match (step.actual, step.planned) {
        (Some(actual), _) => actual <= today,
        (None, Some(planned)) => planned < today,
        (None, None) => false,
    };
    let dated = |(_, step): &(StepId, &Step)| step.actual.or(step.planned).is_some();
    steps.iter().rposition(over).map(|last| last + 1).or_else(|| steps.iter().position(dated))
}

/// Half the width of what is written at the line of today.
pub(super) fn today_half(words: &str) -> f64 {
    text::width(words, TODAY_SIZE, true) / 2.0 + 10.0
}
