//! The parts of the popover of an assessment: whose relation, the seven keys, how we came to know.

use super::state::Screen;
use crate::i18n::t_string;
use diagram::power_map::{signed, strength_class};
use leptos::prelude::*;
use model::{
    PersonId,
    power_map::{Source, Strength, Vendor},
};

/// What is being entered.
#[derive(Clone, Copy)]
pub struct Draft {
    /// How strong; `None` until something is chosen.
    pub value: RwSignal<Option<Strength>>,
    /// How we came to know.
    pub source: RwSignal<Source>,
    /// When, as the date field writes it.
    pub day: RwSignal<String>,
    /// What was seen or heard.
    pub evidence: RwSignal<String>,
    /// The reader tried to save without the evidence the value needs.
    pub asked: RwSignal<bool>,
}

/// Whose relation: ours or a competitor's.
#[component]
pub fn Vendors(person: PersonId, vendor: Vendor) -> impl IntoView {
    let screen = expect_context::<Screen>();
    let i18n = screen.i18n;
    move || {
        let rivals = screen.cast.with(|cast| cast.rivals.clone());
        (!rivals.is_empty()).then(|| {
            let choice = move |this: Vendor, name: String, colour: Option<u8>| {
                view! {
                    <button
                        type="button"
                        class=colour.map_or_else(String::new, |colour| format!("rival-{colour}"))
                        aria-pressed=(this == vendor).to_string()
                        on:click=move |_| screen.assessing.set(Some((person, this)))
                    >{name}</button>
                }
            };
            let ours = choice(Vendor::Us, t_string!(i18n, power_map.person.ours).to_owned(), None);
            let theirs = rivals
                .into_iter()
                .map(|(id, name, colour)| choice(Vendor::Competitor(id), name, Some(colour)))
                .collect_view();
            view! {
                <div class="pm-vendors" role="group" aria-label=move || t_string!(i18n, power_map.assess.vendor)>{ours}{theirs}</div>
            }
        })
    }
}

/// The seven keys, and unknown apart from them.
#[component]
pub fn Strengths(draft: Draft, before: Option<Strength>) -> impl IntoView {
    let screen = expect_context::<Screen>();
    let i18n = screen.i18n;
    let chosen = move || draft.value.get().or(before);
    let step = move |by: i32| {
        let now = match chosen() {
            Some(Strength::Known(value)) => value,
            _ => 0,
        };
        let next = (now + by).clamp(-Strength::MAX, Strength::MAX);
        draft.value.set(Some(Strength::Known(next)));
        crate::canvas::focus_element(".pm-strengths [aria-checked='true']");
    };
    let keys = move || {
        (-Strength::MAX..=Strength::MAX)
            .map(|value| {
                let is = move || chosen() == Some(Strength::Known(value));
                let first = move || is() || (value == 0 && !matches!(chosen(), Some(Strength::Known(_))));
                let label = super::words::strength(i18n.get_locale(), value);
                view! {
                    <button
                        type="button"
                        role="radio"
                        class=strength_class(value)
                        aria-checked=move || is().to_string()
                        aria-label=format!("{} {label}", signed(value))
                        title=label
                        tabindex=move || if first() { "0" } else { "-1" }
                        on:click=move |_| draft.value.set(Some(Strength::Known(value)))
                    >{signed(value)}</button>
                }
            })
            .collect_view()
    };
    view! {
        <div
            class="pm-strengths"
            role="radiogroup"
            aria-label=move || t_string!(i18n, power_map.assess.title)
            on:keydown=move |event| match event.key().as_str() {
                "ArrowLeft" | "ArrowDown" => {
                    event.prevent_default();
                    step(-1);
                }
                "ArrowRight" | "ArrowUp" => {
                    event.prevent_default();
                    step(1);
                }
                _ => {}
            }
        >
            {keys}
            <button
                type="button"
                role="radio"
                class="pm-unknown"
                aria-checked=move || (chosen() == Some(Strength::Unknown)).to_string()
                on:click=move |_| draft.value.set(Some(Strength::Unknown))
            >{move || t_string!(i18n, power_map.assess.unknown)}</button>
        </div>
    }
}

/// How we came to know, and when.
#[component]
pub fn Sources(draft: Draft) -> impl IntoView {
    let screen = expect_context::<Screen>();
    let i18n = screen.i18n;
    let sources = move || {
        Source::ALL
            .map(|source| {
                view! {
                    <label class="choice">
                        <input type="radio" name="pm-source" prop:checked=move || draft.source.get() == source on:change=move |_| draft.source.set(source)/>
                        <span>{super::words::source(i18n.get_locale(), source)}</span>
                    </label>
                }
            })
            .collect_view()
    };
    view! {
        <div class="pm-how">
            <div class="choices" role="radiogroup" aria-label=move || t_string!(i18n, power_map.assess.source)>{sources}</div>
            <input
                class="input"
                type="date"
                aria-label=move || t_string!(i18n, power_map.assess.date)
                prop:value=move || draft.day.get()
                on:input=move |event| draft.day.set(event_target_value(&event))
            />
        </div>
    }
}
