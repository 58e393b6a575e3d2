//! Amounts, days, times and names as a reader of either language writes them.

pub use diagram::day;
pub use model::named;

use model::{Currency, Locale, Money};

/// `¥4,200万`, `¥2.5亿`; `CNY 42M`. Rounded for reading; a form shows the exact amount.
pub fn money(money: Money, locale: Locale) -> String {
    let major = money.minor / money.currency.minor_per_major();
    match locale {
        Locale::Zh => {
            let symbol = match money.currency {
                Currency::Cny => "¥",
                Currency::Usd => "$",
                Currency::Eur => "€",
                Currency::Hkd => "HK$",
                Currency::Jpy => "JP¥",
            };
            format!("{symbol}{}", short(major, &[(100_000_000, "亿"), (10_000, "万")]))
        }
        Locale::En => {
            let short = short(major, &[(1_000_000_000, "bn"), (1_000_000, "M"), (1_000, "k")]);
            format!("{} {short}", money.currency.code())
        }
    }
}

/// At most two digits behind the point, and none for numbers of three digits and more.
fn short(major: i64, units: &[(i64, &str)]) -> String {
    let Some((unit, sign)) = units.iter().find(|(unit, _)| major >= *unit) else { return grouped(major) };
    let whole = major / unit;
    let hundredths = major % unit * 100 / unit;
    if whole >= 100 || hundredths == 0 {
        return format!("{}{sign}", grouped(whole));
    }
    let digits = format!("{hundredths:02}");
    format!("{whole}.{}{sign}", digits.trim_end_matches('0'))
}

fn grouped(number: i64) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// What somebody typed as an amount in major units: `42000000`, `4,200万`, `1.5亿`, `42M`. `None` if it is no amount.
pub fn parse_amount(text: &str, currency: Currency) -> Option<Money> {
    let text: String = text.chars().filter(|c| !c.is_whitespace() && *c != ',' && *c != '，').collect();
    let units = [("万", 10_000), ("亿", 100_000_000), ("k", 1_000), ("K", 1_000), ("m", 1_000_000), ("M", 1_000_000)];
    let (number, unit) = units
        .iter()
        .find_map(|(sign, unit)| text.strip_suffix(sign).map(|number| (number, *unit)))
        .unwrap_or((&text, 1_i64));
    let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
    if whole.is_empty() || fraction.len() > 9 || !(whole.to_owned() + fraction).bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let scale = 10_i64.checked_pow(u32::try_from(fraction.len()).ok()?)?;
    let digits: i64 = (whole.to_owned() + fraction).parse().ok()?;
    let minor = digits.checked_mul(unit)?.checked_mul(currency.minor_per_major())? / scale;
    Some(Money { minor, currency })
}

/// The amount as a form shows it, exact.
pub fn amount_text(money: Money) -> String {
    let per_major = money.currency.minor_per_major();
    let (whole, rest) = (money.minor / per_major, money.minor % per_major);
    if rest == 0 { whole.to_string() } else { format!("{whole}.{rest:02}") }
}

/// What an avatar shows: the first character of a Chinese name, the initials of any other.
pub fn avatar(name: &str, initials: &str) -> String {
    match name.chars().next() {
        Some(first) if !first.is_ascii() => first.to_string(),
        _ => initials.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cny(major: i64) -> Money {
        Money { minor: major * 100, currency: Currency::Cny }
    }

    #[test]
    fn amounts_read_as_each_language_counts() {
        for (major, zh, en) in [
            (42_000_000, "¥4,200万", "CNY 42M"),
            (250_000_000, "¥2.5亿", "CNY 250M"),
            (98_700_000, "¥9,870万", "CNY 98.7M"),
            (6_800, "¥6,800", "CNY 6.8k"),
            (0, "¥0", "CNY 0"),
            (12_345, "¥1.23万", "CNY 12.34k"),
        ] {
            assert_eq!(money(cny(major), Locale::Zh), zh);
            assert_eq!(money(cny(major), Locale::En), en);
        }
    }

    #[test]
    fn an_amount_is_read_the_way_people_type_it() {
        for (text, major) in
            [("42000000", 42_000_000), ("4,200万", 42_000_000), ("1.5亿", 150_000_000), ("42M", 42_000_000), ("0", 0)]
        {
            assert_eq!(parse_amount(text, Currency::Cny), Some(cny(major)), "{text}");
        }
        for text in ["", "-5", "abc", "1.2.3", "万", "99999999999999999999"] {
            assert_eq!(parse_amount(text, Currency::Cny), None, "{text}");
        }
    }

    #[test]
    fn an_exact_amount_survives_being_shown_and_read_again() {
        let money = Money { minor: 123_456, currency: Currency::Usd };
        assert_eq!(parse_amount(&amount_text(money), Currency::Usd), Some(money));
    }
}
