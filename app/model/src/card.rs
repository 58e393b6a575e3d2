//! Cards: what a list shows of a stream, and what decides who may read it. The server keeps them as a projection.

use crate::{
    AccountId, AccountRight, Body, Change, Day, DealRole, Money, PersonId, Stage, StreamState, TaskId, UserId,
    account::CustomerLevel, deal::Deal, task::TaskState,
};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// The card of a stream.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Card {
    /// Of an account.
    Account(AccountCard),
    /// Of a deal.
    Deal(DealCard),
}

/// An account in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccountCard {
    /// Name.
    pub name: String,
    /// Name in English; empty if there is none.
    pub name_en: String,
    /// Importance class.
    pub level: CustomerLevel,
    /// Our owner.
    pub owner: UserId,
}

/// A deal in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DealCard {
    /// The customer.
    pub account: AccountId,
    /// Name.
    pub name: String,
    /// Name in English; empty if there is none.
    pub name_en: String,
    /// Stage.
    pub stage: Stage,
    /// Expected amount.
    pub amount: Option<Money>,
    /// Expected day of signature.
    pub expected_sign: Option<Day>,
    /// Not shown on the board.
    pub archived: bool,
    /// Who is in the team now.
    pub team: BTreeMap<UserId, DealRole>,
    /// Whom the AR has named to the core group besides the iron triangle.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub core: BTreeSet<UserId>,
    /// Open tasks that somebody has, the next due first: what "my tasks" lists over all deals. At most [`TASKS_MAX`] of each owner.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tasks: Vec<TaskLine>,
    /// How many open tasks more an owner has than [`Self::tasks`] lists; who is not named has none.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub tasks_beyond: BTreeMap<UserId, usize>,
}

/// An open task in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TaskLine {
    /// Which.
    pub id: TaskId,
    /// What is to be done.
    pub text: String,
    /// Who does it.
    pub owner: UserId,
    /// Until when.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<Day>,
    /// How far it is: open or doing.
    pub state: TaskState,
    /// About whom. The name is the account's: a card has nothing of another stream.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub person: Option<PersonId>,
}

/// Tasks of one owner on a card: everybody who sees the deal on his board loads them.
pub const TASKS_MAX: usize = 100;

impl Card {
    /// Whether a change can show on the card of its stream: all others leave it as it is.
    pub const fn shows(change: &Change) -> bool {
        matches!(change, Change::Account(_) | Change::Deal(_) | Change::Team(_) | Change::Task(_))
    }

    /// The card of a stream; `None` for the workspace and for streams not created yet.
    pub fn of(state: &StreamState) -> Option<Self> {
        match &state.body {
            // Whose existence is nobody's business: the core has no card.
            Body::Workspace(_) | Body::DealCore(_) => None,
            Body::Account(account) => account.facts.as_ref().map(|facts| {
                Self::Account(AccountCard {
                    name: facts.name.clone(),
                    name_en: facts.name_en.clone(),
                    level: facts.level,
                    owner: facts.owner,
                })
            }),
            Body::Deal(deal) => deal.facts.as_ref().map(|facts| {
                let (tasks, tasks_beyond) = tasks(deal);
                Self::Deal(DealCard {
                    account: facts.account,
                    name: facts.name.clone(),
                    name_en: facts.name_en.clone(),
                    stage: facts.stage,
                    amount: facts.amount,
                    expected_sign: facts.expected_sign,
                    archived: facts.archived,
                    team: deal.team.iter().filter(|(_, m)| !m.left).map(|(user, m)| (*user, m.role)).collect(),
                    core: deal.team.iter().filter(|(_, m)| !m.left && m.core).map(|(user, _)| *user).collect(),
                    tasks,
                    tasks_beyond,
                })
            }),
        }
    }
}

/// The open tasks of people who are still in the team, and how many more each of them has.
fn tasks(deal: &Deal) -> (Vec<TaskLine>, BTreeMap<UserId, usize>) {
    let open = deal.tasks.iter().filter(|(_, task)| !task.archived && task.state.is_open());
    let mut lines: Vec<TaskLine> = open
        .filter_map(|(id, task)| {
            let owner = task.owner.filter(|owner| deal.active(*owner).is_some())?;
            Some(TaskLine {
                id: *id,
                text: task.text.clone(),
                owner,
                due: task.due,
                state: task.state,
                person: task.person,
            })
        })
        .collect();
    crate::order::sort_by_key(&mut lines, |line| (line.due.is_none(), line.due, line.id));
    let mut listed = BTreeMap::<UserId, usize>::new();
    lines.retain(|line| {
        let count = listed.entry(line.owner).or_default();
        *count += 1;
        *count <= TASKS_MAX
    });
    let beyond = listed.into_iter().filter(|(_, count)| *count > TASKS_MAX);
    (lines, beyond.map(|(owner, count)| (owner, count - TASKS_MAX)).collect())
}

impl DealCard {
    /// Whether somebody reads what only the core group reads: the iron triangle, and whom its AR has named.
    pub fn in_core(&self, user: UserId) -> bool {
        self.team.get(&user).is_some_and(|role| role.in_triangle() || self.core.contains(&user))
    }

    /// What being in this deal's team gives on its account.
    pub fn account_right(&self, user: UserId) -> AccountRight {
        match self.team.get(&user) {
            Some(role) if role.in_triangle() => AccountRight::Edit,
            Some(_) => AccountRight::Read,
            None => AccountRight::None,
        }
    }
}
