//! Tasks made of what a diagram found.

use crate::replica::{self, RoomHandle};
use model::{
    Change, PersonId, UserId,
    task::{TaskChange, TaskOrigin},
};

/// A planned task is due after this many days, until somebody says otherwise: the next weekly meeting on the deal.
pub const PLANNED_DAYS: i32 = 7;

/// Who should do something about a person: the first owner of the relation who is still in the team, else the reader if he is.
pub fn owner_for(room: &RoomHandle, person: PersonId) -> Option<UserId> {
    room.with(|seen| {
        let (_, deal) = seen.deal()?;
        let here = |user: &UserId| deal.active(*user).is_some();
        let of_relation = deal.power_map.live_node(person).and_then(|node| node.owners.iter().find(|user| here(user)));
        of_relation.copied().or_else(|| Some(room.me()).filter(here))
    })
}

/// The change that makes such a task.
pub fn add_task(room: &RoomHandle, text: String, person: PersonId, origin: TaskOrigin) -> Change {
    let id = replica::new_task_id();
    let due = Some(replica::today().plus(PLANNED_DAYS));
    let owner = owner_for(room, person);
    Change::Task(TaskChange::Add { id, text, owner, due, person: Some(person), origin: Some(origin) })
}
