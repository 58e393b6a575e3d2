//! A text that is edited where it stands.

use crate::{
    board::is_composing,
    i18n::{model_locale, use_i18n},
};
use leptos::{ev, prelude::*};
use model::{Refusal, text::clean};
use wasm_bindgen::JsCast;

/// A field that reads as text until it is pointed at. `Enter` and leaving it commit, `Esc` takes back; neither does
/// anything while an input method composes. What a colleague changes shows at once, unless the user is typing here. What
/// is refused stays as typed, with the reason under it.
#[component]
pub fn Cell(
    /// The value as the room has it.
    #[prop(into)]
    value: Signal<String>,
    /// Name of the field.
    #[prop(into)]
    label: Signal<String>,
    /// Whether it may be changed.
    #[prop(into)]
    may: Signal<bool>,
    /// Shown while it is empty.
    #[prop(optional, into)]
    placeholder: Signal<String>,
    /// Several lines: `Enter` commits all the same, `Shift+Enter` breaks the line.
    #[prop(default = false)]
    lines: bool,
    /// Is told the value that was there when the user began to type: what a note is merged with.
    #[prop(optional)]
    began: Option<RwSignal<String>>,
    /// `plain` in tables; anything else has the frame of a form.
    #[prop(default = "plain")]
    kind: &'static str,
    /// Takes a new value, or says why not.
    commit: impl Fn(String) -> Result<(), Refusal> + Copy + Send + Sync + 'static,
) -> impl IntoView {
    let i18n = use_i18n();
    let draft = RwSignal::new(None::<String>);
    let refused = RwSignal::new(None::<Refusal>);
    let shown = move || draft.get().unwrap_or_else(|| value.get());
    let finish = move || {
        let Some(typed) = draft.get_untracked() else { return };
        let typed = clean(&typed, lines);
        let done = if typed == value.get_untracked() { Ok(()) } else { commit(typed) };
        if done.is_ok() {
            draft.set(None);
        }
        refused.set(done.err());
    };
    let typed = move |event: ev::Event| {
        if let Some(began) = began.filter(|_| draft.with_untracked(Option::is_none)) {
            began.set(value.get_untracked());
        }
        draft.set(Some(event_target_value(&event)));
        refused.set(None);
    };
    let keys = move |event: ev::KeyboardEvent| {
        if is_composing(&event) {
            return;
        }
        match event.key().as_str() {
            "Enter" if !(lines && event.shift_key()) => {
                event.prevent_default();
                finish();
                if refused.with_untracked(Option::is_none) {
                    leave(&event);
                }
            }
            "Escape" if draft.with_untracked(Option::is_some) => {
                // In a dialog the first Esc takes back what was typed, the second one closes.
                event.prevent_default();
                event.stop_propagation();
                draft.set(None);
                refused.set(None);
            }
            _ => {}
        }
    };
    let invalid = move || refused.with(Option::is_some).then_some("true");
    let field = if lines {
        view! {
            <textarea
                class="input"
                data-kind=kind
                rows="1"
                aria-label=move || label.get()
                aria-invalid=invalid
                placeholder=move || placeholder.get()
                disabled=move || !may.get()
                prop:value=shown
                on:input=typed
                on:blur=move |_| finish()
                on:keydown=keys
            ></textarea>
        }
        .into_any()
    } else {
        view! {
            <input
                class="input"
                data-kind=kind
                type="text"
                autocomplete="off"
                aria-label=move || label.get()
                aria-invalid=invalid
                title=move || value.get()
                placeholder=move || placeholder.get()
                disabled=move || !may.get()
                prop:value=shown
                on:input=typed
                on:blur=move |_| finish()
                on:keydown=keys
            />
        }
        .into_any()
    };
    view! {
        {field}
        {move || refused.get().map(|refusal| view! {
            <p class="field-error" role="alert">{refusal.sentence(model_locale(i18n.get_locale()))}</p>
        })}
    }
}

fn leave(event: &ev::KeyboardEvent) {
    if let Some(field) = event.target().and_then(|target| target.dyn_into::<web_sys::HtmlElement>().ok()) {
        let _ = field.blur();
    }
}
