//! The form of a new step: one of the usual kinds, or a name of its own.

use super::{
    state::{Adding, Screen},
    words::kind_name,
};
use crate::{
    canvas::focus_element,
    i18n::t_string,
    shell::{ChoiceField, When, chosen, options},
};
use leptos::{ev, prelude::*};
use model::chain::StepKind;

/// The form; nothing while no step is added.
#[component]
pub fn AddForm() -> impl IntoView {
    let screen = expect_context::<Screen>();
    move || screen.adding.get().map(|adding| view! { <Form adding/> })
}

#[component]
fn Form(adding: Adding) -> impl IntoView {
    let screen = expect_context::<Screen>();
    let i18n = screen.i18n;
    // The first kind the chain does not have yet is the likeliest.
    let likely = screen.with_chain(|chain| {
        let there = |kind: StepKind| chain.steps.iter().any(|(_, step)| !step.archived && step.kind == kind);
        StepKind::ALL.into_iter().position(|kind| kind == StepKind::Other || !there(kind)).unwrap_or_default()
    });
    let kind = RwSignal::new(likely.to_string());
    let name = RwSignal::new(String::new());
    let asked = RwSignal::new(false);
    let kind_now = move || chosen(&StepKind::ALL, &kind.get()).unwrap_or(StepKind::Other);
    let close = move || screen.adding.set(None);
    let missing = move || kind_now() == StepKind::Other && name.with(|name| name.trim().is_empty());
    let submit = move || {
        if untrack(missing) {
            asked.set(true);
            focus_element("#ch-add-name");
        } else if screen.add_step(untrack(kind_now), &name.get_untracked(), adding.place) {
            close();
        }
    };
    let place = move || {
        let (width, height) = screen.size.get();
        let point = screen.view.get().to_screen(adding.at);
        let x = (point.x - 178.0).clamp(8.0, (width - 372.0).max(8.0));
        (format!("{x:.0}px"), format!("{:.0}px", point.y.clamp(8.0, (height - 320.0).max(8.0))))
    };
    focus_element("#ch-add-kind");
    view! {
        <div class="cv-scrim" on:pointerdown=move |_| close()></div>
        <div
            class="cv-pop"
            role="dialog"
            aria-label=move || t_string!(i18n, chain.add.title)
            style:--at-x=move || place().0
            style:--at-y=move || place().1
            on:keydown=move |event: ev::KeyboardEvent| {
                if event.key() == "Escape" && !event.is_composing() {
                    event.prevent_default();
                    close();
                }
            }
        >
            <div class="cv-grab" aria-hidden="true"></div>
            <h2>{move || t_string!(i18n, chain.add.title)}</h2>
            <form class="cv-form" novalidate on:submit=move |event: ev::SubmitEvent| {
                event.prevent_default();
                submit();
            }>
                <ChoiceField id="ch-add-kind" label=Signal::derive(move || t_string!(i18n, chain.add.kind).to_owned())
                    choices=Signal::derive(move || options(&StepKind::ALL, |kind| kind_name(i18n.get_locale(), kind).to_owned()))
                    value=kind enabled=Signal::from(true) commit=Callback::new(move |value| kind.set(value))/>
                <div class="field">
                    <label for="ch-add-name">{move || t_string!(i18n, chain.add.name)}</label>
                    <input id="ch-add-name" class="input" type="text" autocomplete="off"
                        placeholder=move || if kind_now() == StepKind::Other { "" } else { kind_name(i18n.get_locale(), kind_now()) }
                        aria-invalid=move || (asked.get() && missing()).then_some("true")
                        prop:value=move || name.get()
                        on:input=move |event| name.set(event_target_value(&event))/>
                    <When when=move || asked.get() && missing()><small class="field-error">{move || t_string!(i18n, chain.add.name_missing)}</small></When>
                </div>
                <div class="cv-save">
                    <button class="button" data-kind="quiet" type="button" on:click=move |_| close()>{move || t_string!(i18n, power_map.assess.cancel)}</button>
                    <button class="button" data-kind="primary" type="submit">{move || t_string!(i18n, chain.add.submit)}</button>
                </div>
            </form>
        </div>
    }
}
