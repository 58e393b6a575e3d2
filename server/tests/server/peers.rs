//! Two servers on one PostgreSQL.

use crate::{
    postgres::new_database,
    room::{Room, refusal},
    world::{World, options},
};
use model::{DealRole, WorkspaceRole};
use store::Location;
use sync::frame::{RoomId, ServerFrame};

/// Both servers; the second finds the database as the first has made it.
async fn two() -> (World, World) {
    let location = Location::Postgres(new_database());
    let one = World::on(options(), &location).await;
    (one, World::on(options(), &location).await)
}

#[tokio::test]
async fn an_op_taken_by_one_server_reaches_the_room_on_the_other() {
    let (one, other) = two().await;
    let wu = one.member("wulei", "吴磊", WorkspaceRole::Member).await;
    let yang = one.member("yang", "杨洁", WorkspaceRole::Member).await;
    let (room, mut mine, mut pen) = Room::found(&wu, "W").await;
    let join = pen.op(room.join(yang.user.unwrap(), "Y", DealRole::Sr));
    assert_eq!(refusal(&mut mine, &join).await, None);

    let elsewhere = other.sign_in(yang.user.unwrap()).await;
    let mut theirs = elsewhere.socket().await;
    // The news of the deal may still be on its way to this server.
    loop {
        theirs.open(RoomId::Deal(room.deal)).await;
        let opened = theirs
            .until(|frame| match frame {
                ServerFrame::Opened(_) => Some(true),
                ServerFrame::Access(_) => Some(false),
                _ => None,
            })
            .await;
        if opened {
            break;
        }
    }
    let op = pen.op(room.assess(2));
    assert_eq!(refusal(&mut mine, &op).await, None);
    theirs
        .until(|frame| match frame {
            ServerFrame::Ops(ops) => {
                ops.streams.iter().flat_map(|rows| &rows.rows).any(|row| row.op == op.id).then_some(())
            }
            _ => None,
        })
        .await;
    let mut their_pen = crate::room::Pen::new();
    let back = their_pen.op(room.assess(3));
    assert_eq!(refusal(&mut theirs, &back).await, None, "and the other way round, on the same streams");
    let again = pen.op(room.assess(1));
    assert_eq!(refusal(&mut mine, &again).await, None);
}

#[tokio::test]
async fn a_member_removed_or_a_device_signed_out_on_one_server_is_closed_on_the_other() {
    let (one, other) = two().await;
    let admin = one.member("gao", "高翔", WorkspaceRole::Admin).await;
    let wu = one.member("wulei", "吴磊", WorkspaceRole::Member).await;
    let here = other.sign_in(wu.user.unwrap()).await;
    let mut socket = here.socket().await;
    let target = format!("/account/devices/{}/sign-out", here.session.unwrap().0);
    assert_eq!(wu.post(&target, &[]).await.location(), "/account?done=signed-out");
    assert_eq!(socket.closed().await, 4401);

    let mut socket = other.sign_in(wu.user.unwrap()).await.socket().await;
    assert_eq!(admin.post(&format!("/admin/members/{}/remove", wu.user.unwrap()), &[]).await.status, 303);
    let code = socket.closed().await;
    assert!(code == 4401 || code == 4403, "{code}");
}
