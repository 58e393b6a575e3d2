//! What stands beside and over the drawing, and the list instead of it: what one reads and fills in, not what is drawn.

use super::{adding::AddForm, assess::AssessPopover, linking::LinkChooser, state::Screen, suggest::SuggestDialog};
use crate::part::parts;
use leptos::prelude::*;
use model::{EntityKey, PersonId};
use std::collections::BTreeSet;

pub use super::{filter::Filter, panel::Panel, twin::Twin};

/// The forms and popovers over the stage; nothing while none is open.
#[component]
pub fn Forms() -> impl IntoView {
    view! {
        <AssessPopover/>
        <AddForm/>
        <LinkChooser/>
        <SuggestDialog/>
        {imports()}
    }
}

/// Importing people onto this map; nothing where there is no deal. Who has come is selected and in sight afterwards.
fn imports() -> Option<AnyView> {
    let screen = expect_context::<Screen>();
    let people = move || screen.with_map(|map| map.live_nodes().map(|(id, _)| id).collect::<BTreeSet<PersonId>>());
    Effect::new(move |before: Option<Option<BTreeSet<PersonId>>>| {
        if screen.importing.get() {
            return before.flatten().or_else(|| Some(people()));
        }
        if let Some(before) = before.flatten() {
            let come: Vec<EntityKey> = people().difference(&before).map(|id| EntityKey::Node(*id)).collect();
            if !come.is_empty() {
                screen.select_these(come);
                screen.fit_selection();
            }
        }
        None
    });
    let (account, deal) = screen.room.with(|room| Some((room.account()?.0, room.deal()?.0)))?;
    Some(parts::import(screen.room, account, Some(deal), screen.importing))
}
