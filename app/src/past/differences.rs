//! What differs between the two days, as a list: what joined, what left, what changed from which value to which.

use super::{Past, screen::is_on, words::said};
use crate::{
    canvas::Wanted,
    i18n::{model_locale, t_string, use_i18n},
    replica::RoomHandle,
    route::Way,
};
use leptos::prelude::*;
use model::compare::{Difference, Kind};

#[component]
pub(super) fn Differences() -> impl IntoView {
    let i18n = use_i18n();
    let past = expect_context::<Past>();
    let tab = expect_context::<Way>().tab();
    let room = expect_context::<RoomHandle>();
    let wanted = use_context::<Wanted>();
    let rows = move || {
        let locale = i18n.get_locale();
        let on_tab = |all: &Vec<Difference>| {
            all.iter().filter(|one| is_on(tab.get(), one.item)).cloned().collect::<Vec<Difference>>()
        };
        let mut all = past.differences.with(on_tab);
        model::order::sort_by_key(&mut all, |one| (one.kind, one.item));
        if all.is_empty() {
            return view! { <li class="cv-none">{t_string!(i18n, past.same)}</li> }.into_any();
        }
        let row = |one: Difference| {
            let (sign, kind) = match one.kind {
                Kind::Joined => ("＋", t_string!(i18n, past.joined)),
                Kind::Left => ("－", t_string!(i18n, past.left)),
                Kind::Changed => ("Δ", t_string!(i18n, past.changed)),
            };
            let (name, values) = past
                .log
                .try_with_value(|log| {
                    let now = room.with(Clone::clone);
                    let states = log.as_ref().map(|log| {
                        let (at, base) = (past.at.get_untracked(), past.base.get_untracked().unwrap_or_default());
                        (log.at(at.min(base), &now), log.at(at.max(base), &now))
                    });
                    states.map(|(older, newer)| said(&one, &older, &newer, model_locale(locale), locale))
                })
                .flatten()
                .unwrap_or_default();
            let item = one.item;
            let mark = past.mark(item);
            view! {
                <li>
                    <button type="button" data-diff=mark on:click=move |_| if let Some(wanted) = wanted { wanted.ask(item) }>
                        <b><i aria-hidden="true">{sign}</i>" "{name}</b>" "<small>{kind}</small>
                        {values.into_iter().map(|value| view! { <span>{value}</span> }).collect_view()}
                    </button>
                </li>
            }
        };
        all.into_iter().map(row).collect_view().into_any()
    };
    view! {
        <div class="past-list past-differences" role="region" aria-label=move || t_string!(i18n, past.differences)>
            <ul>{rows}</ul>
        </div>
    }
}
