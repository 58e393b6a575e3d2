//! Key decision makers and hidden roles 关键决策人与隐形角色 (T-04): who really decides, and who stands behind them.
//!
//! They live in a stream of their own, the deal's core, which only the iron triangle and people the AR has named may read. A
//! hidden role is personal data about somebody outside business: it says why it is kept and until when, and holds nothing
//! beyond role and relation.

use crate::{
    Action, Day, EntityKey, KeyRoleId, Map, PersonId, Refusal, TextField, UserId,
    merge::{self, Field, Trace},
    power_map::Strength,
    room::{Context, need_room_for_one_more},
    text,
};
use serde::{Deserialize, Serialize};

/// State of the core stream of a deal.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DealCore {
    /// The register.
    pub key_roles: Map<KeyRoleId, KeyRole>,
}

/// An entry of the register.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeyRole {
    /// What the person is to this deal.
    pub kind: KeyRoleKind,
    /// Who it is, if he is one of the account's people.
    #[serde(default)]
    pub person: Option<PersonId>,
    /// Who it is, if not: kept here alone, not among the account's people, whom the whole team sees.
    #[serde(default)]
    pub name: String,
    /// The decision maker he influences.
    #[serde(default)]
    pub behind: Option<PersonId>,
    /// How the influence works.
    #[serde(default)]
    pub influence: String,
    /// Our relation, `-3..=3`; `None` while it is not known.
    #[serde(default)]
    pub ours: Option<i32>,
    /// The best relation a competitor has, the same way.
    #[serde(default)]
    pub theirs: Option<i32>,
    /// How we know.
    #[serde(default)]
    pub source: String,
    /// Why the entry is kept.
    #[serde(default)]
    pub purpose: String,
    /// Until when it is kept.
    #[serde(default)]
    pub keep_until: Option<Day>,
    /// Who entered it.
    pub by: UserId,
    /// Taken off the register.
    #[serde(default)]
    pub archived: bool,
}

/// What somebody is to a deal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum KeyRoleKind {
    /// Manager on the business chain 业务链条管理人员.
    ChainManager,
    /// Signs the contract 合同签字人.
    ContractSigner,
    /// Shareholder 股东.
    Shareholder,
    /// Stakeholder 利益相关方.
    Stakeholder,
    /// Family 家人.
    Family,
    /// Friend 好友.
    Friend,
    /// Social group 社交团体.
    SocialGroup,
}

impl KeyRoleKind {
    /// All kinds, in the order a form offers them.
    pub const ALL: [Self; 7] = [
        Self::ChainManager,
        Self::ContractSigner,
        Self::Shareholder,
        Self::Stakeholder,
        Self::Family,
        Self::Friend,
        Self::SocialGroup,
    ];

    /// Whether it is a hidden role 隐形角色: somebody behind a decision maker.
    pub const fn is_hidden(self) -> bool {
        !matches!(self, Self::ChainManager | Self::ContractSigner)
    }
}

/// A change of the register.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum KeyRoleChange {
    /// A new entry.
    Add {
        /// Id.
        id: KeyRoleId,
        /// What the person is.
        kind: KeyRoleKind,
        /// One of the account's people.
        #[serde(default)]
        person: Option<PersonId>,
        /// Or the name of somebody else.
        #[serde(default)]
        name: String,
        /// The decision maker he influences.
        #[serde(default)]
        behind: Option<PersonId>,
        /// Why it is kept.
        #[serde(default)]
        purpose: String,
        /// Until when.
        #[serde(default)]
        keep_until: Option<Day>,
    },
    /// What the person is.
    SetKind {
        /// Which.
        id: KeyRoleId,
        /// New kind.
        kind: KeyRoleKind,
    },
    /// Who it is: one of the account's people, or somebody else by name.
    SetWho {
        /// Which.
        id: KeyRoleId,
        /// The person.
        #[serde(default)]
        person: Option<PersonId>,
        /// Or the name.
        #[serde(default)]
        name: String,
    },
    /// The decision maker he influences.
    SetBehind {
        /// Which.
        id: KeyRoleId,
        /// New decision maker.
        behind: Option<PersonId>,
    },
    /// Edits how the influence works; concurrent edits are merged.
    EditInfluence {
        /// Which.
        id: KeyRoleId,
        /// The text the author saw.
        from: String,
        /// What he made of it.
        to: String,
    },
    /// Our relation.
    SetOurs {
        /// Which.
        id: KeyRoleId,
        /// New strength.
        ours: Option<i32>,
    },
    /// The best relation of a competitor.
    SetTheirs {
        /// Which.
        id: KeyRoleId,
        /// New strength.
        theirs: Option<i32>,
    },
    /// How we know.
    SetSource {
        /// Which.
        id: KeyRoleId,
        /// New source.
        source: String,
    },
    /// Why it is kept.
    SetPurpose {
        /// Which.
        id: KeyRoleId,
        /// New purpose.
        purpose: String,
    },
    /// Until when it is kept.
    SetKeepUntil {
        /// Which.
        id: KeyRoleId,
        /// New day.
        keep_until: Option<Day>,
    },
    /// Takes an entry off the register.
    Remove {
        /// Which.
        id: KeyRoleId,
    },
    /// Brings it back.
    Restore {
        /// Which.
        id: KeyRoleId,
    },
}

