//! The words of the map in the language of the screen.

use crate::i18n::{Locale, td_string};
use diagram::power_map::{LegendWords, Words};
use model::power_map::{BuyingRole, GapKind, Level, LineKind, Personality, ProfileText, Source, Stance, Strength};

/// The words that cards and lines print or say.
pub fn words(locale: Locale) -> Words {
    Words {
        name_unknown: td_string!(locale, power_map.name_unknown).to_owned(),
        unknown: td_string!(locale, power_map.unknown).to_owned(),
        key: td_string!(locale, power_map.key_person).to_owned(),
        external: td_string!(locale, power_map.external).to_owned(),
        pinned: td_string!(locale, power_map.pinned).to_owned(),
        owners: td_string!(locale, power_map.owner).to_owned(),
        us: td_string!(locale, power_map.us).to_owned(),
        stale: td_string!(locale, power_map.stale).to_owned(),
        unverified: td_string!(locale, power_map.unverified).to_owned(),
        gone: td_string!(locale, power_map.gone).to_owned(),
        roles: BuyingRole::ALL.map(|role| buying_role(locale, Some(role)).to_owned()),
        strengths: [-3, -2, -1, 0, 1, 2, 3].map(|value| strength(locale, value).to_owned()),
        lines: [LineKind::ReportsTo, LineKind::Influences { weight: 1 }, LineKind::ConflictsWith]
            .map(|kind| line_kind(locale, kind).to_owned()),
    }
}

/// The words of the legend on a picture.
pub fn legend(locale: Locale) -> LegendWords {
    let text = str::to_owned;
    LegendWords {
        ours: text(td_string!(locale, power_map.legend.ours)),
        key: text(td_string!(locale, power_map.legend.key)),
        no_circle: text(td_string!(locale, power_map.legend.no_circle)),
        reports: text(td_string!(locale, power_map.legend.reports)),
        influences: text(td_string!(locale, power_map.legend.influences)),
        conflicts: text(td_string!(locale, power_map.legend.conflicts)),
        nameless: text(td_string!(locale, power_map.legend.nameless)),
        stale: text(td_string!(locale, power_map.legend.stale)),
        unverified: text(td_string!(locale, power_map.legend.unverified)),
        ghost: text(td_string!(locale, power_map.legend.ghost)),
        company: text(td_string!(locale, power_map.legend.company)),
        pin: text(td_string!(locale, power_map.legend.pin)),
    }
}

/// A buying role.
pub fn buying_role(locale: Locale, role: Option<BuyingRole>) -> &'static str {
    match role {
        None => td_string!(locale, power_map.role.none),
        Some(BuyingRole::DecisionMaker) => td_string!(locale, power_map.role.decision_maker),
        Some(BuyingRole::Approver) => td_string!(locale, power_map.role.approver),
        Some(BuyingRole::Recommender) => td_string!(locale, power_map.role.recommender),
        Some(BuyingRole::Buyer) => td_string!(locale, power_map.role.buyer),
        Some(BuyingRole::Evaluator) => td_string!(locale, power_map.role.evaluator),
        Some(BuyingRole::User) => td_string!(locale, power_map.role.user),
        Some(BuyingRole::Influencer) => td_string!(locale, power_map.role.influencer),
        Some(BuyingRole::Gatekeeper) => td_string!(locale, power_map.role.gatekeeper),
    }
}

/// The label of a strength, without its number.
pub fn strength(locale: Locale, value: i32) -> &'static str {
    match value {
        3.. => td_string!(locale, power_map.strength.p3),
        2 => td_string!(locale, power_map.strength.p2),
        1 => td_string!(locale, power_map.strength.p1),
        0 => td_string!(locale, power_map.strength.zero),
        -1 => td_string!(locale, power_map.strength.n1),
        -2 => td_string!(locale, power_map.strength.n2),
        _ => td_string!(locale, power_map.strength.n3),
    }
}

