//! What part of the diagram is on the screen.

use super::Canvas;
use diagram::{Point, Rect, View, power_map::Detail};
use leptos::prelude::*;
use model::EntityKey;
use std::time::Duration;

/// Below this width the panel comes from below, as in the style sheet.
const NARROW: f64 = 720.0;
/// One press of a zoom key or button.
const ZOOM_STEP: f64 = 1.2;
/// What is so many pixels around the screen is mounted too, so that a pan rarely changes what is mounted.
const WINDOW_MARGIN: f64 = 240.0;
/// A window wider than the screen by so many margins is made anew.
const WINDOW_KEPT: f64 = 5.0;
/// Of a larger selection not everything is mounted out of sight.
const CARRIED: usize = 64;
/// So long after its last move the view is at rest.
const REST: Duration = Duration::from_millis(180);

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

    /// Keeps whether the view is on its way: then the drawing is moved as it is, and painted anew when it rests. Called once by the paper.
    pub(super) fn keep_moving(self) {
        let moves = StoredValue::new(0_u32);
        // A paper that goes while its view moves leaves nobody behind to see it come to rest.
        on_cleanup(move || {
            let _ = self.moving.try_set(false);
            let _ = self.zooming.try_set(false);
        });
        Effect::new(move |before: Option<f64>| {
            let scale = self.view.get().scale;
            // The first view has not come from anywhere.
            let Some(before) = before else { return scale };
            moves.update_value(|moves| *moves = moves.wrapping_add(1));
            if !self.moving.get_untracked() {
                self.moving.set(true);
                self.wait_for_rest(moves);
            } else if scale.to_bits() != before.to_bits() && !self.zooming.get_untracked() {
                // One step alone is a jump: nobody watches the way.
                self.zooming.set(true);
            }
            scale
        });
    }

    fn wait_for_rest(self, moves: StoredValue<u32>) {
        let Some(then) = moves.try_get_value() else { return };
        set_timeout(
            move || match moves.try_get_value() {
                Some(now) if now == then => {
                    self.zooming.set(false);
                    self.moving.set(false);
                }
                Some(_) => self.wait_for_rest(moves),
                None => {}
            },
            REST,
        );
    }

    /// The scale alone, for what keeps its size however far the diagram is zoomed.
    pub fn scale(self) -> Memo<f64> {
        Memo::new(move |_| self.view.get().scale)
    }

    /// How much can be read at the present scale. While the view is on its way everything stays as it is, unless it has jumped to where
    /// all of it is too small to be read: what is gone again in a moment need not be drawn.
    pub fn detail(self) -> Memo<Detail> {
        Memo::new(move |before: Option<&Detail>| {
            let now = Detail::at(self.view.get().scale);
            match before {
                Some(before) if self.moving.get() && (now != Detail::Far || self.zooming.get()) => *before,
                _ => now,
            }
        })
    }

    /// What is mounted wherever it is, tracked: it carries the focus, the selection, a gesture, or the eye.
    pub fn carried(self) -> Vec<EntityKey> {
        let mut items: Vec<EntityKey> = self.focus.get().into_iter().chain(self.pulsing.get()).collect();
        self.selection.with(|selection| items.extend(selection.iter().take(CARRIED)));
        self.company.moving.with(|moving| items.extend(moving));
        model::order::sort_unique(&mut items);
        items
    }

    /// The part of the diagram whose items are mounted: what is seen, and some way around it. Tracked; it stays until the view comes
    /// near its edge, or leaves much of it out, and while one zooms.
    pub fn window(self) -> Memo<Rect> {
        let near = self.window_around(WINDOW_MARGIN);
        Memo::new(move |before: Option<&Rect>| match before {
            Some(before) if self.zooming.get() => *before,
            _ => near.get(),
        })
    }

    /// The same, also while one zooms, and further around: for pictures of many items at once, which cost little.
    pub fn wide_window(self) -> Memo<Rect> {
        self.window_around(WINDOW_MARGIN * 4.0)
    }

    fn window_around(self, margin: f64) -> Memo<Rect> {
        Memo::new(move |before: Option<&Rect>| {
            let (width, height) = self.size.get();
            let view = self.view.get();
            let seen = view.visible(width, height);
            let around = margin / view.scale;
            let kept = before.filter(|before| {
                before.holds(seen.inflated(around * 0.2)) && before.width < seen.width + around * WINDOW_KEPT
            });
            kept.copied().unwrap_or_else(|| seen.inflated(around))
        })
    }
}
