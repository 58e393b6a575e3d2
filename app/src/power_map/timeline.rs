//! Evidence of one person as a timeline, newest first. One's own assessments can be withdrawn; they stay readable.

use super::state::Screen;
use crate::i18n::t_string;
use diagram::power_map::{age_class, signed, strength_class};
use leptos::prelude::*;
use model::{
    AssessmentId, PersonId,
    power_map::{Age, Assessment, Strength, Vendor, age},
};

/// The timeline.
#[component]
pub fn Timeline(person: PersonId) -> impl IntoView {
    let screen = expect_context::<Screen>();
    let i18n = screen.i18n;
    let entries = move || {
        screen.room.track(model::EntityKey::Node(person));
        let mut entries: Vec<(AssessmentId, Assessment)> = screen.with_map(|map| {
            map.nodes.get(&person).map_or_else(Vec::new, |node| {
                node.assessments.iter().map(|(id, assessment)| (*id, assessment.clone())).collect()
            })
        });
        model::order::sort_by_key(&mut entries, |(id, assessment)| {
            std::cmp::Reverse((assessment.observed_at, assessment.seq, *id))
        });
        entries
    };
    move || {
        let entries = entries();
        if entries.is_empty() {
            return view! { <p class="cv-none">{move || t_string!(i18n, power_map.person.no_assessment)}</p> }
                .into_any();
        }
        let current =
            screen.with_map(|map| map.nodes.get(&person).and_then(|node| node.current(Vendor::Us)).map(|(id, _)| id));
        let rows =
            entries.into_iter().map(|(id, assessment)| entry(screen, person, id, assessment, current == Some(id)));
        view! { <ol class="pm-timeline">{rows.collect_view()}</ol> }.into_any()
    }
}

fn entry(screen: Screen, person: PersonId, id: AssessmentId, assessment: Assessment, current: bool) -> impl IntoView {
    let i18n = screen.i18n;
    let locale = i18n.get_locale();
    let author = screen.room.member_name(assessment.by).unwrap_or_default();
    let mine = assessment.by == screen.room.me();
    let (class, vendor) = match assessment.vendor {
        Vendor::Us => (String::from("mark"), None),
        Vendor::Competitor(rival) => {
            let known = screen.cast.with(|cast| cast.rivals.iter().find(|(id, ..)| *id == rival).cloned());
            let (_, name, colour) = known.unwrap_or_else(|| (rival, String::new(), 1));
            (format!("mark rival-{colour}"), Some(name))
        }
    };
    let (class, value) = match (assessment.value, assessment.vendor) {
        (Strength::Known(value), Vendor::Us) => (format!("{class} {}", strength_class(value)), signed(value)),
        (Strength::Known(value), Vendor::Competitor(_)) => (class, signed(value)),
        (Strength::Unknown, _) => (class, "?".to_owned()),
    };
    let observed = assessment.observed_at;
    let aged = match assessment.value {
        Strength::Known(_) => age(observed, screen.today()),
        Strength::Unknown => Age::Fresh,
    };
    let class = format!("{class}{}", age_class(aged));
    // Who does not see the circle is told as well.
    let days = screen.today().days_since(observed);
    let old = (aged != Age::Fresh).then(|| t_string!(i18n, power_map.gap.stale, days = days).to_string());
    let unknown = (assessment.value == Strength::Unknown).then_some("");
    let rival = vendor.is_some().then_some("");
    let quiet = (!current && vendor.is_none()).then_some("");
    let withdraw = (mine && !assessment.withdrawn && screen.may_edit.get()).then(|| {
        view! {
            <button class="button" data-kind="link" data-size="small" type="button" on:click=move |_| screen.withdraw(person, id)>
                {move || t_string!(i18n, power_map.person.withdraw)}
            </button>
        }
    });
    let strength = super::words::strength_said(locale, Some(assessment.value));
    let said = [Some(strength), old].into_iter().flatten().collect::<Vec<_>>().join(" · ");
    let withdrawn = assessment.withdrawn;
    view! {
        <li data-old=quiet data-withdrawn=withdrawn.then_some("")>
            <i class=class data-unknown=unknown data-rival=rival title=said.clone()>{value}</i>
            <div>
                <p>
                    <span class="spoken">{said}" "</span>
                    {vendor.map(|name| view! { <b>{name}" "</b> })}
                    <b>{crate::format::day(observed, screen.today(), screen.locale())}</b>
                    " "
                    {super::words::source(locale, assessment.source)}
                    " · "
                    {author}
                    {withdrawn.then(|| view! { " · " {t_string!(i18n, power_map.person.withdrawn)} })}
                </p>
                {(!assessment.evidence.is_empty()).then(|| view! { <p class="pm-evidence">{assessment.evidence}</p> })}
            </div>
            {withdraw}
        </li>
    }
}
