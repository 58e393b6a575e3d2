//! A day of the deal on its diagrams.

use super::{
    Compared, Past, Then,
    bar::Bar,
    log::{Log, NotRead},
};
use crate::{
    canvas::{AsOf, Wanted},
    i18n::{t_string, use_i18n},
    part::parts,
    power_map::PowerMapScreen,
    replica::{self, RoomHandle},
    route::{Tab, Way},
    shell::Message,
};
use leptos::prelude::*;
use model::compare::{compare, kinds, with_ghosts};

/// Loads the log, then shows a day.
#[component]
pub fn PastScreen(
    /// The deal's room as it is now.
    room: RoomHandle,
) -> impl IntoView {
    let i18n = use_i18n();
    let past = expect_context::<Past>();
    let read = RwSignal::new(None::<Result<(), NotRead>>);
    leptos::task::spawn_local(async move {
        let Some(deal) = room.with(|room| room.deal().map(|(id, _)| id)) else { return };
        let moments =
            room.with(|room| room.deal().map(|(_, deal)| deal.moments.iter().map(|(_, one)| one.at).collect()));
        let log = Log::read(deal, moments.unwrap_or_default()).await;
        let answer = log.map(|log| {
            past.log.try_set_value(Some(log));
        });
        let _ = read.try_set(Some(answer));
    });
    move || {
        match read.get() {
        None => view! { <p class="loading" role="status">{move || t_string!(i18n, past.loading)}</p> }.into_any(),
        Some(Ok(())) => view! { <Shown room/> }.into_any(),
        Some(Err(why)) => view! {
            <Message
                title=Signal::derive(move || t_string!(i18n, past.not_read).to_owned())
                why=Signal::derive(move || match why {
                    NotRead::Unreachable => t_string!(i18n, past.unreachable).to_owned(),
                    NotRead::TooNew => t_string!(i18n, past.too_new).to_owned(),
                })
            />
            <button class="button past-back" type="button" on:click=move |_| past.open.set(false)>{move || t_string!(i18n, past.close)}</button>
        }
        .into_any(),
    }
    }
}

#[component]
fn Shown(room: RoomHandle) -> impl IntoView {
    let past = expect_context::<Past>();
    provide_context(Wanted::default());
    provide_context(AsOf(Signal::derive(move || past.at.get().day)));
    let then = RoomHandle::read_only(room.with(Clone::clone), room.me());
    past.at.set(Then::end_of(replica::today()));
    // What is shown follows the two days; an edit of a colleague is of today and does not disturb.
    Effect::new(move |_| {
        let (at, base) = (past.at.get().until(), past.base.get().map(Then::until));
        let days = past.log.try_with_value(|log| {
            let log = log.as_ref()?;
            let now = room.with(Clone::clone);
            let other = base.filter(|base| *base != at).map(|base| log.at(base, &now));
            Some((log.at(at, &now), other, base < Some(at)))
        });
        let Some(Some((state, other, other_is_older))) = days else { return };
        let Some(other) = other else {
            // Every item looks at the comparison: it is told only when there was one.
            if past.compared.with_untracked(|compared| compared.pair.is_some()) {
                past.compared.set(Compared::default());
            }
            return then.replace(state);
        };
        let (older, newer) = if other_is_older { (other, state) } else { (state, other) };
        let differences = compare(&older, &newer);
        then.replace(with_ghosts(&older, &newer, &differences));
        let kinds = kinds(&older, &newer, &differences);
        past.compared.set(Compared { pair: Some((older, newer)), differences, kinds });
    });
    on_cleanup(move || {
        past.compared.set(Compared::default());
        past.base.set(None);
    });
    let tab = expect_context::<Way>().tab();
    view! {
        {move || match tab.get() {
            Tab::Map => view! { <PowerMapScreen room=then/> }.into_any(),
            Tab::Fishbone => parts::fishbone(then),
            Tab::Chain => parts::chain(then),
            Tab::Tasks => {
                past.open.set(false);
                ().into_any()
            }
        }}
        <Bar room/>
    }
}
