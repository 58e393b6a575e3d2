//! Competitors 竞争对手: known to the whole workspace, linked to single deals.

use crate::{
    Action, CompetitorId, EntityKey, Map, Refusal, TextField,
    member::Workspace,
    merge::{Field, Trace},
    room::Context,
    text,
};
use serde::{Deserialize, Serialize};

/// Colours a competitor can have; the style sheet names them `--rival-1` and so on.
pub const RIVAL_COLOURS: u8 = 6;

/// All competitors by id.
pub type Competitors = Map<CompetitorId, Competitor>;

/// Somebody who wants the same deals.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Competitor {
    /// Name.
    pub name: String,
    /// Colour of its circles, `1..=RIVAL_COLOURS`.
    pub colour: u8,
    /// No longer offered; old assessments keep showing it.
    pub archived: bool,
}

/// A change of a competitor.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CompetitorChange {
    /// A new one.
    Add {
        /// Id.
        id: CompetitorId,
        /// Name.
        name: String,
        /// Colour.
        colour: u8,
    },
    /// Its name.
    SetName {
        /// Which.
        id: CompetitorId,
        /// New name.
        name: String,
    },
    /// Its colour.
    SetColour {
        /// Which.
        id: CompetitorId,
        /// New colour.
        colour: u8,
    },
    /// No longer offered.
    Archive {
        /// Which.
        id: CompetitorId,
    },
    /// Offered again.
    Restore {
        /// Which.
        id: CompetitorId,
    },
}

fn check_colour(colour: u8) -> Result<(), Refusal> {
    if (1..=RIVAL_COLOURS).contains(&colour) { Ok(()) } else { Err(Refusal::ColourOutOfRange { max: RIVAL_COLOURS }) }
}

impl CompetitorChange {
    pub(crate) fn check(&self, workspace: &Workspace, context: &Context<'_>) -> Result<(), Refusal> {
        context.need(Action::ManageCompetitors)?;
        let (EntityKey::Competitor(id), _) = self.writes() else { return Err(Refusal::WrongStream) };
        let known = workspace.competitors.contains_key(&id);
        match self {
            Self::Add { .. } if known => return Err(Refusal::AlreadyExists),
            Self::Add { .. } => {}
            _ if !known => return Err(Refusal::UnknownCompetitor { competitor: id }),
            _ => {}
        }
        if let Self::Add { name, .. } | Self::SetName { name, .. } = self {
            text::check_name(TextField::CompetitorName, name)?;
        }
        if let Self::Add { colour, .. } | Self::SetColour { colour, .. } = self {
            check_colour(*colour)?;
        }
        Ok(())
    }

    pub(crate) fn fold(&self, workspace: &mut Workspace, trace: &mut Trace<'_>) {
        let (entity, field) = self.writes();
        let EntityKey::Competitor(id) = entity else { return };
        let before = workspace.competitors.get(&id).cloned();
        let after = match (self, before) {
            (Self::Add { name, colour, .. }, _) => Competitor { name: name.clone(), colour: *colour, archived: false },
            (Self::SetName { name, .. }, Some(rival)) => Competitor { name: name.clone(), ..rival },
            (Self::SetColour { colour, .. }, Some(rival)) => Competitor { colour: *colour, ..rival },
            (Self::Archive { .. }, Some(rival)) => Competitor { archived: true, ..rival },
            (Self::Restore { .. }, Some(rival)) => Competitor { archived: false, ..rival },
            (_, None) => return,
        };
        workspace.competitors.insert_mut(id, after);
        trace.wrote(entity, field);
    }

    pub(crate) fn inverse(&self, workspace: &Workspace) -> Option<Self> {
        let archived = |id: &CompetitorId| workspace.competitors.get(id).is_some_and(|rival| rival.archived);
        Some(match self {
            Self::Restore { id } if !archived(id) => return None,
            Self::Archive { id } if archived(id) => return None,
            Self::Add { id, .. } | Self::Restore { id } => Self::Archive { id: *id },
            Self::Archive { id } => Self::Restore { id: *id },
            Self::SetName { id, .. } => Self::SetName { id: *id, name: workspace.competitors.get(id)?.name.clone() },
            Self::SetColour { id, .. } => Self::SetColour { id: *id, colour: workspace.competitors.get(id)?.colour },
        })
    }

    pub(crate) fn writes(&self) -> (EntityKey, Field) {
        match self {
            Self::Add { id, .. } | Self::Archive { id } | Self::Restore { id } => {
                (EntityKey::Competitor(*id), Field::Existence)
            }
            Self::SetName { id, .. } => (EntityKey::Competitor(*id), Field::Name),
            Self::SetColour { id, .. } => (EntityKey::Competitor(*id), Field::Colour),
        }
    }
}
