//! Every route once as somebody who may not.

use crate::world::World;
use model::WorkspaceRole;

/// Somebody's id in a path; who asks must not learn whether it exists.
const ID: &str = "00000000-0000-7000-8000-000000000001";

/// Forms for members, each with what it sends.
const MEMBER_FORMS: [(&str, &[(&str, &str)]); 4] = [
    ("/account/profile", &[("name", "X"), ("initials", "X"), ("colour", "1"), ("locale", "en")]),
    ("/account/password", &[("password_now", "a"), ("password", "b"), ("password_again", "b")]),
    ("/account/devices/ID/sign-out", &[]),
    ("/account/devices/sign-out-others", &[]),
];

/// Forms for admins.
const ADMIN_FORMS: [(&str, &[(&str, &str)]); 10] = [
    ("/admin/workspace", &[("name", "Ours")]),
    ("/admin/members/ID/role", &[("role", "admin")]),
    ("/admin/members/ID/remove", &[]),
    ("/admin/members/ID/reset-link", &[]),
    ("/admin/invitations", &[("role", "admin"), ("deal", ""), ("deal_role", "ar"), ("days", "7")]),
    ("/admin/links/ID/revoke", &[]),
    ("/admin/competitors", &[("name", "Rival"), ("colour", "1")]),
    ("/admin/competitors/ID", &[("name", "Rival"), ("colour", "1")]),
    ("/admin/competitors/ID/archive", &[]),
    ("/admin/competitors/ID/restore", &[]),
];

/// Forms for everybody.
const OPEN_FORMS: [(&str, &[(&str, &str)]); 6] = [
    ("/sign-in", &[("login", "gao"), ("password", "x")]),
    ("/sign-out", &[]),
    ("/language", &[("to", "en")]),
    ("/set-up", &[("token", "x")]),
    ("/invitations/none", &[]),
    ("/reset/none", &[]),
];

fn path(path: &str) -> String {
    path.replace("ID", ID)
}

#[tokio::test]
async fn without_a_session_pages_lead_to_the_sign_in_and_scripts_get_401() {
    let (world, _) = World::new().await;
    let visitor = world.visitor();
    assert_eq!(visitor.get("/").await.location(), "/sign-in");
    for page in ["/account", "/admin"] {
        assert_eq!(visitor.get(page).await.location(), format!("/sign-in?next={page}"));
    }
    for (form, fields) in MEMBER_FORMS.iter().chain(&ADMIN_FORMS) {
        assert_eq!(visitor.post(&path(form), fields).await.location(), "/sign-in", "{form}");
    }
    let me = visitor.get("/api/me").await;
    assert_eq!(me.status, 401);
    assert_eq!(me.header("content-type"), "application/json");
    assert_eq!(visitor.post("/api/me/locale", &[]).await.status, 401);
    assert_eq!(visitor.post(&path("/api/me/seen/ID"), &[]).await.status, 401);
    assert_eq!(visitor.get(&path("/api/deals/ID/log")).await.status, 401);
    assert_eq!(visitor.get(&path("/api/deals/ID/suggestions")).await.status, 401);
    for action in ["import/read", "import", "imports/ID/take-back"] {
        let address = path(&format!("/api/accounts/ID/{action}"));
        assert_eq!(visitor.post(&address, &[]).await.status, 401, "{action}");
    }
    for room in ["board", "account:ID", "deal:ID", "nonsense"] {
        assert_eq!(visitor.get(&path(&format!("/api/rooms/{room}"))).await.status, 401, "{room}");
    }
}

#[tokio::test]
async fn a_member_and_a_guest_can_do_nothing_of_what_an_admin_does() {
    let (world, admin) = World::new().await;
    for (login, role) in [("wu", WorkspaceRole::Member), ("tang", WorkspaceRole::Guest)] {
        let member = world.member(login, "吴磊", role).await;
        let answer = member.get("/admin").await;
        assert_eq!(answer.status, 403);
        answer.says("Only an admin can open this page.");
        for (form, fields) in &ADMIN_FORMS {
            let target = form.replace("ID", &admin.user.unwrap().to_string());
            assert_eq!(member.post(&target, fields).await.status, 403, "{form}");
        }
    }
    admin.get("/api/me").await.says("\"is_admin\":true");
}

#[tokio::test]
async fn a_form_sent_by_another_site_is_refused_on_every_route() {
    let (world, admin) = World::new().await;
    for (form, fields) in MEMBER_FORMS.iter().chain(&ADMIN_FORMS).chain(&OPEN_FORMS) {
        let answer = admin.post_from_elsewhere(&path(form), fields).await;
        assert_eq!(answer.status, 403, "{form}");
        answer.says("another site");
        let request = admin.request(reqwest::Method::POST, &path(form)).header("sec-fetch-site", "cross-site");
        assert_eq!(admin.send(request.form(fields)).await.status, 403, "{form}");
    }
    for address in ["/api/me/locale", "/api/me/seen/ID"] {
        assert_eq!(admin.post_from_elsewhere(&path(address), &[]).await.status, 403, "{address}");
    }
    admin.get("/api/me").await.says("高翔");
    assert_eq!(world.server().store.links_open(server::clock::now()).await.unwrap().len(), 0);
}

#[tokio::test]
async fn an_unknown_id_is_not_found_or_refused_with_a_sentence() {
    let (_world, admin) = World::new().await;
    for (form, fields) in MEMBER_FORMS[2..3].iter().chain(&ADMIN_FORMS) {
        if form.contains("ID") {
            let answer = admin.post(&path(form), fields).await;
            assert!(answer.status == 404 || answer.status == 422, "{form}: {}", answer.status);
            assert_eq!(admin.post(&form.replace("ID", "not-an-id"), fields).await.status, 400, "{form}");
        }
    }
    let refused = admin.post(&path("/admin/members/ID/remove"), &[]).await;
    refused.says("There is no such member, or he has left.");
}

#[tokio::test]
async fn the_demo_door_does_not_exist_without_the_demo() {
    let (world, _) = World::new().await;
    let answer = world.visitor().post("/demo/sign-in", &[("login", "gao")]).await;
    assert_eq!(answer.status, 404);
    assert!(!world.visitor().get("/sign-in").await.body.contains("/demo/sign-in"));
}

#[tokio::test]
async fn a_session_of_another_person_can_not_be_ended() {
    let (world, admin) = World::new().await;
    let member = world.member("wu", "吴磊", WorkspaceRole::Member).await;
    let target = format!("/account/devices/{}/sign-out", admin.session.unwrap().0);
    assert_eq!(member.post(&target, &[]).await.status, 404);
    assert_eq!(admin.get("/api/me").await.status, 200);
}

#[tokio::test]
async fn those_who_watch_need_no_session_and_learn_nothing_but_health() {
    let (world, _) = World::new().await;
    let visitor = world.visitor();
    assert_eq!(visitor.get("/healthz").await.body, "ok");
    assert_eq!(visitor.get("/readyz").await.body, r#"{"database":true,"writer":true}"#);
    assert_eq!(visitor.get("/metrics").await.status, 404, "metrics are only on their private port");
}
