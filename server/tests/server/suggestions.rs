//! People of an account's other deals, with their last assessment: who is told of whom.

use crate::{browser::Browser, room::Room, world::World};
use model::{
    AssessmentId, Change, CompetitorId, Day, DealRole, Stage, StreamId, UserId, WorkspaceRole,
    competitor::CompetitorChange,
    deal::DealChange,
    person::PersonChange,
    power_map::{PowerMapChange, Source, Strength, Vendor},
    team::TeamChange,
};
use serde_json::{Value, json};

async fn submit(world: &World, by: UserId, stream: StreamId, changes: Vec<Change>) {
    world.server().hub.submit(by, vec![(stream, changes)]).await.unwrap();
}

/// Another deal with the same customer.
async fn second(world: &World, by: &Browser, room: &Room) -> Room {
    let user = by.user.unwrap();
    let other = Room { deal: Room::new().deal, ..*room };
    let create = DealChange::Create {
        account: room.account,
        name: "二期扩容".to_owned(),
        name_en: String::new(),
        stage: Stage::ALL[0],
        amount: None,
        expected_sign: None,
    };
    let team = TeamChange::Join { user, role: DealRole::Ar, initials: "G".to_owned() };
    submit(world, user, StreamId::Deal(other.deal), vec![Change::Deal(create), Change::Team(team)]).await;
    other
}

async fn suggested(browser: &Browser, room: &Room) -> Value {
    let answer = browser.get(&format!("/api/deals/{}/suggestions", room.deal)).await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    serde_json::from_str(&answer.body).unwrap()
}

#[tokio::test]
async fn a_new_deal_is_told_of_the_people_of_the_old_one_with_the_last_word_on_each() {
    let (world, admin) = World::new().await;
    let (room, _socket, _pen) = Room::found(&admin, "G").await;
    let user = admin.user.unwrap();
    for value in [1, 2] {
        world.server().hub.submit(user, room.assess(value)).await.unwrap();
    }
    let competitor = CompetitorId::from_u128(0x77);
    let add = CompetitorChange::Add { id: competitor, name: "友商".to_owned(), colour: 1 };
    submit(&world, user, StreamId::Workspace, vec![Change::Competitor(add)]).await;
    let theirs = PowerMapChange::Assess {
        id: AssessmentId::from_u128(0x78),
        person: room.person,
        vendor: Vendor::Competitor(competitor),
        value: Strength::Known(-1),
        evidence: "heard it".to_owned(),
        source: Source::Meeting,
        observed_at: Day::of(2026, 3, 2).unwrap(),
    };
    let rival = vec![Change::Deal(DealChange::AddRival { competitor }), Change::PowerMap(theirs)];
    submit(&world, user, StreamId::Deal(room.deal), rival).await;
    let new = second(&world, &admin, &room).await;
    let expected = json!([{
        "name": "省数据中心网络", "name_en": "",
        "people": [{
            "person": room.person,
            "last": { "value": { "known": 2 }, "evidence": "said so", "observed_at": Day::of(2026, 3, 1), "by": "高翔" },
            "rivals": [{
                "competitor": competitor,
                "value": { "known": -1 }, "evidence": "heard it", "observed_at": Day::of(2026, 3, 2), "by": "高翔",
            }],
        }],
    }]);
    assert_eq!(suggested(&admin, &new).await, expected);
    assert_eq!(suggested(&admin, &room).await, json!([]), "a map without people suggests nobody");
    // Who was taken off the map, or has left the company, is nobody's suggestion.
    let off = Change::PowerMap(PowerMapChange::RemoveNodes { people: vec![room.person] });
    submit(&world, user, StreamId::Deal(room.deal), vec![off]).await;
    assert_eq!(suggested(&admin, &new).await, json!([]));
    let on = Change::PowerMap(PowerMapChange::RestoreNodes { people: vec![room.person] });
    submit(&world, user, StreamId::Deal(room.deal), vec![on]).await;
    let left = Change::Person(PersonChange::Archive { id: room.person });
    submit(&world, user, StreamId::Account(room.account), vec![left]).await;
    assert_eq!(suggested(&admin, &new).await, json!([]));
}

#[tokio::test]
async fn nobody_is_told_of_a_deal_he_may_not_read() {
    let (world, admin) = World::new().await;
    let (room, _socket, _pen) = Room::found(&admin, "G").await;
    let new = second(&world, &admin, &room).await;
    let user = admin.user.unwrap();

    let yang = world.member("yang", "杨洁", WorkspaceRole::Member).await;
    let qian = world.member("qian", "钱悦", WorkspaceRole::Member).await;
    let lu = world.member("lu", "路人", WorkspaceRole::Member).await;
    world.server().hub.submit(user, new.join(yang.user.unwrap(), "Y", DealRole::Sr)).await.unwrap();
    world.server().hub.submit(user, new.join(qian.user.unwrap(), "Q", DealRole::Observer)).await.unwrap();
    // In the new deal only: the old one does not exist for her.
    assert_eq!(suggested(&yang, &new).await, json!([]));
    world.server().hub.submit(user, room.join(yang.user.unwrap(), "Y", DealRole::Observer)).await.unwrap();
    assert_eq!(suggested(&yang, &new).await.as_array().unwrap().len(), 1);
    let path = format!("/api/deals/{}/suggestions", new.deal);
    for (who, status) in [(&world.visitor(), 401), (&lu, 404), (&qian, 422)] {
        assert_eq!(who.get(&path).await.status, status);
    }
    assert_eq!(admin.get("/api/deals/nonsense/suggestions").await.status, 404);
}
