//! Where everything on a fishbone stands. A place follows from ranks and from the widths of texts alone.

use super::{
    CLEAR, EMPTY_BONE, FEW, FIRST_BONE, FIRST_PERSON, HALF_STEP, LABEL_GAP, LABEL_MAX, LEAN, MARK_RADIUS, NAME_SIZE,
    PILL_HEIGHT, PILL_TEXT_MAX, ROW, ROW_DENSE, ROW_TIGHT, SEVERAL, TITLE_SIZE, TO_NAME, TO_TAIL, Words,
};
use crate::{Point, Rect, text};
use model::{
    Day, DepartmentId, FishboneId, Locale, PersonId, Room,
    fishbone::{Fishbone, Mark, RankedBone, RelationState, Side, age_of, misplaced, ranked, relation, state_of},
    named,
    power_map::Age,
};
use std::collections::{BTreeMap, BTreeSet};

/// A fishbone with every place and every text on it.
#[derive(Clone, Debug, PartialEq)]
pub struct Layout {
    /// Which fishbone.
    pub id: FishboneId,
    /// Head, spine and tail.
    pub head: Head,
    /// Bones, the most important first.
    pub bones: Vec<BoneSpot>,
    /// People.
    pub people: BTreeMap<PersonId, PersonSpot>,
}

/// The head with its texts, and how far the spine goes.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Head {
    /// The goal as it was written.
    pub called: String,
    /// The goal in lines.
    pub goal: Vec<String>,
    /// The second line, in lines.
    pub detail: Vec<String>,
    /// Size of the head against the usual one.
    pub scale: f64,
    /// Where the spine ends.
    pub tail: f64,
}

/// A department's bone.
#[derive(Clone, Debug, PartialEq)]
pub struct BoneSpot {
    /// Whose.
    pub department: DepartmentId,
    /// Its rank, from 1.
    pub rank: usize,
    /// Above or below the spine.
    pub side: Side,
    /// Where it leaves the spine.
    pub root: Point,
    /// From the spine to the name of the department.
    pub length: f64,
    /// The name of the department as it was written.
    pub called: String,
    /// The name as far as there is room for it.
    pub name: String,
    /// Width of the frame around rank and name.
    pub width: f64,
    /// The department was dissolved.
    pub gone: bool,
    /// People on it, the most important first.
    pub people: Vec<PersonId>,
}

/// A person on a bone.
#[derive(Clone, Debug, PartialEq)]
pub struct PersonSpot {
    /// Who.
    pub person: PersonId,
    /// On which bone.
    pub bone: DepartmentId,
    /// Rank of the bone and rank on it, from 1.
    pub rank: (usize, usize),
    /// Where the state shape stands.
    pub at: Point,
    /// Post and name as they were written.
    pub called: String,
    /// The post as it was written.
    pub post: String,
    /// The name as it was written; `None` if nobody knows it.
    pub who: Option<String>,
    /// The post as far as there is room for it.
    pub title: String,
    /// The name likewise; `None` if nobody knows it.
    pub name: Option<String>,
    /// How the relation stands.
    pub state: RelationState,
    /// How old the assessment is that it follows from.
    pub age: Age,
    /// Core voice or influencing voice, and what that is called in this deal.
    pub mark: Option<(Mark, String)>,
    /// An A further out than a B.
    pub misplaced: bool,
    /// The record was put away.
    pub gone: bool,
    /// Width of the label.
    pub width: f64,
}

/// How far a label reaches beyond its person, away from the spine.
const LABEL_BELOW: f64 = 17.0;
/// What is kept free between a label and the name at the end of the next bone.
const GAP_ABOVE_NAME: f64 = 6.0;

/// +1 below the spine, -1 above.
pub(super) fn sign(side: Side) -> f64 {
    match side {
        Side::Upper => -1.0,
        Side::Lower => 1.0,
    }
}

impl BoneSpot {
    /// The point of the bone at a distance from the spine.
    pub fn at(&self, distance: f64) -> Point {
        Point::new(self.root.x - distance * LEAN, self.root.y + distance * sign(self.side))
    }

