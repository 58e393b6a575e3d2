//! The form of a filter.

use super::{Who, who::WhoFields};
use crate::{
    canvas::{Canvas, focus_element},
    i18n::t_string,
};
use leptos::{ev, prelude::*};

/// The tool that opens the form.
const TOOL: &str = ".cv-tools [data-key='Q']";

/// What every form of a filter has: whom to look for; it clears, closes, and selects what was found. Closed, it gives the focus back to
/// its tool, if it came from there, else to the item that had it.
#[component]
pub fn FilterForm(
    /// The canvas.
    canvas: Canvas,
    /// Whom to look for.
    who: RwSignal<Who>,
    /// Asks for nothing else any more.
    #[prop(optional)]
    clear: Option<Callback<()>>,
    /// What else one can ask for.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let i18n = canvas.i18n;
    let count = move || canvas.found.with(|found| found.as_ref().map(Vec::len));
    let from_tool = document().active_element().is_some_and(|element| element.matches(TOOL).unwrap_or_default());
    let close = move || {
        canvas.filtering.set(false);
        if from_tool {
            focus_element(TOOL);
        } else if let Some(item) = canvas.focus.get_untracked() {
            canvas.focus_item(item);
        }
    };
    let clear = move |_| {
        who.set(Who::default());
        if let Some(clear) = clear {
            clear.run(());
        }
    };
    focus_element("#filter-role");
    view! {
        <div
            class="cv-pop cv-filter"
            role="dialog"
            aria-label=move || t_string!(i18n, canvas.filter.title)
            on:keydown=move |event: ev::KeyboardEvent| {
                if event.key() == "Escape" {
                    event.prevent_default();
                    close();
                }
            }
        >
            <div class="cv-grab" aria-hidden="true"></div>
            <h2>{move || t_string!(i18n, canvas.filter.title)}</h2>
            <WhoFields canvas who/>
            {children.map(|children| children())}
            <div class="cv-save">
                <button class="button" data-kind="quiet" type="button" disabled=move || count().is_none() on:click=clear>
                    {move || t_string!(i18n, canvas.filter.clear)}
                </button>
                <button class="button" type="button" on:click=move |_| close()>{move || t_string!(i18n, shell.common.close)}</button>
                <button class="button" data-kind="primary" type="button" disabled=move || count().is_none_or(|count| count == 0) on:click=move |_| {
                    canvas.select_found();
                    close();
                }>
                    {move || t_string!(i18n, canvas.filter.select, count = count().unwrap_or_default()).to_string()}
                </button>
            </div>
        </div>
    }
}

/// One thing that is asked for or not.
pub fn tick<F: Send + Sync + 'static>(
    asked: RwSignal<F>,
    label: Signal<String>,
    read: fn(&F) -> bool,
    set: fn(&mut F, bool),
) -> impl IntoView {
    view! {
        <label class="cv-check">
            <input type="checkbox" prop:checked=move || asked.with(read) on:change=move |event| asked.update(|asked| set(asked, event_target_checked(&event)))/>
            {move || label.get()}
        </label>
    }
}
