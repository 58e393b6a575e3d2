//! The disk is full: nothing that was acknowledged is lost, reading goes on, and writing goes on as soon as there is space.

use crate::{
    browser::{Browser, Socket},
    room::{Pen, Room, push, refusal},
    world::World,
};
use model::{Change, DealRole, Op, OpId, Refusal, StreamId, WorkspaceRole, person::PersonChange};
use std::path::Path;
use sync::frame::{RoomId, ServerFrame};

/// Less than the database has: it keeps its size and grows no further.
const NO_SPACE: u32 = 1;
/// 400 MB: as good as without end.
const SPACE: u32 = 100_000;
/// More edits than the free room in the pages that are there can hold.
const EDITS: usize = 200;

/// An edit that needs a page of its own.
fn large(room: &Room, pen: &mut Pen) -> Op {
    let from = String::new();
    let note = PersonChange::EditNote { id: room.person, from, to: "沙".repeat(1_500) };
    pen.op(vec![(StreamId::Account(room.account), vec![Change::Person(note)])])
}

/// Edits until one is refused for want of space; notes what was acknowledged, returns what was not.
async fn fill(room: &Room, socket: &mut Socket, pen: &mut Pen, acknowledged: &mut Vec<OpId>) -> Op {
    for _ in 0..EDITS {
        let op = large(room, pen);
        match refusal(socket, &op).await {
            None => acknowledged.push(op.id),
            Some(why) => {
                assert_eq!(why, Refusal::StorageFull);
                return op;
            }
        }
    }
    panic!("{EDITS} edits found room on a full disk");
}

/// Whether the room can be read by somebody who was not there.
async fn opens(browser: &Browser, room: &Room) {
    let mut socket = browser.socket().await;
    socket.open(RoomId::Deal(room.deal)).await;
    socket.until(|frame| matches!(frame, ServerFrame::Opened(_)).then_some(())).await;
}

/// Every acknowledged op stands in the log.
async fn keeps(world: &World, acknowledged: &[OpId]) {
    let store = &world.server().store;
    let found = store.answers(acknowledged).await.unwrap();
    assert_eq!(found.len(), acknowledged.len());
    assert!(store.verify().await.unwrap().is_sound());
}

/// Two members of one deal, and the socket of each.
async fn two(world: &World) -> (Room, [(Browser, Socket, Pen); 2]) {
    let wu = world.member("wu", "吴磊", WorkspaceRole::Member).await;
    let yang = world.member("yang", "杨洁", WorkspaceRole::Member).await;
    let (room, mut mine, mut pen) = Room::found(&wu, "W").await;
    let join = pen.op(room.join(yang.user.unwrap(), "Y", DealRole::Sr));
    assert_eq!(refusal(&mut mine, &join).await, None);
    let theirs = yang.socket().await;
    (room, [(wu, mine, pen), (yang, theirs, Pen::new())])
}

async fn on(data: &Path) -> World {
    World::at(data).await
}

#[tokio::test]
async fn on_a_full_disk_edits_are_refused_reading_goes_on_and_with_space_so_do_the_edits() {
    let data = tempfile::tempdir().unwrap();
    let world = on(data.path()).await;
    let (room, [(wu, mut mine, mut my_pen), (yang, mut theirs, mut their_pen)]) = two(&world).await;
    let mut acknowledged = Vec::new();
    for _ in 0..3 {
        let (my, their) = (large(&room, &mut my_pen), large(&room, &mut their_pen));
        assert_eq!(refusal(&mut mine, &my).await, None);
        assert_eq!(refusal(&mut theirs, &their).await, None);
        acknowledged.extend([my.id, their.id]);
    }

    let store = world.server().store.clone();
    store.limit_pages(NO_SPACE).await.unwrap();
    let my_first = fill(&room, &mut mine, &mut my_pen, &mut acknowledged).await;
    let their_first = fill(&room, &mut theirs, &mut their_pen, &mut acknowledged).await;
    // The next one must not overtake the one that was refused, however small it is.
    let my_next = my_pen.op(room.assess(1));
    assert_eq!(refusal(&mut mine, &my_next).await, Some(Refusal::StorageFull));

    // Reading goes on, over old sockets, new ones and pages.
    opens(&wu, &room).await;
    opens(&yang, &room).await;
    assert_eq!(wu.get("/account").await.status, 200);
    // Who balances load must not take a server away that everybody can still read from.
    assert_eq!(world.visitor().get("/readyz").await.status, 200);
    keeps(&world, &acknowledged).await;
    assert!(store.answers(&[my_first.id, their_first.id, my_next.id]).await.unwrap().is_empty());

    store.limit_pages(SPACE).await.unwrap();
    // As a client does: from the first that was refused, in order.
    for (socket, op) in [(&mut theirs, &their_first), (&mut mine, &my_first)] {
        assert_eq!(push(socket, op).await.refusal, None);
    }
    assert_eq!(refusal(&mut mine, &my_next).await, None);
    acknowledged.extend([my_first.id, their_first.id, my_next.id]);
    let later = my_pen.op(room.rename_deal("with space"));
    assert_eq!(refusal(&mut mine, &later).await, None);
    acknowledged.push(later.id);
    keeps(&world, &acknowledged).await;
    assert_eq!(world.visitor().get("/readyz").await.status, 200);
    world.stop().await;

    let again = on(data.path()).await;
    keeps(&again, &acknowledged).await;
    again.stop().await;
}
