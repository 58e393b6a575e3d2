//! `/s/{token}` and `/print/…`: diagrams as a page to read and to print. Plain HTML: no script, no form, no session.

use super::locale_of;
use crate::i18n::{Locale, td_string};
use leptos::prelude::*;

/// What the page shows.
#[derive(Clone, Debug)]
pub struct PicturePage {
    /// The page's language.
    pub locale: model::Locale,
    /// Address of the style sheet.
    pub style: String,
    /// What it is about: the deal.
    pub title: String,
    /// Whose, when, by whom.
    pub facts: String,
    /// For those who mean to print it.
    pub hint: Option<String>,
    /// Where the page stands in the other language.
    pub other: Option<String>,
    /// Size of the paper: `a4`, `a3` or `a0`.
    pub paper: &'static str,
    /// The diagrams.
    pub figures: Vec<PictureFigure>,
}

/// A diagram and its list.
#[derive(Clone, Debug)]
pub struct PictureFigure {
    /// What it is.
    pub title: String,
    /// The drawing, as markup of our own making.
    pub svg: String,
    /// The list.
    pub tables: Vec<PictureTable>,
}

/// One table of a list.
#[derive(Clone, Debug)]
pub struct PictureTable {
    /// What it lists.
    pub title: String,
    /// Heads of the columns.
    pub columns: Vec<String>,
    /// Rows.
    pub rows: Vec<Vec<String>>,
}

/// The page.
pub fn picture(page: &PicturePage) -> String {
    let PicturePage { title, facts, hint, paper, figures, .. } = page.clone();
    outer(page.locale, &page.style, &page.title, page.other.clone(), |words| {
        let lists = td_string!(words, export.share.lists);
        let figures = figures.into_iter().map(|figure| one(figure, lists)).collect_view();
        view! {
            <main class="sheet-main" data-paper=paper>
                <header class="sheet-head">
                    <h1>{title}</h1>
                    <p>{facts}</p>
                    {hint.map(|hint| view! { <p class="sheet-hint">{hint}</p> })}
                </header>
                {figures}
            </main>
        }
    })
}

fn one(figure: PictureFigure, lists: &str) -> impl IntoView + use<> {
    let PictureFigure { title, svg, tables } = figure;
    let label = format!("{title} · {lists}");
    let tables = tables.into_iter().map(table).collect_view();
    view! {
        <section class="sheet-figure">
            <h2>{title.clone()}</h2>
            <div class="sheet-drawing" tabindex="0" role="region" aria-label=title inner_html=svg></div>
            <div class="sheet-lists" tabindex="0" role="region" aria-label=label>{tables}</div>
        </section>
    }
}

fn table(table: PictureTable) -> impl IntoView {
    let heads = table.columns.into_iter().map(|column| view! { <th scope="col">{column}</th> }).collect_view();
    let row = |row: Vec<String>| {
        let cells = row.into_iter().map(|cell| view! { <td>{cell}</td> }).collect_view();
        view! { <tr>{cells}</tr> }
    };
    let rows = table.rows.into_iter().map(row).collect_view();
    view! { <table><caption>{table.title}</caption><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table> }
}

/// The page of a link that has ended, was revoked, or never was: the three are not told apart.
pub fn share_ended(locale: model::Locale, style: &str, other: &str) -> String {
    let title = td_string!(locale_of(locale), export.share.ended_title);
    outer(locale, style, title, Some(other.to_owned()), |words| {
        view! {
            <main class="server-main" data-width="narrow">
                <section class="server-card">
                    <h1>{td_string!(words, export.share.ended_title)}</h1>
                    <p class="server-lead">{td_string!(words, export.share.ended_text)}</p>
                </section>
            </main>
        }
    })
}

fn outer<V: IntoView + 'static>(
    locale: model::Locale,
    style: &str,
    title: &str,
    other: Option<String>,
    content: impl FnOnce(Locale) -> V,
) -> String {
    let owner = Owner::new();
    let html = owner.with(|| {
        let words = locale_of(locale);
        let language = match locale {
            model::Locale::Zh => "en",
            model::Locale::En => "zh-CN",
        };
        let other = other.map(|href| {
            view! { <a class="button" data-kind="quiet" href=href lang=language>{td_string!(words, pages.language)}</a> }
        });
        view! {
            <html lang=locale.tag()>
                <head>
                    <meta charset="utf-8" />
                    <meta name="viewport" content="width=device-width, initial-scale=1" />
                    <meta name="color-scheme" content="light dark" />
                    <meta name="robots" content="noindex, nofollow" />
                    <meta name="referrer" content="no-referrer" />
                    <title>{format!("{title} · {}", td_string!(words, pages.brand))}</title>
                    <link rel="stylesheet" href=style.to_owned() />
                    <link rel="icon" href="/icons/icon.svg" type="image/svg+xml" />
                </head>
                <body class="server-page sheet-page">
                    <header class="header sheet-bar"><span class="brand">{td_string!(words, pages.brand)}</span><div class="header-end">{other}</div></header>
                    {content(words)}
                </body>
            </html>
        }
        .to_html()
    });
    owner.cleanup();
    format!("<!doctype html>{html}")
}
