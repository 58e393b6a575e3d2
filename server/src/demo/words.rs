//! The words of the demo files that stand for values of the model.

use model::{
    Currency, DealRole, Locale, Money, WorkspaceRole,
    account::CustomerLevel,
    fishbone::{Mark, RelationState},
    key_role::KeyRoleKind,
    power_map::{BuyingRole, Level, PainLevel, Personality, Source, Stance, Strength},
    task::TaskState,
};

pub fn workspace_role(word: &str) -> Option<WorkspaceRole> {
    Some(match word {
        "admin" => WorkspaceRole::Admin,
        "member" => WorkspaceRole::Member,
        "guest" => WorkspaceRole::Guest,
        _ => return None,
    })
}

pub fn deal_role(word: &str) -> Option<DealRole> {
    Some(match word {
        "ar" => DealRole::Ar,
        "sr" => DealRole::Sr,
        "fr" => DealRole::Fr,
        "group" => DealRole::WorkGroup,
        "reviewer" => DealRole::Reviewer,
        "sdt" => DealRole::Sdt,
        "sponsor" => DealRole::Sponsor,
        "manager" => DealRole::SalesManager,
        "observer" => DealRole::Observer,
        _ => return None,
    })
}

pub fn management_level(word: &str) -> Option<Level> {
    Some(match word {
        "decision" => Level::Decision,
        "management" => Level::Management,
        "operation" => Level::Operation,
        _ => return None,
    })
}

pub fn pain_level(word: &str) -> Option<PainLevel> {
    Some(match word {
        "latent" => PainLevel::Latent,
        "admitted" => PainLevel::Admitted,
        "vision" => PainLevel::Vision,
        "action" => PainLevel::Action,
        _ => return None,
    })
}

pub fn stance(word: &str) -> Option<Stance> {
    Some(match word {
        "supporter" => Stance::Supporter,
        "neutral" => Stance::Neutral,
        "opponent" => Stance::Opponent,
        _ => return None,
    })
}

pub fn personality(word: &str) -> Option<Personality> {
    Some(match word {
        "dominant" => Personality::Dominant,
        "expressive" => Personality::Expressive,
        "amiable" => Personality::Amiable,
        "analytical" => Personality::Analytical,
        _ => return None,
    })
}

pub fn key_role_kind(word: &str) -> Option<KeyRoleKind> {
    Some(match word {
        "chain" => KeyRoleKind::ChainManager,
        "signer" => KeyRoleKind::ContractSigner,
        "shareholder" => KeyRoleKind::Shareholder,
        "stakeholder" => KeyRoleKind::Stakeholder,
        "family" => KeyRoleKind::Family,
        "friend" => KeyRoleKind::Friend,
        "group" => KeyRoleKind::SocialGroup,
        _ => return None,
    })
}

pub fn buying_role(word: &str) -> Option<BuyingRole> {
    Some(match word {
        "decides" => BuyingRole::DecisionMaker,
        "approves" => BuyingRole::Approver,
        "recommends" => BuyingRole::Recommender,
        "buys" => BuyingRole::Buyer,
        "evaluates" => BuyingRole::Evaluator,
        "uses" => BuyingRole::User,
        "influences" => BuyingRole::Influencer,
        "guards" => BuyingRole::Gatekeeper,
        _ => return None,
    })
}

pub fn source(word: &str) -> Option<Source> {
    Some(match word {
        "met" => Source::InPerson,
        "meeting" => Source::Meeting,
        "call" => Source::Call,
        "mail" => Source::Mail,
        "heard" => Source::ThirdParty,
        _ => return None,
    })
}

/// `+3`, `0`, `-1`, or `?` for asked and not known.
pub fn strength(word: &str) -> Option<Strength> {
    if word == "?" { Some(Strength::Unknown) } else { word.parse().ok().map(Strength::Known) }
}

pub fn task_state(word: &str) -> Option<TaskState> {
    match word {
        "doing" => Some(TaskState::Doing),
        "done" => Some(TaskState::Done),
        _ => None,
    }
}

pub fn level(word: &str) -> Option<CustomerLevel> {
    CustomerLevel::ALL.into_iter().find(|level| level.code() == word)
}

pub fn locale(word: &str) -> Option<Locale> {
    match word {
        "zh" => Some(Locale::Zh),
        "en" => Some(Locale::En),
        _ => None,
    }
}

pub fn mark(word: &str) -> Option<Mark> {
    match word {
        "A" => Some(Mark::A),
        "B" => Some(Mark::B),
        _ => None,
    }
}

pub fn relation(word: &str) -> Option<RelationState> {
    Some(match word {
        "favourable" => RelationState::Favourable,
        "improve" => RelationState::NeedsImprovement,
        "cooperated" => RelationState::Cooperated,
        _ => return None,
    })
}

/// `4200万`: ten thousands of yuan.
pub fn amount(word: &str) -> Option<Money> {
    let yuan: i64 = word.strip_suffix('万')?.parse::<i64>().ok()?.checked_mul(10_000)?;
    Some(Money { minor: yuan.checked_mul(Currency::Cny.minor_per_major())?, currency: Currency::Cny })
}

/// Cards are 172 x 62; one cell further leaves 28 between two side by side and 78 between two below one another. Cell 0,0
/// lies where a screen that shows the origin has its upper middle.
const CELL_X: i32 = 200;
const CELL_Y: i32 = 140;
const ORIGIN_X: i32 = 469;
const ORIGIN_Y: i32 = 56;

/// `column,row` in cells, each with one decimal at most: `-2.1,3`.
pub fn place(word: &str) -> Option<(i32, i32)> {
    let (column, row) = word.split_once(',')?;
    Some((ORIGIN_X + tenths(column)? * CELL_X / 10, ORIGIN_Y + tenths(row)? * CELL_Y / 10))
}

fn tenths(word: &str) -> Option<i32> {
    let (whole, tenth) = word.split_once('.').unwrap_or((word, "0"));
    let sign = if whole.starts_with('-') { -1 } else { 1 };
    let whole: i32 = whole.parse().ok().filter(|whole: &i32| whole.abs() < 1_000)?;
    let tenth: i32 = tenth.parse().ok().filter(|tenth| (0..10).contains(tenth))?;
    Some(whole * 10 + sign * tenth)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_in_cells_with_one_decimal() {
        assert_eq!(place("0,0"), Some((ORIGIN_X, ORIGIN_Y)));
        assert_eq!(place("-0.5,2"), Some((ORIGIN_X - 100, ORIGIN_Y + 280)));
        assert_eq!(place("2.1,0.5"), Some((ORIGIN_X + 420, ORIGIN_Y + 70)));
        assert_eq!([place("1"), place("1,x"), place("1.25,0"), place("99999999,0")], [None; 4]);
    }

    #[test]
    fn an_amount_is_in_ten_thousands_of_yuan() {
        assert_eq!(amount("4200万"), Some(Money { minor: 4_200_000_000, currency: Currency::Cny }));
        assert_eq!([amount("4200"), amount("x万"), amount("9223372036854775807万")], [None; 3]);
    }

    #[test]
    fn unknown_and_neutral_are_two_strengths() {
        assert_eq!(strength("?"), Some(Strength::Unknown));
        assert_eq!(strength("0"), Some(Strength::Known(0)));
        assert_eq!(strength("+3"), Some(Strength::Known(3)));
        assert_eq!(strength("strong"), None);
    }
}
