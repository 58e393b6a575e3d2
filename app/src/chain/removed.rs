//! Steps taken out of the chain, and the way back.

use super::state::Screen;
use crate::{canvas::RemovedList, i18n::t_string};
use leptos::prelude::*;
use model::EntityKey;

/// The list; nothing while no step was taken out.
#[component]
pub fn Removed() -> impl IntoView {
    let screen = expect_context::<Screen>();
    let i18n = screen.i18n;
    let items = Memo::new(move |_| {
        screen.room.track_all();
        let gone: Vec<_> = screen
            .with_chain(|chain| chain.steps.iter().filter(|(_, step)| step.archived).map(|(id, _)| *id).collect());
        screen.with_scene(|scene| gone.into_iter().map(|id| (EntityKey::Step(id), scene.name(id))).collect::<Vec<_>>())
    });
    let restore = Callback::new(move |item| {
        if let EntityKey::Step(id) = item {
            screen.restore_step(id);
        }
    });
    view! { <RemovedList canvas=screen.canvas() title=Signal::derive(move || t_string!(i18n, chain.removed.title).to_owned()) items restore/> }
}
