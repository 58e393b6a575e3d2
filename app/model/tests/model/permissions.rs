//! Who may what (2.6): the table itself, and every kind of change against it.

use crate::{
    fixture::*,
    samples::{self, EVERYBODY},
};
use model::{AccountRight, Action, Actor, DealRole, Refusal, Stage, WorkspaceRole};

const ACTIONS: [Action; 15] = [
    Action::ManageMembers,
    Action::ManageCompetitors,
    Action::CreateAccount,
    Action::CreateDeal,
    Action::ReadAccount,
    Action::EditAccount,
    Action::HandOverAccount,
    Action::ReadDeal,
    Action::EditDeal,
    Action::EditMap,
    Action::EditTasks,
    Action::Comment,
    Action::NameCore,
    Action::EditCore,
    Action::Appoint,
];

fn table(columns: &[&str], rows: impl IntoIterator<Item = (String, Vec<bool>)>) -> String {
    let head = format!("{:<34}{}", "", columns.join(" "));
    let rows = rows.into_iter().map(|(name, allowed)| {
        let cells: Vec<String> = allowed
            .iter()
            .zip(columns)
            .map(|(allowed, column)| format!("{:<width$}", if *allowed { "x" } else { "." }, width = column.len()))
            .collect();
        format!("{name:<34}{}", cells.join(" ")).trim_end().to_owned()
    });
    std::iter::once(head).chain(rows).collect::<Vec<_>>().join("\n")
}

fn actor(workspace: Option<WorkspaceRole>, deal: Option<DealRole>, account: AccountRight) -> Actor {
    Actor { user: user("W"), workspace, deal, account }
}

fn by_action(columns: &[(&str, Actor)]) -> String {
    let names: Vec<&str> = columns.iter().map(|(name, _)| *name).collect();
    table(
        &names,
        ACTIONS.map(|action| (format!("{action:?}"), columns.iter().map(|(_, actor)| actor.may(action)).collect())),
    )
}

