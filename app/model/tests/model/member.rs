//! The workspace, its members and competitors.

use crate::fixture::*;
use model::{Action, Change, Refusal, TextField, WorkspaceRole, competitor::CompetitorChange, member::MemberChange};

const US: &str = "us W AR\nus Y SR";

fn member(change: MemberChange) -> Change {
    Change::Member(change)
}

fn competitor(change: CompetitorChange) -> Change {
    Change::Competitor(change)
}

fn leave(user: model::UserId) -> Change {
    member(MemberChange::Leave { user })
}

#[test]
fn the_last_admin_neither_leaves_nor_steps_down() {
    let mut world = World::read(US);
    let step_down = member(MemberChange::SetRole { user: ADMIN, role: WorkspaceRole::Member });
    assert_eq!(world.refuses(ADMIN, &[leave(ADMIN)]), Refusal::LastAdmin);
    assert_eq!(world.refuses(ADMIN, std::slice::from_ref(&step_down)), Refusal::LastAdmin);
    world.does(ADMIN, &[member(MemberChange::SetRole { user: user("Y"), role: WorkspaceRole::Admin })]);
    world.does(ADMIN, &[step_down]);
    assert_eq!(world.refuses(user("Y"), &[leave(user("Y"))]), Refusal::LastAdmin);
}

#[test]
fn an_admin_who_left_does_not_count_as_one() {
    let mut world = World::read(US);
    world.does(ADMIN, &[member(MemberChange::SetRole { user: user("Y"), role: WorkspaceRole::Admin })]);
    world.does(ADMIN, &[leave(user("Y"))]);
    assert_eq!(world.refuses(ADMIN, &[leave(ADMIN)]), Refusal::LastAdmin);
}

#[test]
fn whoever_left_has_no_right_and_may_be_let_in_again_with_another_role() {
    let mut world = World::read(US);
    world.does(ADMIN, &[leave(user("Y"))]);
    assert_eq!(world.refuses(user("Y"), &[add_node("x")]), not_allowed(Action::EditMap));
    assert_eq!(world.refuses(ADMIN, &[leave(user("Y"))]), Refusal::UnknownMember { user: user("Y") });
    world.does(ADMIN, &[join(user("Y"), "Y", WorkspaceRole::Guest)]);
    assert_eq!(world.room.workspace().unwrap().active(user("Y")).unwrap().role, WorkspaceRole::Guest);
    assert_eq!(world.refuses(ADMIN, &[join(user("Y"), "Y", WorkspaceRole::Admin)]), Refusal::AlreadyExists);
}

#[test]
fn everybody_changes_his_own_profile_and_nobody_elses() {
    let mut world = World::read(US);
    let profile = |who: &str| {
        [
            member(MemberChange::SetName { user: user(who), name: "杨琳".to_owned() }),
            member(MemberChange::SetInitials { user: user(who), initials: "YL".to_owned() }),
            member(MemberChange::SetColour { user: user(who), colour: 3 }),
        ]
    };
    for change in profile("W") {
        assert_eq!(world.refuses(user("Y"), &[change]), not_allowed(Action::ManageMembers));
    }
    world.does_all(user("Y"), &profile("Y"));
    world.does_all(ADMIN, &profile("W"));
}

#[test]
fn nobody_raises_his_own_role() {
    let world = World::read(US);
    let raise = member(MemberChange::SetRole { user: user("Y"), role: WorkspaceRole::Admin });
    assert_eq!(world.refuses(user("Y"), &[raise]), not_allowed(Action::ManageMembers));
}

#[test]
fn a_stranger_has_no_profile() {
    let world = World::read(US);
    let change = member(MemberChange::SetColour { user: user("Q"), colour: 1 });
    assert_eq!(world.refuses(user("Q"), std::slice::from_ref(&change)), Refusal::UnknownMember { user: user("Q") });
    assert_eq!(world.refuses(ADMIN, &[change]), Refusal::UnknownMember { user: user("Q") });
}

#[test]
fn initials_are_one_or_two_letters_or_digits() {
    let world = World::read(US);
    let set = |initials: &str| member(MemberChange::SetInitials { user: ADMIN, initials: initials.to_owned() });
    for good in ["W", "WJ", "王", "王建", "7"] {
        assert!(world.tries(ADMIN, &[set(good)]).is_ok(), "{good}");
    }
    for bad in ["", " ", "ABC", "W!", "<b", "\u{202E}A", "A\n"] {
        assert_eq!(world.refuses(ADMIN, &[set(bad)]), Refusal::InitialsInvalid, "{bad:?}");
    }
}

#[test]
fn colours_are_numbered_within_their_palette() {
    let world = World::read("us W AR\nrival 友商");
    for colour in [0, 9] {
        let change = member(MemberChange::SetColour { user: ADMIN, colour });
        assert_eq!(world.refuses(ADMIN, &[change]), Refusal::ColourOutOfRange { max: 8 });
    }
    for colour in [0, 7] {
        let change = competitor(CompetitorChange::SetColour { id: rival("友商"), colour });
        assert_eq!(world.refuses(ADMIN, &[change]), Refusal::ColourOutOfRange { max: 6 });
    }
}

#[test]
fn names_of_workspace_members_and_competitors_are_not_empty() {
    let world = World::read("us W AR\nrival 友商");
    let none = || " ".to_owned();
    let empty = |field| Refusal::EmptyText { field };
    let refusal = |change| world.refuses(ADMIN, &[change]);
    assert_eq!(refusal(member(MemberChange::NameWorkspace { name: none() })), empty(TextField::WorkspaceName));
    assert_eq!(refusal(member(MemberChange::SetName { user: ADMIN, name: none() })), empty(TextField::MemberName));
    assert_eq!(
        refusal(competitor(CompetitorChange::SetName { id: rival("友商"), name: none() })),
        empty(TextField::CompetitorName)
    );
}

#[test]
fn a_competitor_is_added_once_and_an_archived_one_joins_no_deal() {
    let mut world = World::read("us W AR\nrival 友商");
    let id = rival("友商");
    let again = competitor(CompetitorChange::Add { id, name: "友商".to_owned(), colour: 1 });
    assert_eq!(world.refuses(ADMIN, &[again]), Refusal::AlreadyExists);
    let nobody = rival("无名");
    let unknown = |competitor| Refusal::UnknownCompetitor { competitor };
    assert_eq!(world.refuses(ADMIN, &[competitor(CompetitorChange::Archive { id: nobody })]), unknown(nobody));

    let (add, remove) = (
        Change::Deal(model::deal::DealChange::AddRival { competitor: id }),
        Change::Deal(model::deal::DealChange::RemoveRival { competitor: id }),
    );
    world.does(user("W"), std::slice::from_ref(&remove));
    assert_eq!(world.refuses(user("W"), &[remove]), unknown(id));
    world.does(ADMIN, &[competitor(CompetitorChange::Archive { id })]);
    assert_eq!(world.refuses(user("W"), &[add]), unknown(id));
}
