//! The words of the decision chain: what steps print and say.

use crate::i18n::{Locale, td_string};
use diagram::chain::{LegendWords, Words};
use model::chain::{StepKind, StepState};

/// The words that steps print or say.
pub fn words(locale: Locale) -> Words {
    Words {
        kinds: StepKind::ALL.map(|kind| kind_name(locale, kind).to_owned()),
        states: StepState::ALL.map(|state| state_name(locale, state).to_owned()),
        planned: td_string!(locale, chain.planned).to_owned(),
        actual: td_string!(locale, chain.actual).to_owned(),
        no_day: td_string!(locale, chain.no_day).to_owned(),
        late: td_string!(locale, chain.late, days = "#").to_string(),
        today: td_string!(locale, chain.today).to_owned(),
        unmanned: td_string!(locale, chain.unmanned).to_owned(),
        no_action: td_string!(locale, chain.no_action).to_owned(),
        task: td_string!(locale, chain.task).to_owned(),
        rivals: td_string!(locale, chain.rivals).to_owned(),
        they_lead: td_string!(locale, chain.they_lead, rival = "@", by = "#").to_string(),
        we_lead: td_string!(locale, chain.we_lead, by = "#").to_string(),
        even: td_string!(locale, chain.even).to_owned(),
        people: td_string!(locale, chain.people_count, count = "#").to_string(),
    }
}

/// The words of the legend on a picture.
pub fn legend(locale: Locale) -> LegendWords {
    LegendWords {
        map: super::power_map::legend(locale),
        unmanned: td_string!(locale, chain.legend.unmanned).to_owned(),
        late: td_string!(locale, chain.legend.late).to_owned(),
        task: td_string!(locale, chain.legend.task).to_owned(),
        action: td_string!(locale, chain.legend.action).to_owned(),
        behind: td_string!(locale, chain.legend.behind).to_owned(),
    }
}

/// The usual name of a kind of step.
pub fn kind_name(locale: Locale, kind: StepKind) -> &'static str {
    match kind {
        StepKind::Need => td_string!(locale, chain.kind.need),
        StepKind::ProjectSetUp => td_string!(locale, chain.kind.project_set_up),
        StepKind::Budget => td_string!(locale, chain.kind.budget),
        StepKind::Specification => td_string!(locale, chain.kind.specification),
        StepKind::Tender => td_string!(locale, chain.kind.tender),
        StepKind::Quotation => td_string!(locale, chain.kind.quotation),
        StepKind::Evaluation => td_string!(locale, chain.kind.evaluation),
        StepKind::Negotiation => td_string!(locale, chain.kind.negotiation),
        StepKind::Contract => td_string!(locale, chain.kind.contract),
        StepKind::Order => td_string!(locale, chain.kind.order),
        StepKind::Acceptance => td_string!(locale, chain.kind.acceptance),
        StepKind::Payment => td_string!(locale, chain.kind.payment),
        StepKind::Other => td_string!(locale, chain.kind.other),
    }
}

/// A state of a step.
pub fn state_name(locale: Locale, state: StepState) -> &'static str {
    match state {
        StepState::NotStarted => td_string!(locale, chain.state.not_started),
        StepState::Ongoing => td_string!(locale, chain.state.ongoing),
        StepState::Done => td_string!(locale, chain.state.done),
        StepState::Blocked => td_string!(locale, chain.state.blocked),
    }
}
