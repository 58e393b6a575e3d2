//! What hands and keys do on the map: its side of the canvas.

use super::{
    state::{Adding, Kin, Linking, Screen, people_of},
    walk::walk,
};
use crate::canvas::{Canvas, Click, Command, Diagram, Direction, Hit, Tool};
use diagram::{
    Group, Guides, Point, Rect,
    power_map::{CARD_HEIGHT, CARD_WIDTH, Detail, card_rect, place_of},
    snap,
};
use leptos::prelude::*;
use model::{CompetitorId, EntityKey, PersonId, named, power_map::Vendor};
use std::collections::HashSet;

/// A phone shows two cards side by side at this scale.
const FIRST_SCALE_ON_PHONE: f64 = 0.85;
/// A desktop shows the two levels around the first decider, each card with its name.
const FIRST_SCALE: f64 = 0.8;
/// From a card to the one above or below it.
const ROW: f64 = 140.0;
/// One press of an arrow key.
const NUDGE: i32 = 4;
/// With Shift: as far as the dots of the paper.
const NUDGE_FAR: i32 = 24;
/// Cards line up within this many pixels.
const SNAP_REACH: f64 = 6.0;
/// They line up with what is in sight, and with so much of a screen around it: what is further away nobody means.
const SNAP_AROUND: f64 = 0.5;
/// A click this near to a card is on it.
const CLICK_REACH: f64 = 6.0;

impl Diagram for Screen {
    fn items(&self) -> Vec<EntityKey> {
        self.people_in_order().into_iter().map(EntityKey::Node).collect()
    }

    fn bounds(&self, item: EntityKey) -> Option<Rect> {
        match item {
            EntityKey::Node(person) => {
                self.with_map(|map| place_of(map, person))?;
                self.rect_now(person)
            }
            EntityKey::Line(line) => {
                let (from, to) = self.with_map(|map| {
                    let line = map.lines.get(&line).filter(|line| line.archived.is_none())?;
                    Some((line.from, line.to))
                })?;
                Some(self.rect_now(from)?.union(self.rect_now(to)?))
            }
            EntityKey::Department(department) => self.region_of(department),
            _ => None,
        }
    }

    /// From far away the cards of a large map are one picture.
    fn at(&self, point: Point) -> Option<EntityKey> {
        untrack(|| self.shows_blocks()).then(|| self.card_at(point).map(EntityKey::Node)).flatten()
    }

    fn group(&self, item: EntityKey) -> Option<Group> {
        if let EntityKey::Node(person) = item { self.card(person) } else { None }
    }

    fn called(&self, item: EntityKey) -> String {
        match item {
            EntityKey::Node(person) => Self::called(self, person),
            EntityKey::Line(line) => untrack(|| self.line_label(line)),
            EntityKey::Department(department) => self.room.with(|room| {
                let department = room.account().and_then(|(_, account)| account.departments.get(&department));
                department.map_or_else(String::new, |one| named(&one.name, &one.name_en, self.locale_now()).to_owned())
            }),
            _ => String::new(),
        }
    }

    fn commands(&self) -> Vec<Command> {
        super::commands::commands(*self)
    }

    fn whole(&self) -> Option<Rect> {
        self.with_map(diagram::power_map::bounds)
    }

    fn inside(&self, area: Rect) -> Vec<EntityKey> {
        self.with_places(|places| places.cards.within(area))
    }

    fn shapes(&self) -> Vec<Rect> {
        self.with_map(|map| {
            map.live_nodes().map(|(_, node)| card_rect(Point::new(node.x.into(), node.y.into()))).collect()
        })
    }

    fn find(&self, words: &str) -> Vec<EntityKey> {
        self.found(words)
    }

    /// A department is no more than the place of its people.
    fn stands_in(&self, item: EntityKey) -> Option<EntityKey> {
        match item {
            EntityKey::Department(department) => {
                self.people_of_department(department).first().copied().map(EntityKey::Node)
            }
            _ => None,
        }
    }

    fn alone(&self, item: EntityKey) -> bool {
        matches!(item, EntityKey::Line(_))
    }

    /// Everything, but not so small that nothing can be read; then the first decider is in the middle.
    fn open_view(&self, canvas: Canvas) {
        canvas.fit();
        let first = self.people_in_order().first().copied();
        canvas.focus.set(first.map(EntityKey::Node));
        if Detail::at(canvas.view.get_untracked().scale) == Detail::Full {
            return;
        }
        let decider = self.with_map(|map| {
            let deciders = map.live_nodes().filter(|(_, node)| node.key);
            deciders.min_by_key(|(_, node)| (node.y, node.x)).map(|(id, _)| id)
        });
        if let Some(card) = decider.or(first).and_then(|person| self.rect_now(person)) {
            canvas.centre_on(card.centre(), if canvas.narrow() { FIRST_SCALE_ON_PHONE } else { FIRST_SCALE });
        }
    }

