//! The power map 权力地图 (T-01): who can decide, who influences whom, how each stands to us and to our rivals.
//!
//! Keys: `?` shows all of them. On the server the screen renders nothing: it belongs to the app in the browser.
//!
//! It stands on the canvas all diagrams share, see `crate::canvas`. `state` holds what only this screen knows, `acts` what a
//! gesture does to the room; `hand`, `commands`, `walk` are what hands and keys do here; `drawing`, `card_view`, `line_view`
//! draw; `panel` and what it contains answer; `twin` is the same as a list.

mod acts;
mod adding;
mod along;
mod arrange;
mod assess;
mod card_view;
pub mod cast;
mod commands;
pub mod desk;
mod drawing;
mod far;
mod filter;
mod gaps;
mod guide;
mod hand;
pub mod legend;
mod line_panel;
mod line_view;
mod linking;
mod pain;
mod panel;
mod person_panel;
mod places;
mod plus;
mod position;
mod profile;
mod removed;
mod search;
mod state;
mod strengths;
mod suggest;
mod timeline;
mod tools;
mod twin;
mod twin_facts;
mod twin_line;
mod twin_person;
mod twin_sort;
mod walk;

use crate::words::power_map as words;
use crate::{
    canvas::{Frame, Parts},
    i18n::{t_string, use_i18n},
    part::parts,
    replica::RoomHandle,
    shell::When,
};
use leptos::prelude::*;
use state::Screen;

/// The screen of one deal's power map.
#[component]
pub fn PowerMapScreen(
    /// The deal's room.
    room: RoomHandle,
) -> impl IntoView {
    let i18n = use_i18n();
    let screen = Screen::new(room, i18n);
    provide_context(screen);
    let parts = Parts {
        title: Signal::derive(move || t_string!(i18n, power_map.title).to_owned()),
        read_only: Signal::derive(move || t_string!(i18n, power_map.read_only).to_owned()),
        drawing: ViewFn::from(|| view! { <drawing::Drawing/> }),
        along: ViewFn::from(|| view! { <along::Along/> }),
        twin: ViewFn::from(parts::map_twin),
        tools: ViewFn::from(|| view! { <tools::Tools/> }),
        legend: ViewFn::from(|| view! { <legend::Legend/> }),
        panel: ViewFn::from(parts::map_panel),
        empty: ViewFn::from(|| view! { <Empty/> }),
        filter: ViewFn::from(parts::map_filter),
        over: ViewFn::from(parts::map_forms),
    };
    view! { <Frame canvas=screen.canvas() parts/> }
}

/// What stands on an empty map: the way to the first person.
#[component]
fn Empty() -> impl IntoView {
    let screen = expect_context::<Screen>();
    let i18n = screen.i18n;
    let empty = Memo::new(move |_| {
        screen.room.track_all();
        screen.with_map(|map| map.live_nodes().next().is_none())
    });
    move || {
        (empty.get() && screen.adding.with(Option::is_none)).then(|| {
            view! {
                <div class="cv-empty">
                    <h2>{move || t_string!(i18n, power_map.empty.title)}</h2>
                    <p>{move || t_string!(i18n, power_map.empty.text)}</p>
                    <When when=move || screen.may_edit.get()>
                        <button class="button" data-kind="primary" type="button" on:click=move |_| screen.start_adding()>
                            {move || t_string!(i18n, power_map.empty.action)}
                        </button>
                    </When>
                </div>
            }
        })
    }
}
