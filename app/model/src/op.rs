//! The envelope of a gesture and the stamp the server puts on it.

use crate::{AccountId, Actor, BatchId, Change, ClientId, DealId, Millis, OpId, PersonId, UserId};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};
use std::{fmt, str::FromStr};

/// Position in a stream's log: the first row has 1, an empty stream stands at 0.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Seq(pub u64);

impl Seq {
    /// The position after this one.
    #[must_use]
    pub const fn next(self) -> Self {
        Self(self.0 + 1)
    }
}

/// The schema of the changes this code writes. Older ones are lifted by [`crate::upcast`].
pub const SCHEMA: u16 = 2;

/// Unit of order, access and loading. The order of the variants is the order of an op's parts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum StreamId {
    /// Members, roles, competitors.
    Workspace,
    /// One customer: its facts, departments, people.
    Account(AccountId),
    /// One deal: its facts, team, power map.
    Deal(DealId),
    /// What only the core group of a deal may read.
    DealCore(DealId),
}

impl StreamId {
    /// The deal it is of: its stream, or its core.
    pub const fn deal(self) -> Option<DealId> {
        match self {
            Self::Deal(deal) | Self::DealCore(deal) => Some(deal),
            Self::Workspace | Self::Account(_) => None,
        }
    }
}

impl fmt::Display for StreamId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Workspace => f.write_str("workspace"),
            Self::Account(id) => write!(f, "account:{id}"),
            Self::Deal(id) => write!(f, "deal:{id}"),
            Self::DealCore(id) => write!(f, "deal_core:{id}"),
        }
    }
}

/// The text names no stream.
#[derive(Debug, thiserror::Error)]
#[error("not a stream id")]
pub struct NotAStreamId;

impl FromStr for StreamId {
    type Err = NotAStreamId;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if text == "workspace" {
            return Ok(Self::Workspace);
        }
        match text.split_once(':') {
            Some(("account", id)) => id.parse().map(Self::Account).map_err(|_| NotAStreamId),
            Some(("deal", id)) => id.parse().map(Self::Deal).map_err(|_| NotAStreamId),
            Some(("deal_core", id)) => id.parse().map(Self::DealCore).map_err(|_| NotAStreamId),
            _ => Err(NotAStreamId),
        }
    }
}

impl Serialize for StreamId {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for StreamId {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<str>::deserialize(deserializer)?;
        text.parse().map_err(D::Error::custom)
    }
}

/// One gesture: commits whole or not at all.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Op {
    /// Unique for ever; sending the same id again returns the stored answer.
    pub id: OpId,
    /// The browser profile it was made in.
    pub client: ClientId,
    /// Its place among that client's ops.
    pub client_seq: u64,
    /// The schema its changes are written in.
    pub schema: u16,
    /// The client's clock, only a note: order and stamps are the server's.
    pub at: Millis,
    /// The import it belongs to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub batch: Option<BatchId>,
    /// One per stream, ordered by stream.
    pub parts: Vec<Part>,
}

/// What an op changes in one stream.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    /// The stream.
    pub stream: StreamId,
    /// The last position of that stream the client had confirmed when the gesture was made.
    pub base: Seq,
    /// The changes, in order.
    pub changes: Vec<Change>,
}

/// What the server adds to an accepted op; stored with it, so that replay needs neither clock nor tables.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stamp {
    /// Author.
    pub by: UserId,
    /// Server time of acceptance.
    pub at: Millis,
    /// The author's roles at that time.
    pub actor: Actor,
    /// Sort and search keys of the people this op names, derived by the server.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub pinyin: Vec<(PersonId, String)>,
}

impl Stamp {
    /// A stamp without derived keys, as a client makes it for its own pending ops.
    pub fn new(actor: Actor, at: Millis) -> Self {
        Self { by: actor.user, at, actor, pinyin: Vec::new() }
    }
}
