//! Form fields and the notices above them.

use super::text::{Done, PersonFields, Wrong};
use crate::i18n::{Locale, td, td_string};
use leptos::prelude::*;
use model::{competitor::RIVAL_COLOURS, member::MEMBER_COLOURS};

/// A labelled line of text.
pub(super) fn line(id: &'static str, label: String, value: String, autocomplete: &'static str) -> impl IntoView {
    view! {
        <div class="field">
            <label for=id>{label}</label>
            <input class="input" id=id name=id value=value autocomplete=autocomplete required=true spellcheck="false" />
        </div>
    }
}

/// The same with a hint under it.
pub(super) fn line_with_hint(
    id: &'static str,
    label: String,
    value: String,
    autocomplete: &'static str,
    hint: String,
) -> impl IntoView {
    let hint_id = format!("{id}-hint");
    view! {
        <div class="field">
            <label for=id>{label}</label>
            <input
                class="input"
                id=id
                name=id
                value=value
                autocomplete=autocomplete
                required=true
                spellcheck="false"
                autocapitalize="none"
                aria-describedby=hint_id.clone()
            />
            <small id=hint_id>{hint}</small>
        </div>
    }
}

/// A password; never filled in by us.
pub(super) fn password(id: &'static str, label: String, autocomplete: &'static str) -> impl IntoView {
    view! {
        <div class="field">
            <label for=id>{label}</label>
            <input class="input" id=id name=id type="password" autocomplete=autocomplete required=true />
        </div>
    }
}

/// A new password, twice.
pub(super) fn new_password(locale: Locale) -> impl IntoView {
    view! {
        <div class="field">
            <label for="password">{td!(locale, pages.person.password)}</label>
            <input
                class="input"
                id="password"
                name="password"
                type="password"
                autocomplete="new-password"
                required=true
                aria-describedby="password-hint"
            />
            <small id="password-hint">{td!(locale, pages.person.password_hint)}</small>
        </div>
        {password("password_again", td_string!(locale, pages.person.password_again).to_string(), "new-password")}
    }
}

/// Whose colours are offered.
#[derive(Clone, Copy)]
pub(super) enum Palette {
    /// Of members: filled.
    Members,
    /// Of competitors: outlined.
    Rivals,
}

/// Colours as a row of choices, each named for those who do not see it.
pub(super) fn colour_choices(locale: Locale, palette: Palette, chosen: u8) -> impl IntoView {
    let count = match palette {
        Palette::Members => MEMBER_COLOURS,
        Palette::Rivals => RIVAL_COLOURS,
    };
    let choices = (1..=count)
        .map(|number| {
            let dot = match palette {
                Palette::Members => {
                    view! { <span class="avatar" data-who=number.to_string() aria-hidden="true">{number.to_string()}</span> }.into_any()
                }
                Palette::Rivals => {
                    view! { <span class="rival-dot" data-rival=number.to_string() aria-hidden="true">{number.to_string()}</span> }
                        .into_any()
                }
            };
            view! {
                <label class="colour-choice">
                    <input
                        type="radio"
                        name="colour"
                        value=number.to_string()
                        checked=number == chosen
                        aria-label=td_string!(locale, pages.person.colour_n, number = number).to_string()
                    />
                    {dot}
                </label>
            }
        })
        .collect_view();
    view! { <div class="colour-choices">{choices}</div> }
}

/// A member's colour.
pub(super) fn colours(locale: Locale, chosen: u8) -> impl IntoView {
    view! {
        <fieldset class="field">
            <legend>{td!(locale, pages.person.colour)}</legend>
            {colour_choices(locale, Palette::Members, chosen)}
        </fieldset>
    }
}

/// Everything that is asked of a new member but the password.
pub(super) fn person(locale: Locale, fields: &PersonFields) -> impl IntoView + use<> {
    view! {
        {line("name", td_string!(locale, pages.person.name).to_string(), fields.name.clone(), "name")}
        {line_with_hint(
            "initials",
            td_string!(locale, pages.person.initials).to_string(),
            fields.initials.clone(),
            "off",
            td_string!(locale, pages.person.initials_hint).to_string(),
        )}
        {colours(locale, fields.colour)}
        {line_with_hint(
            "login",
            td_string!(locale, pages.person.login).to_string(),
            fields.login.clone(),
            "username",
            td_string!(locale, pages.person.login_hint).to_string(),
        )}
    }
}

/// Above a form: what is wrong with it.
pub(super) fn wrong(locale: model::Locale, wrong: Option<&Wrong>) -> impl IntoView + use<> {
    wrong.map(|wrong| view! { <p class="notice" data-tone="stop" role="alert">{wrong.sentence(locale)}</p> })
}

/// Above a page: what has been done.
pub(super) fn done(locale: model::Locale, done: Option<Done>) -> impl IntoView {
    done.map(|done| view! { <p class="notice" data-tone="ok" role="status">{done.sentence(locale)}</p> })
}
