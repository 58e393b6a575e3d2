//! Tasks 任务 of a deal (T-38): what is to be done, by whom, until when, about whom.

use crate::{
    Action, Day, EntityKey, FishboneId, Map, Millis, PersonId, Refusal, StepId, TaskId, TextField, UserId,
    deal::Deal,
    merge::{self, Field, Trace},
    power_map::GapKind,
    room::{Context, need_room_for_one_more},
    text,
};
use serde::{Deserialize, Serialize};

/// A task.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Task {
    /// What is to be done, one line.
    pub text: String,
    /// Who does it; `None` while nobody has taken it.
    #[serde(default)]
    pub owner: Option<UserId>,
    /// Until when.
    #[serde(default)]
    pub due: Option<Day>,
    /// How far it is.
    #[serde(default)]
    pub state: TaskState,
    /// About whom.
    #[serde(default)]
    pub person: Option<PersonId>,
    /// What it was made from.
    #[serde(default)]
    pub origin: Option<TaskOrigin>,
    /// Free note.
    #[serde(default)]
    pub note: String,
    /// Who made it.
    pub by: UserId,
    /// When.
    pub at: Millis,
    /// Taken off the list.
    #[serde(default)]
    pub archived: bool,
}

/// How far a task is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TaskState {
    /// 待办.
    #[default]
    Open,
    /// 进行中.
    Doing,
    /// 已完成.
    Done,
    /// 已取消.
    Dropped,
}

impl TaskState {
    /// All states, in the order a form offers them.
    pub const ALL: [Self; 4] = [Self::Open, Self::Doing, Self::Done, Self::Dropped];

    /// Whether something is still to be done.
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Open | Self::Doing)
    }
}

/// What a task was made from: the same thing does not become two tasks that are open at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TaskOrigin {
    /// The next-step plan of a fishbone (T-02, rule 8).
    Fishbone {
        /// Which.
        fishbone: FishboneId,
        /// About whom.
        person: PersonId,
    },
    /// The list of gaps of the power map (T-01).
    Gap {
        /// About whom.
        person: PersonId,
        /// What is missing.
        topic: GapTopic,
    },
    /// A step of the decision chain (T-03).
    Step {
        /// Which.
        step: StepId,
    },
}

/// What a gap is about, without the figures that change from day to day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum GapTopic {
    /// A key decision maker whose relation is unknown.
    KeyUnknown,
    /// A key decision maker without an owner.
    KeyWithoutOwner,
    /// A rival is ahead.
    RivalAhead,
    /// Below +1.
    BelowSupport,
    /// The assessment is old.
    Stale,
    /// Only one person supports us.
    SingleThread,
    /// Somebody who opposes us has no owner.
    OpponentUnmanaged,
}

impl GapTopic {
    /// All topics, the most urgent first.
    pub const ALL: [Self; 7] = [
        Self::KeyUnknown,
        Self::KeyWithoutOwner,
        Self::OpponentUnmanaged,
        Self::RivalAhead,
        Self::SingleThread,
        Self::BelowSupport,
        Self::Stale,
    ];

    /// What a gap is about.
    pub const fn of(kind: GapKind) -> Self {
        match kind {
            GapKind::KeyUnknown => Self::KeyUnknown,
            GapKind::KeyWithoutOwner => Self::KeyWithoutOwner,
            GapKind::OpponentUnmanaged => Self::OpponentUnmanaged,
            GapKind::RivalAhead { .. } => Self::RivalAhead,
            GapKind::SingleThread => Self::SingleThread,
            GapKind::BelowSupport => Self::BelowSupport,
            GapKind::Stale { .. } => Self::Stale,
        }
    }
}

/// A change of the tasks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TaskChange {
    /// A new one.
    Add {
        /// Id.
        id: TaskId,
        /// What is to be done.
        text: String,
        /// Who does it.
        #[serde(default)]
        owner: Option<UserId>,
        /// Until when.
        #[serde(default)]
        due: Option<Day>,
        /// About whom.
        #[serde(default)]
        person: Option<PersonId>,
        /// What it was made from.
        #[serde(default)]
        origin: Option<TaskOrigin>,
    },
    /// What is to be done.
    SetText {
        /// Which.
        id: TaskId,
        /// New text.
        text: String,
    },
    /// Who does it.
    SetOwner {
        /// Which.
        id: TaskId,
        /// New owner.
        owner: Option<UserId>,
    },
    /// Until when.
    SetDue {
        /// Which.
        id: TaskId,
        /// New day.
        due: Option<Day>,
    },
    /// How far it is.
    SetState {
        /// Which.
        id: TaskId,
        /// New state.
        state: TaskState,
    },
    /// About whom.
    SetPerson {
        /// Which.
        id: TaskId,
        /// New person.
        person: Option<PersonId>,
    },
    /// Edits the note; concurrent edits are merged.
    EditNote {
        /// Which.
        id: TaskId,
        /// The text the author saw.
        from: String,
        /// What he made of it.
        to: String,
    },
    /// Takes a task off the list.
    Remove {
        /// Which.
        id: TaskId,
    },
    /// Brings it back.
    Restore {
        /// Which.
        id: TaskId,
    },
}

impl TaskChange {
    /// The task it changes.
    pub fn id(&self) -> TaskId {
        match self {
            Self::Add { id, .. }
            | Self::SetText { id, .. }
            | Self::SetOwner { id, .. }
            | Self::SetDue { id, .. }
            | Self::SetState { id, .. }
            | Self::SetPerson { id, .. }
            | Self::EditNote { id, .. }
            | Self::Remove { id }
            | Self::Restore { id } => *id,
        }
    }

