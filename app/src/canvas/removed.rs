//! What was taken off a diagram, and the way back.

use super::Canvas;
use crate::{i18n::t_string, shell::When};
use leptos::prelude::*;
use model::EntityKey;

/// The list; nothing while nothing was taken off.
#[component]
pub fn RemovedList(
    /// The canvas.
    canvas: Canvas,
    /// Its heading.
    #[prop(into)]
    title: Signal<String>,
    /// What was taken off, by name.
    items: Memo<Vec<(EntityKey, String)>>,
    /// Brings one back.
    restore: Callback<EntityKey>,
) -> impl IntoView {
    let i18n = canvas.i18n;
    let row = move |(item, name): (EntityKey, String)| {
        view! {
            <li>
                <span>{name}</span>
                <When when=move || canvas.may_edit.get()>
                    <button class="button" data-kind="link" data-size="small" type="button" on:click=move |_| restore.run(item)>
                        {move || t_string!(i18n, canvas.restore)}
                    </button>
                </When>
            </li>
        }
    };
    view! {
        <When when=move || !items.with(Vec::is_empty)>
            <section class="cv-removed">
                <h2>{move || title.get()}</h2>
                <ul>{move || items.get().into_iter().map(row).collect_view()}</ul>
            </section>
        </When>
    }
}
