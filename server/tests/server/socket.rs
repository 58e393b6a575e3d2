//! The live connection: who gets one, and who hears what.

use crate::{
    browser::{Browser, Came, Socket},
    room::{Pen, Room, push, refusal},
    world::World,
};
use model::{DealRole, Refusal, StreamId, WorkspaceRole};
use sync::{
    frame::{AccessChange, RoomId, ServerFrame},
    limits::SOCKETS_PER_USER,
};
use tokio_tungstenite::tungstenite::Error;

fn status(error: &Error) -> u16 {
    match error {
        Error::Http(response) => response.status().as_u16(),
        other => panic!("{other}"),
    }
}

/// Two people who look at the same deal.
struct Two {
    world: World,
    yang: Browser,
    room: Room,
    mine: Socket,
    pen: Pen,
    theirs: Socket,
}

impl Two {
    async fn new() -> Self {
        let (world, _) = World::new().await;
        let wu = world.member("wu", "吴磊", WorkspaceRole::Member).await;
        let yang = world.member("yang", "杨洁", WorkspaceRole::Member).await;
        let (room, mut mine, mut pen) = Room::found(&wu, "W").await;
        let join = pen.op(room.join(yang.user.unwrap(), "Y", DealRole::Sr));
        assert_eq!(refusal(&mut mine, &join).await, None);
        let mut theirs = yang.socket().await;
        theirs.open(RoomId::Deal(room.deal)).await;
        theirs.until(|frame| matches!(frame, ServerFrame::Opened(_)).then_some(())).await;
        Self { world, yang, room, mine, pen, theirs }
    }
}

#[tokio::test]
async fn without_a_session_or_from_another_site_there_is_no_socket() {
    let (world, admin) = World::new().await;
    let own = world.server().options.origin.as_str().to_owned();
    assert_eq!(status(&world.visitor().try_socket(Some(&own)).await.err().unwrap()), 401);
    for foreign in ["https://evil.example", "null", "http://127.0.0.1:1", "file://"] {
        assert_eq!(status(&admin.try_socket(Some(foreign)).await.err().unwrap()), 403, "{foreign}");
    }
    let forged = world.visitor();
    forged.set_cookie("sandtable", "guess");
    assert_eq!(status(&forged.try_socket(Some(&own)).await.err().unwrap()), 401);
    assert!(admin.try_socket(Some(&own)).await.is_ok());
    let plain = admin.get("/ws").await;
    assert_eq!(plain.status, 400, "a request that is no upgrade");
}

#[tokio::test]
async fn an_op_is_acknowledged_to_its_author_and_reaches_the_others_of_the_room() {
    let Two { world: _world, room, mut mine, mut pen, mut theirs, .. } = Two::new().await;
    let op = pen.op(room.assess(2));
    assert_eq!(push(&mut mine, &op).await.seqs.len(), 1);
    theirs
        .until(|frame| match frame {
            ServerFrame::Ops(ops) => {
                ops.streams.iter().flat_map(|rows| &rows.rows).any(|row| row.op == op.id).then_some(())
            }
            _ => None,
        })
        .await;
    let again = push(&mut mine, &op).await;
    assert_eq!(again.refusal, None, "sending again is safe");
    assert_eq!(again.seqs.len(), 1);
}

#[tokio::test]
async fn a_room_one_is_not_in_is_lost_like_one_that_does_not_exist() {
    let (world, _) = World::new().await;
    let wu = world.member("wu", "吴磊", WorkspaceRole::Member).await;
    let feng = world.member("feng", "冯凯", WorkspaceRole::Member).await;
    let (room, _socket, _pen) = Room::found(&wu, "W").await;
    let mut socket = feng.socket().await;
    let mut answers = Vec::new();
    for room in [RoomId::Deal(room.deal), RoomId::Account(room.account), RoomId::Deal(Room::new().deal)] {
        socket.open(room).await;
        answers.push(
            socket
                .until(|frame| match frame {
                    ServerFrame::Access(access) => Some((access.stream, access.change)),
                    ServerFrame::Opened(_) => panic!("opened {room}"),
                    _ => None,
                })
                .await,
        );
        assert_eq!(answers.last().unwrap(), &(room.stream(), AccessChange::Lost));
    }
    let mut pen = Pen::new();
    for parts in [room.rename_deal("mine"), room.rename_person("mine"), room.assess(1)] {
        let op = pen.op(parts);
        assert_eq!(refusal(&mut socket, &op).await, Some(Refusal::NoAccess));
    }
}

#[tokio::test]
async fn who_leaves_the_team_hears_nothing_more_of_the_deal() {
    let Two { world: _world, yang, room, mut mine, mut pen, mut theirs } = Two::new().await;
    let leave = model::team::TeamChange::Leave { user: yang.user.unwrap() };
    let leave = pen.op(vec![(StreamId::Deal(room.deal), vec![model::Change::Team(leave)])]);
    assert_eq!(refusal(&mut mine, &leave).await, None);
    let secret = pen.op(room.rename_deal("not for you"));
    assert_eq!(refusal(&mut mine, &secret).await, None);
    // What the server sends is in order: an answer to this comes after everything it had to say before.
    theirs.open(RoomId::Board).await;
    let mut lost = false;
    loop {
        match theirs.next().await {
            Came::Frame(ServerFrame::Access(access)) if access.stream == StreamId::Deal(room.deal) => {
                lost |= access.change == AccessChange::Lost;
            }
            Came::Frame(ServerFrame::Opened(opened)) if opened.room == RoomId::Board => break,
            Came::Frame(frame) => assert!(!frame.to_text().contains("not for you"), "{frame:?}"),
            Came::Closed(code) => panic!("closed with {code}"),
        }
    }
    assert!(lost, "he is told that he has lost it");
    let late = Pen::new().op(room.assess(1));
    assert_eq!(refusal(&mut theirs, &late).await, Some(Refusal::NoAccess));
}

#[tokio::test]
async fn a_user_has_ten_sockets_and_an_eleventh_is_closed_without_harm_to_the_others() {
    let (world, _) = World::new().await;
    let wu = world.member("wu", "吴磊", WorkspaceRole::Member).await;
    let yang = world.member("yang", "杨洁", WorkspaceRole::Member).await;
    let mut sockets = Vec::new();
    for _ in 0..SOCKETS_PER_USER {
        sockets.push(wu.socket().await);
    }
    let mut eleventh = wu.connected().await;
    assert_eq!(eleventh.closed().await, 4429);
    // The limit is his own, and counts what is open: another user comes in, and he himself when one of his has gone.
    yang.socket().await;
    let mut pen = Pen::new();
    for socket in &mut sockets {
        let op = pen.op(Room::new().founding(wu.user.unwrap(), "W"));
        assert_eq!(refusal(socket, &op).await, None);
    }
    drop(sockets.pop());
    loop {
        let mut next = wu.connected().await;
        if let Came::Frame(ServerFrame::Welcome(_)) = next.next().await {
            break;
        }
    }
}

#[tokio::test]
async fn a_member_removed_from_the_workspace_is_closed_and_can_not_come_back() {
    let (world, admin) = World::new().await;
    let wu = world.member("wu", "吴磊", WorkspaceRole::Member).await;
    let (_room, mut socket, _pen) = Room::found(&wu, "W").await;
    admin.post(&format!("/admin/members/{}/remove", wu.user.unwrap()), &[]).await;
    let code = socket.closed().await;
    assert!(code == 4401 || code == 4403, "{code}");
    assert_eq!(status(&wu.try_socket(None).await.err().unwrap()), 401);
}
