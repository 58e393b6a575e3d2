//! The forms over the stage, and the frame around each.

use super::state::Screen;
use leptos::{ev, prelude::*};
use model::{DepartmentId, FishboneId, PersonId};

/// The form that is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// A new fishbone; with everything that is on this one now.
    Fishbone {
        /// Which to copy.
        copy: Option<FishboneId>,
    },
    /// A new bone.
    Bone,
    /// A person for this bone.
    Person(DepartmentId),
    /// How the relation to this person stands, against the assessments.
    Relation(PersonId),
}

/// The frame of a form. Keys: `Esc` closes.
#[component]
pub fn Pop(
    /// Its title.
    #[prop(into)]
    title: Signal<String>,
    /// Its content.
    children: Children,
) -> impl IntoView {
    let screen = expect_context::<Screen>();
    let close = move || {
        screen.form.set(None);
        // Back to the row it was asked for in.
        if let Some(row) = screen.focus.get_untracked().filter(|_| screen.twin.get_untracked()) {
            screen.focus_item(row);
        }
    };
    view! {
        <div class="cv-scrim" on:pointerdown=move |_| close()></div>
        <div
            class="cv-pop fb-pop"
            role="dialog"
            aria-label=move || title.get()
            on:keydown=move |event: ev::KeyboardEvent| {
                if event.key() == "Escape" && !event.is_composing() {
                    event.prevent_default();
                    close();
                }
            }
        >
            <div class="cv-grab" aria-hidden="true"></div>
            <h2>{move || title.get()}</h2>
            {children()}
        </div>
    }
}

/// A line to type in, with what is missing said below it.
#[component]
pub fn Line(
    /// Id of the input, unique on the page.
    id: &'static str,
    /// Label.
    #[prop(into)]
    label: Signal<String>,
    /// An example.
    #[prop(into, optional)]
    hint: Signal<String>,
    /// What was typed.
    text: RwSignal<String>,
    /// What to say while it is missing.
    #[prop(into, optional)]
    missing: Signal<Option<String>>,
    /// It can not be filled in now.
    #[prop(into, optional)]
    disabled: Signal<bool>,
) -> impl IntoView {
    view! {
        <div class="field">
            <label for=id>{move || label.get()}</label>
            <input id=id class="input" type="text" autocomplete="off"
                placeholder=move || hint.get()
                aria-invalid=move || missing.get().map(|_| "true")
                disabled=move || disabled.get()
                prop:value=move || text.get()
                on:input=move |event| text.set(event_target_value(&event))/>
            {move || missing.get().map(|why| view! { <small class="field-error">{why}</small> })}
        </div>
    }
}
