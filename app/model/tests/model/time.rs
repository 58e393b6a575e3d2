//! Days, amounts, languages, ids: the small values.

use model::{Currency, Day, Locale, Millis, OpId, Stage};

#[test]
fn a_day_reads_and_prints_as_a_date_field_does() {
    assert_eq!(Day::parse("1970-01-01"), Some(Day(0)));
    assert_eq!(Day::parse("2026-03-01").unwrap().iso(), "2026-03-01");
    assert_eq!(Day::of(2024, 2, 29).unwrap().ymd(), Some((2024, 2, 29)));
    for wrong in ["", "2026", "2026-02-30", "2026-13-01", "2026-03-01x", "99999999-01-01", "a-b-c"] {
        assert_eq!(Day::parse(wrong), None, "{wrong}");
    }
}

#[test]
fn the_end_of_the_calendar_is_no_cliff() {
    for day in [Day(i32::MIN), Day(i32::MAX)] {
        assert_eq!((day.iso(), day.ymd()), (String::new(), None));
    }
    assert_eq!(Day(i32::MAX).plus(1).days_since(Day(i32::MIN)), i32::MAX);
    assert_eq!(Day(i32::MIN).plus(-1).days_since(Day(i32::MAX)), i32::MIN);
    assert_eq!(Millis(i64::MAX).plus_days(i64::MAX), Millis(i64::MAX));
}

#[test]
fn a_moment_before_1970_lies_on_the_day_before() {
    assert_eq!((Millis(-1).day(), Millis(0).day(), Millis(86_400_000).day()), (Day(-1), Day(0), Day(1)));
}

#[test]
fn the_first_language_we_speak_wins_and_chinese_is_ours() {
    assert_eq!(Locale::of_header("fr-FR, en-GB;q=0.8, zh;q=0.5"), Locale::En);
    assert_eq!(Locale::of_header("ZH-hant"), Locale::Zh);
    assert_eq!(Locale::of_header("fr"), Locale::Zh);
    assert_eq!(Locale::of_header(""), Locale::Zh);
}

#[test]
fn every_stage_and_currency_is_found_by_its_code() {
    assert!(Stage::ALL.into_iter().all(|stage| Stage::of_code(stage.code()) == Some(stage)));
    assert_eq!(Stage::of_code("MO-9"), None);
    assert!(Stage::ALL.is_sorted(), "process order");
    for currency in Currency::ALL {
        assert_eq!(serde_json::to_value(currency).unwrap(), currency.code());
        assert_eq!(currency.minor_per_major(), if currency == Currency::Jpy { 1 } else { 100 });
    }
}

#[test]
fn ids_made_later_sort_later() {
    assert!(OpId::from_parts(1, [255; 10]) < OpId::from_parts(2, [0; 10]));
    assert_eq!(OpId::from_parts(1, [7; 10]).0.get_version_num(), 7);
}
