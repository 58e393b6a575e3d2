//! Any request that was not answered as asked.

use super::{Frame, Width, document, locale_of};
use crate::i18n::{td, td_string};
use leptos::prelude::*;
use model::Locale;

/// What the visitor is told.
#[derive(Clone, Debug)]
pub enum ProblemText {
    /// No session.
    SignInFirst,
    /// Not an admin.
    AdminNeeded,
    /// A form or socket of another site.
    ForeignOrigin,
    /// No such page.
    NotFound,
    /// A one-time link that can not be used.
    LinkSpent,
    /// Too many tries.
    TooManyTries {
        /// Until the next one is allowed.
        seconds: u64,
    },
    /// More links for people outside than a deal may have.
    TooManyLinks,
    /// An incomplete form.
    Malformed,
    /// A form over the limit.
    TooLarge,
    /// The rules refuse it.
    Refused {
        /// Why, and what to do.
        sentence: String,
    },
    /// No font for a picture.
    FontMissing,
    /// A deal at a moment before it began.
    NotYet,
    /// A moment compared with itself.
    SameMoment,
    /// A picture over the limit.
    DrawingTooLarge,
    /// The database is away.
    Unavailable,
    /// Our fault.
    Unknown {
        /// The log has it too.
        id: String,
    },
}

/// Title and sentence.
pub fn problem_texts(locale: Locale, problem: &ProblemText) -> (String, String) {
    let locale = locale_of(locale);
    let (title, sentence) = match problem {
        ProblemText::SignInFirst => {
            (td_string!(locale, pages.problem.sign_in_title), td_string!(locale, pages.problem.sign_in).to_string())
        }
        ProblemText::AdminNeeded => {
            (td_string!(locale, pages.problem.admin_title), td_string!(locale, pages.problem.admin).to_string())
        }
        ProblemText::ForeignOrigin => {
            (td_string!(locale, pages.problem.origin_title), td_string!(locale, pages.problem.origin).to_string())
        }
        ProblemText::NotFound => {
            (td_string!(locale, pages.problem.not_found_title), td_string!(locale, pages.problem.not_found).to_string())
        }
        ProblemText::LinkSpent => {
            (td_string!(locale, pages.problem.link_title), td_string!(locale, pages.problem.link).to_string())
        }
        ProblemText::TooManyTries { seconds } => (
            td_string!(locale, pages.problem.tries_title),
            td_string!(locale, pages.problem.tries, seconds = *seconds).to_string(),
        ),
        ProblemText::Malformed => {
            (td_string!(locale, pages.problem.malformed_title), td_string!(locale, pages.problem.malformed).to_string())
        }
        ProblemText::TooLarge => {
            (td_string!(locale, pages.problem.too_large_title), td_string!(locale, pages.problem.too_large).to_string())
        }
        ProblemText::Refused { sentence } => (td_string!(locale, pages.problem.refused_title), sentence.clone()),
        ProblemText::FontMissing => {
            (td_string!(locale, pages.problem.font_title), td_string!(locale, pages.problem.font).to_string())
        }
        ProblemText::TooManyLinks => {
            (td_string!(locale, pages.problem.links_title), td_string!(locale, pages.problem.links).to_string())
        }
        ProblemText::NotYet => {
            (td_string!(locale, pages.problem.not_yet_title), td_string!(locale, pages.problem.not_yet).to_string())
        }
        ProblemText::SameMoment => (
            td_string!(locale, pages.problem.same_moment_title),
            td_string!(locale, pages.problem.same_moment).to_string(),
        ),
        ProblemText::DrawingTooLarge => {
            (td_string!(locale, pages.problem.drawing_title), td_string!(locale, pages.problem.drawing).to_string())
        }
        ProblemText::Unavailable => (
            td_string!(locale, pages.problem.unavailable_title),
            td_string!(locale, pages.problem.unavailable).to_string(),
        ),
        ProblemText::Unknown { id } => (
            td_string!(locale, pages.problem.unknown_title),
            td_string!(locale, pages.problem.unknown, id = id.clone()).to_string(),
        ),
    };
    (title.to_string(), sentence)
}

/// The page.
pub fn problem(frame: &Frame, problem: &ProblemText) -> String {
    let (title, sentence) = problem_texts(frame.locale, problem);
    let heading = title.clone();
    document(frame, &title, Width::Narrow, |locale| {
        view! {
            <section class="server-card">
                <h1>{heading}</h1>
                <p class="server-lead">{sentence}</p>
                <a class="button" href="/">{td!(locale, pages.problem.home)}</a>
            </section>
        }
    })
}
