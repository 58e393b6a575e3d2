//! Moments 快照: a name for how a deal stood at some time, to look at it and compare it later. The log has every state; a
//! moment only says which one is worth a name.

use crate::{
    Action, EntityKey, Map, Millis, MomentId, Refusal, TextField, UserId,
    deal::Deal,
    merge::{Field, Trace},
    room::{Context, need_room_for_one_more},
    text,
};
use serde::{Deserialize, Serialize};

/// A named moment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Moment {
    /// What it is called.
    pub name: String,
    /// Which time.
    pub at: Millis,
    /// Who named it.
    pub by: UserId,
    /// No longer offered.
    #[serde(default)]
    pub archived: bool,
}

/// A change of the moments.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MomentChange {
    /// Names a time.
    Add {
        /// Id.
        id: MomentId,
        /// Its name.
        name: String,
        /// Which time; not one to come.
        at: Millis,
    },
    /// Names it otherwise.
    SetName {
        /// Which.
        id: MomentId,
        /// New name.
        name: String,
    },
    /// Takes the name away.
    Remove {
        /// Which.
        id: MomentId,
    },
    /// Brings it back.
    Restore {
        /// Which.
        id: MomentId,
    },
}

/// How far a clock may be ahead of the server's before its time counts as one to come.
const CLOCK_SLACK_MS: i64 = 86_400_000;

impl MomentChange {
    /// The moment it changes.
    pub fn id(&self) -> MomentId {
        match self {
            Self::Add { id, .. } | Self::SetName { id, .. } | Self::Remove { id } | Self::Restore { id } => *id,
        }
    }

    pub(crate) fn check(&self, deal: &Deal, context: &Context<'_>) -> Result<(), Refusal> {
        context.need(Action::EditMap)?;
        let id = self.id();
        match (self, deal.moments.get(&id)) {
            (Self::Add { .. }, Some(_)) => return Err(Refusal::AlreadyExists),
            (Self::Add { .. }, None) => need_room_for_one_more(deal.moments.size())?,
            (_, None) => return Err(Refusal::UnknownMoment { moment: id }),
            (_, Some(_)) => {}
        }
        if let Self::Add { name, .. } | Self::SetName { name, .. } = self {
            text::check_name(TextField::MomentName, name)?;
        }
        match self {
            Self::Add { at, .. }
                if !at.day().is_meant() || at.0 > context.stamp.at.0.saturating_add(CLOCK_SLACK_MS) =>
            {
                Err(Refusal::DayOutOfRange)
            }
            _ => Ok(()),
        }
    }

    pub(crate) fn fold(&self, moments: &mut Map<MomentId, Moment>, trace: &mut Trace<'_>) {
        let id = self.id();
        let mut moment = match (self, moments.get(&id)) {
            (Self::Add { name, at, .. }, _) => {
                Moment { name: name.clone(), at: *at, by: trace.stamp.by, archived: false }
            }
            (_, Some(moment)) => moment.clone(),
            (_, None) => return,
        };
        match self {
            Self::Add { .. } => {}
            Self::SetName { name, .. } => moment.name.clone_from(name),
            Self::Remove { .. } => moment.archived = true,
            Self::Restore { .. } => moment.archived = false,
        }
        moments.insert_mut(id, moment);
        let (entity, field) = self.writes();
        trace.wrote(entity, field);
    }

    pub(crate) fn inverse(&self, moments: &Map<MomentId, Moment>) -> Option<Self> {
        let id = self.id();
        let before = moments.get(&id);
        let archived = before.is_some_and(|moment| moment.archived);
        Some(match self {
            Self::Restore { .. } if !archived => return None,
            Self::Remove { .. } if archived => return None,
            Self::Add { .. } | Self::Restore { .. } => Self::Remove { id },
            Self::Remove { .. } => Self::Restore { id },
            Self::SetName { .. } => Self::SetName { id, name: before?.name.clone() },
        })
    }

    pub(crate) fn writes(&self) -> (EntityKey, Field) {
        let field = match self {
            Self::SetName { .. } => Field::Name,
            Self::Add { .. } | Self::Remove { .. } | Self::Restore { .. } => Field::Existence,
        };
        (EntityKey::Moment(self.id()), field)
    }
}
