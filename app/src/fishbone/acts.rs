//! What a gesture does to the room: each is one op, and has its inverse for undo.

use super::state::{Screen, bone_of, person_of};
use crate::{
    canvas::Diagram,
    i18n::t_string,
    replica::{new_department_id, new_fishbone_id, new_person_id},
};
use leptos::prelude::*;
use model::{
    Change, DepartmentId, EntityKey, FishboneId, PersonId,
    department::DepartmentChange,
    fishbone::{FishboneChange, Mark, RelationState, Side},
    person::PersonChange,
    rank::Place,
    text,
};

impl Screen {
    /// A new fishbone, blank or with what is on another one; shows it.
    pub fn add_fishbone(&self, goal: &str, detail: &str, from: Option<FishboneId>) -> bool {
        let id = new_fishbone_id();
        let (goal, detail) = (text::clean(goal, false), text::clean(detail, false));
        let done = self.draw("fishbone.gesture.add", vec![FishboneChange::Add { id, goal, detail, from }]);
        if done {
            self.choose(id);
        }
        done
    }

    /// Puts the fishbone on the screen away.
    pub fn archive(&self) {
        let Some(id) = self.id() else { return };
        let goal = self.with_fishbone(|fishbone| fishbone.goal.clone());
        if self.draw("fishbone.gesture.archive", vec![FishboneChange::Archive { id }]) {
            self.select_nothing();
            self.tell(untrack(|| t_string!(self.i18n, fishbone.done.archived, name = goal).to_string()), true);
        }
    }

    /// Brings a fishbone back and shows it.
    pub fn restore(&self, id: FishboneId) {
        if self.draw("fishbone.gesture.restore", vec![FishboneChange::Restore { id }]) {
            self.choose(id);
        }
    }

    /// A bone for a department that exists; one that was taken off comes back with its people.
    pub fn add_bone(&self, department: DepartmentId) -> bool {
        let Some(id) = self.id() else { return false };
        let change = if self.with_fishbone(|fishbone| fishbone.bones.contains_key(&department)) {
            FishboneChange::RestoreBone { id, department }
        } else {
            FishboneChange::AddBone { id, department, place: Place::Last, side: None }
        };
        let done = self.draw("fishbone.gesture.add_bone", vec![change]);
        if done {
            self.arrived(EntityKey::Bone(id, department));
        }
        done
    }

    /// A bone for a department the customer record does not have yet: one op over two streams.
    pub fn add_department_bone(&self, name: &str) -> bool {
        let Some(id) = self.id() else { return false };
        let department = new_department_id();
        let name = text::clean(name, false);
        let add = DepartmentChange::Add { id: department, name, name_en: String::new(), parent: None };
        let bone = FishboneChange::AddBone { id, department, place: Place::Last, side: None };
        let done = self.act("fishbone.gesture.add_bone", vec![Change::Department(add)], vec![Change::Fishbone(bone)]);
        if done {
            self.arrived(EntityKey::Bone(id, department));
        }
        done
    }

    /// Puts somebody the customer record knows on a bone.
    pub fn put_on(&self, person: PersonId, bone: DepartmentId) -> bool {
        let Some(id) = self.id() else { return false };
        let add = FishboneChange::AddPerson { id, person, bone, place: Place::Last };
        let done = self.draw("fishbone.gesture.add_person", vec![add]);
        if done {
            self.arrived(EntityKey::BonePerson(id, person));
        }
        done
    }

    /// Enters a person of the bone's department and puts him on the bone: one op over two streams.
    pub fn add_person(&self, title: &str, name: Option<&str>, bone: DepartmentId) -> bool {
        let Some(id) = self.id() else { return false };
        let person = new_person_id();
        let name = name.map(|name| text::clean(name, false)).filter(|name| !name.is_empty());
        let record = PersonChange::Add {
            id: person,
            title: text::clean(title, false),
            title_en: String::new(),
            name,
            department: Some(bone),
            external: false,
        };
        let put = FishboneChange::AddPerson { id, person, bone, place: Place::Last };
        let done = self.act("fishbone.gesture.add_person", vec![Change::Person(record)], vec![Change::Fishbone(put)]);
        if done {
            self.arrived(EntityKey::BonePerson(id, person));
        }
        done
    }

    fn arrived(&self, item: EntityKey) {
        self.select(item);
        self.reveal(item);
        self.focus_item(item);
        let name = Diagram::called(self, item);
        self.say(untrack(|| t_string!(self.i18n, fishbone.done.added, name = name).to_string()));
    }

    /// Moves a bone or a person: what a drop, a key or a typed rank means. Says where it stands now.
    pub fn move_item(&self, item: EntityKey, changes: Vec<FishboneChange>) -> bool {
        let name = match item {
            EntityKey::Bone(..) => "fishbone.gesture.move_bone",
            _ => "fishbone.gesture.move_person",
        };
        let any = !changes.is_empty();
        // The gap closes with the op: what was foreseen is what is there now.
        self.preview.set(None);
        let done = self.draw(name, changes);
        if done && any {
            self.reveal(item);
            let place = self.with_settled(|layout| match item {
                EntityKey::Bone(_, department) => layout.bone_spot(department).map(|bone| (bone.rank, 0)),
                EntityKey::BonePerson(_, person) => layout.people.get(&person).map(|spot| spot.rank),
                _ => None,
            });
            let name = Diagram::called(self, item);
            match place.flatten() {
                Some((bone, 0)) => self
                    .say(untrack(|| t_string!(self.i18n, fishbone.done.bone_at, name = name, bone = bone).to_string())),
                Some((bone, rank)) => {
                    self.say(untrack(|| {
                        t_string!(self.i18n, fishbone.done.person_at, name = name, bone = bone, rank = rank).to_string()
                    }));
                }
                None => {}
            }
        }
        done
    }

