//! What the screen of one map knows besides the room: view, selection, tool, what is open.

use super::{
    cast::{Cast, cast},
    words::words,
};
use crate::{
    i18n::{Locale, model_locale, t_string},
    replica::{self, RoomHandle},
};
use diagram::{
    Group, Point, Rect, View,
    power_map::{Detail, Scene, Words, card_rect, place_of},
};
use leptos::prelude::*;
use leptos_i18n::I18nContext;
use model::{
    AccountId, Action, Change, Day, DealId, EntityKey, LineId, PersonId, StreamId,
    power_map::{PowerMap, Vendor},
};
use std::collections::{BTreeSet, HashMap};

/// What a click on the paper does.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tool {
    /// Selects and drags.
    #[default]
    Select,
    /// Moves the canvas.
    Hand,
    /// Puts a person where it is clicked.
    Add,
    /// Connects the two people clicked.
    Connect,
}

/// What is selected: people, or one line.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Selection {
    /// People.
    pub people: BTreeSet<PersonId>,
    /// A line.
    pub line: Option<LineId>,
}

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

/// A sentence for the reader.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// The sentence.
    pub text: String,
    /// It says that something did not happen.
    pub refused: bool,
    /// It offers to take the gesture back.
    pub undo: bool,
}

/// The state of one map screen. Copied freely: all fields are handles.
#[derive(Clone, Copy)]
pub struct Screen {
    /// The room.
    pub room: RoomHandle,
    /// The language.
    pub i18n: I18nContext<Locale>,
    /// What part of the map is on the screen.
    pub view: RwSignal<View>,
    /// Size of the canvas in pixels.
    pub size: RwSignal<(f64, f64)>,
    /// What is selected.
    pub selection: RwSignal<Selection>,
    /// The card that has, or would get, the keyboard focus.
    pub focus: RwSignal<Option<PersonId>>,
    /// The tool.
    pub tool: RwSignal<Tool>,
    /// Whether competitors' circles are shown.
    pub rivals: RwSignal<bool>,
    /// Whose strength is being assessed.
    pub assessing: RwSignal<Option<(PersonId, Vendor)>>,
    /// A click on the circle of the open popover: one step up.
    pub step: RwSignal<u32>,
    /// Where a new person is being entered.
    pub adding: RwSignal<Option<Point>>,
    /// A line being drawn.
    pub linking: RwSignal<Option<Linking>>,
    /// Whose card goes where the paper is tapped next.
    pub moving: RwSignal<Option<PersonId>>,
    /// The panel is open on a phone.
    pub panel: RwSignal<bool>,
    /// The list instead of the map.
    pub twin: RwSignal<bool>,
    /// The list of keys.
    pub help: RwSignal<bool>,
    /// What the reader should see now.
    pub notice: RwSignal<Option<Notice>>,
    /// What a screen reader should say now.
    pub said: RwSignal<String>,
    /// The reader's day.
    pub today: Day,
    /// The words of the language.
    pub words: Memo<Words>,
    /// How much can be read at the present scale.
    pub detail: Memo<Detail>,
    /// Team and rivals.
    pub cast: Memo<Cast>,
    /// Whether the reader may draw.
    pub may_edit: Memo<bool>,
    /// The others.
    pub company: super::presence::Company,
    /// Cards held somewhere else than where they stand: dragged here or by somebody else.
    held: StoredValue<HashMap<PersonId, ArcRwSignal<Option<Point>>>, LocalStorage>,
}

impl Screen {
    /// The state of a newly opened map.
    pub fn new(room: RoomHandle, i18n: I18nContext<Locale>) -> Self {
        let view = RwSignal::new(View::default());
        Self {
            room,
            i18n,
            view,
            size: RwSignal::new((0.0, 0.0)),
            selection: RwSignal::new(Selection::default()),
            focus: RwSignal::new(None),
            tool: RwSignal::new(Tool::Select),
            rivals: RwSignal::new(true),
            assessing: RwSignal::new(None),
            step: RwSignal::new(0),
            adding: RwSignal::new(None),
            linking: RwSignal::new(None),
            moving: RwSignal::new(None),
            panel: RwSignal::new(false),
            twin: RwSignal::new(false),
            help: RwSignal::new(false),
            notice: RwSignal::new(None),
            said: RwSignal::new(String::new()),
            today: replica::today(),
            words: Memo::new(move |_| words(i18n.get_locale())),
            detail: Memo::new(move |_| Detail::at(view.get().scale)),
            cast: Memo::new(move |_| {
                room.track_all();
                cast(&room)
            }),
            may_edit: Memo::new(move |_| {
                room.track_all();
                room.actor().may(Action::EditMap)
            }),
            company: super::presence::Company::new(),
            held: StoredValue::new_local(HashMap::new()),
        }
    }

    /// The language, tracked.
    pub fn locale(&self) -> model::Locale {
        model_locale(self.i18n.get_locale())
    }

    /// The language, not tracked.
    pub fn locale_now(&self) -> model::Locale {
        model_locale(self.i18n.get_locale_untracked())
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
        let (rivals, detail, locale) = (self.rivals.get(), self.detail.get(), self.locale());
        self.words.with(|words| {
            self.room.with(|room| read(&Scene { room, words, locale, today: self.today, rivals, detail }))
        })
    }

