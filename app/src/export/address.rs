//! What is wanted, as an address of the server.

use crate::{
    i18n::{Locale, td_string},
    replica, route,
};
use diagram::View;
use leptos::prelude::document;
use model::{Day, DealId, EntityKey, Millis};

/// A choice of the form: its word in the address, its name for people.
pub(super) type Choice = (&'static str, fn(Locale) -> &'static str);

pub(super) const FORMATS: &[Choice] = &[
    ("pdf", |locale| td_string!(locale, export.pdf)),
    ("png", |locale| td_string!(locale, export.png)),
    ("svg", |locale| td_string!(locale, export.svg)),
    ("xlsx", |locale| td_string!(locale, export.xlsx)),
];
pub(super) const PARTS: &[Choice] =
    &[("whole", |locale| td_string!(locale, export.whole)), ("screen", |locale| td_string!(locale, export.screen))];
pub(super) const PAPERS: &[Choice] = &[("a4", |_| "A4"), ("a3", |_| "A3"), ("a0", |_| "A0")];
pub(super) const PAGES: &[Choice] = &[
    ("one", |locale| td_string!(locale, export.pages_one)),
    ("tiles", |locale| td_string!(locale, export.pages_tiles)),
];

pub(super) const THEMES: &[Choice] =
    &[("light", |locale| td_string!(locale, export.light)), ("dark", |locale| td_string!(locale, export.dark))];
pub(super) const RIVALS: &[Choice] = &[
    ("1", |locale| td_string!(locale, export.with_rivals)),
    ("0", |locale| td_string!(locale, export.without_rivals)),
];

pub(super) const DAYS: &[Choice] = &[
    ("1", |locale| td_string!(locale, export.share.day_1)),
    ("7", |locale| td_string!(locale, export.share.day_7)),
    ("30", |locale| td_string!(locale, export.share.day_30)),
];

/// A complete wish.
pub(super) struct Wanted {
    pub(super) deal: DealId,
    pub(super) format: String,
    pub(super) on_screen: bool,
    pub(super) paper: String,
    pub(super) pages: String,
    pub(super) theme: String,
    pub(super) rivals: String,
    pub(super) locale: model::Locale,
    /// The moment one looks back to, and its day.
    pub(super) then: Option<(Millis, Day)>,
    /// The moment it is compared with, and its day.
    pub(super) against: Option<(Millis, Day)>,
}

impl Wanted {
    pub(super) fn address(&self) -> String {
        let Self { deal, format, paper, pages, theme, rivals, locale, .. } = self;
        let area = if self.on_screen { area_on_screen() } else { None };
        let area = area.unwrap_or_else(|| "whole".to_owned());
        let (diagram, day, lang) = (diagram(), self.day().iso(), locale.tag());
        let fishbone = fishbone_on_screen()
            .filter(|_| diagram == "fishbone")
            .map_or_else(String::new, |id| format!("&fishbone={id}"));
        format!(
            "/api/deals/{deal}/export/{diagram}.{format}?area={area}&paper={paper}&pages={pages}&theme={theme}\
             &rivals={rivals}&lang={lang}&day={day}{fishbone}{}",
            self.at()
        )
    }

    /// The day that is shown.
    fn day(&self) -> Day {
        self.then.map_or_else(replica::today, |(_, day)| day)
    }

    /// The moment that is shown, unless it is now, and the one it is compared with.
    fn at(&self) -> String {
        let at = self.then.map_or_else(String::new, |(moment, _)| format!("&at={}", moment.0));
        let against = self.against.map(|(moment, day)| format!("&against={}&against_day={}", moment.0, day.iso()));
        at + &against.unwrap_or_default()
    }

    /// The page to print.
    pub(super) fn print(&self) -> String {
        let Self { deal, paper, rivals, locale, .. } = self;
        let (diagram, day, lang) = (diagram(), self.day().iso(), locale.tag());
        let fishbone = fishbone_on_screen().filter(|_| diagram == "fishbone");
        let fishbone = fishbone.map_or_else(String::new, |id| format!("&fishbone={id}"));
        let at = self.at();
        format!("/print/{deal}/{diagram}?paper={paper}&rivals={rivals}&lang={lang}&day={day}{fishbone}{at}")
    }

    /// What the file is called, should the browser not take the server's name.
    pub(super) fn file_name(&self) -> String {
        format!("{}-{}.{}", diagram(), self.day().iso(), self.format)
    }
}

/// The diagram on the screen is the last word of the address.
fn diagram() -> String {
    let path = document().location().and_then(|location| location.pathname().ok()).unwrap_or_default();
    path.trim_end_matches('/').rsplit('/').next().unwrap_or("map").to_owned()
}

/// Which of the deal's fishbones the canvas shows, if it shows one. On a past day it may be another than the address names.
pub(super) fn fishbone_on_screen() -> Option<String> {
    let anything = "[data-item^='fishbone:'], [data-item^='bone:'], [data-item^='bone_person:']";
    let drawn = document().query_selector(anything).ok().flatten();
    let drawn = drawn.and_then(|item| match item.get_attribute("data-item")?.parse().ok()? {
        EntityKey::Fishbone(id) | EntityKey::Bone(id, _) | EntityKey::BonePerson(id, _) => Some(id.to_string()),
        _ => None,
    });
    drawn.or_else(|| route::parameter(route::FISHBONE))
}

/// Whether the reader has switched the competitors off in the drawing.
pub(super) fn are_rivals_hidden() -> bool {
    let off = document().query_selector(".cv-tools [data-key='R'][aria-pressed='false']");
    matches!(off, Ok(Some(_)))
}

/// The part of the diagram that the canvas shows. Read from the drawing itself, so that every diagram's canvas will do.
fn area_on_screen() -> Option<String> {
    let world = document().query_selector(".world").ok()??;
    let canvas = world.closest(".cv-canvas").ok()??.get_bounding_client_rect();
    let seen = view_of(&world.get_attribute("style")?)?.visible(canvas.width(), canvas.height());
    Some(format!("{:.0},{:.0},{:.0},{:.0}", seen.x, seen.y, seen.width.max(1.0), seen.height.max(1.0)))
}

/// `transform: translate(x, y) scale(s)`.
fn view_of(style: &str) -> Option<View> {
    let other = |c: char| !c.is_ascii_digit() && c != '.' && c != '-';
    let mut numbers = style.split(other).filter_map(|word| word.parse::<f64>().ok());
    let (x, y, scale) = (numbers.next()?, numbers.next()?, numbers.next()?);
    (scale > 0.0).then_some(View { x, y, scale })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_view_is_read_from_the_drawing() {
        let view = view_of("transform: translate(-12.5px, 30px) scale(0.5);");
        assert_eq!(view, Some(View { x: -12.5, y: 30.0, scale: 0.5 }));
        assert_eq!(view_of("transform: translate(1px, 2px) scale(0);"), None);
        assert_eq!(view_of(""), None);
    }
}
