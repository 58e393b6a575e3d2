//! One sentence near the hand: why a gesture was refused, or what it took along, with undo.

use super::Canvas;
use crate::i18n::t_string;
use crate::shell::{Icon, Shape};
use leptos::prelude::*;
use std::time::Duration;

/// How long a sentence stays. A refusal stays until it is answered or replaced.
const STAYS: Duration = Duration::from_secs(7);

/// The sentence.
#[component]
pub fn NoticeBar(canvas: Canvas) -> impl IntoView {
    let i18n = canvas.i18n;
    let shown = StoredValue::new(0_u32);
    Effect::new(move |_| {
        let waits = canvas.notice.with(|notice| notice.as_ref().is_some_and(|notice| !notice.refused));
        shown.update_value(|shown| *shown += 1);
        if waits {
            let this = shown.get_value();
            set_timeout(
                move || {
                    if shown.try_get_value() == Some(this) {
                        canvas.notice.set(None);
                    }
                },
                STAYS,
            );
        }
    });
    move || {
        canvas.notice.get().map(|notice| {
            let undo = notice.undo.then(|| {
                view! {
                    <button class="button" type="button" on:click=move |_| {
                        canvas.notice.set(None);
                        canvas.room.undo();
                    }>
                        {move || t_string!(i18n, canvas.command.undo)}
                    </button>
                }
            });
            view! {
                <div class="toasts cv-notice">
                    <div class="toast" data-tone=notice.refused.then_some("stop") role=if notice.refused { "alert" } else { "status" }>
                        <p>{notice.text}</p>
                        {undo}
                        <button class="icon-button" type="button" aria-label=move || t_string!(i18n, shell.notice.close) on:click=move |_| canvas.notice.set(None)>
                            <Icon shape=Shape::Close/>
                        </button>
                    </div>
                </div>
            }
        })
    }
}
