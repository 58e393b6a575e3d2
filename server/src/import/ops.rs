//! Many changes as ops within the limits of one, and one op on its way.

use crate::{
    hub::ServerOp,
    token,
    web::{AppState, Problem},
};
use model::{BatchId, Change, OpId, StreamId, UserId};

/// Changes in one op; a few stay free for what goes with them.
const CHANGES: usize = 1_500;
/// Bytes of the changes of one op.
const BYTES: usize = 150_000;

/// Groups of changes that belong together, put into as few ops as they need.
pub fn pack(groups: Vec<Vec<Change>>) -> Vec<Vec<Change>> {
    let mut packs: Vec<Vec<Change>> = Vec::new();
    let mut bytes = 0;
    for group in groups {
        let size = serde_json::to_string(&group).map_or(BYTES, |json| json.len());
        match packs.last_mut() {
            Some(pack) if pack.len() + group.len() <= CHANGES && bytes + size <= BYTES => {
                pack.extend(group);
                bytes += size;
            }
            _ => {
                packs.push(group);
                bytes = size;
            }
        }
    }
    packs
}

/// Makes one op of the parts that have something to say, if there are any; in the log when this returns. What takes an import back
/// belongs to none.
pub async fn submit(
    server: &AppState,
    by: UserId,
    batch: Option<BatchId>,
    parts: Vec<(StreamId, Vec<Change>)>,
) -> Result<(), Problem> {
    let parts: Vec<_> = parts.into_iter().filter(|(_, changes)| !changes.is_empty()).collect();
    if parts.is_empty() {
        return Ok(());
    }
    let op = ServerOp { id: OpId(token::new_uuid()?), by, at: None, batch, parts };
    server.hub.hand_over(op).await?.wait().await?;
    Ok(())
}
