//! All changes, the state of a stream, and the fold between them.

use crate::{
    Effects, EntityKey, Refusal, Seq, Stamp, StreamId,
    account::{Account, AccountChange},
    chain::ChainChange,
    comment::CommentChange,
    competitor::CompetitorChange,
    deal::{Deal, DealChange},
    department::DepartmentChange,
    fishbone::FishboneChange,
    key_role::{DealCore, KeyRoleChange},
    member::{MemberChange, Workspace},
    merge::{Field, Trace, Writes},
    moment::MomentChange,
    person::PersonChange,
    power_map::PowerMapChange,
    room::Context,
    task::TaskChange,
    team::TeamChange,
};
use serde::{Deserialize, Serialize};

/// One change of one stream.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Change {
    /// Workspace stream: its members.
    Member(MemberChange),
    /// Workspace stream: competitors.
    Competitor(CompetitorChange),
    /// Account stream: its facts.
    Account(AccountChange),
    /// Account stream: departments.
    Department(DepartmentChange),
    /// Account stream: people.
    Person(PersonChange),
    /// Deal stream: its facts.
    Deal(DealChange),
    /// Deal stream: its team.
    Team(TeamChange),
    /// Deal stream: its power map.
    PowerMap(PowerMapChange),
    /// Deal stream: its fishbones.
    Fishbone(FishboneChange),
    /// Deal stream: its decision chain.
    Chain(ChainChange),
    /// Deal stream: its tasks.
    Task(TaskChange),
    /// Deal stream: its comments.
    Comment(CommentChange),
    /// Deal stream: its named moments.
    Moment(MomentChange),
    /// Core stream: the register of key decision makers and hidden roles.
    KeyRole(KeyRoleChange),
}

/// State of a stream: the fold of its log up to `seq`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StreamState {
    /// Position of the last row folded in.
    pub seq: Seq,
    /// Who wrote each field last.
    pub writes: Writes,
    /// The content.
    pub body: Body,
}

/// Content of a stream, by kind.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Body {
    /// The workspace.
    Workspace(Workspace),
    /// An account.
    Account(Account),
    /// A deal.
    Deal(Deal),
    /// What only a deal's core group reads.
    DealCore(DealCore),
}

impl StreamState {
    /// The state of a stream without a row.
    pub fn empty(stream: StreamId) -> Self {
        let body = match stream {
            StreamId::Workspace => Body::Workspace(Workspace::default()),
            StreamId::Account(_) => Body::Account(Account::default()),
            StreamId::Deal(_) => Body::Deal(Deal::default()),
            StreamId::DealCore(_) => Body::DealCore(DealCore::default()),
        };
        Self { seq: Seq(0), writes: Writes::default(), body }
    }

    /// The same bytes for the same state, on every machine: all maps are ordered.
    pub fn canonical_bytes(&self) -> Vec<u8> {
        serde_json::to_vec(self).unwrap_or_default()
    }
}

/// Folds one row: the changes of one part of an op. Total: it never refuses and never panics, whatever it is given, so
/// that a log can always be read.
pub fn fold(state: &mut StreamState, changes: &[Change], stamp: &Stamp, effects: &mut Effects) {
    state.seq = state.seq.next();
    for change in changes {
        fold_change(state, change, stamp, effects);
    }
}

/// Folds one change into the row that is being folded.
pub(crate) fn fold_change(state: &mut StreamState, change: &Change, stamp: &Stamp, effects: &mut Effects) {
    let mut trace = Trace { writes: &mut state.writes, effects, seq: state.seq, stamp };
    match (change, &mut state.body) {
        (Change::Member(change), Body::Workspace(workspace)) => change.fold(workspace, &mut trace),
        (Change::Competitor(change), Body::Workspace(workspace)) => change.fold(workspace, &mut trace),
        (Change::Account(change), Body::Account(account)) => change.fold(account, &mut trace),
        (Change::Department(change), Body::Account(account)) => change.fold(account, &mut trace),
        (Change::Person(change), Body::Account(account)) => change.fold(account, &mut trace),
        (Change::Deal(change), Body::Deal(deal)) => change.fold(deal, &mut trace),
        (Change::Team(change), Body::Deal(deal)) => change.fold(deal, &mut trace),
        (Change::PowerMap(change), Body::Deal(deal)) => change.fold(&mut deal.power_map, &mut trace),
        (Change::Fishbone(change), Body::Deal(deal)) => change.fold(&mut deal.fishbones, &mut trace),
        (Change::Chain(change), Body::Deal(deal)) => change.fold(&mut deal.chain, &mut trace),
        (Change::Task(change), Body::Deal(deal)) => change.fold(&mut deal.tasks, &mut trace),
        (Change::Comment(change), Body::Deal(deal)) => change.fold(&mut deal.comments, &mut trace),
        (Change::Moment(change), Body::Deal(deal)) => change.fold(&mut deal.moments, &mut trace),
        (Change::KeyRole(change), Body::DealCore(core)) => change.fold(core, &mut trace),
        // A change in a stream it does not belong to is refused by `check`; in a log it means nothing.
        _ => {}
    }
}

