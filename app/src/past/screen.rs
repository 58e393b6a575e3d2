//! A day of the deal on its diagrams.

use super::{
    Past,
    bar::Bar,
    log::{Log, NotRead},
};
use crate::{
    canvas::Wanted,
    chain::ChainScreen,
    fishbone::FishboneScreen,
    i18n::{t_string, use_i18n},
    power_map::PowerMapScreen,
    replica::{self, RoomHandle},
    route::{Tab, Way},
    shell::Message,
};
use leptos::prelude::*;
use model::{
    EntityKey,
    compare::{compare, with_ghosts},
};

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
        let log = Log::read(deal).await;
        let answer = log.map(|log| {
            past.log.try_set_value(Some(log));
        });
        let _ = read.try_set(Some(answer));
    });
    move || {
        match read.get() {
        None => view! { <p class="loading" role="status">{move || t_string!(i18n, past.loading)}</p> }.into_any(),
        Some(Ok(())) => view! { <Then room/> }.into_any(),
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
fn Then(room: RoomHandle) -> impl IntoView {
    let past = expect_context::<Past>();
    provide_context(Wanted::default());
    let then = RoomHandle::read_only(room.with(Clone::clone), room.me());
    past.at.set(replica::today());
    // What is shown follows the two days; an edit of a colleague is of today and does not disturb.
    Effect::new(move |_| {
        let (at, base) = (past.at.get(), past.base.get());
        let shown = past.log.try_with_value(|log| {
            let log = log.as_ref()?;
            let now = room.with(Clone::clone);
            let state = log.at(at, &now);
            Some(match base {
                Some(base) if base != at => {
                    let (older, newer) =
                        if base < at { (log.at(base, &now), state) } else { (state, log.at(base, &now)) };
                    let differences = compare(&older, &newer);
                    (with_ghosts(&older, &newer, &differences), differences)
                }
                _ => (state, Vec::new()),
            })
        });
        if let Some(Some((shown, differences))) = shown {
            past.differences.set(differences);
            then.replace(shown);
        }
    });
    on_cleanup(move || {
        past.differences.set(Vec::new());
        past.base.set(None);
    });
    let tab = expect_context::<Way>().tab();
    view! {
        {move || match tab.get() {
            Tab::Map => view! { <PowerMapScreen room=then/> }.into_any(),
            Tab::Fishbone => view! { <FishboneScreen room=then/> }.into_any(),
            Tab::Chain => view! { <ChainScreen room=then/> }.into_any(),
            Tab::Tasks => {
                past.open.set(false);
                ().into_any()
            }
        }}
        <Bar room/>
    }
}

/// Whether an item is one of a tab's diagram.
pub(super) fn is_on(tab: Tab, item: EntityKey) -> bool {
    match tab {
        Tab::Map => matches!(item, EntityKey::Node(_) | EntityKey::Line(_)),
        Tab::Fishbone => matches!(item, EntityKey::Fishbone(_) | EntityKey::BonePerson(..)),
        Tab::Chain => matches!(item, EntityKey::Step(_)),
        Tab::Tasks => false,
    }
}
