//! What the last ops changed, for those who keep up with a large room without looking at all of it.

use super::{RoomCell, RoomHandle};
use leptos::prelude::*;
use model::{Effects, EntityKey};
use std::{collections::VecDeque, time::Duration};

/// Above this many people on the map, numbers over all of them are counted again once the room is quiet for a moment.
pub const MANY: usize = 300;
/// How long such numbers may lag behind, in microseconds for each person, and in milliseconds at least and at most.
const LAG_EACH: usize = 400;
const LAG: (usize, usize) = (400, 2_000);
/// A view that looks again after more ops than this looks at everything.
const CHANGES_KEPT: usize = 64;

#[derive(Default)]
pub(super) struct Changes {
    /// How often the room has changed.
    turn: u64,
    last: VecDeque<Option<Effects>>,
}

impl Changes {
    /// Something has changed: these, or with `None` everything.
    pub(super) fn note(&mut self, entities: Option<&Effects>) {
        self.turn += 1;
        self.last.push_back(entities.cloned());
        if self.last.len() > CHANGES_KEPT {
            self.last.pop_front();
        }
    }
}

/// How often what concerns somebody has changed.
#[derive(Clone, Copy, Debug, Default)]
pub struct Stirred {
    /// How often anything has changed.
    turn: u64,
    count: u32,
}

/// What else has changed makes no difference.
impl PartialEq for Stirred {
    fn eq(&self, other: &Self) -> bool {
        self.count == other.count
    }
}

impl RoomCell {
    /// Tells those who count over everything.
    pub(super) fn settle(&self) {
        let people = self.content.borrow().room.deal().map_or(0, |(_, deal)| deal.power_map.nodes.size());
        if people <= MANY {
            self.settled.notify();
        } else if !self.settling.replace(true) {
            let (settling, settled) = (self.settling.clone(), self.settled.clone());
            let lag = (people * LAG_EACH / 1_000).clamp(LAG.0, LAG.1);
            let lag = Duration::from_millis(u64::try_from(lag).unwrap_or_default());
            set_timeout(
                move || {
                    settling.set(false);
                    settled.notify();
                },
                lag,
            );
        }
    }
}

impl RoomHandle {
    /// The same, but in a large room not more than once in a while: for numbers that cost a look at everybody.
    pub fn track_settled(&self) {
        self.cell().settled.track();
    }

    /// How often the room has changed, and what did since it had changed `seen` times; `None` if that is no longer known.
    pub fn changes_since(&self, seen: u64) -> (u64, Option<Vec<EntityKey>>) {
        let cell = self.cell();
        let changes = cell.changes.borrow();
        let missed = usize::try_from(changes.turn.saturating_sub(seen)).unwrap_or(usize::MAX);
        let known = (missed <= changes.last.len()).then(|| {
            let missed = changes.last.iter().rev().take(missed);
            missed.cloned().collect::<Option<Vec<Effects>>>()
        });
        (
            changes.turn,
            known.flatten().map(|effects| effects.iter().flat_map(|effects| effects.iter().copied()).collect()),
        )
    }

    /// Counts the changes of what concerns somebody: what is made of a few entities need not be made again for the others.
    /// To be read, not only tracked: a memo nobody has read follows nothing.
    pub fn stirred(self, concerns: impl Fn(&EntityKey) -> bool + Send + Sync + 'static) -> Memo<Stirred> {
        let concerns: Box<dyn Fn(&EntityKey) -> bool + Send + Sync> = Box::new(concerns);
        Memo::new(move |before: Option<&Stirred>| {
            self.track_all();
            let before = before.copied().unwrap_or_default();
            let (turn, changed) = self.changes_since(before.turn);
            let stirs = changed.is_none_or(|changed| changed.iter().any(&concerns));
            Stirred { turn, count: before.count + u32::from(stirs) }
        })
    }
}
