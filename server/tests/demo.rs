//! The demo workspace, played from its first step to its last.

#[path = "../src/demo/mod.rs"]
mod demo;

use demo::{Script, Step, script};
use model::{
    AccountId, AccountRight, Body, Change, ClientId, Day, DealId, DealRole, Millis, Op, OpId, Part, PersonId, Room,
    SCHEMA, Seq, Stamp, StreamId, StreamState, UserId, WorkspaceRole, accept,
    account::Account,
    deal::{Deal, DealChange, DealFacts},
    fishbone::{RelationState, count, misplaced, ranked, state_of},
    member::Workspace,
    power_map::{Age, LineKind, PowerMap, PowerMapChange, Strength, Vendor, age, position},
    task::TaskOrigin,
    text,
};
use std::collections::{BTreeMap, BTreeSet};

/// 22 November 2026, noon.
const NOW: Millis = Millis(1_795_348_800_000);

/// All streams after some steps.
#[derive(Default)]
struct Played {
    streams: BTreeMap<StreamId, StreamState>,
    account_of: BTreeMap<StreamId, StreamId>,
}

impl Played {
    /// Every step of the script, each accepted as an op of its author.
    fn all(script: &Script) -> Self {
        let mut played = Self::default();
        for (index, step) in script.steps.iter().enumerate() {
            played.step(index, step);
        }
        played
    }

    fn step(&mut self, index: usize, step: &Step) {
        for (stream, changes) in &step.parts {
            if let Some(Change::Deal(DealChange::Create { account, .. })) = changes.first() {
                self.account_of.insert(*stream, StreamId::Account(*account));
            }
        }
        // A core is judged together with its deal.
        let mut named: BTreeSet<StreamId> = step.parts.iter().map(|(stream, _)| *stream).collect();
        named.extend(step.parts.iter().filter_map(|(stream, _)| stream.deal()).map(StreamId::Deal));
        let accounts: Vec<StreamId> = named.iter().filter_map(|stream| self.account_of.get(stream).copied()).collect();
        named.extend(accounts);
        named.insert(StreamId::Workspace);
        let state = |stream| self.streams.get(&stream).cloned().unwrap_or_else(|| StreamState::empty(stream));
        let room = Room::of(named.into_iter().map(|stream| (stream, state(stream))));
        let parts = step.parts.iter().map(|(stream, changes)| Part {
            stream: *stream,
            base: room.get(*stream).map_or(Seq(0), |state| state.seq),
            changes: changes.clone(),
        });
        let op = Op {
            id: OpId::from_u128(index as u128 + 1),
            client: ClientId::from_u128(1),
            client_seq: index as u64 + 1,
            schema: SCHEMA,
            at: step.at,
            batch: None,
            parts: parts.collect(),
        };
        let stamp = Stamp::new(room.actor(step.by, AccountRight::None), step.at);
        let accepted = accept(&room, &op, &stamp).unwrap_or_else(|refusal| panic!("step {index} {step:?}: {refusal}"));
        for (stream, state) in accepted.room.streams() {
            self.streams.insert(stream, state.clone());
        }
    }

    fn workspace(&self) -> &Workspace {
        match &self.streams[&StreamId::Workspace].body {
            Body::Workspace(workspace) => workspace,
            other => panic!("{other:?}"),
        }
    }

    fn accounts(&self) -> impl Iterator<Item = (AccountId, &Account)> {
        self.streams.iter().filter_map(|(id, state)| match (id, &state.body) {
            (StreamId::Account(id), Body::Account(account)) => Some((*id, account)),
            _ => None,
        })
    }

    fn deals(&self) -> impl Iterator<Item = (DealId, &Deal)> {
        self.streams.iter().filter_map(|(id, state)| match (id, &state.body) {
            (StreamId::Deal(id), Body::Deal(deal)) => Some((*id, deal)),
            _ => None,
        })
    }

    fn deal(&self, name: &str) -> (&Deal, &Account) {
        let (_, deal) = self.deals().find(|(_, deal)| facts(deal).name == name).expect("a deal of this name");
        let account = facts(deal).account;
        (deal, self.accounts().find(|(id, _)| *id == account).expect("the account of the deal").1)
    }

    fn main(&self) -> (&Deal, &Account) {
        self.deal("省数据中心网络")
    }
}

fn facts(deal: &Deal) -> &DealFacts {
    deal.facts.as_ref().expect("a deal that was created")
}

fn played() -> Played {
    Played::all(&script(NOW).expect("the files can be read"))
}

fn user(script: &Script, login: &str) -> UserId {
    script.users.iter().find(|user| user.login == login).expect("a user of this login").id
}

fn changes(script: &Script) -> impl Iterator<Item = &Change> {
    script.steps.iter().flat_map(|step| step.parts.iter().flat_map(|(_, changes)| changes))
}

