//! What a link for people outside shows.

use super::{
    diagrams::{Diagram, Reader},
    draw::names,
    figure::figure,
    redact::{Shown, outside},
    subject::Subject,
};
use app::{
    pages::{self, PicturePage},
    words,
};
use model::{Day, FishboneId, Locale, Room};

/// What stands behind a link, and for whom it is drawn now.
#[derive(Clone, Debug)]
pub struct Shared {
    /// Names of the diagrams, in their order on the page.
    pub diagrams: Vec<&'static str>,
    /// Which fishbone.
    pub fishbone: Option<FishboneId>,
    /// Whose relations.
    pub shown: Shown,
    /// The reader's language.
    pub locale: Locale,
    /// Today.
    pub today: Day,
    /// Who made the link.
    pub maker: String,
    /// Its last day.
    pub until: Day,
    /// Address of the style sheet.
    pub style: String,
    /// The page in the other language.
    pub other: String,
}

/// The page; nothing if none of its diagrams is there any more.
pub fn shared(room: &Room, shared: Shared) -> Option<String> {
    let Shared { diagrams, fishbone, shown, locale, today, maker, until, style, other } = shared;
    let subject = Subject::outside(outside(room, shown));
    let reader = Reader { locale, today, rivals: shown.rivals, outside: true, fishbone };
    let (title, account) = names(subject.room(), locale);
    let facts = words::export::shared_facts(locale, &account, &today.iso(), &maker, &until.iso());
    let mark = words::export::shared_mark(locale, &title, &maker, &today.iso());
    let found = diagrams.iter().filter_map(|name| Diagram::named(name));
    let figures: Vec<_> = found.filter_map(|diagram| figure(&subject, diagram, &reader, &facts, Some(&mark))).collect();
    if figures.is_empty() {
        return None;
    }
    let page = PicturePage { locale, style, title, facts, hint: None, other: Some(other), paper: "a3", figures };
    Some(pages::picture(&page))
}
