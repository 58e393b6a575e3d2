//! The room of a deal as it was at a moment, folded from its log: what a browser that looks back shows. Colleagues and competitors
//! are called what they are called today; what was erased since then is not there; the deal's core never is.

use crate::web::{AppState, Problem};
use model::{Effects, Millis, Room, StreamId, StreamState, fold};
use sync::stored::Row;

/// Rows that are read at once.
const ROWS: u32 = 1_000;

/// The room at a moment; `now` is what the reader may read of it today. A problem if there was no deal yet.
pub(super) async fn at(server: &AppState, now: &Room, moment: Millis) -> Result<Room, Problem> {
    let mut then = Room::default();
    if let Some(workspace) = now.get(StreamId::Workspace) {
        then.insert(StreamId::Workspace, workspace.clone());
    }
    let account = now.account().map(|(account, _)| StreamId::Account(account));
    let deal = now.deal().map(|(deal, _)| StreamId::Deal(deal));
    for stream in account.into_iter().chain(deal) {
        then.insert(stream, stream_at(server, stream, moment).await?);
    }
    let there = then.deal().is_some_and(|(_, deal)| deal.facts.is_some());
    if there { Ok(then) } else { Err(Problem::NotYet) }
}

async fn stream_at(server: &AppState, stream: StreamId, moment: Millis) -> Result<StreamState, Problem> {
    let mut state = StreamState::empty(stream);
    loop {
        let rows = server.store.tail(stream, state.seq, ROWS).await?;
        if rows.is_empty() {
            return Ok(state);
        }
        let (folded, all) = server.studio.work(move || fold_until(state, &rows, moment)).await?;
        if all {
            state = folded;
        } else {
            return Ok(folded);
        }
    }
}

/// Folds rows up to the first one after the moment; also whether there was none such.
fn fold_until(mut state: StreamState, rows: &[Row], moment: Millis) -> Result<(StreamState, bool), Problem> {
    for row in rows {
        match row.decode().map_err(Problem::unknown)? {
            Some(part) if part.stamp.at > moment => return Ok((state, false)),
            Some(part) => fold(&mut state, &part.changes, &part.stamp, &mut Effects::new()),
            // Lawfully erased: only its place is left.
            None => state.seq = row.seq,
        }
    }
    Ok((state, true))
}
