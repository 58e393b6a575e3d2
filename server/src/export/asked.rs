//! What the address of an export says, within its limits.

use super::{
    diagrams::{Diagram, Reader},
    subject::{State, Subject},
    then,
};
use crate::{
    clock,
    web::{AppState, Problem},
};
use diagram::Rect;
use model::{Day, Locale, Millis, Room};
use serde::Deserialize;

/// The parameters as they come.
#[derive(Debug, Deserialize)]
pub struct Query {
    area: Option<String>,
    paper: Option<String>,
    pages: Option<String>,
    lang: Option<String>,
    theme: Option<String>,
    rivals: Option<String>,
    fishbone: Option<String>,
    day: Option<String>,
    at: Option<String>,
    against: Option<String>,
    against_day: Option<String>,
}

/// The form of the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Scalable, opens in browsers and drawing programs.
    Svg,
    /// Pixels, twice as many as diagram units.
    Png,
    /// On paper.
    Pdf,
    /// The rows of the list.
    Xlsx,
}

/// ISO 216.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Paper {
    /// 210 x 297 mm.
    A4,
    /// 297 x 420 mm.
    A3,
    /// 841 x 1189 mm.
    A0,
}

impl Paper {
    const ALL: [Self; 3] = [Self::A4, Self::A3, Self::A0];

    /// In addresses and on pages to print.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::A4 => "a4",
            Self::A3 => "a3",
            Self::A0 => "a0",
        }
    }
}

/// Light or dark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Theme {
    /// White paper.
    Light,
    /// Night.
    Dark,
}

/// What is compared with.
#[derive(Clone, Copy, Debug)]
pub struct Against {
    /// Which moment.
    pub(super) at: Millis,
    /// Which day it is where the reader lives.
    pub(super) day: Day,
}

/// A complete wish.
#[derive(Clone, Debug)]
pub struct Asked {
    pub(super) diagram: &'static Diagram,
    pub(super) format: Format,
    /// A part of the diagram; else the whole.
    pub(super) area: Option<Rect>,
    pub(super) paper: Paper,
    /// Over several pages if it is large.
    pub(super) tiles: bool,
    pub(super) theme: Theme,
    /// As it was at this moment; else as it is.
    pub(super) then: Option<Millis>,
    /// Compared with how it was at another.
    pub(super) against: Option<Against>,
    pub(super) reader: Reader,
}

/// Diagram units: as far out as a coordinate may be, and a little for what stands around it.
const AREA_MAX: f64 = 2_100_000.0;

impl Asked {
    /// Reads the last part of the path and the parameters. A name that is no diagram or no format is not found; a
    /// parameter out of its range is malformed.
    pub(super) fn read(file: &str, query: &Query, locale: Locale, today: Day) -> Result<Self, Problem> {
        let (name, ending) = file.split_once('.').ok_or(Problem::NotFound)?;
        let diagram = Diagram::named(name).ok_or(Problem::NotFound)?;
        let format = match ending {
            "svg" => Format::Svg,
            "png" => Format::Png,
            "pdf" => Format::Pdf,
            "xlsx" => Format::Xlsx,
            _ => return Err(Problem::NotFound),
        };
        let then = query.at.as_deref().map(|at| moment(at, today)).transpose()?;
        let against = query.against.as_deref().map(|at| moment(at, today)).transpose()?;
        if against.is_some() && against == then {
            return Err(Problem::SameMoment);
        }
        let against = match (against, query.against_day.as_deref()) {
            (Some(at), given) => Some(Against { at, day: day(given, at.day())? }),
            (None, None) => None,
            (None, Some(_)) => return Err(Problem::Malformed),
        };
        Ok(Self {
            diagram,
            format,
            area: match query.area.as_deref() {
                None | Some("whole") => None,
                Some(text) => Some(area(text)?),
            },
            paper: choice(query.paper.as_deref(), &Paper::ALL.map(|paper| (paper.name(), paper)))?,
            tiles: choice(query.pages.as_deref(), &[("one", false), ("tiles", true)])?,
            theme: choice(query.theme.as_deref(), &[("light", Theme::Light), ("dark", Theme::Dark)])?,
            then,
            against,
            reader: reader(query, locale, then.map_or(today, Millis::day))?,
        })
    }
}

