//! A day that is typed or picked.

use leptos::{ev, prelude::*};
use model::Day;

/// A day, or none. Committed as soon as it can be meant, or when the field is left: who types a year goes through the
/// years 2, 20 and 202, and none of them is meant.
#[component]
pub fn DayInput(
    /// Id of the input; none where it has a label of its own.
    #[prop(optional)]
    id: Option<&'static str>,
    /// Its name, where no label says it.
    #[prop(optional, into)]
    label: Option<Signal<String>>,
    /// The day as it is.
    #[prop(into)]
    value: Signal<Option<Day>>,
    /// Whether the reader may edit.
    #[prop(into)]
    may: Signal<bool>,
    /// `plain` in tables.
    #[prop(default = "framed")]
    kind: &'static str,
    /// Takes the new day.
    commit: Callback<Option<Day>>,
) -> impl IntoView {
    let draft = RwSignal::new(None::<String>);
    let shown = move || draft.get().unwrap_or_else(|| value.get().map_or_else(String::new, Day::iso));
    let finish = move |left: bool| {
        let Some(typed) = draft.get_untracked() else { return };
        let day = Day::parse(&typed);
        let meant = day.is_none_or(Day::is_meant);
        if !meant && !left {
            return;
        }
        draft.set(None);
        if day != value.get_untracked() {
            commit.run(day);
        }
    };
    view! {
        <input
            id=id
            class="input"
            data-kind=kind
            type="date"
            aria-label=move || label.map(|label| label.get())
            disabled=move || !may.get()
            prop:value=shown
            on:input=move |event| draft.set(Some(event_target_value(&event)))
            on:change=move |_| finish(false)
            on:blur=move |_| finish(true)
            on:keydown=move |event: ev::KeyboardEvent| match event.key().as_str() {
                "Enter" => finish(true),
                "Escape" => draft.set(None),
                _ => {}
            }
        />
    }
}
