//! Nodes of the power map.

use super::{Assessment, Pain, Profile, Strength, Vendor};
use crate::{AssessmentId, CompetitorId, Map, PainId, Set, UserId};
use serde::{Deserialize, Serialize};

/// Role in the purchase 购买角色, per deal (T-10).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BuyingRole {
    /// 决策人.
    DecisionMaker,
    /// 批准人.
    Approver,
    /// 推荐人.
    Recommender,
    /// 采购人.
    Buyer,
    /// 评估人.
    Evaluator,
    /// 使用者.
    User,
    /// 影响者.
    Influencer,
    /// 把关人.
    Gatekeeper,
}

impl BuyingRole {
    /// All roles, in the order a form offers them.
    pub const ALL: [Self; 8] = [
        Self::DecisionMaker,
        Self::Approver,
        Self::Recommender,
        Self::Buyer,
        Self::Evaluator,
        Self::User,
        Self::Influencer,
        Self::Gatekeeper,
    ];
}

/// A person on the map.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PowerNode {
    /// Left edge of the card, in diagram units.
    pub x: i32,
    /// Top edge of the card, in diagram units.
    pub y: i32,
    /// Role in this purchase.
    #[serde(default)]
    pub buying_role: Option<BuyingRole>,
    /// Key decision maker 关键决策者.
    #[serde(default)]
    pub key: bool,
    /// Whether the automatic layout leaves the card where it is.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub pinned: bool,
    /// What he is like.
    #[serde(default)]
    pub profile: Profile,
    /// Our people who own the relation 客户关系责任人.
    #[serde(default)]
    pub owners: Set<UserId>,
    /// Every assessment, withdrawn ones too.
    #[serde(default)]
    pub assessments: Map<AssessmentId, Assessment>,
    /// Every finding of how far he admits the problem, withdrawn ones too.
    #[serde(default)]
    pub pains: Map<PainId, Pain>,
    /// Taken off the map.
    #[serde(default)]
    pub archived: bool,
}

impl PowerNode {
    /// The newest assessment of this person's relation to `vendor` that was not withdrawn; ties of the day fall to the
    /// later row of the log, within a row to the later id.
    pub fn current(&self, vendor: Vendor) -> Option<(AssessmentId, &Assessment)> {
        self.assessments
            .iter()
            .filter(|(_, assessment)| assessment.vendor == vendor && !assessment.withdrawn)
            .max_by_key(|(id, assessment)| (assessment.observed_at, assessment.seq, **id))
            .map(|(id, assessment)| (*id, assessment))
    }

    /// The known strength of the relation to `vendor`, `-3..=3`; `None` is unknown 未知, which is not 0.
    pub fn strength(&self, vendor: Vendor) -> Option<i32> {
        match self.current(vendor)?.1.value {
            // No rule lets another value in; a log that has one anyway must not upset the sums.
            Strength::Known(value) => Some(value.clamp(-Strength::MAX, Strength::MAX)),
            Strength::Unknown => None,
        }
    }

    /// Who of `rivals` stands better than we do, the best of them, and by how many steps. Against an unknown relation of ours a rival is
    /// ahead as soon as he is supported at all.
    pub fn rival_ahead(&self, rivals: impl IntoIterator<Item = CompetitorId>) -> Option<(CompetitorId, i32)> {
        let bar = self.strength(Vendor::Us).unwrap_or(0);
        let theirs = rivals.into_iter().filter_map(|rival| Some((self.strength(Vendor::Competitor(rival))?, rival)));
        let (value, rival) = theirs.filter(|(value, _)| *value > bar).max()?;
        Some((rival, value - bar))
    }
}
