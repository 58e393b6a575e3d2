//! `/set-up`: the first admin, while there is no user.

use super::{
    Frame, Width, document, field,
    text::{PersonFields, Wrong},
};
use crate::i18n::{td, td_string};
use leptos::prelude::*;

/// What the page shows.
#[derive(Clone, Debug, Default)]
pub struct SetUpPage {
    /// The one-time token, as it stood in the address or was entered.
    pub token: String,
    /// Name of the workspace.
    pub workspace: String,
    /// The first admin.
    pub person: PersonFields,
    /// What is wrong.
    pub wrong: Option<Wrong>,
}

/// The form.
pub fn set_up(frame: &Frame, page: &SetUpPage) -> String {
    let title = td_string!(super::locale_of(frame.locale), pages.set_up.title);
    document(frame, title, Width::Narrow, |locale| {
        view! {
            <section class="server-card">
                <h1>{td!(locale, pages.set_up.title)}</h1>
                <p class="server-lead">{td!(locale, pages.set_up.lead)}</p>
                {field::wrong(frame.locale, page.wrong.as_ref())}
                <form class="server-form" method="post" action="/set-up">
                    {field::line_with_hint(
                        "token",
                        td_string!(locale, pages.set_up.token).to_string(),
                        page.token.clone(),
                        "off",
                        td_string!(locale, pages.set_up.token_hint).to_string(),
                    )}
                    {field::line_with_hint(
                        "workspace",
                        td_string!(locale, pages.set_up.workspace).to_string(),
                        page.workspace.clone(),
                        "organization",
                        td_string!(locale, pages.set_up.workspace_hint).to_string(),
                    )}
                    {field::person(locale, &page.person)}
                    {field::new_password(locale)}
                    <button class="button" data-kind="primary" data-size="wide">{td!(locale, pages.set_up.submit)}</button>
                </form>
            </section>
        }
    })
}

/// What a visitor sees who does not have the address from the log.
pub fn set_up_waiting(frame: &Frame) -> String {
    let title = td_string!(super::locale_of(frame.locale), pages.set_up.waiting_title);
    document(frame, title, Width::Narrow, |locale| {
        view! {
            <section class="server-card">
                <h1>{td!(locale, pages.set_up.waiting_title)}</h1>
                <p class="server-lead">{td!(locale, pages.set_up.waiting)}</p>
            </section>
        }
    })
}
