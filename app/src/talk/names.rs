//! What a thread is about, by name, wherever it is drawn and whether it still is.

pub use crate::words::item::name_of;

use crate::route::Tab;
use diagram::Drawing;
use model::{EntityKey, deal::Deal};

/// The tab that shows it; none for the deal as a whole.
pub const fn tab_of(item: EntityKey) -> Option<Tab> {
    match Drawing::of(item) {
        Some(Drawing::Map) => Some(Tab::Map),
        Some(Drawing::Fishbone) => Some(Tab::Fishbone),
        Some(Drawing::Chain) => Some(Tab::Chain),
        None if matches!(item, EntityKey::Task(_)) => Some(Tab::Tasks),
        None => None,
    }
}

/// Whether it is still drawn.
pub fn is_there(deal: &Deal, item: EntityKey) -> bool {
    match item {
        EntityKey::Node(person) => deal.power_map.live_node(person).is_some(),
        EntityKey::Line(line) => deal.power_map.lines.get(&line).is_some_and(|line| line.archived.is_none()),
        EntityKey::Fishbone(id) => deal.fishbones.live(id).is_some(),
        EntityKey::Bone(id, bone) => deal.fishbones.live(id).is_some_and(|one| one.live_bone(bone).is_some()),
        EntityKey::BonePerson(id, person) => {
            deal.fishbones.live(id).is_some_and(|one| one.live_person(person).is_some())
        }
        EntityKey::Step(id) => deal.chain.live(id).is_some(),
        EntityKey::StepPerson(id, person) => {
            deal.chain.live(id).is_some_and(|step| step.people.get(&person).is_some_and(|part| !part.archived))
        }
        EntityKey::Task(id) => deal.tasks.get(&id).is_some_and(|task| !task.archived),
        _ => false,
    }
}
