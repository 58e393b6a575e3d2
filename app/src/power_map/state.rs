//! What the screen of one map knows besides what every canvas knows.

use super::{
    cast::{Cast, cast},
    places::Places,
    words::words,
};
use crate::{calm::calm, canvas::Canvas, filter::Who, i18n::Locale, replica::RoomHandle};
use diagram::{
    Group, Point, Rect, Shape,
    power_map::{Detail, Scene, Words, card_rect, place_of},
};
use leptos::prelude::*;
use leptos_i18n::I18nContext;
use model::{
    Action, EntityKey, LineId, PersonId,
    power_map::{PowerMap, Vendor},
};
use std::ops::Deref;

/// A line being drawn: where it starts, where the pointer is, and where it ended, once the other end is chosen.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Linking {
    /// Where it starts.
    pub from: PersonId,
    /// Where the pointer is, in diagram units.
    pub pointer: Option<Point>,
    /// The other end; the reader is now asked what the line says.
    pub to: Option<PersonId>,
}

/// How somebody new stands to one who is on the map.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kin {
    /// That one, and only that one, will report to him; he to whom that one reported.
    Superior,
    /// He reports to that one.
    Subordinate,
    /// He reports to the same superior.
    Peer,
}

/// Somebody new being entered.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Adding {
    /// Where the card is to stand.
    pub at: Point,
    /// How he stands to somebody, if that is said already.
    pub kin: Option<(Kin, PersonId)>,
}

/// The state of one map screen: a canvas, and what only the map has. Copied freely: all fields are handles.
#[derive(Clone, Copy)]
pub struct Screen {
    /// The canvas.
    canvas: Canvas,
    /// Whether competitors' circles are shown.
    pub rivals: RwSignal<bool>,
    /// Whose strength is being assessed.
    pub assessing: RwSignal<Option<(PersonId, Vendor)>>,
    /// A click on the circle of the open popover: one step up.
    pub step: RwSignal<u32>,
    /// Who is being entered.
    pub adding: RwSignal<Option<Adding>>,
    /// A line being drawn.
    pub linking: RwSignal<Option<Linking>>,
    /// The words of the language.
    pub words: Memo<Words>,
    /// How much can be read at the present scale.
    pub detail: Memo<Detail>,
    /// The same for the cards, of which there are many: the scale changes with every frame of a zoom, and this does not.
    detail_of_cards: ReadSignal<Detail>,
    /// Team and rivals.
    pub cast: ReadSignal<Cast>,
    /// Whom to look for.
    pub who: RwSignal<Who>,
    /// The dialog that imports people is open.
    pub importing: RwSignal<bool>,
    /// The list of people of other deals is open.
    pub suggesting: RwSignal<bool>,
    /// The card over which another is held: letting go asks what the two have to do with each other.
    pub onto: RwSignal<Option<PersonId>>,
    /// Where everything is.
    pub(super) places: StoredValue<Places, LocalStorage>,
    /// What is dragged lines up with these.
    pub(super) others: StoredValue<Vec<Rect>>,
}

impl Deref for Screen {
    type Target = Canvas;

    fn deref(&self) -> &Canvas {
        &self.canvas
    }
}

impl Screen {
    /// The state of a newly opened map.
    pub fn new(room: RoomHandle, i18n: I18nContext<Locale>) -> Self {
        let canvas = Canvas::new(room, i18n, Action::EditMap);
        let detail = canvas.detail();
        let screen = Self {
            canvas,
            rivals: RwSignal::new(true),
            assessing: RwSignal::new(None),
            step: RwSignal::new(0),
            adding: RwSignal::new(None),
            linking: RwSignal::new(None),
            importing: RwSignal::new(false),
            suggesting: RwSignal::new(false),
            words: Memo::new(move |_| words(i18n.get_locale())),
            detail,
            detail_of_cards: calm(detail),
            cast: calm(Memo::new(move |_| {
                room.track_all();
                cast(&room)
            })),
            who: RwSignal::new(Who::default()),
            onto: RwSignal::new(None),
            places: StoredValue::new_local(Places::default()),
            others: StoredValue::new(Vec::new()),
        };
        canvas.show(screen);
        Effect::new(move |_| canvas.sheet.set(screen.assessing.get().is_some()));
        screen.keep_filter();
        Effect::new(move |_| {
            if canvas.live.kind.get().is_none() && screen.onto.get_untracked().is_some() {
                screen.onto.set(None);
            }
        });
        screen
    }

    /// The canvas.
    pub fn canvas(&self) -> Canvas {
        self.canvas
    }

    /// Reads the map, not tracked. An absent deal reads as an empty map.
    pub fn with_map<R>(&self, read: impl FnOnce(&PowerMap) -> R) -> R {
        self.room.with(|room| match room.deal() {
            Some((_, deal)) => read(&deal.power_map),
            None => read(&PowerMap::default()),
        })
    }

