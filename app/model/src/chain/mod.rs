//! The decision chain 决策链 (T-03): the customer's own steps from need to payment, who takes part in each, and what we do.

mod change;
mod derived;
mod template;

pub use change::ChainChange;
pub use derived::{Lead, StepPosition, position, ranked};
pub use template::Template;

use crate::{
    Day, Map, PersonId, StepId,
    power_map::BuyingRole,
    rank::{Place, RankKey},
};
use serde::{Deserialize, Serialize};

/// The decision chain of one deal.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Chain {
    /// Its steps.
    #[serde(default)]
    pub steps: Map<StepId, Step>,
}

/// One step of the customer's process.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    /// What the customer does in it.
    pub kind: StepKind,
    /// What it is called here; empty for the usual name of its kind.
    #[serde(default)]
    pub name: String,
    /// Place in the chain: the first comes first.
    pub rank: RankKey,
    /// When the customer means to finish it.
    #[serde(default)]
    pub planned: Option<Day>,
    /// When he did.
    #[serde(default)]
    pub actual: Option<Day>,
    /// How far it is.
    #[serde(default)]
    pub state: StepState,
    /// What we do about it.
    #[serde(default)]
    pub action: String,
    /// Who takes part.
    #[serde(default)]
    pub people: Map<PersonId, StepPerson>,
    /// Taken out.
    #[serde(default)]
    pub archived: bool,
}

/// A person's part in a step.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct StepPerson {
    /// The role in this step; `None` for the one on the power map.
    #[serde(default)]
    pub role: Option<BuyingRole>,
    /// Takes no part any more.
    #[serde(default)]
    pub archived: bool,
}

/// The usual steps of a customer's purchase, in their usual order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StepKind {
    /// 提出需求.
    Need,
    /// 项目立项.
    ProjectSetUp,
    /// 预算审批.
    Budget,
    /// 技术规范.
    Specification,
    /// 招标.
    Tender,
    /// 邀请报价.
    Quotation,
    /// 评标.
    Evaluation,
    /// 商务谈判.
    Negotiation,
    /// 签订合同.
    Contract,
    /// 下达订单.
    Order,
    /// 验收.
    Acceptance,
    /// 付款.
    Payment,
    /// Another one, with a name of its own.
    Other,
}

impl StepKind {
    /// All kinds, in the order a form offers them.
    pub const ALL: [Self; 13] = [
        Self::Need,
        Self::ProjectSetUp,
        Self::Budget,
        Self::Specification,
        Self::Tender,
        Self::Quotation,
        Self::Evaluation,
        Self::Negotiation,
        Self::Contract,
        Self::Order,
        Self::Acceptance,
        Self::Payment,
        Self::Other,
    ];
}

/// How far a step is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StepState {
    /// 未开始.
    #[default]
    NotStarted,
    /// 进行中.
    Ongoing,
    /// 已完成.
    Done,
    /// 受阻.
    Blocked,
}

impl StepState {
    /// All states, in the order a form offers them.
    pub const ALL: [Self; 4] = [Self::NotStarted, Self::Ongoing, Self::Done, Self::Blocked];
}

/// A place among the steps of a chain.
pub type StepPlace = Place<StepId>;

/// Steps of one chain, those taken out included.
pub const STEPS_MAX: usize = 500;
/// People of one step.
pub const STEP_PEOPLE_MAX: usize = 200;

impl Step {
    /// Who takes part now.
    pub fn live_people(&self) -> impl Iterator<Item = (PersonId, &StepPerson)> {
        self.people.iter().filter(|(_, part)| !part.archived).map(|(person, part)| (*person, part))
    }
}

impl Chain {
    /// A step that was not taken out.
    pub fn live(&self, id: StepId) -> Option<&Step> {
        self.steps.get(&id).filter(|step| !step.archived)
    }
}
