//! Ops for tests. They need not be allowed: the store asks no rules.

use model::{
    AccountId, Actor, Change, ClientId, DealId, Effects, Locale, Millis, OpId, SCHEMA, Seq, Stage, Stamp, StreamId,
    StreamState, UserId, account::AccountChange, account::CustomerLevel, card::Card, deal::DealChange,
};
use std::sync::Arc;
use store::{NewUser, Store};
use sync::stored::{AppendOp, AppendOutcome, AppendPart, StoredPart};

pub const AUTHOR: UserId = UserId::from_u128(7);

pub fn op_id(id: u128) -> OpId {
    OpId::from_u128(id)
}

pub fn deal(id: u128) -> StreamId {
    StreamId::Deal(DealId::from_u128(id))
}

pub fn account(id: u128) -> StreamId {
    StreamId::Account(AccountId::from_u128(id))
}

/// Creates an account, a deal, or renames them: what it is depends on the stream and on whether it is its first row.
fn change(stream: StreamId, first: bool, name: &str) -> Vec<Change> {
    let name = name.to_owned();
    match stream {
        StreamId::Workspace | StreamId::DealCore(_) => Vec::new(),
        StreamId::Account(_) if first => vec![Change::Account(AccountChange::Create {
            name,
            name_en: String::new(),
            level: CustomerLevel::A,
            industry: String::new(),
            region: String::new(),
        })],
        StreamId::Account(_) => vec![Change::Account(AccountChange::SetName { name })],
        StreamId::Deal(_) if first => vec![Change::Deal(DealChange::Create {
            account: AccountId::from_u128(1),
            name,
            name_en: String::new(),
            stage: Stage::Mo2,
            amount: None,
            expected_sign: None,
        })],
        StreamId::Deal(_) => vec![Change::Deal(DealChange::SetName { name })],
    }
}

fn stored(stream: StreamId, expected: Seq, name: &str) -> StoredPart {
    StoredPart {
        client: ClientId::from_u128(3),
        client_seq: 1,
        base: expected,
        at: Millis(5),
        batch: None,
        stamp: Stamp::new(Actor { user: AUTHOR, ..Actor::SYSTEM }, Millis(6)),
        changes: change(stream, expected == Seq(0), name),
    }
}

/// An op that gives each stream a name, on top of these positions.
pub fn named(id: u128, name: &str, parts: &[(StreamId, u64)]) -> AppendOp {
    let parts = parts
        .iter()
        .map(|&(stream, expected)| {
            let part = stored(stream, Seq(expected), name);
            // Good enough for tests: the card of a stream whose only facts are those of this op.
            let mut state = StreamState::empty(stream);
            model::fold(&mut state, &change(stream, true, name), &part.stamp, &mut Effects::new());
            AppendPart {
                stream,
                expected: Seq(expected),
                payload: serde_json::to_string(&part).unwrap().into(),
                card: Card::of(&state),
            }
        })
        .collect();
    AppendOp { op: op_id(id), by: AUTHOR, at: Millis(6), schema: SCHEMA, parts }
}

/// An op, on top of these positions.
pub fn op(id: u128, parts: &[(StreamId, u64)]) -> AppendOp {
    named(id, &format!("name {id}"), parts)
}

/// An op with exactly this payload.
pub fn raw(id: u128, stream: StreamId, expected: u64, payload: &str) -> AppendOp {
    let part = AppendPart { stream, expected: Seq(expected), payload: Arc::from(payload), card: None };
    AppendOp { op: op_id(id), by: AUTHOR, at: Millis(6), schema: SCHEMA, parts: vec![part] }
}

/// Appends ops of which none may fail.
pub async fn appended(store: &Store, ops: Vec<AppendOp>) {
    let outcomes = store.append(ops).await.unwrap();
    assert!(outcomes.iter().all(|outcome| *outcome == AppendOutcome::Appended), "{outcomes:?}");
}

/// A deal with so many rows, by ops `1..=rows`.
pub async fn filled(store: &Store, stream: StreamId, rows: u64) {
    appended(store, (0..rows).map(|row| op(u128::from(row + 1), &[(stream, row)])).collect()).await;
}

pub async fn head(store: &Store, stream: StreamId) -> Seq {
    let loaded = store.load(&[stream]).await.unwrap().remove(0);
    loaded.tail.last().map(|row| row.seq).or(loaded.snapshot.map(|(seq, _)| seq)).unwrap_or_default()
}

pub fn wang() -> NewUser {
    NewUser {
        id: UserId::from_u128(100),
        login: "Wang.Jianguo".to_owned(),
        password_hash: Some("$argon2id$1".to_owned()),
        locale: Locale::Zh,
    }
}