    fn click(&self, canvas: Canvas, click: Click) {
        let person = person_of(&click.hit);
        let may_edit = self.may_edit.get_untracked();
        let tool = self.tool.get_untracked();
        if let Some(kin) = super::plus::kin_of(&click.hit).filter(|_| may_edit) {
            self.start_adding_kin(kin);
            return;
        }
        match person.filter(|_| may_edit) {
            Some(person) if self.link_to(person) => {}
            Some(person) if tool == Tool::Connect => {
                self.select_person(person);
                self.linking.set(Some(Linking { from: person, pointer: Some(click.at), to: None }));
            }
            Some(person) if !click.add && circle_of(&click.hit).is_some() => {
                self.select_person(person);
                self.touch_circle(person, circle_of(&click.hit).unwrap_or(Vendor::Us));
            }
            None if click.hit.item.is_none() && tool == Tool::Add && may_edit => {
                self.adding.set(Some(Adding { at: centred(click.at), kin: None }));
                self.tool.set(Tool::Select);
            }
            _ => {
                if click.hit.item.is_none() {
                    self.linking.set(None);
                }
                canvas.clicked(&click);
            }
        }
    }

    fn put(&self, item: EntityKey, at: Point) {
        let together = people_of(self.together(item));
        let Some((from, lead)) = together.first().and_then(|person| Some((*person, self.place(*person)?))) else {
            return;
        };
        if let Some(onto) = self.card_under(at, from).filter(|_| together.len() == 1) {
            self.ask_about(from, onto);
            return;
        }
        let to = centred(at);
        let (dx, dy) = (to.x - lead.x, to.y - lead.y);
        let moved = together.into_iter().filter_map(|person| Some((person, self.place(person)?.moved(dx, dy))));
        self.move_cards(&moved.collect::<Vec<_>>());
    }

    /// A double click on the paper puts a person there.
    fn double_click(&self, at: Point) {
        let free = self.card_at(at).is_none() && self.tool.get_untracked() == Tool::Select;
        if free && self.may_edit.get_untracked() {
            self.adding.set(Some(Adding { at: centred(at), kin: None }));
        }
    }

    fn begin(&self, _: EntityKey) -> Vec<(EntityKey, Point)> {
        let moving = people_of(self.selection.get_untracked());
        let place =
            |person: &PersonId| self.with_map(|map| place_of(map, *person)).map(|at| (EntityKey::Node(*person), at));
        let items: Vec<(EntityKey, Point)> = moving.iter().filter_map(place).collect();
        let mut others = Vec::new();
        // Cards that can not be read are not lined up by eye either.
        if !self.is_far() {
            let (width, height) = self.size.get_untracked();
            let near = self.view.get_untracked().visible(width, height);
            let moved: HashSet<EntityKey> = items.iter().map(|(item, _)| *item).collect();
            self.with_places(|places| {
                let around = places.cards.within(near.inflated(SNAP_AROUND * near.width.max(near.height)));
                let still = around.into_iter().filter(|item| !moved.contains(item));
                others = still.filter_map(|item| places.cards.rect(item)).collect();
            });
        }
        self.others.set_value(others);
        items
    }

    fn drag(&self, items: &[(EntityKey, Point)], dx: f64, dy: f64) -> Guides {
        let reach = SNAP_REACH / self.view.get_untracked().scale;
        // Several line up as the box around them.
        let Some(held) = Rect::around(items.iter().map(|(_, at)| card_rect(at.moved(dx, dy)))) else {
            return Guides::default();
        };
        if let [(EntityKey::Node(person), _)] = items {
            let onto = self.card_under(held.centre(), *person);
            if self.onto.get_untracked() != onto {
                self.onto.set(onto);
            }
            // Over another card it is not its place that matters.
            if onto.is_some() {
                return Guides::default();
            }
        }
        if self.live.free.get_value() {
            return Guides::default();
        }
        self.others.with_value(|others| snap(held, others, reach))
    }

    fn dropped(&self, to: &[(EntityKey, Point)]) {
        // One card let go on another: its place stays.
        if let ([(EntityKey::Node(from), _)], Some(onto)) = (to, self.onto.get_untracked()) {
            self.ask_about(*from, onto);
            return;
        }
        let person = |(item, at): &(EntityKey, Point)| match item {
            EntityKey::Node(person) => Some((*person, *at)),
            _ => None,
        };
        self.move_cards(&to.iter().filter_map(person).collect::<Vec<_>>());
    }

    fn pull(&self, hit: &Hit, at: Point) -> bool {
        let draws = hit.is("handle") || self.tool.get_untracked() == Tool::Connect;
        let Some(from) = person_of(hit).filter(|_| draws) else { return false };
        self.linking.set(Some(Linking { from, pointer: Some(at), to: None }));
        true
    }

    fn pulled(&self, at: Point) {
        if self.linking.with_untracked(|linking| linking.is_some_and(|linking| linking.to.is_none())) {
            self.linking.update(|linking| {
                if let Some(linking) = linking {
                    linking.pointer = Some(at);
                }
            });
        }
    }

