//! What the screen of one chain knows besides what every canvas knows.

use super::{
    filter::Filter,
    words::{kind_name, words},
};
use crate::{
    canvas::Canvas,
    filter::Who,
    i18n::{Locale, t_string},
    replica::RoomHandle,
};
use diagram::{
    Point, Rect,
    chain::{Layout, PERSON_WIDTH, Scene, Words, person_rect, step_rect},
    power_map::Detail,
};
use leptos::prelude::*;
use leptos_i18n::I18nContext;
use model::{
    Action, Change, EntityKey, PersonId, StepId,
    chain::{Chain, ChainChange, Step, StepKind, StepPlace, StepPosition},
    task::{TaskOrigin, open_from},
};
use std::ops::Deref;

/// Where a new step is being entered.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Adding {
    /// Where in the chain.
    pub place: StepPlace,
    /// Where the form stands, in diagram units.
    pub at: Point,
}

/// The steps in the hand, the one that was taken hold of first, and the place it is held over.
pub type Moved = Option<(Vec<StepId>, usize)>;

/// What letting go would mean: the steps in the hand and their place, or the step a person would go to.
pub type Foreseen = (Moved, Option<StepId>);

/// The state of one chain screen: a canvas, and what only the chain has. Copied freely: all fields are handles.
#[derive(Clone, Copy)]
pub struct Screen {
    canvas: Canvas,
    /// Where a new step is being entered.
    pub adding: RwSignal<Option<Adding>>,
    /// The steps in the hand.
    pub moved: RwSignal<Moved>,
    /// The step to which a person in the hand would go.
    pub target: RwSignal<Option<StepId>>,
    /// The same two of what a colleague has in his hand: his gap opens here too.
    pub theirs: RwSignal<Foreseen>,
    /// Whom to look for.
    pub who: RwSignal<Who>,
    /// At which steps.
    pub besides: RwSignal<Filter>,
    /// A person carried out of the list, and where in the window.
    pub carried: RwSignal<Option<(PersonId, Point)>>,
    /// The words of the chain.
    pub words: Memo<Words>,
    /// The words of the map, which people have.
    pub map_words: Memo<diagram::power_map::Words>,
    /// How much can be read at the present scale.
    pub detail: Memo<Detail>,
    /// Where everything stands, or would stand if the step in the hand were let go.
    pub layout: Memo<Layout>,
}

impl Deref for Screen {
    type Target = Canvas;

    fn deref(&self) -> &Canvas {
        &self.canvas
    }
}

impl Screen {
    /// The state of a newly opened chain.
    pub fn new(room: RoomHandle, i18n: I18nContext<Locale>) -> Self {
        let canvas = Canvas::new(room, i18n, Action::EditMap);
        let moved = RwSignal::new(Moved::None);
        let theirs = RwSignal::new((None, None));
        let screen = Self {
            canvas,
            adding: RwSignal::new(None),
            moved,
            target: RwSignal::new(None),
            theirs,
            who: RwSignal::new(Who::default()),
            besides: RwSignal::new(Filter::default()),
            carried: RwSignal::new(None),
            words: Memo::new(move |_| {
                let mut words = words(i18n.get_locale());
                // A day that is gone is not called today.
                if canvas.today() != crate::replica::today() {
                    words.today = t_string!(i18n, chain.that_day).to_owned();
                }
                words
            }),
            map_words: Memo::new(move |_| crate::words::power_map::words(i18n.get_locale())),
            detail: canvas.detail(),
            layout: Memo::new(move |_| {
                room.track_all();
                let moved = moved.get().or_else(|| theirs.get().0);
                room.with(|room| match moved {
                    Some((steps, slot)) => Layout::with_moved(room, canvas.today(), &steps, slot),
                    None => Layout::of(room, canvas.today()),
                })
            }),
        };
        canvas.show(screen);
        screen.keep_filter();
        Effect::new(move |_| canvas.sheet.set(screen.adding.get().is_some()));
        let others = room.presence();
        Effect::new(move |_| {
            let held = others.with(|others| {
                let gesture = others.iter().map(|other| &other.body.gesture).find(|gesture| !gesture.is_empty())?;
                let steps = steps_of(gesture.iter().map(|held| held.entity));
                Some((*gesture.first()?, steps))
            });
            let now =
                screen.layout.with_untracked(|layout| match held.map(|(held, steps)| (held, held.entity, steps)) {
                    Some((held, EntityKey::Step(_), steps)) => (Some((steps, layout.slot(held.x.into()))), None),
                    Some((held, EntityKey::StepPerson(..), _)) => {
                        let middle = Point::new(f64::from(held.x) + PERSON_WIDTH / 2.0, held.y.into());
                        (None, layout.step_at(middle))
                    }
                    _ => (None, None),
                });
            if theirs.with_untracked(|before| *before != now) {
                theirs.set(now);
            }
        });
        // However a drag ends, nothing stays in the hand.
        Effect::new(move |_| {
            if canvas.live.kind.get() != Some("drag") {
                screen.moved.set(None);
                screen.target.set(None);
            }
        });
        screen
    }