    /// Reads a scene, not tracked but for language, rivals and detail.
    pub fn with_scene<R>(&self, read: impl FnOnce(&Scene<'_>) -> R) -> R {
        self.with_scene_at(self.detail_of_cards.get(), read)
    }

    /// The same for what does not depend on the scale.
    pub fn with_scene_at<R>(&self, detail: Detail, read: impl FnOnce(&Scene<'_>) -> R) -> R {
        let (rivals, locale) = (self.rivals.get(), self.locale());
        self.words.with(|words| {
            self.room.with(|room| read(&Scene { room, words, locale, today: self.today(), rivals, detail }))
        })
    }

    /// Post and name of a person, not tracked.
    pub fn called(&self, person: PersonId) -> String {
        untrack(|| self.with_scene_at(Detail::Full, |scene| scene.called(person)))
    }

    /// The group of a card, tracked by what it shows.
    pub fn card(&self, person: PersonId) -> Option<Group> {
        self.room.track(EntityKey::Node(person));
        self.room.track(EntityKey::Person(person));
        self.cast.track();
        self.with_scene(|scene| diagram::power_map::node(scene, person))
    }

    /// Whether one of the ends of a line is lifted, which its line follows; tracked.
    pub fn is_line_lifted(&self, id: LineId) -> bool {
        self.room.track(EntityKey::Line(id));
        let ends = self.with_map(|map| map.lines.get(&id).map(|line| [line.from, line.to]));
        ends.into_iter().flatten().any(|end| self.is_lifted(EntityKey::Node(end)))
    }

    /// The shapes of a line, tracked by what moves it: none once it is gone. What is lifted is not followed.
    pub fn line_shapes(&self, id: LineId) -> Vec<Shape> {
        self.room.track(EntityKey::Line(id));
        let line = self.with_map(|map| map.lines.get(&id).map(|line| (line.kind, line.from, line.to, line.archived)));
        let Some((kind, from, to, None)) = line else { return Vec::new() };
        let card = |end: PersonId| {
            self.room.track(EntityKey::Node(end));
            let stands = || self.with_map(|map| place_of(map, end));
            let at = if self.is_lifted(EntityKey::Node(end)) { stands() } else { self.place(end) };
            at.map(card_rect)
        };
        match (card(from), card(to)) {
            (Some(from), Some(to)) => diagram::power_map::line_shapes(kind, from, to),
            _ => Vec::new(),
        }
    }

    /// A line in words, tracked by what it says.
    pub fn line_label(&self, id: LineId) -> String {
        self.room.track(EntityKey::Line(id));
        let Some(line) = self.with_map(|map| map.lines.get(&id).cloned()) else { return String::new() };
        for end in [line.from, line.to] {
            self.room.track(EntityKey::Person(end));
        }
        self.with_scene_at(Detail::Full, |scene| diagram::power_map::line_label(scene, &line))
    }

    /// Where a card is drawn: where it is held, else where it stands. Tracks the hold only.
    pub fn place(&self, person: PersonId) -> Option<Point> {
        self.held(EntityKey::Node(person)).get().or_else(|| self.with_map(|map| place_of(map, person)))
    }

    /// Where a card is drawn, not tracked.
    pub fn rect_now(&self, person: PersonId) -> Option<Rect> {
        let held = self.held(EntityKey::Node(person)).get_untracked();
        held.or_else(|| self.with_map(|map| place_of(map, person))).map(card_rect)
    }

    /// All live people, in reading order.
    pub fn people_in_order(&self) -> Vec<PersonId> {
        let mut people: Vec<(i32, i32, PersonId)> =
            self.with_map(|map| map.live_nodes().map(|(id, node)| (node.y, node.x, id)).collect());
        model::order::sort_by(&mut people, Ord::cmp);
        people.into_iter().map(|(.., id)| id).collect()
    }

    /// The one selected person, tracked.
    pub fn selected_person(&self) -> Option<PersonId> {
        match self.selected_one() {
            Some(EntityKey::Node(person)) => Some(person),
            _ => None,
        }
    }

    /// The one selected person, not tracked.
    pub fn selected_now(&self) -> Option<PersonId> {
        untrack(|| self.selected_person())
    }

    /// The selected people that are on the map, not tracked; without a selection the focused one.
    pub fn chosen_people(&self) -> Vec<PersonId> {
        people_of(self.chosen_now())
    }

    /// Selects one person and says so.
    pub fn select_person(&self, person: PersonId) {
        self.select(EntityKey::Node(person));
    }

    /// Shows one person: selected, in the panel.
    pub fn show_person(&self, person: PersonId) {
        self.select_person(person);
        self.panel.set(true);
    }
}

/// The people among items.
pub fn people_of(items: impl IntoIterator<Item = EntityKey>) -> Vec<PersonId> {
    let person = |item| if let EntityKey::Node(person) = item { Some(person) } else { None };
    items.into_iter().filter_map(person).collect()
}
