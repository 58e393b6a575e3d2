//! What the screen of the fishbones knows besides what every canvas knows.

use super::{filter::Filter, form::Form, words::words};
use crate::{
    canvas::{Canvas, Diagram, Wanted},
    filter::Who,
    i18n::{Locale, model_locale},
    replica::RoomHandle,
};
use diagram::{
    Point,
    fishbone::{Layout, Words, layout},
};
use leptos::prelude::*;
use leptos_i18n::I18nContext;
use model::{
    Action, Change, DepartmentId, EntityKey, FishboneId, PersonId,
    fishbone::{Fishbone, FishboneChange},
};
use std::{ops::Deref, sync::Arc};

/// A fishbone as it is drawn, with the words it was drawn with.
#[derive(Clone, Debug, PartialEq)]
pub struct Drawn {
    /// Where everything stands.
    pub layout: Layout,
    /// The words.
    pub words: Words,
}

/// What a hand holds, and what letting it go here would change.
#[derive(Clone, Debug, PartialEq)]
pub struct Preview {
    /// What is held.
    pub item: EntityKey,
    /// What the drop will do.
    pub changes: Vec<FishboneChange>,
}

impl Preview {
    /// All that would go somewhere, what is held first.
    pub fn items(&self) -> Vec<EntityKey> {
        let moved = self.changes.iter().filter_map(|change| match change {
            FishboneChange::MovePerson { id, person, .. } => Some(EntityKey::BonePerson(*id, *person)),
            FishboneChange::MoveBone { id, department, .. } => Some(EntityKey::Bone(*id, *department)),
            _ => None,
        });
        std::iter::once(self.item).chain(moved.filter(|item| *item != self.item)).collect()
    }
}

/// The state of the screen: a canvas, and what only the fishbones have. Copied freely: all fields are handles.
#[derive(Clone, Copy)]
pub struct Screen {
    canvas: Canvas,
    /// The fishbone the reader chose.
    pub chosen: RwSignal<Option<FishboneId>>,
    /// What shows a person on another screen of the room.
    wanted: Option<Wanted>,
    /// What is being dragged, and where it would go.
    pub preview: RwSignal<Option<Preview>>,
    /// What a colleague drags, and where it would go: his gap opens here too.
    pub theirs: RwSignal<Option<Preview>>,
    /// The form that is open.
    pub form: RwSignal<Option<Form>>,
    /// Whom to look for.
    pub who: RwSignal<Who>,
    /// What else to look for.
    pub besides: RwSignal<Filter>,
    /// The fishbone as it is: what a place is read from, also while something is held.
    pub settled: Memo<Option<Arc<Drawn>>>,
    /// The fishbone as it is shown: with the gap where the held thing would go. A view reads this and not `settled` too: an effect that
    /// reads a memo both directly and through another one misses changes (reactive_graph 0.2.16).
    pub drawn: Memo<Option<Arc<Drawn>>>,
}

impl Deref for Screen {
    type Target = Canvas;

    fn deref(&self) -> &Canvas {
        &self.canvas
    }
}

