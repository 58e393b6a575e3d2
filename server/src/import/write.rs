//! `POST /api/accounts/{account}/import`: writes some rows of an import, as ordinary ops of one batch. What was written is on disk
//! when the answer comes; sent again, it is written once.

use super::{
    account_of,
    ops::{pack, submit},
};
use crate::{
    room::must_draw,
    web::{ApiUser, AppState, Problem},
};
use axum::{
    Json,
    extract::{Path, State, rejection::JsonRejection},
};
use model::{
    AccountId, BatchId, Change, DealId, PersonId, Refusal, Room, StreamId, UserId,
    account::AccountChange,
    import::{CHUNK, Draft, Fate, LINES, Row, Settings, place, plan, report},
    power_map::PowerMapChange,
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use sync::frame::RoomId;

/// Some rows.
#[derive(Debug, Deserialize)]
pub struct Wanted {
    /// The import they belong to.
    batch: BatchId,
    /// Name of the file.
    file: String,
    /// The deal on whose power map the people are to stand.
    #[serde(default)]
    deal: Option<DealId>,
    /// How they are taken in.
    settings: Settings,
    /// The rows.
    #[serde(default)]
    rows: Vec<Draft>,
    /// Who reports to whom: row, person, superior. Sent when all people are there.
    #[serde(default)]
    lines: Vec<(u32, PersonId, PersonId)>,
}

/// What became of them.
#[derive(Debug, Default, Serialize)]
pub struct Written {
    /// People added.
    added: u32,
    /// People to whom something was added.
    merged: u32,
    /// Rows that say nothing new.
    same: u32,
    /// Rows left out because the person chosen for them is not there any more.
    gone: u32,
}

/// Writes them. 401 without a session; 404 for an account or deal that is not his to read; 422 with a sentence for what the rules
/// refuse.
pub async fn write(
    State(server): State<AppState>,
    ApiUser(signed_in): ApiUser,
    Path(account): Path<String>,
    wanted: Result<Json<Wanted>, JsonRejection>,
) -> Result<Json<Written>, Problem> {
    let Json(wanted) = wanted.map_err(|_| Problem::Malformed)?;
    let rows_fit = wanted.rows.len() <= CHUNK && wanted.lines.len() <= LINES;
    let numbers_fit =
        wanted.rows.iter().all(|row| row.row < 1 << 24) && wanted.lines.iter().all(|line| line.0 < 1 << 24);
    if !rows_fit || !numbers_fit || !wanted.rows.iter().all(Draft::is_sound) {
        return Err(Problem::Malformed);
    }
    let user = signed_in.user.id;
    let _turn = server.imports.writer.lock().await;
    let (account, room) = account_of(&server, user, &account).await?;
    let room = match wanted.deal {
        None => room,
        Some(deal) => map_of(&server, user, account, deal).await?,
    };
    let written = people(&server, user, account, &room, &wanted).await?;
    if let Some(deal) = wanted.deal {
        // As it is with the people just put there.
        let room = server.hub.read(user, RoomId::Deal(deal)).await?.ok_or(Problem::NotFound)?;
        let map = room.deal().map(|(_, deal)| &deal.power_map).ok_or(Problem::NotFound)?;
        let lines = report(map, wanted.batch, &wanted.lines);
        submit(&server, user, Some(wanted.batch), vec![(StreamId::Deal(deal), lines)]).await?;
    }
    Ok(Json(written))
}

/// The room of the deal on whose map people are to stand.
async fn map_of(server: &AppState, user: UserId, account: AccountId, deal: DealId) -> Result<Room, Problem> {
    let room = server.hub.read(user, RoomId::Deal(deal)).await?.ok_or(Problem::NotFound)?;
    if room.account().is_none_or(|(id, _)| id != account) {
        return Err(Problem::NotFound);
    }
    must_draw(&room, user)?;
    Ok(room)
}

async fn people(
    server: &AppState,
    user: UserId,
    account: AccountId,
    room: &Room,
    wanted: &Wanted,
) -> Result<Written, Problem> {
    let Some((_, state)) = room.account() else { return Err(Problem::NotFound) };
    let batch = wanted.batch;
    if state.imports.get(&batch).is_some_and(|import| import.taken_back.is_some()) {
        return Err(Refusal::ImportTakenBack.into());
    }
    let rows: Vec<Row> = wanted.rows.iter().map(|draft| Row { draft: draft.clone(), troubles: Vec::new() }).collect();
    let plan = plan(state, batch, rows.iter(), &wanted.settings);
    let count = |fate| u32::try_from(plan.count(fate)).unwrap_or(u32::MAX);
    let mut cards: BTreeMap<PersonId, Change> = BTreeMap::new();
    if let Some((_, deal)) = room.deal().filter(|_| wanted.deal.is_some()) {
        let shown = plan.rows.iter().filter(|row| row.fate.is_taken_in());
        for change in place(&deal.power_map, shown.map(|row| row.person)) {
            if let Some(person) = who(&change) {
                cards.insert(person, change);
            }
        }
    }
    let deal = wanted.deal.map(StreamId::Deal);
    for changes in pack(plan.changes(state, batch)) {
        let (added, merged, named) = counted(&changes);
        let own: Vec<Change> = named.iter().filter_map(|person| cards.remove(person)).collect();
        let note = Change::Account(AccountChange::Import { batch, source: wanted.file.clone(), added, merged });
        let mut parts = vec![(StreamId::Account(account), [vec![note], changes].concat())];
        parts.extend(deal.map(|deal| (deal, own)));
        submit(server, user, Some(batch), parts).await?;
    }
    // Those who were known already, and only come to the map.
    if let Some(deal) = deal.filter(|_| !cards.is_empty()) {
        let note = Change::Account(AccountChange::Import { batch, source: wanted.file.clone(), added: 0, merged: 0 });
        let parts = vec![(StreamId::Account(account), vec![note]), (deal, cards.into_values().collect())];
        submit(server, user, Some(batch), parts).await?;
    }
    let gone = plan.rows.iter().filter(|row| row.chosen_is_gone).count();
    let gone = u32::try_from(gone).unwrap_or(u32::MAX);
    Ok(Written { added: count(Fate::Add), merged: count(Fate::Merge), same: count(Fate::Same), gone })
}

/// Whose card it puts on the map.
fn who(change: &Change) -> Option<PersonId> {
    match change {
        Change::PowerMap(PowerMapChange::AddNode { person, .. }) => Some(*person),
        Change::PowerMap(PowerMapChange::RestoreNodes { people }) => people.first().copied(),
        _ => None,
    }
}

/// How many people the changes add, to how many they add something, and all of them.
fn counted(changes: &[Change]) -> (u32, u32, Vec<PersonId>) {
    let mut people = BTreeMap::<PersonId, bool>::new();
    for change in changes {
        if let Change::Person(change) = change {
            let adds = matches!(change, model::person::PersonChange::Add { .. });
            *people.entry(change.id()).or_default() |= adds;
        }
    }
    let added = u32::try_from(people.values().filter(|adds| **adds).count()).unwrap_or(u32::MAX);
    let all = u32::try_from(people.len()).unwrap_or(u32::MAX);
    (added, all - added, people.into_keys().collect())
}
