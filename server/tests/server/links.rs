//! Invitations and reset links: each works once, until its day.

use crate::{
    browser::Answer,
    room::Room,
    world::{PASSWORD, World},
};
use model::{DealRole, WorkspaceRole};
use server::{clock, token};
use store::{LinkKind, NewLink};
use sync::frame::{RoomId, ServerFrame};

/// The path of the link a page shows.
fn link_in(answer: &Answer, kind: &str) -> String {
    let start = answer.body.find(kind).unwrap_or_else(|| panic!("no {kind} in {}", answer.body));
    answer.body[start..].split('"').next().unwrap().to_owned()
}

const MEMBER: [(&str, &str); 6] = [
    ("name", "吴磊"),
    ("initials", "W"),
    ("colour", "1"),
    ("login", "wulei"),
    ("password", PASSWORD),
    ("password_again", PASSWORD),
];

fn member(login: &str) -> Vec<(&str, &str)> {
    MEMBER.map(|(name, value)| if name == "login" { (name, login) } else { (name, value) }).to_vec()
}

#[tokio::test]
async fn an_invitation_makes_one_member_with_its_role_and_then_is_spent() {
    let (world, admin) = World::new().await;
    let form = [("role", "guest"), ("deal", ""), ("deal_role", "observer"), ("days", "7")];
    let link = link_in(&admin.post("/admin/invitations", &form).await, "/invitations/");
    let guest = world.visitor().in_language("en");
    guest.get(&link).await.says("高翔 invites you as guest");
    assert_eq!(guest.post(&link, &member("wulei")).await.location(), "/w/board");
    guest.get("/api/me").await.says("吴磊");
    let role = world.server().hub.workspace().await.unwrap().active(role_holder(&world, "wulei").await).unwrap().role;
    assert_eq!(role, WorkspaceRole::Guest);

    let late = world.visitor().in_language("en");
    for answer in [late.get(&link).await, late.post(&link, &member("yang")).await] {
        assert_eq!(answer.status, 410);
        answer.says("A link works once");
    }
    assert_eq!(late.get("/api/me").await.status, 401);
}

async fn role_holder(world: &World, login: &str) -> model::UserId {
    world.server().store.user_by_login(login).await.unwrap().unwrap().id
}

#[tokio::test]
async fn two_who_use_one_invitation_at_the_same_moment_become_one_member() {
    let (world, admin) = World::new().await;
    let form = [("role", "member"), ("deal", ""), ("deal_role", "ar"), ("days", "1")];
    let link = link_in(&admin.post("/admin/invitations", &form).await, "/invitations/");
    let (one, other) = (world.visitor(), world.visitor());
    let (first, second) = (member("first"), member("second"));
    let (a, b) = tokio::join!(one.post(&link, &first), other.post(&link, &second));
    let mut statuses = [a.status.as_u16(), b.status.as_u16()];
    statuses.sort_unstable();
    assert_eq!(statuses, [303, 410]);
    assert_eq!(world.server().store.list_users().await.unwrap().len(), 2);
}

#[tokio::test]
async fn a_taken_login_does_not_cost_the_invitation() {
    let (world, admin) = World::new().await;
    let form = [("role", "member"), ("deal", ""), ("deal_role", "ar"), ("days", "1")];
    let link = link_in(&admin.post("/admin/invitations", &form).await, "/invitations/");
    let visitor = world.visitor().in_language("en");
    let taken = visitor.post(&link, &member("GAO")).await;
    assert_eq!(taken.status, 422);
    taken.says("This login is taken.");
    assert_eq!(visitor.post(&link, &member("wulei")).await.location(), "/w/board");
}

#[tokio::test]
async fn an_invitation_to_a_deal_opens_that_deal() {
    let (world, admin) = World::new().await;
    let (room, _socket, _pen) = Room::found(&admin, "G").await;
    let deal = room.deal.to_string();
    let form = [("role", "guest"), ("deal", deal.as_str()), ("deal_role", "observer"), ("days", "7")];
    let link = link_in(&admin.post("/admin/invitations", &form).await, "/invitations/");
    let guest = world.visitor();
    guest.get(&link).await.says("省数据中心网络");
    assert_eq!(guest.post(&link, &member("tang")).await.location(), format!("/w/deals/{deal}/map"));
    let mut socket = guest.socket().await;
    socket.open(RoomId::Deal(room.deal)).await;
    socket.until(|frame| matches!(frame, ServerFrame::Opened(_)).then_some(())).await;
    let team = world.server().hub.read(model::UserId::SYSTEM, RoomId::Deal(room.deal)).await.unwrap().unwrap();
    let user = role_holder(&world, "tang").await;
    assert_eq!(team.deal().unwrap().1.active(user).unwrap().role, DealRole::Observer);
}

