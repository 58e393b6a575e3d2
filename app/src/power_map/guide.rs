//! A few questions below the seven keys of an assessment, for whoever does not know the scale by heart.

use super::{state::Screen, strengths::Draft};
use crate::{
    i18n::{Locale, t_string, td_string},
    shell::When,
};
use leptos::prelude::*;
use model::power_map::{GuideStep, Question, Vendor, guide};

fn question(locale: Locale, question: Question, vendor: &str) -> String {
    match question {
        Question::Contact => td_string!(locale, power_map.guide.contact, vendor = vendor),
        Question::ForThem => td_string!(locale, power_map.guide.for_them, vendor = vendor),
        Question::Inside => td_string!(locale, power_map.guide.inside, vendor = vendor),
        Question::Exclusive => td_string!(locale, power_map.guide.exclusive, vendor = vendor),
        Question::AgainstThem => td_string!(locale, power_map.guide.against_them, vendor = vendor),
        Question::Openly => td_string!(locale, power_map.guide.openly, vendor = vendor),
        Question::Blocks => td_string!(locale, power_map.guide.blocks, vendor = vendor),
    }
    .to_string()
}

/// The guide: folded until it is wanted.
#[component]
pub(super) fn Guide(draft: Draft, vendor: Vendor) -> impl IntoView {
    let screen = expect_context::<Screen>();
    let i18n = screen.i18n;
    let open = RwSignal::new(false);
    let answers = RwSignal::new(Vec::<bool>::new());
    let name = untrack(|| match vendor {
        Vendor::Us => t_string!(i18n, power_map.guide.us).to_owned(),
        Vendor::Competitor(id) => screen.cast.with(|cast| {
            cast.rivals.iter().find(|(rival, ..)| *rival == id).map(|(_, name, _)| name.clone()).unwrap_or_default()
        }),
    });
    let answer = move |yes: bool| {
        answers.update(|answers| answers.push(yes));
        if let GuideStep::Proposes(strength) = answers.with_untracked(|answers| guide(answers)) {
            draft.value.set(Some(strength));
        }
    };
    let body = move || {
        let step = answers.with(|answers| guide(answers));
        let again = view! {
            <button class="button" data-kind="link" data-size="small" type="button" disabled=move || answers.with(Vec::is_empty) on:click=move |_| { answers.update(|answers| { answers.pop(); }); }>
                {move || t_string!(i18n, power_map.guide.back)}
            </button>
        };
        match step {
            GuideStep::Asks(asked) => view! {
                <p>{question(i18n.get_locale(), asked, &name)}</p>
                <div class="pm-guide-answers">
                    <button class="button" data-size="small" type="button" on:click=move |_| answer(true)>{move || t_string!(i18n, power_map.guide.yes)}</button>
                    <button class="button" data-size="small" type="button" on:click=move |_| answer(false)>{move || t_string!(i18n, power_map.guide.no)}</button>
                    {again}
                </div>
            }
            .into_any(),
            GuideStep::Proposes(strength) => view! {
                <p>{move || {
                    let said = super::words::strength_said(i18n.get_locale(), Some(strength));
                    t_string!(i18n, power_map.guide.proposes, strength = said).to_string()
                }}</p>
                <div class="pm-guide-answers">{again}</div>
            }
            .into_any(),
        }
    };
    view! {
        <div class="pm-guide">
            <button class="button" data-kind="link" data-size="small" type="button" aria-expanded=move || open.get().to_string() on:click=move |_| open.update(|open| *open = !*open)>
                {move || t_string!(i18n, power_map.guide.title)}
            </button>
            <When when=move || open.get()><div aria-live="polite">{body.clone()}</div></When>
        </div>
    }
}
