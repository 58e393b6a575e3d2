//! The words a fishbone prints or says. They come from the caller: this crate has no messages of its own.

use model::fishbone::{Mark, RelationState};

/// The words of one language.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Words {
    /// 目标.
    pub goal: String,
    /// 鱼骨, before the rank of a bone.
    pub bone: String,
    /// 人, before the rank of a person on a bone.
    pub person: String,
    /// 姓名未知.
    pub name_unknown: String,
    /// 未知, for somebody whose record is not here.
    pub unknown: String,
    /// 已离开.
    pub gone: String,
    /// 评估已旧.
    pub stale: String,
    /// A 应比 B 更靠近轴线.
    pub misplaced: String,
    /// 有好感, 需提高, 有过合作, 未评估.
    pub states: [String; 4],
    /// The usual names of the marks: 核心意见, 影响意见.
    pub marks: [String; 2],
}

impl Words {
    /// The word for a relation.
    pub fn state(&self, state: RelationState) -> &str {
        match state {
            RelationState::Favourable => &self.states[0],
            RelationState::NeedsImprovement => &self.states[1],
            RelationState::Cooperated => &self.states[2],
            RelationState::NotAssessed => &self.states[3],
        }
    }

    /// What a mark is called as long as the deal has no name of its own for it.
    pub fn mark(&self, mark: Mark) -> &str {
        match mark {
            Mark::A => &self.marks[0],
            Mark::B => &self.marks[1],
        }
    }
}
