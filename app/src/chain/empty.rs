//! What stands on an empty chain: the usual ways of buying to begin with.

use super::{state::Screen, words::template_name};
use crate::{i18n::t_string, shell::When};
use leptos::prelude::*;
use model::{chain::Template, rank::Place};

/// The templates; nothing once there is a step.
#[component]
pub fn Empty() -> impl IntoView {
    let screen = expect_context::<Screen>();
    let i18n = screen.i18n;
    let empty = Memo::new(move |_| screen.layout.with(|layout| layout.columns.is_empty()));
    move || {
        (empty.get() && screen.adding.with(Option::is_none)).then(|| {
            view! {
                <div class="cv-empty ch-empty">
                    <h2>{move || t_string!(i18n, chain.empty.title)}</h2>
                    <p>{move || t_string!(i18n, chain.empty.text)}</p>
                    <When when=move || screen.may_edit.get()>
                        <div class="ch-templates">
                            {Template::ALL.map(|template| template_button(screen, template))}
                        </div>
                        <button class="button" type="button" on:click=move |_| screen.start_adding_at(Place::Last)>
                            {move || t_string!(i18n, chain.empty.blank)}
                        </button>
                    </When>
                </div>
            }
        })
    }
}

fn template_button(screen: Screen, template: Template) -> impl IntoView {
    let i18n = screen.i18n;
    let steps = move || {
        let locale = i18n.get_locale();
        let names = template.steps().iter().map(|kind| super::words::kind_name(locale, *kind));
        names.collect::<Vec<_>>().join(" → ")
    };
    view! {
        <button class="ch-template" type="button" on:click=move |_| screen.begin_with(template)>
            <b>{move || template_name(i18n.get_locale(), template)}</b>
            <span>{steps}</span>
            <small>{move || t_string!(i18n, chain.template.steps, count = template.steps().len()).to_string()}</small>
        </button>
    }
}
