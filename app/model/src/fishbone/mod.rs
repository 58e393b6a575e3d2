//! The organisation fishbone 客户组织结构鱼骨图 (T-02): who matters toward one goal, in the order of importance.

mod change;
mod derived;
mod foresee;

pub use change::FishboneChange;
pub use derived::{Count, RankedBone, Standing, age_of, count, misplaced, plan, ranked, relation, state_of};

use crate::{
    DepartmentId, FishboneId, Map, PersonId, UserId,
    rank::{Place, RankKey},
};
use serde::{Deserialize, Serialize};

/// The fishbones of one deal: each has a goal of its own, and with it a decision chain of its own.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fishbones {
    /// All of them.
    #[serde(default)]
    pub all: Map<FishboneId, Fishbone>,
    /// What the marks mean in this deal.
    #[serde(default)]
    pub labels: MarkLabels,
}

/// A fishbone.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fishbone {
    /// The goal 目标 at the head.
    pub goal: String,
    /// A second line at the head: amount, part of the project; may be empty.
    #[serde(default)]
    pub detail: String,
    /// Departments, one bone each at most.
    #[serde(default)]
    pub bones: Map<DepartmentId, Bone>,
    /// People, on one bone each.
    #[serde(default)]
    pub people: Map<PersonId, BonePerson>,
    /// The fishbone it was copied from.
    #[serde(default)]
    pub from: Option<FishboneId>,
    /// Put away.
    #[serde(default)]
    pub archived: bool,
}

/// A department's bone.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bone {
    /// Place among the bones: the first is the most important and stands nearest to the head.
    pub rank: RankKey,
    /// Above or below the spine; `None` alternates.
    #[serde(default)]
    pub side: Option<Side>,
    /// Taken off; the people on it are out of sight with it.
    #[serde(default)]
    pub archived: bool,
}

/// On which side of the spine a bone stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Side {
    /// Above.
    Upper,
    /// Below.
    Lower,
}

impl Side {
    /// The other one.
    #[must_use]
    pub const fn other(self) -> Self {
        match self {
            Self::Upper => Self::Lower,
            Self::Lower => Self::Upper,
        }
    }
}

/// A person on a bone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BonePerson {
    /// On which bone.
    pub bone: DepartmentId,
    /// Place on it: the first is the most important and stands nearest to the spine.
    pub rank: RankKey,
    /// Core voice, influencing voice, or neither.
    #[serde(default)]
    pub mark: Option<Mark>,
    /// The relation as somebody stated it, against what follows from the assessments.
    #[serde(default)]
    pub stated: Option<StatedRelation>,
    /// Taken off.
    #[serde(default)]
    pub archived: bool,
}

/// The mark of a person on a bone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Mark {
    /// By default a core voice 核心意见, which stands nearer to the spine than every B of its bone.
    A,
    /// By default an influencing voice 影响意见.
    B,
}

/// What A and B are called in this deal; empty is the usual name in the reader's language.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct MarkLabels {
    /// A.
    #[serde(default)]
    pub a: String,
    /// B.
    #[serde(default)]
    pub b: String,
}

/// How the relation stands 关系现状: the colour of a person on the fishbone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RelationState {
    /// 有好感.
    Favourable,
    /// 需提高.
    NeedsImprovement,
    /// 有过合作. Never follows from assessments: somebody has to state it.
    Cooperated,
    /// 未评估.
    NotAssessed,
}

impl RelationState {
    /// Those that can be stated, in the order a form offers them.
    pub const STATED: [Self; 3] = [Self::Favourable, Self::NeedsImprovement, Self::Cooperated];
}

/// A relation that somebody stated.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StatedRelation {
    /// How it stands.
    pub state: RelationState,
    /// Why, against what the assessments say.
    pub reason: String,
    /// Who says so.
    pub by: UserId,
}

/// A place among the bones of a fishbone.
pub type BonePlace = Place<DepartmentId>;
/// A place among the people of a bone.
pub type PersonPlace = Place<PersonId>;

/// Fishbones of one deal, archived ones too.
pub const FISHBONES_MAX: usize = 50;

impl Fishbones {
    /// A fishbone that was not put away.
    pub fn live(&self, id: FishboneId) -> Option<&Fishbone> {
        self.all.get(&id).filter(|fishbone| !fishbone.archived)
    }

    /// The one a deal works on: the newest that was not put away, for ids grow with time.
    pub fn newest(&self) -> Option<FishboneId> {
        self.all.iter().rfind(|(_, fishbone)| !fishbone.archived).map(|(id, _)| *id)
    }

    /// Bones and people of all fishbones, archived ones too.
    pub(crate) fn entities(&self) -> usize {
        self.all.values().map(|fishbone| fishbone.bones.size() + fishbone.people.size()).sum()
    }
}

impl Fishbone {
    /// A bone that is there now.
    pub fn live_bone(&self, department: DepartmentId) -> Option<&Bone> {
        self.bones.get(&department).filter(|bone| !bone.archived)
    }

    /// A person who stands on a bone now.
    pub fn live_person(&self, person: PersonId) -> Option<&BonePerson> {
        self.people.get(&person).filter(|on| !on.archived && self.live_bone(on.bone).is_some())
    }
}
