//! The deal 机会点/销售项目: its facts, its rivals, its team, its diagrams.

use crate::{
    AccountId, Action, CommentId, CompetitorId, Day, EntityKey, Map, MomentId, Money, Refusal, Set, Stage, TaskId,
    TextField, UserId,
    chain::Chain,
    comment::Comment,
    fishbone::Fishbones,
    merge::{Field, Trace},
    moment::Moment,
    power_map::PowerMap,
    room::Context,
    task::Task,
    team::TeamMember,
    text,
};
use serde::{Deserialize, Serialize};

/// State of a deal stream.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Deal {
    /// Its facts; `None` until it is created.
    pub facts: Option<DealFacts>,
    /// Everybody who is or was in the team.
    pub team: Map<UserId, TeamMember>,
    /// Competitors that want this deal.
    pub rivals: Set<CompetitorId>,
    /// The power map (T-01).
    pub power_map: PowerMap,
    /// Its fishbones (T-02).
    #[serde(default)]
    pub fishbones: Fishbones,
    /// Its decision chain (T-03).
    #[serde(default)]
    pub chain: Chain,
    /// Its tasks (T-38).
    #[serde(default)]
    pub tasks: Map<TaskId, Task>,
    /// What its team says about all of this.
    #[serde(default)]
    pub comments: Map<CommentId, Comment>,
    /// Its named moments.
    #[serde(default)]
    pub moments: Map<MomentId, Moment>,
}

/// The deal's own facts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DealFacts {
    /// The customer.
    pub account: AccountId,
    /// Name.
    pub name: String,
    /// Name in English; empty if there is none.
    #[serde(default)]
    pub name_en: String,
    /// Stage.
    pub stage: Stage,
    /// Expected amount.
    #[serde(default)]
    pub amount: Option<Money>,
    /// Expected day of signature.
    #[serde(default)]
    pub expected_sign: Option<Day>,
    /// Taken off the board. The room stays as it was: an edit under way when somebody archives the deal is not lost.
    #[serde(default)]
    pub archived: bool,
}

/// A change of the deal's own facts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DealChange {
    /// Creates the deal. The same op lets its author join the team as AR.
    Create {
        /// The customer.
        account: AccountId,
        /// Name.
        name: String,
        /// Name in English.
        #[serde(default)]
        name_en: String,
        /// Where it stands: a deal already under way is entered where it is.
        stage: Stage,
        /// Expected amount.
        #[serde(default)]
        amount: Option<Money>,
        /// Expected day of signature.
        #[serde(default)]
        expected_sign: Option<Day>,
    },
    /// Its name.
    SetName {
        /// New name.
        name: String,
    },
    /// Its name in English.
    SetNameEn {
        /// New name.
        name_en: String,
    },
    /// Its amount (guarded).
    SetAmount {
        /// New amount.
        amount: Option<Money>,
    },
    /// Its expected day of signature (guarded).
    SetExpectedSign {
        /// New day.
        day: Option<Day>,
    },
    /// Links a competitor.
    AddRival {
        /// Which.
        competitor: CompetitorId,
    },
    /// Unlinks a competitor; its assessments stay.
    RemoveRival {
        /// Which.
        competitor: CompetitorId,
    },
    /// Archives the deal.
    Archive {},
    /// Brings it back.
    Restore {},
}

fn check_amount(amount: Option<Money>) -> Result<(), Refusal> {
    match amount {
        Some(money) if !(0..=Money::MAX_MINOR).contains(&money.minor) => Err(Refusal::AmountOutOfRange),
        _ => Ok(()),
    }
}

impl Deal {
    /// The deal, if it was created: nothing in it is judged before.
    pub(crate) fn founded(&self) -> Result<&Self, Refusal> {
        self.facts.as_ref().map(|_| self).ok_or(Refusal::UnknownDeal)
    }
}

