//! The register of key decision makers and hidden roles (T-04), and who may read it.

use crate::{
    fixture::*,
    samples::{EVERYBODY, add_key_role},
};
use model::{
    Change, DealRole, KeyRoleId, Refusal, Seq, StreamId, TextField,
    card::Card,
    key_role::{KeyRole, KeyRoleChange, KeyRoleKind, about},
    team::TeamChange,
};

fn id() -> KeyRoleId {
    key_role("王夫人")
}

fn world() -> World {
    let mut world = World::read(EVERYBODY);
    world.does(user("W"), &[add_key_role("王夫人")]);
    world
}

fn entry(world: &World) -> KeyRole {
    world.room.core().unwrap().1.key_roles.get(&id()).unwrap().clone()
}

fn refused(world: &World, who: &str, change: KeyRoleChange) -> Refusal {
    world.refuses(user(who), &[Change::KeyRole(change)])
}

fn add(kind: KeyRoleKind) -> KeyRoleChange {
    KeyRoleChange::Add {
        id: key_role("另一位"),
        kind,
        person: Some(person("采购部长")),
        name: String::new(),
        behind: None,
        purpose: String::new(),
        keep_until: None,
    }
}

#[test]
fn a_hidden_role_is_named_in_the_core_alone_and_nowhere_in_the_account() {
    let world = world();
    assert_eq!(entry(&world).name, "王夫人");
    let account = serde_json::to_string(world.room.account().unwrap().1).unwrap();
    let deal = serde_json::to_string(world.room.deal().unwrap().1).unwrap();
    let card = serde_json::to_string(&Card::of(world.room.get(StreamId::Deal(DEAL)).unwrap())).unwrap();
    for seen_by_the_team in [account, deal, card] {
        assert!(!seen_by_the_team.contains("王夫人") && !seen_by_the_team.contains("key_role"));
    }
    assert_eq!(Card::of(world.room.get(StreamId::DealCore(DEAL)).unwrap()), None);
}

#[test]
fn a_hidden_role_says_why_and_until_when_it_is_kept() {
    let world = world();
    for kind in KeyRoleKind::ALL {
        let refusal = world.tries(user("W"), &[Change::KeyRole(add(kind))]).err();
        assert_eq!(refusal, kind.is_hidden().then_some(Refusal::EmptyText { field: TextField::Purpose }), "{kind:?}");
    }
    let no_day = KeyRoleChange::SetKeepUntil { id: id(), keep_until: None };
    assert_eq!(refused(&world, "W", no_day), Refusal::KeepUntilNeeded);
    let no_purpose = KeyRoleChange::SetPurpose { id: id(), purpose: "  ".to_owned() };
    assert_eq!(refused(&world, "W", no_purpose), Refusal::EmptyText { field: TextField::Purpose });
}

#[test]
fn somebody_on_the_business_chain_becomes_a_hidden_role_only_with_purpose_and_day() {
    let mut world = world();
    world.does(user("W"), &[Change::KeyRole(add(KeyRoleKind::ContractSigner))]);
    let change = KeyRoleChange::SetKind { id: key_role("另一位"), kind: KeyRoleKind::Shareholder };
    assert_eq!(refused(&world, "W", change), Refusal::EmptyText { field: TextField::Purpose });
}

#[test]
fn an_entry_is_one_of_the_accounts_people_or_somebody_by_name() {
    let world = world();
    let nobody = KeyRoleChange::SetWho { id: id(), person: None, name: " ".to_owned() };
    assert_eq!(refused(&world, "W", nobody), Refusal::EmptyText { field: TextField::PersonName });
    let stranger = person("查无此人");
    let unknown = KeyRoleChange::SetWho { id: id(), person: Some(stranger), name: String::new() };
    assert_eq!(refused(&world, "W", unknown), Refusal::UnknownPerson { person: stranger });
    let unknown = KeyRoleChange::SetBehind { id: id(), behind: Some(stranger) };
    assert_eq!(refused(&world, "W", unknown), Refusal::UnknownPerson { person: stranger });
}

