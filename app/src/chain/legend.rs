//! The legend: every mark in use, in shape and in colour.

use super::state::Screen;
use crate::{
    i18n::t_string,
    power_map::legend::{ageing, taken_over},
    shell::When,
};
use diagram::power_map::{signed, strength_class};
use leptos::prelude::*;

const NOT_STARTED: &str = r#"<circle class="ch-sign not-started" cx="8" cy="8" r="6"/>"#;
const ONGOING: &str = r#"<circle class="ch-sign ongoing" cx="8" cy="8" r="6"/><path class="ch-sign-half ongoing" d="M8 2A6 6 0 0 1 8 14Z"/>"#;
const DONE: &str = r#"<circle class="ch-sign done" cx="8" cy="8" r="6"/><path class="ch-sign-mark done" d="M5.300 8L7.300 10.400L10.700 5.600"/>"#;
const BLOCKED: &str = r#"<rect class="ch-sign blocked" x="2.600" y="2.600" width="10.800" height="10.800" rx="2"/><path class="ch-sign-mark blocked" d="M5 8H11"/>"#;
const UNMANNED: &str = r#"<rect class="ch-card dashed" x="1" y="2" width="27" height="12" rx="3"/>"#;
const BEHIND: &str = r#"<path class="ch-behind-sign" d="M3 4h10l-5 9z"/>"#;
const TODAY: &str = r#"<path class="ch-today-line" d="M8 0V16"/>"#;
const KEY: &str = r#"<rect class="box key" x="1" y="2" width="27" height="12" rx="3"/><rect class="box-inner" x="3.500" y="4.500" width="22" height="7" rx="2"/>"#;

const ACTION: &str = r#"<path class="ch-action-sign" d="M4 8h7m-3 -3l3 3l-3 3"/>"#;
const NAMELESS: &str = r#"<rect class="box nameless" x="1" y="2" width="27" height="12" rx="3"/>"#;
const GHOST: &str = r#"<g class="card ghost"><rect class="box" x="1" y="2" width="27" height="12" rx="3"/></g>"#;

/// The legend.
#[component]
pub fn Legend() -> impl IntoView {
    let screen = expect_context::<Screen>();
    let i18n = screen.i18n;
    let state = move |at: usize| move || screen.words.with(|words| words.states.get(at).cloned());
    let taken_over = taken_over(screen.room);
    let late = move || screen.words.with(|words| words.late.replace('#', "1"));
    let rivals = move || {
        screen.room.track_all();
        screen.room.with(|room| {
            let (Some((_, deal)), Some(workspace)) = (room.deal(), room.workspace()) else { return Vec::new() };
            let rivals = deal.rivals.iter().filter_map(|id| workspace.competitors.get(id));
            rivals
                .map(|rival| view! { <li><i class=format!("ring-mark rival-{}", rival.colour)></i>{rival.name.clone()}</li> })
                .collect()
        })
    };
    let scale = move || {
        let each = |value: i32| {
            let label = crate::words::power_map::strength(i18n.get_locale(), value);
            view! { <i class=strength_class(value) title=label aria-label=format!("{} {label}", signed(value))>{signed(value)}</i> }
        };
        (-3..=3).rev().map(each).collect_view()
    };
    view! {
        <li>{sample(16, NOT_STARTED)}{state(0)}</li>
        <li>{sample(16, ONGOING)}{state(1)}</li>
        <li>{sample(16, DONE)}{state(2)}</li>
        <li>{sample(16, BLOCKED)}{state(3)}</li>
        <li><i class="ch-pill">{late}</i>{move || t_string!(i18n, chain.legend.late)}</li>
        <li>{sample(30, UNMANNED)}{move || t_string!(i18n, chain.legend.unmanned)}</li>
        <li>{sample(16, TODAY)}{move || screen.words.with(|words| words.today.clone())}</li>
        <li><i class="ch-pill">{move || screen.words.with(|words| words.task.clone())}</i>{move || t_string!(i18n, chain.legend.task)}</li>
        <li>{sample(16, ACTION)}{move || t_string!(i18n, chain.legend.action)}</li>
        <li><i class="own-mark s2">"+2"</i>{move || t_string!(i18n, chain.legend.ours)}</li>
        {rivals}
        <li>{sample(16, BEHIND)}{move || t_string!(i18n, chain.legend.behind)}</li>
        <li>{sample(30, KEY)}{move || t_string!(i18n, power_map.legend.key)}</li>
        <li><span class="scale" role="group" aria-label=move || t_string!(i18n, power_map.legend.scale)>{scale}</span></li>
        <li>{move || t_string!(i18n, power_map.legend.no_circle)}</li>
        <li>{ageing()}{move || t_string!(i18n, power_map.legend.stale)}</li>
        <When when=move || taken_over.get()><li><i class="own-mark s1">"+1?"</i>{move || t_string!(i18n, power_map.legend.unverified)}</li></When>
        <li>{sample(30, NAMELESS)}{move || t_string!(i18n, power_map.legend.nameless)}</li>
        <li>{sample(30, GHOST)}{move || t_string!(i18n, power_map.legend.ghost)}</li>
    }
}

fn sample(width: u32, shapes: &'static str) -> impl IntoView {
    view! { <svg viewBox=format!("0 0 {width} 16") width=width.to_string() height="16" aria-hidden="true" inner_html=shapes></svg> }
}