impl DealChange {
    pub(crate) fn check(&self, deal: &Deal, context: &Context<'_>) -> Result<(), Refusal> {
        if let Self::Create { account, name, name_en, amount, .. } = self {
            context.need(Action::CreateDeal)?;
            if deal.facts.is_some() {
                return Err(Refusal::AlreadyExists);
            }
            match context.room.account() {
                Some((id, state)) if id == *account && state.facts.is_some() => {}
                _ => return Err(Refusal::UnknownAccount { account: *account }),
            }
            // The account of an op that creates it is the author's own; any other must be one he may read.
            let owns = context.room.account().and_then(|(_, state)| state.facts.as_ref()).map(|facts| facts.owner);
            if owns != Some(context.actor().user) {
                context.need(Action::ReadAccount)?;
            }
            text::check_name(TextField::DealName, name)?;
            text::check_line(TextField::DealName, name_en, text::NAME_MAX)?;
            return check_amount(*amount);
        }
        deal.founded()?;
        match self {
            Self::AddRival { competitor } => {
                context.need(Action::EditMap)?;
                let known = context.room.workspace().is_some_and(|workspace| {
                    workspace.competitors.get(competitor).is_some_and(|competitor| !competitor.archived)
                });
                if known { Ok(()) } else { Err(Refusal::UnknownCompetitor { competitor: *competitor }) }
            }
            Self::RemoveRival { competitor } => {
                context.need(Action::EditMap)?;
                if deal.rivals.contains(competitor) {
                    Ok(())
                } else {
                    Err(Refusal::UnknownCompetitor { competitor: *competitor })
                }
            }
            Self::SetName { name } => {
                context.need(Action::EditDeal)?;
                text::check_name(TextField::DealName, name)
            }
            Self::SetNameEn { name_en } => {
                context.need(Action::EditDeal)?;
                text::check_line(TextField::DealName, name_en, text::NAME_MAX)
            }
            Self::SetAmount { amount } => {
                context.need(Action::EditDeal)?;
                check_amount(*amount)
            }
            Self::Create { .. } | Self::SetExpectedSign { .. } | Self::Archive {} | Self::Restore {} => {
                context.need(Action::EditDeal)
            }
        }
    }

    pub(crate) fn fold(&self, deal: &mut Deal, trace: &mut Trace<'_>) {
        match self {
            Self::Create { account, name, name_en, stage, amount, expected_sign } => {
                deal.facts = Some(DealFacts {
                    account: *account,
                    name: name.clone(),
                    name_en: name_en.clone(),
                    stage: *stage,
                    amount: *amount,
                    expected_sign: *expected_sign,
                    archived: false,
                });
            }
            Self::AddRival { competitor } => deal.rivals.insert_mut(*competitor),
            Self::RemoveRival { competitor } => {
                deal.rivals.remove_mut(competitor);
            }
            _ => {
                let Some(facts) = &mut deal.facts else { return };
                match self {
                    Self::SetName { name } => facts.name.clone_from(name),
                    Self::SetNameEn { name_en } => facts.name_en.clone_from(name_en),
                    Self::SetAmount { amount } => facts.amount = *amount,
                    Self::SetExpectedSign { day } => facts.expected_sign = *day,
                    Self::Archive {} => facts.archived = true,
                    Self::Restore {} => facts.archived = false,
                    Self::Create { .. } | Self::AddRival { .. } | Self::RemoveRival { .. } => {}
                }
            }
        }
        let (entity, field) = self.writes();
        trace.wrote(entity, field);
    }

    pub(crate) fn inverse(&self, deal: &Deal) -> Option<Self> {
        if let Self::AddRival { competitor } = self {
            let new = !deal.rivals.contains(competitor);
            return new.then_some(Self::RemoveRival { competitor: *competitor });
        }
        let facts = deal.facts.as_ref()?;
        Some(match self {
            Self::Create { .. } | Self::AddRival { .. } => return None,
            Self::Restore {} if !facts.archived => return None,
            Self::Archive {} if facts.archived => return None,
            Self::SetName { .. } => Self::SetName { name: facts.name.clone() },
            Self::SetNameEn { .. } => Self::SetNameEn { name_en: facts.name_en.clone() },
            Self::SetAmount { .. } => Self::SetAmount { amount: facts.amount },
            Self::SetExpectedSign { .. } => Self::SetExpectedSign { day: facts.expected_sign },
            Self::RemoveRival { competitor } => Self::AddRival { competitor: *competitor },
            Self::Archive {} => Self::Restore {},
            Self::Restore {} => Self::Archive {},
        })
    }

    pub(crate) fn writes(&self) -> (EntityKey, Field) {
        match self {
            Self::Create { .. } | Self::Archive {} | Self::Restore {} => (EntityKey::Deal, Field::Existence),
            Self::SetName { .. } => (EntityKey::Deal, Field::Name),
            Self::SetNameEn { .. } => (EntityKey::Deal, Field::NameEn),
            Self::SetAmount { .. } => (EntityKey::Deal, Field::Amount),
            Self::SetExpectedSign { .. } => (EntityKey::Deal, Field::ExpectedSign),
            Self::AddRival { competitor } | Self::RemoveRival { competitor } => {
                (EntityKey::Rival(*competitor), Field::Existence)
            }
        }
    }
}
