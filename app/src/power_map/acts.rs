//! What a gesture does to the room: each is one op, and has its inverse for undo.

use super::state::{Kin, Screen};
use crate::{
    canvas::whole,
    i18n::t_string,
    replica::{new_assessment_id, new_line_id, new_person_id},
};
use diagram::Point;
use leptos::prelude::*;
use model::{
    AssessmentId, Change, Day, DepartmentId, EntityKey, LineId, PersonId, Refusal, UserId,
    person::PersonChange,
    power_map::{BuyingRole, LineKind, NodePosition, PowerMapChange, PowerNode, Source, Strength, Vendor},
    text,
};

/// A person as the form of a new card enters him.
#[derive(Clone, Debug, Default)]
pub struct NewPerson {
    /// Post.
    pub title: String,
    /// Name, if known.
    pub name: Option<String>,
    /// Department.
    pub department: Option<DepartmentId>,
    /// Role in this purchase.
    pub role: Option<BuyingRole>,
    /// How he stands to somebody on the map.
    pub kin: Option<(Kin, PersonId)>,
}

/// An assessment as the popover enters it.
#[derive(Clone, Debug)]
pub struct NewAssessment {
    /// How strong.
    pub value: Strength,
    /// What was seen or heard.
    pub evidence: String,
    /// How.
    pub source: Source,
    /// When.
    pub observed_at: Day,
}

/// A card at a place, as it is stored.
pub(super) fn whole_place(person: PersonId, at: Point) -> NodePosition {
    NodePosition { person, x: whole(at.x), y: whole(at.y) }
}

pub(super) fn map(change: PowerMapChange) -> Change {
    Change::PowerMap(change)
}

impl Screen {
    /// Enters a person and puts the card on the map: one op over two streams.
    pub fn add_person(&self, new: NewPerson, wish: Point) -> bool {
        let id = new_person_id();
        let at = self.free_place(wish);
        let name = new.name.as_deref().map(|name| text::clean(name, false)).filter(|name| !name.is_empty());
        let add = PersonChange::Add {
            id,
            title: text::clean(&new.title, false),
            title_en: String::new(),
            name,
            department: new.department,
            external: false,
        };
        let node =
            PowerMapChange::AddNode { person: id, x: whole(at.x), y: whole(at.y), buying_role: new.role, key: false };
        let mut changes = vec![map(node)];
        changes.extend(new.kin.map(|(kin, to)| self.kin_lines(id, kin, to)).unwrap_or_default());
        let done = self.act("power_map.gesture.add_person", vec![Change::Person(add)], changes);
        if done {
            self.arrived(id);
            self.focus_item(EntityKey::Node(id));
        }
        done
    }

    /// The lines that make a new person somebody's superior, subordinate or peer.
    fn kin_lines(&self, new: PersonId, kin: Kin, other: PersonId) -> Vec<Change> {
        let reports = |from, to| map(add_line(LineKind::ReportsTo, from, to));
        let above = self.with_map(|map| map.superior_line(other).map(|(line, to)| (line, to.to)));
        match kin {
            Kin::Subordinate => vec![reports(new, other)],
            Kin::Peer => above.map(|(_, head)| reports(new, head)).into_iter().collect(),
            Kin::Superior => {
                let between = above
                    .map(|(line, head)| [map(PowerMapChange::RemoveLines { lines: vec![line] }), reports(new, head)]);
                between.into_iter().flatten().chain([reports(other, new)]).collect()
            }
        }
    }

    /// Puts somebody the customer record already knows on the map.
    pub fn put_on_map(&self, person: PersonId, wish: Point) -> bool {
        let archived = self.with_map(|map| map.nodes.contains_key(&person));
        let at = self.free_place(wish);
        let change = if archived {
            PowerMapChange::RestoreNodes { people: vec![person] }
        } else {
            PowerMapChange::AddNode { person, x: whole(at.x), y: whole(at.y), buying_role: None, key: false }
        };
        let done = self.act("power_map.gesture.add_person", vec![], vec![map(change)]);
        if done {
            self.arrived(person);
        }
        done
    }

    fn arrived(&self, person: PersonId) {
        self.select_person(person);
        self.reveal(EntityKey::Node(person));
        let name = self.called(person);
        self.say(untrack(|| t_string!(self.i18n, power_map.add.done, name = name).to_string()));
    }

    fn free_place(&self, wish: Point) -> Point {
        let cards: Vec<_> = self.with_map(|map| {
            map.live_nodes()
                .map(|(_, node)| diagram::power_map::card_rect(Point::new(node.x.into(), node.y.into())))
                .collect()
        });
        diagram::power_map::free_place(&cards, wish)
    }

