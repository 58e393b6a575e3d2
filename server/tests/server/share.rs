//! Links for people outside: who may make one, what it shows and what it never shows, and when it no longer opens.

use crate::{
    browser::{Answer, Browser},
    export_diagrams::{chain, fishbone},
    room::Room,
    world::World,
};
use model::{
    Change, DealId, DealRole, FishboneId, StreamId, UserId, WorkspaceRole,
    chain::ChainChange,
    fishbone::{FishboneChange, RelationState},
    person::PersonChange,
    team::TeamChange,
};
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use server::{clock, token};
use store::NewShare;

async fn ask(browser: &Browser, room: &Room, days: i64, shows: Value) -> Answer {
    let request = browser.request(Method::POST, &format!("/api/deals/{}/shares", room.deal));
    browser.send(request.json(&json!({ "days": days, "shows": shows }))).await
}

/// The path of a new link.
pub async fn made(browser: &Browser, room: &Room, shows: Value) -> String {
    let answer = ask(browser, room, 7, shows).await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    let said: Value = serde_json::from_str(&answer.body).unwrap();
    let address = said["address"].as_str().unwrap();
    address[address.find("/s/").unwrap()..].to_owned()
}

async fn listed(browser: &Browser, room: &Room) -> Vec<Value> {
    let answer = browser.get(&format!("/api/deals/{}/shares", room.deal)).await;
    let said: Value = serde_json::from_str(&answer.body).unwrap();
    said["shares"].as_array().unwrap().clone()
}

async fn revoke(browser: &Browser, deal: DealId, id: &str) -> StatusCode {
    let request = browser.request(Method::POST, &format!("/api/deals/{deal}/shares/{id}/revoke"));
    browser.send(request).await.status
}

async fn submit(world: &World, by: UserId, room: &Room, changes: Vec<Change>) {
    world.server().hub.submit(by, vec![(StreamId::Deal(room.deal), changes)]).await.unwrap();
}

/// A deal with a map, a chain, a fishbone, a rival, and everything in it that nobody outside may read.
async fn furnished() -> (World, Browser, Room, FishboneId) {
    let (world, admin) = World::new().await;
    let (room, _socket, _pen) = Room::found(&admin, "G").await;
    chain(&world, &admin, &room).await;
    let (id, _) = fishbone(&world, &admin, &room, "12月签约", (1, 2)).await;
    let person = world.server().hub.read(admin.user.unwrap(), sync::frame::RoomId::Deal(room.deal)).await.unwrap();
    let person = person.unwrap();
    let (_, deal) = person.deal().unwrap();
    let on_bone = *deal.fishbones.all.get(&id).unwrap().people.keys().next().unwrap();
    let step = *deal.chain.steps.keys().next().unwrap();
    let stated = FishboneChange::StateRelation {
        id,
        person: on_bone,
        state: RelationState::Cooperated,
        reason: "secret-reason".to_owned(),
    };
    let action = ChainChange::EditAction { id: step, from: String::new(), to: "secret-action".to_owned() };
    submit(&world, admin.user.unwrap(), &room, vec![Change::Fishbone(stated), Change::Chain(action)]).await;
    let contact = PersonChange::SetContact { id: room.person, contact: "secret-contact".to_owned() };
    let account = StreamId::Account(room.account);
    world.server().hub.submit(admin.user.unwrap(), vec![(account, vec![Change::Person(contact)])]).await.unwrap();
    (world, admin, room, id)
}

#[tokio::test]
async fn a_link_opens_without_a_session_in_both_languages_and_shows_who_shared_it() {
    let (world, admin, room, id) = furnished().await;
    let link = made(&admin, &room, json!({ "map": true, "fishbone": id, "chain": true, "ours": true })).await;
    let visitor = world.visitor();
    let zh = visitor.get(&format!("{link}?lang=zh-CN")).await;
    for text in ["省数据中心网络", "权力地图", "鱼骨图", "决策链", "王建国", "高翔 分享", "预算审批", "数据中心0部"]
    {
        zh.says(text);
    }
    assert_eq!(zh.status, 200);
    let en = visitor.get(&format!("{link}?lang=en")).await;
    en.says("Power map").says("shared by 高翔").says("Budget approval").says("lang=\"en\"");
    let day = clock::now().day().iso();
    assert!(zh.body.matches(&format!("高翔 分享 · {day}")).count() > 20, "the mark is all over the drawings");
    assert_eq!(listed(&admin, &room).await[0]["opened"], 2);
}

