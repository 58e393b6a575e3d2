//! What part of the diagram is on the screen.

use super::Canvas;
use diagram::{Point, Rect, View};
use leptos::prelude::*;
use model::EntityKey;

/// Below this width the panel comes from below, as in the style sheet.
const NARROW: f64 = 720.0;
/// One press of a zoom key or button.
const ZOOM_STEP: f64 = 1.2;
/// The window of what is mounted moves in steps of this many diagram units, so that a pan rarely changes what is mounted.
const WINDOW_STEP: f64 = 400.0;

impl Canvas {
    /// Whether the panel is a sheet from below.
    pub fn narrow(&self) -> bool {
        self.size.get_untracked().0 < NARROW
    }

    /// The part of the canvas that nothing covers.
    pub fn frame(&self) -> Rect {
        let (width, height) = self.size.get_untracked();
        if self.narrow() {
            // A sheet from below covers the greater part.
            let panel = self.panel.get_untracked() && self.selection.with_untracked(|now| !now.is_empty());
            let free = if panel || self.sheet.get_untracked() { height * 0.3 } else { height - 120.0 };
            Rect::new(24.0, 24.0, (width - 48.0).max(1.0), free.max(1.0))
        } else {
            Rect::new(72.0, 20.0, (width - 96.0).max(1.0), (height - 110.0).max(1.0))
        }
    }

    /// Shows everything.
    pub fn fit(&self) {
        self.show_area(self.diagram().whole());
    }

    /// Shows what is selected, or everything.
    pub fn fit_selection(&self) {
        let diagram = self.diagram();
        let chosen = self.chosen_now();
        let area = Rect::around(chosen.into_iter().filter_map(|item| diagram.bounds(item)));
        self.show_area(area.map(|area| area.inflated(60.0)).or_else(|| diagram.whole()));
    }

    fn show_area(&self, area: Option<Rect>) {
        let frame = self.frame();
        self.view.set(match area {
            Some(area) => View::fitting(area, frame),
            None => View { x: frame.centre().x, y: frame.centre().y, scale: 1.0 },
        });
    }

    /// Shows a point in the middle, at a scale.
    pub fn centre_on(&self, point: Point, scale: f64) {
        let middle = self.frame().centre();
        self.view.set(View { x: middle.x - point.x * scale, y: middle.y - point.y * scale, scale });
    }

    /// Back to life size, with the middle where it is.
    pub fn life_size(&self) {
        let scale = self.view.get_untracked().scale;
        self.zoom(1.0 / scale);
    }

    /// Zooms at the middle of the canvas.
    pub fn zoom(&self, factor: f64) {
        let centre = self.frame().centre();
        self.view.update(|view| *view = view.zoomed(centre, factor));
    }

    /// One step nearer.
    pub fn zoom_in(&self) {
        self.zoom(ZOOM_STEP);
    }

    /// One step away.
    pub fn zoom_out(&self) {
        self.zoom(1.0 / ZOOM_STEP);
    }

    /// Brings an item into sight.
    pub fn reveal(&self, item: EntityKey) {
        if let Some(bounds) = self.diagram().bounds(item) {
            let frame = self.frame();
            let shown = self.view.get_untracked().revealing(bounds.inflated(24.0), frame);
            if shown != self.view.get_untracked() {
                self.view.set(shown);
            }
        }
    }

    /// On a phone keeps in sight, above the sheet, what the sheet is about. Called once by the frame.
    pub(super) fn keep_subject_in_sight(self) {
        Effect::new(move |_| {
            let open = self.panel.get() || self.sheet.get();
            if let Some(item) = self.selected_one().filter(|_| open && self.narrow()) {
                self.reveal(item);
            }
        });
    }

    /// The part of the diagram whose items are mounted: what is seen, and half a step around it. Tracked; changes only when the
    /// view has gone a whole step.
    pub fn window(self) -> Memo<Rect> {
        Memo::new(move |_| {
            let (width, height) = self.size.get();
            let seen = self.view.get().visible(width, height);
            let down = |value: f64| (value / WINDOW_STEP).floor() * WINDOW_STEP;
            let (x, y) = (down(seen.x) - WINDOW_STEP / 2.0, down(seen.y) - WINDOW_STEP / 2.0);
            let (right, bottom) = (down(seen.right()) + WINDOW_STEP * 1.5, down(seen.bottom()) + WINDOW_STEP * 1.5);
            Rect::new(x, y, right - x, bottom - y)
        })
    }
}
