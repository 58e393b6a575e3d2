//! Telephone numbers and addresses in a line of text, in a form in which two of them can be compared.

use std::collections::BTreeSet;

/// Fewer digits are an extension, more are two numbers.
const DIGITS: std::ops::RangeInclusive<usize> = 7..=15;

/// What can be compared of a contact.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Facets {
    /// Telephone numbers: digits only, without the code of China and leading zeros.
    pub(super) phones: BTreeSet<String>,
    /// Addresses, in small letters.
    pub(super) mails: BTreeSet<String>,
}

impl Facets {
    /// All numbers and addresses of a line.
    pub(super) fn of(line: &str) -> Self {
        let mut facets = Self::default();
        for part in parts(line) {
            for word in part.split_whitespace().filter(|word| is_mail(word)) {
                let word = word.trim_matches(|c: char| !c.is_alphanumeric());
                facets.mails.insert(word.to_lowercase());
            }
            if !part.contains('@') {
                numbers(part, &mut facets.phones);
            }
        }
        facets
    }

    /// Takes another one's in.
    pub(super) fn extend(&mut self, other: &Self) {
        self.phones.extend(other.phones.iter().cloned());
        self.mails.extend(other.mails.iter().cloned());
    }
}

/// The parts of a contact line.
pub(super) fn parts(line: &str) -> impl Iterator<Item = &str> {
    line.split([',', ';', '，', '；', '、', '|', '\n', '\t']).map(str::trim).filter(|part| !part.is_empty())
}

/// What a part of a contact line is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Phone,
    Mail,
    Other,
}

pub(super) fn kind(part: &str) -> Kind {
    let facets = Facets::of(part);
    match (facets.mails.is_empty(), facets.phones.is_empty()) {
        (false, _) => Kind::Mail,
        (true, false) => Kind::Phone,
        (true, true) => Kind::Other,
    }
}

fn numbers(part: &str, found: &mut BTreeSet<String>) {
    let marks = |c: char| " -()+.（）—".contains(c);
    for run in part.split(|c: char| !c.is_ascii_digit() && !marks(c)) {
        let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
        let whole = digits(run);
        if DIGITS.contains(&whole.len()) {
            found.insert(bare(&whole));
        } else if whole.len() > *DIGITS.end() {
            let words = run.split_whitespace().map(digits).filter(|word| DIGITS.contains(&word.len()));
            found.extend(words.map(|word| bare(&word)));
        }
    }
}

/// Without what some write and others leave out.
fn bare(digits: &str) -> String {
    let digits = digits.strip_prefix("00").unwrap_or(digits);
    let digits = digits.strip_prefix("86").filter(|rest| rest.len() >= 9).unwrap_or(digits);
    digits.trim_start_matches('0').to_owned()
}

/// Whether a bare number is a mobile one of China: nobody shares it, as many share the one of a switchboard.
pub(super) fn is_personal(bare: &str) -> bool {
    bare.len() == 11 && bare.starts_with('1')
}

/// Whether a text is an address of e-mail, or holds one.
pub(super) fn is_mail(text: &str) -> bool {
    text.split_whitespace().any(|word| {
        word.split_once('@').is_some_and(|(name, host)| {
            !name.is_empty() && host.split_once('.').is_some_and(|(one, two)| !one.is_empty() && !two.is_empty())
        })
    })
}

pub(super) fn is_mobile(text: &str) -> bool {
    Facets::of(text).phones.iter().any(|phone| is_personal(phone))
}