#[tokio::test]
async fn only_what_was_ticked_is_shown() {
    let (world, admin, room, id) = furnished().await;
    let read =
        async |shows: Value| world.visitor().get(&format!("{}?lang=zh-CN", made(&admin, &room, shows).await)).await;
    let map = read(json!({ "map": true })).await;
    map.says("权力地图");
    for hidden in ["决策链", "鱼骨图", "12月签约", "预算审批", "恒信"] {
        assert!(!map.body.contains(hidden), "{hidden}");
    }
    let with_ours = read(json!({ "map": true, "ours": true })).await;
    assert!(with_ours.body.matches(">+1<").count() > map.body.matches(">+1<").count());
    assert!(!with_ours.body.contains("恒信"));
    let with_rivals = read(json!({ "map": true, "chain": true, "rivals": true })).await;
    with_rivals.says("恒信");
    let bone = read(json!({ "fishbone": id })).await;
    bone.says("12月签约");
    let bone_with_ours = read(json!({ "fishbone": id, "ours": true })).await;
    // The legend explains the word on both.
    let told = |page: &Answer| page.body.matches("有过合作").count();
    assert!(told(&bone) < told(&bone_with_ours), "a stated relation is ours too");
    assert!(!bone.body.contains("权力地图") && !bone.body.contains("预算审批"));
}

#[tokio::test]
async fn evidence_reasons_actions_and_contacts_are_on_no_page_whatever_is_ticked() {
    let (world, admin, room, id) = furnished().await;
    let everything = json!({ "map": true, "fishbone": id, "chain": true, "ours": true, "rivals": true });
    let link = made(&admin, &room, everything).await;
    for lang in ["zh-CN", "en"] {
        let page = world.visitor().get(&format!("{link}?lang={lang}")).await;
        assert_eq!(page.status, 200);
        for secret in ["said so", "secret-", "2026-03-01", &room.deal.to_string(), &room.person.to_string()] {
            assert!(!page.body.contains(secret), "{secret}");
        }
    }
    // For the team they are where they were.
    let rows = admin.get(&format!("/print/{}/chain", room.deal)).await;
    rows.says("secret-action");
}

#[tokio::test]
async fn the_page_has_no_script_and_tells_no_one_its_address() {
    let (world, admin, room, _) = furnished().await;
    let link = made(&admin, &room, json!({ "map": true })).await;
    let gone = format!("/s/{}", "0".repeat(75));
    for path in [link.as_str(), &gone, "/s/short"] {
        let page = world.visitor().get(path).await;
        assert!(
            !page.body.contains("<script") && !page.body.contains(" style=") && !page.body.contains("<form"),
            "{path}"
        );
        assert!(!page.body.contains(path), "the page does not repeat its own address");
        let policy = page.header("content-security-policy");
        assert!(policy.contains("default-src 'none'") && !policy.contains("script-src"), "{policy}");
        assert_eq!(page.header("referrer-policy"), "no-referrer");
        assert_eq!(page.header("x-robots-tag"), "noindex, nofollow, noarchive");
        assert_eq!(page.header("cache-control"), "no-store");
    }
}

#[tokio::test]
async fn unknown_guessed_expired_and_revoked_links_are_answered_alike() {
    let (world, admin, room, _) = furnished().await;
    let visitor = world.visitor().in_language("en");
    let unknown = visitor.get(&format!("/s/{}", "a".repeat(75))).await;
    assert_eq!(unknown.status, 404);
    unknown.says("This link does not open");

    let link = made(&admin, &room, json!({ "map": true })).await;
    let id = listed(&admin, &room).await[0]["id"].as_str().unwrap().to_owned();
    let mut guess = link.clone();
    let last = guess.pop().unwrap();
    guess.push(if last == 'A' { 'B' } else { 'A' });
    let cut = &link[..link.len() - 1];

    let secret = token::new().unwrap();
    let now = clock::now();
    let ended = NewShare {
        secret_sha256: token::digest(&secret),
        deal: room.deal,
        by: admin.user.unwrap(),
        at: now.plus_days(-8),
        expires_at: now.plus_days(-1),
        shows: r#"{"map":true}"#.to_owned(),
    };
    let ended = world.server().store.create_share(ended).await.unwrap();
    let expired = format!("/s/{}{secret}", ended.0.simple());

    assert_eq!(visitor.get(&link).await.status, 200);
    assert_eq!(revoke(&admin, room.deal, &id).await, 204);
    for path in [link.as_str(), &guess, cut, &expired, "/s/x", "/s/%00", "/s/省数据中心省数据中心省数据中心"]
    {
        let answer = visitor.get(path).await;
        assert_eq!((answer.status, &answer.body), (unknown.status, &unknown.body), "{path}");
    }
    let states: Vec<String> = listed(&admin, &room).await.iter().map(|row| row["state"].to_string()).collect();
    assert_eq!(states, ["\"revoked\"", "\"ended\""]);
    assert_eq!(listed(&admin, &room).await[0]["revoked_by"], "高翔");
}

