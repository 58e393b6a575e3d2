//! Cards: what a list shows of a stream, and what decides who may read it. The server keeps them as a projection.

use crate::{AccountId, AccountRight, Body, Day, DealRole, Money, Stage, StreamState, UserId, account::CustomerLevel};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

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
}

impl Card {
    /// The card of a stream; `None` for the workspace and for streams not created yet.
    pub fn of(state: &StreamState) -> Option<Self> {
        match &state.body {
            Body::Workspace(_) => None,
            Body::Account(account) => account.facts.as_ref().map(|facts| {
                Self::Account(AccountCard {
                    name: facts.name.clone(),
                    name_en: facts.name_en.clone(),
                    level: facts.level,
                    owner: facts.owner,
                })
            }),
            Body::Deal(deal) => deal.facts.as_ref().map(|facts| {
                Self::Deal(DealCard {
                    account: facts.account,
                    name: facts.name.clone(),
                    name_en: facts.name_en.clone(),
                    stage: facts.stage,
                    amount: facts.amount,
                    expected_sign: facts.expected_sign,
                    archived: facts.archived,
                    team: deal.team.iter().filter(|(_, m)| !m.left).map(|(user, m)| (*user, m.role)).collect(),
                })
            }),
        }
    }
}

impl DealCard {
    /// What being in this deal's team gives on its account.
    pub fn account_right(&self, user: UserId) -> AccountRight {
        match self.team.get(&user) {
            Some(role) if role.in_triangle() => AccountRight::Edit,
            Some(_) => AccountRight::Read,
            None => AccountRight::None,
        }
    }
}
