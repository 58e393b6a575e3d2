//! The last step: progress with a way to stop, then what was written and the way back.

use super::{
    past::said_back,
    state::{Flow, Step},
    write::{Outcome, take_back, write},
};
use crate::{i18n::t_string, shell::When};
use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

pub(super) fn writing(flow: Flow, open: RwSignal<bool>) -> AnyView {
    let i18n = flow.i18n;
    let (done, count) = flow.done.get_untracked();
    if flow.step.get_untracked() == Step::Write {
        let said = move || {
            let (done, count) = flow.done.get();
            t_string!(i18n, import.write.progress, done = done, count = count).to_string()
        };
        let stop = move || match flow.stopping.get() {
            true => t_string!(i18n, import.write.stopping),
            false => t_string!(i18n, import.write.stop),
        };
        return view! {
            <div class="dialog-body import-writing">
                <progress max=count prop:value=move || flow.done.get().0.to_string() aria-label=move || t_string!(i18n, import.steps.write)></progress>
                <p role="status">{said}</p>
            </div>
            <div class="dialog-foot">
                <button class="button" type="button" autofocus aria-disabled=move || flow.stopping.get().to_string() on:click=move |_| flow.stopping.set(true)>{stop}</button>
            </div>
        }
        .into_any();
    }
    let rest = count - done.min(count);
    let back = move |_| {
        flow.busy.set(true);
        let (account, batch) = (flow.account, flow.batch.get_untracked());
        spawn_local(async move {
            let answer = take_back(account, batch).await;
            flow.busy.set(false);
            flow.outcome.update(|outcome| match answer {
                Ok(back) => (outcome.taken, outcome.kept, outcome.failed) = (Some(back.taken), back.kept, None),
                Err(why) => outcome.failed = Some(why.unwrap_or_else(|| t_string!(i18n, import.no_answer).to_owned())),
            });
        });
    };
    let title = move || match rest {
        0 => t_string!(i18n, import.done.title),
        _ => t_string!(i18n, import.done.stopped),
    };
    let said = move || {
        let Outcome { added, merged, taken, kept, .. } = flow.outcome.get();
        match taken {
            None => t_string!(i18n, import.done.said, added = added, merged = merged).to_string(),
            Some(taken) => said_back(i18n, flow.room, taken, &kept),
        }
    };
    let gone = move || flow.outcome.with(|outcome| outcome.gone);
    let open_rest = move || rest > 0 && flow.outcome.with(|outcome| outcome.taken.is_none());
    let wrote = move || flow.outcome.with(|outcome| outcome.taken.is_none() && outcome.added + outcome.merged > 0);
    view! {
        <div class="dialog-body import-writing">
            <h3>{title}</h3>
            <p role="status">{said}</p>
            <When when=move || gone() != 0><p>{move || t_string!(i18n, import.done.gone, count = gone()).to_string()}</p></When>
            <When when=open_rest><p>{move || t_string!(i18n, import.done.rest, count = rest).to_string()}</p></When>
            <div role="alert">{move || flow.outcome.get().failed.map(|why| view! { <p class="dialog-refusal">{t_string!(i18n, import.done.failed, why = why).to_string()}</p> })}</div>
        </div>
        <div class="dialog-foot">
            <When when=wrote>
                <button class="button" type="button" disabled=move || flow.busy.get() on:click=back>
                    {move || if flow.busy.get() { t_string!(i18n, import.taking_back) } else { t_string!(i18n, import.take_back) }}
                </button>
            </When>
            <When when=open_rest>
                <button class="button" type="button" disabled=move || flow.busy.get() on:click=move |_| write(flow)>{move || t_string!(i18n, import.done.again)}</button>
            </When>
            <When when=move || !open_rest()>
                <button class="button" type="button" on:click=move |_| flow.begin()>{move || t_string!(i18n, import.done.another)}</button>
            </When>
            <button class="button" data-kind="primary" type="button" on:click=move |_| open.set(false)>{move || t_string!(i18n, import.close)}</button>
        </div>
    }
    .into_any()
}