impl Asked {
    /// What is drawn: the deal as it is, as it was, or compared. A fishbone that it does not have, or has put away, is not found.
    pub(super) async fn subject(&self, server: &AppState, now: Room) -> Result<Subject, Problem> {
        let reader = self.reader;
        let at = self.then.unwrap_or_else(clock::now);
        let room = match self.then {
            Some(moment) => then::at(server, &now, moment).await?,
            None => now.clone(),
        };
        let shown = State { room, at, day: reader.today };
        let against = match self.against {
            Some(against) => Some(against.state(then::at(server, &now, against.at).await?)),
            None => None,
        };
        let subject = server.studio.work(move || Ok(Subject::inside(&now, shown, against, &reader))).await?;
        match reader.fishbone {
            Some(id) if subject.room().deal().is_none_or(|(_, deal)| deal.fishbones.live(id).is_none()) => {
                Err(Problem::NotFound)
            }
            _ => Ok(subject),
        }
    }
}

impl Format {
    pub(super) const fn ending(self) -> &'static str {
        match self {
            Self::Svg => "svg",
            Self::Png => "png",
            Self::Pdf => "pdf",
            Self::Xlsx => "xlsx",
        }
    }

    pub(super) const fn mime(self) -> &'static str {
        match self {
            Self::Svg => "image/svg+xml",
            Self::Png => "image/png",
            Self::Pdf => "application/pdf",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        }
    }
}

fn reader(query: &Query, locale: Locale, today: Day) -> Result<Reader, Problem> {
    Ok(Reader {
        locale: match query.lang.as_deref() {
            None => locale,
            given => choice(given, &[("zh-CN", Locale::Zh), ("en", Locale::En)])?,
        },
        outside: false,
        rivals: choice(query.rivals.as_deref(), &[("1", true), ("0", false)])?,
        fishbone: match query.fishbone.as_deref() {
            None => None,
            Some(id) => Some(id.parse().map_err(|_| Problem::Malformed)?),
        },
        today: day(query.day.as_deref(), today)?,
    })
}

/// Which day it is where the reader lives: east of the server it may be the next one already.
fn day(given: Option<&str>, here: Day) -> Result<Day, Problem> {
    match given {
        None => Ok(here),
        Some(day) => Day::parse(day).filter(|day| day.days_since(here).abs() <= 1).ok_or(Problem::Malformed),
    }
}

/// Milliseconds, or a day and with it its end. Not of days to come: tomorrow it may be already, east of the server.
fn moment(text: &str, today: Day) -> Result<Millis, Problem> {
    let at = match text.parse() {
        Ok(millis) => Millis(millis),
        Err(_) => Day::parse(text).ok_or(Problem::Malformed)?.end(),
    };
    let known = at >= Millis(0) && at.day().days_since(today) <= 1;
    if known { Ok(at) } else { Err(Problem::Malformed) }
}

/// One of a closed set; the first if nothing is said.
fn choice<T: Copy>(given: Option<&str>, choices: &[(&str, T)]) -> Result<T, Problem> {
    let found = match given {
        None => choices.first(),
        Some(given) => choices.iter().find(|(word, _)| *word == given),
    };
    found.map(|(_, value)| *value).ok_or(Problem::Malformed)
}

fn area(text: &str) -> Result<Rect, Problem> {
    let numbers: Vec<f64> = text.split(',').map_while(|number| number.parse().ok()).collect();
    let [x, y, width, height] = numbers[..] else { return Err(Problem::Malformed) };
    // Also refuses NaN.
    let fits = [x, y, width, height].iter().all(|number| number.abs() <= AREA_MAX) && width >= 1.0 && height >= 1.0;
    if fits && text.split(',').count() == 4 { Ok(Rect::new(x, y, width, height)) } else { Err(Problem::Malformed) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_is_a_time_or_the_end_of_a_day_and_none_to_come() {
        let today = Day(20_000);
        let at = |text: &str| moment(text, today).ok();
        assert_eq!(at("1700000000000"), Some(Millis(1_700_000_000_000)));
        assert_eq!(at("2024-10-04"), Some(Millis(20_001 * 86_400_000 - 1)), "the last moment of day 20000");
        for wrong in ["", "soon", "-1", "1e3", "2024-10-06", "99999999999999", "9223372036854775807"] {
            assert_eq!(at(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn an_area_is_four_numbers_of_this_world() {
        assert!(area("-10,0,200.5,100").is_ok());
        for wrong in
            ["", "1,2,3", "1,2,3,4,5", "a,b,c,d", "0,0,0,10", "0,0,-5,10", "1e300,0,10,10", "NaN,0,10,10", "0,0,inf,1"]
        {
            assert!(area(wrong).is_err(), "{wrong}");
        }
    }
}
