//! T-23: the ladder of the pain, one rung at a time, each with evidence and a day.

use crate::fixture::*;
use model::{
    Change, Day, Refusal,
    power_map::{PainChange, PainLevel, PowerMapChange},
};

const ONE: &str = "us W AR\nus Y SR\n总经理 王 unknown";

fn change(change: PainChange) -> Change {
    map(PowerMapChange::Pain { person: person("总经理"), change })
}

fn reaches(name: &str, level: PainLevel, evidence: &str, on: &str) -> Change {
    change(PainChange::Reach { id: pain(name), level, evidence: evidence.to_owned(), observed_at: day(on) })
}

fn back(name: &str) -> Change {
    change(PainChange::Withdraw { id: pain(name) })
}

fn days(world: &World) -> Vec<(PainLevel, Day)> {
    let node = world.node("总经理");
    node.pain_history().into_iter().map(|(_, pain)| (pain.level, pain.observed_at)).collect()
}

#[test]
fn the_ladder_is_climbed_one_rung_at_a_time_and_the_history_has_the_days() {
    let mut world = World::read(ONE);
    assert_eq!(world.node("总经理").pain(), None);
    world.does(user("W"), &[reaches("1", PainLevel::Latent, "", "2026-01-05")]);
    let jump = reaches("3", PainLevel::Vision, "说要方案", "2026-02-01");
    let skipped = Refusal::PainLevelSkipped { from: PainLevel::Latent, to: PainLevel::Vision };
    assert_eq!(world.refuses(user("W"), std::slice::from_ref(&jump)), skipped);
    world.does(user("Y"), &[reaches("2", PainLevel::Admitted, "承认效率低", "2026-01-20")]);
    world.does(user("W"), &[jump]);
    let climbed = [
        (PainLevel::Latent, day("2026-01-05")),
        (PainLevel::Admitted, day("2026-01-20")),
        (PainLevel::Vision, day("2026-02-01")),
    ];
    assert_eq!((world.node("总经理").pain(), days(&world)), (Some(PainLevel::Vision), climbed.to_vec()));
}

#[test]
fn who_is_met_late_may_stand_anywhere_and_may_fall_back_to_the_ground() {
    let mut world = World::read(ONE);
    world.does(user("W"), &[reaches("a", PainLevel::Action, "已立项", "2026-02-01")]);
    world.does(user("W"), &[reaches("b", PainLevel::Latent, "换了领导", "2026-03-01")]);
    assert_eq!(world.node("总经理").pain(), Some(PainLevel::Latent));
}

#[test]
fn what_is_entered_late_must_fit_between_its_neighbours() {
    let mut world = World::read(ONE);
    world.does(user("W"), &[reaches("a", PainLevel::Vision, "要方案", "2026-02-01")]);
    let skipped = Refusal::PainLevelSkipped { from: PainLevel::Latent, to: PainLevel::Vision };
    assert_eq!(world.refuses(user("W"), &[reaches("b", PainLevel::Latent, "", "2026-01-01")]), skipped);
    world.does(user("W"), &[reaches("c", PainLevel::Admitted, "承认", "2026-01-15")]);
    world.does(user("W"), &[reaches("b", PainLevel::Latent, "", "2026-01-01")]);
    assert_eq!(world.refuses(user("W"), &[back("c")]), skipped, "the rung between is needed");
}

#[test]
fn evidence_and_a_day_that_has_come_are_needed() {
    let world = World::read(ONE);
    let bare = reaches("a", PainLevel::Admitted, " ", "2026-02-01");
    assert_eq!(world.refuses(user("W"), &[bare]), Refusal::PainEvidenceRequired { level: PainLevel::Admitted });
    let tomorrow = reaches("a", PainLevel::Latent, "", "2099-01-01");
    assert_eq!(world.refuses(user("W"), &[tomorrow]), Refusal::ObservedInFuture);
}

#[test]
fn only_the_author_takes_back_what_he_said() {
    let mut world = World::read(ONE);
    world.does(user("W"), &[reaches("a", PainLevel::Admitted, "承认", "2026-02-01")]);
    assert_eq!(world.refuses(user("Y"), &[back("a")]), Refusal::NotYours);
    world.does(user("W"), &[back("a")]);
    assert_eq!((world.node("总经理").pain(), world.node("总经理").pains.size()), (None, 1));
    world.does(user("W"), &[change(PainChange::Reinstate { id: pain("a") })]);
    assert_eq!(world.node("总经理").pain(), Some(PainLevel::Admitted));
}
