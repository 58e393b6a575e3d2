//! Days as a reader of either language writes them: on screens, in drawings and in exports the same.

use model::{Day, Locale};

const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// `3月12日` or `12 Mar`, with the year if it is not this one.
pub fn day(day: Day, today: Day, locale: Locale) -> String {
    let Some((year, month, date)) = day.ymd() else { return String::new() };
    let same_year = today.ymd().is_some_and(|(this, ..)| this == year);
    match locale {
        Locale::Zh if same_year => format!("{month}月{date}日"),
        Locale::Zh => format!("{year}年{month}月{date}日"),
        Locale::En => {
            let name = MONTHS.get(usize::from(month).saturating_sub(1)).copied().unwrap_or_default();
            if same_year { format!("{date} {name}") } else { format!("{date} {name} {year}") }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_year_is_named_only_if_it_is_not_this_one() {
        let today = Day::of(2026, 11, 22).unwrap_or_default();
        let march = Day::of(2026, 3, 12).unwrap_or_default();
        assert_eq!(day(march, today, Locale::Zh), "3月12日");
        assert_eq!(day(march, today, Locale::En), "12 Mar");
        let earlier = Day::of(2025, 12, 1).unwrap_or_default();
        assert_eq!(day(earlier, today, Locale::Zh), "2025年12月1日");
        assert_eq!(day(earlier, today, Locale::En), "1 Dec 2025");
    }
}
