//! The bar below the drawing: which day, playing, snapshots, comparing, and the way back to today.
//!
//! Keys: the slider takes arrows, Page up and down, Home and End, as every slider does.

use super::{Past, Then, differences::Differences, moments::Moments};
use crate::{
    i18n::{t_string, use_i18n},
    replica::{self, RoomHandle},
    shell::{DayInput, Icon, Shape, When},
};
use leptos::{leptos_dom::helpers::IntervalHandle, prelude::*};
use model::Day;
use std::time::Duration;

/// How long a day with news stays on the screen while the days play.
const DAY_SHOWN: Duration = Duration::from_millis(700);

#[component]
pub(super) fn Bar(room: RoomHandle) -> impl IntoView {
    let i18n = use_i18n();
    let past = expect_context::<Past>();
    let today = replica::today();
    let first = past.log.try_with_value(|log| log.as_ref()?.first()).flatten().unwrap_or(today);
    let named = RwSignal::new(false);
    let comparing = RwSignal::new(false);
    let playing = RwSignal::new(None::<IntervalHandle>);
    let stop = move || {
        if let Some(handle) = playing.try_update(Option::take).flatten() {
            handle.clear();
        }
    };
    on_cleanup(stop);
    let step = move || {
        let next = past.log.try_with_value(|log| log.as_ref()?.next(past.at.get_untracked().day)).flatten();
        match next.filter(|day| *day <= today) {
            Some(day) => past.at.set(Then::end_of(day)),
            None => stop(),
        }
    };
    let play = move |_| {
        if playing.with_untracked(Option::is_some) {
            return stop();
        }
        if past.at.get_untracked().day >= today {
            past.at.set(Then::end_of(first));
        }
        playing.set(set_interval_with_handle(step, DAY_SHOWN).ok());
    };
    let day = move || past.at.get().said(i18n.get_locale());
    let show = move |then: Then| {
        stop();
        past.at.set(then);
    };
    let set = move |day: Day| show(Then::end_of(day.clamp(first, today)));
    view! {
        <section class="past" aria-label=move || t_string!(i18n, past.title)>
            <When when=move || comparing.get()><Differences/></When>
            <When when=move || named.get()><Moments room set=Callback::new(show) comparing/></When>
            <div class="past-bar">
                <button class="icon-button" type="button" aria-pressed=move || playing.with(Option::is_some).to_string() aria-label=move || t_string!(i18n, past.play) title=move || t_string!(i18n, past.play) on:click=play>
                    {move || if playing.with(Option::is_some) { "❚❚" } else { "▶" }}
                </button>
                <input type="range" min=first.0 max=today.0 step="1"
                    aria-label=move || t_string!(i18n, past.day)
                    aria-valuetext=day
                    prop:value=move || past.at.get().day.0.to_string()
                    on:input=move |event| if let Ok(day) = event_target_value(&event).parse() { set(Day(day)) }/>
                <output class="past-day">{day}</output>
                <button class="button" data-size="small" type="button" aria-expanded=move || named.get().to_string() on:click=move |_| { named.update(|open| *open = !*open); }>
                    {move || t_string!(i18n, past.snapshots)}
                </button>
                <button class="button" data-size="small" type="button" aria-expanded=move || comparing.get().to_string() on:click=move |_| {
                    let open = !comparing.get_untracked();
                    comparing.set(open);
                    let before = past.at.get_untracked().day.plus(-30).clamp(first, today);
                    past.base.set(open.then(|| Then::end_of(before)));
                }>
                    {move || t_string!(i18n, past.compare)}
                </button>
                <When when=move || comparing.get()>
                    <DayInput label=Signal::derive(move || t_string!(i18n, past.with_day).to_owned())
                        value=Signal::derive(move || past.base.get().map(|then| then.day)) may=Signal::stored(true)
                        commit=Callback::new(move |day: Option<Day>| past.base.set(day.map(|day| Then::end_of(day.clamp(first, today)))))/>
                </When>
                <button class="button past-close" data-kind="primary" data-size="small" type="button" on:click=move |_| past.open.set(false)>
                    <Icon shape=Shape::Close/>{move || t_string!(i18n, past.close)}
                </button>
            </div>
        </section>
    }
}
