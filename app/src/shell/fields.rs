//! Fields that are committed when they are left. What is being typed is never overwritten by a remote change.

use crate::shell::{Edited, FieldBox};
use leptos::{ev, prelude::*};

/// A single line.
#[component]
pub fn LineField(
    /// Id of the input, unique on the page.
    id: &'static str,
    /// Label.
    #[prop(into)]
    label: Signal<String>,
    /// The value as it is.
    #[prop(into)]
    value: Signal<String>,
    /// Greyed while nothing is known.
    #[prop(into, optional)]
    placeholder: Signal<String>,
    /// Whether the reader may edit.
    #[prop(into)]
    enabled: Signal<bool>,
    /// Who else may be in it.
    #[prop(optional, into)]
    edited: Option<Edited>,
    /// Takes the new value.
    commit: Callback<String>,
) -> impl IntoView {
    let draft = RwSignal::new(None::<String>);
    let shown = move || draft.get().unwrap_or_else(|| value.get());
    let leave = move || {
        if let Some(text) = draft.get_untracked()
            && text.trim() != value.get_untracked()
        {
            commit.run(text);
        }
        draft.set(None);
    };
    view! {
        <FieldBox edited>
            <label for=id>{move || label.get()}</label>
            <input
                id=id
                class="input"
                type="text"
                autocomplete="off"
                prop:value=shown
                placeholder=move || placeholder.get()
                disabled=move || !enabled.get()
                on:input=move |event| draft.set(Some(event_target_value(&event)))
                on:change=move |_| leave()
                on:keydown=move |event: ev::KeyboardEvent| {
                    if event.key() == "Escape" && !event.is_composing() {
                        draft.set(None);
                    }
                }
            />
        </FieldBox>
    }
}

/// Several lines.
#[component]
pub fn NoteField(
    /// Id of the input, unique on the page.
    id: &'static str,
    /// Label.
    #[prop(into)]
    label: Signal<String>,
    /// The text as it is.
    #[prop(into)]
    value: Signal<String>,
    /// Whether the reader may edit.
    #[prop(into)]
    enabled: Signal<bool>,
    /// Who else may be in it.
    #[prop(optional, into)]
    edited: Option<Edited>,
    /// Takes the text the reader saw when he began, and what he made of it: concurrent edits are merged from the two.
    commit: Callback<(String, String)>,
) -> impl IntoView {
    let draft = RwSignal::new(None::<(String, String)>);
    let shown = move || draft.get().map_or_else(|| value.get(), |(_, text)| text);
    view! {
        <FieldBox edited>
            <label for=id>{move || label.get()}</label>
            <textarea
                id=id
                class="input"
                rows="2"
                prop:value=shown
                disabled=move || !enabled.get()
                on:input=move |event| {
                    let text = event_target_value(&event);
                    draft.update(|draft| match draft {
                        Some((_, now)) => *now = text,
                        None => *draft = Some((value.get_untracked(), text)),
                    });
                }
                on:change=move |_| {
                    if let Some((from, to)) = draft.get_untracked()
                        && from != to
                    {
                        commit.run((from, to));
                    }
                    draft.set(None);
                }
            ></textarea>
        </FieldBox>
    }
}

/// A choice out of a list.
#[component]
pub fn ChoiceField(
    /// Id of the input, unique on the page.
    id: &'static str,
    /// Label.
    #[prop(into)]
    label: Signal<String>,
    /// Value and text of each choice.
    #[prop(into)]
    choices: Signal<Vec<(String, String)>>,
    /// The chosen value.
    #[prop(into)]
    value: Signal<String>,
    /// Whether the reader may choose.
    #[prop(into)]
    enabled: Signal<bool>,
    /// Who else may be in it.
    #[prop(optional, into)]
    edited: Option<Edited>,
    /// Is set while the reader is at the field: the choices of a very long list need to be there only then.
    #[prop(optional, into)]
    asked: Option<RwSignal<bool>>,
    /// Takes the new value.
    commit: Callback<String>,
) -> impl IntoView {
    let look = Look { id: Some(id), kind: None, label: None, ask: asking(asked) };
    view! {
        <FieldBox edited>
            <label for=id>{move || label.get()}</label>
            {select(look, choices, value, enabled, commit)}
        </FieldBox>
    }
}

/// A choice in a table, named without a label of its own.
#[component]
pub fn PlainChoice(
    /// Name of the field.
    #[prop(into)]
    label: Signal<String>,
    /// Value and text of each choice.
    #[prop(into)]
    choices: Signal<Vec<(String, String)>>,
    /// The chosen value.
    #[prop(into)]
    value: Signal<String>,
    /// Whether the reader may choose.
    #[prop(into)]
    may: Signal<bool>,
    /// Whether it has the frame of a form.
    #[prop(default = false)]
    framed: bool,
    /// Is set while the reader is at the field: what a table offers in every row needs to be there only then.
    #[prop(optional, into)]
    asked: Option<RwSignal<bool>>,
    /// Takes the new value.
    commit: Callback<String>,
) -> impl IntoView {
    let look = Look { id: None, kind: (!framed).then_some("plain"), label: Some(label), ask: asking(asked) };
    select(look, choices, value, may, commit)
}

/// Notes that the reader is at a field.
fn asking(asked: Option<RwSignal<bool>>) -> Callback<bool> {
    Callback::new(move |now: bool| {
        if let Some(asked) = asked.filter(|asked| asked.try_get_untracked() == Some(!now)) {
            asked.set(now);
        }
    })
}

/// How a choice stands where it is.
struct Look {
    id: Option<&'static str>,
    kind: Option<&'static str>,
    label: Option<Signal<String>>,
    /// Is told when the reader comes to it, and when he leaves.
    ask: Callback<bool>,
}

/// A choice: what holds shows, whatever was picked before and whether or not it was taken.
fn select(
    Look { id, kind, label, ask }: Look,
    choices: Signal<Vec<(String, String)>>,
    value: Signal<String>,
    enabled: Signal<bool>,
    commit: Callback<String>,
) -> AnyView {
    // A memo: choices are named again with every op, and are made again only if they differ.
    let offered = Memo::new(move |_| choices.get());
    let options = move || {
        let options = offered.get().into_iter().map(|(value, text)| view! { <option value=value>{text}</option> });
        options.collect_view()
    };
    let element = NodeRef::<leptos::html::Select>::new();
    // After the options: a value without its option is not taken. As a property: an option that was picked once no longer looks at its
    // attribute.
    Effect::new(move |_| {
        offered.track();
        let value = value.get();
        if let Some(element) = element.get() {
            element.set_value(&value);
        }
    });
    view! {
        <select
            node_ref=element
            id=id
            class="input"
            data-kind=kind
            aria-label=move || label.map(|label| label.get())
            disabled=move || !enabled.get()
            on:pointerdown=move |_| ask.run(true)
            on:focus=move |_| ask.run(true)
            on:blur=move |_| { ask.try_run(false); }
            on:change=move |event| {
                commit.run(event_target_value(&event));
                // What was refused must not stand there as if it held.
                event_target::<web_sys::HtmlSelectElement>(&event).set_value(&value.get_untracked());
            }
        >{options}</select>
    }
    .into_any()
}
