//! How far this reader has read: per thread the last word of somebody else that was on his screen. It is his own, not the deal's, so
//! it is kept by his browser, per user and deal, and his tabs share it.

use leptos::{ev, prelude::*};
use model::{CommentId, DealId, Seq, UserId};
use std::collections::BTreeMap;

/// The last word read, per thread.
pub type Seen = BTreeMap<CommentId, Seq>;

/// What is kept, and where.
#[derive(Clone, Copy)]
pub struct Reading {
    /// How far he has read.
    pub seen: RwSignal<Seen>,
    place: StoredValue<String>,
}

impl Reading {
    /// Reads what is kept, and follows the other tabs of this browser.
    pub fn of(user: UserId, deal: DealId) -> Self {
        let place = format!("sandtable-seen-{user}-{deal}");
        let seen = RwSignal::new(kept(&place));
        let reading = Self { seen, place: StoredValue::new(place) };
        let other_tab = window_event_listener(ev::storage, move |_| {
            let now = reading.place.with_value(|place| kept(place));
            if seen.with_untracked(|seen| *seen != now) {
                seen.set(now);
            }
        });
        on_cleanup(move || other_tab.remove());
        reading
    }

    /// He has read a thread up to this row. Without storage it holds until the page closes.
    pub fn read(self, thread: CommentId, up_to: Seq) {
        self.seen.update(|seen| {
            seen.insert(thread, up_to);
        });
        let json = self.seen.with_untracked(serde_json::to_string);
        if let (Some(storage), Ok(json)) = (storage(), json) {
            let _ = self.place.with_value(|place| storage.set_item(place, &json));
        }
    }
}

fn kept(place: &str) -> Seen {
    let text = storage().and_then(|storage| storage.get_item(place).ok().flatten());
    text.and_then(|text| model::json::from_str(&text).ok()).unwrap_or_default()
}

fn storage() -> Option<web_sys::Storage> {
    web_sys::window()?.local_storage().ok()?
}
