//! What happens when a change touches a field that somebody else changed after the change's base.

use crate::{Effects, EntityKey, Map, Seq, Stamp, UserId};
use serde::{Deserialize, Serialize};

/// A field of an entity, for the memory of who wrote it last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Field {
    /// That the entity is there, archived or not.
    Existence,
    /// Name of anything.
    Name,
    /// Name in English.
    NameEn,
    /// Post of a person.
    Title,
    /// Post of a person in English.
    TitleEn,
    /// Department of a person, parent of a department.
    Department,
    /// Telephone, mail.
    Contact,
    /// Outside the customer's company.
    External,
    /// Free note.
    Note,
    /// Customer level.
    Level,
    /// Industry of an account.
    Industry,
    /// Region of an account.
    Region,
    /// Our owner of the account.
    AccountOwner,
    /// Role of a member.
    Role,
    /// Initials of a member.
    Initials,
    /// Colour of a member or competitor.
    Colour,
    /// Amount of a deal.
    Amount,
    /// Expected sign date of a deal.
    ExpectedSign,
    /// Place of a node.
    Position,
    /// Buying role of a node.
    BuyingRole,
    /// Key-decision-maker mark of a node.
    Key,
    /// Whether the layout leaves a node where it is.
    Pin,
    /// Relationship owners of a node.
    Owners,
    /// Weight of a line.
    Weight,
    /// Assessments of a node.
    Assessments,
    /// How far a person admits the problem.
    Pain,
    /// Second line of a fishbone's goal.
    Detail,
    /// What mark A means.
    LabelA,
    /// What mark B means.
    LabelB,
    /// Place in an order: of a bone, of a person on it, of a step.
    Rank,
    /// Side of a bone.
    Side,
    /// Mark of a person on a bone.
    Mark,
    /// Stated relation of a person on a bone.
    Relation,
    /// Planned day of a step.
    Planned,
    /// Actual day of a step.
    Actual,
    /// State of a step or a task.
    State,
    /// Who does a task.
    TaskOwner,
    /// Until when a task is due.
    Due,
    /// About whom a task is.
    TaskPerson,
    /// Management level of a person.
    ManagementLevel,
    /// Stance of a person.
    Stance,
    /// Personality of a person.
    Personality,
    /// What his organisation needs.
    OrganisationNeed,
    /// What he himself needs.
    PersonalNeed,
    /// How we go about a person.
    Approach,
    /// Being named to the core group.
    Core,
    /// What a key role is.
    Kind,
    /// The decision maker a hidden role influences.
    Behind,
    /// A competitor's relation to a key role.
    RivalRelation,
    /// How we know of a key role.
    Source,
    /// Why an entry is kept.
    Purpose,
    /// Until when an entry is kept.
    KeepUntil,
    /// That people came in from a file.
    Imports,
}

/// How concurrent edits of a field meet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MergeKind {
    /// The later one wins; the loser sees what was replaced and can restore it.
    Plain,
    /// Refused; the user chooses.
    Guarded,
    /// Adding wins.
    Set,
    /// The server's order decides: both stand where their authors put them, the later one before the earlier.
    Order,
    /// A cycle is refused.
    Tree,
    /// Appended, nothing to conflict.
    Append,
    /// Three-way merge, else both are kept.
    NoteText,
}

