//! A gesture before it has a time of day.

use model::{Change, StreamId, UserId};

/// What a gesture is about. The order is the order within a day: what others need comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    Workspace,
    Competitor,
    Account,
    Deal,
    Team,
    Rival,
    Department,
    Person,
    Line,
    Owner,
    Assessment,
    Step,
    Task,
    Fishbone,
    Bone,
    BonePerson,
    Stated,
    Plan,
    Named,
    KeyRole,
}

/// One gesture of one author.
#[derive(Clone, Debug)]
pub struct Gesture {
    /// Days from today, negative: the past.
    pub day: i32,
    /// What it is about.
    pub kind: Kind,
    /// Its author.
    pub by: UserId,
    /// Its changes.
    pub parts: Vec<(StreamId, Vec<Change>)>,
}
