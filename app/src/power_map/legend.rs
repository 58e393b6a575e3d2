//! The legend: every mark in use, in shape and in colour. Always in sight; on a phone it folds into a button.

use super::state::Screen;
use crate::{i18n::t_string, replica::RoomHandle, shell::When};
use diagram::power_map::{signed, strength_class};
use leptos::prelude::*;
use model::power_map::{PowerNode, Vendor};

/// Whether an assessment of another deal is on the map that nobody has verified: explained as long as one is.
pub fn taken_over(room: RoomHandle) -> Memo<bool> {
    let doubtful = |node: &PowerNode| node.current(Vendor::Us).is_some_and(|(_, one)| one.is_unverified());
    Memo::new(move |_| {
        room.track_settled();
        room.with(|room| {
            room.deal().is_some_and(|(_, deal)| deal.power_map.live_nodes().any(|(_, node)| doubtful(node)))
        })
    })
}

/// What has grown old, and what is older still.
pub fn ageing() -> impl IntoView {
    view! { <i class="own-mark s1 stale">"+1"</i><i class="own-mark s1 stale old">"+1"</i> }
}

/// The legend.
#[component]
pub fn Legend() -> impl IntoView {
    let screen = expect_context::<Screen>();
    let i18n = screen.i18n;
    let taken_over = taken_over(screen.room);
    let scale = move || {
        (-3..=3)
            .rev()
            .map(|value| {
                let label = super::words::strength(i18n.get_locale(), value);
                view! { <i class=strength_class(value) title=label aria-label=format!("{} {label}", signed(value))>{signed(value)}</i> }
            })
            .collect_view()
    };
    let scale_words = move || {
        let locale = i18n.get_locale();
        let word = |value| super::words::strength(locale, value);
        (-3..=3).rev().map(|value| format!("{} {}", signed(value), word(value))).collect::<Vec<_>>().join(" · ")
    };
    let rivals = move || {
        screen.rivals.get().then(|| {
            screen.cast.with(|cast| {
                cast.rivals
                    .iter()
                    .map(|(_, name, colour)| {
                        view! { <li><i class=format!("ring-mark rival-{colour}")></i>{name.clone()}</li> }
                    })
                    .collect_view()
            })
        })
    };
    // Letters of people who have left are explained only as long as somebody might meet them on a card.
    let letters = move || {
        screen.cast.with(|cast| {
            cast.team
                .iter()
                .filter(|(_, colleague)| !colleague.left)
                .map(|(_, colleague)| {
                    view! { <li><u class="letter">{colleague.letter.clone()}</u>" "{colleague.name.clone()}</li> }
                })
                .collect_view()
        })
    };
    view! {
                <li><i class="own-mark s2">"+2"</i>{move || t_string!(i18n, power_map.legend.ours)}</li>
                {rivals}
                <li>
                    <svg viewBox="-10 -10 40 20" width="36" height="18" aria-hidden="true">
                        <rect class="box key" x="0.8" y="-7" width="28" height="14" rx="3"></rect>
                        <rect class="box-inner" x="3.3" y="-4.5" width="23" height="9" rx="2"></rect>
                        <path class="star" transform="translate(0 -4) scale(.75)" d="M0-8l2.3 4.9 5.3.7-3.9 3.7 1 5.3L0 4.1l-4.7 2.5 1-5.3-3.9-3.7 5.3-.7z"></path>
                    </svg>
                    {move || t_string!(i18n, power_map.legend.key)}
                </li>
                {letters}
                <li class="pm-legend-scale"><span class="scale" role="group" aria-label=move || t_string!(i18n, power_map.legend.scale)>{scale}</span><span class="scale-words">{scale_words}</span></li>
                <li>{move || t_string!(i18n, power_map.legend.no_circle)}</li>
                <li>{sample("reports", "M1 8h26")}{move || t_string!(i18n, power_map.legend.reports)}</li>
                <li>
                    <svg viewBox="0 0 30 16" width="28" height="15" aria-hidden="true">
                        <path class="influences w2" d="M1 8h20"></path>
                        <path class="arrow" d="M29 8l-9-4.5v9z"></path>
                    </svg>
                    {move || t_string!(i18n, power_map.legend.influences)}
                </li>
                <li>
                    <svg viewBox="0 0 30 16" width="28" height="15" aria-hidden="true">
                        <path class="conflicts" d="M1 8h28"></path>
                        <circle class="cross-back" cx="15" cy="8" r="6.5"></circle>
                        <path class="cross" d="M12.6 5.600l4.8 4.800M17.4 5.600l-4.8 4.8"></path>
                    </svg>
                    {move || t_string!(i18n, power_map.legend.conflicts)}
                </li>
                <li>
                    <svg viewBox="0 0 30 16" width="28" height="15" aria-hidden="true"><rect class="box nameless" x="1" y="2" width="27" height="12" rx="3"></rect></svg>
                    {move || t_string!(i18n, power_map.legend.nameless)}
                </li>
                <li>{ageing()}{move || t_string!(i18n, power_map.legend.stale)}</li>
                <When when=move || taken_over.get()><li><i class="own-mark s1">"+1?"</i>{move || t_string!(i18n, power_map.legend.unverified)}</li></When>
                <li class="pm-legend-ghost">
                    <svg viewBox="0 0 30 16" width="28" height="15" aria-hidden="true"><g class="card ghost"><rect class="box" x="1" y="2" width="27" height="12" rx="3"></rect></g></svg>
                    {move || t_string!(i18n, power_map.legend.ghost)}
                </li>
                <li>
                    <svg viewBox="0 0 30 16" width="28" height="15" aria-hidden="true"><rect class="company" x="1" y="1" width="28" height="14" rx="4"></rect></svg>
                    {move || t_string!(i18n, power_map.legend.company)}
                </li>
                <li>
                    <svg viewBox="-8 -8 16 16" width="16" height="15" aria-hidden="true"><path class="pin" d="M-3-6h6v1.600l-1.600 1v2.400l2.400 2.400h-3v3.600h-1.600v-3.600h-3l2.400-2.400v-2.400l-1.600-1z"></path></svg>
                    {move || t_string!(i18n, power_map.legend.pin)}
                </li>
    }
}

fn sample(class: &'static str, d: &'static str) -> impl IntoView {
    view! {
        <svg viewBox="0 0 28 16" width="26" height="15" aria-hidden="true"><path class=class d=d></path></svg>
    }
}
