//! Buttons around the one selected card: a superior, a subordinate, a peer. By key: Ctrl and an arrow.

use super::state::{Kin, Screen};
use crate::canvas::Hit;
use diagram::power_map::{CARD_HEIGHT, CARD_WIDTH};
use leptos::prelude::*;
use model::EntityKey;

/// How far from the edge of the card they stand, in pixels.
const AWAY: f64 = 22.0;

/// Which of the buttons was hit.
pub fn kin_of(hit: &Hit) -> Option<Kin> {
    hit.parts().find_map(|part| match part {
        "plus-above" => Some(Kin::Superior),
        "plus-below" => Some(Kin::Subordinate),
        "plus-beside" => Some(Kin::Peer),
        _ => None,
    })
}

/// The buttons; none while a gesture or a form is under way.
#[component]
pub fn PlusButtons() -> impl IntoView {
    let screen = expect_context::<Screen>();
    let subject = Memo::new(move |_| {
        let still = screen.live.kind.get().is_none()
            && !screen.zooming.get()
            && screen.linking.with(Option::is_none)
            && !screen.is_tap_expected()
            && screen.adding.with(Option::is_none);
        let person = screen.selected_person().filter(|_| still && screen.may_edit.get())?;
        screen.room.track(EntityKey::Node(person));
        screen.place(person)
    });
    let scale = screen.scale();
    move || {
        let at = subject.get()?;
        let scale = scale.get();
        let away = AWAY / scale;
        let button = |class: &'static str, x: f64, y: f64| {
            view! {
                <g transform=format!("translate({x:.1} {y:.1}) scale({:.3})", 1.0 / scale)>
                    <circle class=format!("plus-reach {class}") r="13"></circle>
                    <circle class=format!("plus {class}") r="9"></circle>
                    <path class=format!("plus-sign {class}") d="M-4 0h8M0-4v8"></path>
                </g>
            }
        };
        Some(view! {
            <g class="plus-buttons" aria-hidden="true">
                {button("plus-above", at.x + CARD_WIDTH / 2.0, at.y - away)}
                {button("plus-below", at.x + CARD_WIDTH / 2.0, at.y + CARD_HEIGHT + away)}
                {button("plus-beside", at.x + CARD_WIDTH + away, at.y + CARD_HEIGHT / 2.0 + 6.0)}
            </g>
        })
    }
}
