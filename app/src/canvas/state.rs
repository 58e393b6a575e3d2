//! What the canvas knows besides the room: view, selection, tool, what is open.

use super::{Company, Diagram, Follow, Selection, Wanted, diagram::Blank, focus_element, overlay::Live, taps::Tap};
use crate::{
    calm::calm,
    i18n::{Locale, model_locale},
    replica::{self, RoomHandle},
    route::Way,
    talk::Talk,
};
use diagram::{Point, View};
use leptos::prelude::*;
use leptos_i18n::I18nContext;
use model::{Action, Change, Day, EntityKey, Refusal, StreamId};
use std::{
    collections::{HashMap, HashSet},
    rc::Rc,
};

/// What a press does.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tool {
    /// Selects and drags.
    #[default]
    Select,
    /// Moves the canvas.
    Hand,
    /// Puts something new where it is clicked. For diagrams that have it.
    Add,
    /// Connects the two items clicked. For diagrams that have it.
    Connect,
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

/// The state of one canvas. Copied freely: all fields are handles.
#[derive(Clone, Copy)]
pub struct Canvas {
    /// The room.
    pub room: RoomHandle,
    /// The language.
    pub i18n: I18nContext<Locale>,
    /// What part of the diagram is on the screen.
    pub view: RwSignal<View>,
    /// The view is on its way.
    pub(super) moving: RwSignal<bool>,
    /// It is on its way nearer or away, step by step.
    pub zooming: RwSignal<bool>,
    /// Size of the canvas in pixels.
    pub size: RwSignal<(f64, f64)>,
    /// What is selected.
    pub selection: RwSignal<Selection>,
    /// The item that has, or would get, the keyboard focus.
    pub focus: RwSignal<Option<EntityKey>>,
    /// The tool.
    pub tool: RwSignal<Tool>,
    /// The panel is open on a phone.
    pub panel: RwSignal<bool>,
    /// Something of the diagram's own covers the lower part of a phone.
    pub sheet: RwSignal<bool>,
    /// The list instead of the drawing.
    pub twin: RwSignal<bool>,
    /// The list of keys.
    pub help: RwSignal<bool>,
    /// The command palette.
    pub palette: RwSignal<bool>,
    /// The search.
    pub searching: RwSignal<bool>,
    /// What a jump has just led to.
    pub pulsing: RwSignal<Option<EntityKey>>,
    /// What stands out while a filter is on; everything else is pale. Set by the diagram.
    pub lit: RwSignal<Option<HashSet<EntityKey>>>,
    /// What the filter was asked for and found; `None` while it is asked for nothing.
    pub found: RwSignal<Option<Vec<EntityKey>>>,
    /// The form of the filter is open.
    pub filtering: RwSignal<bool>,
    /// Whether the minimap is wanted.
    pub minimap: RwSignal<bool>,
    /// Whether a tap adds to the selection, as with Shift: for who has no keyboard.
    pub(super) collecting: RwSignal<bool>,
    /// The drawing alone on the screen.
    pub meeting: RwSignal<bool>,
    /// The browser has said last that the page is in full screen.
    pub(super) full_screen: StoredValue<bool>,
    /// It was told to leave full screen and has not said that it has.
    pub(super) leaving: StoredValue<bool>,
    /// What the next tap on the paper is for.
    pub(super) tap: RwSignal<Option<Tap>>,
    /// Where the menu of the selection is open, in pixels of the canvas.
    pub(super) menu: RwSignal<Option<Point>>,
    /// What the reader should see now.
    pub notice: RwSignal<Option<Notice>>,
    /// What a screen reader should say now.
    pub said: RwSignal<String>,
    /// The reader's day, or the day he looks back to.
    as_of: Signal<Day>,
    /// Whether the reader may draw.
    pub may_edit: ReadSignal<bool>,
    /// Whether he may do anything that could be taken back: draw, or say something.
    pub may_act: ReadSignal<bool>,
    /// What is said about the items; none outside of a deal's room.
    pub talk: Option<Talk>,
    /// What the gesture in flight shows.
    pub live: Live,
    /// Whose view I follow; none outside of a deal's room.
    pub(super) follow: Option<Follow>,
    /// The others.
    pub(super) company: Company,
    /// What another screen asked for.
    pub(super) wanted: Option<Wanted>,
    /// Items held somewhere else than where they stand: dragged here or by somebody else.
    held: StoredValue<HashMap<EntityKey, ArcRwSignal<Option<Point>>>, LocalStorage>,
    diagram: StoredValue<Rc<dyn Diagram>, LocalStorage>,
    /// Which drawing of the room this is, as the others are told: the pointers of other drawings are not shown here.
    pub drawing: RwSignal<String>,
}

/// A context: the day as of which what is below is drawn, where that is not today.
#[derive(Clone, Copy)]
pub struct AsOf(pub Signal<Day>);

