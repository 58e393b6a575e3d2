//! What differs between the two days, as a list: what joined, what left, what changed from which value to which.

use super::{Past, kind_name, sign};
use crate::{
    canvas::Wanted,
    i18n::{t_string, use_i18n},
    route::Way,
    talk::tab_of,
    words::compare::{self, said},
};
use leptos::prelude::*;
use model::compare::{Difference, Kind};

#[component]
pub(super) fn Differences() -> impl IntoView {
    let i18n = use_i18n();
    let past = expect_context::<Past>();
    let tab = expect_context::<Way>().tab();
    let wanted = use_context::<Wanted>();
    let rows = move || {
        let locale = i18n.get_locale();
        let tab = tab.get();
        let mut all = past.compared.with(|compared| {
            let here = compared.differences.iter().filter(|one| tab_of(one.item) == Some(tab));
            here.cloned().collect::<Vec<Difference>>()
        });
        model::order::sort_by_key(&mut all, |one| (one.kind, one.item));
        if all.is_empty() {
            return view! { <li class="cv-none">{t_string!(i18n, past.same)}</li> }.into_any();
        }
        let row = |one: Difference| {
            let said_kind = compare::kind(locale, one.kind);
            let said = past.compared.with_untracked(|compared| {
                let pair = compared.pair.as_ref();
                pair.map(|(older, newer)| said(&one, older, newer, locale)).unwrap_or_default()
            });
            let name = said.name;
            let values = said.changes.into_iter().map(|one| format!("{} {} → {}", one.aspect, one.old, one.new));
            let item = one.item;
            view! {
                <li>
                    <button type="button" data-diff=kind_name(one.kind) on:click=move |_| if let Some(wanted) = wanted { wanted.ask(item) }>
                        <b><i class="past-sign" data-kind=kind_name(one.kind) aria-hidden="true">{sign(one.kind)}</i>" "{name}</b>" "<small>{said_kind}</small>
                        {values.map(|value| view! { <span>{value}</span> }).collect_view()}
                    </button>
                </li>
            }
        };
        all.into_iter().map(row).collect_view().into_any()
    };
    view! {
        <div class="past-list past-differences" role="region" aria-label=move || t_string!(i18n, past.differences)>
            <ul>{rows}</ul>
            <ul class="past-legend" aria-label=move || t_string!(i18n, past.legend)>
                {Kind::ALL.map(|kind| view! {
                    <li>
                        <i class="past-sign" data-kind=kind_name(kind) aria-hidden="true">{sign(kind)}</i>
                        {move || compare::drawn(i18n.get_locale(), kind)}
                    </li>
                }).collect_view()}
            </ul>
        </div>
    }
}
