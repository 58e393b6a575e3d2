//! The filter of the map: whom one looks for.

use super::state::Screen;
use crate::filter::FilterForm;
use leptos::prelude::*;
use model::{EntityKey, power_map::PowerLine};

impl Screen {
    /// Keeps pale who does not match. Called once by the screen.
    pub fn keep_filter(self) {
        Effect::new(move |_| {
            let who = self.who.get();
            if who.is_anybody() {
                return self.shine(None, Vec::new());
            }
            self.room.track_all();
            let found = self.room.with(|room| {
                let nodes = room.deal().map(|(_, deal)| deal.power_map.live_nodes()).into_iter().flatten();
                let meant = nodes.filter(|(person, node)| who.means(room, *person, node.buying_role, self.today()));
                meant.map(|(person, _)| EntityKey::Node(person)).collect()
            });
            self.shine(Some(found), Vec::new());
        });
    }

    /// Whether a line is pale, because one of its ends is. Tracked.
    pub fn is_line_pale(self, line: &PowerLine) -> bool {
        [line.from, line.to].into_iter().any(|end| self.is_pale(EntityKey::Node(end)))
    }
}

/// The form.
#[component]
pub fn Filter() -> impl IntoView {
    let screen = expect_context::<Screen>();
    view! { <FilterForm canvas=screen.canvas() who=screen.who/> }
}