#[test]
fn every_step_is_accepted_as_an_op_of_its_author() {
    let script = script(NOW).unwrap();
    let played = Played::all(&script);
    assert!(script.steps.len() > 300, "{}", script.steps.len());
    assert_eq!(played.deals().count(), 7);
    assert!(matches!(played.streams[&script.first_deal].body, Body::Deal(ref deal)
        if facts(deal).name == "省数据中心网络"));
}

#[test]
fn the_script_is_the_same_whenever_it_is_read_at_the_same_time() {
    assert_eq!(script(NOW).unwrap(), script(NOW).unwrap());
}

#[test]
fn ids_do_not_depend_on_the_day_the_demo_is_loaded() {
    let streams = |now| -> BTreeSet<StreamId> {
        let script = script(now).unwrap();
        script.steps.into_iter().flat_map(|step| step.parts).map(|(stream, _)| stream).collect()
    };
    assert_eq!(streams(NOW), streams(NOW.plus_days(400)));
}

#[test]
fn times_grow_from_step_to_step_and_none_lies_ahead_of_now() {
    // The hardest now: the first millisecond of a day.
    let midnight = Millis(NOW.0 - NOW.0.rem_euclid(86_400_000));
    let script = script(midnight).unwrap();
    assert!(script.steps.is_sorted_by(|a, b| a.at < b.at));
    assert!(script.steps.iter().all(|step| step.at < midnight));
    for change in changes(&script) {
        if let Change::PowerMap(PowerMapChange::Assess { observed_at, .. }) = change {
            assert!(*observed_at <= midnight.day());
        }
    }
    assert!(script.steps[0].at <= midnight.plus_days(-540), "the story begins 18 months ago");
}

#[test]
fn the_seven_people_give_the_numbers_of_the_reference() {
    let played = played();
    let (deal, account) = played.deal("港区生产网改造");
    let (wulei, yangjie) = {
        let script = script(NOW).unwrap();
        (user(&script, "wulei"), user(&script, "yangjie"))
    };
    let mut cards: Vec<(&str, bool, Option<i32>, Vec<&str>)> = deal
        .power_map
        .live_nodes()
        .map(|(person, node)| {
            let facts = &account.people[&person];
            let letters = node.owners.iter().map(|owner| deal.team[owner].letter.as_str()).collect();
            (facts.title.as_str(), facts.name.is_some(), node.strength(Vendor::Us), letters)
        })
        .collect();
    cards.sort();
    let mut expected = vec![
        ("董事长", true, Some(0), vec!["W"]),
        ("总经理", true, Some(3), vec!["W"]),
        ("运营部长", true, Some(-1), vec!["Y"]),
        ("采购部长", true, Some(-1), vec!["W"]),
        ("主任", false, Some(-1), vec!["Y"]),
        ("高工", false, Some(1), vec!["Y"]),
        ("主任", false, None, vec![]),
    ];
    expected.sort();
    assert_eq!(cards, expected);
    assert_eq!((deal.team[&wulei].role, deal.team[&yangjie].role), (DealRole::Ar, DealRole::Sr));
    let position = position(&deal.power_map, deal.rivals.iter().copied(), NOW.day());
    assert_eq!((position.support_index, position.coverage, position.people), (Some(56), Some(857), 7));
    assert!(deal.power_map.live_nodes().all(|(_, node)| !node.key));
}

#[test]
fn the_main_customer_is_large_and_drawn_completely() {
    let played = played();
    let (deal, account) = played.main();
    assert_eq!(account.departments.size(), 9);
    let people = account.people.size();
    assert!((55..=65).contains(&people), "{people}");
    assert_eq!(deal.power_map.live_nodes().count(), people);
    let people_in =
        |department| account.people.iter().filter(|(_, person)| person.department == Some(department)).count();
    assert!(account.departments.keys().all(|department| people_in(*department) >= 3));
    assert!(account.people.iter().filter(|(_, person)| person.external).count() >= 6);
    assert!(account.people.iter().filter(|(_, person)| person.name.is_none()).count() >= 6);
    assert!(account.people.iter().all(|(_, person)| !person.title_en.is_empty()));
    let keys = deal.power_map.live_nodes().filter(|(_, node)| node.key).count();
    assert!((5..=6).contains(&keys), "{keys}");
    let lines = |wanted: &dyn Fn(LineKind) -> bool| deal.power_map.live_lines().filter(|(_, l)| wanted(l.kind)).count();
    assert!(lines(&|kind| matches!(kind, LineKind::Influences { .. })) >= 12);
    assert!(lines(&|kind| kind == LineKind::ConflictsWith) >= 3);
    assert!(deal.power_map.live_lines().all(|(_, line)| line.kind == LineKind::ReportsTo || !line.note.is_empty()));
}

