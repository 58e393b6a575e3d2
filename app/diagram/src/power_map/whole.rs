//! The whole map as one list of groups, in the order they are painted.

use super::{Scene, company, line, node, place_of, regions};
use crate::Group;

/// The company, departments, lines, cards. A screen mounts the same groups one by one.
pub fn groups(scene: &Scene<'_>) -> Vec<Group> {
    let Some(map) = scene.map() else { return Vec::new() };
    let mut groups: Vec<Group> = company(scene).into_iter().collect();
    groups.extend(regions(scene));
    let place = |person| place_of(map, person);
    groups.extend(map.live_lines().filter_map(|(id, _)| line(scene, id, &place)));
    groups.extend(map.live_nodes().filter_map(|(person, _)| node(scene, person)));
    groups
}
