//! A few yes-or-no questions that lead to a strength, for whoever does not know the scale by heart.

use super::Strength;

/// A question about somebody's relation to a vendor.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Question {
    /// Have they had to do with each other at all?
    Contact,
    /// Has he said or done something for the vendor?
    ForThem,
    /// Does he share what is not public, or arrange meetings?
    Inside,
    /// Does he want nobody else, and keeps others away?
    Exclusive,
    /// Has he said or done something against the vendor?
    AgainstThem,
    /// Does he say so openly?
    Openly,
    /// Does he work for others, to keep the vendor out?
    Blocks,
}

/// Where a guide stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GuideStep {
    /// It asks.
    Asks(Question),
    /// It proposes.
    Proposes(Strength),
}

/// What comes after these answers, the first one first; answers behind a proposal are not looked at.
pub fn guide(answers: &[bool]) -> GuideStep {
    let mut step = GuideStep::Asks(Question::Contact);
    for yes in answers {
        let GuideStep::Asks(question) = step else { break };
        step = after(question, *yes);
    }
    step
}

const fn after(question: Question, yes: bool) -> GuideStep {
    use GuideStep::{Asks, Proposes};
    use Strength::{Known, Unknown};
    match (question, yes) {
        (Question::Contact, false) => Proposes(Unknown),
        (Question::Contact, true) => Asks(Question::ForThem),
        (Question::ForThem, true) => Asks(Question::Inside),
        (Question::Inside, false) => Proposes(Known(1)),
        (Question::Inside, true) => Asks(Question::Exclusive),
        (Question::Exclusive, false) => Proposes(Known(2)),
        (Question::Exclusive, true) => Proposes(Known(3)),
        (Question::ForThem, false) => Asks(Question::AgainstThem),
        (Question::AgainstThem, false) => Proposes(Known(0)),
        (Question::AgainstThem, true) => Asks(Question::Openly),
        (Question::Openly, false) => Proposes(Known(-1)),
        (Question::Openly, true) => Asks(Question::Blocks),
        (Question::Blocks, false) => Proposes(Known(-2)),
        (Question::Blocks, true) => Proposes(Known(-3)),
    }
}
