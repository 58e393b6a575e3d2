//! What hands and keys do on a fishbone: its side of the canvas.

use super::{
    form::Form,
    state::{Preview, Screen, bone_of, person_of},
};
use crate::{
    account::order::{department_is_found, person_is_found},
    canvas::{Canvas, Command, Diagram, Direction},
    i18n::t_string,
    shell::is_found,
};
use diagram::{Group, Guides, Point, Rect, View, fishbone::Layout};
use leptos::prelude::*;
use model::EntityKey;

/// Below this scale names can not be read: then the first view shows the head and the bones next to it.
const LEGIBLE: f64 = 0.62;

impl Diagram for Screen {
    fn items(&self) -> Vec<EntityKey> {
        self.with_layout(|layout| {
            let id = layout.id;
            let bones = layout.bones.iter().flat_map(|bone| {
                let people = bone.people.iter().map(move |person| EntityKey::BonePerson(id, *person));
                std::iter::once(EntityKey::Bone(id, bone.department)).chain(people)
            });
            std::iter::once(EntityKey::Fishbone(id)).chain(bones).collect()
        })
        .unwrap_or_default()
    }

    fn bounds(&self, item: EntityKey) -> Option<Rect> {
        let place = self.with_layout(|layout| layout.place(item));
        let (at, rect) = place??;
        let held = self.held(item).get_untracked().unwrap_or(at);
        Some(Rect::new(rect.x + held.x - at.x, rect.y + held.y - at.y, rect.width, rect.height))
    }

    fn group(&self, item: EntityKey) -> Option<Group> {
        super::drawing::group(*self, item)
    }

    fn called(&self, item: EntityKey) -> String {
        match item {
            EntityKey::Fishbone(_) => self.with_fishbone(|fishbone| fishbone.goal.clone()),
            EntityKey::Bone(_, department) => self.department_called(department),
            EntityKey::BonePerson(_, person) => self.person_called(person),
            _ => String::new(),
        }
    }

    /// Behind the glyph of a person, on the upper edge of the others.
    fn mark_at(&self, item: EntityKey, bounds: Rect) -> Point {
        match item {
            EntityKey::BonePerson(..) => Point::new(bounds.right() + 10.0, bounds.centre().y),
            EntityKey::Bone(..) => Point::new(bounds.right() - 6.0, bounds.y),
            _ => Point::new(bounds.x + bounds.width * 0.35, bounds.y + bounds.height * 0.16),
        }
    }

    /// Another fishbone of the deal.
    fn open(&self, item: EntityKey) -> bool {
        let (EntityKey::Fishbone(id) | EntityKey::Bone(id, _) | EntityKey::BonePerson(id, _)) = item else {
            return false;
        };
        let live = self.room.with(|room| room.deal().is_some_and(|(_, deal)| deal.fishbones.live(id).is_some()));
        if live && self.id() != Some(id) {
            self.choose(id);
        }
        live && self.bounds(item).is_some()
    }

    /// Bones by their names in both languages; people by post and name; all by pinyin in full or its initials.
    fn find(&self, words: &str) -> Vec<EntityKey> {
        let found = |item: &EntityKey| {
            self.room.with(|room| {
                let account = room.account().map(|(_, account)| account);
                match item {
                    EntityKey::BonePerson(_, person) => {
                        account.and_then(|all| all.people.get(person)).is_some_and(|one| person_is_found(one, words))
                    }
                    EntityKey::Bone(_, department) => {
                        let department = account.and_then(|all| all.departments.get(department));
                        department.is_some_and(|one| department_is_found(one, words))
                    }
                    item => is_found(&self.called(*item), words),
                }
            })
        };
        self.items().into_iter().filter(found).collect()
    }

    fn commands(&self) -> Vec<Command> {
        super::commands::commands(*self)
    }

    fn whole(&self) -> Option<Rect> {
        self.with_layout(|layout| layout.bounds())
    }

    fn alone(&self, item: EntityKey) -> bool {
        matches!(item, EntityKey::Fishbone(_))
    }

    /// Everything, but not so small that nothing can be read; then the head stands at the right edge.
    fn open_view(&self, canvas: Canvas) {
        canvas.fit();
        canvas.focus.set(self.items().first().copied());
        let (Some(whole), scale) = (self.whole(), canvas.view.get_untracked().scale) else { return };
        if scale < LEGIBLE {
            let frame = canvas.frame();
            let scale = LEGIBLE + 0.08;
            let (x, y) = (frame.right() - whole.right() * scale, frame.centre().y);
            canvas.view.set(View { x, y, scale });
        }
    }

    /// A double click on the paper adds a person to the bone there.
    fn double_click(&self, at: Point) {
        let bone = self.with_settled(|layout| layout.person_slot(at, None)).flatten().map(|slot| slot.bone);
        let selected = self.selection.with_untracked(|now| !now.is_empty());
        if let Some(bone) = bone.filter(|_| self.may_edit.get_untracked() && !selected) {
            self.open(Form::Person(bone));
        }
    }

    /// A bone takes its people along, and whatever is selected goes with what is of its kind.
    fn begin(&self, item: EntityKey) -> Vec<(EntityKey, Point)> {
        let (id, together) = (self.id(), self.together(item));
        self.with_settled(|layout| {
            if id != Some(layout.id) {
                return Vec::new();
            }
            together.into_iter().flat_map(|item| held_of(layout, item)).collect()
        })
        .unwrap_or_default()
    }

    fn drag(&self, items: &[(EntityKey, Point)], dx: f64, dy: f64) -> Guides {
        if let Some((item, at)) = items.first() {
            let held: Vec<EntityKey> = items.iter().map(|(item, _)| *item).collect();
            let changes = self.meant(&held, at.moved(dx, dy));
            let preview = Some(Preview { item: *item, changes });
            if self.preview.with_untracked(|now| *now != preview) {
                self.preview.set(preview);
            }
        }
        Guides::default()
    }

    /// What was shown is what happens.
    fn dropped(&self, _: &[(EntityKey, Point)]) {
        if let Some(Preview { item, changes }) = self.preview.get_untracked() {
            self.move_item(item, changes);
        }
    }

    fn put(&self, item: EntityKey, at: Point) {
        // Taken up on another one, or taken off meanwhile.
        if self.bounds(item).is_none() {
            return;
        }
        let person = person_of(item);
        let bone = || self.with_settled(|layout| layout.person_slot(at, person)).flatten();
        if person.is_some() && bone().is_none() {
            self.refuse(untrack(|| t_string!(self.i18n, fishbone.say.no_bone).to_owned()));
            return;
        }
        let changes = self.meant(&self.together(item), at);
        self.move_item(item, changes);
    }

    fn nudge(&self, direction: Direction, far: bool) -> bool {
        self.lead().is_some_and(|lead| self.step(&self.together(lead), direction, far))
    }

    fn escape(&self) -> bool {
        let any = self.busy();
        self.form.set(None);
        any
    }

    fn busy(&self) -> bool {
        self.form.with_untracked(Option::is_some)
    }
}

/// What is in the hand with one item, and where it stands.
fn held_of(layout: &Layout, item: EntityKey) -> Vec<(EntityKey, Point)> {
    let place = |person| {
        let spot = layout.people.get(&person)?;
        Some((EntityKey::BonePerson(layout.id, person), spot.at))
    };
    if let Some(person) = person_of(item) {
        return place(person).into_iter().collect();
    }
    let Some(bone) = bone_of(item).and_then(|department| layout.bone_spot(department)) else { return Vec::new() };
    std::iter::once((item, bone.root)).chain(bone.people.iter().copied().filter_map(place)).collect()
}
