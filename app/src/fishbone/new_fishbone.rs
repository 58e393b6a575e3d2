//! The form of a new fishbone: its goal, a second line, and whether it begins blank or as a copy.

use super::{
    form::{Line, Pop},
    state::Screen,
};
use crate::{canvas::focus_element, i18n::t_string};
use leptos::{ev, prelude::*};
use model::FishboneId;

/// The form.
#[component]
pub fn NewFishbone(
    /// The fishbone it is offered to copy.
    copy: Option<FishboneId>,
) -> impl IntoView {
    let screen = expect_context::<Screen>();
    let i18n = screen.i18n;
    let (goal, detail) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let model = copy.or_else(|| screen.id());
    let copies = RwSignal::new(copy.is_some());
    let asked = RwSignal::new(false);
    let missing = Signal::derive(move || {
        let empty = asked.get() && goal.with(|goal| goal.trim().is_empty());
        empty.then(|| t_string!(i18n, fishbone.new.goal_missing).to_owned())
    });
    let submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        if goal.with_untracked(|goal| goal.trim().is_empty()) {
            asked.set(true);
            focus_element("#fb-goal");
            return;
        }
        let from = model.filter(|_| copies.get_untracked());
        if screen.add_fishbone(&goal.get_untracked(), &detail.get_untracked(), from) {
            screen.form.set(None);
        }
    };
    let original = model.map(|id| {
        screen.room.with(|room| {
            room.deal()
                .and_then(|(_, deal)| deal.fishbones.all.get(&id))
                .map_or_else(String::new, |one| one.goal.clone())
        })
    });
    focus_element("#fb-goal");
    view! {
        <Pop title=Signal::derive(move || t_string!(i18n, fishbone.new.title).to_owned())>
            <form class="cv-form" novalidate on:submit=submit>
                <Line id="fb-goal" label=Signal::derive(move || t_string!(i18n, fishbone.goal).to_owned())
                    hint=Signal::derive(move || t_string!(i18n, fishbone.new.goal_hint).to_owned()) text=goal missing/>
                <Line id="fb-detail" label=Signal::derive(move || t_string!(i18n, fishbone.detail).to_owned())
                    hint=Signal::derive(move || t_string!(i18n, fishbone.new.detail_hint).to_owned()) text=detail/>
                {original.map(|name| view! {
                    <label class="cv-check">
                        <input type="checkbox" prop:checked=move || copies.get() on:change=move |event| copies.set(event_target_checked(&event))/>
                        {move || t_string!(i18n, fishbone.new.copy, name = name.clone()).to_string()}
                    </label>
                })}
                <div class="cv-save">
                    <button class="button" data-kind="quiet" type="button" on:click=move |_| screen.form.set(None)>{move || t_string!(i18n, fishbone.cancel)}</button>
                    <button class="button" data-kind="primary" type="submit">{move || t_string!(i18n, fishbone.new.submit)}</button>
                </div>
            </form>
        </Pop>
    }
}
