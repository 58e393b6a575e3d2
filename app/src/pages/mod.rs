//! Pages rendered on the server: plain HTML with forms, working without WASM and without a script. Each function takes all
//! it shows and returns a whole document; texts are escaped by the view.

mod account;
mod admin;
mod field;
mod invitation;
mod picture;
mod problem;
mod reset;
mod set_up;
mod shell;
mod sign_in;
mod text;

pub use account::{AccountPage, Device, account};
pub use admin::{AdminPage, CompetitorRow, DealChoice, LinkRow, LinkWhat, MemberRow, NewLink, admin};
pub use invitation::{InvitationPage, invitation};
pub use picture::{PictureFigure, PicturePage, PictureTable, picture, share_ended};
pub use problem::{ProblemText, problem, problem_texts};
pub use reset::{ResetPage, reset};
pub use set_up::{SetUpPage, set_up, set_up_waiting};
pub use shell::shell;
pub use sign_in::{DemoDoor, SignInPage, sign_in};
pub use text::{Done, PersonFields, Wrong};

use crate::i18n::{Locale, td, td_string};
use leptos::prelude::*;

/// What surrounds a page.
#[derive(Clone, Debug)]
pub struct Frame {
    /// Its language.
    pub locale: model::Locale,
    /// Address of the style sheet.
    pub style: String,
    /// A theme the visitor has chosen in the app; else the system's.
    pub theme: Option<&'static str>,
    /// The path the language switch comes back to.
    pub path: String,
    /// Who is signed in.
    pub who: Option<Who>,
}

/// The visitor, as the head of a page shows him.
#[derive(Clone, Debug)]
pub struct Who {
    /// Full name.
    pub name: String,
    /// Initials.
    pub initials: String,
    /// Colour.
    pub colour: u8,
    /// Whether he sees the administration.
    pub is_admin: bool,
}

/// How wide the content is.
#[derive(Clone, Copy, Debug)]
enum Width {
    /// One form.
    Narrow,
    /// Tables and several forms.
    Wide,
}

impl Width {
    const fn name(self) -> &'static str {
        match self {
            Self::Narrow => "narrow",
            Self::Wide => "wide",
        }
    }
}

fn locale_of(locale: model::Locale) -> Locale {
    match locale {
        model::Locale::Zh => Locale::zh_CN,
        model::Locale::En => Locale::en,
    }
}

/// Renders a whole document. `content` is built inside an owner, as every view must be.
fn document<V: IntoView + 'static>(
    frame: &Frame,
    title: &str,
    width: Width,
    content: impl FnOnce(Locale) -> V,
) -> String {
    let owner = Owner::new();
    let html = owner.with(|| {
        let locale = locale_of(frame.locale);
        let other = match frame.locale {
            model::Locale::Zh => model::Locale::En,
            model::Locale::En => model::Locale::Zh,
        };
        let title = format!("{title} · {}", td_string!(locale, pages.brand));
        view! {
            <html lang=frame.locale.tag() data-theme=frame.theme>
                <head>
                    <meta charset="utf-8" />
                    <meta name="viewport" content="width=device-width, initial-scale=1" />
                    <meta name="color-scheme" content="light dark" />
                    <title>{title}</title>
                    <link rel="stylesheet" href=frame.style.clone() />
                    <link rel="icon" href="/icons/icon.svg" type="image/svg+xml" />
                    <link rel="manifest" href="/manifest.webmanifest" />
                </head>
                <body class="server-page">
                    <header class="header">
                        <a class="brand" href="/">{td!(locale, pages.brand)}</a>
                        <div class="header-end">
                            {frame.who.clone().map(|who| visitor(locale, who))}
                            <form method="post" action="/language">
                                <input type="hidden" name="to" value=other.tag() />
                                <input type="hidden" name="back" value=frame.path.clone() />
                                <button
                                    class="button"
                                    data-kind="quiet"
                                    lang=other.tag()
                                    aria-label=td_string!(locale, pages.language_label)
                                >
                                    {td!(locale, pages.language)}
                                </button>
                            </form>
                        </div>
                    </header>
                    <main class="server-main" data-width=width.name()>{content(locale)}</main>
                </body>
            </html>
        }
        .to_html()
    });
    owner.cleanup();
    format!("<!doctype html>{html}")
}

fn visitor(locale: Locale, who: Who) -> impl IntoView {
    let name = who.name.clone();
    view! {
        <nav class="server-nav">
            {who
                .is_admin
                .then(|| view! { <a class="button" data-kind="quiet" href="/admin">{td!(locale, pages.admin.link)}</a> })}
            <a class="server-who" href="/account" title=name>
                <span class="avatar" data-who=who.colour.to_string() aria-hidden="true">{who.initials}</span>
                <span class="server-who-name">{who.name}</span>
            </a>
        </nav>
    }
}
