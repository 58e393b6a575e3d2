//! The deal's own facts.

use crate::fixture::*;
use model::{
    AccountId, AccountRight, Action, Change, Currency, DealRole, Money, Refusal, Stage, TextField, WorkspaceRole,
    deal::DealChange,
};

const US: &str = "us W AR\nus Y SR\nus X -\nus G - guest";

fn amount(minor: i64) -> Change {
    Change::Deal(DealChange::SetAmount { amount: Some(Money { minor, currency: Currency::Cny }) })
}

fn sign(text: &str) -> Change {
    Change::Deal(DealChange::SetExpectedSign { day: Some(day(text)) })
}

/// W has seen the deal up to here; Y is a second AR who is quicker.
fn two_ars() -> World {
    let mut world = World::read(US);
    world.does(ADMIN, &[Change::Team(model::team::TeamChange::SetRole { user: user("Y"), role: DealRole::Ar })]);
    world
}

#[test]
fn a_deal_under_way_is_entered_at_the_stage_where_it_is() {
    for stage in Stage::ALL {
        let world = World::read(&format!("stage {}", stage.code()));
        assert_eq!(world.deal().facts.as_ref().unwrap().stage, stage);
    }
}

#[test]
fn a_deal_has_an_ar_from_its_first_moment() {
    let mut world = World::empty();
    world.does(ADMIN, &[join(user("W"), "W", WorkspaceRole::Member)]);
    assert_eq!(world.refuses(user("W"), &[new_account("华东"), new_deal(Stage::Mo1)]), Refusal::LastAr);
    let as_sr = appoint(user("W"), DealRole::Sr, "W");
    let refusal = world.refuses(user("W"), &[new_account("华东"), new_deal(Stage::Mo1), as_sr]);
    assert_eq!(refusal, not_allowed(Action::Appoint));
    assert!(world.tries(user("W"), &found(Stage::Mo1, user("W"), "W")).is_ok());
}

#[test]
fn guests_create_neither_accounts_nor_deals() {
    let mut world = World::empty();
    world.does(ADMIN, &[join(user("G"), "G", WorkspaceRole::Guest)]);
    let refusal = world.refuses(user("G"), &found(Stage::Mo1, user("G"), "G"));
    assert_eq!(refusal, not_allowed(Action::CreateAccount));
}

#[test]
fn a_deal_is_made_with_an_account_its_author_may_read() {
    let mut world = World::empty();
    for who in ["W", "X"] {
        world.does(ADMIN, &[join(user(who), who, WorkspaceRole::Member)]);
    }
    let deal = [new_deal(Stage::Mo1), appoint(user("X"), DealRole::Ar, "X")];
    assert_eq!(world.refuses(user("X"), &deal), Refusal::UnknownAccount { account: ACCOUNT });
    world.does(user("W"), &[new_account("华东")]);
    assert_eq!(world.refuses(user("X"), &deal), not_allowed(Action::ReadAccount));
    // Another deal of his with the same account, which only the server's index knows, opens it to him.
    let actor = model::Actor { account: AccountRight::Read, ..world.actor(user("X")) };
    let stream = stream_of(&deal[0]);
    assert!(world.ask_as(actor, vec![(stream, model::Seq(0), deal.to_vec())]).is_ok());
}

#[test]
fn a_deal_is_created_once_and_of_the_account_in_the_room() {
    let world = World::read(US);
    assert_eq!(world.refuses(user("W"), &[new_deal(Stage::Mo1)]), Refusal::AlreadyExists);
    let mut world = World::empty();
    world.does(ADMIN, &[join(user("W"), "W", WorkspaceRole::Member)]);
    let other = AccountId::from_u128(7);
    let Change::Deal(DealChange::Create { name, name_en, stage, amount, expected_sign, .. }) = new_deal(Stage::Mo1)
    else {
        panic!("not a deal")
    };
    let foreign = Change::Deal(DealChange::Create { account: other, name, name_en, stage, amount, expected_sign });
    let refusal = world.refuses(user("W"), &[new_account("华东"), foreign]);
    assert_eq!(refusal, Refusal::UnknownAccount { account: other });
}

#[test]
fn nothing_is_written_about_a_deal_before_it_is_created() {
    let mut world = World::empty();
    world.does(ADMIN, &[join(user("W"), "W", WorkspaceRole::Member)]);
    for change in [amount(1), appoint(user("W"), DealRole::Ar, "W"), add_node("x")] {
        assert_eq!(world.refuses(user("W"), &[change]), Refusal::UnknownDeal);
    }
}

#[test]
fn amounts_are_not_negative_and_not_absurd() {
    let world = World::read(US);
    assert!(world.tries(user("W"), &[amount(0)]).is_ok());
    assert!(world.tries(user("W"), &[amount(Money::MAX_MINOR)]).is_ok());
    for minor in [-1, Money::MAX_MINOR + 1, i64::MIN, i64::MAX] {
        assert_eq!(world.refuses(user("W"), &[amount(minor)]), Refusal::AmountOutOfRange);
    }
}

#[test]
fn a_deal_is_called_something() {
    let world = World::read(US);
    let rename = |name: &str| Change::Deal(DealChange::SetName { name: name.to_owned() });
    assert_eq!(world.refuses(user("W"), &[rename("")]), Refusal::EmptyText { field: TextField::DealName });
    let field = TextField::DealName;
    assert_eq!(world.refuses(user("W"), &[rename("a\u{200F}b")]), Refusal::HiddenCharacters { field });
}

#[test]
fn amount_and_sign_date_are_guarded_against_what_the_author_has_not_seen() {
    for (mine, theirs) in [(amount(1), amount(2)), (sign("2026-05-01"), sign("2026-06-01"))] {
        let mut world = two_ars();
        let stream = stream_of(&mine);
        let seen = world.seq(stream);
        world.does(user("Y"), std::slice::from_ref(&theirs));
        let (entity, field) = mine.writes()[0];
        let answer = world.ask(user("W"), vec![(stream, seen, vec![mine.clone()])]);
        assert_eq!(answer.map(|a| a.effects), Err(Refusal::Stale { entity, field, by: user("Y") }));
        // Having seen it, he decides.
        assert!(world.tries(user("W"), &[mine]).is_ok());
    }
}

#[test]
fn ones_own_earlier_change_is_never_stale() {
    let mut world = two_ars();
    let stream = stream_of(&amount(1));
    let seen = world.seq(stream);
    world.does(user("W"), &[amount(1)]);
    assert!(world.ask(user("W"), vec![(stream, seen, vec![amount(2)])]).is_ok());
}

#[test]
fn the_two_guarded_fields_do_not_guard_each_other() {
    let mut world = two_ars();
    let stream = stream_of(&amount(1));
    let seen = world.seq(stream);
    world.does(user("Y"), &[sign("2026-06-01")]);
    assert!(world.ask(user("W"), vec![(stream, seen, vec![amount(2)])]).is_ok());
}

#[test]
fn whoever_may_not_write_does_not_learn_that_somebody_else_did() {
    let mut world = two_ars();
    let stream = stream_of(&amount(1));
    world.does(user("Y"), &[amount(2)]);
    let answer = world.ask(user("X"), vec![(stream, model::Seq(0), vec![amount(1)])]);
    assert_eq!(answer.map(|a| a.effects), Err(not_allowed(Action::EditDeal)));
}
