//! Points in time and calendar days. Nothing here reads a clock.

use serde::{Deserialize, Serialize};

/// Unix time in milliseconds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Millis(pub i64);

/// A calendar day, counted from 1970-01-01. It has no time zone: a meeting on 12 March stays on 12 March everywhere.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Day(pub i32);

const MILLIS_PER_DAY: i64 = 86_400_000;
/// Julian day number of 1970-01-01, the zero of [`Day`].
const JULIAN_EPOCH: i32 = 2_440_588;

impl Millis {
    /// The day in UTC.
    pub fn day(self) -> Day {
        Day(i32::try_from(self.0.div_euclid(MILLIS_PER_DAY)).unwrap_or(i32::MAX))
    }

    /// This time, `days` later (earlier if negative).
    pub fn plus_days(self, days: i64) -> Self {
        Self(self.0.saturating_add(days.saturating_mul(MILLIS_PER_DAY)))
    }
}

impl Day {
    /// 1990-01-01: earlier days, of an observation or a plan, are typing errors.
    pub const EARLIEST: Self = Self(7_305);
    /// 2169-12-31, beyond every plan.
    pub const LATEST: Self = Self(73_049);

    /// Whether the day can be meant.
    pub fn is_meant(self) -> bool {
        (Self::EARLIEST..=Self::LATEST).contains(&self)
    }

    /// The day of a Gregorian date; `None` if there is no such date.
    pub fn of(year: i32, month: u8, day: u8) -> Option<Self> {
        let month = time::Month::try_from(month).ok()?;
        let date = time::Date::from_calendar_date(year, month, day).ok()?;
        Some(Self(date.to_julian_day() - JULIAN_EPOCH))
    }

    /// Reads `YYYY-MM-DD`, the form of a date field.
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = text.splitn(3, '-');
        let year = parts.next()?.parse().ok()?;
        let month = parts.next()?.parse().ok()?;
        let day = parts.next()?.parse().ok()?;
        Self::of(year, month, day)
    }

    /// Year, month, day; `None` outside the years the calendar covers.
    pub fn ymd(self) -> Option<(i32, u8, u8)> {
        let date = time::Date::from_julian_day(self.0.checked_add(JULIAN_EPOCH)?).ok()?;
        Some((date.year(), u8::from(date.month()), date.day()))
    }

    /// `YYYY-MM-DD`; empty outside the years the calendar covers.
    pub fn iso(self) -> String {
        self.ymd().map(|(year, month, day)| format!("{year:04}-{month:02}-{day:02}")).unwrap_or_default()
    }

    /// Its last moment in UTC.
    pub fn end(self) -> Millis {
        Millis((i64::from(self.0) + 1) * MILLIS_PER_DAY - 1)
    }

    /// Days from `earlier` to this day.
    pub fn days_since(self, earlier: Self) -> i32 {
        self.0.saturating_sub(earlier.0)
    }

    /// This day, `days` later (earlier if negative).
    pub fn plus(self, days: i32) -> Self {
        Self(self.0.saturating_add(days))
    }
}
