//! `/reset/{token}`: a new password by a link an admin made.

use super::{Frame, Width, document, field, text::Wrong};
use crate::i18n::{td, td_string};
use leptos::prelude::*;

/// What the page shows.
#[derive(Clone, Debug)]
pub struct ResetPage {
    /// Whose password.
    pub login: String,
    /// What is wrong.
    pub wrong: Option<Wrong>,
}

/// The form; it goes to the address it stands at.
pub fn reset(frame: &Frame, page: &ResetPage) -> String {
    let title = td_string!(super::locale_of(frame.locale), pages.reset.title);
    document(frame, title, Width::Narrow, |locale| {
        view! {
            <section class="server-card">
                <h1>{td!(locale, pages.reset.title)}</h1>
                <p class="server-lead">
                    {td_string!(locale, pages.reset.lead, login = page.login.clone()).to_string()}
                </p>
                {field::wrong(frame.locale, page.wrong.as_ref())}
                <form class="server-form" method="post" action=frame.path.clone()>
                    // So that a password manager files the new password under the right login.
                    <input type="hidden" name="username" value=page.login.clone() autocomplete="username" />
                    {field::new_password(locale)}
                    <button class="button" data-kind="primary" data-size="wide">{td!(locale, pages.reset.submit)}</button>
                </form>
            </section>
        }
    })
}
