//! The demo workspace and its doors.

use crate::world::World;

#[tokio::test]
async fn each_role_of_the_demo_is_one_click_away_and_knows_who_it_is() {
    let world = World::demo().await;
    let page = world.visitor().in_language("en").get("/sign-in").await;
    let users = &world.server().demo_users;
    assert!(users.len() >= 9, "one user per role at least");
    for user in users {
        page.says(&format!("value=\"{}\"", user.login)).says(&user.label_en);
        let browser = world.visitor();
        assert_eq!(browser.post("/demo/sign-in", &[("login", &user.login)]).await.location(), "/w/board");
        browser.get("/api/me").await.says(&user.name).says("\"demo\":true");
    }
}

#[tokio::test]
async fn the_demo_door_opens_nobody_else_and_needs_no_set_up() {
    let world = World::demo().await;
    world.member_with_password("own-account", "自己人", model::WorkspaceRole::Admin).await;
    assert_eq!(world.visitor().post("/demo/sign-in", &[("login", "own-account")]).await.status, 404);
    assert_eq!(world.visitor().get("/set-up").await.location(), "/sign-in");
    assert_eq!(world.visitor().post_from_elsewhere("/demo/sign-in", &[("login", "wulei")]).await.status, 403);
}