/// A strength as number and label; `None` is a relation nobody assessed.
pub fn strength_said(locale: Locale, value: Option<Strength>) -> String {
    match value {
        Some(Strength::Known(value)) => {
            format!("{} {}", diagram::power_map::signed(value), strength(locale, value))
        }
        Some(Strength::Unknown) | None => td_string!(locale, power_map.unknown).to_owned(),
    }
}

/// A source of an assessment.
pub fn source(locale: Locale, source: Source) -> &'static str {
    match source {
        Source::InPerson => td_string!(locale, power_map.source.in_person),
        Source::Meeting => td_string!(locale, power_map.source.meeting),
        Source::Call => td_string!(locale, power_map.source.call),
        Source::Mail => td_string!(locale, power_map.source.mail),
        Source::ThirdParty => td_string!(locale, power_map.source.third_party),
        Source::OtherDeal => td_string!(locale, power_map.source.other_deal),
    }
}

/// A kind of line.
pub fn line_kind(locale: Locale, kind: LineKind) -> &'static str {
    match kind {
        LineKind::ReportsTo => td_string!(locale, power_map.line.reports),
        LineKind::Influences { .. } => td_string!(locale, power_map.line.influences),
        LineKind::ConflictsWith => td_string!(locale, power_map.line.conflicts),
    }
}

/// What a gap is about.
pub fn gap(locale: Locale, kind: GapKind, ours: Option<i32>, rival: &str) -> String {
    match kind {
        GapKind::KeyUnknown => td_string!(locale, power_map.gap.key_unknown).to_owned(),
        GapKind::KeyWithoutOwner => td_string!(locale, power_map.gap.key_without_owner).to_owned(),
        GapKind::RivalAhead { by, .. } => {
            td_string!(locale, power_map.gap.rival_ahead, rival = rival.to_owned(), by = by).to_string()
        }
        GapKind::OpponentUnmanaged => td_string!(locale, power_map.gap.opponent_unmanaged).to_owned(),
        GapKind::SingleThread => td_string!(locale, power_map.gap.single_thread).to_owned(),
        GapKind::BelowSupport if ours == Some(0) => td_string!(locale, power_map.gap.neutral).to_owned(),
        GapKind::BelowSupport => td_string!(locale, power_map.gap.opposed).to_owned(),
        GapKind::Stale { days } => td_string!(locale, power_map.gap.stale, days = days).to_string(),
    }
}

/// A management level.
pub fn level_name(locale: Locale, level: Level) -> &'static str {
    match level {
        Level::Decision => td_string!(locale, power_map.profile.decision),
        Level::Management => td_string!(locale, power_map.profile.management),
        Level::Operation => td_string!(locale, power_map.profile.operation),
    }
}

/// A stance.
pub fn stance_name(locale: Locale, stance: Stance) -> &'static str {
    match stance {
        Stance::Supporter => td_string!(locale, power_map.profile.supporter),
        Stance::Neutral => td_string!(locale, power_map.profile.neutral),
        Stance::Opponent => td_string!(locale, power_map.profile.opponent),
    }
}

/// A personality.
pub fn personality_name(locale: Locale, personality: Personality) -> &'static str {
    match personality {
        Personality::Dominant => td_string!(locale, power_map.profile.dominant),
        Personality::Expressive => td_string!(locale, power_map.profile.expressive),
        Personality::Amiable => td_string!(locale, power_map.profile.amiable),
        Personality::Analytical => td_string!(locale, power_map.profile.analytical),
    }
}

/// A text of what somebody is like.
pub fn text_name(locale: Locale, which: ProfileText) -> &'static str {
    match which {
        ProfileText::OrganisationNeed => td_string!(locale, power_map.profile.organisation_need),
        ProfileText::PersonalNeed => td_string!(locale, power_map.profile.personal_need),
        ProfileText::Approach => td_string!(locale, power_map.profile.approach),
    }
}
