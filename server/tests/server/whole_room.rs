//! The first load of a room.

use crate::{
    browser::{Answer, Browser},
    room::{Room, refusal},
    world::World,
};
use model::{Body, Change, DealRole, StreamId, StreamState, WorkspaceRole, team::TeamChange};
use reqwest::Method;
use sync::frame::WholeStream;

fn address(room: &Room) -> String {
    format!("/api/rooms/deal:{}", room.deal)
}

async fn again(browser: &Browser, path: &str, tag: &str) -> Answer {
    browser.send(browser.request(Method::GET, path).header("if-none-match", tag)).await
}

#[tokio::test]
async fn a_room_is_given_with_all_its_streams_as_the_socket_would_bring_them() {
    let (world, _) = World::new().await;
    let wu = world.member("wu", "吴磊", WorkspaceRole::Member).await;
    let (room, ..) = Room::found(&wu, "W").await;
    let answer = wu.get(&address(&room)).await;
    assert_eq!((answer.status.as_u16(), answer.header("content-type")), (200, "application/json"));
    assert_eq!(answer.header("cache-control"), "private, no-cache");
    let whole = WholeStream::read(&answer.body).unwrap();
    let streams: Vec<StreamId> = whole.iter().map(|stream| stream.stream).collect();
    assert_eq!(
        streams,
        [
            StreamId::Workspace,
            StreamId::Account(room.account),
            StreamId::Deal(room.deal),
            StreamId::DealCore(room.deal)
        ]
    );
    for stream in &whole {
        let state: StreamState = serde_json::from_str(stream.state.get()).unwrap();
        assert_eq!(state.seq, stream.seq);
        if let Body::Deal(deal) = &state.body {
            assert!(deal.power_map.live_node(room.person).is_some());
        }
    }
}

#[tokio::test]
async fn a_room_that_has_not_changed_is_not_sent_again_and_one_that_has_is() {
    let (world, _) = World::new().await;
    let wu = world.member("wu", "吴磊", WorkspaceRole::Member).await;
    let (room, mut socket, mut pen) = Room::found(&wu, "W").await;
    let path = address(&room);
    let first = wu.get(&path).await;
    let tag = first.header("etag").to_owned();
    let same = again(&wu, &path, &format!("\"other\", {tag}")).await;
    assert_eq!((same.status.as_u16(), same.body.as_str(), same.header("etag")), (304, "", tag.as_str()));
    assert_eq!(same.header("cache-control"), "private, no-cache");
    for op in [pen.op(room.rename_deal("新名称")), pen.op(room.rename_person("处长"))] {
        let before = wu.get(&path).await.header("etag").to_owned();
        assert_eq!(refusal(&mut socket, &op).await, None);
        let changed = again(&wu, &path, &before).await;
        assert_eq!(changed.status, 200);
        assert_ne!(changed.header("etag"), before);
    }
}

#[tokio::test]
async fn a_room_is_compressed_on_the_way() {
    let (world, _) = World::new().await;
    let wu = world.member("wu", "吴磊", WorkspaceRole::Member).await;
    let (room, ..) = Room::found(&wu, "W").await;
    let plain = wu.get(&address(&room)).await.body.len();
    let request = wu.request(Method::GET, &address(&room)).header("accept-encoding", "br");
    let response = request.send().await.unwrap();
    assert_eq!(response.headers().get("content-encoding").unwrap(), "br");
    let compressed = response.bytes().await.unwrap().len();
    assert!(compressed * 2 < plain, "{compressed} of {plain} bytes");
}

#[tokio::test]
async fn who_is_not_in_the_team_learns_nothing_of_a_deal_not_even_that_it_exists() {
    let (world, admin) = World::new().await;
    let wu = world.member("wu", "吴磊", WorkspaceRole::Member).await;
    let (room, ..) = Room::found(&wu, "W").await;
    let tag = wu.get(&address(&room)).await.header("etag").to_owned();
    let nowhere = admin.get("/api/rooms/deal:00000000-0000-7000-8000-000000000001").await;
    assert_eq!(nowhere.status, 404);
    let guest = world.member("tang", "唐悦", WorkspaceRole::Guest).await;
    for path in [address(&room), format!("/api/rooms/account:{}", room.account)] {
        assert_eq!(wu.get(&path).await.status, 200, "{path}");
        for stranger in [&admin, &guest] {
            let answer = again(stranger, &path, &tag).await;
            assert_eq!((answer.status.as_u16(), &answer.body), (404, &nowhere.body), "{path}");
            assert_eq!(answer.header("etag"), "");
        }
        assert_eq!(world.visitor().get(&path).await.status, 401, "{path}");
    }
    for odd in ["/api/rooms/workspace", "/api/rooms/deal:x", "/api/rooms/%00", "/api/rooms/deal:"] {
        assert_eq!(wu.get(odd).await.status, 404, "{odd}");
    }
}

#[tokio::test]
async fn who_has_left_the_team_or_the_workspace_is_given_the_room_no_more() {
    let (world, admin) = World::new().await;
    let wu = world.member("wu", "吴磊", WorkspaceRole::Member).await;
    let yang = world.member("yang", "杨洁", WorkspaceRole::Member).await;
    let (room, mut socket, mut pen) = Room::found(&wu, "W").await;
    let (member, path) = (yang.user.unwrap(), address(&room));
    let join = pen.op(room.join(member, "Y", DealRole::Sr));
    assert_eq!(refusal(&mut socket, &join).await, None);
    let tag = yang.get(&path).await.header("etag").to_owned();
    assert_ne!(tag, "");
    let leave = pen.op(vec![(StreamId::Deal(room.deal), vec![Change::Team(TeamChange::Leave { user: member })])]);
    assert_eq!(refusal(&mut socket, &leave).await, None);
    assert_eq!(again(&yang, &path, &tag).await.status, 404);
    assert_eq!(admin.post(&format!("/admin/members/{}/remove", wu.user.unwrap()), &[]).await.status, 303);
    assert_eq!(wu.get(&path).await.status, 401);
}
