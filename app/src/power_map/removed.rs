//! People taken off this map, and the way back.

use super::state::Screen;
use crate::i18n::t_string;
use crate::shell::When;
use leptos::prelude::*;
use model::PersonId;

/// The list; nothing while nobody was taken off.
#[component]
pub fn Removed() -> impl IntoView {
    let screen = expect_context::<Screen>();
    let i18n = screen.i18n;
    let removed = Memo::new(move |_| {
        screen.room.track_all();
        let ids: Vec<PersonId> =
            screen.with_map(|map| map.nodes.iter().filter(|(_, node)| node.archived).map(|(id, _)| *id).collect());
        // Somebody whose record is archived too has left the company: restoring the card alone would draw a ghost.
        screen.room.with(|room| {
            let people = room.account().map(|(_, account)| &account.people);
            ids.into_iter()
                .filter(|id| people.and_then(|people| people.get(id)).is_some_and(|person| !person.archived))
                .collect::<Vec<_>>()
        })
    });
    move || {
        let rows = removed.get();
        (!rows.is_empty()).then(|| {
            let rows = rows
                .into_iter()
                .map(|person| {
                    let name = screen.with_scene(|scene| scene.called(person));
                    view! {
                        <li>
                            <span>{name}</span>
                            <When when=move || screen.may_edit.get()>
                                <button class="button" data-kind="link" data-size="small" type="button" on:click=move |_| screen.restore(person)>
                                    {move || t_string!(i18n, power_map.removed.restore)}
                                </button>
                            </When>
                        </li>
                    }
                })
                .collect_view();
            view! {
                <section class="pm-removed">
                    <h2>{move || t_string!(i18n, power_map.removed.title)}</h2>
                    <ul>{rows}</ul>
                </section>
            }
        })
    }
}
