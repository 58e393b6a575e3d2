//! One sentence near the hand: why a gesture was refused, or what it took along, with undo.

use super::state::Screen;
use crate::i18n::t_string;
use leptos::prelude::*;
use std::time::Duration;

/// How long a sentence stays. A refusal stays until it is answered or replaced.
const STAYS: Duration = Duration::from_secs(7);

/// The sentence.
#[component]
pub fn NoticeBar() -> impl IntoView {
    let screen = expect_context::<Screen>();
    let i18n = screen.i18n;
    let shown = StoredValue::new(0_u32);
    Effect::new(move |_| {
        let waits = screen.notice.with(|notice| notice.as_ref().is_some_and(|notice| !notice.refused));
        shown.update_value(|shown| *shown += 1);
        if waits {
            let this = shown.get_value();
            set_timeout(
                move || {
                    if shown.try_get_value() == Some(this) {
                        screen.notice.set(None);
                    }
                },
                STAYS,
            );
        }
    });
    move || {
        screen.notice.get().map(|notice| {
            let undo = notice.undo.then(|| {
                view! {
                    <button class="button" type="button" on:click=move |_| {
                        screen.notice.set(None);
                        screen.room.undo();
                    }>
                        {move || t_string!(i18n, power_map.removed.undo)}
                    </button>
                }
            });
            view! {
                <div class="toasts pm-notice">
                    <div class="toast" data-tone=notice.refused.then_some("stop") role=if notice.refused { "alert" } else { "status" }>
                        <p>{notice.text}</p>
                        {undo}
                        <button class="icon-button" type="button" aria-label=move || t_string!(i18n, shell.notice.close) on:click=move |_| screen.notice.set(None)>
                            <svg class="icon" viewBox="0 0 20 20" aria-hidden="true"><path d="M5.5 5.5l9 9M14.5 5.5l-9 9"></path></svg>
                        </button>
                    </div>
                </div>
            }
        })
    }
}
