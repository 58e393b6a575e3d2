//! The power map 权力地图 (T-01): who can decide, who influences whom, how each stands to us and to our rivals.
//!
//! Keys: `?` shows all of them; see `keyboard`. On the server the screen renders nothing: it belongs to the app in the browser.
//!
//! `state` holds what the screen knows, `acts` what a gesture does to the room; `canvas`, `card_view`, `line_view`, `overlay`
//! draw; `gestures`, `keyboard`, `walk` listen; `panel` and what it contains answer; `twin` is the same as a list.

mod acts;
mod adding;
mod assess;
mod canvas;
mod card_view;
mod cast;
mod clicks;
mod fields;
mod gaps;
mod gestures;
mod help;
mod hit;
mod keyboard;
mod legend;
mod line_panel;
mod line_view;
mod linking;
mod notice;
mod overlay;
mod panel;
mod person_panel;
mod position;
mod presence;
mod removed;
mod state;
mod strengths;
mod timeline;
mod toolbar;
mod twin;
mod view;
mod walk;
mod words;

use crate::shell::When;
use crate::{
    i18n::{t_string, use_i18n},
    replica::RoomHandle,
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
    screen.listen_to_keys();
    screen.keep_company();
    screen.keep_subject_in_sight();
    let empty = Memo::new(move |_| {
        room.track_all();
        screen.with_map(|map| map.live_nodes().next().is_none())
    });
    view! {
        <div class="power-map" data-twin=move || screen.twin.get().then_some("") data-panel=move || screen.panel.get().then_some("")>
            <h1 class="spoken">{move || t_string!(i18n, power_map.title)}</h1>
            <div class="pm-stage">
                {move || if screen.twin.get() { view! { <twin::Twin/> }.into_any() } else { view! { <canvas::Canvas/> }.into_any() }}
                {move || (empty.get() && !screen.twin.get() && screen.adding.with(Option::is_none)).then(|| view! { <Empty/> })}
                <toolbar::Toolbar/>
                <When when=move || !screen.twin.get()><legend::Legend/></When>
                {move || (!screen.may_edit.get()).then(|| view! {
                    <p class="pm-read-only" role="note">{move || t_string!(i18n, power_map.read_only)}</p>
                })}
                <assess::AssessPopover/>
                <adding::AddForm/>
                <linking::LinkChooser/>
                <notice::NoticeBar/>
            </div>
            <panel::Panel/>
            <help::Help/>
            <p class="spoken" role="status" aria-live="polite">{move || screen.said.get()}</p>
        </div>
    }
}

/// What stands on an empty map: the way to the first person.
#[component]
fn Empty() -> impl IntoView {
    let screen = expect_context::<Screen>();
    let i18n = screen.i18n;
    view! {
        <div class="pm-empty">
            <h2>{move || t_string!(i18n, power_map.empty.title)}</h2>
            <p>{move || t_string!(i18n, power_map.empty.text)}</p>
            <When when=move || screen.may_edit.get()>
                <button class="button" data-kind="primary" type="button" on:click=move |_| screen.start_adding()>
                    {move || t_string!(i18n, power_map.empty.action)}
                </button>
            </When>
        </div>
    }
}
