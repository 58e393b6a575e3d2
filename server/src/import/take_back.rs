//! `POST /api/accounts/{account}/imports/{batch}/take-back`: takes all of an import back, but for what somebody has changed or
//! uses. Also one that was broken off, and one that is months old: it is read off the log.

use super::{
    account_of,
    ops::{pack, submit},
};
use crate::{
    room::{deals_of, may_draw},
    web::{ApiUser, AppState, Problem},
};
use axum::{
    Json,
    extract::{Path, State},
};
use model::{
    AccountId, BatchId, Change, DealId, PersonId, Refusal, Seq, StreamId, UserId,
    account::AccountChange,
    deal::Deal,
    import::{LogRow, TakeBack, take_back as read_back},
};
use serde::Serialize;
use std::collections::BTreeSet;
use sync::frame::RoomId;

/// Rows of a log read at once.
const ROWS: u32 = 5_000;

/// What became of it.
#[derive(Debug, Serialize)]
pub struct TakenBack {
    /// People who are as they were before.
    taken: usize,
    /// People of whom something is kept.
    kept: BTreeSet<PersonId>,
}

/// Takes it back. 401 without a session; 404 for an account that is not his to read; 422 for an import that is not there, or was
/// taken back before.
pub async fn take_back(
    State(server): State<AppState>,
    ApiUser(signed_in): ApiUser,
    Path((account, batch)): Path<(String, String)>,
) -> Result<Json<TakenBack>, Problem> {
    let user = signed_in.user.id;
    let batch: BatchId = batch.parse().map_err(|_| Problem::NotFound)?;
    let _turn = server.imports.writer.lock().await;
    let (account, room) = account_of(&server, user, &account).await?;
    match room.account().and_then(|(_, state)| state.imports.get(&batch)) {
        None => return Err(Refusal::UnknownImport.into()),
        Some(import) if import.taken_back.is_some() => return Err(Refusal::ImportTakenBack.into()),
        Some(_) => {}
    }
    let mut used = BTreeSet::new();
    for (deal, _) in deals_of(&server, account).await? {
        from_map(&server, user, deal, batch).await?;
        // Whoever may read it: whether somebody stands in it decides, and nothing of it is told.
        let room = server.hub.read(UserId::SYSTEM, RoomId::Deal(deal)).await?;
        used.extend(room.iter().filter_map(|room| room.deal()).flat_map(|(_, deal)| people_in(deal)));
    }
    let back = of_log(&server, StreamId::Account(account), batch, &used).await?;
    finish(&server, user, account, batch, back.changes).await?;
    Ok(Json(TakenBack { taken: back.taken.len(), kept: back.kept }))
}

/// Takes the cards off a map, where the user may draw it.
async fn from_map(server: &AppState, user: UserId, deal: DealId, batch: BatchId) -> Result<(), Problem> {
    let room = server.hub.read(user, RoomId::Deal(deal)).await?;
    if !room.is_some_and(|room| may_draw(&room, user)) {
        return Ok(());
    }
    let back = of_log(server, StreamId::Deal(deal), batch, &BTreeSet::new()).await?;
    submit(server, user, None, vec![(StreamId::Deal(deal), back.changes)]).await
}

async fn of_log(
    server: &AppState,
    stream: StreamId,
    batch: BatchId,
    used: &BTreeSet<PersonId>,
) -> Result<TakeBack, Problem> {
    let (mut rows, mut after) = (Vec::new(), Seq(0));
    loop {
        let part = server.store.tail(stream, after, ROWS).await?;
        let Some(last) = part.last() else { break };
        after = last.seq;
        for row in part {
            // An erased row has nothing that could be taken back.
            let Some(stored) = row.decode().map_err(Problem::unknown)? else { continue };
            rows.push(LogRow { ours: stored.batch == Some(batch), stamp: stored.stamp, changes: stored.changes });
        }
    }
    let used = used.clone();
    let read = tokio::task::spawn_blocking(move || read_back(stream, rows, &|person| used.contains(&person)));
    read.await.map_err(Problem::unknown)
}

/// Everybody a deal's diagrams and tasks show. Its core is not looked at: taking back must not tell who stands there.
fn people_in(deal: &Deal) -> BTreeSet<PersonId> {
    let on_map = deal.power_map.live_nodes().map(|(person, _)| person);
    let on_bones = deal.fishbones.all.values().flat_map(|one| one.people.iter());
    let on_bones = on_bones.filter(|(_, on)| !on.archived).map(|(person, _)| *person);
    let in_steps = deal.chain.steps.values().flat_map(|step| step.people.keys()).copied();
    let in_tasks = deal.tasks.values().filter(|task| !task.archived).filter_map(|task| task.person);
    on_map.chain(on_bones).chain(in_steps).chain(in_tasks).collect()
}

async fn finish(
    server: &AppState,
    user: UserId,
    account: AccountId,
    batch: BatchId,
    changes: Vec<Change>,
) -> Result<(), Problem> {
    let stream = StreamId::Account(account);
    let note = Change::Account(AccountChange::TakeImportBack { batch });
    let mut packs = pack(changes.into_iter().map(|change| vec![change]).collect());
    match packs.last_mut() {
        Some(last) => last.push(note),
        None => packs.push(vec![note]),
    }
    for changes in packs {
        submit(server, user, None, vec![(stream, changes)]).await?;
    }
    Ok(())
}
