//! Assessments: a relationship strength is a dated judgement with evidence and author, never a bare number.

use crate::{CompetitorId, Day, Millis, Seq, UserId};
use serde::{Deserialize, Serialize};

/// Relationship strength 关系强度.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Strength {
    /// `-3..=3`. Wider here than allowed, so that a wrong value gets an answer instead of a parse error.
    Known(i32),
    /// Asked, and not known.
    Unknown,
}

impl Strength {
    /// The largest strength in either direction.
    pub const MAX: i32 = 3;
    /// From this strength on, in either direction, an assessment needs evidence.
    pub const EVIDENCE_FROM: i32 = 2;
}

/// Whose relation to the person is assessed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Vendor {
    /// Our company.
    Us,
    /// A competitor.
    Competitor(CompetitorId),
}

/// How we came to know.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Source {
    /// 当面.
    InPerson,
    /// 会议.
    Meeting,
    /// 电话.
    Call,
    /// 邮件.
    Mail,
    /// 第三方.
    ThirdParty,
    /// 其他项目: taken over from another deal of the account, and not verified in this one.
    OtherDeal,
}

impl Source {
    /// All sources one can state, in the order a form offers them. What is taken over from another deal is never stated.
    pub const ALL: [Self; 5] = [Self::InPerson, Self::Meeting, Self::Call, Self::Mail, Self::ThirdParty];
}

/// One assessment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Assessment {
    /// Whose relation.
    pub vendor: Vendor,
    /// How strong.
    pub value: Strength,
    /// What was seen or heard.
    pub evidence: String,
    /// How.
    pub source: Source,
    /// When it was observed.
    pub observed_at: Day,
    /// Who judged.
    pub by: UserId,
    /// When it was entered.
    pub at: Millis,
    /// Row of the log.
    pub seq: Seq,
    /// Taken back by its author.
    #[serde(default)]
    pub withdrawn: bool,
}

impl Assessment {
    /// Whether it is a suggestion from another deal that nobody has verified in this one.
    pub fn is_unverified(&self) -> bool {
        self.source == Source::OtherDeal
    }
}