#[tokio::test]
async fn nobody_invites_to_a_deal_he_can_not_read() {
    let (world, admin) = World::new().await;
    let member = world.member("wu", "吴磊", WorkspaceRole::Member).await;
    let (room, _socket, _pen) = Room::found(&member, "W").await;
    let deal = room.deal.to_string();
    let form = [("role", "guest"), ("deal", deal.as_str()), ("deal_role", "ar"), ("days", "7")];
    assert_eq!(admin.post("/admin/invitations", &form).await.status, 404);
    assert!(!admin.get("/admin").await.body.contains("省数据中心网络"));
}

#[tokio::test]
async fn an_expired_or_revoked_link_is_gone() {
    let (world, admin) = World::new().await;
    let past = clock::now().plus_days(-10);
    let expired = token::new().unwrap();
    let link = NewLink {
        token_sha256: token::digest(&expired),
        kind: LinkKind::Invitation { role: WorkspaceRole::Admin, deal: None },
        created_by: admin.user.unwrap(),
        created_at: past,
        expires_at: past.plus_days(7),
    };
    world.server().store.create_link(link).await.unwrap();
    assert_eq!(world.visitor().get(&format!("/invitations/{expired}")).await.status, 410);

    let form = [("role", "member"), ("deal", ""), ("deal_role", "ar"), ("days", "1")];
    let link = link_in(&admin.post("/admin/invitations", &form).await, "/invitations/");
    let id = world.server().store.links_open(clock::now()).await.unwrap()[0].id.0;
    assert_eq!(admin.post(&format!("/admin/links/{id}/revoke"), &[]).await.location(), "/admin?done=revoked");
    assert_eq!(world.visitor().post(&link, &MEMBER).await.status, 410);
    assert_eq!(admin.post(&format!("/admin/links/{id}/revoke"), &[]).await.status, 404);
}

#[tokio::test]
async fn a_reset_link_sets_the_password_once_and_ends_every_session() {
    let (world, admin) = World::new().await;
    let user = world.member_with_password("wu", "吴磊", WorkspaceRole::Member).await;
    let device = world.sign_in(user).await;
    let mut socket = device.socket().await;
    let answer = admin.post(&format!("/admin/members/{user}/reset-link"), &[]).await;
    let link = link_in(&answer, "/reset/");
    let visitor = world.visitor().in_language("en");
    visitor.get(&link).await.says("A new password for wu");
    let differ = [("password", "a new password 1"), ("password_again", "a new password 2")];
    visitor.post(&link, &differ).await.says("The two passwords differ.");
    let new = [("password", "a new password 1"), ("password_again", "a new password 1")];
    assert_eq!(visitor.post(&link, &new).await.location(), "/sign-in?done=reset");
    assert_eq!(socket.closed().await, 4401);
    assert_eq!(device.get("/api/me").await.status, 401);
    assert_eq!(visitor.post(&link, &new).await.status, 410);
    assert_eq!(visitor.post("/sign-in", &[("login", "wu"), ("password", PASSWORD)]).await.status, 422);
    assert_eq!(
        visitor.post("/sign-in", &[("login", "wu"), ("password", "a new password 1")]).await.location(),
        "/w/board"
    );
}

#[tokio::test]
async fn a_link_of_one_kind_opens_no_page_of_the_other() {
    let (world, admin) = World::new().await;
    let user = admin.user.unwrap();
    let reset = link_in(&admin.post(&format!("/admin/members/{user}/reset-link"), &[]).await, "/reset/");
    let as_invitation = reset.replace("/reset/", "/invitations/");
    assert_eq!(world.visitor().get(&as_invitation).await.status, 410);
    assert_eq!(world.visitor().post(&as_invitation, &MEMBER).await.status, 410);
    assert_eq!(world.visitor().get(&reset).await.status, 200);
}