    /// Moves cards to where they were dropped. Cards that somebody else took off meanwhile are left out: their removal must
    /// not undo the move of the others.
    pub fn move_cards(&self, to: &[(PersonId, Point)]) -> bool {
        let places: Vec<NodePosition> = to.iter().map(|(person, at)| whole_place(*person, *at)).collect();
        let (gone, to) = self.with_map(|map| {
            let gone = places.iter().find(|place| map.live_node(place.person).is_none()).map(|place| place.person);
            let moves = |node: &PowerNode, place: &NodePosition| (node.x, node.y) != (place.x, place.y);
            let to: Vec<NodePosition> = places
                .iter()
                .filter(|place| map.live_node(place.person).is_some_and(|node| moves(node, place)))
                .copied()
                .collect();
            (gone, to)
        });
        let done =
            to.is_empty() || self.act("power_map.gesture.nudge", vec![], vec![map(PowerMapChange::MoveNodes { to })]);
        // A colleague took it off the map while it was in the hand: the others have moved, and the screen says what became of it.
        if let Some(person) = gone {
            self.refuse(Refusal::NodeArchived { person }.sentence(self.locale_now()));
            return false;
        }
        done
    }

    /// Moves the chosen cards by some units.
    pub fn nudge_by(&self, dx: i32, dy: i32) {
        let people = self.chosen_people();
        let to: Vec<(PersonId, Point)> = self.with_map(|map| {
            people
                .iter()
                .filter_map(|person| {
                    let node = map.live_node(*person)?;
                    Some((*person, Point::new(f64::from(node.x + dx), f64::from(node.y + dy))))
                })
                .collect()
        });
        if self.move_cards(&to) {
            self.say(untrack(|| t_string!(self.i18n, power_map.say.moved).to_owned()));
            if let [person] = people[..] {
                self.reveal(EntityKey::Node(person));
            }
        }
    }

    /// Takes the chosen cards off the map and says what went with them; or removes the selected line.
    pub fn remove_chosen(&self) {
        if let Some(EntityKey::Line(line)) = untrack(|| self.selected_one()) {
            self.remove_line(line);
            return;
        }
        self.remove_people(self.chosen_people());
    }

    /// Takes cards off the map and says what went with them; what else is selected stays so.
    pub fn remove_people(&self, people: Vec<PersonId>) {
        if people.is_empty() {
            return;
        }
        let lines = self.with_map(|map| {
            map.live_lines().filter(|(_, line)| people.iter().any(|person| line.touches(*person))).count()
        });
        let count = people.len();
        let next = self.neighbour(&people);
        let name = people.first().map(|person| self.called(*person)).unwrap_or_default();
        let change = map(PowerMapChange::RemoveNodes { people: people.clone() });
        if self.act("power_map.gesture.remove", vec![], vec![change]) {
            self.unselect(|item| match item {
                EntityKey::Node(person) => people.contains(person),
                EntityKey::Line(line) => self.with_map(|map| map.live_lines().all(|(id, _)| id != *line)),
                _ => false,
            });
            self.focus.set(next.map(EntityKey::Node));
            if let Some(next) = next {
                self.focus_item(EntityKey::Node(next));
            }
            let said = untrack(|| match (count, lines) {
                (1, 0) => t_string!(self.i18n, power_map.removed.done, name = name).to_string(),
                (1, _) => t_string!(self.i18n, power_map.removed.done_lines, name = name, count = lines).to_string(),
                _ => t_string!(self.i18n, power_map.removed.done_many, count = count, lines = lines).to_string(),
            });
            self.tell(said, true);
        }
    }

    /// Who takes the focus when these people go: the superior of the first, else whoever is left.
    fn neighbour(&self, going: &[PersonId]) -> Option<PersonId> {
        let superior =
            going.first().and_then(|person| self.with_map(|map| map.superior_line(*person).map(|(_, line)| line.to)));
        let others = self.people_in_order();
        superior.into_iter().chain(others).find(|person| !going.contains(person))
    }

    /// Removes a line.
    pub fn remove_line(&self, line: LineId) {
        if self.act("power_map.gesture.remove", vec![], vec![map(PowerMapChange::RemoveLines { lines: vec![line] })]) {
            self.unselect(|item| *item == EntityKey::Line(line));
            self.tell(untrack(|| t_string!(self.i18n, power_map.removed.line).to_owned()), true);
        }
    }

    /// Brings a card back.
    pub fn restore(&self, person: PersonId) {
        let change = map(PowerMapChange::RestoreNodes { people: vec![person] });
        if self.act("power_map.gesture.restore", vec![], vec![change]) {
            self.select_person(person);
            self.reveal(EntityKey::Node(person));
        }
    }

    /// Draws a line. Who already reports to somebody reports to the new superior afterwards, in one op.
    pub fn connect(&self, kind: LineKind, from: PersonId, to: PersonId) -> bool {
        let mut changes = Vec::with_capacity(2);
        if kind == LineKind::ReportsTo
            && let Some(old) = self.with_map(|map| map.superior_line(from).map(|(id, line)| (id, line.to)))
        {
            if old.1 == to {
                return true;
            }
            changes.push(map(PowerMapChange::RemoveLines { lines: vec![old.0] }));
        }
        changes.push(map(add_line(kind, from, to)));
        let done = self.act("power_map.gesture.connect", vec![], changes);
        if done {
            self.say(untrack(|| t_string!(self.i18n, power_map.say.connected).to_owned()));
        }
        done
    }

