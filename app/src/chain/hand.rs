//! What hands and keys do on the chain: its side of the canvas. Position is order: a step slides along the row and takes the
//! place it is let go at, a person goes to the step whose column it is dropped in.

use super::{
    parts::Part,
    state::{Screen, parts_of, steps_of},
};
use crate::{
    account::order::person_is_found,
    canvas::{Canvas, Click, Command, Diagram, Direction},
    i18n::t_string,
    shell::is_found,
};
use diagram::{
    Group, Guides, Point, Rect,
    chain::{Column, Layout, PERSON_WIDTH, PITCH, STEP_WIDTH},
};
use leptos::prelude::*;
use model::{EntityKey, StepId, rank::Place};

impl Diagram for Screen {
    fn items(&self) -> Vec<EntityKey> {
        self.layout.with_untracked(|layout| layout.columns.iter().flat_map(items_of).collect())
    }

    fn bounds(&self, item: EntityKey) -> Option<Rect> {
        self.rect_now(item)
    }

    fn group(&self, item: EntityKey) -> Option<Group> {
        self.room.track_all();
        self.layout.with(|layout| {
            self.with_scene(|scene| match item {
                EntityKey::Step(id) => diagram::chain::step(scene, layout, id),
                EntityKey::StepPerson(id, person) => diagram::chain::person(scene, layout, id, person),
                _ => None,
            })
        })
    }

    fn called(&self, item: EntityKey) -> String {
        match item {
            EntityKey::Step(id) => self.step_name(id),
            EntityKey::StepPerson(_, person) => self.person_name(person),
            _ => String::new(),
        }
    }

    fn commands(&self) -> Vec<Command> {
        super::commands::commands(*self)
    }

    fn whole(&self) -> Option<Rect> {
        self.layout.with_untracked(Layout::bounds)
    }

    /// Steps by their names in both languages; people by post and name; all by pinyin in full or its initials.
    fn find(&self, words: &str) -> Vec<EntityKey> {
        let found = |item: &EntityKey| match item {
            EntityKey::StepPerson(_, person) => self.room.with(|room| {
                let record = room.account().and_then(|(_, account)| account.people.get(person));
                record.is_some_and(|record| person_is_found(record, words))
            }),
            EntityKey::Step(id) => self.step_names(*id).iter().any(|name| is_found(name, words)),
            _ => false,
        };
        self.items().into_iter().filter(found).collect()
    }

    fn open_view(&self, canvas: Canvas) {
        self.open_at_start();
        canvas.focus.set(self.items().first().copied());
    }

    fn click(&self, canvas: Canvas, click: Click) {
        let step = click.hit.item.and_then(|item| if let EntityKey::Step(id) = item { Some(id) } else { None });
        match step.filter(|_| self.may_edit.get_untracked()) {
            Some(step) if click.hit.is("plus-before") => self.start_adding_at(Place::Before(step)),
            Some(step) if click.hit.is("plus-behind") => self.start_adding_at(self.place_behind(step)),
            _ => canvas.clicked(&click),
        }
    }

    /// A double click on the paper adds a step: before the one whose column it is in.
    fn double_click(&self, at: Point) {
        let on_item = !self.inside(Rect::new(at.x, at.y, 0.1, 0.1)).is_empty();
        if self.may_edit.get_untracked() && !on_item {
            let next = self.layout.with_untracked(|layout| layout.step_at(at.moved(PITCH / 2.0, 0.0)));
            self.start_adding_at(next.map_or(Place::Last, Place::Before));
        }
    }

    /// A step takes its people along, and whatever is selected goes with what is of its kind.
    fn begin(&self, item: EntityKey) -> Vec<(EntityKey, Point)> {
        let together = self.together(item);
        self.layout.with_untracked(|layout| together.into_iter().flat_map(|item| held_of(layout, item)).collect())
    }

    fn drag(&self, items: &[(EntityKey, Point)], dx: f64, dy: f64) -> Guides {
        match items.first() {
            Some((EntityKey::Step(_), at)) => {
                let slot = self.layout.with_untracked(|layout| layout.slot(at.x + dx));
                if self.moved.with_untracked(|now| now.as_ref().map(|(_, slot)| *slot)) != Some(slot) {
                    self.moved.set(Some((steps_of(items.iter().map(|(item, _)| *item)), slot)));
                }
                Guides { dx: 0.0, dy: -dy, lines: Vec::new() }
            }
            Some((_, at)) => {
                let middle = at.moved(dx + PERSON_WIDTH / 2.0, 0.0);
                let target = self.layout.with_untracked(|layout| layout.step_at(middle));
                if self.target.get_untracked() != target {
                    self.target.set(target);
                }
                Guides::default()
            }
            None => Guides::default(),
        }
    }

