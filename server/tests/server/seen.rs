//! How far somebody has read the talk of a deal: it goes with him from device to device, and with nobody else.

use crate::{
    browser::{Answer, Browser},
    room::{Room, push},
    world::World,
};
use model::{
    Change, CommentId, DealId, DealRole, EntityKey, Seq, StreamId, WorkspaceRole, comment::CommentChange,
    team::TeamChange,
};
use reqwest::Method;
use serde_json::{Value, json};
use server::token::new_uuid;
use std::collections::BTreeMap;

async fn ask(browser: &Browser, deal: impl std::fmt::Display, body: String) -> Answer {
    let request = browser.request(Method::POST, &format!("/api/me/seen/{deal}"));
    let request = request.header("sec-fetch-site", "same-origin").header("content-type", "application/json");
    browser.send(request.body(body)).await
}

async fn tell(browser: &Browser, deal: DealId, read: Value) -> BTreeMap<CommentId, Seq> {
    let answer = ask(browser, deal, read.to_string()).await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    serde_json::from_str(&answer.body).unwrap()
}

fn say(room: &Room, id: CommentId) -> Vec<(StreamId, Vec<Change>)> {
    let text = "先谈分期".to_owned();
    let add = CommentChange::Add { id, on: EntityKey::Deal, answers: None, text, mentions: Vec::new() };
    vec![(StreamId::Deal(room.deal), vec![Change::Comment(add)])]
}

#[tokio::test]
async fn what_one_device_has_read_the_next_one_hears_and_no_colleague_does() {
    let (world, _) = World::new().await;
    let wu = world.member("wu", "吴磊", WorkspaceRole::Member).await;
    let tang = world.member("tang", "唐克", WorkspaceRole::Member).await;
    let (room, mut socket, mut pen) = Room::found(&wu, "W").await;
    let thread = CommentId(new_uuid().unwrap());
    for parts in [room.join(tang.user.unwrap(), "T", DealRole::Sr), say(&room, thread)] {
        assert_eq!(push(&mut socket, &pen.op(parts)).await.refusal, None);
    }
    let read = |up_to: u64| BTreeMap::from([(thread, Seq(up_to))]);
    assert_eq!(tell(&tang, room.deal, json!({})).await, BTreeMap::new());
    assert_eq!(tell(&tang, room.deal, json!({ thread.to_string(): 3 })).await, read(3));
    assert_eq!(tell(&tang, room.deal, json!({ thread.to_string(): 2 })).await, read(3), "a device that comes late");
    assert_eq!(tell(&tang, room.deal, json!({})).await, read(3));

    assert_eq!(tell(&wu, room.deal, json!({})).await, BTreeMap::new(), "nobody hears what a colleague has read");
    assert_eq!(tell(&wu, room.deal, json!({ thread.to_string(): 1 })).await, read(1));
    assert_eq!(tell(&tang, room.deal, json!({})).await, read(3), "nobody writes what a colleague has read");
}

#[tokio::test]
async fn it_is_for_who_may_read_the_deal() {
    let (world, admin) = World::new().await;
    let wu = world.member("wu", "吴磊", WorkspaceRole::Member).await;
    let guest = world.member("guest", "唐克", WorkspaceRole::Guest).await;
    let (room, mut socket, mut pen) = Room::found(&wu, "W").await;
    assert_eq!(ask(&world.visitor(), room.deal, "{}".to_owned()).await.status, 401);
    for stranger in [&admin, &guest] {
        assert_eq!(ask(stranger, room.deal, "{}".to_owned()).await.status, 404);
    }
    for nowhere in [new_uuid().unwrap().to_string(), "nonsense".to_owned()] {
        assert_eq!(ask(&wu, nowhere, "{}".to_owned()).await.status, 404);
    }
    let user = guest.user.unwrap();
    assert_eq!(push(&mut socket, &pen.op(room.join(user, "T", DealRole::Observer))).await.refusal, None);
    assert_eq!(ask(&guest, room.deal, "{}".to_owned()).await.status, 200);
    let leave = vec![(StreamId::Deal(room.deal), vec![Change::Team(TeamChange::Leave { user })])];
    assert_eq!(push(&mut socket, &pen.op(leave)).await.refusal, None);
    assert_eq!(ask(&guest, room.deal, "{}".to_owned()).await.status, 404);
}

#[tokio::test]
async fn only_what_the_deal_has_is_kept() {
    let (world, _) = World::new().await;
    let wu = world.member("wu", "吴磊", WorkspaceRole::Member).await;
    let (room, mut socket, mut pen) = Room::found(&wu, "W").await;
    let thread = CommentId(new_uuid().unwrap());
    assert_eq!(push(&mut socket, &pen.op(say(&room, thread))).await.refusal, None);
    let strange = new_uuid().unwrap().to_string();
    let kept = tell(&wu, room.deal, json!({ strange: 1, thread.to_string(): u64::MAX })).await;
    assert_eq!(kept, BTreeMap::from([(thread, Seq(2))]), "up to the last row there is");

    let many: serde_json::Map<String, Value> = (0..501).map(|_| (new_uuid().unwrap().to_string(), json!(1))).collect();
    let one = thread.to_string();
    for wrong in [json!(many).to_string(), "{".to_owned(), "[]".to_owned(), json!({ one: -1 }).to_string()] {
        assert_eq!(ask(&wu, room.deal, wrong).await.status, 400);
    }
}
