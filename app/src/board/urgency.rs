//! How near a signature is.

use model::Day;

/// A signature expected within this many days is near: the sales month in which a director asks about it.
pub const NEAR_DAYS: i32 = 30;

/// How near the expected signature is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Urgency {
    /// No day is set.
    None,
    /// The day has passed, by so many days.
    Overdue(i32),
    /// Within [`NEAR_DAYS`], in so many days; 0 is today.
    Near(i32),
    /// Later, in so many days.
    Far(i32),
}

impl Urgency {
    /// Of an expected day, seen today.
    pub fn of(expected: Option<Day>, today: Day) -> Self {
        match expected.map(|day| day.days_since(today)) {
            None => Self::None,
            Some(days) if days < 0 => Self::Overdue(days.saturating_neg()),
            Some(days) if days <= NEAR_DAYS => Self::Near(days),
            Some(days) => Self::Far(days),
        }
    }

    /// Tone of its chip.
    pub const fn tone(self) -> &'static str {
        match self {
            Self::Overdue(_) => "stop",
            Self::Near(_) => "warn",
            Self::None | Self::Far(_) => "plain",
        }
    }

    /// Whether somebody should look at it now.
    pub const fn presses(self) -> bool {
        matches!(self, Self::Overdue(_) | Self::Near(_))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_signature_is_near_from_a_month_before_until_its_day_and_overdue_after_it() {
        let today = Day(20_000);
        assert_eq!(Urgency::of(None, today), Urgency::None);
        assert_eq!(Urgency::of(Some(today.plus(31)), today), Urgency::Far(31));
        assert_eq!(Urgency::of(Some(today.plus(30)), today), Urgency::Near(30));
        assert_eq!(Urgency::of(Some(today), today), Urgency::Near(0));
        assert_eq!(Urgency::of(Some(today.plus(-1)), today), Urgency::Overdue(1));
    }
}
