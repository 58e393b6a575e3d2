//! T-01: assessments are dated, have evidence and an author, and are only ever added.

use crate::fixture::*;
use model::{
    Change, Refusal, TextField,
    power_map::{PowerMapChange, Strength, Vendor},
};

const ONE: &str = "us W AR\nus Y SR\nrival 友商\n总经理 王 unknown";

fn withdraw(name: &str, title: &str) -> Change {
    map(PowerMapChange::WithdrawAssessment { id: assessment(name), person: person(title) })
}

fn reinstate(name: &str, title: &str) -> Change {
    map(PowerMapChange::ReinstateAssessment { id: assessment(name), person: person(title) })
}

fn ours(value: Strength, evidence: &str) -> Change {
    judge("new", "总经理", Vendor::Us, value, evidence, day("2026-03-01"))
}

#[test]
fn the_newest_observation_is_current_however_late_it_was_entered() {
    let mut world = World::read(ONE);
    world.does(user("W"), &[assess("a", "总经理", 1, "2026-02-10")]);
    world.does(user("W"), &[assess("b", "总经理", -1, "2026-02-01")]);
    assert_eq!(world.strength("总经理"), Some(1));
}

#[test]
fn of_two_on_the_same_day_the_later_row_of_the_log_is_current() {
    let mut world = World::read(ONE);
    // The id of the first is the larger one: only the row may decide.
    let (early, late) = if assessment("a") > assessment("b") { ("a", "b") } else { ("b", "a") };
    world.does(user("W"), &[assess(early, "总经理", 1, "2026-02-10")]);
    world.does(user("W"), &[assess(late, "总经理", -1, "2026-02-10")]);
    assert_eq!(world.strength("总经理"), Some(-1));
}

#[test]
fn unknown_replaces_a_known_strength_and_is_not_zero() {
    let mut world = World::read(ONE);
    world.does(user("W"), &[assess("a", "总经理", 0, "2026-02-10")]);
    assert_eq!(world.strength("总经理"), Some(0));
    world.does(user("W"), &[judge("b", "总经理", Vendor::Us, Strength::Unknown, "", day("2026-02-11"))]);
    assert_eq!(world.strength("总经理"), None);
}

#[test]
fn our_relation_and_a_rivals_are_kept_apart() {
    let mut world = World::read(ONE);
    let vendor = Vendor::Competitor(rival("友商"));
    world.does(user("W"), &[judge("a", "总经理", vendor, Strength::Known(2), "dinner", day("2026-02-10"))]);
    assert_eq!((world.strength("总经理"), world.node("总经理").strength(vendor)), (None, Some(2)));
}

#[test]
fn withdrawing_brings_the_one_before_back_and_the_log_keeps_both() {
    let mut world = World::read(ONE);
    world.does(user("W"), &[assess("a", "总经理", 1, "2026-02-10")]);
    world.does(user("W"), &[assess("b", "总经理", 3, "2026-02-11")]);
    world.does(user("W"), &[withdraw("b", "总经理")]);
    assert_eq!(world.strength("总经理"), Some(1));
    assert_eq!(world.node("总经理").assessments.size(), 2);
    world.does(user("W"), &[reinstate("b", "总经理")]);
    assert_eq!(world.strength("总经理"), Some(3));
}

#[test]
fn nobody_but_its_author_withdraws_or_reinstates() {
    let mut world = World::read(ONE);
    world.does(user("W"), &[assess("a", "总经理", 1, "2026-02-10")]);
    assert_eq!(world.refuses(user("Y"), &[withdraw("a", "总经理")]), Refusal::NotYours);
    assert_eq!(world.refuses(user("Y"), &[reinstate("a", "总经理")]), Refusal::NotYours);
}

#[test]
fn what_was_never_said_can_not_be_withdrawn() {
    let world = World::read(ONE);
    assert_eq!(world.refuses(user("W"), &[withdraw("a", "总经理")]), Refusal::UnknownAssessment);
}

#[test]
fn strengths_of_two_and_three_in_either_direction_need_evidence() {
    let world = World::read(ONE);
    for value in [-3, -2, 2, 3] {
        let bare = ours(Strength::Known(value), " \n ");
        assert_eq!(world.refuses(user("W"), &[bare]), Refusal::EvidenceRequired { value });
        assert!(world.tries(user("W"), &[ours(Strength::Known(value), "seen")]).is_ok());
    }
    for value in [Strength::Known(-1), Strength::Known(0), Strength::Known(1), Strength::Unknown] {
        assert!(world.tries(user("W"), &[ours(value, "")]).is_ok(), "{value:?}");
    }
}

#[test]
fn no_strength_lies_outside_minus_three_to_plus_three() {
    let world = World::read(ONE);
    for value in [-4, 4, i32::MIN, i32::MAX] {
        let wild = ours(Strength::Known(value), "seen");
        assert_eq!(world.refuses(user("W"), &[wild]), Refusal::StrengthOutOfRange { value });
    }
}

#[test]
fn an_observation_is_at_most_one_day_ahead_of_the_server() {
    let world = World::read(ONE);
    let today = world.now.day();
    let on = |day| judge("new", "总经理", Vendor::Us, Strength::Known(1), "", day);
    assert!(world.tries(user("W"), &[on(today.plus(1))]).is_ok());
    assert_eq!(world.refuses(user("W"), &[on(today.plus(2))]), Refusal::ObservedInFuture);
    assert!(world.tries(user("W"), &[on(day("1990-01-01"))]).is_ok());
    assert_eq!(world.refuses(user("W"), &[on(day("1989-12-31"))]), Refusal::ObservedTooEarly);
}

#[test]
fn a_rival_is_assessed_only_where_he_is_linked_to_the_deal() {
    let mut world = World::read(ONE);
    world.does(user("W"), &[Change::Deal(model::deal::DealChange::RemoveRival { competitor: rival("友商") })]);
    let vendor = Vendor::Competitor(rival("友商"));
    let change = judge("new", "总经理", vendor, Strength::Known(1), "", day("2026-03-01"));
    assert_eq!(world.refuses(user("W"), &[change]), Refusal::UnknownCompetitor { competitor: rival("友商") });
}

#[test]
fn the_same_assessment_is_not_made_twice() {
    let mut world = World::read(ONE);
    world.does(user("W"), &[assess("a", "总经理", 1, "2026-02-10")]);
    assert_eq!(world.refuses(user("W"), &[assess("a", "总经理", 2, "2026-02-11")]), Refusal::AlreadyExists);
}

#[test]
fn evidence_has_a_limit_and_no_hidden_marks() {
    let world = World::read(ONE);
    let long = ours(Strength::Known(1), &"证".repeat(2_001));
    let field = TextField::Evidence;
    assert_eq!(world.refuses(user("W"), &[long]), Refusal::TextTooLong { field, length: 2_001, max: 2_000 });
    assert!(world.tries(user("W"), &[ours(Strength::Known(1), &"证".repeat(2_000))]).is_ok());
    let turned = ours(Strength::Known(1), "seen \u{202E}nees");
    assert_eq!(world.refuses(user("W"), &[turned]), Refusal::HiddenCharacters { field });
}

#[test]
fn a_person_off_the_map_is_not_assessed() {
    let mut world = World::read(ONE);
    world.does(user("W"), &[remove_nodes(&["总经理"])]);
    let person = person("总经理");
    assert_eq!(world.refuses(user("W"), &[ours(Strength::Known(1), "")]), Refusal::NodeArchived { person });
}
