//! Who may what: roles and the one permission table (2.6 in the reference).

use crate::UserId;
use serde::{Deserialize, Serialize};

/// Role in the workspace.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WorkspaceRole {
    /// Manages members and competitors; reads only the deals he is a team member of.
    Admin,
    /// Creates accounts and deals.
    Member,
    /// Sees only what he is invited to.
    Guest,
}

impl WorkspaceRole {
    /// All roles, in the order a form offers them.
    pub const ALL: [Self; 3] = [Self::Admin, Self::Member, Self::Guest];
}

/// Role in one deal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DealRole {
    /// Account responsible 客户经理.
    Ar,
    /// Solution responsible 方案经理.
    Sr,
    /// Fulfilment responsible 交付经理.
    Fr,
    /// Working group member 工作组成员.
    WorkGroup,
    /// Reviewer 评审人.
    Reviewer,
    /// Member of the sales decision team 销售决策团队.
    Sdt,
    /// Sponsor 项目 Sponsor.
    Sponsor,
    /// Sales manager 销售主管.
    SalesManager,
    /// Observer 观察员.
    Observer,
}

impl DealRole {
    /// All roles, in the order a form offers them.
    pub const ALL: [Self; 9] = [
        Self::Ar,
        Self::Sr,
        Self::Fr,
        Self::WorkGroup,
        Self::Reviewer,
        Self::Sdt,
        Self::Sponsor,
        Self::SalesManager,
        Self::Observer,
    ];

    /// Whether the role is one corner of the iron triangle.
    pub const fn in_triangle(self) -> bool {
        matches!(self, Self::Ar | Self::Sr | Self::Fr)
    }
}

/// What a user may do with one account, decided by his deals with it and by its ownership.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AccountRight {
    /// Nothing, not even that it exists.
    #[default]
    None,
    /// Member of a deal of this account.
    Read,
    /// Owner of the account, or one who edits the map of one of its deals.
    Edit,
}

/// Something that needs a permission.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Action {
    /// Invite, remove, change the role of workspace members; rename the workspace.
    ManageMembers,
    /// Add, change, archive competitors.
    ManageCompetitors,
    /// Create an account.
    CreateAccount,
    /// Create a deal.
    CreateDeal,
    /// Change an account, its departments and people.
    EditAccount,
    /// Give an account another owner, when one is not its owner oneself.
    HandOverAccount,
    /// Change the facts of a deal.
    EditDeal,
    /// Draw the diagrams and assess relations.
    EditMap,
    /// Plan tasks and give them to people.
    EditTasks,
    /// Comment on what the diagrams show.
    Comment,
    /// Name people to the deal's core group.
    NameCore,
    /// Change what only the core group reads.
    EditCore,
    /// Add, change, remove members of the deal's team.
    Appoint,
    /// Read the deal.
    ReadDeal,
    /// Read the account.
    ReadAccount,
}

/// Who acts, with every role that bears on the op.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Actor {
    /// The user.
    pub user: UserId,
    /// Role in the workspace; `None` for somebody who is not or no longer a member.
    pub workspace: Option<WorkspaceRole>,
    /// Role in the deal of the op, if there is one.
    pub deal: Option<DealRole>,
    /// Right on the account of the op, if there is one.
    #[serde(default)]
    pub account: AccountRight,
}

impl Actor {
    /// The server itself: may do what an admin may.
    pub const SYSTEM: Self =
        Self { user: UserId::SYSTEM, workspace: Some(WorkspaceRole::Admin), deal: None, account: AccountRight::None };

    /// The permission table. Everything not named here is denied.
    pub fn may(&self, action: Action) -> bool {
        let Some(workspace) = self.workspace else { return false };
        match action {
            Action::ManageMembers | Action::ManageCompetitors | Action::HandOverAccount => {
                workspace == WorkspaceRole::Admin
            }
            Action::CreateAccount | Action::CreateDeal => workspace != WorkspaceRole::Guest,
            Action::EditAccount => self.account == AccountRight::Edit,
            Action::ReadAccount => self.account != AccountRight::None,
            Action::ReadDeal => self.deal.is_some(),
            Action::EditDeal | Action::NameCore => self.deal == Some(DealRole::Ar),
            Action::EditMap | Action::EditTasks | Action::EditCore => self.deal.is_some_and(DealRole::in_triangle),
            Action::Comment => self.deal.is_some_and(|role| role != DealRole::Observer),
            Action::Appoint => matches!(self.deal, Some(DealRole::Sponsor | DealRole::SalesManager)),
        }
    }
}
