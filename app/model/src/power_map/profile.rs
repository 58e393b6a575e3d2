//! What somebody is like, in this deal (T-10): level, stance, personality, what the organisation and he himself need, and how we
//! go about it.

use super::{PowerNode, Vendor};
use crate::{
    Refusal, TextField,
    merge::{self, Field},
    text,
};
use serde::{Deserialize, Serialize};

/// Analysis of a person, from the surface to the inside 由表及里.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Profile {
    /// Management level.
    #[serde(default)]
    pub level: Option<Level>,
    /// Stance toward what he supports.
    #[serde(default)]
    pub stance: Option<Stance>,
    /// Whom he supports or opposes; `None` where the stance is about nobody.
    #[serde(default)]
    pub toward: Option<Vendor>,
    /// Personality.
    #[serde(default)]
    pub personality: Option<Personality>,
    /// What his organisation needs of the purchase.
    #[serde(default)]
    pub organisation_need: String,
    /// What he himself needs of it.
    #[serde(default)]
    pub personal_need: String,
    /// How we go about it.
    #[serde(default)]
    pub approach: String,
}

/// Management level 管理层级.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// 决策层: has the last word.
    Decision,
    /// 管理层: can veto.
    Management,
    /// 操作层: makes the short list.
    Operation,
}

/// Stance 立场.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stance {
    /// 支持者.
    Supporter,
    /// 中立者.
    Neutral,
    /// 反对者.
    Opponent,
}

/// Personality 性格.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Personality {
    /// 支配型.
    Dominant,
    /// 表现型.
    Expressive,
    /// 和蔼型.
    Amiable,
    /// 分析型.
    Analytical,
}

impl Level {
    /// All levels, from the top.
    pub const ALL: [Self; 3] = [Self::Decision, Self::Management, Self::Operation];
}

impl Stance {
    /// All stances.
    pub const ALL: [Self; 3] = [Self::Supporter, Self::Neutral, Self::Opponent];
}

impl Personality {
    /// All personalities.
    pub const ALL: [Self; 4] = [Self::Dominant, Self::Expressive, Self::Amiable, Self::Analytical];
}

/// One of the texts of a profile.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ProfileText {
    /// What his organisation needs.
    OrganisationNeed,
    /// What he himself needs.
    PersonalNeed,
    /// How we go about it.
    Approach,
}

impl ProfileText {
    /// All of them, in the order of the form.
    pub const ALL: [Self; 3] = [Self::OrganisationNeed, Self::PersonalNeed, Self::Approach];
}

impl Profile {
    /// One of its texts.
    pub fn text(&self, which: ProfileText) -> &str {
        match which {
            ProfileText::OrganisationNeed => &self.organisation_need,
            ProfileText::PersonalNeed => &self.personal_need,
            ProfileText::Approach => &self.approach,
        }
    }
}

/// A change of a profile.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ProfileChange {
    /// Management level.
    SetLevel {
        /// New level.
        level: Option<Level>,
    },
    /// Stance, and toward whom.
    SetStance {
        /// New stance.
        stance: Option<Stance>,
        /// Toward whom.
        #[serde(default)]
        toward: Option<Vendor>,
    },
    /// Personality.
    SetPersonality {
        /// New personality.
        personality: Option<Personality>,
    },
    /// Edits a text; concurrent edits are merged.
    EditText {
        /// Which.
        which: ProfileText,
        /// The text the author saw.
        from: String,
        /// What he made of it.
        to: String,
    },
}

impl ProfileChange {
    pub(super) fn check(&self, is_vendor: impl Fn(Vendor) -> Result<(), Refusal>) -> Result<(), Refusal> {
        match self {
            Self::SetLevel { .. } | Self::SetPersonality { .. } => Ok(()),
            Self::SetStance { toward, .. } => toward.map_or(Ok(()), is_vendor),
            Self::EditText { from, to, .. } => {
                text::check_lines(TextField::Note, from, text::EVIDENCE_MAX)?;
                text::check_lines(TextField::Note, to, text::EVIDENCE_MAX)
            }
        }
    }

    pub(super) fn fold(&self, node: &mut PowerNode) {
        let profile = &mut node.profile;
        match self {
            Self::SetLevel { level } => profile.level = *level,
            Self::SetStance { stance, toward } => (profile.stance, profile.toward) = (*stance, *toward),
            Self::SetPersonality { personality } => profile.personality = *personality,
            Self::EditText { which, from, to } => {
                let merged = merge::note(profile.text(*which), from, to, text::EVIDENCE_MAX);
                match which {
                    ProfileText::OrganisationNeed => profile.organisation_need = merged,
                    ProfileText::PersonalNeed => profile.personal_need = merged,
                    ProfileText::Approach => profile.approach = merged,
                }
            }
        }
    }

    pub(super) fn inverse(&self, profile: &Profile) -> Self {
        match self {
            Self::SetLevel { .. } => Self::SetLevel { level: profile.level },
            Self::SetStance { .. } => Self::SetStance { stance: profile.stance, toward: profile.toward },
            Self::SetPersonality { .. } => Self::SetPersonality { personality: profile.personality },
            Self::EditText { which, from, to } => {
                let before = profile.text(*which);
                let from = merge::note(before, from, to, text::EVIDENCE_MAX);
                Self::EditText { which: *which, from, to: before.to_owned() }
            }
        }
    }

    pub(super) const fn field(&self) -> Field {
        match self {
            Self::SetLevel { .. } => Field::ManagementLevel,
            Self::SetStance { .. } => Field::Stance,
            Self::SetPersonality { .. } => Field::Personality,
            Self::EditText { which, .. } => match which {
                ProfileText::OrganisationNeed => Field::OrganisationNeed,
                ProfileText::PersonalNeed => Field::PersonalNeed,
                ProfileText::Approach => Field::Approach,
            },
        }
    }
}
