//! The words a power map prints or says. They come from the caller: this crate has no messages of its own.

use model::power_map::{BuyingRole, LineKind};

/// The words of one language.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Words {
    /// 姓名未知.
    pub name_unknown: String,
    /// 未知.
    pub unknown: String,
    /// 关键决策者.
    pub key: String,
    /// 外部人员.
    pub external: String,
    /// 位置已固定.
    pub pinned: String,
    /// 责任人.
    pub owners: String,
    /// 我司.
    pub us: String,
    /// 评估已旧.
    pub stale: String,
    /// 其他项目的评估，未核实.
    pub unverified: String,
    /// 已离开.
    pub gone: String,
    /// Buying roles, in the order of [`BuyingRole::ALL`].
    pub roles: [String; 8],
    /// Strengths from -3 to +3.
    pub strengths: [String; 7],
    /// 汇报, 影响, 冲突.
    pub lines: [String; 3],
}

impl Words {
    /// The word for a buying role.
    pub fn role(&self, role: BuyingRole) -> &str {
        let at = BuyingRole::ALL.iter().position(|each| *each == role);
        at.map_or("", |at| &self.roles[at])
    }

    /// The label of a strength, without its number.
    pub fn strength(&self, value: i32) -> &str {
        usize::try_from(value + 3).ok().and_then(|at| self.strengths.get(at)).map_or("", String::as_str)
    }

    /// The word for a kind of line.
    pub fn line(&self, kind: LineKind) -> &str {
        match kind {
            LineKind::ReportsTo => &self.lines[0],
            LineKind::Influences { .. } => &self.lines[1],
            LineKind::ConflictsWith => &self.lines[2],
        }
    }
}
