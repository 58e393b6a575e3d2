//! The threads of a deal as this reader has them: which are open, which he has not read, what he has begun to write.

use super::seen::{Reading, Seen};
use crate::{calm::calm, replica::RoomHandle, route::Tab};
use leptos::prelude::*;
use model::{
    CommentId, DealId, EntityKey, Room, Seq, UserId,
    comment::{Comment, Thread, threads},
};
use std::{collections::HashMap, time::Duration};

/// How often a device that is looked at asks what was read elsewhere, while something is not read here.
const AGREE_EVERY: Duration = Duration::from_secs(60);

/// A thread and how far the reader is with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heard {
    /// The thread.
    pub thread: Thread,
    /// The last word of somebody else.
    pub newest: Seq,
    /// He has not read it.
    pub unread: bool,
    /// What he has not read speaks to him.
    pub for_me: bool,
}

/// The open threads on one thing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sum {
    /// How many.
    pub open: usize,
    /// How many of them are not read.
    pub unread: usize,
}

/// The talk of one deal; a context of its room. Copied freely: all fields are handles.
#[derive(Clone, Copy)]
pub struct Talk {
    /// The room.
    pub room: RoomHandle,
    /// All threads, the oldest first.
    pub all: Memo<Vec<Heard>>,
    /// The open ones by what they are about.
    pub open: ReadSignal<HashMap<EntityKey, Sum>>,
    /// The page is in front of its reader, not behind another tab.
    pub watched: RwSignal<bool>,
    reading: Reading,
    drafts: StoredValue<HashMap<String, String>>,
}

impl Talk {
    /// The talk of a newly opened room. While there is a connection, what this reader has read here and elsewhere is brought together.
    pub fn of(room: RoomHandle, me: UserId, deal: DealId, online: Signal<bool>) -> Self {
        let reading = Reading::of(me, deal);
        let all = Memo::new(move |_| {
            room.track_all();
            reading.seen.with(|seen| room.with(|room| heard(room, me, seen)))
        });
        let open = calm(Memo::new(move |_| {
            let mut open: HashMap<EntityKey, Sum> = HashMap::new();
            all.with(|all| {
                for one in all.iter().filter(|one| !one.thread.resolved) {
                    let sum = open.entry(one.thread.on).or_default();
                    sum.open += 1;
                    sum.unread += usize::from(one.unread);
                }
            });
            open
        }));
        let watched = RwSignal::new(is_watched());
        let turned = window_event_listener_untyped("visibilitychange", move |_| watched.set(is_watched()));
        on_cleanup(move || turned.remove());
        let any_unread = Memo::new(move |_| all.with(|all| all.iter().any(|one| one.unread)));
        Effect::new(move |_| {
            if online.get() && watched.get() && (any_unread.get() || reading.has_news()) {
                reading.agree();
            }
        });
        // A device that stays in front hears in time what was read on another one.
        let again = set_interval_with_handle(
            move || {
                if untrack(|| online.get() && watched.get() && any_unread.get()) {
                    reading.agree();
                }
            },
            AGREE_EVERY,
        );
        on_cleanup(move || {
            if let Ok(again) = again {
                again.clear();
            }
        });
        Self { room, all, open, watched, reading, drafts: StoredValue::new(HashMap::new()) }
    }

    /// The open threads on something, tracked.
    pub fn on(self, item: EntityKey) -> Sum {
        self.open.with(|open| open.get(&item).copied().unwrap_or_default())
    }

    /// How many open threads of a tab are not read, tracked; of all tabs without one.
    pub fn unread(self, tab: Option<Tab>) -> usize {
        self.open.with(|open| {
            let here = |item: EntityKey| tab.is_none_or(|tab| super::tab_of(item).unwrap_or(Tab::Map) == tab);
            open.iter().filter(|(item, _)| here(**item)).map(|(_, sum)| sum.unread).sum()
        })
    }

    /// A thread, tracked.
    pub fn thread(self, id: CommentId) -> Option<Heard> {
        self.all.with(|all| all.iter().find(|one| one.thread.id == id).cloned())
    }

    /// The reader has it before his eyes.
    pub fn read(self, id: CommentId) {
        if let Some(one) = untrack(|| self.thread(id)).filter(|one| one.unread) {
            self.reading.read(id, one.newest);
        }
    }

    /// What he has begun to write there; it outlasts the panel.
    pub fn draft(self, at: &str) -> Option<String> {
        self.drafts.with_value(|drafts| drafts.get(at).cloned())
    }

    /// Keeps what he has begun to write; nothing is no draft.
    pub fn keep_draft(self, at: &str, text: String) {
        self.drafts.update_value(|drafts| {
            if text.is_empty() {
                drafts.remove(at);
            } else {
                drafts.insert(at.to_owned(), text);
            }
        });
    }

    /// A comment, tracked.
    pub fn comment(self, id: CommentId) -> Option<Comment> {
        self.room.track(EntityKey::Comment(id));
        self.room.with(|room| room.deal()?.1.comments.get(&id).cloned())
    }
}

fn is_watched() -> bool {
    document().visibility_state() != web_sys::VisibilityState::Hidden
}

fn heard(room: &Room, me: UserId, seen: &Seen) -> Vec<Heard> {
    let Some((_, deal)) = room.deal() else { return Vec::new() };
    let of = |thread: Thread| {
        let up_to = seen.get(&thread.id).copied().unwrap_or_default();
        let mut one = Heard { newest: Seq::default(), unread: false, for_me: false, thread };
        let ids = std::iter::once(&one.thread.id).chain(&one.thread.answers);
        for word in ids.filter_map(|id| deal.comments.get(id)).filter(|word| word.by != me && !word.archived) {
            let said = word.spoke_to(me);
            one.newest = one.newest.max(said);
            one.unread |= said > up_to;
            one.for_me |= said > up_to && word.mentions.contains(&me);
        }
        one
    };
    threads(&deal.comments).into_iter().map(of).collect()
}