    /// Post and name of a person, not tracked.
    pub fn called(&self, person: PersonId) -> String {
        untrack(|| self.with_scene(|scene| scene.called(person)))
    }

    /// The group of a card, tracked by what it shows.
    pub fn card(&self, person: PersonId) -> Option<Group> {
        self.room.track(EntityKey::Node(person));
        self.room.track(EntityKey::Person(person));
        self.cast.track();
        self.with_scene(|scene| diagram::power_map::node(scene, person))
    }

    /// The group of a line, tracked by what it shows and by both its ends.
    pub fn line(&self, id: LineId) -> Option<Group> {
        self.room.track(EntityKey::Line(id));
        let (from, to) = self.with_map(|map| map.lines.get(&id).map(|line| (line.from, line.to)))?;
        for end in [from, to] {
            self.room.track(EntityKey::Node(end));
            self.room.track(EntityKey::Person(end));
        }
        let places = [(from, self.place(from)), (to, self.place(to))];
        let place = move |person: PersonId| places.iter().find(|(end, _)| *end == person).and_then(|(_, at)| *at);
        let (locale, today) = (self.locale(), self.today);
        self.words.with(|words| {
            self.room.with(|room| {
                let scene = Scene { room, words, locale, today, rivals: false, detail: Detail::Full };
                diagram::power_map::line(&scene, id, &place)
            })
        })
    }

    /// Where a card is held, if it is held.
    pub fn held(&self, person: PersonId) -> ArcRwSignal<Option<Point>> {
        let mut found = None;
        self.held.update_value(|held| found = Some(held.entry(person).or_default().clone()));
        found.unwrap_or_default()
    }

    /// Where a card is drawn: where it is held, else where it stands. Tracks the hold only.
    pub fn place(&self, person: PersonId) -> Option<Point> {
        self.held(person).get().or_else(|| self.with_map(|map| place_of(map, person)))
    }

    /// Where a card is drawn, not tracked.
    pub fn rect_now(&self, person: PersonId) -> Option<Rect> {
        self.held(person).get_untracked().or_else(|| self.with_map(|map| place_of(map, person))).map(card_rect)
    }

    /// All live people, in reading order.
    pub fn people_in_order(&self) -> Vec<PersonId> {
        let mut people: Vec<(i32, i32, PersonId)> =
            self.with_map(|map| map.live_nodes().map(|(id, node)| (node.y, node.x, id)).collect());
        model::order::sort_by(&mut people, Ord::cmp);
        people.into_iter().map(|(.., id)| id).collect()
    }

    /// The one selected person.
    pub fn selected_person(&self) -> Option<PersonId> {
        self.selection.with(|selection| match selection.people.len() {
            1 => selection.people.first().copied(),
            _ => None,
        })
    }

    /// The selected people, not tracked; without a selection the focused one.
    pub fn chosen_now(&self) -> Vec<PersonId> {
        let selected: Vec<PersonId> =
            self.selection.with_untracked(|selection| selection.people.iter().copied().collect());
        let live = |person: &PersonId| self.with_map(|map| map.live_node(*person).is_some());
        if selected.is_empty() {
            self.focus.get_untracked().into_iter().filter(live).collect()
        } else {
            selected.into_iter().filter(live).collect()
        }
    }

    /// Selects one person and says so.
    pub fn select(&self, person: PersonId) {
        self.selection.set(Selection { people: BTreeSet::from([person]), line: None });
        self.focus.set(Some(person));
        let name = self.called(person);
        self.said.set(untrack(|| t_string!(self.i18n, power_map.say.selected, name = name).to_string()));
    }

    /// Selects one line.
    pub fn select_line(&self, line: LineId) {
        self.selection.set(Selection { people: BTreeSet::new(), line: Some(line) });
    }

    /// Selects nothing.
    pub fn select_nothing(&self) {
        if self.selection.with_untracked(|selection| *selection != Selection::default()) {
            self.selection.set(Selection::default());
        }
    }

    /// The streams of the customer and the deal.
    pub fn streams(&self) -> Option<(StreamId, StreamId)> {
        let (account, deal): (AccountId, DealId) = self.room.with(|room| Some((room.account()?.0, room.deal()?.0)))?;
        Some((StreamId::Account(account), StreamId::Deal(deal)))
    }

    /// One gesture on the customer's people, on the map, or on both. Says why, if it is refused.
    pub fn act(&self, name: &'static str, people: Vec<Change>, map: Vec<Change>) -> bool {
        let Some((account, deal)) = self.streams() else { return false };
        let parts: Vec<_> =
            [(account, people), (deal, map)].into_iter().filter(|(_, changes)| !changes.is_empty()).collect();
        if parts.is_empty() {
            return true;
        }
        match self.room.dispatch(name, parts) {
            Ok(()) => true,
            Err(refusal) => {
                self.refuse(refusal.sentence(self.locale_now()));
                false
            }
        }
    }

    /// Shows why something did not happen.
    pub fn refuse(&self, text: String) {
        self.notice.set(Some(Notice { text, refused: true, undo: false }));
    }

    /// Shows what happened.
    pub fn tell(&self, text: String, undo: bool) {
        self.notice.set(Some(Notice { text, refused: false, undo }));
    }
}
