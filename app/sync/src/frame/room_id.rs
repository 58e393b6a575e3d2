//! Which room.

use model::{AccountId, DealId, StreamId};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};
use std::{fmt, str::FromStr};

/// The streams one screen needs. Every room has the workspace; a deal's room also has its account and, for its
/// core group, its core.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RoomId {
    /// The workspace and the list of deals and accounts.
    Board,
    /// One account.
    Account(AccountId),
    /// One deal.
    Deal(DealId),
}

impl RoomId {
    /// The stream whose access rule decides over the room.
    pub const fn stream(self) -> StreamId {
        match self {
            Self::Board => StreamId::Workspace,
            Self::Account(id) => StreamId::Account(id),
            Self::Deal(id) => StreamId::Deal(id),
        }
    }

    /// The stream of the room that is there only for whom it is meant: a deal's core.
    pub const fn core(self) -> Option<StreamId> {
        match self {
            Self::Deal(id) => Some(StreamId::DealCore(id)),
            Self::Board | Self::Account(_) => None,
        }
    }
}

impl fmt::Display for RoomId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Board => f.write_str("board"),
            Self::Account(id) => write!(f, "account:{id}"),
            Self::Deal(id) => write!(f, "deal:{id}"),
        }
    }
}

/// The text names no room.
#[derive(Debug, thiserror::Error)]
#[error("not a room id")]
pub struct NotARoomId;

impl FromStr for RoomId {
    type Err = NotARoomId;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if text == "board" {
            return Ok(Self::Board);
        }
        match text.parse().map_err(|_| NotARoomId)? {
            StreamId::Account(id) => Ok(Self::Account(id)),
            StreamId::Deal(id) => Ok(Self::Deal(id)),
            // The core is a part of its deal's room, for those who may read it.
            StreamId::Workspace | StreamId::DealCore(_) => Err(NotARoomId),
        }
    }
}

impl Serialize for RoomId {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for RoomId {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<str>::deserialize(deserializer)?;
        text.parse().map_err(D::Error::custom)
    }
}
