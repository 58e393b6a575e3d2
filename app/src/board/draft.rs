//! What a form of a deal holds before it becomes a change: texts as typed, read and judged when it is sent.

use super::field::currency_of;
use crate::{
    format,
    i18n::{Locale, model_locale, t_string},
};
use leptos::prelude::*;
use leptos_i18n::I18nContext;
use model::{Currency, Day, Money, Refusal, TextField, deal::DealFacts, text};

/// A field of the form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// The customer.
    Account,
    /// The deal's name.
    Name,
    /// The deal's name in English.
    NameEn,
    /// The amount.
    Amount,
    /// The form as a whole.
    Form,
}

impl Place {
    /// The field a refusal is about.
    pub fn of(refusal: &Refusal) -> Self {
        match refusal {
            Refusal::EmptyText { field } | Refusal::TextTooLong { field, .. } | Refusal::HiddenCharacters { field } => {
                match field {
                    TextField::AccountName => Self::Account,
                    TextField::DealName => Self::Name,
                    _ => Self::Form,
                }
            }
            Refusal::AmountOutOfRange => Self::Amount,
            Refusal::UnknownAccount { .. } => Self::Account,
            _ => Self::Form,
        }
    }
}

/// The reasons why a form was not taken, by field.
pub type Errors = Vec<(Place, String)>;

/// The reason at one field.
pub fn error_at(errors: RwSignal<Errors>, place: Place) -> Signal<Option<String>> {
    Signal::derive(move || {
        errors.with(|errors| errors.iter().find(|(at, _)| *at == place).map(|(_, reason)| reason.clone()))
    })
}

/// The facts of a deal as typed.
#[derive(Clone, Copy)]
pub struct Draft {
    /// Name.
    pub name: RwSignal<String>,
    /// Name in English.
    pub name_en: RwSignal<String>,
    /// Amount.
    pub amount: RwSignal<String>,
    /// Code of the currency.
    pub currency: RwSignal<String>,
    /// Expected day of signature, as the date field has it.
    pub sign: RwSignal<String>,
}

/// The facts of a deal as read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Facts {
    /// Name.
    pub name: String,
    /// Name in English.
    pub name_en: String,
    /// Amount.
    pub amount: Option<Money>,
    /// Expected day of signature.
    pub expected_sign: Option<Day>,
}

impl Draft {
    /// Of a deal that is there, or empty.
    pub fn of(facts: Option<&DealFacts>) -> Self {
        let text = |value: Option<String>| RwSignal::new(value.unwrap_or_default());
        let amount = facts.and_then(|facts| facts.amount);
        let draft = Self {
            name: text(facts.map(|facts| facts.name.clone())),
            name_en: text(facts.map(|facts| facts.name_en.clone())),
            amount: text(None),
            currency: text(None),
            sign: text(None),
        };
        draft.set_amount(amount);
        draft.set_sign(facts.and_then(|facts| facts.expected_sign));
        draft
    }

    /// Shows an amount.
    pub fn set_amount(&self, amount: Option<Money>) {
        self.amount.set(amount.map(format::amount_text).unwrap_or_default());
        self.currency.set(amount.map_or(Currency::default(), |money| money.currency).code().to_owned());
    }

    /// Shows a day.
    pub fn set_sign(&self, day: Option<Day>) {
        self.sign.set(day.map(Day::iso).unwrap_or_default());
    }

    /// Reads the form. What the model would refuse at the first field only is said at every field.
    pub fn read(&self, i18n: I18nContext<Locale>) -> Result<Facts, Errors> {
        let locale = model_locale(i18n.get_locale_untracked());
        let mut errors = Errors::new();
        let name = self.name.with_untracked(|name| text::clean(name, false));
        if let Err(refusal) = text::check_name(TextField::DealName, &name) {
            errors.push((Place::Name, refusal.sentence(locale)));
        }
        let name_en = self.name_en.with_untracked(|name| text::clean(name, false));
        if let Err(refusal) = text::check_line(TextField::DealName, &name_en, text::NAME_MAX) {
            errors.push((Place::NameEn, refusal.sentence(locale)));
        }
        let typed = self.amount.with_untracked(|amount| amount.trim().to_owned());
        let amount =
            (!typed.is_empty()).then(|| format::parse_amount(&typed, currency_of(&self.currency.get_untracked())));
        match amount {
            Some(None) => {
                errors.push((Place::Amount, untrack(|| t_string!(i18n, board.create.amount_wrong).to_owned())));
            }
            Some(Some(money)) if money.minor > Money::MAX_MINOR => {
                errors.push((Place::Amount, Refusal::AmountOutOfRange.sentence(locale)));
            }
            _ => {}
        }
        let expected_sign = self.sign.with_untracked(|day| Day::parse(day));
        if errors.is_empty() {
            Ok(Facts { name, name_en, amount: amount.flatten(), expected_sign })
        } else {
            Err(errors)
        }
    }
}
