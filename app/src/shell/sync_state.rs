//! Where the user's edits are: always in the header, always true. A click explains it and leads to refused edits.

use super::When;
use super::{DrawerOpen, Menu};
use crate::{
    i18n::{Locale, t_string, td_string, use_i18n},
    session::{Connection, SyncState, use_session},
};
use leptos::prelude::*;

/// State and words of the line in the header: what needs the user most comes first.
fn words(sync: SyncState, locale: Locale) -> (&'static str, String) {
    let count = sync.pending;
    match sync.connection {
        Connection::SignInAgain => ("refused", td_string!(locale, shell.sync.sign_in).to_owned()),
        Connection::NoAccess => ("refused", td_string!(locale, shell.sync.no_access).to_owned()),
        Connection::UpdateNeeded => ("refused", td_string!(locale, shell.sync.update).to_owned()),
        _ if sync.refused > 0 => ("refused", td_string!(locale, shell.sync.refused, count = sync.refused).to_string()),
        Connection::OfflineSince(at) if count > 0 => {
            let time = clock(at, locale);
            ("offline", td_string!(locale, shell.sync.offline_kept, time = time, count = count).to_string())
        }
        Connection::OfflineSince(at) => {
            ("offline", td_string!(locale, shell.sync.offline, time = clock(at, locale)).to_string())
        }
        Connection::Connecting if count > 0 => {
            ("sending", td_string!(locale, shell.sync.kept, count = count).to_string())
        }
        Connection::Connecting => ("sending", td_string!(locale, shell.sync.connecting).to_owned()),
        Connection::Online if sync.server_full => ("refused", td_string!(locale, shell.sync.full).to_owned()),
        Connection::Online if count > 0 => {
            ("sending", td_string!(locale, shell.sync.sending, count = count).to_string())
        }
        Connection::Online => ("saved", td_string!(locale, shell.sync.saved).to_owned()),
    }
}

/// The time of day on this device, with the date if it was another day.
pub fn clock(at: i64, locale: Locale) -> String {
    #[expect(clippy::cast_precision_loss, reason = "milliseconds of this age are exact in a double")]
    let date = js_sys::Date::new(&wasm_bindgen::JsValue::from_f64(at as f64));
    let time = format!("{:02}:{:02}", date.get_hours(), date.get_minutes());
    let (day, today) = (crate::replica::day_of(model::Millis(at)), crate::replica::today());
    if day == today {
        return time;
    }
    format!("{} {time}", crate::format::day(day, today, crate::i18n::model_locale(locale)))
}

/// The line in the header.
#[component]
pub fn SyncLine() -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    let sync = session.sync();
    let drawer = expect_context::<DrawerOpen>();
    let line = Memo::new(move |_| words(sync.get(), i18n.get_locale()));
    let label = Signal::derive(move || format!("{}：{}", t_string!(i18n, shell.sync.title), line.get().1));
    let explain = move || {
        let sync = sync.get();
        let locale = i18n.get_locale();
        let mut lines = Vec::new();
        if matches!(sync.connection, Connection::OfflineSince(_)) {
            lines.push(td_string!(locale, shell.sync.explain_offline).to_owned());
        }
        if sync.pending > 0 {
            lines.push(td_string!(locale, shell.sync.explain_kept, count = sync.pending).to_string());
        }
        if !sync.storage_ok {
            lines.push(td_string!(locale, shell.sync.explain_memory).to_owned());
        }
        if sync.refused > 0 {
            lines.push(td_string!(locale, shell.sync.explain_refused, count = sync.refused).to_string());
        }
        if lines.is_empty() {
            lines.push(td_string!(locale, shell.sync.explain_saved).to_owned());
        }
        lines.into_iter().map(|line| view! { <p class="menu-head">{line}</p> }).collect_view()
    };
    view! {
        <span class="spoken" role="status" aria-live="polite">{move || line.get().1}</span>
        <div class="sync-line" data-state=move || line.get().0>
            <Menu label=label class="sync-state" button=ViewFn::from(move || view! { <span>{move || line.get().1}</span> })>
                {explain}
                <When when=move || matches!(sync.get().connection, Connection::OfflineSince(_))>
                    <button class="menu-item" role="menuitem" type="button" on:click=move |_| session.reconnect()>{move || t_string!(i18n, shell.sync.reconnect)}</button>
                </When>
                // Always: a menu without an item is none.
                <button class="menu-item" role="menuitem" type="button" on:click=move |_| drawer.0.set(true)>{move || t_string!(i18n, shell.sync.open_drawer)}</button>
            </Menu>
        </div>
    }
}