impl Field {
    /// The table: one row per field.
    pub const fn merge_kind(self) -> MergeKind {
        match self {
            Self::Amount | Self::ExpectedSign => MergeKind::Guarded,
            Self::Owners => MergeKind::Set,
            Self::Department => MergeKind::Tree,
            Self::Assessments | Self::Pain | Self::Imports => MergeKind::Append,
            Self::Note | Self::OrganisationNeed | Self::PersonalNeed | Self::Approach => MergeKind::NoteText,
            Self::Rank => MergeKind::Order,
            Self::Existence
            | Self::Name
            | Self::NameEn
            | Self::Title
            | Self::TitleEn
            | Self::Contact
            | Self::External
            | Self::Level
            | Self::Industry
            | Self::Region
            | Self::AccountOwner
            | Self::Role
            | Self::Initials
            | Self::Colour
            | Self::Position
            | Self::BuyingRole
            | Self::Key
            | Self::Pin
            | Self::Weight
            | Self::Detail
            | Self::LabelA
            | Self::LabelB
            | Self::Side
            | Self::Mark
            | Self::Relation
            | Self::Planned
            | Self::Actual
            | Self::State
            | Self::TaskOwner
            | Self::Due
            | Self::TaskPerson
            | Self::ManagementLevel
            | Self::Stance
            | Self::Personality
            | Self::Core
            | Self::Kind
            | Self::Behind
            | Self::RivalRelation
            | Self::Source
            | Self::Purpose
            | Self::KeepUntil => MergeKind::Plain,
        }
    }
}

/// Who wrote a field last, and where in the log.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Write {
    /// Position of the row.
    pub seq: Seq,
    /// Its author.
    pub by: UserId,
    /// Position of the last row of anybody else that wrote the field: undo must not reach behind it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub others: Option<Seq>,
}

impl Write {
    /// The last position somebody other than `user` wrote at, this write included.
    fn before(&self, user: UserId) -> Option<Seq> {
        if self.by == user { self.others } else { Some(self.seq) }
    }
}

/// The last writes of a stream. A stream holds one entry per field that was ever written.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Writes(Map<EntityKey, Map<Field, Write>>);

impl Writes {
    /// The last write of one field.
    pub fn last(&self, entity: EntityKey, field: Field) -> Option<Write> {
        self.0.get(&entity)?.get(&field).copied()
    }

    /// Position of the last row in which anybody but `user` wrote the field.
    pub fn last_by_others(&self, entity: EntityKey, field: Field, user: UserId) -> Option<Seq> {
        self.last(entity, field).and_then(|write| write.before(user))
    }

    /// Whether anybody but `user` has written any field of the entity.
    pub fn touched_by_others(&self, entity: EntityKey, user: UserId) -> bool {
        self.touched_by_others_after(entity, user, Seq(0))
    }

    /// Whether anybody but `user` has written any field of the entity after the row `after`.
    pub fn touched_by_others_after(&self, entity: EntityKey, user: UserId, after: Seq) -> bool {
        self.0
            .get(&entity)
            .is_some_and(|fields| fields.iter().any(|(_, write)| write.before(user).is_some_and(|seq| seq > after)))
    }

    fn record(&mut self, entity: EntityKey, field: Field, seq: Seq, by: UserId) {
        let mut fields = self.0.get(&entity).cloned().unwrap_or_default();
        let others = fields.get(&field).and_then(|write: &Write| write.before(by));
        fields.insert_mut(field, Write { seq, by, others });
        self.0.insert_mut(entity, fields);
    }
}

/// Where a fold notes what it wrote: the last writes of its stream and the effects of the op.
pub(crate) struct Trace<'a> {
    pub(crate) writes: &'a mut Writes,
    pub(crate) effects: &'a mut Effects,
    pub(crate) seq: Seq,
    pub(crate) stamp: &'a Stamp,
}

impl Trace<'_> {
    pub(crate) fn wrote(&mut self, entity: EntityKey, field: Field) {
        self.writes.record(entity, field, self.seq, self.stamp.by);
        self.effects.insert(entity);
    }
}

/// Between the two versions of a note that could not be merged line by line.
const BOTH_KEPT: &str = "\n———\n";

/// Merges an edit of a note: `from` is the text its author saw, `to` what he made of it, `current` what stands there now.
/// The result may be longer than a note may be; it is cut at `max` characters, later text first.
pub(crate) fn note(current: &str, from: &str, to: &str, max: usize) -> String {
    if current == from || current == to {
        return to.to_owned();
    }
    let merged = diffy::merge(from, current, to).unwrap_or_else(|_| format!("{current}{BOTH_KEPT}{to}"));
    merged.chars().take(max).collect()
}
