//! A rank one can type: the shape goes there. What is no rank is taken for the nearest one.

use leptos::prelude::*;

/// The field.
#[component]
pub fn RankField(
    /// Id of the input, unique on the page.
    #[prop(into)]
    id: String,
    /// Label; spoken only when `plain`.
    #[prop(into)]
    label: Signal<String>,
    /// The rank as it is, from 1.
    #[prop(into)]
    rank: Signal<usize>,
    /// How many there are.
    #[prop(into)]
    count: Signal<usize>,
    /// Whether the reader may change it.
    #[prop(into)]
    enabled: Signal<bool>,
    /// As a cell of a table.
    #[prop(default = false)]
    plain: bool,
    /// Takes the new rank.
    commit: Callback<usize>,
) -> impl IntoView {
    let change = move |event: leptos::ev::Event| {
        let typed = event_target_value(&event).trim().parse::<i64>().ok();
        if let Some(typed) = typed {
            let wanted = usize::try_from(typed.max(1)).unwrap_or(1).min(count.get_untracked().max(1));
            if wanted != rank.get_untracked() {
                commit.run(wanted);
            }
        }
        // What was typed and is no rank, or was refused, must not stand there as if it held.
        event_target::<web_sys::HtmlInputElement>(&event).set_value(&rank.get_untracked().to_string());
    };
    let input_id = id.clone();
    view! {
        <div class="field">
            <label for=id class=plain.then_some("spoken")>{move || label.get()}</label>
            <input id=input_id class="input fb-rank" type="number" inputmode="numeric" min="1" autocomplete="off"
                data-kind=plain.then_some("plain")
                max=move || count.get().to_string()
                prop:value=move || rank.get().to_string()
                disabled=move || !enabled.get()
                on:change=change/>
        </div>
    }
}
