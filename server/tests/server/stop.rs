//! Stopping.

use crate::{
    room::{Room, push},
    world::{World, location, options},
};
use model::WorkspaceRole;
use server::serve;
use sync::frame::{RoomId, ServerFrame};

#[tokio::test]
async fn a_stop_tells_the_clients_when_to_come_again_and_keeps_what_was_acknowledged() {
    let data = tempfile::tempdir().unwrap();
    let world = World::at(data.path()).await;
    let wu = world.member("wu", "吴磊", WorkspaceRole::Member).await;
    let user = wu.user.unwrap();
    let (room, mut socket, mut pen) = Room::found(&wu, "W").await;
    let op = pen.op(room.rename_deal("kept"));
    assert_eq!(push(&mut socket, &op).await.refusal, None);
    let stopping = tokio::spawn(world.stop());
    let bye = socket
        .until(|frame| match frame {
            ServerFrame::Bye(bye) => Some(*bye),
            _ => None,
        })
        .await;
    assert_eq!(bye.code, 1012);
    assert!(bye.retry_after.is_some());
    assert_eq!(socket.closed().await, 1012);
    stopping.await.unwrap();

    let again = serve::start(options(), &location(data.path())).await.unwrap();
    let read = again.server.hub.read(user, RoomId::Deal(room.deal)).await.unwrap().unwrap();
    assert_eq!(read.deal().unwrap().1.facts.as_ref().unwrap().name, "kept");
    again.stop().await;
}

#[tokio::test]
async fn a_server_that_stops_takes_no_new_sockets_and_is_not_ready() {
    let (world, admin) = World::new().await;
    world.server().hub.stop().await;
    assert!(admin.try_socket(None).await.is_err());
    assert_eq!(admin.get("/readyz").await.status, 503);
    assert_eq!(admin.get("/healthz").await.status, 200);
}
