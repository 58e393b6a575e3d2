//! The account, its departments and people.

use crate::fixture::*;
use model::{
    AccountRight, Action, Actor, Change, Refusal, TextField, WorkspaceRole, account::AccountChange,
    department::DepartmentChange, person::PersonChange,
};

const ONE: &str = "总经理 王 unknown";

fn account(change: AccountChange) -> Change {
    Change::Account(change)
}

fn add_department(name: &str, parent: Option<&str>) -> Change {
    let (id, name, parent) = (department(name), name.to_owned(), parent.map(department));
    Change::Department(DepartmentChange::Add { id, name, name_en: String::new(), parent })
}

fn set_parent(name: &str, parent: &str) -> Change {
    Change::Department(DepartmentChange::SetParent { id: department(name), parent: Some(department(parent)) })
}

#[test]
fn an_account_is_created_once() {
    let world = World::read(ONE);
    assert_eq!(world.refuses(user("W"), &[new_account("另一家")]), Refusal::AlreadyExists);
}

#[test]
fn nothing_is_written_about_an_account_before_it_is_created() {
    let mut world = World::empty();
    world.does(ADMIN, &[join(user("W"), "W", WorkspaceRole::Member)]);
    let rename = account(AccountChange::SetName { name: "x".to_owned() });
    for change in [rename, add_department("采购部", None), add_person("总经理", None)] {
        assert_eq!(world.refuses(user("W"), std::slice::from_ref(&change)), Refusal::NotCreated);
        // Not even by somebody whom an index says to have the right.
        let actor = Actor { account: AccountRight::Edit, ..world.actor(user("W")) };
        let stream = stream_of(&change);
        let answer = world.ask_as(actor, vec![(stream, model::Seq(0), vec![change])]);
        assert_eq!(answer.map(|accepted| accepted.effects), Err(Refusal::NotCreated));
    }
}

#[test]
fn its_creator_owns_an_account_and_may_hand_it_over() {
    let mut world = World::empty();
    for who in ["W", "Y"] {
        world.does(ADMIN, &[join(user(who), who, WorkspaceRole::Member)]);
    }
    world.does(user("W"), &[new_account("华东数据")]);
    assert_eq!(world.refuses(user("Y"), &[add_person("总经理", None)]), not_allowed(Action::EditAccount));
    let stranger = account(AccountChange::SetOwner { owner: user("Q") });
    assert_eq!(world.refuses(user("W"), &[stranger]), Refusal::UnknownMember { user: user("Q") });
    world.does(user("W"), &[account(AccountChange::SetOwner { owner: user("Y") })]);
    assert_eq!(world.refuses(user("W"), &[add_person("总经理", None)]), not_allowed(Action::EditAccount));
    assert!(world.tries(user("Y"), &[add_person("总经理", None)]).is_ok());
}

#[test]
fn no_role_in_a_deal_is_enough_to_take_its_account() {
    let world = World::read("us W AR\nus Y SR");
    let seize = account(AccountChange::SetOwner { owner: user("Y") });
    assert_eq!(world.refuses(user("Y"), std::slice::from_ref(&seize)), not_allowed(Action::HandOverAccount));
    assert!(world.tries(ADMIN, &[seize]).is_ok(), "an owner may have left");
}

#[test]
fn the_triangle_of_a_deal_edits_its_account_and_the_rest_of_the_team_reads_it() {
    let world = World::read("us W AR\nus Y SR\nus F FR\nus O observer\nus G work_group");
    let right = |who| world.actor(user(who)).account;
    assert_eq!(["Y", "F", "O", "G"].map(right), {
        use AccountRight::{Edit, Read};
        [Edit, Edit, Read, Read]
    });
    assert_eq!(world.refuses(user("O"), &[add_person("秘书", None)]), not_allowed(Action::EditAccount));
}

#[test]
fn a_person_has_a_title_always_and_a_name_if_it_is_known() {
    let world = World::read(ONE);
    assert!(world.tries(user("W"), &[add_person("高工", None)]).is_ok());
    let empty = |field| Refusal::EmptyText { field };
    assert_eq!(world.refuses(user("W"), &[add_person("", None)]), empty(TextField::PersonTitle));
    assert_eq!(world.refuses(user("W"), &[add_person("\u{200D}", None)]), empty(TextField::PersonTitle));
    assert_eq!(world.refuses(user("W"), &[add_person("高工", Some(" "))]), empty(TextField::PersonName));
    assert_eq!(world.refuses(user("W"), &[add_person("总经理", None)]), Refusal::AlreadyExists);
}

