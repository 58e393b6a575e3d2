//! The deal as it was: any day of its life on the diagrams, a slider that plays, named snapshots, and what differs between two
//! days.
//!
//! `log` reads what became of the deal and folds it; `screen` shows a day and `bar` moves through them; `moments` are the named
//! ones; `differences` lists what changed since another day. Nothing here can be edited: what is shown is a room of its own, in
//! which the reader has no role. The marks in the drawing are of the crate `diagram`, what a difference is called is in `words`:
//! a file of a comparison has the same.

mod bar;
mod differences;
mod log;
mod moments;
mod screen;

pub use diagram::compare::{badge, kind_name, sign};
pub use screen::PastScreen;

use crate::{
    format,
    i18n::{Locale, model_locale},
    replica,
    shell::clock,
};
use leptos::prelude::*;
use log::Log;
use model::{
    Day, EntityKey, Millis, Room,
    compare::{Difference, Kind},
};
use std::collections::BTreeMap;

/// What is looked back to: the end of a day, or a named moment on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Then {
    /// The day, in the reader's time zone.
    day: Day,
    /// The moment.
    moment: Option<Millis>,
}

impl Then {
    /// The end of a day.
    fn end_of(day: Day) -> Self {
        Self { day, moment: None }
    }

    /// A moment.
    fn at(moment: Millis) -> Self {
        Self { day: replica::day_of(moment), moment: Some(moment) }
    }

    /// The last moment that counts.
    fn until(self) -> Millis {
        self.moment.unwrap_or_else(|| replica::end_of(self.day))
    }

    /// The day, and of a moment the time, as one says it.
    fn said(self, locale: Locale) -> String {
        let today = replica::today();
        let day = format::day(self.day, today, model_locale(locale));
        match self.moment.map(|moment| clock(moment.0, locale)) {
            // The clock says the day itself, unless it is this one.
            Some(time) if self.day == today => format!("{day} {time}"),
            Some(time) => time,
            None => day,
        }
    }
}

/// Two days side by side; empty while one day is shown alone.
#[derive(Default)]
struct Compared {
    /// The room as it was earlier and later.
    pair: Option<(Room, Room)>,
    differences: Vec<Difference>,
    /// What happened to each item that differs.
    kinds: BTreeMap<EntityKey, Kind>,
}

/// What the header, the screen and the drawing share about looking back.
#[derive(Clone, Copy)]
pub struct Past {
    /// Whether one looks back.
    pub open: RwSignal<bool>,
    /// What is shown.
    at: RwSignal<Then>,
    /// What it is compared with.
    base: RwSignal<Option<Then>>,
    /// What the comparison of the two days found.
    compared: RwSignal<Compared>,
    log: StoredValue<Option<Log>, LocalStorage>,
}

impl Default for Past {
    /// Nobody looks back yet.
    fn default() -> Self {
        Self {
            open: RwSignal::new(false),
            at: RwSignal::new(Then::end_of(replica::today())),
            base: RwSignal::new(None),
            compared: RwSignal::new(Compared::default()),
            log: StoredValue::new_local(None),
        }
    }
}

impl Past {
    /// The last moment that is shown, and its day where the reader lives; nothing while one sees today. Tracked.
    pub fn shown(self) -> Option<(Millis, Day)> {
        self.open.get().then(|| self.at.get()).map(|then| (then.until(), then.day))
    }

    /// The same as one says it. Tracked.
    pub fn said(self, locale: Locale) -> Option<String> {
        self.open.get().then(|| self.at.get().said(locale))
    }

    /// Whether two days are compared. Tracked.
    fn is_comparing(self) -> bool {
        self.open.get() && self.compared.with(|compared| compared.pair.is_some())
    }

    /// The last moment of the other day, and that day, while two are compared. Tracked.
    pub fn against(self) -> Option<(Millis, Day)> {
        self.base.get().filter(|_| self.is_comparing()).map(|then| (then.until(), then.day))
    }

    /// Both as one says them, the earlier first, while they are compared. Tracked.
    pub fn said_both(self, locale: Locale) -> Option<[String; 2]> {
        let (at, base) = (self.at.get(), self.base.get().filter(|_| self.is_comparing())?);
        let both = if base.until() < at.until() { [base, at] } else { [at, base] };
        Some(both.map(|then| then.said(locale)))
    }

    /// What happened to an item between the two days, for the drawing. Tracked.
    pub fn kind(self, item: EntityKey) -> Option<Kind> {
        self.compared.with(|compared| compared.kinds.get(&item).copied())
    }
}
