//! What only the core group reads, over every way out of the server: the room, the socket, the board, the files.

use crate::{
    browser::Browser,
    export::export,
    room::{Pen, Room, push, refusal},
    world::World,
};
use model::{
    Change, Day, DealRole, KeyRoleId, Refusal, StreamId, WorkspaceRole,
    key_role::{KeyRoleChange, KeyRoleKind},
    team::TeamChange,
};
use server::token::new_uuid;
use sync::frame::{RoomId, ServerFrame};

const SECRET: &str = "董事长的老同学";

fn register(room: &Room) -> Vec<(StreamId, Vec<Change>)> {
    let add = KeyRoleChange::Add {
        id: KeyRoleId(new_uuid().unwrap()),
        kind: KeyRoleKind::Friend,
        person: None,
        name: SECRET.to_owned(),
        behind: Some(room.person),
        purpose: "判断倾向".to_owned(),
        keep_until: Day::of(2030, 1, 1),
    };
    vec![(StreamId::DealCore(room.deal), vec![Change::KeyRole(add)])]
}

fn names(text: &str) -> bool {
    text.contains(SECRET) || text.contains("deal_core") || text.contains("key_role")
}

/// Everything a browser of this member is told about the deal.
async fn told(browser: &Browser, room: &Room) -> String {
    let mut told = browser.get(&format!("/api/rooms/deal:{}", room.deal)).await.body;
    let mut socket = browser.socket().await;
    for room in [RoomId::Board, RoomId::Account(room.account), RoomId::Deal(room.deal)] {
        socket.open(room).await;
        let opened = |frame: &ServerFrame| {
            told.push_str(&frame.to_text());
            matches!(frame, ServerFrame::Opened(opened) if opened.room == room).then_some(())
        };
        socket.until(opened).await;
    }
    told
}

#[tokio::test]
async fn the_register_leaves_the_server_for_the_core_group_alone() {
    let (world, admin) = World::new().await;
    let wu = world.member("wu", "吴磊", WorkspaceRole::Member).await;
    let (room, mut socket, mut pen) = Room::found(&wu, "W").await;
    assert_eq!(refusal(&mut socket, &pen.op(register(&room))).await, None);
    let (mut appointing, mut appoints) = (admin.socket().await, Pen::new());
    assert!(names(&told(&wu, &room).await), "the AR is told");
    for (number, role) in DealRole::ALL.into_iter().enumerate() {
        let someone = world.member(&format!("m{number}"), "赵强", WorkspaceRole::Member).await;
        assert_eq!(refusal(&mut appointing, &appoints.op(room.join(someone.user.unwrap(), "Z", role))).await, None);
        let told = told(&someone, &room).await;
        assert!(told.contains("省数据中心网络"), "{role:?} reads the deal");
        assert_eq!(names(&told), role.in_triangle(), "{role:?}");
        let tried = refusal(&mut someone.socket().await, &Pen::new().op(register(&room))).await;
        assert_eq!(tried, (!role.in_triangle()).then_some(Refusal::NoAccess), "{role:?}");
    }
    let stranger = world.member("stranger", "路人", WorkspaceRole::Member).await;
    assert_eq!(refusal(&mut stranger.socket().await, &Pen::new().op(register(&room))).await, Some(Refusal::NoAccess));
    assert_eq!(stranger.get(&format!("/api/rooms/deal_core:{}", room.deal)).await.status, 404);
    assert_eq!(wu.get(&format!("/api/rooms/deal_core:{}", room.deal)).await.status, 404, "it is no room of its own");
}

#[tokio::test]
async fn whom_the_ar_names_is_told_and_no_longer_told_when_he_takes_it_back() {
    let (world, _) = World::new().await;
    let wu = world.member("wu", "吴磊", WorkspaceRole::Member).await;
    let sponsor = world.member("li", "李国华", WorkspaceRole::Member).await;
    let user = sponsor.user.unwrap();
    let (room, mut socket, mut pen) = Room::found(&wu, "W").await;
    let name = |core| vec![(StreamId::Deal(room.deal), vec![Change::Team(TeamChange::SetCore { user, core })])];
    for op in [pen.op(register(&room)), pen.op(room.join(user, "L", DealRole::Sponsor))] {
        assert_eq!(push(&mut socket, &op).await.refusal, None);
    }
    let mine = refusal(&mut sponsor.socket().await, &Pen::new().op(name(true))).await;
    assert!(matches!(mine, Some(Refusal::NotAllowed { .. })), "nobody names himself: {mine:?}");
    for core in [true, false] {
        assert_eq!(push(&mut socket, &pen.op(name(core))).await.refusal, None);
        assert_eq!(names(&told(&sponsor, &room).await), core);
    }
}

#[tokio::test]
async fn no_file_has_the_register_not_even_one_of_the_ar() {
    let (world, _) = World::new().await;
    let wu = world.member("wu", "吴磊", WorkspaceRole::Member).await;
    let (room, mut socket, mut pen) = Room::found(&wu, "W").await;
    assert_eq!(refusal(&mut socket, &pen.op(register(&room))).await, None);
    for diagram in ["map", "chain"] {
        let file = export(&wu, &room, &format!("{diagram}.svg?lang=zh-CN")).await;
        assert_eq!(file.status, 200);
        assert!(!String::from_utf8(file.bytes).unwrap().contains(SECRET));
        let file = export(&wu, &room, &format!("{diagram}.xlsx?lang=zh-CN")).await;
        assert_eq!(file.status, 200);
        assert!(!crate::export::cells(&file.bytes).contains(SECRET));
    }
}

#[tokio::test]
async fn pages_to_print_and_links_for_people_outside_do_not_name_a_hidden_role() {
    let (world, _) = World::new().await;
    let wu = world.member("wu", "吴磊", WorkspaceRole::Member).await;
    let (room, mut socket, mut pen) = Room::found(&wu, "W").await;
    assert_eq!(refusal(&mut socket, &pen.op(register(&room))).await, None);
    let shows = serde_json::json!({ "map": true, "ours": true, "rivals": true });
    let link = crate::share::made(&wu, &room, shows).await;
    let now = server::clock::now().0;
    for path in [link, format!("/print/{}/map", room.deal), format!("/print/{}/map?at={now}", room.deal)] {
        let page = wu.get(&path).await;
        assert_eq!(page.status, 200);
        page.says("王建国");
        assert!(!page.body.contains(SECRET), "{path}");
    }
}