#[tokio::test]
async fn the_links_of_somebody_who_left_show_nothing() {
    for removal in ["the team", "the workspace", "the triangle"] {
        let (world, admin, room, _) = furnished().await;
        let member = world.member("wu", "吴磊", WorkspaceRole::Member).await;
        let user = member.user.unwrap();
        let deal = |change| vec![Change::Team(change)];
        let join = TeamChange::Join { user, role: DealRole::Sr, initials: "W".to_owned() };
        submit(&world, admin.user.unwrap(), &room, deal(join)).await;
        let link = made(&member, &room, json!({ "map": true })).await;
        assert_eq!(world.visitor().get(&link).await.status, 200);
        match removal {
            "the team" => submit(&world, admin.user.unwrap(), &room, deal(TeamChange::Leave { user })).await,
            "the triangle" => {
                let role = TeamChange::SetRole { user, role: DealRole::Observer };
                submit(&world, admin.user.unwrap(), &room, deal(role)).await;
            }
            _ => {
                let answer = admin.post(&format!("/admin/members/{user}/remove"), &[]).await;
                assert!(answer.status.is_redirection() || answer.status.is_success(), "{}", answer.status);
            }
        }
        assert_eq!(world.visitor().get(&link).await.status, 404, "{removal}");
        assert!(!ask(&member, &room, 7, json!({ "map": true })).await.status.is_success(), "{removal}");
    }
}

#[tokio::test]
async fn only_the_iron_triangle_makes_lists_and_ends_links() {
    let (world, admin, room, _) = furnished().await;
    made(&admin, &room, json!({ "map": true })).await;
    let id = listed(&admin, &room).await[0]["id"].as_str().unwrap().to_owned();
    let list = format!("/api/deals/{}/shares", room.deal);
    let observer = world.member("wu", "吴磊", WorkspaceRole::Member).await;
    let join = TeamChange::Join { user: observer.user.unwrap(), role: DealRole::Observer, initials: "W".to_owned() };
    submit(&world, admin.user.unwrap(), &room, vec![Change::Team(join)]).await;
    let stranger = world.member("qian", "钱进", WorkspaceRole::Member).await;
    let guest = world.member("tang", "唐可", WorkspaceRole::Guest).await;
    for (who, status) in [(&observer, 422), (&stranger, 404), (&guest, 404), (&world.visitor(), 401)] {
        assert_eq!(ask(who, &room, 7, json!({ "map": true })).await.status, status);
        assert_eq!(who.get(&list).await.status, status);
        assert_eq!(revoke(who, room.deal, &id).await, status);
    }
    assert_eq!(listed(&admin, &room).await.len(), 1);
    assert_eq!(listed(&admin, &room).await[0]["state"], "open");
}

#[tokio::test]
async fn a_link_is_not_ended_by_way_of_another_deal() {
    let (world, admin, room, _) = furnished().await;
    let link = made(&admin, &room, json!({ "map": true })).await;
    let id = listed(&admin, &room).await[0]["id"].as_str().unwrap().to_owned();
    let (other, _socket, _pen) = Room::found(&admin, "G").await;
    assert_eq!(revoke(&admin, other.deal, &id).await, 404);
    assert_eq!(revoke(&admin, room.deal, "nonsense").await, 404);
    assert_eq!(revoke(&admin, room.deal, "00000000-0000-7000-8000-000000000001").await, 404);
    assert_eq!(world.visitor().get(&link).await.status, 200);
    assert_eq!(revoke(&admin, room.deal, &id).await, 204);
    assert_eq!(revoke(&admin, room.deal, &id).await, 404);
}

