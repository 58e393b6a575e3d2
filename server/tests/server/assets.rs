//! The shell and the files of the site.

use crate::world::World;

#[tokio::test]
async fn the_shell_is_the_same_for_everybody_and_is_not_sent_twice() {
    let (world, admin) = World::new().await;
    let one = world.visitor().get("/w/board").await;
    let other = admin.get("/w/deals/0/map").await;
    assert_eq!(one.body, other.body);
    one.says("<script type=\"module\" src=\"/boot.js\"></script>");
    let again = admin.request(reqwest::Method::GET, "/w/board").header("if-none-match", one.header("etag"));
    assert_eq!(admin.send(again).await.status, 304);
}

#[tokio::test]
async fn nothing_but_the_embedded_files_can_be_fetched() {
    let (_world, admin) = World::new().await;
    for path in ["/../Cargo.toml", "/pkg/../../Cargo.toml", "/%2e%2e/Cargo.toml", "/pkg/", "/pkg", "//etc/passwd"] {
        let answer = admin.get(path).await;
        assert_eq!(answer.status, 404, "{path}: {}", answer.body);
    }
}
