//! Many changes as ops within the limits of one.

use model::{Change, StreamId};

/// Changes in one op; a few stay free for what goes with them.
pub const CHANGES: usize = 1_500;
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

/// Parts of one op: only those that have something to say.
pub fn parts(parts: Vec<(StreamId, Vec<Change>)>) -> Vec<(StreamId, Vec<Change>)> {
    parts.into_iter().filter(|(_, changes)| !changes.is_empty()).collect()
}
