//! `/account`: one's own profile, password and devices.

use super::{
    Frame, Width, document, field,
    text::{Done, PersonFields, Wrong},
};
use crate::i18n::{Locale, td, td_string};
use leptos::prelude::*;
use model::Day;

/// What the page shows.
#[derive(Clone, Debug)]
pub struct AccountPage {
    /// The visitor's own details.
    pub person: PersonFields,
    /// Signed-in devices, last used first.
    pub devices: Vec<Device>,
    /// What is wrong with the form that was sent.
    pub wrong: Option<Wrong>,
    /// What was done.
    pub done: Option<Done>,
}

/// A signed-in device.
#[derive(Clone, Debug)]
pub struct Device {
    /// Names the session in an address; no secret.
    pub id: String,
    /// What the user recognises it by.
    pub name: String,
    /// When it was last used.
    pub seen: Day,
    /// The one in front of him.
    pub is_this: bool,
}

/// The page.
pub fn account(frame: &Frame, page: &AccountPage) -> String {
    let title = td_string!(super::locale_of(frame.locale), pages.account.title);
    document(frame, title, Width::Wide, |locale| {
        view! {
            <div class="server-title">
                <h1>{td!(locale, pages.account.title)}</h1>
                <a class="button" href="/w/board">{td!(locale, pages.account.back)}</a>
                <form method="post" action="/sign-out">
                    <button class="button">{td!(locale, pages.account.sign_out)}</button>
                </form>
            </div>
            {field::done(frame.locale, page.done)}
            {field::wrong(frame.locale, page.wrong.as_ref())}
            <div class="server-columns">
                <section class="server-card">
                    <h2>{td!(locale, pages.account.profile)}</h2>
                    <p class="server-lead">{td!(locale, pages.account.profile_lead)}</p>
                    <form class="server-form" method="post" action="/account/profile">
                        {field::line("name", td_string!(locale, pages.person.name).to_string(), page.person.name.clone(), "name")}
                        {field::line_with_hint(
                            "initials",
                            td_string!(locale, pages.person.initials).to_string(),
                            page.person.initials.clone(),
                            "off",
                            td_string!(locale, pages.person.initials_hint).to_string(),
                        )}
                        {field::colours(locale, page.person.colour)}
                        {language(locale, frame.locale)}
                        <button class="button" data-kind="primary">{td!(locale, pages.account.save)}</button>
                    </form>
                </section>
                <section class="server-card">
                    <h2>{td!(locale, pages.account.password)}</h2>
                    <p class="server-lead">{td!(locale, pages.account.password_lead)}</p>
                    <form class="server-form" method="post" action="/account/password">
                        <input type="hidden" name="username" value=page.person.login.clone() autocomplete="username" />
                        {field::password(
                            "password_now",
                            td_string!(locale, pages.account.password_now).to_string(),
                            "current-password",
                        )}
                        {field::new_password(locale)}
                        <button class="button" data-kind="primary">{td!(locale, pages.account.password_save)}</button>
                    </form>
                </section>
                <section class="server-card">
                    <h2>{td!(locale, pages.account.devices)}</h2>
                    <p class="server-lead">{td!(locale, pages.account.devices_lead)}</p>
                    {devices(locale, &page.devices)}
                </section>
            </div>
        }
    })
}

fn language(locale: Locale, chosen: model::Locale) -> impl IntoView {
    let choice = |value: model::Locale, name: &'static str| {
        view! {
            <label class="choice">
                <input type="radio" name="locale" value=value.tag() checked=value == chosen />
                <span lang=value.tag()>{name}</span>
            </label>
        }
    };
    view! {
        <fieldset class="field">
            <legend>{td!(locale, pages.person.language)}</legend>
            <div class="choices">{choice(model::Locale::Zh, "中文")} {choice(model::Locale::En, "English")}</div>
        </fieldset>
    }
}

fn devices(locale: Locale, devices: &[Device]) -> impl IntoView + use<> {
    let several = devices.len() > 1;
    let rows = devices
        .iter()
        .cloned()
        .map(|device| {
            let action = format!("/account/devices/{}/sign-out", device.id);
            view! {
                <li class="server-row">
                    <span class="server-row-main">
                        <b>{device.name}</b>
                        <small>
                            {if device.is_this {
                                td_string!(locale, pages.account.this_device).to_string()
                            } else {
                                td_string!(locale, pages.account.last_used, day = device.seen.iso()).to_string()
                            }}
                        </small>
                    </span>
                    {(!device.is_this)
                        .then(|| {
                            view! {
                                <form method="post" action=action>
                                    <button class="button" data-size="small">
                                        {td!(locale, pages.account.sign_device_out)}
                                    </button>
                                </form>
                            }
                        })}
                </li>
            }
        })
        .collect_view();
    view! {
        <ul class="server-rows">{rows}</ul>
        {several
            .then(|| {
                view! {
                    <form method="post" action="/account/devices/sign-out-others">
                        <button class="button" data-kind="danger">{td!(locale, pages.account.sign_others_out)}</button>
                    </form>
                }
            })}
    }
}
