//! Ops written by older code are lifted, ops of newer code are not guessed at.

use crate::fixture::*;
use model::{
    Change, SCHEMA,
    power_map::{LineKind, PowerMapChange},
    upcast::{self, UpcastError},
};
use serde_json::{Value, json};

/// A line as schema 1 stored it: an influence had no weight.
fn stored(kind: Value) -> Value {
    let id = "00000000-0000-0000-0000-000000000007";
    json!({
        "id": id,
        "client": id,
        "client_seq": 1,
        "schema": 1,
        "at": 0,
        "parts": [
            { "stream": format!("account:{id}"), "base": 0, "changes": [] },
            {
                "stream": format!("deal:{id}"),
                "base": 3,
                "changes": [
                    { "power_map": { "add_line": { "id": id, "kind": kind, "from": id, "to": id } } },
                    { "power_map": { "set_key": { "person": id, "key": true } } },
                ],
            },
        ],
    })
}

fn lifted_kind(kind: Value) -> LineKind {
    let op = upcast::op(stored(kind)).unwrap();
    assert_eq!(op.schema, SCHEMA);
    match &op.parts[1].changes[0] {
        Change::PowerMap(PowerMapChange::AddLine { kind, .. }) => *kind,
        other => panic!("not a line: {other:?}"),
    }
}

#[test]
fn an_influence_of_schema_one_gets_the_weight_it_was_drawn_with() {
    assert_eq!(lifted_kind(json!("influences")), LineKind::Influences { weight: 2 });
}

#[test]
fn the_other_lines_of_schema_one_are_as_they_were() {
    assert_eq!(lifted_kind(json!("reports_to")), LineKind::ReportsTo);
    assert_eq!(lifted_kind(json!("conflicts_with")), LineKind::ConflictsWith);
}

#[test]
fn schema_one_does_not_fit_todays_types_without_lifting() {
    let mut raw = stored(json!("influences"));
    raw["schema"] = json!(SCHEMA);
    assert!(matches!(upcast::op(raw), Err(UpcastError::Malformed(_))));
}

#[test]
fn a_list_of_changes_is_lifted_as_a_store_holds_it() {
    let mut list = stored(json!("influences"))["parts"][1]["changes"].take();
    upcast::changes(&mut list, 1).unwrap();
    assert_eq!(serde_json::from_value::<Vec<Change>>(list).unwrap().len(), 2);
}

#[test]
fn an_op_of_today_is_read_unchanged() {
    let op = op(7, [(stream_of(&add_node("x")), model::Seq(2), vec![add_node("x"), reports("x", "y")])]);
    assert_eq!(upcast::op(serde_json::to_value(&op).unwrap()).unwrap(), op);
}

#[test]
fn an_op_of_tomorrow_is_not_guessed_at() {
    let mut value = stored(json!("influences"));
    value["schema"] = json!(SCHEMA + 1);
    assert!(matches!(upcast::op(value), Err(UpcastError::TooNew { found }) if found == u64::from(SCHEMA) + 1));
    assert!(matches!(upcast::changes(&mut json!([]), 99), Err(UpcastError::TooNew { found: 99 })));
}

#[test]
fn what_is_no_op_is_called_malformed() {
    for wrong in
        [json!(null), json!([]), json!({}), json!({ "schema": "2" }), json!({ "schema": -1 }), json!({ "schema": 1 })]
    {
        assert!(matches!(upcast::op(wrong.clone()), Err(UpcastError::Malformed(_))), "{wrong}");
    }
    assert!(matches!(upcast::changes(&mut json!({}), 1), Err(UpcastError::Malformed(_))));
}
