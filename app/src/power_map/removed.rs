//! People taken off this map, and the way back.

use super::state::Screen;
use crate::{canvas::RemovedList, i18n::t_string};
use leptos::prelude::*;
use model::{EntityKey, PersonId};

/// The list; nothing while nobody was taken off.
#[component]
pub fn Removed() -> impl IntoView {
    let screen = expect_context::<Screen>();
    let i18n = screen.i18n;
    let items = Memo::new(move |_| {
        screen.room.track_all();
        let mut gone: Vec<PersonId> =
            screen.with_map(|map| map.nodes.iter().filter(|(_, node)| node.archived).map(|(id, _)| *id).collect());
        // Somebody whose record is archived too has left the company: restoring the card alone would draw a ghost.
        screen.room.with(|room| {
            let people = room.account().map(|(_, account)| &account.people);
            gone.retain(|id| people.and_then(|people| people.get(id)).is_some_and(|person| !person.archived));
        });
        screen
            .with_scene(|scene| gone.into_iter().map(|id| (EntityKey::Node(id), scene.called(id))).collect::<Vec<_>>())
    });
    let restore = Callback::new(move |item| {
        if let EntityKey::Node(person) = item {
            screen.restore(person);
        }
    });
    view! { <RemovedList canvas=screen.canvas() title=Signal::derive(move || t_string!(i18n, power_map.removed.title).to_owned()) items restore/> }
}
