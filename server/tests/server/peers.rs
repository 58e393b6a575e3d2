//! Two servers on one PostgreSQL.

use crate::{
    browser::{Came, Socket},
    postgres::new_database,
    room::{Room, refusal},
    world::{World, options},
};
use model::{DealRole, WorkspaceRole};
use store::Location;
use sync::frame::{ClientFrame, Presence, PresenceBody, RoomId, ServerFrame};

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
    open_when_known(&mut theirs, &room).await;
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
async fn whom_one_server_has_let_in_the_other_one_welcomes_at_once() {
    let (one, other) = two().await;
    for n in 0..20 {
        let member = one.member(&format!("new{n}"), "新人", WorkspaceRole::Member).await;
        let mut socket = other.sign_in(member.user.unwrap()).await.connected().await;
        let first = socket.next().await;
        assert!(matches!(first, Came::Frame(ServerFrame::Welcome(_))), "{n}: {first:?}");
    }
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

/// Opens a deal on a server that may not have heard of it yet.
async fn open_when_known(socket: &mut Socket, room: &Room) {
    loop {
        socket.open(RoomId::Deal(room.deal)).await;
        let opened = socket
            .until(|frame| match frame {
                ServerFrame::Opened(_) => Some(true),
                ServerFrame::Access(_) => Some(false),
                _ => None,
            })
            .await;
        if opened {
            return;
        }
    }
}

#[tokio::test]
async fn who_points_at_something_on_one_server_is_seen_on_the_other_until_he_leaves_and_only_by_the_team() {
    let (one, other) = two().await;
    let wu = one.member("wulei", "吴磊", WorkspaceRole::Member).await;
    let yang = one.member("yang", "杨洁", WorkspaceRole::Member).await;
    let gao = one.member("gao", "高翔", WorkspaceRole::Member).await;
    let (room, mut mine, mut pen) = Room::found(&wu, "W").await;
    let join = pen.op(room.join(yang.user.unwrap(), "Y", DealRole::Sr));
    assert_eq!(refusal(&mut mine, &join).await, None);
    let mut theirs = other.sign_in(yang.user.unwrap()).await.socket().await;
    open_when_known(&mut theirs, &room).await;
    let mut stranger = other.sign_in(gao.user.unwrap()).await.socket().await;
    stranger.open(RoomId::Deal(room.deal)).await;

    mine.open(RoomId::Deal(room.deal)).await;
    let body = PresenceBody { cursor: Some((12, 34)), ..PresenceBody::default() };
    let seen = |frame: &ServerFrame| match frame {
        ServerFrame::Presence(seen) => Some(seen.clone()),
        _ => None,
    };
    // Nobody keeps where somebody points: a server that has only begun to listen hears the next time.
    let first = loop {
        mine.send(&ClientFrame::Presence(Presence { room: RoomId::Deal(room.deal), body: body.clone() })).await;
        theirs.open(RoomId::Board).await;
        let heard = theirs
            .until(|frame| match frame {
                ServerFrame::Presence(seen) => Some(Some(seen.clone())),
                ServerFrame::List(_) => Some(None),
                _ => None,
            })
            .await;
        if let Some(seen) = heard {
            break seen;
        }
    };
    assert_eq!((first.user, first.body), (wu.user.unwrap(), Some(body)));
    drop(mine);
    let last = theirs.until(|frame| seen(frame).filter(|seen| seen.body.is_none())).await;
    assert_eq!((last.user, last.who), (wu.user.unwrap(), first.who));

    // Nothing of it has come to somebody outside the team: the next thing he hears is the answer to this.
    stranger.open(RoomId::Board).await;
    let board = stranger
        .until(|frame| match frame {
            ServerFrame::Presence(_) => Some(false),
            ServerFrame::List(_) => Some(true),
            _ => None,
        })
        .await;
    assert!(board);
}
