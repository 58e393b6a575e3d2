//! `/sign-in`: login and password; in the demo one door per role.

use super::{
    Frame, Width, document, field,
    text::{Done, Wrong},
};
use crate::i18n::{Locale, td, td_string};
use leptos::prelude::*;

/// What the page shows.
#[derive(Clone, Debug, Default)]
pub struct SignInPage {
    /// The login as entered.
    pub login: String,
    /// Where to go afterwards.
    pub next: String,
    /// What is wrong.
    pub wrong: Option<Wrong>,
    /// What was done before.
    pub done: Option<Done>,
    /// Doors of the demo; none without it.
    pub doors: Vec<DemoDoor>,
}

/// A role of the demo.
#[derive(Clone, Debug)]
pub struct DemoDoor {
    /// His login.
    pub login: String,
    /// His name.
    pub name: String,
    /// His initials.
    pub initials: String,
    /// His colour.
    pub colour: u8,
    /// His part, in the language of the page.
    pub label: String,
    /// What to look at.
    pub hint: String,
}

/// The page.
pub fn sign_in(frame: &Frame, page: &SignInPage) -> String {
    let title = td_string!(super::locale_of(frame.locale), pages.sign_in.title);
    let width = if page.doors.is_empty() { Width::Narrow } else { Width::Wide };
    document(frame, title, width, |locale| {
        let form = view! {
            {field::wrong(frame.locale, page.wrong.as_ref())}
            <form class="server-form" method="post" action="/sign-in">
                <input type="hidden" name="next" value=page.next.clone() />
                {field::line("login", td_string!(locale, pages.sign_in.login).to_string(), page.login.clone(), "username")}
                {field::password("password", td_string!(locale, pages.sign_in.password).to_string(), "current-password")}
                <button class="button" data-kind="primary" data-size="wide">{td!(locale, pages.sign_in.submit)}</button>
                <p class="server-note">{td!(locale, pages.sign_in.forgot)}</p>
            </form>
        };
        view! {
            {field::done(frame.locale, page.done)}
            {if page.doors.is_empty() {
                view! { <section class="server-card"><h1>{td!(locale, pages.sign_in.title)}</h1>{form}</section> }.into_any()
            } else {
                view! {
                    <div class="server-doors">
                        {doors(locale, page)}
                        <section class="server-card">
                            <h2>{td!(locale, pages.sign_in.or_password)}</h2>
                            {form}
                        </section>
                    </div>
                }
                    .into_any()
            }}
        }
    })
}

fn doors(locale: Locale, page: &SignInPage) -> impl IntoView + use<> {
    let next = page.next.clone();
    let doors = page
        .doors
        .iter()
        .cloned()
        .map(|door| {
            let enter = td_string!(locale, pages.sign_in.demo_enter, name = door.name.clone()).to_string();
            let spoken = format!("{}: {enter}", door.label);
            view! {
                <button class="door" name="login" value=door.login aria-label=spoken>
                    <span class="avatar" data-who=door.colour.to_string() aria-hidden="true">{door.initials}</span>
                    <span class="door-name">{door.name}</span>
                    <span class="door-role">{door.label}</span>
                    <span class="door-hint">{door.hint}</span>
                </button>
            }
        })
        .collect_view();
    view! {
        <section>
            <h1>{td!(locale, pages.sign_in.demo_title)}</h1>
            <p class="server-lead">{td!(locale, pages.sign_in.demo_lead)}</p>
            <form class="doors" method="post" action="/demo/sign-in">
                <input type="hidden" name="next" value=next />
                {doors}
            </form>
        </section>
    }
}
