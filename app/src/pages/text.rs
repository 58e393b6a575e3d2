//! Sentences that several pages share.

use super::locale_of;
use crate::i18n::td_string;
use model::{Locale, WorkspaceRole};

/// What is wrong with a form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wrong {
    /// Login or password; which of them is not said.
    Credentials,
    /// The password is too short or too long.
    PasswordLength,
    /// The second entry differs.
    PasswordsDiffer,
    /// The current password is wrong.
    PasswordWrong,
    /// Another user has the login.
    LoginTaken,
    /// The login has characters a login can not have.
    LoginInvalid,
    /// The set-up token is wrong.
    SetUpToken,
    /// The rules refuse it, with this sentence.
    Refused(String),
}

impl Wrong {
    pub(super) fn sentence(&self, locale: Locale) -> String {
        let locale = locale_of(locale);
        match self {
            Self::Credentials => td_string!(locale, pages.sign_in.wrong).to_string(),
            Self::PasswordLength => td_string!(locale, pages.wrong.password_length).to_string(),
            Self::PasswordsDiffer => td_string!(locale, pages.wrong.passwords_differ).to_string(),
            Self::PasswordWrong => td_string!(locale, pages.wrong.password_wrong).to_string(),
            Self::LoginTaken => td_string!(locale, pages.wrong.login_taken).to_string(),
            Self::LoginInvalid => td_string!(locale, pages.wrong.login_invalid).to_string(),
            Self::SetUpToken => td_string!(locale, pages.set_up.token_wrong).to_string(),
            Self::Refused(sentence) => sentence.clone(),
        }
    }
}

/// What has just been done; stands in the address after a form, so it is a closed set and no text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Done {
    /// The profile.
    Profile,
    /// The password.
    Password,
    /// A device.
    SignedOut,
    /// Something on the admin page.
    Saved,
    /// A member.
    Removed,
    /// A link.
    Revoked,
    /// A password by a link.
    Reset,
    /// The visitor himself.
    Left,
}

impl Done {
    const ALL: [Self; 8] = [
        Self::Profile,
        Self::Password,
        Self::SignedOut,
        Self::Saved,
        Self::Removed,
        Self::Revoked,
        Self::Reset,
        Self::Left,
    ];

    /// Its word in an address.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Profile => "profile",
            Self::Password => "password",
            Self::SignedOut => "signed-out",
            Self::Saved => "saved",
            Self::Removed => "removed",
            Self::Revoked => "revoked",
            Self::Reset => "reset",
            Self::Left => "left",
        }
    }

    /// The one with this word.
    pub fn of(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|done| done.word() == word)
    }

    pub(super) fn sentence(self, locale: Locale) -> String {
        let locale = locale_of(locale);
        match self {
            Self::Profile => td_string!(locale, pages.done.profile),
            Self::Password => td_string!(locale, pages.done.password),
            Self::SignedOut => td_string!(locale, pages.done.signed_out),
            Self::Saved => td_string!(locale, pages.done.saved),
            Self::Removed => td_string!(locale, pages.done.removed),
            Self::Revoked => td_string!(locale, pages.done.revoked),
            Self::Reset => td_string!(locale, pages.done.reset),
            Self::Left => td_string!(locale, pages.done.left),
        }
        .to_string()
    }
}

pub(super) fn role_name(role: WorkspaceRole, locale: Locale) -> String {
    let locale = locale_of(locale);
    match role {
        WorkspaceRole::Admin => td_string!(locale, pages.role.admin),
        WorkspaceRole::Member => td_string!(locale, pages.role.member),
        WorkspaceRole::Guest => td_string!(locale, pages.role.guest),
    }
    .to_string()
}

/// What is asked of a new member.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PersonFields {
    /// Full name.
    pub name: String,
    /// Initials.
    pub initials: String,
    /// Colour.
    pub colour: u8,
    /// Login.
    pub login: String,
}
