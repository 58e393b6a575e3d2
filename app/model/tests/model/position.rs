//! T-01: the derived numbers and lists.

use crate::fixture::*;
use model::{
    Day,
    power_map::{Age, GapKind, Position, age, position},
};

/// The seven people of the reference.
const SEVEN: &str = "
    董事长   张   0 W
    总经理   王  +3 W
    运营部长 李  -1 Y
    采购部长 赵  -1 W
    主任一   ?   -1 Y
    高工     ?   +1 Y
    主任二   ?   unknown
";

fn numbers(world: &World, today: &str) -> Position {
    position(world.map(), world.deal().rivals.iter().copied(), day(today))
}

/// The gaps as text, most urgent first.
fn gaps(text: &str, people: &[&str], today: &str) -> Vec<String> {
    let world = World::read(text);
    let name = |gap: &model::power_map::Gap| *people.iter().find(|title| person(title) == gap.person).unwrap();
    let kind = |kind: &GapKind| match kind {
        GapKind::KeyUnknown => "key unknown".to_owned(),
        GapKind::KeyWithoutOwner => "key without owner".to_owned(),
        GapKind::OpponentUnmanaged => "opponent unmanaged".to_owned(),
        GapKind::RivalAhead { by, .. } => format!("rival ahead by {by}"),
        GapKind::SingleThread => "single thread".to_owned(),
        GapKind::BelowSupport => "below support".to_owned(),
        GapKind::Stale { days } => format!("{days} days old"),
    };
    numbers(&world, today).gaps.iter().map(|gap| format!("{} {}", name(gap), kind(&gap.kind))).collect()
}

#[test]
fn the_worked_example_has_support_index_one_eighteenth_and_coverage_six_sevenths() {
    let position = numbers(&World::read(SEVEN), "2026-03-02");
    assert_eq!((position.support_index, position.coverage), (Some(56), Some(857)));
    assert_eq!((position.people, position.quality), (7, 1));
}

#[test]
fn key_decision_makers_count_twice_in_the_worked_example() {
    // Known: 0*2 + 3*2 - 1 - 1 - 1 + 1 = 4 over 3 * (2+2+1+1+1+1) = 24; covered 8 of 2+2+1+1+1+1+2 = 10.
    let text = SEVEN.replace("0 W", "0 W key").replace("+3 W", "+3 W key").replace("unknown", "unknown key");
    let position = numbers(&World::read(&text), "2026-03-02");
    assert_eq!((position.support_index, position.coverage), (Some(167), Some(800)));
    assert_eq!(position.quality, 3);
}

#[test]
fn the_only_supporter_on_a_map_of_five_is_a_gap_a_second_one_mends_it() {
    let five = "甲 ? +2\n乙 ? asked\n丙 ? asked\n丁 ? asked\n戊 ? asked";
    let people = ["甲", "乙", "丙", "丁", "戊"];
    assert_eq!(gaps(five, &people, "2026-03-02"), ["甲 single thread"]);
    assert_eq!(gaps(&five.replace("乙 ? asked", "乙 ? +1"), &people, "2026-03-02"), [""; 0]);
    assert_eq!(gaps("甲 ? +2\n乙 ? asked", &people, "2026-03-02"), [""; 0], "a small map has to begin somewhere");
}

#[test]
fn against_an_unknown_relation_a_rival_is_ahead_only_with_support_of_his_own() {
    let ahead = |text: &str| {
        let world = World::read(&format!("rival 友商\nrival 对手\n{text}"));
        let node = world.map().live_node(person("甲")).unwrap();
        node.rival_ahead(world.deal().rivals.iter().copied())
    };
    assert_eq!(ahead("甲 ? unknown 友商:-1"), None);
    assert_eq!(ahead("甲 ? unknown 友商:0"), None);
    assert_eq!(ahead("甲 ? unknown 友商:+1"), Some((rival("友商"), 1)));
    assert_eq!(ahead("甲 ? -2 友商:-1"), Some((rival("友商"), 1)), "opposed less than we are");
    assert_eq!(ahead("甲 ? +1 友商:+2 对手:+3"), Some((rival("对手"), 2)));
}

#[test]
fn a_negative_support_index_is_rounded_away_from_zero_as_a_positive_one_is() {
    let plus = numbers(&World::read("甲 ? 0\n乙 ? +1\n丙 ? 0\n丁 ? 0\n戊 ? 0\n己 ? 0"), "2026-03-02");
    let minus = numbers(&World::read("甲 ? 0\n乙 ? -1\n丙 ? 0\n丁 ? 0\n戊 ? 0\n己 ? 0"), "2026-03-02");
    assert_eq!((plus.support_index, minus.support_index), (Some(56), Some(-56)));
}

#[test]
fn an_empty_map_has_no_numbers_rather_than_zeros() {
    let position = numbers(&World::read(""), "2026-03-02");
    assert_eq!((position.support_index, position.coverage), (None, None));
    assert_eq!((position.quality, position.people), (0, 0));
}

#[test]
fn a_map_of_strangers_is_covered_to_zero_and_has_no_support_index() {
    let position = numbers(&World::read("总经理 王 unknown\n高工 ? asked"), "2026-03-02");
    assert_eq!((position.support_index, position.coverage), (None, Some(0)));
}

