//! Numbers and lists derived from a power map (T-01). Ratios are scaled integers: thousandths.

use super::{PowerMap, PowerNode, Strength, Vendor};
use crate::{CompetitorId, Day, PersonId};

/// How old an assessment is, in the three degrees the map draws.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Age {
    /// Younger than 60 days.
    Fresh,
    /// From 60 days on: drawn paler, and asked for again.
    Stale,
    /// From 120 days on.
    Old,
}

const STALE_FROM_DAYS: i32 = 60;
const OLD_FROM_DAYS: i32 = 120;

/// The age of an assessment observed on `observed_at`, seen from `today`.
pub fn age(observed_at: Day, today: Day) -> Age {
    match today.days_since(observed_at) {
        ..STALE_FROM_DAYS => Age::Fresh,
        STALE_FROM_DAYS..OLD_FROM_DAYS => Age::Stale,
        _ => Age::Old,
    }
}

/// What a gap is about; the order is the order of urgency.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum GapKind {
    /// A key decision maker whose relation to us is unknown.
    KeyUnknown,
    /// A key decision maker without a relationship owner.
    KeyWithoutOwner,
    /// Somebody opposes us, and nobody of us owns the relation.
    OpponentUnmanaged,
    /// A competitor stands better than we do.
    RivalAhead {
        /// Who.
        competitor: CompetitorId,
        /// By how many steps.
        by: i32,
    },
    /// The only one on the map who supports us at +1 or better: what we know and what speaks for us hangs on one person.
    SingleThread,
    /// Strength below +1.
    BelowSupport,
    /// The current assessment is at least 60 days old.
    Stale {
        /// How old.
        days: i32,
    },
}

/// One line of the list of gaps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Gap {
    /// Whose.
    pub person: PersonId,
    /// What.
    pub kind: GapKind,
    /// Our known strength.
    pub ours: Option<i32>,
    /// Whether the person decides.
    pub key: bool,
}

/// Where we stand.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Position {
    /// Support index in thousandths, `-1000..=1000`; `None` while nobody is known.
    pub support_index: Option<i32>,
    /// Coverage in thousandths; `None` while the map is empty.
    pub coverage: Option<i32>,
    /// Map quality, `0..=3`.
    pub quality: u8,
    /// People on the map.
    pub people: usize,
    /// Gaps, most urgent first.
    pub gaps: Vec<Gap>,
}

/// From so many people on, one supporter alone is a gap: on a smaller map he is a beginning.
const SINGLE_THREAD_FROM: usize = 5;

/// A key decision maker counts twice.
const fn weight(node: &PowerNode) -> i32 {
    if node.key { 2 } else { 1 }
}

/// `numerator / denominator` in thousandths, rounded half away from zero.
fn thousandths(numerator: i32, denominator: i32) -> Option<i32> {
    if denominator == 0 {
        return None;
    }
    let (numerator, denominator) = (i64::from(numerator) * 2_000, i64::from(denominator) * 2);
    let half = if numerator < 0 { -denominator / 2 } else { denominator / 2 };
    i32::try_from((numerator + half) / denominator).ok()
}

/// The numbers and lists for a map on a day. `rivals` are the competitors of the deal.
pub fn position(map: &PowerMap, rivals: impl IntoIterator<Item = CompetitorId>, today: Day) -> Position {
    let rivals: Vec<CompetitorId> = rivals.into_iter().collect();
    let (mut known_weight, mut all_weight, mut weighted_strength) = (0, 0, 0);
    let (mut people, mut has_key, mut has_key_support) = (0, false, false);
    let (mut gaps, mut supporters) = (Vec::new(), Vec::new());
    for (person, node) in map.live_nodes() {
        people += 1;
        let ours = node.strength(Vendor::Us);
        all_weight += weight(node);
        if let Some(value) = ours {
            known_weight += weight(node);
            weighted_strength += weight(node) * value;
        }
        if ours.is_some_and(|value| value >= 1) {
            supporters.push((person, node.key, ours));
        }
        has_key |= node.key;
        has_key_support |= node.key && ours.is_some_and(|value| value >= 1);
        gaps_of(person, node, ours, &rivals, today, &mut gaps);
    }
    if people >= SINGLE_THREAD_FROM
        && let [(person, key, ours)] = supporters[..]
    {
        gaps.push(Gap { person, kind: GapKind::SingleThread, ours, key });
    }
    crate::order::sort_by_key(&mut gaps, |gap| (gap.kind.rank(), !gap.key, gap.ours, gap.person));
    Position {
        support_index: thousandths(weighted_strength, Strength::MAX * known_weight),
        coverage: thousandths(known_weight, all_weight),
        quality: match (people > 0, has_key, has_key_support) {
            (false, ..) => 0,
            (true, false, _) => 1,
            (true, true, false) => 2,
            (true, true, true) => 3,
        },
        people,
        gaps,
    }
}

fn gaps_of(
    person: PersonId,
    node: &PowerNode,
    ours: Option<i32>,
    rivals: &[CompetitorId],
    today: Day,
    gaps: &mut Vec<Gap>,
) {
    let mut gap = |kind| gaps.push(Gap { person, kind, ours, key: node.key });
    if node.key && ours.is_none() {
        gap(GapKind::KeyUnknown);
    }
    if node.key && node.owners.is_empty() {
        gap(GapKind::KeyWithoutOwner);
    }
    if ours.is_some_and(|value| value < 0) && node.owners.is_empty() {
        gap(GapKind::OpponentUnmanaged);
    }
    if let Some((competitor, by)) = node.rival_ahead(rivals.iter().copied()) {
        gap(GapKind::RivalAhead { competitor, by });
    }
    if ours.is_some_and(|value| value < 1) {
        gap(GapKind::BelowSupport);
    }
    if let Some((_, current)) = node.current(Vendor::Us)
        && age(current.observed_at, today) != Age::Fresh
    {
        gap(GapKind::Stale { days: today.days_since(current.observed_at) });
    }
}

impl GapKind {
    const fn rank(self) -> u8 {
        match self {
            Self::KeyUnknown => 0,
            Self::KeyWithoutOwner => 1,
            Self::OpponentUnmanaged => 2,
            Self::RivalAhead { .. } => 3,
            Self::SingleThread => 4,
            Self::BelowSupport => 5,
            Self::Stale { .. } => 6,
        }
    }
}