#[test]
fn everybody_inside_the_main_customer_reports_up_to_the_chairman() {
    let played = played();
    let (deal, account) = played.main();
    let (chairman, _) = account.people.iter().find(|(_, person)| person.title == "董事长").unwrap();
    for (id, person) in account.people.iter().filter(|(_, person)| !person.external) {
        assert!(deal.power_map.is_above(*chairman, *id), "{}", person.title);
    }
}

#[test]
fn the_main_map_has_every_shade_of_knowledge() {
    let played = played();
    let (deal, _) = played.main();
    let today = NOW.day();
    let nodes: Vec<_> = deal.power_map.live_nodes().map(|(_, node)| node).collect();
    let ours =
        |node: &model::power_map::PowerNode| node.assessments.values().filter(|a| a.vendor == Vendor::Us).count();
    let assessed = nodes.iter().filter(|node| ours(node) > 0).count();
    assert!(assessed >= 42, "{assessed}");
    assert!(nodes.iter().all(|node| ours(node) <= 6));
    let unknown = nodes.iter().filter(|node| node.strength(Vendor::Us).is_none()).count();
    assert!(unknown >= 8, "{unknown}");
    let with_rival = nodes
        .iter()
        .filter(|node| deal.rivals.iter().any(|rival| node.strength(Vendor::Competitor(*rival)).is_some()))
        .count();
    assert!(with_rival >= 15, "{with_rival}");
    let aged = |wanted| {
        nodes
            .iter()
            .filter(|node| node.current(Vendor::Us).is_some_and(|(_, a)| age(a.observed_at, today) == wanted))
            .count()
    };
    assert!(aged(Age::Fresh) >= 10 && aged(Age::Stale) >= 5 && aged(Age::Old) >= 3);
    let values: BTreeSet<i32> = nodes.iter().filter_map(|node| node.strength(Vendor::Us)).collect();
    assert_eq!(values, BTreeSet::from([-2, -1, 0, 1, 2, 3]));
}

#[test]
fn every_strong_judgement_and_every_sentence_of_evidence_stands_alone() {
    let script = script(NOW).unwrap();
    let mut sentences = BTreeSet::new();
    for change in changes(&script) {
        let Change::PowerMap(PowerMapChange::Assess { value, evidence, .. }) = change else { continue };
        if let Strength::Known(value) = value {
            assert!(value.abs() < Strength::EVIDENCE_FROM || evidence.chars().count() >= 10, "{evidence}");
        }
        assert!(evidence.is_empty() || sentences.insert(evidence), "twice: {evidence}");
    }
    assert!(sentences.len() >= 150, "{}", sentences.len());
}

/// A card and the gap that keeps circles and badges of neighbours apart.
const CARD: (i32, i32) = (172, 62);
const GAP: (i32, i32) = (28, 78);

#[test]
fn cards_keep_their_distance_on_every_map() {
    let played = played();
    for (_, deal) in played.deals() {
        let places: Vec<(PersonId, i32, i32)> =
            deal.power_map.live_nodes().map(|(person, node)| (person, node.x, node.y)).collect();
        for (index, (one, x, y)) in places.iter().enumerate() {
            for (other, other_x, other_y) in &places[index + 1..] {
                let beside = (x - other_x).abs() >= CARD.0 + GAP.0;
                let below = (y - other_y).abs() >= CARD.1 + GAP.1;
                assert!(beside || below, "{one:?} and {other:?} at {x},{y} and {other_x},{other_y}");
            }
        }
    }
}

#[test]
fn power_runs_from_top_to_bottom_on_every_map() {
    let played = played();
    for (_, deal) in played.deals() {
        let map: &PowerMap = &deal.power_map;
        for (_, line) in map.live_lines().filter(|(_, line)| line.kind == LineKind::ReportsTo) {
            assert!(map.nodes[&line.from].y > map.nodes[&line.to].y, "{:?}", line.from);
        }
    }
}

#[test]
fn each_role_has_a_user_who_plays_it_in_a_deal() {
    let played = played();
    let script = script(NOW).unwrap();
    for role in WorkspaceRole::ALL {
        assert!(script.users.iter().any(|user| user.role == role), "{role:?}");
    }
    for role in DealRole::ALL {
        let in_main = played.main().0.team.values().any(|member| member.role == role && !member.left);
        assert!(in_main, "{role:?} in the main deal");
    }
    let logins: BTreeSet<&str> = script.users.iter().map(|user| user.login.as_str()).collect();
    assert_eq!(logins.len(), script.users.len());
    assert!(script.users.len() >= 11);
    let workspace = played.workspace();
    for user in &script.users {
        let member = workspace.active(user.id).unwrap();
        assert_eq!((&member.name, &member.initials, member.role), (&user.name, &user.initials, user.role));
        let texts = [&user.label_zh, &user.label_en, &user.hint_zh, &user.hint_en];
        assert!(texts.iter().all(|text| !text.is_empty()), "{}", user.login);
    }
}