impl Change {
    pub(crate) fn check(&self, state: &StreamState, context: &Context<'_>) -> Result<(), Refusal> {
        match (self, &state.body) {
            (Self::Member(change), Body::Workspace(workspace)) => change.check(workspace, context),
            (Self::Competitor(change), Body::Workspace(workspace)) => change.check(workspace, context),
            (Self::Account(change), Body::Account(account)) => change.check(account, context),
            (Self::Department(change), Body::Account(account)) => change.check(account.founded()?, context),
            (Self::Person(change), Body::Account(account)) => change.check(account.founded()?, context),
            (Self::Deal(change), Body::Deal(deal)) => change.check(deal, context),
            (Self::Team(change), Body::Deal(deal)) => change.check(deal.founded()?, context),
            (Self::PowerMap(change), Body::Deal(deal)) => change.check(deal.founded()?, context),
            (Self::Fishbone(change), Body::Deal(deal)) => change.check(deal.founded()?, context),
            (Self::Chain(change), Body::Deal(deal)) => change.check(deal.founded()?, context),
            (Self::Task(change), Body::Deal(deal)) => change.check(deal.founded()?, context),
            (Self::Comment(change), Body::Deal(deal)) => change.check(deal.founded()?, context),
            (Self::Moment(change), Body::Deal(deal)) => change.check(deal.founded()?, context),
            (Self::KeyRole(change), Body::DealCore(core)) => {
                context.room.deal().ok_or(Refusal::UnknownDeal)?.1.founded()?;
                change.check(core, context)
            }
            _ => Err(Refusal::WrongStream),
        }
    }

    /// What takes this change back, if it were applied to `state`; `None` if it changes nothing that can be taken back, or
    /// is a decision.
    pub fn inverse(&self, state: &StreamState) -> Option<Self> {
        match (self, &state.body) {
            (Self::Member(change), Body::Workspace(workspace)) => change.inverse(workspace).map(Self::Member),
            (Self::Competitor(change), Body::Workspace(workspace)) => change.inverse(workspace).map(Self::Competitor),
            (Self::Account(change), Body::Account(account)) => change.inverse(account).map(Self::Account),
            (Self::Department(change), Body::Account(account)) => change.inverse(account).map(Self::Department),
            (Self::Person(change), Body::Account(account)) => change.inverse(account).map(Self::Person),
            (Self::Deal(change), Body::Deal(deal)) => change.inverse(deal).map(Self::Deal),
            (Self::PowerMap(change), Body::Deal(deal)) => change.inverse(&deal.power_map).map(Self::PowerMap),
            (Self::Fishbone(change), Body::Deal(deal)) => change.inverse(&deal.fishbones).map(Self::Fishbone),
            (Self::Chain(change), Body::Deal(deal)) => change.inverse(&deal.chain).map(Self::Chain),
            (Self::Task(change), Body::Deal(deal)) => change.inverse(&deal.tasks).map(Self::Task),
            (Self::Comment(change), Body::Deal(deal)) => change.inverse(&deal.comments).map(Self::Comment),
            (Self::Moment(change), Body::Deal(deal)) => change.inverse(&deal.moments).map(Self::Moment),
            (Self::KeyRole(change), Body::DealCore(core)) => change.inverse(core).map(Self::KeyRole),
            _ => None,
        }
    }

    /// Every field the change names.
    pub fn writes(&self) -> Vec<(EntityKey, Field)> {
        match self {
            Self::Member(change) => vec![change.writes()],
            Self::Competitor(change) => vec![change.writes()],
            Self::Account(change) => vec![change.writes()],
            Self::Department(change) => vec![change.writes()],
            Self::Person(change) => vec![change.writes()],
            Self::Deal(change) => vec![change.writes()],
            Self::Team(change) => vec![change.writes()],
            Self::PowerMap(change) => change.writes(),
            Self::Fishbone(change) => change.writes(),
            Self::Chain(change) => change.writes(),
            Self::Task(change) => vec![change.writes()],
            Self::Comment(change) => vec![change.writes()],
            Self::Moment(change) => vec![change.writes()],
            Self::KeyRole(change) => vec![change.writes()],
        }
    }
}