#[test]
fn a_megabyte_of_name_is_refused_with_its_length() {
    let world = World::read(ONE);
    let name = "名".repeat(1_000_000);
    let refusal = world.refuses(user("W"), &[add_person("高工", Some(&name))]);
    assert_eq!(refusal, Refusal::TextTooLong { field: TextField::PersonName, length: 1_000_000, max: 200 });
}

#[test]
fn a_person_who_does_not_exist_is_not_changed() {
    let world = World::read(ONE);
    let change = PersonChange::SetContact { id: person("无人"), contact: String::new() };
    assert_eq!(world.refuses(user("W"), &[Change::Person(change)]), Refusal::UnknownPerson { person: person("无人") });
}

#[test]
fn departments_form_a_tree() {
    let mut world = World::read(ONE);
    world.does(user("W"), &[add_department("集团", None)]);
    world.does(user("W"), &[add_department("采购部", Some("集团"))]);
    world.does(user("W"), &[add_department("一科", Some("采购部"))]);
    for (name, parent) in [("集团", "一科"), ("集团", "集团"), ("采购部", "一科")] {
        assert_eq!(world.refuses(user("W"), &[set_parent(name, parent)]), Refusal::DepartmentCycle);
    }
    assert_eq!(world.refuses(user("W"), &[add_department("自己", Some("自己"))]), Refusal::DepartmentCycle);
    world.does(user("W"), &[set_parent("一科", "集团")]);
    world.does(user("W"), &[set_parent("采购部", "一科")]);
}

#[test]
fn departments_that_do_not_exist_hold_nobody() {
    let world = World::read(ONE);
    let unknown = Refusal::UnknownDepartment { department: department("无") };
    let into = PersonChange::SetDepartment { id: person("总经理"), department: Some(department("无")) };
    assert_eq!(world.refuses(user("W"), &[Change::Person(into)]), unknown);
    assert_eq!(world.refuses(user("W"), &[add_department("采购部", Some("无"))]), unknown);
    let archive = DepartmentChange::Archive { id: department("无") };
    assert_eq!(world.refuses(user("W"), &[Change::Department(archive)]), unknown);
}

#[test]
fn every_text_of_an_account_has_its_limit() {
    let world = World::read(ONE);
    let long = || "长".repeat(201);
    let (who, at) = (person("总经理"), department("采购部"));
    let cases = [
        (account(AccountChange::SetName { name: long() }), TextField::AccountName),
        (account(AccountChange::SetNameEn { name_en: long() }), TextField::AccountName),
        (account(AccountChange::SetIndustry { industry: long() }), TextField::Industry),
        (account(AccountChange::SetRegion { region: long() }), TextField::Region),
        (Change::Person(PersonChange::SetTitle { id: who, title: long() }), TextField::PersonTitle),
        (Change::Person(PersonChange::SetTitleEn { id: who, title_en: long() }), TextField::PersonTitle),
        (Change::Person(PersonChange::SetName { id: who, name: Some(long()) }), TextField::PersonName),
        (Change::Person(PersonChange::SetContact { id: who, contact: long() }), TextField::Contact),
        (
            Change::Department(DepartmentChange::Add { id: at, name: long(), name_en: String::new(), parent: None }),
            TextField::DepartmentName,
        ),
    ];
    for (change, field) in cases {
        let refusal = world.refuses(user("W"), std::slice::from_ref(&change));
        assert_eq!(refusal, Refusal::TextTooLong { field, length: 201, max: 200 }, "{change:?}");
    }
}

#[test]
fn the_key_of_a_name_comes_from_the_stamp_and_not_from_the_author() {
    let mut world = World::read(ONE);
    let change = Change::Person(PersonChange::SetName { id: person("总经理"), name: Some("李敏".to_owned()) });
    let mut stamp = model::Stamp::new(world.actor(user("W")), world.now);
    stamp.pinyin = vec![(person("总经理"), "limin lm".to_owned())];
    let mut state = world.room.remove(stream_of(&change)).unwrap();
    model::fold(&mut state, &[change], &stamp, &mut model::Effects::new());
    let model::Body::Account(account) = &state.body else { panic!("not an account") };
    assert_eq!(account.people.get(&person("总经理")).unwrap().pinyin, "limin lm");
}
