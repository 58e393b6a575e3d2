//! Names of what the board's forms offer.

use crate::i18n::{Locale, td_string};
use model::{Currency, Stage, account::CustomerLevel};

/// A customer level with what it means.
pub fn level_name(level: CustomerLevel, locale: Locale) -> &'static str {
    match level {
        CustomerLevel::S => td_string!(locale, board.level_name.s),
        CustomerLevel::A => td_string!(locale, board.level_name.a),
        CustomerLevel::B => td_string!(locale, board.level_name.b),
        CustomerLevel::C => td_string!(locale, board.level_name.c),
    }
}

/// A currency.
pub fn currency_name(currency: Currency, locale: Locale) -> &'static str {
    match currency {
        Currency::Cny => td_string!(locale, board.currency.cny),
        Currency::Usd => td_string!(locale, board.currency.usd),
        Currency::Eur => td_string!(locale, board.currency.eur),
        Currency::Hkd => td_string!(locale, board.currency.hkd),
        Currency::Jpy => td_string!(locale, board.currency.jpy),
    }
}

/// The decision point a deal passes at the end of a stage.
pub const fn gate(stage: Stage) -> Option<&'static str> {
    match stage {
        Stage::Mo1 => Some("ATI"),
        Stage::Mo3 => Some("ATB"),
        Stage::Mo4 => Some("ATC"),
        Stage::Mce4 => Some("ATAC"),
        Stage::Mce6 => Some("ATCC"),
        _ => None,
    }
}
