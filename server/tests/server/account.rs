//! One's own account.

use crate::world::{PASSWORD, World};
use model::WorkspaceRole;

#[tokio::test]
async fn the_profile_is_changed_through_the_log_and_the_rules_answer_in_the_users_language() {
    let (world, _) = World::new().await;
    let member = world.member("wu", "吴磊", WorkspaceRole::Member).await;
    let form = [("name", "吴小磊"), ("initials", "WX"), ("colour", "7"), ("locale", "zh-CN")];
    assert_eq!(member.post("/account/profile", &form).await.location(), "/account?done=profile");
    member.get("/api/me").await.says("吴小磊").says("\"initials\":\"WX\"").says("\"colour\":7").says("zh-CN");
    let empty = [("name", "  "), ("initials", "WX"), ("colour", "7"), ("locale", "zh-CN")];
    let answer = member.post("/account/profile", &empty).await;
    assert_eq!(answer.status, 422);
    answer.says("成员姓名不能为空");
}

#[tokio::test]
async fn a_script_as_a_name_is_shown_as_text_and_a_name_of_a_megabyte_is_refused() {
    let (world, admin) = World::new().await;
    let member = world.member("wu", "吴磊", WorkspaceRole::Member).await;
    let name = "<script>alert('a')</script>\u{202e}\"><img src=x onerror=alert(1)>";
    let form = [("name", name), ("initials", "W"), ("colour", "1"), ("locale", "en")];
    assert_eq!(member.post("/account/profile", &form).await.location(), "/account?done=profile");
    for answer in [member.get("/account").await, admin.get("/admin").await] {
        answer.says("&lt;script&gt;alert(");
        assert!(
            !answer.body.contains("<script>") && !answer.body.contains("<img") && !answer.body.contains('\u{202e}')
        );
    }
    let long = "王".repeat(350_000);
    let form = [("name", long.as_str()), ("initials", "W"), ("colour", "1"), ("locale", "en")];
    let answer = member.post("/account/profile", &form).await;
    assert_eq!(answer.status, 422);
    answer.says("has 350000 characters, 200 at most");
    let huge = "x".repeat(5_000_000);
    let form = [("name", huge.as_str()), ("initials", "W"), ("colour", "1"), ("locale", "en")];
    assert_eq!(member.post("/account/profile", &form).await.status, 413);
}

#[tokio::test]
async fn a_new_password_needs_the_old_one_and_signs_the_other_devices_out() {
    let (world, _) = World::new().await;
    let user = world.member_with_password("wu", "吴磊", WorkspaceRole::Member).await;
    let (here, there) = (world.sign_in(user).await, world.sign_in(user).await);
    let mut socket = there.socket().await;
    let wrong = [("password_now", "not it at all"), ("password", "brand new one"), ("password_again", "brand new one")];
    here.post("/account/password", &wrong).await.says("The current password is wrong.");
    let right = [("password_now", PASSWORD), ("password", "brand new one"), ("password_again", "brand new one")];
    assert_eq!(here.post("/account/password", &right).await.location(), "/account?done=password");
    assert_eq!(socket.closed().await, 4401);
    assert_eq!(there.get("/api/me").await.status, 401);
    assert_eq!(here.get("/api/me").await.status, 200);
    assert_eq!(world.visitor().post("/sign-in", &[("login", "wu"), ("password", PASSWORD)]).await.status, 422);
}

#[tokio::test]
async fn a_device_that_is_signed_out_loses_its_session_and_its_socket() {
    let (world, _) = World::new().await;
    let here = world.member("wu", "吴磊", WorkspaceRole::Member).await;
    let user = here.user.unwrap();
    let (there, elsewhere) = (world.sign_in(user).await, world.sign_in(user).await);
    let (mut mine, mut theirs) = (here.socket().await, there.socket().await);
    let page = here.get("/account").await;
    assert_eq!(page.body.matches("/sign-out\"").count(), 3, "two other devices, and this one's own button");
    let target = format!("/account/devices/{}/sign-out", there.session.unwrap().0);
    assert_eq!(here.post(&target, &[]).await.location(), "/account?done=signed-out");
    assert_eq!(theirs.closed().await, 4401);
    assert_eq!(elsewhere.get("/api/me").await.status, 200);
    assert_eq!(here.post("/account/devices/sign-out-others", &[]).await.location(), "/account?done=signed-out");
    assert_eq!(elsewhere.get("/api/me").await.status, 401);
    mine.open(sync::frame::RoomId::Board).await;
    mine.until(|frame| matches!(frame, sync::frame::ServerFrame::Opened(_)).then_some(())).await;
}

#[tokio::test]
async fn the_app_tells_the_language_chosen_there() {
    let (world, _) = World::new().await;
    let member = world.member("wu", "吴磊", WorkspaceRole::Member).await;
    let request = |body: &'static str| {
        let request = member.request(reqwest::Method::POST, "/api/me/locale").header("sec-fetch-site", "same-origin");
        request.header("content-type", "application/json").body(body)
    };
    assert_eq!(member.send(request(r#"{"locale":"zh-CN"}"#)).await.status, 204);
    member.get("/api/me").await.says("\"locale\":\"zh-CN\"");
    assert_eq!(member.send(request(r#"{"locale":"fr"}"#)).await.status, 400);
    assert_eq!(member.send(request("{")).await.status, 400);
}
