//! The order of tasks: by when they are due, in groups a reader can act on.

use model::{Day, TaskId, task::Task};

/// A group of tasks, the most pressing first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Group {
    /// Due before today.
    Overdue,
    /// Due within a week.
    Soon,
    /// Due later.
    Later,
    /// Without a day.
    Undated,
    /// Done or dropped.
    Closed,
}

/// Due within so many days is soon.
const SOON_DAYS: i32 = 7;

impl Group {
    pub(super) const ALL: [Self; 5] = [Self::Overdue, Self::Soon, Self::Later, Self::Undated, Self::Closed];

    /// Where an open task with this due day belongs.
    pub(super) fn of_due(due: Option<Day>, today: Day) -> Self {
        match due.map(|due| due.days_since(today)) {
            None => Self::Undated,
            Some(..0) => Self::Overdue,
            Some(0..=SOON_DAYS) => Self::Soon,
            Some(_) => Self::Later,
        }
    }

    pub(super) fn of(task: &Task, today: Day) -> Self {
        if task.state.is_open() { Self::of_due(task.due, today) } else { Self::Closed }
    }
}

/// The tasks by group; in a group the next due first, then the older one.
pub(super) fn grouped<'a>(tasks: impl Iterator<Item = (TaskId, &'a Task)>, today: Day) -> Vec<(Group, Vec<TaskId>)> {
    let mut all: Vec<(Group, Option<Day>, TaskId)> =
        tasks.map(|(id, task)| (Group::of(task, today), task.due, id)).collect();
    model::order::sort_by_key(&mut all, |(group, due, id)| (*group, *due, *id));
    Group::ALL
        .into_iter()
        .map(|group| (group, all.iter().filter(|(of, ..)| *of == group).map(|(.., id)| *id).collect::<Vec<_>>()))
        .filter(|(_, ids)| !ids.is_empty())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::{Millis, UserId, task::TaskState};

    const TODAY: Day = Day(20_000);

    fn task(in_days: Option<i32>, state: TaskState) -> Task {
        Task {
            text: String::new(),
            owner: None,
            due: in_days.map(|days| TODAY.plus(days)),
            state,
            person: None,
            origin: None,
            note: String::new(),
            by: UserId::from_u128(1),
            at: Millis(0),
            archived: false,
        }
    }

    #[test]
    fn tasks_stand_by_how_they_press() {
        let tasks = [
            task(None, TaskState::Open),
            task(Some(7), TaskState::Doing),
            task(Some(-1), TaskState::Open),
            task(Some(8), TaskState::Open),
            task(Some(0), TaskState::Open),
            task(Some(-30), TaskState::Done),
        ];
        let ids = (0..).map(TaskId::from_u128);
        let found = grouped(ids.zip(&tasks), TODAY);
        let numbers: Vec<(Group, Vec<u128>)> =
            found.into_iter().map(|(group, ids)| (group, ids.iter().map(|id| id.0.as_u128()).collect())).collect();
        assert_eq!(
            numbers,
            [
                (Group::Overdue, vec![2]),
                (Group::Soon, vec![4, 1]),
                (Group::Later, vec![3]),
                (Group::Undated, vec![0]),
                (Group::Closed, vec![5]),
            ]
        );
    }
}