#[test]
fn two_people_with_the_same_initial_get_two_letters() {
    let played = played();
    let script = script(NOW).unwrap();
    let team = &played.main().0.team;
    assert_eq!(team[&user(&script, "wulei")].letter, "W");
    assert_eq!(team[&user(&script, "weinan")].letter, "W2");
    let owned = |login| {
        played.main().0.power_map.live_nodes().filter(|(_, n)| n.owners.contains(&user(&script, login))).count()
    };
    assert!(owned("weinan") >= 3);
}

#[test]
fn permissions_can_be_seen_because_somebody_is_left_out() {
    let played = played();
    let script = script(NOW).unwrap();
    let member_of = |login| {
        let user = user(&script, login);
        played.deals().filter(|(_, deal)| deal.active(user).is_some()).count()
    };
    assert_eq!(member_of("wulei"), 6, "not the metro deal");
    assert_eq!(member_of("tangke"), 1, "the guest sees one deal");
    assert_eq!(member_of("gaoxiang"), 0, "the admin sees no deal");
    assert!(played.deal("综合承载网三期").0.active(user(&script, "wulei")).is_none());
}

#[test]
fn the_board_has_deals_in_many_stages() {
    let played = played();
    let stages: BTreeSet<&str> = played.deals().map(|(_, deal)| facts(deal).stage.code()).collect();
    assert_eq!(stages, BTreeSet::from(["MCE-1", "MCE-2", "MO-1", "MO-2", "MO-3", "MO-4"]));
    for (_, deal) in played.deals() {
        let facts = facts(deal);
        assert!(facts.amount.is_some_and(|amount| amount.minor > 0) && facts.expected_sign.is_some());
        assert!(!facts.name_en.is_empty());
    }
}

/// Every text in the JSON of the script.
fn texts(value: &serde_json::Value, found: &mut Vec<String>) {
    match value {
        serde_json::Value::String(text) => found.push(text.clone()),
        serde_json::Value::Array(list) => list.iter().for_each(|value| texts(value, found)),
        serde_json::Value::Object(map) => map.values().for_each(|value| texts(value, found)),
        _ => {}
    }
}

#[test]
fn every_text_is_clean() {
    let mut found = Vec::new();
    for change in changes(&script(NOW).unwrap()) {
        texts(&serde_json::to_value(change).unwrap(), &mut found);
    }
    assert!(found.len() > 1_000, "{}", found.len());
    for text in found {
        assert_eq!(text, text::clean(&text, true));
    }
}

#[test]
fn the_relation_to_the_general_manager_grew_from_opposition_to_exclusive_support() {
    let played = played();
    let (deal, account) = played.main();
    let (id, _) = account.people.iter().find(|(_, person)| person.title == "总经理").unwrap();
    let mut history: Vec<(Day, Strength)> = deal.power_map.nodes[id]
        .assessments
        .values()
        .filter(|assessment| assessment.vendor == Vendor::Us)
        .map(|assessment| (assessment.observed_at, assessment.value))
        .collect();
    history.sort_by_key(|(day, _)| *day);
    let values: Vec<Strength> = history.into_iter().map(|(_, value)| value).collect();
    assert_eq!(values, [-1, 0, 1, 2, 3, 3].map(Strength::Known));
}

#[test]
fn the_main_deal_has_two_fishbones_and_the_first_shows_every_mark_there_is() {
    let played = played();
    let (deal, account) = played.main();
    let goal =
        |name: &str| deal.fishbones.all.values().find(|one| one.goal == name).expect("a fishbone with this goal");
    let sign = goal("12月签约");
    let counted = count(sign, &deal.power_map, account);
    assert_eq!((ranked(sign).len(), counted.people, counted.people - counted.named), (7, 21, 2));
    assert!(misplaced(sign, &ranked(sign)).is_empty(), "the demo breaks its own rule");
    let states: BTreeSet<RelationState> =
        sign.people.iter().map(|(person, on)| state_of(&deal.power_map, *person, on)).collect();
    assert_eq!(states.len(), 4, "every state is there: {states:?}");
    assert_eq!(sign.people.values().filter(|on| on.stated.is_some()).count(), 1);
    let planned = deal.tasks.values().filter(|task| matches!(task.origin, Some(TaskOrigin::Fishbone { .. }))).count();
    assert_eq!((planned, ranked(goal("进入短名单")).len()), (1, 2));
}
