//! Exports of a past day: what was there then and nothing else, for those who may read the deal today.

use crate::{
    browser::Browser,
    export::{cells, elements, export, good},
    room::Room,
    world::World,
};
use model::{
    Change, Day, DealRole, FishboneId, Millis, OpId, StreamId, WorkspaceRole, fishbone::FishboneChange,
    team::TeamChange,
};
use server::{hub::ServerOp, token::new_uuid};

/// Makes changes as if it were some days ago.
pub async fn ago(world: &World, by: &Browser, days: i64, parts: Vec<(StreamId, Vec<Change>)>) -> OpId {
    let id = OpId(new_uuid().unwrap());
    let op = ServerOp { id, by: by.user.unwrap(), at: Some(moment(days)), batch: None, parts };
    world.server().hub.hand_over(op).await.unwrap().wait().await.unwrap();
    id
}

pub fn moment(days_ago: i64) -> Millis {
    server::clock::now().plus_days(-days_ago)
}

pub fn day(days_ago: i64) -> Day {
    moment(days_ago).day()
}

/// A deal of a hundred days, whose person got another post ten days ago and assessed five days ago.
async fn grown() -> (World, Browser, Room) {
    let (world, admin) = World::new().await;
    let room = Room::new();
    ago(&world, &admin, 100, room.founding(admin.user.unwrap(), "G")).await;
    ago(&world, &admin, 10, room.rename_person("副总裁")).await;
    ago(&world, &admin, 5, room.assess(2)).await;
    (world, admin, room)
}

#[tokio::test]
async fn what_changed_after_the_moment_is_in_no_file_and_the_date_is_that_day() {
    let (_world, admin, room) = grown().await;
    for (days, name, other) in [(50, "总经理", "副总裁"), (7, "副总裁", "总经理")] {
        let at = moment(days).0;
        let file = good(&admin, &room, &format!("map.svg?lang=zh-CN&at={at}")).await;
        assert!(file.name.contains(&day(days).iso()), "{}", file.name);
        let drawn = elements(&file.bytes);
        let rows = cells(&good(&admin, &room, &format!("map.xlsx?lang=zh-CN&at={at}")).await.bytes);
        for said in [&drawn, &rows] {
            assert!(said.contains(name) && !said.contains(other), "{days}: {said}");
            assert!(said.contains(&day(days).iso()) && !said.contains(&day(0).iso()), "{days}: {said}");
        }
        assert!(!rows.contains("s:said so"), "it was assessed later: {rows}");
        let page = admin.get(&format!("/print/{}/map?at={at}", room.deal)).await;
        page.says(name).says(&day(days).iso());
    }
    assert!(elements(&good(&admin, &room, "map.svg").await.bytes).contains("副总裁"));
}

#[tokio::test]
async fn a_day_is_meant_to_its_end_and_the_reader_says_which_day_it_is_where_he_lives() {
    let (_world, admin, room) = grown().await;
    let renamed = day(10);
    let read = async |query: String| elements(&good(&admin, &room, &format!("map.svg?{query}")).await.bytes);
    assert!(read(format!("at={}", renamed.iso())).await.contains("副总裁"));
    assert!(read(format!("at={}", renamed.plus(-1).iso())).await.contains("总经理"));
    let east = renamed.plus(1).iso();
    assert!(read(format!("at={}&day={east}", moment(10).0)).await.contains(&east));
    for wrong in [
        "at=soon".to_owned(),
        "at=-5".to_owned(),
        "at=2999-01-01".to_owned(),
        format!("at={}&day={}", moment(10).0, day(0).iso()),
    ] {
        assert_eq!(export(&admin, &room, &format!("map.svg?{wrong}")).await.status, 400, "{wrong}");
    }
}

#[tokio::test]
async fn before_the_deal_there_is_nothing_to_export_and_that_is_said_and_not_noted() {
    let (_world, admin, room) = grown().await;
    let file = export(&admin, &room, &format!("map.svg?at={}", moment(101).0)).await;
    assert_eq!(file.status, 422);
    let said = String::from_utf8(file.bytes).unwrap();
    assert!(said.contains("no such deal at that time"), "{said}");
    let list = format!("/api/deals/{}/exports", room.deal);
    assert_eq!(admin.get(&list).await.body, r#"{"exports":[]}"#);
    good(&admin, &room, &format!("map.svg?at={}", moment(50).0)).await;
    assert!(admin.get(&list).await.body.contains(r#""diagram":"map","format":"svg""#));
}

/// Expects that a file is for those who may read the deal today, whoever was of the team then.
pub async fn only_for_members_of_today(world: &World, admin: &Browser, room: &Room, file: &str) {
    let path = format!("/api/deals/{}/export/{file}", room.deal);
    assert_eq!(world.visitor().get(&path).await.status, 401);
    let guest = world.member("tang", "唐可", WorkspaceRole::Guest).await;
    assert_eq!(guest.get(&path).await.status, 404);
    let user = guest.user.unwrap();
    let team = |change| vec![(StreamId::Deal(room.deal), vec![Change::Team(change)])];
    let join = TeamChange::Join { user, role: DealRole::Observer, initials: "T".to_owned() };
    ago(world, admin, 60, team(join)).await;
    good(&guest, room, file).await;
    // He was of the team then, and is not any more.
    ago(world, admin, 1, team(TeamChange::Leave { user })).await;
    assert_eq!(guest.get(&path).await.status, 404);
}

#[tokio::test]
async fn who_may_not_read_the_deal_today_does_not_get_its_past() {
    let (world, admin, room) = grown().await;
    only_for_members_of_today(&world, &admin, &room, &format!("map.svg?at={}", moment(50).0)).await;
}

#[tokio::test]
async fn a_name_that_was_erased_since_then_stays_erased() {
    let (world, admin, room) = grown().await;
    let named = ago(&world, &admin, 4, room.rename_person("总监")).await;
    ago(&world, &admin, 2, room.rename_person("董事长")).await;
    let file = format!("map.svg?at={}", moment(3).0);
    assert!(elements(&good(&admin, &room, &file).await.bytes).contains("总监"));
    world.server().store.erase(named).await.unwrap();
    let drawn = elements(&good(&admin, &room, &file).await.bytes);
    assert!(!drawn.contains("总监") && drawn.contains("副总裁"), "{drawn}");
}

#[tokio::test]
async fn a_fishbone_that_was_not_there_then_is_not_found() {
    let (world, admin, room) = grown().await;
    let id = FishboneId(new_uuid().unwrap());
    let add = FishboneChange::Add { id, goal: "先入围".to_owned(), detail: String::new(), from: None };
    ago(&world, &admin, 2, vec![(StreamId::Deal(room.deal), vec![Change::Fishbone(add)])]).await;
    let at = |days: i64| format!("fishbone.svg?fishbone={id}&at={}", moment(days).0);
    assert_eq!(export(&admin, &room, &at(4)).await.status, 404);
    assert!(elements(&good(&admin, &room, &at(1)).await.bytes).contains("先入围"));
}
