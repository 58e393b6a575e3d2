//! Named snapshots: made of the day that is shown, opened, compared with, renamed, removed.

use super::{Past, Then};
use crate::{
    account::Cell,
    format,
    i18n::{model_locale, t_string, use_i18n},
    replica::{self, RoomHandle},
    shell::{Each, When},
};
use leptos::prelude::*;
use model::{
    Action, Change, EntityKey, Millis, MomentId, Refusal, StreamId,
    moment::{Moment, MomentChange},
    text,
};

#[component]
pub(super) fn Moments(room: RoomHandle, set: Callback<Then>, comparing: RwSignal<bool>) -> impl IntoView {
    let i18n = use_i18n();
    let past = expect_context::<Past>();
    let refused = RwSignal::new(None::<Refusal>);
    let name = RwSignal::new(String::new());
    let may = Memo::new(move |_| {
        room.track_all();
        room.actor().may(Action::EditMap)
    });
    let act = Callback::new(move |change: MomentChange| {
        let Some(deal) = room.with(|room| room.deal().map(|(id, _)| id)) else { return };
        refused.set(room.dispatch("past.gesture", vec![(StreamId::Deal(deal), vec![Change::Moment(change)])]).err());
    });
    let ids = Memo::new(move |_| {
        room.track_all();
        room.with(|room| -> Vec<MomentId> {
            let all = room.deal().map(|(_, deal)| deal.moments.iter()).into_iter().flatten();
            let mut live: Vec<(Millis, MomentId)> =
                all.filter(|(_, moment)| !moment.archived).map(|(id, moment)| (moment.at, *id)).collect();
            model::order::sort_by_key(&mut live, |(at, id)| (std::cmp::Reverse(*at), *id));
            live.into_iter().map(|(_, id)| id).collect()
        })
    });
    let save = move || {
        // What is shown, or now.
        let at = past.at.get_untracked().until().min(replica::now());
        act.run(MomentChange::Add {
            id: replica::new_moment_id(),
            name: text::clean(&name.get_untracked(), false),
            at,
        });
        if refused.with_untracked(Option::is_none) {
            name.set(String::new());
        }
    };
    view! {
        <div class="past-list" role="region" aria-label=move || t_string!(i18n, past.snapshots)>
            <ul><Each ids let:id><Row room id may set comparing act/></Each></ul>
            <When when=move || ids.with(Vec::is_empty)><p class="cv-none">{move || t_string!(i18n, past.no_snapshot)}</p></When>
            <When when=move || may.get()>
                <form class="past-new" on:submit=move |event| { event.prevent_default(); save(); }>
                    <input class="input" type="text" autocomplete="off" maxlength=text::NAME_MAX
                        aria-label=move || t_string!(i18n, past.name) placeholder=move || t_string!(i18n, past.name)
                        prop:value=move || name.get() on:input=move |event| name.set(event_target_value(&event))/>
                    <button class="button" type="submit">{move || t_string!(i18n, past.save)}</button>
                </form>
            </When>
            <div role="alert">
                {move || refused.get().map(|refusal| view! { <p class="dialog-refusal">{refusal.sentence(model_locale(i18n.get_locale()))}</p> })}
            </div>
        </div>
    }
}

#[component]
fn Row(
    room: RoomHandle,
    id: MomentId,
    may: Memo<bool>,
    set: Callback<Then>,
    comparing: RwSignal<bool>,
    act: Callback<MomentChange>,
) -> impl IntoView {
    let i18n = use_i18n();
    let past = expect_context::<Past>();
    let moment = Memo::new(move |_| -> Option<Moment> {
        room.track(EntityKey::Moment(id));
        room.with(|room| room.deal()?.1.moments.get(&id).cloned())
    });
    let name = Signal::derive(move || {
        moment.with(|moment| moment.as_ref().map(|moment| moment.name.clone())).unwrap_or_default()
    });
    let then = move || Then::at(moment.with(|moment| moment.as_ref().map(|moment| moment.at)).unwrap_or_default());
    let label = Signal::derive(move || t_string!(i18n, past.name).to_owned());
    view! {
        <li>
            <Cell kind="plain" value=name may label commit=move |name: String| { act.run(MomentChange::SetName { id, name }); Ok(()) }/>
            <time>{move || format::day(then().day, replica::today(), model_locale(i18n.get_locale()))}</time>
            <button class="button" data-size="small" type="button" on:click=move |_| set.run(untrack(then))>{move || t_string!(i18n, past.show)}</button>
            <button class="button" data-size="small" type="button" on:click=move |_| { comparing.set(true); past.base.set(Some(untrack(then))); }>{move || t_string!(i18n, past.compare)}</button>
            <When when=move || may.get()>
                <button class="icon-button" type="button" title=move || t_string!(i18n, past.remove)
                    aria-label=move || t_string!(i18n, past.remove_what, name = name.get()).to_string()
                    on:click=move |_| act.run(MomentChange::Remove { id })>"×"</button>
            </When>
        </li>
    }
}
