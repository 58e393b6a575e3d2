//! What a change touched, so that a screen redraws just that.

use crate::{
    CommentId, CompetitorId, DepartmentId, FishboneId, KeyRoleId, LineId, MomentId, PersonId, StepId, TaskId, UserId,
};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};
use std::{collections::BTreeSet, fmt, str::FromStr};

/// One thing a screen can show and a person can edit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EntityKey {
    /// The workspace's own facts.
    Workspace,
    /// A member of the workspace.
    Member(UserId),
    /// A competitor.
    Competitor(CompetitorId),
    /// The account's own facts.
    Account,
    /// A department of the account.
    Department(DepartmentId),
    /// A person of the account.
    Person(PersonId),
    /// The deal's own facts.
    Deal,
    /// A member of the deal's team.
    TeamMember(UserId),
    /// A competitor's being linked to the deal.
    Rival(CompetitorId),
    /// A node of the power map.
    Node(PersonId),
    /// A line of the power map.
    Line(LineId),
    /// A fishbone's own facts.
    Fishbone(FishboneId),
    /// A department's bone on a fishbone.
    Bone(FishboneId, DepartmentId),
    /// A person on a fishbone.
    BonePerson(FishboneId, PersonId),
    /// What the marks A and B mean in the deal.
    MarkLabels,
    /// A step of the decision chain.
    Step(StepId),
    /// A person's part in a step.
    StepPerson(StepId, PersonId),
    /// A task.
    Task(TaskId),
    /// A comment.
    Comment(CommentId),
    /// An entry of the register of key decision makers and hidden roles.
    KeyRole(KeyRoleId),
    /// A named moment.
    Moment(MomentId),
}

/// Everything a fold touched.
pub type Effects = BTreeSet<EntityKey>;

impl fmt::Display for EntityKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Workspace => f.write_str("workspace"),
            Self::Member(id) => write!(f, "member:{id}"),
            Self::Competitor(id) => write!(f, "competitor:{id}"),
            Self::Account => f.write_str("account"),
            Self::Department(id) => write!(f, "department:{id}"),
            Self::Person(id) => write!(f, "person:{id}"),
            Self::Deal => f.write_str("deal"),
            Self::TeamMember(id) => write!(f, "team_member:{id}"),
            Self::Rival(id) => write!(f, "rival:{id}"),
            Self::Node(id) => write!(f, "node:{id}"),
            Self::Line(id) => write!(f, "line:{id}"),
            Self::Fishbone(id) => write!(f, "fishbone:{id}"),
            Self::Bone(id, department) => write!(f, "bone:{id}/{department}"),
            Self::BonePerson(id, person) => write!(f, "bone_person:{id}/{person}"),
            Self::MarkLabels => f.write_str("mark_labels"),
            Self::Step(id) => write!(f, "step:{id}"),
            Self::StepPerson(id, person) => write!(f, "step_person:{id}/{person}"),
            Self::Task(id) => write!(f, "task:{id}"),
            Self::Comment(id) => write!(f, "comment:{id}"),
            Self::KeyRole(id) => write!(f, "key_role:{id}"),
            Self::Moment(id) => write!(f, "moment:{id}"),
        }
    }
}

/// The text is not an entity key.
#[derive(Debug, thiserror::Error)]
#[error("not an entity key")]
pub struct NotAnEntityKey;

impl FromStr for EntityKey {
    type Err = NotAnEntityKey;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        fn id<T: FromStr>(text: &str) -> Result<T, NotAnEntityKey> {
            text.parse().map_err(|_| NotAnEntityKey)
        }
        fn two<T: FromStr, U: FromStr>(text: &str) -> Result<(T, U), NotAnEntityKey> {
            let (one, other) = text.split_once('/').ok_or(NotAnEntityKey)?;
            Ok((id(one)?, id(other)?))
        }
        match text.split_once(':') {
            None => match text {
                "workspace" => Ok(Self::Workspace),
                "account" => Ok(Self::Account),
                "deal" => Ok(Self::Deal),
                "mark_labels" => Ok(Self::MarkLabels),
                _ => Err(NotAnEntityKey),
            },
            Some(("member", rest)) => id(rest).map(Self::Member),
            Some(("competitor", rest)) => id(rest).map(Self::Competitor),
            Some(("department", rest)) => id(rest).map(Self::Department),
            Some(("person", rest)) => id(rest).map(Self::Person),
            Some(("team_member", rest)) => id(rest).map(Self::TeamMember),
            Some(("rival", rest)) => id(rest).map(Self::Rival),
            Some(("node", rest)) => id(rest).map(Self::Node),
            Some(("line", rest)) => id(rest).map(Self::Line),
            Some(("fishbone", rest)) => id(rest).map(Self::Fishbone),
            Some(("bone", rest)) => two(rest).map(|(id, department)| Self::Bone(id, department)),
            Some(("bone_person", rest)) => two(rest).map(|(id, person)| Self::BonePerson(id, person)),
            Some(("step", rest)) => id(rest).map(Self::Step),
            Some(("step_person", rest)) => two(rest).map(|(id, person)| Self::StepPerson(id, person)),
            Some(("task", rest)) => id(rest).map(Self::Task),
            Some(("comment", rest)) => id(rest).map(Self::Comment),
            Some(("key_role", rest)) => id(rest).map(Self::KeyRole),
            Some(("moment", rest)) => id(rest).map(Self::Moment),
            Some(_) => Err(NotAnEntityKey),
        }
    }
}

impl Serialize for EntityKey {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for EntityKey {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<str>::deserialize(deserializer)?;
        text.parse().map_err(D::Error::custom)
    }
}