    fn dropped(&self, to: &[(EntityKey, Point)]) {
        let items = || to.iter().map(|(item, _)| *item);
        match to.first() {
            Some((EntityKey::Step(_), at)) => {
                let slot = self.layout.with_untracked(|layout| layout.slot(at.x));
                self.move_steps(&steps_of(items()), slot);
            }
            Some((EntityKey::StepPerson(..), _)) => {
                if let Some(target) = self.target.get_untracked() {
                    self.move_parts(&to_step(items(), target));
                }
            }
            _ => {}
        }
        self.moved.set(None);
        self.target.set(None);
    }

    /// A step goes to the place whose middle is nearest, a person to the step of that column.
    fn put(&self, item: EntityKey, at: Point) {
        match item {
            EntityKey::Step(_) => {
                let slot = self.layout.with_untracked(|layout| layout.slot(at.x - STEP_WIDTH / 2.0));
                self.move_steps(&steps_of(self.together(item)), slot);
                self.reveal(item);
            }
            EntityKey::StepPerson(..) => match self.layout.with_untracked(|layout| layout.step_at(at)) {
                Some(to) => self.move_parts(&to_step(self.together(item), to)),
                None => self.refuse(untrack(|| t_string!(self.i18n, chain.say.no_step).to_owned())),
            },
            _ => {}
        }
    }

    fn walk(&self, from: EntityKey, direction: Direction) -> Option<EntityKey> {
        self.layout.with_untracked(|layout| {
            let (EntityKey::Step(id) | EntityKey::StepPerson(id, _)) = from else { return None };
            let slot = layout.columns.iter().position(|column| column.step == id)?;
            let row = items_of(layout.columns.get(slot)?).position(|item| item == from)?;
            let (right, down) = direction.step();
            let slot = slot.checked_add_signed(isize::try_from(right).ok()?)?;
            let column: Vec<EntityKey> = items_of(layout.columns.get(slot)?).collect();
            match row.checked_add_signed(isize::try_from(down).ok()?) {
                // Sideways from somebody low down: the last one there is.
                Some(row) if direction.sideways() => column.get(row.min(column.len().saturating_sub(1))).copied(),
                row => column.get(row?).copied(),
            }
        })
    }

    /// Sideways the arrows put the chosen steps, or people, one place further; with Shift steps to the end.
    fn nudge(&self, direction: Direction, far: bool) -> bool {
        let Some(lead) = self.lead().filter(|_| direction.sideways()) else { return false };
        let (together, forwards) = (self.together(lead), direction == Direction::Left);
        match lead {
            EntityKey::Step(_) => {
                self.shift_steps(&steps_of(together), forwards, far);
                self.reveal(lead);
                self.focus_item(lead);
                true
            }
            EntityKey::StepPerson(..) => {
                self.shift_parts(&parts_of(together), forwards);
                true
            }
            _ => false,
        }
    }

    fn escape(&self) -> bool {
        let any = self.busy() || self.carried.get_untracked().is_some();
        self.adding.set(None);
        self.carried.set(None);
        self.target.set(None);
        any
    }

    fn busy(&self) -> bool {
        self.adding.get_untracked().is_some()
    }
}

/// A step and its people, from above.
fn items_of(column: &Column) -> impl Iterator<Item = EntityKey> + '_ {
    let people = column.people.iter().map(|(person, _)| EntityKey::StepPerson(column.step, *person));
    std::iter::once(EntityKey::Step(column.step)).chain(people)
}

/// What is in the hand with one item, and where it stands.
fn held_of(layout: &Layout, item: EntityKey) -> Vec<(EntityKey, Point)> {
    match item {
        EntityKey::Step(id) => layout.column(id).map_or_else(Vec::new, |column| {
            let people = column.people.iter().map(|(person, at)| (EntityKey::StepPerson(id, *person), *at));
            std::iter::once((item, column.at)).chain(people).collect()
        }),
        EntityKey::StepPerson(id, person) => layout.place(id, person).map_or_else(Vec::new, |at| vec![(item, at)]),
        _ => Vec::new(),
    }
}

/// These people, each to one step.
fn to_step(items: impl IntoIterator<Item = EntityKey>, to: StepId) -> Vec<(Part, StepId)> {
    parts_of(items).into_iter().map(|part| (part, to)).collect()
}
