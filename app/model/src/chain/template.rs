//! Ways of buying (T-03): the steps a chain can begin with.

use super::StepKind;

/// A usual way of buying.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Template {
    /// 公开招标.
    PublicTender,
    /// 邀请采购.
    Invitation,
    /// 框架订单.
    FrameworkOrder,
}

impl Template {
    /// All templates, in the order a form offers them.
    pub const ALL: [Self; 3] = [Self::PublicTender, Self::Invitation, Self::FrameworkOrder];

    /// Its steps in their order.
    pub const fn steps(self) -> &'static [StepKind] {
        use StepKind::{
            Acceptance, Budget, Contract, Evaluation, Need, Negotiation, Order, Payment, ProjectSetUp, Quotation,
            Specification, Tender,
        };
        match self {
            Self::PublicTender => {
                &[Need, ProjectSetUp, Budget, Specification, Tender, Evaluation, Contract, Acceptance, Payment]
            }
            Self::Invitation => {
                &[Need, ProjectSetUp, Budget, Specification, Quotation, Negotiation, Contract, Acceptance, Payment]
            }
            Self::FrameworkOrder => &[Need, Budget, Quotation, Order, Acceptance, Payment],
        }
    }
}
