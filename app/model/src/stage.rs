//! The stages of LTC: the columns of the stage board, fixed for every workspace (process levels L1 to L3).

use serde::{Deserialize, Serialize};

/// An L3 activity a deal or contract stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Stage {
    /// Collect and generate leads 收集和生成线索.
    #[serde(rename = "ML-1")]
    Ml1,
    /// Verify and distribute leads 验证和分发线索.
    #[serde(rename = "ML-2")]
    Ml2,
    /// Track and nurture leads 跟踪和培育线索.
    #[serde(rename = "ML-3")]
    Ml3,
    /// Validate opportunity 验证机会点.
    #[serde(rename = "MO-1")]
    Mo1,
    /// Pre-bid guidance 标前引导.
    #[serde(rename = "MO-2")]
    Mo2,
    /// Prepare and submit bid 制定并提交标书.
    #[serde(rename = "MO-3")]
    Mo3,
    /// Negotiate and generate contract 谈判和生成合同.
    #[serde(rename = "MO-4")]
    Mo4,
    /// Accept and confirm contract or PO 合同/PO接收和确认.
    #[serde(rename = "MCE-1")]
    Mce1,
    /// Manage delivery 管理交付.
    #[serde(rename = "MCE-2")]
    Mce2,
    /// Manage invoicing and collection 管理开票和回款.
    #[serde(rename = "MCE-3")]
    Mce3,
    /// Manage contract or PO change 管理合同/PO变更.
    #[serde(rename = "MCE-4")]
    Mce4,
    /// Manage risk and dispute 管理风险和争议.
    #[serde(rename = "MCE-5")]
    Mce5,
    /// Close and evaluate contract 关闭和评价合同.
    #[serde(rename = "MCE-6")]
    Mce6,
}

impl Stage {
    /// All stages in process order.
    pub const ALL: [Self; 13] = [
        Self::Ml1,
        Self::Ml2,
        Self::Ml3,
        Self::Mo1,
        Self::Mo2,
        Self::Mo3,
        Self::Mo4,
        Self::Mce1,
        Self::Mce2,
        Self::Mce3,
        Self::Mce4,
        Self::Mce5,
        Self::Mce6,
    ];

    /// The L3 code, the same in every language.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Ml1 => "ML-1",
            Self::Ml2 => "ML-2",
            Self::Ml3 => "ML-3",
            Self::Mo1 => "MO-1",
            Self::Mo2 => "MO-2",
            Self::Mo3 => "MO-3",
            Self::Mo4 => "MO-4",
            Self::Mce1 => "MCE-1",
            Self::Mce2 => "MCE-2",
            Self::Mce3 => "MCE-3",
            Self::Mce4 => "MCE-4",
            Self::Mce5 => "MCE-5",
            Self::Mce6 => "MCE-6",
        }
    }

    /// The stage of an L3 code.
    pub fn of_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|stage| stage.code() == code)
    }
}