impl Canvas {
    /// The canvas of a newly opened screen; `right` is what drawing on it takes. The diagram comes next, by [`Canvas::show`].
    pub fn new(room: RoomHandle, i18n: I18nContext<Locale>, right: Action) -> Self {
        Self {
            room,
            i18n,
            view: RwSignal::new(View::default()),
            moving: RwSignal::new(false),
            zooming: RwSignal::new(false),
            size: RwSignal::new((0.0, 0.0)),
            selection: RwSignal::new(Selection::new()),
            focus: RwSignal::new(None),
            tool: RwSignal::new(Tool::Select),
            panel: RwSignal::new(false),
            sheet: RwSignal::new(false),
            twin: RwSignal::new(false),
            help: RwSignal::new(false),
            palette: RwSignal::new(false),
            searching: RwSignal::new(false),
            pulsing: RwSignal::new(None),
            lit: RwSignal::new(None),
            found: RwSignal::new(None),
            filtering: RwSignal::new(false),
            minimap: RwSignal::new(true),
            collecting: RwSignal::new(false),
            meeting: RwSignal::new(false),
            full_screen: StoredValue::new(false),
            leaving: StoredValue::new(false),
            tap: RwSignal::new(None),
            menu: RwSignal::new(None),
            notice: RwSignal::new(None),
            said: RwSignal::new(String::new()),
            as_of: use_context::<AsOf>().map_or_else(|| Signal::stored(replica::today()), |as_of| as_of.0),
            may_edit: calm(Memo::new(move |_| {
                room.track_all();
                room.actor().may(right)
            })),
            may_act: calm(Memo::new(move |_| {
                room.track_all();
                room.actor().may(right) || room.actor().may(Action::Comment)
            })),
            talk: use_context(),
            live: Live::default(),
            follow: use_context(),
            company: Company::new(),
            wanted: use_context(),
            held: StoredValue::new_local(HashMap::new()),
            diagram: StoredValue::new_local(Rc::new(Blank)),
            drawing: RwSignal::new(
                use_context::<Way>().map_or_else(String::new, |way| way.tab().get_untracked().word().to_owned()),
            ),
        }
    }

    /// Puts a diagram on the canvas. Once, before the frame is mounted.
    pub fn show(&self, diagram: impl Diagram + 'static) {
        self.diagram.set_value(Rc::new(diagram));
    }

    /// The diagram on the canvas.
    pub fn diagram(&self) -> Rc<dyn Diagram> {
        self.diagram.try_get_value().unwrap_or_else(|| Rc::new(Blank))
    }

    /// The language, tracked.
    pub fn locale(&self) -> model::Locale {
        model_locale(self.i18n.get_locale())
    }

    /// The language, not tracked.
    pub fn locale_now(&self) -> model::Locale {
        model_locale(self.i18n.get_locale_untracked())
    }

    /// Whether an item is pale, because a filter is on that it does not match. Tracked.
    pub fn is_pale(&self, item: EntityKey) -> bool {
        self.lit.with(|lit| lit.as_ref().is_some_and(|lit| !lit.contains(&item)))
    }

    /// Shows what a filter found; with it stands out what is `beside`, as the bone somebody is on. Nothing found at all is a filter that
    /// asks for nothing.
    pub fn shine(&self, found: Option<Vec<EntityKey>>, beside: Vec<EntityKey>) {
        self.lit.set(found.as_ref().map(|found| found.iter().copied().chain(beside).collect()));
        self.found.set(found);
    }

    /// Selects what the filter found.
    pub fn select_found(&self) {
        self.select_these(self.found.get_untracked().unwrap_or_default());
    }

    /// Where an item is held, if it is held. A drawing follows it before its own place.
    pub fn held(&self, item: EntityKey) -> ArcRwSignal<Option<Point>> {
        let mut found = None;
        self.held.update_value(|held| found = Some(held.entry(item).or_default().clone()));
        found.unwrap_or_default()
    }

    /// One gesture on the customer's records, on the deal, or on both: checked, shown, queued. Says why, if it is refused.
    pub fn act(&self, name: &'static str, records: Vec<Change>, deal: Vec<Change>) -> bool {
        match self.try_to(name, records, deal) {
            Ok(()) => true,
            Err(refusal) => {
                self.refuse(refusal.sentence(self.locale_now()));
                false
            }
        }
    }

    /// The same for a field, which says itself why not.
    pub fn try_to(&self, name: &'static str, records: Vec<Change>, deal: Vec<Change>) -> Result<(), Refusal> {
        let streams = self.room.with(|room| Some((room.account()?.0, room.deal()?.0)));
        // Without its room a screen shows nothing that could be edited.
        let Some((account, of_deal)) = streams else { return Err(Refusal::NotAllowed { action: Action::EditMap }) };
        let mut parts = vec![(StreamId::Account(account), records), (StreamId::Deal(of_deal), deal)];
        parts.retain(|(_, changes)| !changes.is_empty());
        if parts.is_empty() {
            return Ok(());
        }
        self.room.dispatch(name, parts)
    }

    /// The day as of which the diagram is drawn: it decides what is old and what is late. Tracked.
    pub fn today(&self) -> Day {
        self.as_of.get()
    }

    /// Opens the panel where one talks about what is chosen, or about the whole deal.
    pub fn discuss(&self) {
        self.panel.set(true);
        focus_element(".talk-title");
    }

    /// Opens the panel to write about what is selected, or where all is that is said.
    pub fn talk_here(&self) {
        if self.selection.with_untracked(std::collections::BTreeSet::is_empty) {
            self.discuss();
        } else {
            self.write_about();
        }
    }

    /// Opens the panel to write about what is chosen: selected, or reached by key.
    pub fn write_about(&self) {
        match self.chosen_now().first().copied() {
            Some(item) => {
                self.select(item);
                self.panel.set(true);
                focus_element(&format!("[id='talk-on-{item}']"));
            }
            None => self.discuss(),
        }
    }

    /// The selected items that are there, tracked: what the panel is about.
    pub fn subjects(&self) -> Vec<EntityKey> {
        self.room.track_all();
        let diagram = self.diagram();
        self.selection.get().into_iter().filter(|item| diagram.bounds(*item).is_some()).collect()
    }

    /// Shows why something did not happen.
    pub fn refuse(&self, text: String) {
        self.notice.set(Some(Notice { text, refused: true, undo: false }));
    }

    /// Shows what happened.
    pub fn tell(&self, text: String, undo: bool) {
        self.notice.set(Some(Notice { text, refused: false, undo }));
    }

    /// Has a screen reader say what happened.
    pub fn say(&self, text: String) {
        self.said.set(text);
    }
}
