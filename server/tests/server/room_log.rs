//! What became of a deal, row by row, and who may read it.

use crate::{
    browser::Browser,
    room::{Room, push},
    world::World,
};
use model::{
    Change, DealId, DealRole, Effects, KeyRoleId, Seq, StreamId, StreamState, WorkspaceRole, fold,
    key_role::{KeyRoleChange, KeyRoleKind},
    team::TeamChange,
};
use server::token::new_uuid;
use sync::frame::Ops;

async fn log(browser: &Browser, deal: DealId, after: &str) -> Ops {
    let answer = browser.get(&format!("/api/deals/{deal}/log{after}")).await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    assert_eq!(answer.header("cache-control"), "private, no-store");
    serde_json::from_str(&answer.body).unwrap()
}

#[tokio::test]
async fn the_rows_folded_from_the_first_on_are_the_state_of_today() {
    let (world, _) = World::new().await;
    let wu = world.member("wu", "吴磊", WorkspaceRole::Member).await;
    let (room, mut socket, mut pen) = Room::found(&wu, "W").await;
    for op in [pen.op(room.rename_deal("新名称")), pen.op(room.assess(2)), pen.op(room.rename_person("处长"))] {
        assert_eq!(push(&mut socket, &op).await.refusal, None);
    }
    let told = log(&wu, room.deal, "").await;
    let streams: Vec<(StreamId, Seq, usize)> =
        told.streams.iter().map(|rows| (rows.stream, rows.from, rows.rows.len())).collect();
    assert_eq!(streams, [(StreamId::Account(room.account), Seq(1), 2), (StreamId::Deal(room.deal), Seq(1), 3)]);
    let mut deal = StreamState::empty(StreamId::Deal(room.deal));
    for row in told.streams[1].clone().into_rows() {
        let part = row.decode().unwrap().unwrap();
        fold(&mut deal, &part.changes, &part.stamp, &mut Effects::new());
    }
    let now = world.server().hub.read(wu.user.unwrap(), sync::frame::RoomId::Deal(room.deal)).await.unwrap().unwrap();
    assert_eq!(Some(&deal), now.get(StreamId::Deal(room.deal)));
    let rest = log(&wu, room.deal, "?account=2&deal=1").await;
    assert_eq!(rest.streams.iter().map(|rows| rows.rows.len()).collect::<Vec<_>>(), [0, 2]);
    assert_eq!(rest.streams[1].from, Seq(2));
}

#[tokio::test]
async fn it_is_for_the_deals_team_and_for_nobody_who_has_left_it() {
    let (world, admin) = World::new().await;
    let wu = world.member("wu", "吴磊", WorkspaceRole::Member).await;
    let (room, mut socket, mut pen) = Room::found(&wu, "W").await;
    let path = format!("/api/deals/{}/log", room.deal);
    assert_eq!(world.visitor().get(&path).await.status, 401);
    let guest = world.member("guest", "唐克", WorkspaceRole::Guest).await;
    for stranger in [&admin, &guest] {
        assert_eq!(stranger.get(&path).await.status, 404);
    }
    assert_eq!(wu.get(&format!("/api/deals/{}/log", DealId(new_uuid().unwrap()))).await.status, 404);
    assert_eq!(wu.get("/api/deals/nonsense/log").await.status, 404);
    for wrong in ["?deal=-1", "?deal=x", "?account=1e9"] {
        assert_eq!(wu.get(&format!("{path}{wrong}")).await.status, 400, "{wrong}");
    }
    assert_eq!(wu.get(&format!("{path}?deal=18446744073709551615")).await.status, 200);
    let user = guest.user.unwrap();
    assert_eq!(push(&mut socket, &pen.op(room.join(user, "T", DealRole::Observer))).await.refusal, None);
    assert_eq!(guest.get(&path).await.status, 200);
    let leave = vec![(StreamId::Deal(room.deal), vec![Change::Team(TeamChange::Leave { user })])];
    assert_eq!(push(&mut socket, &pen.op(leave)).await.refusal, None);
    assert_eq!(guest.get(&path).await.status, 404);
}

#[tokio::test]
async fn the_core_of_the_deal_is_not_in_it_not_even_for_the_ar() {
    let (world, _) = World::new().await;
    let wu = world.member("wu", "吴磊", WorkspaceRole::Member).await;
    let (room, mut socket, mut pen) = Room::found(&wu, "W").await;
    let add = KeyRoleChange::Add {
        id: KeyRoleId(new_uuid().unwrap()),
        kind: KeyRoleKind::ContractSigner,
        person: None,
        name: "董事长的老同学".to_owned(),
        behind: None,
        purpose: String::new(),
        keep_until: None,
    };
    let op = pen.op(vec![(StreamId::DealCore(room.deal), vec![Change::KeyRole(add)])]);
    assert_eq!(push(&mut socket, &op).await.refusal, None);
    let answer = wu.get(&format!("/api/deals/{}/log", room.deal)).await.body;
    assert!(!answer.contains("老同学") && !answer.contains("key_role") && !answer.contains("deal_core"));
}
