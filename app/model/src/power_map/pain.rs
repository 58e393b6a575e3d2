//! How far somebody admits the problem 痛点四层次 (T-23): a ladder he climbs one rung at a time, each with evidence and a day.

use super::PowerNode;
use crate::{Day, Locale, Millis, PainId, Refusal, Seq, TextField, UserId, merge::Trace, room::Context, text};
use serde::{Deserialize, Serialize};

/// A rung of the ladder.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PainLevel {
    /// 潜在问题: he has not noticed the problem.
    Latent,
    /// 承认问题: he admits it, and does not know how to solve it.
    Admitted,
    /// 方案构建: he wants to solve it, and has a vision how.
    Vision,
    /// 行动计划: he plans to act.
    Action,
}

impl PainLevel {
    /// All levels, from the bottom.
    pub const ALL: [Self; 4] = [Self::Latent, Self::Admitted, Self::Vision, Self::Action];

    /// Its number, `1..=4`.
    pub const fn number(self) -> usize {
        self as usize + 1
    }

    /// What it is called.
    pub const fn name(self, locale: Locale) -> &'static str {
        match (self, locale) {
            (Self::Latent, Locale::Zh) => "潜在问题",
            (Self::Admitted, Locale::Zh) => "承认问题",
            (Self::Vision, Locale::Zh) => "方案构建",
            (Self::Action, Locale::Zh) => "行动计划",
            (Self::Latent, Locale::En) => "latent problem",
            (Self::Admitted, Locale::En) => "admitted problem",
            (Self::Vision, Locale::En) => "vision building",
            (Self::Action, Locale::En) => "action plan",
        }
    }

    /// Whether one gets from here to `next` without leaving a rung out. The way down is free: a customer may fall back to where he
    /// began.
    const fn leads_to(self, next: Self) -> bool {
        next.number() <= self.number() + 1
    }
}

/// That somebody was seen to stand on a rung.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pain {
    /// Which.
    pub level: PainLevel,
    /// What was seen or heard.
    pub evidence: String,
    /// When it was observed.
    pub observed_at: Day,
    /// Who says so.
    pub by: UserId,
    /// When it was entered.
    pub at: Millis,
    /// Row of the log.
    pub seq: Seq,
    /// Taken back by its author.
    #[serde(default)]
    pub withdrawn: bool,
}

/// A change of where somebody stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PainChange {
    /// He was seen on a rung.
    Reach {
        /// Id.
        id: PainId,
        /// Which.
        level: PainLevel,
        /// What was seen or heard; only the lowest rung needs none.
        #[serde(default)]
        evidence: String,
        /// When.
        observed_at: Day,
    },
    /// The author takes it back. It stays in the log.
    Withdraw {
        /// Which.
        id: PainId,
    },
    /// The author stands by it again.
    Reinstate {
        /// Which.
        id: PainId,
    },
}

impl PowerNode {
    /// Where the person stood over time, without what was taken back; of one day the later row of the log comes later.
    pub fn pain_history(&self) -> Vec<(PainId, &Pain)> {
        let mut all: Vec<(PainId, &Pain)> =
            self.pains.iter().filter(|(_, pain)| !pain.withdrawn).map(|(id, pain)| (*id, pain)).collect();
        crate::order::sort_by_key(&mut all, |(id, pain)| (pain.observed_at, pain.seq, *id));
        all
    }

    /// The rung the person stands on; `None` while nobody has said.
    pub fn pain(&self) -> Option<PainLevel> {
        self.pain_history().last().map(|(_, pain)| pain.level)
    }

    /// Whether no rung is left out on the way.
    fn check_climb(&self, changed: PainId, with: Option<(PainLevel, Day)>) -> Result<(), Refusal> {
        let mut way: Vec<(Day, Seq, PainId, PainLevel)> = self
            .pain_history()
            .into_iter()
            .filter(|(id, _)| *id != changed)
            .map(|(id, pain)| (pain.observed_at, pain.seq, id, pain.level))
            .collect();
        if let Some((level, day)) = with {
            let seq = self.pains.get(&changed).map_or(Seq(u64::MAX), |pain| pain.seq);
            way.push((day, seq, changed, level));
            crate::order::sort_by_key(&mut way, |(day, seq, id, _)| (*day, *seq, *id));
        }
        let mut steps = way.iter().zip(way.iter().skip(1)).map(|(one, next)| (one.3, next.3));
        match steps.find(|(one, next)| !one.leads_to(*next)) {
            Some((from, to)) => Err(Refusal::PainLevelSkipped { from, to }),
            None => Ok(()),
        }
    }

    fn own_pain(&self, id: PainId, user: UserId) -> Result<&Pain, Refusal> {
        let pain = self.pains.get(&id).ok_or(Refusal::UnknownAssessment)?;
        if pain.by == user { Ok(pain) } else { Err(Refusal::NotYours) }
    }
}

impl PainChange {
    pub(super) fn check(&self, node: &PowerNode, context: &Context<'_>) -> Result<(), Refusal> {
        match self {
            Self::Reach { id, level, evidence, observed_at } => {
                if node.pains.contains_key(id) {
                    return Err(Refusal::AlreadyExists);
                }
                text::check_lines(TextField::Evidence, evidence, text::EVIDENCE_MAX)?;
                if *level != PainLevel::Latent && evidence.trim().is_empty() {
                    return Err(Refusal::PainEvidenceRequired { level: *level });
                }
                super::change::check_observed(*observed_at, context)?;
                node.check_climb(*id, Some((*level, *observed_at)))
            }
            Self::Withdraw { id } => {
                node.own_pain(*id, context.actor().user)?;
                node.check_climb(*id, None)
            }
            Self::Reinstate { id } => {
                let pain = node.own_pain(*id, context.actor().user)?;
                node.check_climb(*id, Some((pain.level, pain.observed_at)))
            }
        }
    }

    pub(super) fn fold(&self, node: &mut PowerNode, trace: &Trace<'_>) {
        match self {
            Self::Reach { id, level, evidence, observed_at } => node.pains.insert_mut(
                *id,
                Pain {
                    level: *level,
                    evidence: evidence.clone(),
                    observed_at: *observed_at,
                    by: trace.stamp.by,
                    at: trace.stamp.at,
                    seq: trace.seq,
                    withdrawn: false,
                },
            ),
            Self::Withdraw { id } => set_withdrawn(node, *id, true),
            Self::Reinstate { id } => set_withdrawn(node, *id, false),
        }
    }

    pub(super) fn inverse(&self, node: &PowerNode) -> Option<Self> {
        let withdrawn = |id| node.pains.get(id).map(|pain| pain.withdrawn);
        match self {
            Self::Reach { id, .. } => Some(Self::Withdraw { id: *id }),
            Self::Withdraw { id } => (withdrawn(id) == Some(false)).then_some(Self::Reinstate { id: *id }),
            Self::Reinstate { id } => (withdrawn(id) == Some(true)).then_some(Self::Withdraw { id: *id }),
        }
    }
}

fn set_withdrawn(node: &mut PowerNode, id: PainId, withdrawn: bool) {
    if let Some(pain) = node.pains.get(&id) {
        let pain = Pain { withdrawn, ..pain.clone() };
        node.pains.insert_mut(id, pain);
    }
}
