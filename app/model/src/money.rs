//! Amounts: integer minor units and a currency, never floating point.

use serde::{Deserialize, Serialize};

/// Currencies the product knows; all have two minor digits but the yen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum Currency {
    /// Chinese yuan.
    #[default]
    Cny,
    /// United States dollar.
    Usd,
    /// Euro.
    Eur,
    /// Hong Kong dollar.
    Hkd,
    /// Japanese yen, no minor unit.
    Jpy,
}

impl Currency {
    /// Every currency, in the order a form offers them.
    pub const ALL: [Self; 5] = [Self::Cny, Self::Usd, Self::Eur, Self::Hkd, Self::Jpy];

    /// ISO 4217 code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Cny => "CNY",
            Self::Usd => "USD",
            Self::Eur => "EUR",
            Self::Hkd => "HKD",
            Self::Jpy => "JPY",
        }
    }

    /// Minor units in one major unit.
    pub const fn minor_per_major(self) -> i64 {
        match self {
            Self::Jpy => 1,
            _ => 100,
        }
    }
}

/// An amount of money in minor units (fen, cents).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Money {
    /// Minor units.
    pub minor: i64,
    /// Currency.
    pub currency: Currency,
}

impl Money {
    /// The largest amount a deal may have: 10^15 minor units, so that any sum of 9,000 deals still fits.
    pub const MAX_MINOR: i64 = 1_000_000_000_000_000;
}
