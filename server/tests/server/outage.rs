//! The database can not be written for a while: whoever was sent away comes back, and what he sends again is taken once.

use crate::{
    postgres::{Outage, new_database},
    room::{Room, push},
    world::{World, options},
};
use model::WorkspaceRole;
use store::Location;
use sync::frame::CloseCode;

#[tokio::test]
async fn after_an_outage_of_the_database_its_people_come_back_and_write() {
    let address = new_database();
    let world = World::on(options(), &Location::Postgres(address.clone())).await;
    let wu = world.member("wu", "吴磊", WorkspaceRole::Member).await;
    let (room, _, mut pen) = Room::found(&wu, "W").await;
    let mut socket = wu.socket_of(pen.client()).await;
    let before = pen.op(room.rename_deal("before"));
    assert_eq!(push(&mut socket, &before).await.refusal, None);

    let outage = Outage::of_writing(&address);
    let op = pen.op(room.rename_deal("kept on the device"));
    socket.push(&op).await;
    // Nobody knows whether it was written, so he is told neither yes nor no.
    assert_eq!(socket.closed().await, CloseCode::TryAgainLater.code());
    let ready = world.visitor().get("/readyz").await;
    assert_eq!((ready.status.as_u16(), ready.body.as_str()), (503, r#"{"database":true,"writer":false}"#));
    // Who comes back is let in: he can read, and only an edit can find out that writing works again.
    let mut socket = wu.socket_of(pen.client()).await;

    outage.end();
    let first = push(&mut socket, &op).await;
    assert_eq!(first.refusal, None);
    assert_eq!(push(&mut socket, &op).await.seqs, first.seqs, "once");
    world.stop().await;
}

#[tokio::test]
async fn after_an_outage_the_server_is_ready_before_anybody_has_edited() {
    let address = new_database();
    let world = World::on(options(), &Location::Postgres(address.clone())).await;
    let wu = world.member("wu", "吴磊", WorkspaceRole::Member).await;
    let (room, _, mut pen) = Room::found(&wu, "W").await;
    let mut socket = wu.socket_of(pen.client()).await;
    let outage = Outage::of_writing(&address);
    socket.push(&pen.op(room.rename_deal("kept on the device"))).await;
    socket.closed().await;
    assert_eq!(world.visitor().get("/readyz").await.status, 503);
    outage.end();
    assert_eq!(world.visitor().get("/readyz").await.status, 200);
    world.stop().await;
}
