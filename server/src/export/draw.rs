//! `GET /api/deals/{deal}/export/{diagram}.{svg,png,pdf,xlsx}`: a diagram as a file. For members of the deal's team; to
//! everybody else the deal does not exist. `at=` gives it as it was at a moment or at the end of a day, `against=` marks and lists what
//! differs from another such moment. Every export is noted before it is given.

use super::{
    asked::{Asked, Format, Query},
    legend,
    look::Look,
    pdf::{self, About},
    png,
    power_map::named,
    subject::Subject,
    xlsx,
};
use crate::{
    clock,
    rate_limit::Limit,
    web::{ApiUser, AppState, ClientAddress, Problem},
};
use app::words;
use axum::{
    extract::{Path, Query as Parameters, State},
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};
use diagram::{
    Rect,
    picture::{self, Picture, Sheet},
};
use model::{DealId, Room};
use std::sync::Arc;
use store::NewExport;
use sync::frame::RoomId;

/// More groups than this are not drawn to pixels or paper; the SVG takes them.
const GROUPS_MAX: usize = 12_000;

/// Gives the file.
pub async fn draw(
    State(server): State<AppState>,
    ApiUser(signed_in): ApiUser,
    ClientAddress(_): ClientAddress,
    Path((deal, file)): Path<(String, String)>,
    Parameters(query): Parameters<Query>,
) -> Result<Response, Problem> {
    let deal: DealId = deal.parse().map_err(|_| Problem::NotFound)?;
    let user = signed_in.user.id;
    let room = server.hub.read(user, RoomId::Deal(deal)).await?.ok_or(Problem::NotFound)?;
    let asked = Asked::read(&file, &query, signed_in.user.locale, clock::now().day())?;
    // By user, wherever he sits.
    server.rate_limits.check(Limit::Export, std::net::Ipv4Addr::UNSPECIFIED.into(), &user.to_string())?;
    let name = signed_in.member().map(|member| member.name.clone()).unwrap_or_default();
    let subject = asked.subject(&server, room).await?;
    let (format, diagram) = (asked.format, asked.diagram.name);
    let shown = asked.area.is_none();
    let file_name = file_name(&subject, &asked);
    let at_work = Arc::clone(&server);
    let bytes = server.studio.work(move || make(&at_work, &subject, &asked, &name)).await?;
    let export = NewExport {
        deal,
        by: user,
        at: clock::now(),
        diagram: diagram.to_owned(),
        format: format.ending().to_owned(),
        whole: shown,
    };
    server.store.note_export(export).await?;
    let mut response = bytes.into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(format.mime()));
    headers.insert(header::CONTENT_DISPOSITION, file_name.parse().map_err(Problem::unknown)?);
    Ok(response)
}

/// Characters of a file's name before its ending.
const FILE_NAME_MAX: usize = 120;

/// `attachment; filename*=UTF-8''…`: the name may be in Chinese.
fn file_name(subject: &Subject, asked: &Asked) -> String {
    let room = subject.room();
    let (deal, _) = names(room, asked.reader.locale);
    let which = (asked.diagram.which)(room, &asked.reader).map(|which| format!("-{which}")).unwrap_or_default();
    let (title, days) = ((asked.diagram.title)(asked.reader.locale), subject.days(&asked.reader));
    let plain = |c: char| if c.is_control() || "/\\:*?\"<>|".contains(c) { ' ' } else { c };
    let name: String = format!("{deal}-{title}{which}-{days}").chars().map(plain).take(FILE_NAME_MAX).collect();
    let encoded = format!("{name}.{}", asked.format.ending()).bytes().fold(String::new(), |text, byte| match byte {
        b'-' | b'_' | b'.' => text + &char::from(byte).to_string(),
        byte if byte.is_ascii_alphanumeric() => text + &char::from(byte).to_string(),
        byte => text + &format!("%{byte:02X}"),
    });
    format!("attachment; filename=\"{}.{}\"; filename*=UTF-8''{encoded}", asked.diagram.name, asked.format.ending())
}

/// Deal and account, in the reader's language.
pub(super) fn names(room: &Room, locale: model::Locale) -> (String, String) {
    let deal = room.deal().and_then(|(_, deal)| deal.facts.as_ref());
    let account = room.account().and_then(|(_, account)| account.facts.as_ref());
    (
        deal.map_or("", |deal| named(&deal.name, &deal.name_en, locale)).to_owned(),
        account.map_or("", |account| named(&account.name, &account.name_en, locale)).to_owned(),
    )
}

/// Makes the file. Takes its time.
fn make(server: &AppState, subject: &Subject, asked: &Asked, who: &str) -> Result<Vec<u8>, Problem> {
    let reader = asked.reader;
    let locale = reader.locale;
    let room = subject.room();
    let (deal, account) = names(room, locale);
    let which = (asked.diagram.which)(room, &reader).map(|which| format!(" · {which}")).unwrap_or_default();
    let title = format!("{deal} · {}{which}", (asked.diagram.title)(locale));
    let facts = words::export::facts(locale, &account, &subject.days(&reader), who);
    let drawn = subject.draw(asked.diagram, &reader);
    if asked.format == Format::Xlsx {
        let (name, legend) = (words::export::about(locale), words::export::legend(locale));
        let about = xlsx::About { name, lines: &[title, facts], legend, marks: &legend::marks(&drawn.legend) };
        return xlsx::write(&about, &subject.tables(asked.diagram, &reader));
    }
    if asked.format != Format::Svg && drawn.groups.len() > GROUPS_MAX {
        return Err(Problem::DrawingTooLarge);
    }
    let part = asked.area.or_else(|| picture::bounds(&drawn.groups)).unwrap_or(Rect::new(0.0, 0.0, 600.0, 200.0));
    let look = Look::of(asked.theme);
    let dress = |around: &str, own: &str| look.attributes(around, own);
    let fonts = if asked.format == Format::Svg { None } else { Some(server.studio.fonts()?) };
    let family = fonts.map_or_else(String::new, |fonts| format!("'{}', ", fonts.family.replace(['\'', '"'], "")));
    let font = format!("{family}{FAMILIES}");
    let picture = Picture {
        groups: &drawn.groups,
        part,
        legend: &drawn.legend,
        title: &title,
        facts: &facts,
        dress: &dress,
        font: &font,
    };
    let sheet = Sheet::around(part, &drawn.legend);
    let svg = || picture::to_svg(&picture, sheet, (sheet.width, sheet.height));
    match (asked.format, fonts) {
        (Format::Png, Some(fonts)) => {
            // Asked before anything is drawn.
            png::scale(sheet.width, sheet.height).ok_or(Problem::DrawingTooLarge)?;
            png::write(&svg(), fonts)
        }
        (Format::Pdf, Some(fonts)) => {
            let page = |page: usize, pages: usize| words::export::page(locale, page, pages);
            let about = About { title: &title, language: locale.tag(), page: &page };
            pdf::write(&picture, &drawn.legend, (asked.paper, asked.tiles), &about, fonts)
        }
        _ => Ok(svg().into_bytes()),
    }
}

/// Of whoever opens the file, the first he has.
const FAMILIES: &str = "'Noto Sans CJK SC', 'Noto Sans SC', 'PingFang SC', 'Microsoft YaHei', sans-serif";
