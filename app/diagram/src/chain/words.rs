//! The words a chain prints or says. They come from the caller: this crate has no messages of its own.

use model::chain::{StepKind, StepState};

/// The words of one language. In a sentence `#` stands for a number and `@` for a name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Words {
    /// Kinds of steps, in the order of [`StepKind::ALL`].
    pub kinds: [String; 13],
    /// States, in the order of [`StepState::ALL`].
    pub states: [String; 4],
    /// 计划.
    pub planned: String,
    /// 实际.
    pub actual: String,
    /// 未定.
    pub no_day: String,
    /// 晚 # 天.
    pub late: String,
    /// 今天.
    pub today: String,
    /// 无人负责.
    pub unmanned: String,
    /// 未定动作.
    pub no_action: String,
    /// 任务.
    pub task: String,
    /// 对手.
    pub rivals: String,
    /// @领先 # 级.
    pub they_lead: String,
    /// 我司领先 # 级.
    pub we_lead: String,
    /// 旗鼓相当.
    pub even: String,
    /// # 人.
    pub people: String,
}

impl Words {
    /// The usual name of a kind.
    pub fn kind(&self, kind: StepKind) -> &str {
        let at = StepKind::ALL.iter().position(|each| *each == kind);
        at.and_then(|at| self.kinds.get(at)).map_or("", String::as_str)
    }

    /// The word for a state.
    pub fn state(&self, state: StepState) -> &str {
        let at = StepState::ALL.iter().position(|each| *each == state);
        at.and_then(|at| self.states.get(at)).map_or("", String::as_str)
    }
}

/// A sentence with its number.
pub(super) fn numbered(sentence: &str, number: impl ToString) -> String {
    sentence.replace('#', &number.to_string())
}