    /// The side of a bone; `None` alternates.
    pub fn set_side(&self, department: DepartmentId, side: Option<Side>) -> bool {
        let Some(id) = self.id() else { return false };
        self.draw("fishbone.gesture.side", vec![FishboneChange::SetSide { id, department, side }])
    }

    /// Core voice, influencing voice, or neither.
    pub fn set_mark(&self, person: PersonId, mark: Option<Mark>) -> bool {
        let Some(id) = self.id() else { return false };
        self.draw("fishbone.gesture.mark", vec![FishboneChange::SetMark { id, person, mark }])
    }

    /// The next mark of the chosen people: none, A, B.
    pub fn step_mark(&self) {
        let Some(id) = self.id() else { return };
        let people: Vec<PersonId> = self.chosen_now().into_iter().filter_map(person_of).collect();
        let first = people.first().and_then(|person| self.with_fishbone(|all| all.people.get(person)?.mark));
        let mark = match first {
            None => Some(Mark::A),
            Some(Mark::A) => Some(Mark::B),
            Some(Mark::B) => None,
        };
        let changes = people.into_iter().map(|person| FishboneChange::SetMark { id, person, mark }).collect();
        self.draw("fishbone.gesture.mark", changes);
    }

    /// States how a relation stands, against the assessments.
    pub fn state_relation(&self, person: PersonId, state: RelationState, reason: &str) -> bool {
        let Some(id) = self.id() else { return false };
        let reason = text::clean(reason, true);
        self.draw("fishbone.gesture.relation", vec![FishboneChange::StateRelation { id, person, state, reason }])
    }

    /// Leaves the relation to the assessments again.
    pub fn unstate_relation(&self, person: PersonId) -> bool {
        let Some(id) = self.id() else { return false };
        self.draw("fishbone.gesture.relation", vec![FishboneChange::UnstateRelation { id, person }])
    }

    /// Goal, second line, meaning of a mark.
    pub fn edit(&self, change: FishboneChange) -> bool {
        self.draw("fishbone.gesture.edit", vec![change])
    }

    /// A fact of a customer record.
    pub fn edit_record(&self, change: Change) -> bool {
        self.act("fishbone.gesture.edit_record", vec![change], vec![])
    }

    /// Takes the chosen bones and people off, and says what goes with them.
    pub fn remove_chosen(&self) {
        self.remove(&self.chosen_now());
    }

    /// Takes bones and people off, and says what goes with them; what else is selected stays so.
    pub fn remove(&self, items: &[EntityKey]) {
        let Some(id) = self.id() else { return };
        let bones: Vec<DepartmentId> = items.iter().copied().filter_map(bone_of).collect();
        // Who stands on a bone that goes, goes with it, and comes back with it.
        let on_them = |person: &PersonId| {
            self.with_fishbone(|all| all.people.get(person).is_some_and(|on| bones.contains(&on.bone)))
        };
        let people: Vec<PersonId> =
            items.iter().copied().filter_map(person_of).filter(|person| !on_them(person)).collect();
        if bones.is_empty() && people.is_empty() {
            return;
        }
        let along = self.with_settled(|layout| {
            layout
                .bones
                .iter()
                .filter(|bone| bones.contains(&bone.department))
                .map(|bone| bone.people.len())
                .sum::<usize>()
        });
        let all = self.items();
        let (going, left): (Vec<EntityKey>, Vec<EntityKey>) = all.into_iter().partition(|item| {
            person_of(*item).is_some_and(|person| people.contains(&person) || on_them(&person))
                || bone_of(*item).is_some_and(|bone| bones.contains(&bone))
        });
        let next = left.first().copied();
        let name = items.first().map(|item| Diagram::called(self, *item)).unwrap_or_default();
        let (count, along) = (bones.len() + people.len(), along.unwrap_or_default());
        let mut changes: Vec<FishboneChange> =
            bones.into_iter().map(|department| FishboneChange::RemoveBone { id, department }).collect();
        if !people.is_empty() {
            changes.push(FishboneChange::RemovePeople { id, people });
        }
        if self.draw("fishbone.gesture.remove", changes) {
            self.unselect(|item| going.contains(item));
            self.focus.set(next);
            if let Some(next) = next {
                self.focus_item(next);
            }
            let said = untrack(|| match (count, along) {
                (1, 0) => t_string!(self.i18n, fishbone.done.removed, name = name).to_string(),
                (1, _) => t_string!(self.i18n, fishbone.done.removed_with, name = name, count = along).to_string(),
                _ => t_string!(self.i18n, fishbone.done.removed_many, count = count, people = along).to_string(),
            });
            self.tell(said, true);
        }
    }

    /// Brings a person back to the bone he stood on.
    pub fn restore_person(&self, person: PersonId) {
        let Some(id) = self.id() else { return };
        if self.draw("fishbone.gesture.restore_item", vec![FishboneChange::RestorePeople { id, people: vec![person] }])
        {
            self.arrived(EntityKey::BonePerson(id, person));
        }
    }
}
