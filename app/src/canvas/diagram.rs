//! What a diagram tells the canvas about itself: the one thing the shared code knows of it.

use super::{Canvas, Command, Direction, Hit, nearest};
use diagram::{Group, Guides, Point, Rect};
use leptos::prelude::*;
use model::EntityKey;

/// A press that did not become a drag.
#[derive(Clone, Debug)]
pub struct Click {
    /// What it hit.
    pub hit: Hit,
    /// Where, in diagram units.
    pub at: Point,
    /// Shift, Ctrl or Cmd was held: add to the selection, or take from it.
    pub add: bool,
}

/// A diagram on the canvas. All points are in diagram units. Nothing is tracked: the canvas asks when a hand or a key needs to
/// know. Only the first four must be given; an edit by drag needs `begin`, `drag` and `dropped`, one by key `nudge`.
pub trait Diagram {
    /// All items one can walk to, in reading order: what the arrow keys and "select all" go through.
    fn items(&self) -> Vec<EntityKey>;

    /// Where an item is drawn now, also while it is held somewhere else; `None` when it is not, or no longer, there.
    fn bounds(&self, item: EntityKey) -> Option<Rect>;

    /// What is drawn at a point without being mounted, as from far away.
    fn at(&self, point: Point) -> Option<EntityKey> {
        let _ = point;
        None
    }

    /// How an item is drawn. Tracked, unlike the rest: its picture in a hand follows what others do to it.
    fn group(&self, item: EntityKey) -> Option<Group> {
        let _ = item;
        None
    }

    /// What an item is called, for those who do not see it.
    fn called(&self, item: EntityKey) -> String;

    /// Everything one can do here, besides what every canvas can: keys, help, palette and menus are made of it.
    fn commands(&self) -> Vec<Command>;

    /// Everything the diagram shows; `None` while it is empty.
    fn whole(&self) -> Option<Rect> {
        Rect::around(self.items().into_iter().filter_map(|item| self.bounds(item)))
    }

    /// The items a marquee over this area takes.
    fn inside(&self, area: Rect) -> Vec<EntityKey> {
        let meets = |item: &EntityKey| self.bounds(*item).is_some_and(|bounds| bounds.intersects(area));
        self.items().into_iter().filter(meets).collect()
    }

    /// Where everything is that the minimap shows. Asked whenever the room changes: cheap also for thousands.
    fn shapes(&self) -> Vec<Rect> {
        self.items().into_iter().filter_map(|item| self.bounds(item)).collect()
    }

    /// The items that words find, in reading order; the words are in lower case and not empty.
    fn find(&self, words: &str) -> Vec<EntityKey> {
        self.items().into_iter().filter(|item| self.called(*item).to_lowercase().contains(words)).collect()
    }

    /// The item one goes on from when the search has led to something that is shown and never selected, as to the place of a
    /// department.
    fn stands_in(&self, item: EntityKey) -> Option<EntityKey> {
        let _ = item;
        None
    }

    /// Whether an item is selected only by itself, as a line between two others is.
    fn alone(&self, item: EntityKey) -> bool {
        let _ = item;
        false
    }

    /// Where the number of what is said about an item stands, on the edge of its bounds, clear of what is drawn there.
    fn mark_at(&self, item: EntityKey, bounds: Rect) -> Point {
        let _ = item;
        Point::new(bounds.right() - 34.0, bounds.y)
    }

    /// Turns to the part of the diagram that has an item which is not drawn now; `false` if there is none.
    fn open(&self, item: EntityKey) -> bool {
        let _ = item;
        false
    }

    /// The first view. The canvas has its size by now.
    fn open_view(&self, canvas: Canvas) {
        canvas.fit();
        canvas.focus.set(self.items().first().copied());
    }

    /// A click or a tap.
    fn click(&self, canvas: Canvas, click: Click) {
        canvas.clicked(&click);
    }

    /// A double click.
    fn double_click(&self, at: Point) {
        let _ = at;
    }

    /// An item is about to be dragged, and selected by now: what moves, and where each of them stands. Nothing if it can not
    /// be dragged; then the drag pans. Asked only of those who may edit.
    fn begin(&self, item: EntityKey) -> Vec<(EntityKey, Point)> {
        let _ = item;
        Vec::new()
    }

    /// While it is dragged: what to add to the distance of the hand, and the lines to show. A diagram in which position is rank
    /// answers with the way to the nearest place that means something.
    fn drag(&self, items: &[(EntityKey, Point)], dx: f64, dy: f64) -> Guides {
        let _ = (items, dx, dy);
        Guides::default()
    }

    /// The items were let go there: one gesture, one op.
    fn dropped(&self, to: &[(EntityKey, Point)]) {
        let _ = to;
    }

    /// Something was taken up, and the paper tapped there: what letting it go there would mean, without a drag.
    fn put(&self, item: EntityKey, at: Point) {
        let _ = (item, at);
    }

    /// Whether a drag that starts here draws something new, as a line pulled out of a card, instead of moving what is there.
    /// Asked only of those who may edit.
    fn pull(&self, hit: &Hit, at: Point) -> bool {
        let _ = (hit, at);
        false
    }

    /// What is pulled has come here. Also told while nothing is pressed, for lines that follow the pointer from click to click.
    fn pulled(&self, at: Point) {
        let _ = at;
    }

    /// It was let go here; `None` when the gesture was given up.
    fn pull_ends(&self, at: Option<Point>) {
        let _ = at;
    }

    /// The next item from one, in the direction of an arrow key.
    fn walk(&self, from: EntityKey, direction: Direction) -> Option<EntityKey> {
        let places = self.items().into_iter().filter_map(|item| Some((item, self.bounds(item)?)));
        nearest(&places.collect::<Vec<_>>(), from, direction)
    }

    /// Whether arrow keys walk although something is selected, as while a line is drawn.
    fn walks(&self) -> bool {
        false
    }

    /// An arrow key on what is selected; `far` with Shift. `false` if nothing here moves by key: then the key walks. Asked only
    /// of those who may edit.
    fn nudge(&self, direction: Direction, far: bool) -> bool {
        let _ = (direction, far);
        false
    }

    /// Enter: opens the facts of what is chosen. Returns whether it did anything.
    fn enter(&self, canvas: Canvas) -> bool {
        canvas.open_chosen()
    }

    /// Escape: ends what only this diagram knows. Returns whether there was anything; else tool and selection end.
    fn escape(&self) -> bool {
        false
    }

    /// A form or popover of the diagram is open: keys without Ctrl are its own.
    fn busy(&self) -> bool {
        false
    }
}

/// Nothing: what is on the canvas before a diagram is.
pub(super) struct Blank;

impl Diagram for Blank {
    fn items(&self) -> Vec<EntityKey> {
        Vec::new()
    }

    fn bounds(&self, _: EntityKey) -> Option<Rect> {
        None
    }

    fn called(&self, _: EntityKey) -> String {
        String::new()
    }

    fn commands(&self) -> Vec<Command> {
        Vec::new()
    }
}