impl KeyRole {
    /// Whether a competitor stands better with him than we do.
    pub fn rival_leads(&self) -> bool {
        self.theirs.is_some_and(|theirs| self.ours.is_none_or(|ours| theirs > ours))
    }

    /// Whether it is kept longer than was said.
    pub fn is_overdue(&self, today: Day) -> bool {
        self.keep_until.is_some_and(|until| until < today)
    }
}

fn check_strength(strength: Option<i32>) -> Result<(), Refusal> {
    match strength {
        Some(value) if !(-Strength::MAX..=Strength::MAX).contains(&value) => Err(Refusal::StrengthOutOfRange { value }),
        _ => Ok(()),
    }
}

fn check_purpose(kind: KeyRoleKind, purpose: &str) -> Result<(), Refusal> {
    if kind.is_hidden() && purpose.trim().is_empty() {
        return Err(Refusal::EmptyText { field: TextField::Purpose });
    }
    text::check_line(TextField::Purpose, purpose, text::NAME_MAX)
}

fn check_keep_until(kind: KeyRoleKind, keep_until: Option<Day>) -> Result<(), Refusal> {
    match keep_until {
        None if kind.is_hidden() => Err(Refusal::KeepUntilNeeded),
        Some(day) if !day.is_meant() => Err(Refusal::DayOutOfRange),
        _ => Ok(()),
    }
}

/// Somebody archived meanwhile is still whom an entry was about.
fn check_known(person: Option<PersonId>, context: &Context<'_>) -> Result<(), Refusal> {
    let Some(person) = person else { return Ok(()) };
    let known = context.room.account().is_some_and(|(_, account)| account.people.contains_key(&person));
    known.then_some(()).ok_or(Refusal::UnknownPerson { person })
}

fn check_who(person: Option<PersonId>, name: &str, context: &Context<'_>) -> Result<(), Refusal> {
    check_known(person, context)?;
    if person.is_none() {
        return text::check_name(TextField::PersonName, name);
    }
    text::check_line(TextField::PersonName, name, text::NAME_MAX)
}

impl KeyRoleChange {
    /// The entry it changes.
    pub fn id(&self) -> KeyRoleId {
        match self {
            Self::Add { id, .. }
            | Self::SetKind { id, .. }
            | Self::SetWho { id, .. }
            | Self::SetBehind { id, .. }
            | Self::EditInfluence { id, .. }
            | Self::SetOurs { id, .. }
            | Self::SetTheirs { id, .. }
            | Self::SetSource { id, .. }
            | Self::SetPurpose { id, .. }
            | Self::SetKeepUntil { id, .. }
            | Self::Remove { id }
            | Self::Restore { id } => *id,
        }
    }

    pub(crate) fn check(&self, core: &DealCore, context: &Context<'_>) -> Result<(), Refusal> {
        context.need(Action::EditCore)?;
        let id = self.id();
        let before = core.key_roles.get(&id);
        if let Self::Add { kind, person, name, behind, purpose, keep_until, .. } = self {
            if before.is_some() {
                return Err(Refusal::AlreadyExists);
            }
            need_room_for_one_more(core.key_roles.size())?;
            check_who(*person, name, context)?;
            check_known(*behind, context)?;
            check_purpose(*kind, purpose)?;
            return check_keep_until(*kind, *keep_until);
        }
        let before = before.ok_or(Refusal::UnknownKeyRole { key_role: id })?;
        if before.archived && !matches!(self, Self::Restore { .. }) {
            return Err(Refusal::KeyRoleArchived { key_role: id });
        }
        match self {
            Self::Add { .. } | Self::Remove { .. } | Self::Restore { .. } => Ok(()),
            Self::SetKind { kind, .. } => {
                check_purpose(*kind, &before.purpose)?;
                check_keep_until(*kind, before.keep_until)
            }
            Self::SetWho { person, name, .. } => check_who(*person, name, context),
            Self::SetBehind { behind, .. } => check_known(*behind, context),
            Self::EditInfluence { from, to, .. } => {
                text::check_lines(TextField::Influence, from, text::NOTE_MAX)?;
                text::check_lines(TextField::Influence, to, text::NOTE_MAX)
            }
            Self::SetOurs { ours, .. } => check_strength(*ours),
            Self::SetTheirs { theirs, .. } => check_strength(*theirs),
            Self::SetSource { source, .. } => text::check_line(TextField::Source, source, text::NAME_MAX),
            Self::SetPurpose { purpose, .. } => check_purpose(before.kind, purpose),
            Self::SetKeepUntil { keep_until, .. } => check_keep_until(before.kind, *keep_until),
        }
    }

