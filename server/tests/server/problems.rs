//! What a failed request looks like.

use crate::world::World;

#[tokio::test]
async fn an_unknown_page_says_so_in_the_language_of_the_visitor() {
    let (world, _) = World::new().await;
    let zh = world.visitor().in_language("zh-CN").get("/no/such/page").await;
    assert_eq!(zh.status, 404);
    zh.says("<html lang=\"zh-CN\"").says("找不到这一页");
    let en = world.visitor().in_language("en").get("/no/such/page").await;
    en.says("<html lang=\"en\"").says("No such page");
}

#[tokio::test]
async fn a_path_with_markup_comes_back_as_text() {
    let (world, _) = World::new().await;
    let answer = world.visitor().get("/%3Cscript%3Ealert(1)%3C/script%3E").await;
    assert!(!answer.body.contains("<script>"), "{}", answer.body);
    let answer = world.visitor().get("/sign-in?next=%22%3E%3Cscript%3E&done=%3Cscript%3E").await;
    assert!(!answer.body.contains("<script>"), "{}", answer.body);
}

#[tokio::test]
async fn a_form_without_its_fields_is_malformed_and_no_error_of_ours() {
    let (_world, admin) = World::new().await;
    let answer = admin.post("/admin/workspace", &[("other", "x")]).await;
    assert_eq!(answer.status, 422);
    answer.says("incomplete");
    assert_eq!(admin.post("/account/profile", &[]).await.status, 422);
}

#[tokio::test]
async fn when_the_database_is_gone_the_answer_is_503_and_ready_says_no() {
    let (world, admin) = World::new().await;
    world.server().store.close().await;
    let answer = admin.get("/account").await;
    assert_eq!(answer.status, 503);
    answer.says("database");
    let ready = world.visitor().get("/readyz").await;
    assert_eq!(ready.status, 503);
    ready.says("\"database\":false");
    assert_eq!(world.visitor().get("/healthz").await.status, 200, "the process itself is fine");
}
