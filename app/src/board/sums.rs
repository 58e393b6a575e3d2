//! Sums of amounts, never across currencies.

use crate::format;
use model::{Currency, Locale, Money};

/// One sum per currency, in the order of [`Currency::ALL`].
pub fn sums(amounts: impl Iterator<Item = Money>) -> Vec<Money> {
    let mut sums = Currency::ALL.map(|currency| Money { minor: 0, currency });
    for money in amounts {
        if let Some(sum) = sums.iter_mut().find(|sum| sum.currency == money.currency) {
            sum.minor = sum.minor.saturating_add(money.minor);
        }
    }
    sums.into_iter().filter(|sum| sum.minor != 0).collect()
}

/// Sums in one line.
pub fn sums_text(sums: &[Money], locale: Locale) -> String {
    let sums: Vec<String> = sums.iter().map(|money| format::money(*money, locale)).collect();
    sums.join(" + ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dollars_are_not_added_to_yuan() {
        let money = |minor, currency| Money { minor, currency };
        let all = [money(100, Currency::Cny), money(500, Currency::Usd), money(200, Currency::Cny)];
        let sums = sums(all.into_iter());
        assert_eq!(sums, vec![money(300, Currency::Cny), money(500, Currency::Usd)]);
        assert_eq!(sums_text(&sums, Locale::En), "CNY 3 + USD 5");
    }
}
