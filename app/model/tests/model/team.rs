//! The deal's team: letters, the last AR, who appoints.

use crate::fixture::*;
use model::{Action, Change, DealRole, Refusal, member::MemberChange, team::TeamChange};

fn letter(world: &World, who: &str) -> String {
    world.deal().team.get(&user(who)).unwrap().letter.clone()
}

fn leave(letter: &str) -> Change {
    Change::Team(TeamChange::Leave { user: user(letter) })
}

fn role(letter: &str, role: DealRole) -> Change {
    Change::Team(TeamChange::SetRole { user: user(letter), role })
}

#[test]
fn letters_come_from_the_initials_and_are_made_unique() {
    let world = World::read("us W AR\nus W2 SR\nus W3 FR\nus Y observer");
    assert_eq!(["W", "W2", "W3", "Y"].map(|who| letter(&world, who)), ["W", "W2", "W3", "Y"]);
}

#[test]
fn a_letter_is_never_given_to_somebody_else() {
    let mut world = World::read("us W AR\nus W2 SR\nus W3 -");
    world.does(ADMIN, &[leave("W2")]);
    world.does(ADMIN, &[appoint(user("W3"), DealRole::Fr, "W")]);
    assert_eq!(letter(&world, "W3"), "W3");
}

#[test]
fn whoever_comes_back_has_his_letter_back_even_with_new_initials() {
    let mut world = World::read("us W AR\nus W2 SR");
    world.does(ADMIN, &[leave("W2")]);
    let initials = "Q".to_owned();
    world.does(user("W2"), &[Change::Member(MemberChange::SetInitials { user: user("W2"), initials })]);
    world.does(ADMIN, &[appoint(user("W2"), DealRole::Fr, "Q")]);
    assert_eq!(letter(&world, "W2"), "W2");
    assert_eq!(world.deal().active(user("W2")).unwrap().role, DealRole::Fr);
}

#[test]
fn a_letter_that_looks_numbered_does_not_collide_with_a_number() {
    let mut world = World::read("us W AR\nus X -\nus W2 -");
    let initials = "w2".to_owned();
    world.does(user("X"), &[Change::Member(MemberChange::SetInitials { user: user("X"), initials })]);
    world.does(ADMIN, &[appoint(user("X"), DealRole::Fr, "w2")]);
    world.does(ADMIN, &[appoint(user("W2"), DealRole::Sr, "W")]);
    assert_eq!([letter(&world, "X"), letter(&world, "W2")], ["W2", "W3"]);
}

#[test]
fn the_initials_of_an_appointment_are_those_of_the_member() {
    let world = World::read("us W AR\nus X -");
    let forged = appoint(user("X"), DealRole::Sr, "W");
    assert_eq!(world.refuses(user("W"), &[forged]), Refusal::InitialsInvalid);
}

#[test]
fn only_members_of_the_workspace_are_appointed_and_only_once() {
    let mut world = World::read("us W AR\nus X -");
    let nobody = appoint(user("Q"), DealRole::Sr, "Q");
    assert_eq!(world.refuses(user("W"), &[nobody]), Refusal::UnknownMember { user: user("Q") });
    world.does(user("W"), &[appoint(user("X"), DealRole::Sr, "X")]);
    assert_eq!(world.refuses(user("W"), &[appoint(user("X"), DealRole::Fr, "X")]), Refusal::AlreadyExists);
    world.does(ADMIN, &[leave("X"), Change::Member(MemberChange::Leave { user: user("X") })]);
    let gone = appoint(user("X"), DealRole::Sr, "X");
    assert_eq!(world.refuses(user("W"), &[gone]), Refusal::UnknownMember { user: user("X") });
}

#[test]
fn until_a_deal_has_a_sponsor_or_sales_manager_its_ar_appoints() {
    let mut world = World::read("us W AR\nus Y SR\nus X -\nus S -");
    assert_eq!(world.refuses(user("Y"), &[role("Y", DealRole::Fr)]), not_allowed(Action::Appoint));
    world.does(user("W"), &[appoint(user("S"), DealRole::Sponsor, "S")]);
    let by_ar = appoint(user("X"), DealRole::Fr, "X");
    assert_eq!(world.refuses(user("W"), std::slice::from_ref(&by_ar)), not_allowed(Action::Appoint));
    world.does(user("S"), &[by_ar]);
    world.does(user("S"), &[leave("S")]);
    assert!(world.tries(user("W"), &[leave("X")]).is_ok(), "without a sponsor the AR appoints again");
}

#[test]
fn an_admin_appoints_in_any_deal() {
    let world = World::read("us W AR\nus S sponsor\nus X -");
    assert!(world.tries(ADMIN, &[appoint(user("X"), DealRole::Ar, "X")]).is_ok());
}

#[test]
fn everybody_may_leave_but_the_last_ar() {
    let mut world = World::read("us W AR\nus Y observer");
    assert_eq!(world.refuses(user("W"), &[leave("W")]), Refusal::LastAr);
    assert_eq!(world.refuses(ADMIN, &[role("W", DealRole::Sr)]), Refusal::LastAr);
    world.does(user("Y"), &[leave("Y")]);
    assert_eq!(world.refuses(ADMIN, &[leave("Y")]), Refusal::UnknownMember { user: user("Y") });
    world.does(ADMIN, &[appoint(user("Y"), DealRole::Ar, "Y")]);
    world.does(user("W"), &[leave("W")]);
    assert!(world.deal().active(user("W")).is_none());
    assert_eq!(letter(&world, "W"), "W", "who left is still drawn");
}

#[test]
fn nobody_joins_a_team_he_finds_on_his_own() {
    let world = World::read("us W AR\nus X -");
    let refusal = world.refuses(user("X"), &[appoint(user("X"), DealRole::Ar, "X")]);
    assert_eq!(refusal, not_allowed(Action::Appoint));
}
