//! The form of a filter.

use crate::{
    canvas::{Canvas, focus_element},
    i18n::t_string,
};
use leptos::{ev, prelude::*};

/// What every form of a filter has: it clears, closes, and selects what was found.
#[component]
pub fn FilterForm(
    /// The canvas.
    canvas: Canvas,
    /// Asks for nothing any more.
    clear: Callback<()>,
    /// Its fields. The first one is `#filter-role`.
    children: Children,
) -> impl IntoView {
    let i18n = canvas.i18n;
    let count = move || canvas.found.with(|found| found.as_ref().map(Vec::len));
    focus_element("#filter-role");
    view! {
        <div
            class="cv-pop cv-filter"
            role="dialog"
            aria-label=move || t_string!(i18n, canvas.filter.title)
            on:keydown=move |event: ev::KeyboardEvent| {
                if event.key() == "Escape" {
                    event.prevent_default();
                    canvas.filtering.set(false);
                }
            }
        >
            <div class="cv-grab" aria-hidden="true"></div>
            <h2>{move || t_string!(i18n, canvas.filter.title)}</h2>
            {children()}
            <div class="cv-save">
                <button class="button" data-kind="quiet" type="button" disabled=move || count().is_none() on:click=move |_| clear.run(())>
                    {move || t_string!(i18n, canvas.filter.clear)}
                </button>
                <button class="button" type="button" on:click=move |_| canvas.filtering.set(false)>{move || t_string!(i18n, shell.common.close)}</button>
                <button class="button" data-kind="primary" type="button" disabled=move || count().is_none_or(|count| count == 0) on:click=move |_| {
                    canvas.select_found();
                    canvas.filtering.set(false);
                }>
                    {move || t_string!(i18n, canvas.filter.select, count = count().unwrap_or_default()).to_string()}
                </button>
            </div>
        </div>
    }
}

/// One thing that is asked for or not.
#[component]
pub fn Tick(
    /// What it is called.
    #[prop(into)]
    label: Signal<String>,
    /// Whether it is asked for.
    #[prop(into)]
    on: Signal<bool>,
    /// Asks for it, or not any more.
    set: Callback<bool>,
) -> impl IntoView {
    view! {
        <label class="cv-check">
            <input type="checkbox" prop:checked=move || on.get() on:change=move |event| set.run(event_target_checked(&event))/>
            {move || label.get()}
        </label>
    }
}
