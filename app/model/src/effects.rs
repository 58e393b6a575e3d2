//! What a change touched, so that a screen redraws just that.

use crate::{CompetitorId, DepartmentId, LineId, PersonId, UserId};
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
        match text.split_once(':') {
            None => match text {
                "workspace" => Ok(Self::Workspace),
                "account" => Ok(Self::Account),
                "deal" => Ok(Self::Deal),
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
