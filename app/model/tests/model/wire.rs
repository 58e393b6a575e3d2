//! What is stored and sent is read back as it was.

use crate::{fixture::*, samples};
use model::{
    Body, Change, Day, EntityKey, Map, Money, Op, Room, Seq, Set, Stamp, StreamId, StreamState, UserId,
    card::Card,
    deal::Deal,
    power_map::{Assessment, PowerLine, PowerNode, Source, Strength, Vendor},
};
use serde_json::json;

#[test]
fn every_kind_of_change_is_read_back_as_it_was_written() {
    for change in samples::every_change() {
        let text = serde_json::to_string(&change).unwrap();
        assert_eq!(model::json::from_str::<Change>(&text).unwrap(), change, "{text}");
    }
}

#[test]
fn an_op_and_its_stamp_are_read_back_as_they_were_written() {
    let world = World::read(samples::EVERYBODY);
    for (op, stamp) in &world.log {
        assert_eq!(&model::json::from_str::<Op>(&serde_json::to_string(op).unwrap()).unwrap(), op);
        assert_eq!(&model::json::from_str::<Stamp>(&serde_json::to_string(stamp).unwrap()).unwrap(), stamp);
    }
}

#[test]
fn a_snapshot_is_read_back_with_the_same_bytes() {
    let world = World::read(samples::EVERYBODY);
    for (_, state) in world.room.streams() {
        let bytes = state.canonical_bytes();
        let back: StreamState = model::json::from_str(std::str::from_utf8(&bytes).unwrap()).unwrap();
        assert_eq!(&back, state);
        assert_eq!(back.canonical_bytes(), bytes);
    }
}

/// Readers of other programs use serde as it is.
#[test]
fn what_our_reader_reads_any_reader_of_json_reads() {
    for change in samples::every_change() {
        let text = serde_json::to_string(&change).unwrap();
        assert_eq!(serde_json::from_str::<Change>(&text).unwrap(), change, "{text}");
    }
}

#[test]
fn a_struct_is_an_object_and_nothing_comes_after_it() {
    let money = r#"{"minor":4200000000,"currency":"CNY"}"#;
    assert!(model::json::from_str::<Money>(money).is_ok());
    for other in [r#"[4200000000,"CNY"]"#, &format!("{money} {money}"), &money[..20], "", "null"] {
        assert!(model::json::from_str::<Money>(other).is_err(), "{other}");
    }
}

#[test]
fn the_form_of_a_change_on_the_wire() {
    let change = assess("x", "总经理", 2, "2026-03-01");
    let mut value = serde_json::to_value(change).unwrap();
    let fields = value["power_map"]["assess"].as_object_mut().unwrap();
    fields.remove("id");
    fields.remove("person");
    assert_eq!(
        value,
        json!({ "power_map": { "assess": {
            "vendor": "us", "value": { "known": 2 }, "evidence": "seen", "source": "in_person", "observed_at": 20513,
        } } })
    );
}

#[test]
fn equal_states_have_equal_bytes_however_they_came_about() {
    let ids = ["甲", "乙", "丙", "丁", "戊"];
    let state = |order: &[&str]| {
        let mut deal = Deal::default();
        for title in order {
            let mut owners = Set::default();
            let mut assessments = Map::default();
            let mut turned: Vec<&&str> = order.iter().collect();
            turned.sort_by_key(|other| other == &title);
            for other in turned {
                owners.insert_mut(user(other));
                let judged = Assessment {
                    vendor: Vendor::Us,
                    value: Strength::Known(1),
                    evidence: String::new(),
                    source: Source::Call,
                    observed_at: Day(1),
                    by: UserId::SYSTEM,
                    at: model::Millis(0),
                    seq: Seq(1),
                    withdrawn: false,
                };
                assessments.insert_mut(assessment(other), judged);
            }
            let node = PowerNode { owners, assessments, ..PowerNode::default() };
            deal.power_map.nodes.insert_mut(person(title), node);
            deal.rivals.insert_mut(rival(title));
        }
        StreamState { seq: Seq(1), writes: Default::default(), body: Body::Deal(deal) }
    };
    let mut backwards = ids;
    backwards.reverse();
    let (one, two) = (state(&ids), state(&backwards));
    assert_eq!(one, two);
    assert_eq!(one.canonical_bytes(), two.canonical_bytes());
}

#[test]
fn removing_and_adding_again_leaves_no_mark_in_the_bytes_of_a_map() {
    let (mut plain, mut worn): (Map<_, _>, Map<_, _>) = (Map::default(), Map::default());
    for title in ["甲", "乙", "丙"] {
        let line = || PowerLine {
            kind: model::power_map::LineKind::ConflictsWith,
            from: person(title),
            to: person("丁"),
            note: String::new(),
            archived: None,
        };
        plain.insert_mut(line_id(title), line());
        worn.insert_mut(line_id(title), line());
        worn.remove_mut(&line_id(title));
        worn.insert_mut(line_id(title), line());
    }
    assert_eq!(serde_json::to_string(&plain).unwrap(), serde_json::to_string(&worn).unwrap());
}

fn line_id(title: &str) -> model::LineId {
    line(title, "丁")
}

#[test]
fn stream_ids_and_entity_keys_are_readable_texts() {
    let world = World::read(samples::EVERYBODY);
    for (stream, _) in world.room.streams() {
        assert_eq!(stream.to_string().parse::<StreamId>().unwrap(), stream);
    }
    let keys = [
        EntityKey::Workspace,
        EntityKey::Member(user("W")),
        EntityKey::Competitor(rival("x")),
        EntityKey::Account,
        EntityKey::Department(department("x")),
        EntityKey::Person(person("x")),
        EntityKey::Deal,
        EntityKey::TeamMember(user("W")),
        EntityKey::Rival(rival("x")),
        EntityKey::Node(person("x")),
        EntityKey::Line(line("x", "y")),
    ];
    for key in keys {
        assert_eq!(key.to_string().parse::<EntityKey>().unwrap(), key);
        let text = serde_json::to_string(&key).unwrap();
        assert_eq!(serde_json::from_str::<EntityKey>(&text).unwrap(), key);
    }
    for wrong in ["", "deal:", "node:x", "nothing", "nothing:00000000-0000-0000-0000-000000000007"] {
        assert!(wrong.parse::<EntityKey>().is_err() && wrong.parse::<StreamId>().is_err(), "{wrong}");
    }
}

#[test]
fn a_change_with_a_field_of_tomorrow_is_still_read() {
    let mut value = serde_json::to_value(add_node("x")).unwrap();
    value["power_map"]["add_node"]["colour"] = json!("red");
    assert_eq!(serde_json::from_value::<Change>(value).unwrap(), add_node("x"));
}

#[test]
fn a_card_says_who_may_read_the_stream_and_what_a_list_shows() {
    let world = World::read(samples::EVERYBODY);
    let cards: Vec<Option<Card>> = world.room.streams().map(|(_, state)| Card::of(state)).collect();
    let [None, Some(Card::Account(account)), Some(Card::Deal(deal))] = cards.as_slice() else { panic!("{cards:?}") };
    assert_eq!((account.owner, deal.account), (user("W"), ACCOUNT));
    let right = |who| deal.account_right(user(who));
    use model::AccountRight::{Edit, None as Nothing, Read};
    assert_eq!(["W", "F", "O", "K"].map(right), [Edit, Edit, Read, Nothing]);
    assert_eq!(Card::of(&StreamState::empty(StreamId::Deal(DEAL))), None);
    assert!(Room::default().streams().next().is_none());
}
