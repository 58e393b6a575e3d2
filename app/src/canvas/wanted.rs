//! What one screen of the deal's room wants the next one to show: a person of the fishbone on the map.

use super::Canvas;
use leptos::prelude::*;
use model::EntityKey;

/// The item that the next canvas shows, if it has it. A context of the deal's room.
#[derive(Clone, Copy)]
pub struct Wanted(RwSignal<Option<EntityKey>>);

impl Default for Wanted {
    fn default() -> Self {
        Self(RwSignal::new(None))
    }
}

impl Wanted {
    /// Asks for an item; the link beside leads to its screen.
    pub fn ask(self, item: EntityKey) {
        self.0.set(Some(item));
    }
}

impl Wanted {
    /// What is asked for, for a screen that has to choose what it shows.
    pub fn item(self) -> Option<EntityKey> {
        self.0.get_untracked()
    }
}

impl Canvas {
    /// Asks the next screen to show an item.
    pub fn ask_next(&self, item: EntityKey) {
        if let Some(wanted) = self.wanted {
            wanted.ask(item);
        }
    }

    /// Shows an item of this diagram, selected, in the panel; `false` if it is not drawn here.
    pub fn lead_to(&self, item: EntityKey) -> bool {
        let diagram = self.diagram();
        if diagram.bounds(item).is_none() && !diagram.open(item) {
            return false;
        }
        self.panel.set(true);
        self.jump_to(item);
        true
    }

    /// Shows what is asked for while this screen stands, if it is drawn here; else it stays asked for. Called once by the paper.
    pub(super) fn keep_wanted(self) {
        Effect::new(move |_| {
            let wanted = self.wanted.and_then(|wanted| wanted.0.get());
            let drawn = |item: EntityKey| untrack(|| self.diagram().bounds(item).is_some());
            // Before its first size the canvas shows nothing; then it asks itself.
            if wanted.is_some_and(drawn) && self.size.with_untracked(|(width, _)| *width > 0.0) {
                untrack(|| self.show_wanted());
            }
        });
    }

    /// Shows what another screen asked for, once.
    pub(super) fn show_wanted(&self) {
        let wanted = self.wanted.and_then(|wanted| wanted.0.try_update_untracked(Option::take).flatten());
        let Some(item) = wanted else { return };
        if let Some(bounds) = self.diagram().bounds(item) {
            self.select(item);
            self.panel.set(true);
            let scale = self.view.get_untracked().scale.max(0.8);
            self.centre_on(bounds.centre(), scale);
        }
    }
}