#[test]
fn relations_go_from_minus_three_to_three() {
    let mut world = world();
    for value in [-4, 4, i32::MAX] {
        let refusal = Refusal::StrengthOutOfRange { value };
        assert_eq!(refused(&world, "W", KeyRoleChange::SetOurs { id: id(), ours: Some(value) }), refusal);
        assert_eq!(refused(&world, "W", KeyRoleChange::SetTheirs { id: id(), theirs: Some(value) }), refusal);
    }
    assert!(!entry(&world).rival_leads());
    world.does(user("Y"), &[Change::KeyRole(KeyRoleChange::SetTheirs { id: id(), theirs: Some(1) })]);
    assert!(entry(&world).rival_leads(), "theirs is known, ours is not");
    world.does(user("Y"), &[Change::KeyRole(KeyRoleChange::SetOurs { id: id(), ours: Some(1) })]);
    assert!(!entry(&world).rival_leads());
}

#[test]
fn what_was_taken_off_is_restored_before_it_is_changed() {
    let mut world = world();
    world.does(user("W"), &[Change::KeyRole(KeyRoleChange::Remove { id: id() })]);
    let change = KeyRoleChange::SetSource { id: id(), source: "渠道".to_owned() };
    assert_eq!(refused(&world, "W", change), Refusal::KeyRoleArchived { key_role: id() });
    assert_eq!(
        refused(&world, "W", KeyRoleChange::Remove { id: key_role("没有") }),
        Refusal::UnknownKeyRole { key_role: key_role("没有") }
    );
    world.does(user("F"), &[Change::KeyRole(KeyRoleChange::Restore { id: id() })]);
    assert!(!entry(&world).archived);
}

#[test]
fn two_who_describe_the_influence_at_once_keep_both() {
    let mut world = world();
    let base = world.room.get(StreamId::DealCore(DEAL)).unwrap().seq;
    let edit =
        |to: &str| Change::KeyRole(KeyRoleChange::EditInfluence { id: id(), from: String::new(), to: to.to_owned() });
    world.does(user("W"), &[edit("周末一起打球")]);
    world.pushes_from(user("Y"), vec![(StreamId::DealCore(DEAL), base, vec![edit("同一商会")])]);
    let influence = entry(&world).influence;
    assert!(influence.contains("周末一起打球") && influence.contains("同一商会"), "{influence}");
}

#[test]
fn who_stands_behind_somebody_is_found_from_him() {
    let world = world();
    let core = world.room.core().unwrap().1;
    let found = |title: &str| about(core, person(title)).map(|(id, _)| id).collect::<Vec<_>>();
    assert_eq!(found("总经理"), [id()]);
    assert_eq!(found("采购部长"), []);
}

#[test]
fn the_core_group_is_the_iron_triangle_and_whom_its_ar_has_named() {
    let mut world = World::read(EVERYBODY);
    let in_core = |world: &World| {
        let Some(Card::Deal(card)) = Card::of(world.room.get(StreamId::Deal(DEAL)).unwrap()) else { panic!("no card") };
        ["W", "Y", "F", "G", "R", "D", "S", "M", "O", "K", "N", "ADMIN"]
            .into_iter()
            .filter(|who| card.in_core(user(who)))
            .collect::<Vec<_>>()
    };
    assert_eq!(in_core(&world), ["W", "Y", "F"]);
    let name = |who: &str, core| Change::Team(TeamChange::SetCore { user: user(who), core });
    world.does(user("W"), &[name("S", true)]);
    assert_eq!(in_core(&world), ["W", "Y", "F", "S"]);
    // Who has left the team has left the core as well, and comes back without it.
    world.does(user("S"), &[Change::Team(TeamChange::Leave { user: user("S") })]);
    assert_eq!(in_core(&world), ["W", "Y", "F"]);
    world.does(user("M"), &[appoint(user("S"), DealRole::Sponsor, "S")]);
    assert_eq!(in_core(&world), ["W", "Y", "F"]);
}

#[test]
fn the_core_of_another_deal_is_out_of_reach() {
    let world = world();
    let foreign = StreamId::DealCore(model::DealId::from_u128(7));
    let refusal = world.ask(user("W"), vec![(foreign, Seq(0), vec![add_key_role("路人")])]).err();
    assert_eq!(refusal, Some(Refusal::WrongStream));
}
