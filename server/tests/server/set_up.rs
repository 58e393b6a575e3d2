//! The first start.

use crate::world::World;

fn form<'a>(token: &'a str, extra: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let mut fields = vec![
        ("token", token),
        ("workspace", "砚桥科技"),
        ("name", "高翔"),
        ("initials", "G"),
        ("colour", "2"),
        ("login", "gao"),
        ("password", "correct horse battery"),
        ("password_again", "correct horse battery"),
    ];
    for (name, value) in extra {
        fields.retain(|(field, _)| field != name);
        fields.push((name, value));
    }
    fields
}

#[tokio::test]
async fn the_first_visitor_needs_the_token_from_the_log_to_become_the_admin() {
    let world = World::empty().await;
    let visitor = world.visitor().in_language("en");
    for path in ["/", "/sign-in"] {
        assert_eq!(visitor.get(path).await.location(), "/set-up");
    }
    visitor.get("/set-up").await.says("terminal or log");
    let wrong = visitor.post("/set-up", &form("guess", &[])).await;
    assert_eq!(wrong.status, 422);
    wrong.says("The set-up token is wrong.").says("value=\"高翔\"");
    assert!(world.server().store.is_empty().await.unwrap());

    let token = world.set_up_token();
    visitor.get(&format!("/set-up?token={token}")).await.says(token);
    assert_eq!(visitor.post("/set-up", &form(token, &[])).await.location(), "/w/board");
    visitor.get("/api/me").await.says("高翔").says("\"is_admin\":true").says("\"colour\":2");
    visitor.get("/admin").await.says("砚桥科技");
}

#[tokio::test]
async fn the_door_shuts_behind_the_first_admin() {
    let world = World::empty().await;
    let token = world.set_up_token().to_owned();
    world.visitor().post("/set-up", &form(&token, &[])).await;
    let second = world.visitor();
    assert_eq!(second.get("/set-up").await.location(), "/sign-in");
    let again = second.post("/set-up", &form(&token, &[("login", "other")])).await;
    assert_eq!(again.location(), "/sign-in");
    assert_eq!(second.get("/api/me").await.status, 401);
    assert_eq!(world.server().store.list_users().await.unwrap().len(), 1);
}

#[tokio::test]
async fn a_wrong_form_says_what_to_change_and_makes_nobody() {
    let world = World::empty().await;
    let visitor = world.visitor().in_language("en");
    let token = world.set_up_token();
    let wrongs: [(&[(&str, &str)], &str); 6] = [
        (&[("password", "short"), ("password_again", "short")], "at least 10 characters"),
        (&[("password_again", "another one entirely")], "The two passwords differ."),
        (&[("login", "a b")], "A login has 3 to 64 letters"),
        (&[("name", " ")], "must not be empty"),
        (&[("initials", "!!")], "Initials are one or two letters"),
        (&[("colour", "99")], "Colours go from 1"),
    ];
    for (extra, sentence) in wrongs {
        let answer = visitor.post("/set-up", &form(token, extra)).await;
        assert_eq!(answer.status, 422, "{extra:?}");
        answer.says(sentence);
        assert!(!answer.body.contains("correct horse"), "a password never comes back");
    }
    assert!(world.server().store.is_empty().await.unwrap());
}
