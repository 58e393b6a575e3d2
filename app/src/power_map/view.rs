//! What part of the map is on the screen.

use super::state::{Screen, Selection};
use diagram::{Rect, View, power_map::Detail};
use leptos::prelude::*;
use model::PersonId;

/// Below this width the panel comes from below, as in the style sheet.
const NARROW: f64 = 720.0;
/// A phone shows two cards side by side at this scale.
const FIRST_SCALE_ON_PHONE: f64 = 0.85;
/// A desktop shows the two levels around the first decider, each card with its name.
const FIRST_SCALE: f64 = 0.8;

impl Screen {
    /// The part of the canvas that nothing covers.
    pub fn frame(&self) -> Rect {
        let (width, height) = self.size.get_untracked();
        if width < NARROW {
            // A sheet from below covers the greater part.
            let sheet = self.panel.get_untracked() && self.selection.with_untracked(|now| *now != Selection::default())
                || self.assessing.get_untracked().is_some();
            let free = if sheet { height * 0.3 } else { height - 120.0 };
            Rect::new(24.0, 24.0, (width - 48.0).max(1.0), free.max(1.0))
        } else {
            Rect::new(72.0, 20.0, (width - 96.0).max(1.0), (height - 110.0).max(1.0))
        }
    }

    /// Shows the whole map.
    pub fn fit(&self) {
        let bounds = self.with_map(diagram::power_map::bounds);
        self.view.set(match bounds {
            Some(bounds) => View::fitting(bounds, self.frame()),
            None => View { x: self.frame().centre().x, y: self.frame().centre().y, scale: 1.0 },
        });
    }

    /// The first view: everything, but not so small that nothing can be read; then the first decider is in the middle.
    pub fn open_view(&self) {
        self.fit();
        self.focus.set(self.people_in_order().first().copied());
        if Detail::at(self.view.get_untracked().scale) == Detail::Full {
            return;
        }
        let narrow = self.size.get_untracked().0 < NARROW;
        let decider = self.with_map(|map| {
            let deciders = map.live_nodes().filter(|(_, node)| node.key);
            deciders.min_by_key(|(_, node)| (node.y, node.x)).map(|(id, _)| id)
        });
        let centre = decider.or_else(|| self.people_in_order().first().copied()).and_then(|id| self.rect_now(id));
        if let Some(card) = centre {
            let (middle, centre) = (self.frame().centre(), card.centre());
            let scale = if narrow { FIRST_SCALE_ON_PHONE } else { FIRST_SCALE };
            self.view.set(View { x: middle.x - centre.x * scale, y: middle.y - centre.y * scale, scale });
        }
    }

    /// On a phone keeps the person a sheet is about in sight above it. Called once by the screen.
    pub fn keep_subject_in_sight(self) {
        Effect::new(move |_| {
            let open = self.panel.get() || self.assessing.get().is_some();
            let subject = self.assessing.get().map(|(person, _)| person).or_else(|| self.selected_person());
            if let Some(person) = subject.filter(|_| open && self.size.get_untracked().0 < NARROW) {
                self.reveal(person);
            }
        });
    }

    /// Brings a card into sight.
    pub fn reveal(&self, person: PersonId) {
        if let Some(rect) = self.rect_now(person) {
            let frame = self.frame();
            let shown = self.view.get_untracked().revealing(rect.inflated(24.0), frame);
            if shown != self.view.get_untracked() {
                self.view.set(shown);
            }
        }
    }

    /// Zooms at the middle of the canvas.
    pub fn zoom(&self, factor: f64) {
        let centre = self.frame().centre();
        self.view.update(|view| *view = view.zoomed(centre, factor));
    }
}
