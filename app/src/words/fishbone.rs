//! The words of the fishbone in the language of the screen.

use crate::i18n::{Locale, td_string};
use diagram::fishbone::{LegendWords, Words};
use model::fishbone::{Mark, RelationState};

/// The words that bones and people print or say.
pub fn words(locale: Locale) -> Words {
    let states = [
        RelationState::Favourable,
        RelationState::NeedsImprovement,
        RelationState::Cooperated,
        RelationState::NotAssessed,
    ];
    Words {
        goal: td_string!(locale, fishbone.goal).to_owned(),
        bone: td_string!(locale, fishbone.bone).to_owned(),
        person: td_string!(locale, fishbone.person).to_owned(),
        name_unknown: td_string!(locale, fishbone.name_unknown).to_owned(),
        unknown: td_string!(locale, fishbone.unknown).to_owned(),
        gone: td_string!(locale, fishbone.gone).to_owned(),
        stale: td_string!(locale, power_map.stale).to_owned(),
        misplaced: td_string!(locale, fishbone.misplaced).to_owned(),
        states: states.map(|each| state(locale, each).to_owned()),
        marks: [Mark::A, Mark::B].map(|each| mark(locale, each).to_owned()),
    }
}

/// The words of the legend on a picture.
pub fn legend(locale: Locale) -> LegendWords {
    LegendWords {
        how: td_string!(locale, export.fishbone_how).to_owned(),
        incomplete: td_string!(locale, export.fishbone_incomplete).to_owned(),
        gone: td_string!(locale, export.fishbone_gone).to_owned(),
        stale: td_string!(locale, power_map.legend.stale).to_owned(),
    }
}

/// A relation.
pub fn state(locale: Locale, state: RelationState) -> &'static str {
    match state {
        RelationState::Favourable => td_string!(locale, fishbone.state.favourable),
        RelationState::NeedsImprovement => td_string!(locale, fishbone.state.needs_improvement),
        RelationState::Cooperated => td_string!(locale, fishbone.state.cooperated),
        RelationState::NotAssessed => td_string!(locale, fishbone.state.not_assessed),
    }
}

/// What a mark is usually called.
pub fn mark(locale: Locale, mark: Mark) -> &'static str {
    match mark {
        Mark::A => td_string!(locale, fishbone.mark.a),
        Mark::B => td_string!(locale, fishbone.mark.b),
    }
}
