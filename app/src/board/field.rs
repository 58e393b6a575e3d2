//! Fields of forms: label, control, hint and the reason why it was not taken, tied together for screen readers.

use crate::{
    format,
    i18n::{model_locale, t_string, use_i18n},
    shell::{Edited, FieldBox},
};
use leptos::{ev, prelude::*};
use model::Currency;

/// Whether a key belongs to the input method that is composing: it must do nothing else.
pub fn is_composing(event: &ev::KeyboardEvent) -> bool {
    /// What browsers report for every key an input method takes.
    const PROCESS: u32 = 229;
    event.is_composing() || event.key_code() == PROCESS
}

/// Keeps Enter and Esc from sending or closing the form while a composition is open.
pub fn leave_to_input_method(event: &ev::KeyboardEvent) {
    if is_composing(event) && matches!(event.key().as_str(), "Enter" | "Escape") {
        event.prevent_default();
        event.stop_propagation();
    }
}

/// A label above any control. The control carries `id`.
#[component]
pub fn Field(
    /// Id of the control.
    id: &'static str,
    /// Its label.
    #[prop(into)]
    label: Signal<String>,
    /// What helps to fill it in.
    #[prop(into, optional)]
    hint: Signal<String>,
    /// Why it was not taken.
    #[prop(into, optional)]
    error: Signal<Option<String>>,
    /// Who else may be in it.
    #[prop(optional_no_strip)]
    edited: Option<Edited>,
    /// The control.
    children: Children,
) -> impl IntoView {
    view! {
        <FieldBox edited>
            <label for=id>{move || label.get()}</label>
            {children()}
            {move || {
                let hint = hint.get();
                (!hint.is_empty()).then(|| view! { <small id=format!("{id}-hint")>{hint}</small> })
            }}
            <p class="field-error" id=format!("{id}-error") role="alert">{move || error.get()}</p>
        </FieldBox>
    }
}

/// A line of text.
#[component]
pub fn TextField(
    /// Id of the input.
    id: &'static str,
    /// Its label.
    #[prop(into)]
    label: Signal<String>,
    /// The text.
    value: RwSignal<String>,
    /// An example, shown while it is empty.
    #[prop(into, optional)]
    example: Signal<String>,
    /// What helps to fill it in.
    #[prop(into, optional)]
    hint: Signal<String>,
    /// Why it was not taken.
    #[prop(into, optional)]
    error: Signal<Option<String>>,
    /// `text`, `date`.
    #[prop(default = "text")]
    kind: &'static str,
    /// The first field of a form has the focus when it opens.
    #[prop(default = false)]
    first: bool,
    /// Only to be read.
    #[prop(into, optional)]
    disabled: Signal<bool>,
    /// Who else may be in it.
    #[prop(optional_no_strip)]
    edited: Option<Edited>,
) -> impl IntoView {
    view! {
        <Field id label hint error edited>
            <input
                class="input"
                id=id
                type=kind
                autocomplete="off"
                autofocus=first
                placeholder=move || example.get()
                prop:value=move || value.get()
                disabled=move || disabled.get()
                aria-invalid=move || error.with(Option::is_some).then_some("true")
                aria-describedby=format!("{id}-hint {id}-error")
                on:input=move |event| value.set(event_target_value(&event))
            />
        </Field>
    }
}

/// A choice out of a few.
#[component]
pub fn ChoiceField(
    /// Id of the select.
    id: &'static str,
    /// Its label.
    #[prop(into)]
    label: Signal<String>,
    /// What is chosen.
    value: RwSignal<String>,
    /// Values and names.
    #[prop(into)]
    options: Signal<Vec<(String, String)>>,
    /// Why it was not taken.
    #[prop(into, optional)]
    error: Signal<Option<String>>,
    /// Only to be read.
    #[prop(into, optional)]
    disabled: Signal<bool>,
) -> impl IntoView {
    view! {
        <Field id label error>
            <select
                class="input"
                id=id
                disabled=move || disabled.get()
                aria-invalid=move || error.with(Option::is_some).then_some("true")
                aria-describedby=format!("{id}-error")
                on:change=move |event| value.set(event_target_value(&event))
            >
                {move || options.get().into_iter().map(|(option, name)| {
                    let chosen = option.clone();
                    view! { <option value=option selected=move || value.with(|value| *value == chosen)>{name}</option> }
                }).collect_view()}
            </select>
        </Field>
    }
}

/// An amount with its currency, and how it was understood.
#[component]
pub fn AmountField(
    /// Id of the amount; the currency has it with `-currency`.
    id: &'static str,
    /// Id of the currency.
    currency_id: &'static str,
    /// What was typed.
    text: RwSignal<String>,
    /// Code of the currency.
    currency: RwSignal<String>,
    /// Why it was not taken.
    #[prop(into, optional)]
    error: Signal<Option<String>>,
    /// Only to be read.
    #[prop(into, optional)]
    disabled: Signal<bool>,
    /// Who else may be in it.
    #[prop(optional_no_strip)]
    edited: Option<Edited>,
) -> impl IntoView {
    let i18n = use_i18n();
    let understood = Signal::derive(move || {
        let money = text.with(|text| format::parse_amount(text, currency_of(&currency.get())));
        let locale = model_locale(i18n.get_locale());
        money
            .map(|money| t_string!(i18n, board.create.amount_is, amount = format::money(money, locale)).to_string())
            .unwrap_or_default()
    });
    let currencies = Signal::derive(move || {
        let locale = i18n.get_locale();
        Currency::ALL
            .map(|currency| (currency.code().to_owned(), super::words::currency_name(currency, locale).to_owned()))
            .to_vec()
    });
    view! {
        <div class="field-row">
            <TextField
                id
                label=Signal::derive(move || t_string!(i18n, board.create.amount).to_owned())
                value=text
                example=Signal::derive(move || t_string!(i18n, board.create.amount_hint).to_owned())
                hint=understood
                error
                disabled
                edited
            />
            <ChoiceField
                id=currency_id
                label=Signal::derive(move || t_string!(i18n, board.create.currency).to_owned())
                value=currency
                options=currencies
                disabled
            />
        </div>
    }
}

/// The currency of a code; the first one for any other text.
pub fn currency_of(code: &str) -> Currency {
    Currency::ALL.into_iter().find(|currency| currency.code() == code).unwrap_or_default()
}