    /// The frame around rank and name.
    pub fn pill(&self) -> Rect {
        let middle = self.at(self.length);
        Rect::new(middle.x - self.width / 2.0, middle.y - PILL_HEIGHT / 2.0, self.width, PILL_HEIGHT)
    }
}

impl PersonSpot {
    /// The two lines of the label.
    pub fn label(&self) -> Rect {
        Rect::new(self.at.x - LABEL_GAP - self.width, self.at.y - 14.0, self.width, 31.0)
    }

    /// Label and state shape.
    pub fn bounds(&self) -> Rect {
        let mark = Rect::new(self.at.x, self.at.y, 0.0, 0.0).inflated(MARK_RADIUS);
        self.label().union(mark)
    }
}

/// Lays a fishbone out. It need not be the one of the room: a screen shows what is about to be. Departments, people, relations and the
/// names of the marks come from the room. `today` decides what is old.
pub fn layout(
    room: &Room,
    words: &Words,
    (locale, today): (Locale, Day),
    id: FishboneId,
    fishbone: &Fishbone,
) -> Layout {
    let ranked = ranked(fishbone);
    let longest = ranked.iter().map(|bone| bone.people.len()).max().unwrap_or_default();
    let row = if longest <= FEW {
        ROW
    } else if longest <= SEVERAL {
        ROW_TIGHT
    } else {
        ROW_DENSE
    };
    let wrong = misplaced(fishbone, &ranked);
    let texts = Texts { room, words, locale, today, fishbone, wrong: &wrong };
    let mut layout = Layout { id, head: Head::default(), bones: Vec::new(), people: BTreeMap::new() };
    for (rank, bone) in (1..).zip(&ranked) {
        let count = bone.people.len();
        let length = if count == 0 { EMPTY_BONE } else { FIRST_PERSON + (count - 1) as f64 * row + TO_NAME };
        let (called, gone) = texts.department(bone.department);
        let name = text::fit(&called, TITLE_SIZE, true, PILL_TEXT_MAX);
        let width = text::width(&format!("{rank} {name}"), TITLE_SIZE, true) + 34.0;
        let people = bone.people.clone();
        let spot = BoneSpot {
            department: bone.department,
            rank,
            side: bone.side,
            root: Point::default(),
            length,
            called,
            name,
            width,
            gone,
            people,
        };
        let labels: Vec<PersonSpot> =
            (1..).zip(&bone.people).map(|(on, person)| texts.person(*person, bone, (rank, on))).collect();
        let root = layout.root_of(&spot);
        let spot = BoneSpot { root, ..spot };
        for (place, mut label) in (0..).zip(labels) {
            label.at = spot.at(FIRST_PERSON + f64::from(place) * row);
            layout.people.insert(label.person, label);
        }
        layout.bones.push(spot);
    }
    layout.head = super::head::head(&fishbone.goal, &fishbone.detail);
    layout.head.tail = layout.bones.last().map_or(-4.0 * HALF_STEP, |bone| bone.root.x - TO_TAIL);
    layout
}

impl Layout {
    /// Where a bone leaves the spine: to the left of all before it, and as far from the one before it on its side as the widest
    /// label between the two demands.
    fn root_of(&self, bone: &BoneSpot) -> Point {
        let Some(before) = self.bones.last() else { return Point::new(-FIRST_BONE, 0.0) };
        let mut x = before.root.x - HALF_STEP;
        if let Some(neighbour) = self.bones.iter().rev().find(|other| other.side == bone.side) {
            x = x.min(neighbour.root.x - self.between(neighbour, bone));
        }
        Point::new(x, 0.0)
    }

    /// From a bone to the next one of its side.
    fn between(&self, right: &BoneSpot, left: &BoneSpot) -> f64 {
        let widths = right.people.iter().filter_map(|person| self.people.get(person)).map(|spot| spot.width);
        let label = widths.fold(0.0, f64::max);
        // What stands on the left bone where the right one has its labels: a state shape, or the name at its end.
        let last_label = right.length - TO_NAME + LABEL_BELOW;
        let beside_labels = left.length - PILL_HEIGHT / 2.0 < last_label + GAP_ABOVE_NAME;
        let on_left = if beside_labels { left.width / 2.0 } else { MARK_RADIUS };
        let past_label = if right.people.is_empty() { 0.0 } else { LABEL_GAP + label + CLEAR + on_left };
        // The names at the ends stand side by side only where the bones are about as long.
        let side_by_side = (left.length - right.length).abs() < PILL_HEIGHT + CLEAR;
        let past_name = right.width / 2.0 + CLEAR + if side_by_side { left.width / 2.0 } else { MARK_RADIUS };
        (2.0 * HALF_STEP).max(past_label).max(past_name)
    }

