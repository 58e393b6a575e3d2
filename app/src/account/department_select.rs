//! A choice among the departments.

use super::{Screen, tree};
use crate::i18n::use_i18n;
use leptos::prelude::*;
use model::DepartmentId;

/// The select. What it shows after a refusal is what is there, not what was wished.
#[component]
pub(super) fn DepartmentSelect(
    /// The department as the room has it.
    #[prop(into)]
    value: Signal<Option<DepartmentId>>,
    /// Name of the field.
    #[prop(into)]
    label: Signal<String>,
    /// Name of having none.
    #[prop(into)]
    none: Signal<String>,
    /// Whether it may be changed.
    #[prop(into)]
    may: Signal<bool>,
    /// `plain` in tables; anything else has the frame of a form.
    #[prop(default = "plain")]
    kind: &'static str,
    /// Takes the choice.
    choose: impl Fn(Option<DepartmentId>) + Copy + Send + Sync + 'static,
) -> impl IntoView {
    let i18n = use_i18n();
    let screen = expect_context::<Screen>();
    let room = screen.room;
    let all = Memo::new(move |_| {
        room.track_all();
        let locale = i18n.get_locale();
        // An archived department is no choice, but one that is chosen must be named.
        let chosen = value.get();
        let places = tree::tree_of(room, true, locale);
        room.with(|room| {
            let Some((_, account)) = room.account() else { return Vec::new() };
            let offered = |id: DepartmentId| {
                chosen == Some(id) || account.departments.get(&id).is_some_and(|department| !department.archived)
            };
            let places = places.into_iter().filter(|place| offered(place.id));
            places
                .map(|place| {
                    (
                        place.id.to_string(),
                        format!("{}{}", "　".repeat(place.depth), tree::name_in(account, place.id, locale)),
                    )
                })
                .collect::<Vec<_>>()
        })
    });
    let code = move || value.get().map(|id| id.to_string()).unwrap_or_default();
    view! {
        <select
            class="input"
            data-kind=kind
            aria-label=move || label.get()
            disabled=move || !may.get()
            prop:value=move || { screen.refused.track(); all.track(); code() }
            on:change=move |event| choose(event_target_value(&event).parse().ok())
        >
            <option value="" selected=move || value.get().is_none()>{move || none.get()}</option>
            {move || all.get().into_iter().map(|(id, name)| {
                let this = id.clone();
                view! { <option value=id selected=move || code() == this>{name}</option> }
            }).collect_view()}
        </select>
    }
}
