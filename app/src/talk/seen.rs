//! How far this reader has read: per thread the last word of somebody else that was on his screen. It is his own, not the deal's. His
//! browser keeps it, per user and deal, and his tabs share it; the server carries it to his other devices.

use crate::fetch;
use leptos::{ev, prelude::*};
use model::{CommentId, DealId, Seq, UserId};
use std::collections::BTreeMap;

/// The last word read, per thread.
pub type Seen = BTreeMap<CommentId, Seq>;

/// Marks the server takes at once.
const MARKS: usize = 500;

/// What is kept, and where.
#[derive(Clone, Copy)]
pub struct Reading {
    /// How far he has read.
    pub seen: RwSignal<Seen>,
    deal: DealId,
    place: StoredValue<String>,
    /// What the server has heard of.
    told: StoredValue<Seen>,
    /// It is being told.
    telling: StoredValue<bool>,
}

impl Reading {
    /// Reads what is kept, and follows the other tabs of this browser.
    pub fn of(user: UserId, deal: DealId) -> Self {
        let place = format!("sandtable-seen-{user}-{deal}");
        let seen = RwSignal::new(kept(&place));
        let reading = Self {
            seen,
            deal,
            place: StoredValue::new(place),
            told: StoredValue::new(Seen::new()),
            telling: StoredValue::new(false),
        };
        let other_tab = window_event_listener(ev::storage, move |_| {
            let theirs = reading.place.with_value(|place| kept(place));
            reading.take(&theirs);
        });
        let network = window_event_listener(ev::online, move |_| {
            if reading.has_news() {
                reading.agree();
            }
        });
        on_cleanup(move || {
            other_tab.remove();
            network.remove();
        });
        reading
    }

    /// He has read a thread up to this row. Without storage it holds until the page closes, without network until there is one.
    pub fn read(self, thread: CommentId, up_to: Seq) {
        self.take(&Seen::from([(thread, up_to)]));
        let seen = self.seen.get_untracked();
        self.place.with_value(|place| keep(place, seen));
        self.agree();
    }

    /// Whether the server has not heard of everything.
    pub fn has_news(self) -> bool {
        let heard = |told: &Seen| self.seen.with_untracked(|seen| news(seen, told).is_empty());
        self.told.try_with_value(heard) == Some(false)
    }

    /// Tells the server what it has not heard of, and hears what he has read on another device. Without an answer it is told the next
    /// time.
    pub fn agree(self) {
        if self.telling.try_update_value(|telling| std::mem::replace(telling, true)) != Some(false) {
            return;
        }
        leptos::task::spawn_local(async move {
            while self.tell().await && self.has_news() {}
            self.telling.try_update_value(|telling| *telling = false);
        });
    }

    /// Tells some of it; whether there was an answer.
    async fn tell(self) -> bool {
        let known = self.told.try_get_value().zip(self.seen.try_get_untracked());
        let Some((mut told, seen)) = known else { return false };
        let news = news(&seen, &told);
        let Ok(body) = serde_json::to_string(&news) else { return false };
        let Ok(answer) = fetch::post(&format!("/api/me/seen/{}", self.deal), &body).await else { return false };
        let Ok(theirs) = model::json::from_str::<Seen>(&answer) else { return false };
        // A thread the server does not know is told once, too.
        further(&mut told, &news);
        further(&mut told, &theirs);
        if self.told.try_set_value(told).is_some() {
            return false;
        }
        if self.take(&theirs)
            && let Some(seen) = self.seen.try_get_untracked()
        {
            self.place.try_with_value(|place| keep(place, seen));
        }
        true
    }

    /// Takes over what is read further somewhere else; whether anything was.
    fn take(self, theirs: &Seen) -> bool {
        let Some(mut seen) = self.seen.try_get_untracked() else { return false };
        let any = further(&mut seen, theirs);
        if any {
            self.seen.try_set(seen);
        }
        any
    }
}

/// What is read further than somebody has heard, as much as may be told at once.
fn news(seen: &Seen, told: &Seen) -> Seen {
    let unheard = seen.iter().filter(|(thread, up_to)| told.get(*thread).is_none_or(|told| told < *up_to));
    unheard.take(MARKS).map(|(thread, up_to)| (*thread, *up_to)).collect()
}

/// Of two the further mark of each thread; whether that changed anything.
fn further(seen: &mut Seen, theirs: &Seen) -> bool {
    let mut any = false;
    for (thread, up_to) in theirs {
        let ours = seen.entry(*thread).or_default();
        any |= *ours < *up_to;
        *ours = (*ours).max(*up_to);
    }
    any
}

/// Keeps it, with what another tab has kept meanwhile.
fn keep(place: &str, mut seen: Seen) {
    further(&mut seen, &kept(place));
    if let (Some(storage), Ok(json)) = (storage(), serde_json::to_string(&seen)) {
        let _ = storage.set_item(place, &json);
    }
}

fn kept(place: &str) -> Seen {
    let text = storage().and_then(|storage| storage.get_item(place).ok().flatten());
    text.and_then(|text| model::json::from_str(&text).ok()).unwrap_or_default()
}

fn storage() -> Option<web_sys::Storage> {
    web_sys::window()?.local_storage().ok()?
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marks(marks: &[(u128, u64)]) -> Seen {
        marks.iter().map(|(thread, up_to)| (CommentId::from_u128(*thread), Seq(*up_to))).collect()
    }

    #[test]
    fn of_two_devices_the_one_that_has_read_further_counts() {
        let mut seen = marks(&[(1, 5), (2, 9)]);
        assert!(further(&mut seen, &marks(&[(1, 7), (2, 3), (3, 4)])));
        assert_eq!(seen, marks(&[(1, 7), (2, 9), (3, 4)]));
        assert!(!further(&mut seen, &marks(&[(1, 7), (2, 1)])));
    }

    #[test]
    fn only_what_is_read_further_than_was_told_is_news() {
        let (seen, told) = (marks(&[(1, 5), (2, 9), (3, 1)]), marks(&[(1, 5), (2, 8), (4, 9)]));
        assert_eq!(news(&seen, &told), marks(&[(2, 9), (3, 1)]));
        let many: Seen = (0..600).map(|thread| (CommentId::from_u128(thread), Seq(1))).collect();
        assert_eq!(news(&many, &marks(&[])).len(), MARKS);
    }
}