    /// Whether a relation on it follows from an old assessment.
    pub fn shows_stale(&self) -> bool {
        self.people.values().any(|spot| spot.age != Age::Fresh)
    }

    /// Whether a person or a department on it is no longer there.
    pub fn shows_gone(&self) -> bool {
        self.people.values().any(|spot| spot.gone) || self.bones.iter().any(|bone| bone.gone)
    }

    /// A bone.
    pub fn bone_spot(&self, department: DepartmentId) -> Option<&BoneSpot> {
        self.bones.iter().find(|bone| bone.department == department)
    }

    /// Everything that is drawn.
    pub fn bounds(&self) -> Rect {
        let pills = self.bones.iter().map(BoneSpot::pill);
        let people = self.people.values().map(PersonSpot::bounds);
        Rect::around(pills.chain(people))
            .map_or(self.head.bounds(), |rect| rect.union(self.head.bounds()))
            .inflated(12.0)
    }
}

/// Where the texts come from.
struct Texts<'a> {
    room: &'a Room,
    words: &'a Words,
    locale: Locale,
    today: Day,
    fishbone: &'a Fishbone,
    wrong: &'a BTreeSet<PersonId>,
}

impl Texts<'_> {
    /// The name of a department, and whether it was dissolved.
    fn department(&self, id: DepartmentId) -> (String, bool) {
        let Some(department) = self.room.account().and_then(|(_, account)| account.departments.get(&id)) else {
            return (self.words.unknown.clone(), true);
        };
        (named(&department.name, &department.name_en, self.locale).to_owned(), department.archived)
    }

    fn person(&self, id: PersonId, bone: &RankedBone, rank: (usize, usize)) -> PersonSpot {
        let record = self.room.account().and_then(|(_, account)| account.people.get(&id));
        let deal = self.room.deal().map(|(_, deal)| deal);
        let on = self.fishbone.people.get(&id);
        let full_title = match record {
            None => self.words.unknown.clone(),
            Some(record) => record.post(self.locale).to_owned(),
        };
        let full_name = record.and_then(|record| record.name.clone());
        let called = record.map_or_else(|| full_title.clone(), |record| record.called(self.locale));
        let mark = on.and_then(|on| on.mark).map(|mark| {
            let own = deal.map_or("", |deal| deal.fishbones.labels.of(mark));
            (mark, if own.is_empty() { self.words.mark(mark).to_owned() } else { own.to_owned() })
        });
        let misplaced = self.wrong.contains(&id);
        let behind = super::person::mark_width(mark.as_ref().map(|(mark, _)| *mark), misplaced);
        let (title, title_width) = text::fitted(&full_title, TITLE_SIZE, true, LABEL_MAX - behind);
        let name = full_name.as_ref().map(|name| text::fitted(name, NAME_SIZE, false, LABEL_MAX));
        let (name, name_width) = match name {
            Some((name, width)) => (Some(name), width),
            None => (None, text::width(&self.words.name_unknown, NAME_SIZE, false)),
        };
        let width = (title_width + behind).max(name_width);
        let state = deal.map_or(RelationState::NotAssessed, |deal| match on {
            Some(on) => state_of(&deal.power_map, id, on),
            None => relation(&deal.power_map, id),
        });
        let age = deal.zip(on).map_or(Age::Fresh, |(deal, on)| age_of(&deal.power_map, id, on, self.today));
        let gone = record.is_none_or(|record| record.archived);
        let at = Point::default();
        PersonSpot {
            person: id,
            bone: bone.department,
            rank,
            at,
            called,
            post: full_title,
            who: full_name,
            title,
            name,
            state,
            age,
            mark,
            misplaced,
            gone,
            width,
        }
    }
}
