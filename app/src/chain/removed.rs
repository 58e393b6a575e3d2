//! Steps taken out of the chain, and the way back.

use super::state::Screen;
use crate::{
    i18n::t_string,
    shell::{Each, When},
};
use leptos::prelude::*;
use model::StepId;

/// The list; nothing while no step was taken out.
#[component]
pub fn Removed() -> impl IntoView {
    let screen = expect_context::<Screen>();
    let i18n = screen.i18n;
    let removed = Memo::new(move |_| {
        screen.room.track_all();
        screen.with_chain(|chain| {
            let gone = chain.steps.iter().filter(|(_, step)| step.archived);
            gone.map(|(id, _)| *id).collect::<Vec<StepId>>()
        })
    });
    view! {
        <When when=move || !removed.with(Vec::is_empty)>
            <section class="pm-removed">
                <h2>{move || t_string!(i18n, chain.removed.title)}</h2>
                <ul><Each ids=removed let:id>
                    <li>
                        <span>{move || screen.with_scene(|scene| scene.name(id))}</span>
                        <When when=move || screen.may_edit.get()>
                            <button class="button" data-kind="link" data-size="small" type="button" on:click=move |_| screen.restore_step(id)>
                                {move || t_string!(i18n, chain.removed.restore)}
                            </button>
                        </When>
                    </li>
                </Each></ul>
            </section>
        </When>
    }
}