#[test]
fn what_each_role_in_a_deal_may() {
    let names = ["AR", "SR", "FR", "group", "review", "SDT", "sponsor", "sales", "observer"];
    let columns: Vec<(&str, Actor)> = names
        .into_iter()
        .zip(DealRole::ALL)
        .map(|(name, role)| (name, actor(Some(WorkspaceRole::Guest), Some(role), AccountRight::None)))
        .collect();
    insta::assert_snapshot!(by_action(&columns), @r"
                                      AR SR FR group review SDT sponsor sales observer
    ManageMembers                     .  .  .  .     .      .   .       .     .
    ManageCompetitors                 .  .  .  .     .      .   .       .     .
    CreateAccount                     .  .  .  .     .      .   .       .     .
    CreateDeal                        .  .  .  .     .      .   .       .     .
    ReadAccount                       .  .  .  .     .      .   .       .     .
    EditAccount                       .  .  .  .     .      .   .       .     .
    HandOverAccount                   .  .  .  .     .      .   .       .     .
    ReadDeal                          x  x  x  x     x      x   x       x     x
    EditDeal                          x  .  .  .     .      .   .       .     .
    EditMap                           x  x  x  .     .      .   .       .     .
    EditTasks                         x  x  x  .     .      .   .       .     .
    Comment                           x  x  x  x     x      x   x       x     .
    NameCore                          x  .  .  .     .      .   .       .     .
    EditCore                          x  x  x  .     .      .   .       .     .
    Appoint                           .  .  .  .     .      .   x       x     .
    ");
}

#[test]
fn what_each_role_in_the_workspace_may() {
    let with = |role| actor(role, None, AccountRight::None);
    let columns = [
        ("admin", with(Some(WorkspaceRole::Admin))),
        ("member", with(Some(WorkspaceRole::Member))),
        ("guest", with(Some(WorkspaceRole::Guest))),
        ("nobody", with(None)),
        ("server", Actor::SYSTEM),
    ];
    insta::assert_snapshot!(by_action(&columns), @r"
                                      admin member guest nobody server
    ManageMembers                     x     .      .     .      x
    ManageCompetitors                 x     .      .     .      x
    CreateAccount                     x     x      .     .      x
    CreateDeal                        x     x      .     .      x
    ReadAccount                       .     .      .     .      .
    EditAccount                       .     .      .     .      .
    HandOverAccount                   x     .      .     .      x
    ReadDeal                          .     .      .     .      .
    EditDeal                          .     .      .     .      .
    EditMap                           .     .      .     .      .
    EditTasks                         .     .      .     .      .
    Comment                           .     .      .     .      .
    NameCore                          .     .      .     .      .
    EditCore                          .     .      .     .      .
    Appoint                           .     .      .     .      .
    ");
}

#[test]
fn what_each_right_on_an_account_gives() {
    let with = |right| actor(Some(WorkspaceRole::Guest), None, right);
    let columns =
        [("none", with(AccountRight::None)), ("read", with(AccountRight::Read)), ("edit", with(AccountRight::Edit))];
    insta::assert_snapshot!(by_action(&columns), @r"
                                      none read edit
    ManageMembers                     .    .    .
    ManageCompetitors                 .    .    .
    CreateAccount                     .    .    .
    CreateDeal                        .    .    .
    ReadAccount                       .    x    x
    EditAccount                       .    .    x
    HandOverAccount                   .    .    .
    ReadDeal                          .    .    .
    EditDeal                          .    .    .
    EditMap                           .    .    .
    EditTasks                         .    .    .
    Comment                           .    .    .
    NameCore                          .    .    .
    EditCore                          .    .    .
    Appoint                           .    .    .
    ");
}

#[test]
fn whoever_left_the_workspace_may_nothing_whatever_roles_he_had() {
    for role in DealRole::ALL {
        let gone = actor(None, Some(role), AccountRight::Edit);
        assert!(ACTIONS.into_iter().all(|action| !gone.may(action)), "{role:?}");
    }
}

#[test]
fn every_kind_of_change_is_open_to_just_these() {
    let who = ["ADMIN", "W", "Y", "F", "G", "R", "D", "S", "M", "O", "K", "N", "V", "gone"];
    let names = [
        "admin", "AR", "SR", "FR", "group", "review", "SDT", "sponsor", "sales", "observer", "owner", "member",
        "guest", "gone",
    ];
    let rows = samples::all().into_iter().map(|sample| {
        let mut world = sample.world();
        let leave = |user| model::Change::Member(model::member::MemberChange::Leave { user });
        world.does(ADMIN, &[join(user("gone"), "J", WorkspaceRole::Member)]);
        world.does(ADMIN, &[appoint(user("gone"), DealRole::Fr, "J")]);
        world.does(ADMIN, &[leave(user("gone"))]);
        let allowed = who.map(|who| {
            !matches!(
                world.tries(user(who), std::slice::from_ref(&sample.change)),
                Err(Refusal::NotAllowed { .. } | Refusal::UnknownMember { .. })
            )
        });
        (samples::kind(&sample.change), allowed.to_vec())
    });
    let found = |who: &str| {
        let mut world = World::empty();
        if who != "ADMIN" {
            let role = if who == "V" { WorkspaceRole::Guest } else { WorkspaceRole::Member };
            world.does(ADMIN, &[join(user(who), who, role)]);
        }
        let initials = if who == "ADMIN" { "A" } else { who };
        world.tries(user(who), &found(Stage::Mo1, user(who), initials)).is_ok()
    };
    assert_eq!(["ADMIN", "N", "V"].map(found), [true, true, false], "account and deal");
    assert!(EVERYBODY.contains("us K -"));
    insta::assert_snapshot!(table(&names, rows), @r"
                                      admin AR SR FR group review SDT sponsor sales observer owner member guest gone
    member/name_workspace             x     .  .  .  .     .      .   .       .     .        .     .      .     .
    member/join                       x     .  .  .  .     .      .   .       .     .        .     .      .     .
    member/set_role                   x     .  .  .  .     .      .   .       .     .        .     .      .     .
    member/set_name                   x     .  .  .  .     .      .   .       .     .        .     .      .     .
    member/set_initials               x     .  .  .  .     .      .   .       .     .        .     .      .     .
    member/set_colour                 x     .  .  .  .     .      .   .       .     .        .     .      .     .
    member/leave                      x     .  .  .  .     .      .   .       .     .        .     .      .     .
    competitor/add                    x     .  .  .  .     .      .   .       .     .        .     .      .     .
    competitor/set_name               x     .  .  .  .     .      .   .       .     .        .     .      .     .
    competitor/set_colour             x     .  .  .  .     .      .   .       .     .        .     .      .     .
    competitor/archive                x     .  .  .  .     .      .   .       .     .        .     .      .     .
    competitor/restore                x     .  .  .  .     .      .   .       .     .        .     .      .     .
    account/set_name                  .     x  x  x  .     .      .   .       .     .        x     .      .     .
    account/set_name_en               .     x  x  x  .     .      .   .       .     .        x     .      .     .
    account/set_level                 .     x  x  x  .     .      .   .       .     .        x     .      .     .
    account/set_industry              .     x  x  x  .     .      .   .       .     .        x     .      .     .
    account/set_region                .     x  x  x  .     .      .   .       .     .        x     .      .     .
    account/set_owner                 x     .  .  .  .     .      .   .       .     .        x     .      .     .
    account/import                    .     x  x  x  .     .      .   .       .     .        x     .      .     .
    account/take_import_back          .     x  x  x  .     .      .   .       .     .        x     .      .     .
    department/add                    .     x  x  x  .     .      .   .       .     .        x     .      .     .
    department/set_name               .     x  x  x  .     .      .   .       .     .        x     .      .     .
    department/set_name_en            .     x  x  x  .     .      .   .       .     .        x     .      .     .
    department/set_parent             .     x  x  x  .     .      .   .       .     .        x     .      .     .
    department/archive                .     x  x  x  .     .      .   .       .     .        x     .      .     .
    department/restore                .     x  x  x  .     .      .   .       .     .        x     .      .     .
    person/add                        .     x  x  x  .     .      .   .       .     .        x     .      .     .
    person/set_title                  .     x  x  x  .     .      .   .       .     .        x     .      .     .
    person/set_title_en               .     x  x  x  .     .      .   .       .     .        x     .      .     .
    person/set_name                   .     x  x  x  .     .      .   .       .     .        x     .      .     .
    person/set_department             .     x  x  x  .     .      .   .       .     .        x     .      .     .
    person/set_contact                .     x  x  x  .     .      .   .       .     .        x     .      .     .
    person/set_external               .     x  x  x  .     .      .   .       .     .        x     .      .     .
    person/edit_note                  .     x  x  x  .     .      .   .       .     .        x     .      .     .
    person/archive                    .     x  x  x  .     .      .   .       .     .        x     .      .     .
    person/restore                    .     x  x  x  .     .      .   .       .     .        x     .      .     .
    deal/set_name                     .     x  .  .  .     .      .   .       .     .        .     .      .     .
    deal/set_name_en                  .     x  .  .  .     .      .   .       .     .        .     .      .     .
    deal/set_amount                   .     x  .  .  .     .      .   .       .     .        .     .      .     .
    deal/set_expected_sign            .     x  .  .  .     .      .   .       .     .        .     .      .     .
    deal/add_rival                    .     x  x  x  .     .      .   .       .     .        .     .      .     .
    deal/remove_rival                 .     x  x  x  .     .      .   .       .     .        .     .      .     .
    deal/archive                      .     x  .  .  .     .      .   .       .     .        .     .      .     .
    deal/restore                      .     x  .  .  .     .      .   .       .     .        .     .      .     .
    team/join                         x     .  .  .  .     .      .   x       x     .        .     .      .     .
    team/set_role                     x     .  .  .  .     .      .   x       x     .        .     .      .     .
    team/set_core                     .     x  .  .  .     .      .   .       .     .        .     .      .     .
    team/leave                        x     .  .  .  .     .      .   x       x     .        .     .      .     .
    power_map/add_node                .     x  x  x  .     .      .   .       .     .        .     .      .     .
    power_map/move_nodes              .     x  x  x  .     .      .   .       .     .        .     .      .     .
    power_map/remove_nodes            .     x  x  x  .     .      .   .       .     .        .     .      .     .
    power_map/restore_nodes           .     x  x  x  .     .      .   .       .     .        .     .      .     .
    power_map/set_buying_role         .     x  x  x  .     .      .   .       .     .        .     .      .     .
    power_map/set_key                 .     x  x  x  .     .      .   .       .     .        .     .      .     .
    power_map/set_pin                 .     x  x  x  .     .      .   .       .     .        .     .      .     .
    power_map/profile                 .     x  x  x  .     .      .   .       .     .        .     .      .     .
    power_map/profile                 .     x  x  x  .     .      .   .       .     .        .     .      .     .
    power_map/profile                 .     x  x  x  .     .      .   .       .     .        .     .      .     .
    power_map/profile                 .     x  x  x  .     .      .   .       .     .        .     .      .     .
    power_map/pain                    .     x  x  x  .     .      .   .       .     .        .     .      .     .
    power_map/pain                    .     x  x  x  .     .      .   .       .     .        .     .      .     .
    power_map/pain                    .     x  x  x  .     .      .   .       .     .        .     .      .     .
    power_map/add_owner               .     x  x  x  .     .      .   .       .     .        .     .      .     .
    power_map/remove_owner            .     x  x  x  .     .      .   .       .     .        .     .      .     .
    power_map/add_line                .     x  x  x  .     .      .   .       .     .        .     .      .     .
    power_map/set_weight              .     x  x  x  .     .      .   .       .     .        .     .      .     .
    power_map/edit_line_note          .     x  x  x  .     .      .   .       .     .        .     .      .     .
    power_map/remove_lines            .     x  x  x  .     .      .   .       .     .        .     .      .     .
    power_map/restore_lines           .     x  x  x  .     .      .   .       .     .        .     .      .     .
    power_map/assess                  .     x  x  x  .     .      .   .       .     .        .     .      .     .
    power_map/withdraw_assessment     .     x  x  x  .     .      .   .       .     .        .     .      .     .
    power_map/reinstate_assessment    .     x  x  x  .     .      .   .       .     .        .     .      .     .
    fishbone/add                      .     x  x  x  .     .      .   .       .     .        .     .      .     .
    fishbone/set_goal                 .     x  x  x  .     .      .   .       .     .        .     .      .     .
    fishbone/set_detail               .     x  x  x  .     .      .   .       .     .        .     .      .     .
    fishbone/archive                  .     x  x  x  .     .      .   .       .     .        .     .      .     .
    fishbone/restore                  .     x  x  x  .     .      .   .       .     .        .     .      .     .
    fishbone/set_label                .     x  x  x  .     .      .   .       .     .        .     .      .     .
    fishbone/add_bone                 .     x  x  x  .     .      .   .       .     .        .     .      .     .
    fishbone/move_bone                .     x  x  x  .     .      .   .       .     .        .     .      .     .
    fishbone/set_side                 .     x  x  x  .     .      .   .       .     .        .     .      .     .
    fishbone/remove_bone              .     x  x  x  .     .      .   .       .     .        .     .      .     .
    fishbone/restore_bone             .     x  x  x  .     .      .   .       .     .        .     .      .     .
    fishbone/add_person               .     x  x  x  .     .      .   .       .     .        .     .      .     .
    fishbone/move_person              .     x  x  x  .     .      .   .       .     .        .     .      .     .
    fishbone/remove_people            .     x  x  x  .     .      .   .       .     .        .     .      .     .
    fishbone/restore_people           .     x  x  x  .     .      .   .       .     .        .     .      .     .
    fishbone/set_mark                 .     x  x  x  .     .      .   .       .     .        .     .      .     .
    fishbone/state_relation           .     x  x  x  .     .      .   .       .     .        .     .      .     .
    fishbone/unstate_relation         .     x  x  x  .     .      .   .       .     .        .     .      .     .
    chain/add_step                    .     x  x  x  .     .      .   .       .     .        .     .      .     .
    chain/set_step_name               .     x  x  x  .     .      .   .       .     .        .     .      .     .
    chain/move_step                   .     x  x  x  .     .      .   .       .     .        .     .      .     .
    chain/remove_steps                .     x  x  x  .     .      .   .       .     .        .     .      .     .
    chain/restore_steps               .     x  x  x  .     .      .   .       .     .        .     .      .     .
    chain/set_planned                 .     x  x  x  .     .      .   .       .     .        .     .      .     .
    chain/set_actual                  .     x  x  x  .     .      .   .       .     .        .     .      .     .
    chain/set_step_state              .     x  x  x  .     .      .   .       .     .        .     .      .     .
    chain/edit_action                 .     x  x  x  .     .      .   .       .     .        .     .      .     .
    chain/set_step_person             .     x  x  x  .     .      .   .       .     .        .     .      .     .
    chain/remove_step_person          .     x  x  x  .     .      .   .       .     .        .     .      .     .
    chain/restore_step_person         .     x  x  x  .     .      .   .       .     .        .     .      .     .
    task/add                          .     x  x  x  .     .      .   .       .     .        .     .      .     .
    task/set_text                     .     x  x  x  .     .      .   .       .     .        .     .      .     .
    task/set_owner                    .     x  x  x  .     .      .   .       .     .        .     .      .     .
    task/set_due                      .     x  x  x  .     .      .   .       .     .        .     .      .     .
    task/set_state                    .     x  x  x  .     .      .   .       .     .        .     .      .     .
    task/set_person                   .     x  x  x  .     .      .   .       .     .        .     .      .     .
    task/edit_note                    .     x  x  x  .     .      .   .       .     .        .     .      .     .
    task/remove                       .     x  x  x  .     .      .   .       .     .        .     .      .     .
    task/restore                      .     x  x  x  .     .      .   .       .     .        .     .      .     .
    key_role/add                      .     x  x  x  .     .      .   .       .     .        .     .      .     .
    key_role/set_kind                 .     x  x  x  .     .      .   .       .     .        .     .      .     .
    key_role/set_who                  .     x  x  x  .     .      .   .       .     .        .     .      .     .
    key_role/set_behind               .     x  x  x  .     .      .   .       .     .        .     .      .     .
    key_role/edit_influence           .     x  x  x  .     .      .   .       .     .        .     .      .     .
    key_role/set_ours                 .     x  x  x  .     .      .   .       .     .        .     .      .     .
    key_role/set_theirs               .     x  x  x  .     .      .   .       .     .        .     .      .     .
    key_role/set_source               .     x  x  x  .     .      .   .       .     .        .     .      .     .
    key_role/set_purpose              .     x  x  x  .     .      .   .       .     .        .     .      .     .
    key_role/set_keep_until           .     x  x  x  .     .      .   .       .     .        .     .      .     .
    key_role/remove                   .     x  x  x  .     .      .   .       .     .        .     .      .     .
    key_role/restore                  .     x  x  x  .     .      .   .       .     .        .     .      .     .
    moment/add                        .     x  x  x  .     .      .   .       .     .        .     .      .     .
    moment/set_name                   .     x  x  x  .     .      .   .       .     .        .     .      .     .
    moment/remove                     .     x  x  x  .     .      .   .       .     .        .     .      .     .
    moment/restore                    .     x  x  x  .     .      .   .       .     .        .     .      .     .
    comment/add                       .     x  x  x  x     x      x   x       x     .        .     .      .     .
    comment/set_text                  .     x  x  x  x     x      x   x       x     .        .     .      .     .
    comment/resolve                   .     x  x  x  x     x      x   x       x     .        .     .      .     .
    comment/reopen                    .     x  x  x  x     x      x   x       x     .        .     .      .     .
    comment/remove                    .     x  x  x  x     x      x   x       x     .        .     .      .     .
    comment/restore                   .     x  x  x  x     x      x   x       x     .        .     .      .     .
    ");
}
