//! The filter of the map: whom one looks for.

use super::state::Screen;
use crate::filter::{FilterForm, Who, WhoFields};
use leptos::prelude::*;
use model::EntityKey;

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
                let meant = nodes.filter(|(person, _)| who.means(room, *person, self.today()));
                meant.map(|(person, _)| EntityKey::Node(person)).collect()
            });
            self.shine(Some(found), Vec::new());
        });
    }
}

/// The form.
#[component]
pub fn Filter() -> impl IntoView {
    let screen = expect_context::<Screen>();
    let who = screen.who;
    view! {
        <FilterForm canvas=screen.canvas() clear=Callback::new(move |()| who.set(Who::default()))>
            <WhoFields canvas=screen.canvas() who/>
        </FilterForm>
    }
}