impl Screen {
    /// The state of a newly opened screen.
    pub fn new(room: RoomHandle, i18n: I18nContext<Locale>) -> Self {
        let canvas = Canvas::new(room, i18n, Action::EditMap);
        let wanted: Option<Wanted> = use_context();
        let chosen = RwSignal::new(
            wanted
                .and_then(Wanted::item)
                .and_then(fishbone_of)
                .or_else(|| crate::route::parameter(crate::route::FISHBONE)?.parse().ok()),
        );
        let preview = RwSignal::new(None::<Preview>);
        let theirs = RwSignal::new(None::<Preview>);
        let draw = move |id: FishboneId, changes: &[FishboneChange]| {
            let locale = i18n.get_locale();
            let (words, today) = (words(locale), canvas.today());
            room.with(|room| {
                let now = room.deal()?.1.fishbones.live(id)?;
                // A bone that a colleague took off meanwhile takes nobody: the held thing stays in the hand.
                let then = now.foreseen(id, changes);
                let gone = changes.iter().any(|change| match change {
                    FishboneChange::MovePerson { person, .. } => then.live_person(*person).is_none(),
                    FishboneChange::MoveBone { department, .. } => then.live_bone(*department).is_none(),
                    _ => false,
                });
                let layout = layout(room, &words, (model_locale(locale), today), id, if gone { now } else { &then });
                Some(Arc::new(Drawn { layout, words }))
            })
        };
        // Who is not on the fishbone, lines and talk have no place on it.
        let stirred = room.stirred(move |key| match key {
            EntityKey::Node(person) | EntityKey::Person(person) => room.with(|room| {
                let on = |fishbone: &Fishbone| fishbone.people.contains_key(person);
                room.deal().is_some_and(|(_, deal)| deal.fishbones.all.iter().any(|(_, fishbone)| on(fishbone)))
            }),
            EntityKey::Line(_) | EntityKey::Comment(_) | EntityKey::Step(_) | EntityKey::StepPerson(..) => false,
            _ => true,
        });
        let settled = Memo::new(move |_| {
            stirred.get();
            draw(current(&room, chosen.get())?, &[])
        });
        let drawn = Memo::new(move |_| {
            let held = |preview: RwSignal<Option<Preview>>| preview.get().filter(|now| !now.changes.is_empty());
            let Some(preview) = held(preview).or_else(|| held(theirs)) else { return settled.get() };
            stirred.get();
            draw(current(&room, chosen.get())?, &preview.changes)
        });
        let screen = Self {
            canvas,
            chosen,
            wanted,
            preview,
            theirs,
            form: RwSignal::new(None),
            who: RwSignal::new(Who::default()),
            besides: RwSignal::new(Filter::default()),
            settled,
            drawn,
        };
        canvas.show(screen);
        screen.keep_filter();
        Effect::new(move |_| canvas.sheet.set(screen.form.with(Option::is_some)));
        let others = room.presence();
        Effect::new(move |_| {
            let held = others.with(|others| {
                let gesture = others.iter().map(|other| &other.body.gesture).find(|gesture| !gesture.is_empty())?;
                Some((*gesture.first()?, gesture.iter().map(|held| held.entity).collect::<Vec<_>>()))
            });
            let here = |item| fishbone_of(item).is_some_and(|id| screen.id() == Some(id));
            let now = held.filter(|(held, _)| here(held.entity)).map(|(held, items)| {
                let changes = screen.meant(&items, Point::new(held.x.into(), held.y.into()));
                Preview { item: held.entity, changes }
            });
            if theirs.with_untracked(|before| *before != now) {
                theirs.set(now);
            }
        });
        // The address and what the others are told name the one that is shown.
        let shown = Memo::new(move |_| screen.id_now());
        Effect::new(move |_| {
            if let Some(id) = shown.get() {
                crate::route::note_parameter(crate::route::FISHBONE, &id.to_string());
                canvas.drawing.set(format!("fishbone:{id}"));
            }
        });
        // A drag that was given up leaves no gap behind.
        Effect::new(move |_| {
            if canvas.live.kind.get().is_none() && preview.with_untracked(Option::is_some) {
                preview.set(None);
            }
        });
        screen
    }

    /// The canvas.
    pub fn canvas(&self) -> Canvas {
        self.canvas
    }

    /// The fishbone on the screen, not tracked.
    pub fn id(&self) -> Option<FishboneId> {
        current(&self.room, self.chosen.get_untracked())
    }

    /// The fishbone on the screen, tracked.
    pub fn id_now(&self) -> Option<FishboneId> {
        self.room.track_all();
        current(&self.room, self.chosen.get())
    }

    /// Shows another fishbone.
    pub fn choose(&self, id: FishboneId) {
        self.expect_nothing();
        self.select_nothing();
        self.panel.set(false);
        self.chosen.set(Some(id));
        if self.size.get_untracked().0 > 0.0 {
            self.open_view(self.canvas);
        }
    }

