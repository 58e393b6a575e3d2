//! The order of the list of steps: that of the chain until somebody asks for another one. The chain itself stays as it is.

use super::state::Screen;
use crate::{i18n::t_string, shell::compare_names};
use leptos::prelude::*;
use model::StepId;
use std::cmp::Ordering;

/// What the list is sorted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    /// The place in the chain.
    Number,
    /// The name, Chinese by pinyin.
    Name,
    /// How far it is.
    State,
    /// The planned day.
    Planned,
    /// The actual day.
    Actual,
}

/// How the list is sorted: by what, and whether downwards.
pub type Sort = RwSignal<(By, bool)>;

/// The steps in the order of the list, tracked. Steps without a day stand behind those with one, whichever way.
pub fn sorted(screen: Screen, sort: Sort) -> Vec<StepId> {
    let (by, down) = sort.get();
    let mut steps: Vec<StepId> = screen.layout.with(|layout| layout.columns.iter().map(|column| column.step).collect());
    let turn = |order: Ordering| if down { order.reverse() } else { order };
    screen.room.track_all();
    match by {
        By::Number if down => steps.reverse(),
        By::Number => {}
        By::Name => {
            let compare = compare_names(screen.i18n.get_locale());
            let mut named: Vec<(StepId, String)> = steps.iter().map(|id| (*id, screen.step_name(*id))).collect();
            model::order::sort_by(&mut named, |(_, a), (_, b)| turn(compare(a, b)));
            steps = named.into_iter().map(|(id, _)| id).collect();
        }
        By::State | By::Planned | By::Actual => screen.with_chain(|chain| {
            let key = |id: &StepId| {
                let step = chain.live(*id)?;
                match by {
                    By::State => Some(step.state as i32),
                    By::Planned => step.planned.map(|day| day.0),
                    _ => step.actual.map(|day| day.0),
                }
            };
            model::order::sort_by(&mut steps, |a, b| match (key(a), key(b)) {
                (Some(a), Some(b)) => turn(a.cmp(&b)),
                (a, b) => a.is_none().cmp(&b.is_none()),
            });
        }),
    }
    steps
}

/// The head of a column: a click sorts by it, a second one turns it round.
#[component]
pub fn Head(by: By, sort: Sort) -> impl IntoView {
    let i18n = expect_context::<Screen>().i18n;
    let name = move || match by {
        By::Number => t_string!(i18n, chain.step.number),
        By::Name => t_string!(i18n, chain.twin.step),
        By::State => t_string!(i18n, chain.step.state),
        By::Planned => t_string!(i18n, chain.step.planned),
        By::Actual => t_string!(i18n, chain.step.actual),
    };
    let state = move || match sort.get() {
        (now, true) if now == by => "descending",
        (now, false) if now == by => "ascending",
        _ => "none",
    };
    view! {
        <th scope="col" aria-sort=state>
            <button class="people-sort" type="button" on:click=move |_| sort.update(|(now, down)| {
                *down = *now == by && !*down;
                *now = by;
            })>{name}</button>
        </th>
    }
}
