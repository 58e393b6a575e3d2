//! What an admin does.

use crate::world::World;
use model::WorkspaceRole;

#[tokio::test]
async fn roles_are_given_and_the_last_admin_stays_one() {
    let (world, admin) = World::new().await;
    let member = world.member("wu", "吴磊", WorkspaceRole::Member).await;
    let own = format!("/admin/members/{}/role", admin.user.unwrap());
    let answer = admin.post(&own, &[("role", "member")]).await;
    assert_eq!(answer.status, 422);
    answer.says("A workspace needs an admin.");
    let his = format!("/admin/members/{}/role", member.user.unwrap());
    assert_eq!(admin.post(&his, &[("role", "admin")]).await.location(), "/admin?done=saved");
    assert_eq!(member.get("/admin").await.status, 200);
    assert_eq!(admin.post(&own, &[("role", "member")]).await.location(), "/admin?done=saved");
    assert_eq!(admin.get("/admin").await.status, 403);
    assert_eq!(admin.post(&his, &[("role", "emperor")]).await.status, 403);
    assert_eq!(member.post(&own, &[("role", "emperor")]).await.status, 422);
}

#[tokio::test]
async fn a_removed_member_loses_session_socket_and_password_and_stays_in_the_list() {
    let (world, admin) = World::new().await;
    let user = world.member_with_password("wu", "吴磊", WorkspaceRole::Member).await;
    let member = world.sign_in(user).await;
    let mut socket = member.socket().await;
    assert_eq!(admin.post(&format!("/admin/members/{user}/remove"), &[]).await.location(), "/admin?done=removed");
    let code = socket.closed().await;
    assert!(code == 4401 || code == 4403, "{code}");
    assert_eq!(member.get("/api/me").await.status, 401);
    let form = [("login", "wu"), ("password", crate::world::PASSWORD)];
    assert_eq!(world.visitor().post("/sign-in", &form).await.status, 422);
    admin.get("/admin").await.says("吴磊").says("removed");
    assert_eq!(admin.post(&format!("/admin/members/{user}/reset-link"), &[]).await.status, 404);
}

#[tokio::test]
async fn competitors_are_added_changed_archived_and_restored() {
    let (world, admin) = World::new().await;
    assert_eq!(admin.post("/admin/competitors", &[("name", "海岳网络"), ("colour", "1")]).await.status, 303);
    let rivals = || async { world.server().hub.workspace().await.unwrap().competitors.clone() };
    let (id, _) = rivals().await.iter().next().map(|(id, rival)| (*id, rival.clone())).unwrap();
    let path = format!("/admin/competitors/{id}");
    assert_eq!(admin.post(&path, &[("name", "海岳"), ("colour", "4")]).await.status, 303);
    let rival = rivals().await.get(&id).cloned().unwrap();
    assert_eq!((rival.name.as_str(), rival.colour, rival.archived), ("海岳", 4, false));
    admin.post(&path, &[("name", "海岳"), ("colour", "4")]).await.says("There is nothing to save.");
    admin.post(&path, &[("name", "海岳"), ("colour", "77")]).await.says("Colours go from 1");
    admin.post("/admin/competitors", &[("name", ""), ("colour", "1")]).await.says("must not be empty");
    admin.post(&format!("{path}/archive"), &[]).await;
    assert!(rivals().await.get(&id).unwrap().archived);
    admin.post(&format!("{path}/restore"), &[]).await;
    assert!(!rivals().await.get(&id).unwrap().archived);
}

#[tokio::test]
async fn the_workspace_is_renamed_for_everybody_who_has_it_open() {
    let (_world, admin) = World::new().await;
    let mut socket = admin.socket().await;
    socket.open(sync::frame::RoomId::Board).await;
    socket.until(|frame| matches!(frame, sync::frame::ServerFrame::Opened(_)).then_some(())).await;
    assert_eq!(admin.post("/admin/workspace", &[("name", "砚桥科技")]).await.location(), "/admin?done=saved");
    socket
        .until(|frame| match frame {
            sync::frame::ServerFrame::Ops(ops) => {
                let rows = ops.streams.iter().flat_map(|rows| &rows.rows);
                rows.filter_map(|row| row.payload.as_ref()).any(|json| json.get().contains("砚桥科技")).then_some(())
            }
            _ => None,
        })
        .await;
}
