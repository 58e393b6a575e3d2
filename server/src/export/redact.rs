//! A room with only what somebody is to see: what is hidden is taken out of the data itself, before anything is drawn or
//! listed from it.

use model::{Body, Room, StreamState, power_map::Vendor};

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
            Body::Account(_) => {}
        }
        (stream, state)
    }))
}