    /// Sets to whom a person reports; `None` for nobody.
    pub fn set_superior(&self, person: PersonId, superior: Option<PersonId>) {
        match superior {
            Some(superior) => {
                self.connect(LineKind::ReportsTo, person, superior);
            }
            None => {
                if let Some(line) = self.with_map(|map| map.superior_line(person).map(|(id, _)| id)) {
                    let change = map(PowerMapChange::RemoveLines { lines: vec![line] });
                    self.act("power_map.gesture.connect", vec![], vec![change]);
                }
            }
        }
    }

    /// Pins the chosen cards to their places, or no longer.
    pub fn toggle_pin(&self) {
        let said =
            untrack(|| [t_string!(self.i18n, power_map.say.pinned), t_string!(self.i18n, power_map.say.unpinned)]);
        let set = |person, pinned| PowerMapChange::SetPin { person, pinned };
        self.toggle("power_map.gesture.pin", |node| node.pinned, set, said);
    }

    /// Marks the chosen people as key decision makers, or no longer.
    pub fn toggle_key(&self) {
        let said =
            untrack(|| [t_string!(self.i18n, power_map.say.key_on), t_string!(self.i18n, power_map.say.key_off)]);
        let set = |person, key| PowerMapChange::SetKey { person, key };
        self.toggle("power_map.gesture.key", |node| node.key, set, said);
    }

    /// Marks one person as a key decision maker, or no longer.
    pub fn set_key(&self, person: PersonId, key: bool) {
        self.act("power_map.gesture.key", vec![], vec![map(PowerMapChange::SetKey { person, key })]);
    }

    /// Pins one card to its place, or no longer.
    pub fn set_pin(&self, person: PersonId, pinned: bool) {
        self.act("power_map.gesture.pin", vec![], vec![map(PowerMapChange::SetPin { person, pinned })]);
    }

    /// Sets something of all chosen cards, or takes it off if all of them have it, and says which.
    fn toggle(
        &self,
        gesture: &'static str,
        has: fn(&PowerNode) -> bool,
        set: fn(PersonId, bool) -> PowerMapChange,
        [on, off]: [&str; 2],
    ) {
        let people = self.chosen_people();
        let all = self.with_map(|map| people.iter().all(|id| map.live_node(*id).is_some_and(has)));
        let changes = people.into_iter().map(|person| map(set(person, !all))).collect();
        if self.act(gesture, vec![], changes) {
            self.say(if all { off } else { on }.to_owned());
        }
    }

    /// The role in this purchase.
    pub fn set_role(&self, person: PersonId, role: Option<BuyingRole>) {
        let change = map(PowerMapChange::SetBuyingRole { person, role });
        self.act("power_map.gesture.role", vec![], vec![change]);
    }

    /// One of our people takes the relation, or gives it up.
    pub fn set_owner(&self, person: PersonId, user: UserId, owns: bool) {
        let change =
            if owns { PowerMapChange::AddOwner { person, user } } else { PowerMapChange::RemoveOwner { person, user } };
        self.act("power_map.gesture.owner", vec![], vec![map(change)]);
    }

    /// Assesses a relation.
    pub fn assess(&self, person: PersonId, vendor: Vendor, new: NewAssessment) -> bool {
        let change = PowerMapChange::Assess {
            id: new_assessment_id(),
            person,
            vendor,
            value: new.value,
            evidence: text::clean(&new.evidence, true),
            source: new.source,
            observed_at: new.observed_at,
        };
        self.act("power_map.gesture.assess", vec![], vec![map(change)])
    }

    /// Takes one's own assessment back.
    pub fn withdraw(&self, person: PersonId, id: AssessmentId) {
        let change = map(PowerMapChange::WithdrawAssessment { id, person });
        if self.act("power_map.gesture.withdraw", vec![], vec![change]) {
            self.tell(untrack(|| t_string!(self.i18n, power_map.assess.withdrawn).to_owned()), true);
        }
    }

    /// A fact of the person's record.
    pub fn edit_person(&self, change: PersonChange) -> bool {
        self.act("power_map.gesture.edit_person", vec![Change::Person(change)], vec![])
    }

    /// The weight or the note of a line.
    pub fn edit_line(&self, change: PowerMapChange) -> bool {
        self.act("power_map.gesture.edit_line", vec![], vec![map(change)])
    }
}

fn add_line(kind: LineKind, from: PersonId, to: PersonId) -> PowerMapChange {
    PowerMapChange::AddLine { id: new_line_id(), kind, from, to, note: String::new() }
}