    pub(crate) fn fold(&self, core: &mut DealCore, trace: &mut Trace<'_>) {
        let id = self.id();
        let mut role = match (self, core.key_roles.get(&id)) {
            (Self::Add { kind, person, name, behind, purpose, keep_until, .. }, _) => KeyRole {
                kind: *kind,
                person: *person,
                name: name.clone(),
                behind: *behind,
                influence: String::new(),
                ours: None,
                theirs: None,
                source: String::new(),
                purpose: purpose.clone(),
                keep_until: *keep_until,
                by: trace.stamp.by,
                archived: false,
            },
            (_, Some(role)) => role.clone(),
            (_, None) => return,
        };
        match self {
            Self::Add { .. } => {}
            Self::SetKind { kind, .. } => role.kind = *kind,
            Self::SetWho { person, name, .. } => (role.person, role.name) = (*person, name.clone()),
            Self::SetBehind { behind, .. } => role.behind = *behind,
            Self::EditInfluence { from, to, .. } => {
                role.influence = merge::note(&role.influence, from, to, text::NOTE_MAX);
            }
            Self::SetOurs { ours, .. } => role.ours = *ours,
            Self::SetTheirs { theirs, .. } => role.theirs = *theirs,
            Self::SetSource { source, .. } => role.source.clone_from(source),
            Self::SetPurpose { purpose, .. } => role.purpose.clone_from(purpose),
            Self::SetKeepUntil { keep_until, .. } => role.keep_until = *keep_until,
            Self::Remove { .. } => role.archived = true,
            Self::Restore { .. } => role.archived = false,
        }
        core.key_roles.insert_mut(id, role);
        let (entity, field) = self.writes();
        trace.wrote(entity, field);
    }

    pub(crate) fn inverse(&self, core: &DealCore) -> Option<Self> {
        let id = self.id();
        let before = core.key_roles.get(&id);
        let archived = before.is_some_and(|role| role.archived);
        Some(match self {
            Self::Restore { .. } if !archived => return None,
            Self::Remove { .. } if archived => return None,
            Self::Add { .. } | Self::Restore { .. } => Self::Remove { id },
            Self::Remove { .. } => Self::Restore { id },
            Self::SetKind { .. } => Self::SetKind { id, kind: before?.kind },
            Self::SetWho { .. } => Self::SetWho { id, person: before?.person, name: before?.name.clone() },
            Self::SetBehind { .. } => Self::SetBehind { id, behind: before?.behind },
            Self::EditInfluence { from, to, .. } => {
                let before = before?.influence.clone();
                Self::EditInfluence { id, from: merge::note(&before, from, to, text::NOTE_MAX), to: before }
            }
            Self::SetOurs { .. } => Self::SetOurs { id, ours: before?.ours },
            Self::SetTheirs { .. } => Self::SetTheirs { id, theirs: before?.theirs },
            Self::SetSource { .. } => Self::SetSource { id, source: before?.source.clone() },
            Self::SetPurpose { .. } => Self::SetPurpose { id, purpose: before?.purpose.clone() },
            Self::SetKeepUntil { .. } => Self::SetKeepUntil { id, keep_until: before?.keep_until },
        })
    }

    pub(crate) fn writes(&self) -> (EntityKey, Field) {
        let field = match self {
            Self::Add { .. } | Self::Remove { .. } | Self::Restore { .. } => Field::Existence,
            Self::SetKind { .. } => Field::Kind,
            Self::SetWho { .. } => Field::Name,
            Self::SetBehind { .. } => Field::Behind,
            Self::EditInfluence { .. } => Field::Note,
            Self::SetOurs { .. } => Field::Relation,
            Self::SetTheirs { .. } => Field::RivalRelation,
            Self::SetSource { .. } => Field::Source,
            Self::SetPurpose { .. } => Field::Purpose,
            Self::SetKeepUntil { .. } => Field::KeepUntil,
        };
        (EntityKey::KeyRole(self.id()), field)
    }
}

/// The entries that stand behind somebody, or are himself.
pub fn about(core: &DealCore, person: PersonId) -> impl Iterator<Item = (KeyRoleId, &KeyRole)> {
    let live = core.key_roles.iter().filter(|(_, role)| !role.archived);
    live.filter(move |(_, role)| role.person == Some(person) || role.behind == Some(person))
        .map(|(id, role)| (*id, role))
}