    /// The canvas.
    pub fn canvas(&self) -> Canvas {
        self.canvas
    }

    /// Reads the chain, not tracked. An absent deal reads as an empty chain.
    pub fn with_chain<R>(&self, read: impl FnOnce(&Chain) -> R) -> R {
        self.room.with(|room| match room.deal() {
            Some((_, deal)) => read(&deal.chain),
            None => read(&Chain::default()),
        })
    }

    /// A step that is in the chain, tracked.
    pub fn step(&self, id: StepId) -> Option<Step> {
        self.room.track(EntityKey::Step(id));
        self.with_chain(|chain| chain.live(id).cloned())
    }

    /// Where we stand at a step, tracked.
    pub fn position(&self, id: StepId) -> Option<StepPosition> {
        self.room.track_all();
        self.room.with(|room| {
            let (_, deal) = room.deal()?;
            let rivals: Vec<_> = deal.rivals.iter().copied().collect();
            let step = deal.chain.live(id)?;
            Some(model::chain::position(step, &deal.power_map, &rivals, self.today()))
        })
    }

    /// What the open task of a step says, tracked; one at most is open.
    pub fn open_task(&self, id: StepId) -> Option<String> {
        self.room.track_all();
        self.room.with(|room| {
            let (_, deal) = room.deal()?;
            let task = deal.tasks.get(&open_from(deal, TaskOrigin::Step { step: id })?)?;
            Some(task.text.clone())
        })
    }

    /// Reads a scene, not tracked but for language and detail.
    pub fn with_scene<R>(&self, read: impl FnOnce(&Scene<'_>) -> R) -> R {
        let (detail, locale, today) = (self.detail.get(), self.locale(), self.today());
        self.words.with(|words| {
            self.map_words.with(|map_words| {
                self.room.with(|room| {
                    let map = diagram::power_map::Scene { room, words: map_words, locale, today, rivals: true, detail };
                    read(&Scene { map, words })
                })
            })
        })
    }

    /// What a step is called, not tracked.
    pub fn step_name(&self, id: StepId) -> String {
        untrack(|| self.with_scene(|scene| scene.name(id)))
    }

    /// All a step is called, not tracked: its own name, and the usual ones of its kind in both languages.
    pub fn step_names(&self, id: StepId) -> Vec<String> {
        self.with_chain(|chain| {
            let Some(step) = chain.steps.get(&id) else { return Vec::new() };
            let usual = [Locale::zh_CN, Locale::en].map(|locale| kind_name(locale, step.kind).to_owned());
            usual.into_iter().filter(|_| step.kind != StepKind::Other).chain([step.name.clone()]).collect()
        })
    }

    /// Post and name of a person, not tracked.
    pub fn person_name(&self, person: PersonId) -> String {
        untrack(|| self.with_scene(|scene| scene.map.called(person)))
    }

    /// The steps in their order, whatever is held; not tracked.
    pub fn steps_now(&self) -> Vec<StepId> {
        self.with_chain(|chain| model::chain::ranked(chain).into_iter().map(|(id, _)| id).collect())
    }

    /// Where an item is drawn, not tracked.
    pub fn rect_now(&self, item: EntityKey) -> Option<Rect> {
        let held = self.held(item).get_untracked();
        self.layout.with_untracked(|layout| match item {
            EntityKey::Step(id) => layout.column(id).map(|column| step_rect(held.unwrap_or(column.at))),
            EntityKey::StepPerson(id, person) => layout.place(id, person).map(|at| person_rect(held.unwrap_or(at))),
            _ => None,
        })
    }

    /// The step that is selected or has the focus, or whose person is or has; not tracked.
    pub fn chosen_step(&self) -> Option<StepId> {
        self.chosen_now().into_iter().find_map(|item| match item {
            EntityKey::Step(id) | EntityKey::StepPerson(id, _) => Some(id),
            _ => None,
        })
    }

    /// Shows one item: selected, in sight, in the panel.
    pub fn show_item(&self, item: EntityKey) {
        self.select(item);
        self.panel.set(true);
        self.reveal(item);
    }

    /// One gesture on the chain. Says why, if it is refused.
    pub fn change(&self, name: &'static str, changes: Vec<ChainChange>) -> bool {
        self.act(name, vec![], changes.into_iter().map(Change::Chain).collect())
    }
}

/// The steps among items.
pub fn steps_of(items: impl IntoIterator<Item = EntityKey>) -> Vec<StepId> {
    items.into_iter().filter_map(|item| if let EntityKey::Step(id) = item { Some(id) } else { None }).collect()
}

/// The people of steps among items.
pub fn parts_of(items: impl IntoIterator<Item = EntityKey>) -> Vec<(StepId, PersonId)> {
    let part = |item| if let EntityKey::StepPerson(id, person) = item { Some((id, person)) } else { None };
    items.into_iter().filter_map(part).collect()
}