    pub(crate) fn check(&self, deal: &Deal, context: &Context<'_>) -> Result<(), Refusal> {
        let id = self.id();
        let before = deal.tasks.get(&id);
        // Whoever does a task says how far it is, whatever his role; an observer does none.
        let own = context.actor().deal.is_some() && before.is_some_and(|task| task.owner == Some(context.actor().user));
        match self {
            Self::SetState { .. } | Self::EditNote { .. } if own => {}
            _ => context.need(Action::EditTasks)?,
        }
        let before = match (self, before) {
            (Self::Add { .. }, Some(_)) => return Err(Refusal::AlreadyExists),
            (Self::Add { .. }, None) => None,
            (_, None) => return Err(Refusal::UnknownTask { task: id }),
            (Self::Restore { .. }, before) => before,
            (_, Some(task)) if task.archived => return Err(Refusal::TaskArchived { task: id }),
            (_, before) => before,
        };
        if let Self::Add { text, .. } | Self::SetText { text, .. } = self {
            text::check_name(TextField::TaskText, text)?;
        }
        if let Self::Add { owner: Some(owner), .. } | Self::SetOwner { owner: Some(owner), .. } = self {
            deal.active(*owner).ok_or(Refusal::UnknownMember { user: *owner })?;
        }
        if let Self::Add { due: Some(day), .. } | Self::SetDue { due: Some(day), .. } = self
            && !day.is_meant()
        {
            return Err(Refusal::DayOutOfRange);
        }
        if let Self::Add { person: Some(person), .. } | Self::SetPerson { person: Some(person), .. } = self {
            // Somebody archived meanwhile is still whom a task was about.
            let known = context.room.account().is_some_and(|(_, account)| account.people.contains_key(person));
            known.then_some(()).ok_or(Refusal::UnknownPerson { person: *person })?;
        }
        let wakes = match self {
            Self::Add { origin, .. } => {
                need_room_for_one_more(deal.tasks.size())?;
                *origin
            }
            Self::Restore { .. } => before.filter(|task| task.state.is_open()).and_then(|task| task.origin),
            Self::SetState { state, .. } if state.is_open() => before.and_then(|task| task.origin),
            _ => None,
        };
        if let Some(origin) = wakes
            && open_from(deal, origin).is_some_and(|other| other != id)
        {
            return Err(Refusal::AlreadyPlanned);
        }
        match self {
            Self::EditNote { from, to, .. } => {
                text::check_lines(TextField::Note, from, text::NOTE_MAX)?;
                text::check_lines(TextField::Note, to, text::NOTE_MAX)
            }
            _ => Ok(()),
        }
    }

    pub(crate) fn fold(&self, tasks: &mut Map<TaskId, Task>, trace: &mut Trace<'_>) {
        let id = self.id();
        let mut task = match (self, tasks.get(&id)) {
            (Self::Add { text, owner, due, person, origin, .. }, _) => Task {
                text: text.clone(),
                owner: *owner,
                due: *due,
                state: TaskState::Open,
                person: *person,
                origin: *origin,
                note: String::new(),
                by: trace.stamp.by,
                at: trace.stamp.at,
                archived: false,
            },
            (_, Some(task)) => task.clone(),
            (_, None) => return,
        };
        match self {
            Self::Add { .. } => {}
            Self::SetText { text, .. } => task.text.clone_from(text),
            Self::SetOwner { owner, .. } => task.owner = *owner,
            Self::SetDue { due, .. } => task.due = *due,
            Self::SetState { state, .. } => task.state = *state,
            Self::SetPerson { person, .. } => task.person = *person,
            Self::EditNote { from, to, .. } => task.note = merge::note(&task.note, from, to, text::NOTE_MAX),
            Self::Remove { .. } => task.archived = true,
            Self::Restore { .. } => task.archived = false,
        }
        tasks.insert_mut(id, task);
        let (entity, field) = self.writes();
        trace.wrote(entity, field);
    }

    pub(crate) fn inverse(&self, tasks: &Map<TaskId, Task>) -> Option<Self> {
        let id = self.id();
        let before = tasks.get(&id);
        let archived = before.is_some_and(|task| task.archived);
        Some(match self {
            Self::Restore { .. } if !archived => return None,
            Self::Remove { .. } if archived => return None,
            Self::Add { .. } | Self::Restore { .. } => Self::Remove { id },
            Self::Remove { .. } => Self::Restore { id },
            Self::SetText { .. } => Self::SetText { id, text: before?.text.clone() },
            Self::SetOwner { .. } => Self::SetOwner { id, owner: before?.owner },
            Self::SetDue { .. } => Self::SetDue { id, due: before?.due },
            Self::SetState { .. } => Self::SetState { id, state: before?.state },
            Self::SetPerson { .. } => Self::SetPerson { id, person: before?.person },
            Self::EditNote { from, to, .. } => {
                let before = before?.note.clone();
                Self::EditNote { id, from: merge::note(&before, from, to, text::NOTE_MAX), to: before }
            }
        })
    }

    pub(crate) fn writes(&self) -> (EntityKey, Field) {
        let field = match self {
            Self::Add { .. } | Self::Remove { .. } | Self::Restore { .. } => Field::Existence,
            Self::SetText { .. } => Field::Name,
            Self::SetOwner { .. } => Field::TaskOwner,
            Self::SetDue { .. } => Field::Due,
            Self::SetState { .. } => Field::State,
            Self::SetPerson { .. } => Field::TaskPerson,
            Self::EditNote { .. } => Field::Note,
        };
        (EntityKey::Task(self.id()), field)
    }
}

/// The open task that was made from this, if there is one.
pub fn open_from(deal: &Deal, origin: TaskOrigin) -> Option<TaskId> {
    let open = |task: &Task| !task.archived && task.state.is_open() && task.origin == Some(origin);
    deal.tasks.iter().find(|(_, task)| open(task)).map(|(id, _)| *id)
}