#[tokio::test]
async fn a_link_for_nothing_for_ever_or_for_another_deals_fishbone_is_refused() {
    let (world, admin, room, _) = furnished().await;
    let (other, _socket, _pen) = Room::found(&admin, "G").await;
    let (foreign, _) = fishbone(&world, &admin, &other, "先入围", (1, 1)).await;
    assert_eq!(ask(&admin, &room, 7, json!({ "fishbone": foreign })).await.status, 404);
    for (days, shows) in [
        (7, json!({})),
        (7, json!({ "ours": true, "rivals": true })),
        (0, json!({ "map": true })),
        (2, json!({ "map": true })),
        (365, json!({ "map": true })),
        (-1, json!({ "map": true })),
        (7, json!({ "map": true, "evidence": true })),
        (7, json!({ "map": "yes" })),
        (7, json!({ "fishbone": "nonsense" })),
    ] {
        assert_eq!(ask(&admin, &room, days, shows.clone()).await.status, 400, "{days} {shows}");
    }
    assert!(listed(&admin, &room).await.is_empty());
    let from_elsewhere = admin.request(Method::POST, &format!("/api/deals/{}/shares", room.deal));
    let from_elsewhere = from_elsewhere.header("sec-fetch-site", "cross-site").json(&json!({}));
    assert_eq!(admin.send(from_elsewhere).await.status, 403);
}

#[tokio::test]
async fn whoever_guesses_without_end_has_to_wait() {
    let (world, ..) = furnished().await;
    let visitor = world.visitor();
    let mut statuses = Vec::new();
    for n in 0..60 {
        statuses.push(visitor.get(&format!("/s/{n:075}")).await.status.as_u16());
    }
    assert_eq!(statuses[0], 404);
    let refused = visitor.get("/s/x").await;
    assert_eq!(statuses.last(), Some(&429));
    assert_eq!(refused.status, 429);
    assert_eq!(refused.header("referrer-policy"), "no-referrer");
    assert!(!refused.header("content-security-policy").contains("script-src"));
}

#[tokio::test]
async fn the_database_does_not_know_the_address_and_the_log_names_the_maker() {
    let (world, admin, room, _) = furnished().await;
    let link = made(&admin, &room, json!({ "map": true, "chain": true })).await;
    let secret = &link["/s/".len() + 32..];
    let mut backup = Vec::new();
    world.server().store.backup(&mut backup).await.unwrap();
    let backup = String::from_utf8(backup).unwrap();
    assert!(backup.contains(r#""t":"share""#) && !backup.contains(secret));
    let exports = admin.get(&format!("/api/deals/{}/exports", room.deal)).await.body;
    assert_eq!(exports.matches(r#""format":"link""#).count(), 2, "{exports}");
}

#[tokio::test]
async fn the_print_view_is_for_the_team_and_is_noted() {
    let (world, admin, room, id) = furnished().await;
    for diagram in ["map", "chain", "fishbone"] {
        let page = admin.get(&format!("/print/{}/{diagram}?lang=zh-CN&paper=a3&fishbone={id}", room.deal)).await;
        assert_eq!(page.status, 200, "{}", page.body);
        page.says("高翔 打印").says("data-paper=\"a3\"").says("<svg");
        assert!(!page.body.contains("<script") && !page.body.contains("分享"));
    }
    for paper in ["a4", "a0"] {
        let page = admin.get(&format!("/print/{}/map?paper={paper}", room.deal)).await;
        page.says(&format!("data-paper=\"{paper}\""));
    }
    assert!(!admin.get(&format!("/print/{}/map?rivals=0&lang=zh-CN", room.deal)).await.body.contains("恒信"));
    let stranger = world.member("qian", "钱进", WorkspaceRole::Member).await;
    let path = format!("/print/{}/map", room.deal);
    assert_eq!(stranger.get(&path).await.status, 404);
    assert!(world.visitor().get(&path).await.location().starts_with("/sign-in?next=/print/"));
    for (wrong, status) in [("org", 404), ("map?paper=a5", 400), ("fishbone?fishbone=nonsense", 400)] {
        assert_eq!(admin.get(&format!("/print/{}/{wrong}", room.deal)).await.status, status, "{wrong}");
    }
    assert_eq!(admin.get("/print/nonsense/map").await.status, 404);
    let exports = admin.get(&format!("/api/deals/{}/exports", room.deal)).await.body;
    assert_eq!(exports.matches(r#""format":"print""#).count(), 6, "{exports}");
}
