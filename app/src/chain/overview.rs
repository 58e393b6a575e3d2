//! Where the chain stands in four numbers, and the steps that need somebody: late, blocked, nobody known, a rival ahead.

use super::state::Screen;
use crate::i18n::t_string;
use leptos::prelude::*;
use model::{
    EntityKey, StepId,
    chain::{StepState, ranked},
    task::{TaskOrigin, open_from},
};

/// A step and why it needs somebody.
#[derive(Clone, Debug, PartialEq)]
struct Row {
    step: StepId,
    number: usize,
    name: String,
    why: String,
    behind: bool,
    task: bool,
}

#[derive(Clone, Debug, Default, PartialEq)]
struct Standing {
    steps: usize,
    done: usize,
    late: usize,
    unmanned: usize,
    behind: usize,
    rows: Vec<Row>,
}

fn standing(screen: Screen) -> Standing {
    screen.with_scene(|scene| {
        let Some((_, deal)) = scene.map.room.deal() else { return Standing::default() };
        let rivals: Vec<_> = deal.rivals.iter().copied().collect();
        let mut standing = Standing::default();
        for (number, (id, step)) in (1..).zip(ranked(&deal.chain)) {
            let now = model::chain::position(step, &deal.power_map, &rivals, screen.today());
            let done = step.state == StepState::Done;
            standing.steps += 1;
            standing.done += usize::from(done);
            // What is over can not be mended.
            if done {
                continue;
            }
            standing.late += usize::from(now.late > 0);
            standing.unmanned += usize::from(now.unmanned);
            standing.behind += usize::from(now.they_lead);
            let words = scene.words;
            let why: Vec<String> = [
                (step.state == StepState::Blocked).then(|| words.state(StepState::Blocked).to_owned()),
                (now.late > 0).then(|| words.late.replace('#', &now.late.to_string())),
                now.unmanned.then(|| words.unmanned.clone()),
                now.they_lead.then(|| untrack(|| t_string!(screen.i18n, chain.overview.rival_ahead).to_owned())),
            ]
            .into_iter()
            .flatten()
            .collect();
            if !why.is_empty() {
                let task = open_from(deal, TaskOrigin::Step { step: id }).is_some();
                let row =
                    Row { step: id, number, name: scene.name(id), why: why.join(" · "), behind: now.they_lead, task };
                standing.rows.push(row);
            }
        }
        standing
    })
}

/// The numbers and the list.
#[component]
pub fn Overview() -> impl IntoView {
    let screen = expect_context::<Screen>();
    let i18n = screen.i18n;
    let now = Memo::new(move |_| {
        screen.room.track_all();
        standing(screen)
    });
    let number = move |read: fn(&Standing) -> usize| move || now.with(read);
    let rows = move || now.with(|now| now.rows.iter().map(|row| row_view(screen, row.clone())).collect_view());
    view! {
        <section class="cv-overview">
            <h2>{move || t_string!(i18n, chain.overview.title)}</h2>
            <dl class="pm-numbers ch-numbers">
                <div><dt>{move || t_string!(i18n, chain.overview.done)}</dt><dd data-number="done">{number(|now| now.done)}<small>"/"{number(|now| now.steps)}</small></dd></div>
                <div><dt>{move || t_string!(i18n, chain.overview.late)}</dt><dd data-number="late">{number(|now| now.late)}</dd></div>
                <div><dt>{move || t_string!(i18n, chain.overview.unmanned)}</dt><dd data-number="unmanned">{number(|now| now.unmanned)}</dd></div>
                <div><dt>{move || t_string!(i18n, chain.overview.behind)}</dt><dd data-number="behind">{number(|now| now.behind)}</dd></div>
            </dl>
        </section>
        <section class="pm-gaps ch-attention cv-overview">
            <h2>{move || t_string!(i18n, chain.overview.attention)}" "<small>{number(|now| now.rows.len())}</small></h2>
            {move || now.with(|now| now.rows.is_empty() && now.steps > 0).then(|| view! { <p class="cv-none">{t_string!(i18n, chain.overview.none)}</p> })}
            <ul>{rows}</ul>
        </section>
    }
}

fn row_view(screen: Screen, row: Row) -> impl IntoView {
    let i18n = screen.i18n;
    let step = row.step;
    let action = move || {
        if row.task {
            view! { <small class="ch-planned">{t_string!(i18n, chain.overview.has_task)}</small> }.into_any()
        } else if screen.may_edit.get() {
            view! {
                <button class="button" data-kind="link" data-size="small" type="button" on:click=move |_| screen.make_task(step)>{t_string!(i18n, chain.step.make_task)}</button>
            }
            .into_any()
        } else {
            ().into_any()
        }
    };
    view! {
        <li>
            <button class="pm-gap" type="button" on:click=move |_| screen.show_item(EntityKey::Step(step))>
                <i class="ch-order" aria-hidden="true">{row.number}</i>
                <span><b>{row.name}</b><small data-behind=row.behind.then_some("")>{row.why}</small></span>
            </button>
            {action}
        </li>
    }
}