    fn pull_ends(&self, at: Option<Point>) {
        let linked = at.and_then(|at| self.card_at(at)).is_some_and(|to| self.link_to(to));
        if !linked {
            self.linking.set(None);
        }
    }

    fn walk(&self, from: EntityKey, direction: Direction) -> Option<EntityKey> {
        let EntityKey::Node(from) = from else { return None };
        self.with_map(|map| walk(map, from, direction)).map(EntityKey::Node)
    }

    fn walks(&self) -> bool {
        self.linking.get_untracked().is_some()
    }

    fn nudge(&self, direction: Direction, far: bool) -> bool {
        let (dx, dy) = direction.step();
        let by = if far { NUDGE_FAR } else { NUDGE };
        self.nudge_by(dx * by, dy * by);
        true
    }

    /// While a line is drawn, Enter ends it at the focused card.
    fn enter(&self, canvas: Canvas) -> bool {
        let focused = people_of(self.focus.get_untracked()).first().copied();
        focused.is_some_and(|to| self.link_to(to)) || canvas.open_chosen()
    }

    fn escape(&self) -> bool {
        let any = self.busy() || self.linking.get_untracked().is_some();
        self.assessing.set(None);
        self.adding.set(None);
        self.linking.set(None);
        any
    }

    fn busy(&self) -> bool {
        self.assessing.get_untracked().is_some() || self.adding.get_untracked().is_some()
    }
}

impl Screen {
    /// Ends the line being drawn at a person, if one is being drawn that may end there.
    fn link_to(&self, to: PersonId) -> bool {
        let open = self.linking.get_untracked().filter(|linking| linking.to.is_none() && linking.from != to);
        let Some(linking) = open else { return false };
        self.linking.set(Some(Linking { to: Some(to), ..linking }));
        true
    }

    /// Asks what two people have to do with each other.
    fn ask_about(&self, from: PersonId, to: PersonId) {
        self.linking.set(Some(Linking { from, pointer: None, to: Some(to) }));
    }

    /// The card under a point of the diagram, the uppermost first.
    fn card_at(&self, point: Point) -> Option<PersonId> {
        let reach = Rect::new(point.x, point.y, 0.0, 0.0).inflated(CLICK_REACH);
        people_of(self.inside(reach)).last().copied()
    }

    /// The card that a dragged one covers by its middle.
    fn card_under(&self, middle: Point, dragged: PersonId) -> Option<PersonId> {
        let here = Rect::new(middle.x, middle.y, 0.0, 0.0).inflated(0.5);
        people_of(self.inside(here)).into_iter().rfind(|person| *person != dragged)
    }

    /// Opens the form of a new person: below the selected one, else in the middle.
    pub fn start_adding(&self) {
        let below = self.selected_now().and_then(|person| self.rect_now(person));
        let at = match below {
            Some(card) => Point::new(card.x, card.y + ROW),
            None => centred(self.view.get_untracked().to_diagram(self.frame().centre())),
        };
        self.adding.set(Some(Adding { at, kin: None }));
    }

    /// Opens the form of somebody new who stands so to the chosen person.
    pub fn start_adding_kin(&self, kin: Kin) {
        let [person] = self.chosen_people()[..] else { return };
        let Some(card) = self.rect_now(person) else { return };
        let at = match kin {
            Kin::Superior => Point::new(card.x, card.y - ROW),
            Kin::Subordinate => Point::new(card.x, card.y + ROW),
            Kin::Peer => Point::new(card.right() + 36.0, card.y),
        };
        self.select_person(person);
        self.adding.set(Some(Adding { at, kin: Some((kin, person)) }));
    }

    /// Starts a line at the chosen person, or lets the reader choose.
    pub fn start_linking(&self) {
        match self.chosen_people()[..] {
            [person] => self.linking.set(Some(Linking { from: person, pointer: None, to: None })),
            _ => self.tool.set(Tool::Connect),
        }
    }

    /// Begins a line at a person in the drawing, from wherever it was asked for: the arrows lead to the other end, `Enter` takes it.
    pub fn link_from(&self, person: PersonId) {
        self.twin.set(false);
        self.select_person(person);
        self.reveal(EntityKey::Node(person));
        self.focus_item(EntityKey::Node(person));
        self.linking.set(Some(Linking { from: person, pointer: None, to: None }));
    }
}

/// The corner of a card whose middle is at the point.
fn centred(point: Point) -> Point {
    point.moved(-CARD_WIDTH / 2.0, -CARD_HEIGHT / 2.0)
}

fn person_of(hit: &Hit) -> Option<PersonId> {
    people_of(hit.item).first().copied()
}

/// Whose circle was hit, if it was a circle.
fn circle_of(hit: &Hit) -> Option<Vendor> {
    if hit.is("hit-own") {
        return Some(Vendor::Us);
    }
    hit.parts().find_map(|word| word.strip_prefix("v-")?.parse::<CompetitorId>().ok()).map(Vendor::Competitor)
}
