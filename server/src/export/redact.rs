//! A room with only what somebody is to see: what is hidden is taken out of the data itself, before anything is drawn or
//! listed from it.

use model::{Body, Room, StreamId, StreamState, power_map::Vendor};

/// Takes out what only the core group reads: a file goes further than the group.
pub(super) fn without_core(mut room: Room) -> Room {
    if let Some((deal, _)) = room.core() {
        room.remove(StreamId::DealCore(deal));
    }
    room
}

/// Takes the competitors out: which there are, and how people stand to them.
pub(super) fn without_rivals(room: &Room) -> Room {
    Room::of(room.streams().map(|(stream, state)| {
        let mut state: StreamState = state.clone();
        match &mut state.body {
            Body::Deal(deal) => {
                deal.rivals = Default::default();
                let nodes = deal.power_map.nodes.iter().map(|(id, node)| {
                    let mut node = node.clone();
                    let ours = node.assessments.iter().filter(|(_, assessment)| assessment.vendor == Vendor::Us);
                    node.assessments = ours.map(|(id, assessment)| (*id, assessment.clone())).collect();
                    (*id, node)
                });
                deal.power_map.nodes = nodes.collect();
            }
            Body::Workspace(workspace) => workspace.competitors = Default::default(),
            Body::Account(_) | Body::DealCore(_) => {}
        }
        (stream, state)
    }))
}
