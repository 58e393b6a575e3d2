#![doc = include_str!("../README.md")]
#![forbid(unsafe_code)]

pub mod access;
pub mod account;
pub mod card;
pub mod chain;
mod change;
pub mod comment;
pub mod compare;
pub mod competitor;
pub mod deal;
pub mod department;
mod effects;
pub mod fishbone;
mod id;
pub mod import;
pub mod json;
pub mod key_role;
mod locale;
pub mod member;
pub mod merge;
pub mod moment;
mod money;
mod op;
pub mod order;
pub mod person;
pub mod power_map;
pub mod rank;
mod refusal;
mod room;
mod stage;
pub mod task;
pub mod team;
pub mod text;
mod time;
pub mod undo;
pub mod upcast;

pub use access::{AccountRight, Action, Actor, DealRole, WorkspaceRole};
pub use change::{Body, Change, StreamState, fold};
pub use effects::{Effects, EntityKey};
pub use id::{
    AccountId, AssessmentId, BatchId, ClientId, CommentId, CompetitorId, DealId, DepartmentId, FishboneId, KeyRoleId,
    LineId, MomentId, OpId, PainId, PersonId, StepId, TaskId, UserId,
};
pub use locale::{Locale, named};
pub use money::{Currency, Money};
pub use op::{Op, Part, SCHEMA, Seq, Stamp, StreamId};
pub use refusal::{Refusal, TextField};
pub use room::{Accepted, CHANGES_MAX, Replaced, Room, accept, check, replaced};
pub use stage::Stage;
pub use time::{Day, Millis};

/// Persistent map: a clone is cheap, so that confirmed, visible and pending states are roots into shared nodes.
pub type Map<K, V> = rpds::RedBlackTreeMapSync<K, V>;
/// Persistent set, see [`Map`].
pub type Set<T> = rpds::RedBlackTreeSetSync<T>;
