//! Signing in and out.

use crate::world::{PASSWORD, World};
use model::WorkspaceRole;

#[tokio::test]
async fn a_password_opens_a_session_with_a_cookie_that_scripts_and_other_sites_can_not_use() {
    let (world, _) = World::new().await;
    let user = world.member_with_password("wu", "吴磊", WorkspaceRole::Member).await;
    let browser = world.visitor();
    let answer = browser.post("/sign-in", &[("login", " WU "), ("password", PASSWORD), ("next", "/account")]).await;
    assert_eq!(answer.location(), "/account");
    let cookie = answer.cookies()[0].to_owned();
    assert!(cookie.starts_with("sandtable="), "{cookie}");
    for attribute in ["Path=/", "HttpOnly", "SameSite=Lax"] {
        assert!(cookie.split("; ").any(|one| one == attribute), "{cookie} lacks {attribute}");
    }
    assert!(!cookie.contains("Secure"), "without TLS the browser would drop it");
    browser.get("/api/me").await.is(200.try_into().unwrap()).says(&user.to_string()).says("吴磊");
    assert_eq!(browser.get("/sign-in").await.location(), "/w/board", "who is signed in goes on");
}

#[tokio::test]
async fn an_unknown_login_and_a_wrong_password_are_answered_alike() {
    let (world, _) = World::new().await;
    world.member_with_password("wu", "吴磊", WorkspaceRole::Member).await;
    let visitor = world.visitor().in_language("en");
    let wrong = visitor.post("/sign-in", &[("login", "somebody"), ("password", "not the password")]).await;
    let unknown = visitor.post("/sign-in", &[("login", "somebodx"), ("password", "not the password")]).await;
    assert_eq!(wrong.status, 422);
    wrong.says("Login or password is wrong.");
    assert_eq!(wrong.body.replace("somebody", "somebodx"), unknown.body);
    let known = visitor.post("/sign-in", &[("login", "wu"), ("password", "not the password")]).await;
    assert_eq!(known.body, unknown.body.replace("somebodx", "wu"));
    assert!(known.cookies().is_empty());
}

#[tokio::test]
async fn the_sixth_password_in_a_row_has_to_wait_even_if_it_is_right() {
    let (world, _) = World::new().await;
    world.member_with_password("wu", "吴磊", WorkspaceRole::Member).await;
    let visitor = world.visitor().in_language("zh-CN");
    for _ in 0..5 {
        let answer = visitor.post("/sign-in", &[("login", "wu"), ("password", "guess guess guess")]).await;
        assert_eq!(answer.status, 422);
    }
    let answer = visitor.post("/sign-in", &[("login", "WU"), ("password", PASSWORD)]).await;
    assert_eq!(answer.status, 429);
    answer.says("尝试次数过多").says("请等待");
    assert!(answer.header("retry-after").parse::<u64>().unwrap() >= 1);
    assert!(answer.cookies().is_empty());
    let other = visitor.post("/sign-in", &[("login", "gao"), ("password", "guess guess guess")]).await;
    assert_eq!(other.status, 422, "another login is not concerned");
}

#[tokio::test]
async fn going_on_after_sign_in_never_leads_to_another_site() {
    let (world, _) = World::new().await;
    world.member_with_password("wu", "吴磊", WorkspaceRole::Member).await;
    for next in ["https://evil.example/", "//evil.example", "/\\evil.example"] {
        let form = [("login", "wu"), ("password", PASSWORD), ("next", next)];
        assert_eq!(world.visitor().post("/sign-in", &form).await.location(), "/w/board", "{next}");
    }
    assert_eq!(world.visitor().get("/account").await.location(), "/sign-in?next=/account");
}

#[tokio::test]
async fn signing_out_ends_the_session_its_cookie_and_its_socket() {
    let (world, _) = World::new().await;
    let browser = world.member("wu", "吴磊", WorkspaceRole::Member).await;
    let mut socket = browser.socket().await;
    let token = browser.cookie("sandtable").unwrap();
    let answer = browser.post("/sign-out", &[]).await;
    assert_eq!(answer.location(), "/sign-in?done=left");
    assert!(answer.cookies()[0].contains("Max-Age=0"));
    assert_eq!(socket.closed().await, 4401);
    browser.set_cookie("sandtable", &token);
    assert_eq!(browser.get("/api/me").await.status, 401, "the token itself is dead");
}

#[tokio::test]
async fn a_session_that_has_ended_by_age_opens_nothing() {
    let (world, _) = World::new().await;
    let member = world.member("wu", "吴磊", WorkspaceRole::Member).await;
    let token = server::token::new().unwrap();
    let past = server::clock::now().plus_days(-40);
    let session = store::NewSession {
        token_sha256: server::token::digest(&token),
        user: member.user.unwrap(),
        created_at: past,
        expires_at: past.plus_days(30),
        device: String::new(),
    };
    world.server().store.create_session(session).await.unwrap();
    member.set_cookie("sandtable", &token);
    assert_eq!(member.get("/api/me").await.status, 401);
    assert!(member.try_socket(None).await.is_err());
}

#[tokio::test]
async fn the_language_switch_holds_for_the_page_and_for_the_user_everywhere() {
    let (world, _) = World::new().await;
    let visitor = world.visitor();
    visitor.get("/sign-in").await.says("<html lang=\"zh-CN\"");
    let answer = visitor.post("/language", &[("to", "en"), ("back", "/sign-in")]).await;
    assert_eq!(answer.location(), "/sign-in");
    visitor.get("/sign-in").await.says("<html lang=\"en\"").says("Sign in");

    let member = world.member("wu", "吴磊", WorkspaceRole::Member).await;
    member.get("/account").await.says("My account");
    member.post("/language", &[("to", "zh-CN"), ("back", "/account")]).await;
    let elsewhere = world.sign_in(member.user.unwrap()).await;
    elsewhere.get("/account").await.says("我的账号");
    let header = visitor
        .request(reqwest::Method::GET, "/sign-in")
        .header("cookie", "")
        .header("accept-language", "fr, en;q=0.8");
    visitor.send(header).await.says("Login");
}