#[test]
fn neutral_is_known_and_unknown_is_not() {
    let neutral = numbers(&World::read("总经理 王 0"), "2026-03-02");
    let asked = numbers(&World::read("总经理 王 asked"), "2026-03-02");
    assert_eq!((neutral.support_index, neutral.coverage), (Some(0), Some(1000)));
    assert_eq!((asked.support_index, asked.coverage), (None, Some(0)));
}

#[test]
fn people_taken_off_the_map_do_not_count() {
    let mut world = World::read(SEVEN);
    world.does(user("W"), &[remove_nodes(&["主任二", "总经理"])]);
    let position = numbers(&world, "2026-03-02");
    assert_eq!((position.people, position.support_index, position.coverage), (5, Some(-133), Some(1000)));
}

#[test]
fn map_quality_climbs_from_nobody_to_a_supportive_key_decision_maker() {
    let quality = |text: &str| numbers(&World::read(text), "2026-03-02").quality;
    assert_eq!(quality(""), 0);
    assert_eq!(quality("高工 ? +3"), 1);
    assert_eq!(quality("总经理 王 0 key\n高工 ? +3"), 2);
    assert_eq!(quality("总经理 王 unknown key"), 2);
    assert_eq!(quality("总经理 王 +1 key"), 3);
}

#[test]
fn an_assessment_is_stale_from_60_days_and_old_from_120() {
    let observed = day("2026-03-01");
    let after = |days: i32| age(observed, observed.plus(days));
    assert_eq!(
        [after(0), after(59), after(60), after(119), after(120), after(9_999)],
        [Age::Fresh, Age::Fresh, Age::Stale, Age::Stale, Age::Old, Age::Old]
    );
    assert_eq!(age(observed.plus(1), observed), Age::Fresh, "observed tomorrow, east of us");
    assert_eq!(age(Day(i32::MIN), Day(i32::MAX)), Age::Old);
}

#[test]
fn gaps_come_in_the_order_of_urgency_and_key_people_first_within_each() {
    let found = gaps(
        "
        us W AR
        rival 友商
        甲 ? +1 W     友商:+3
        乙 ? -2 W
        丙 ? unknown key
        丁 ? +1 W key 友商:+2
        戊 ? -3 W
        己 ? 0  W key
        ",
        &["甲", "乙", "丙", "丁", "戊", "己"],
        "2026-03-02",
    );
    assert_eq!(
        found,
        [
            "丙 key unknown",
            "丙 key without owner",
            "丁 rival ahead by 1",
            "甲 rival ahead by 2",
            "己 below support",
            "戊 below support",
            "乙 below support",
        ]
    );
}

#[test]
fn a_stale_assessment_is_a_gap_that_says_how_old_it_is() {
    let text = "总经理 王 +3 W met 2026-01-01 \"asked for our roadmap\"\n高工 ? +1 W met 2026-02-27 \"call\"";
    assert_eq!(gaps(text, &["总经理", "高工"], "2026-03-02"), ["总经理 60 days old"]);
    assert!(gaps(text, &["总经理", "高工"], "2026-03-01").is_empty());
}

#[test]
fn an_equal_rival_is_not_ahead() {
    assert!(gaps("us W AR\nrival 友商\n甲 ? +2 W 友商:+2", &["甲"], "2026-03-02").is_empty());
}

#[test]
fn where_our_relation_is_unknown_a_rival_is_ahead_as_soon_as_he_is_supported() {
    let found = |rival: &str| gaps(&format!("us W AR\nrival 友商\n甲 ? unknown 友商:{rival}"), &["甲"], "2026-03-02");
    assert_eq!(found("+1"), ["甲 rival ahead by 1"]);
    assert!(found("0").is_empty());
    assert!(found("-1").is_empty());
}

#[test]
fn only_the_best_of_several_rivals_is_named() {
    let world = World::read("us W AR\nrival 友商\nrival 对手\n甲 ? 0 W 友商:+1 对手:+3");
    let gaps = numbers(&world, "2026-03-02").gaps;
    assert_eq!(gaps[0].kind, GapKind::RivalAhead { competitor: rival("对手"), by: 3 });
    assert_eq!(gaps.iter().filter(|gap| matches!(gap.kind, GapKind::RivalAhead { .. })).count(), 1);
}

#[test]
fn a_rival_who_is_no_longer_in_the_deal_is_not_ahead() {
    let mut world = World::read("us W AR\nrival 友商\n甲 ? +1 W 友商:+3");
    assert_eq!(numbers(&world, "2026-03-02").gaps.len(), 1);
    let gone = model::deal::DealChange::RemoveRival { competitor: rival("友商") };
    world.does(user("W"), &[model::Change::Deal(gone)]);
    assert!(numbers(&world, "2026-03-02").gaps.is_empty());
}

#[test]
fn who_opposes_us_and_has_no_owner_is_an_opponent_unmanaged_until_somebody_owns_him() {
    let one = "us W AR\n甲 ? -1";
    assert_eq!(gaps(one, &["甲"], "2026-03-02"), ["甲 opponent unmanaged", "甲 below support"]);
    assert_eq!(gaps(&format!("{one} W"), &["甲"], "2026-03-02"), ["甲 below support"]);
    assert_eq!(gaps("us W AR\n甲 ? 0", &["甲"], "2026-03-02"), ["甲 below support"]);
}