    /// Reads the fishbone on the screen, not tracked. An absent one reads as an empty one.
    pub fn with_fishbone<R>(&self, read: impl FnOnce(&Fishbone) -> R) -> R {
        let id = self.id();
        self.room.with(|room| {
            let deal = room.deal().map(|(_, deal)| deal);
            match id.and_then(|id| deal?.fishbones.live(id)) {
                Some(fishbone) => read(fishbone),
                None => read(&Fishbone::default()),
            }
        })
    }

    /// The layout as it is shown, not tracked.
    pub fn with_layout<R>(&self, read: impl FnOnce(&Layout) -> R) -> Option<R> {
        self.drawn.with_untracked(|drawn| drawn.as_ref().map(|drawn| read(&drawn.layout)))
    }

    /// The layout as it is, whatever is held; not tracked.
    pub fn with_settled<R>(&self, read: impl FnOnce(&Layout) -> R) -> Option<R> {
        self.settled.with_untracked(|drawn| drawn.as_ref().map(|drawn| read(&drawn.layout)))
    }

    /// Post and name of a person, not tracked.
    pub fn who(&self, person: PersonId) -> (String, Option<String>) {
        let locale = self.locale_now();
        self.room.with(|room| {
            let record = room.account().and_then(|(_, account)| account.people.get(&person));
            record.map_or_else(Default::default, |record| (record.post(locale).to_owned(), record.name.clone()))
        })
    }

    /// Post and name in one text, not tracked.
    pub fn person_called(&self, person: PersonId) -> String {
        let locale = self.locale_now();
        self.room.with(|room| {
            let record = room.account().and_then(|(_, account)| account.people.get(&person));
            record.map_or_else(String::new, |record| record.called(locale))
        })
    }

    /// Asks the map to show a person: the link beside leads there.
    pub fn look_for(&self, person: PersonId) {
        if let Some(wanted) = self.wanted {
            wanted.ask(EntityKey::Node(person));
        }
    }

    /// The name of a department, not tracked.
    pub fn department_called(&self, id: DepartmentId) -> String {
        let locale = self.locale_now();
        self.room.with(|room| {
            let department = room.account().and_then(|(_, account)| account.departments.get(&id));
            department.map_or_else(String::new, |department| {
                crate::format::named(&department.name, &department.name_en, locale).to_owned()
            })
        })
    }

    /// One gesture on the fishbone.
    pub fn draw(&self, name: &'static str, changes: Vec<FishboneChange>) -> bool {
        self.act(name, vec![], changes.into_iter().map(Change::Fishbone).collect())
    }

    /// Opens a form.
    pub fn open(&self, form: Form) {
        self.expect_nothing();
        self.panel.set(false);
        self.form.set(Some(form));
    }
}

/// The fishbone to show: the one chosen, else the newest that was not put away.
fn current(room: &RoomHandle, chosen: Option<FishboneId>) -> Option<FishboneId> {
    room.with(|room| {
        let fishbones = &room.deal()?.1.fishbones;
        let chosen = chosen.filter(|id| fishbones.live(*id).is_some());
        chosen.or_else(|| fishbones.newest())
    })
}

/// The fishbone an item belongs to.
pub const fn fishbone_of(item: EntityKey) -> Option<FishboneId> {
    match item {
        EntityKey::Fishbone(id) | EntityKey::Bone(id, _) | EntityKey::BonePerson(id, _) => Some(id),
        _ => None,
    }
}

/// The bone among items.
pub fn bone_of(item: EntityKey) -> Option<DepartmentId> {
    if let EntityKey::Bone(_, department) = item { Some(department) } else { None }
}

/// The person among items.
pub fn person_of(item: EntityKey) -> Option<PersonId> {
    if let EntityKey::BonePerson(_, person) = item { Some(person) } else { None }
}
