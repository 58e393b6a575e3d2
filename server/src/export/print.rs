//! `GET /print/{deal}/{diagram}`: a diagram as a page to print, for members of the deal's team. A page of its own and not the
//! screen printed: the screen shows a part, with tools around it, and needs the program; the page has all of the drawing on
//! one sheet, with legend, day and reader, and its list behind it.

use super::{
    asked::{Asked, Query},
    draw::names,
    figure::figure,
};
use crate::{
    clock,
    rate_limit::Limit,
    web::{AppState, Page, Problem, SignedIn, asset_address},
};
use app::{
    pages::{self, PicturePage},
    words,
};
use axum::extract::{Path, Query as Parameters, State};
use model::DealId;
use store::NewExport;
use sync::frame::RoomId;

/// The page.
pub async fn print(
    State(server): State<AppState>,
    signed_in: SignedIn,
    Path((deal, diagram)): Path<(String, String)>,
    Parameters(query): Parameters<Query>,
) -> Result<Page, Problem> {
    let deal: DealId = deal.parse().map_err(|_| Problem::NotFound)?;
    let user = signed_in.user.id;
    let room = server.hub.read(user, RoomId::Deal(deal)).await?.ok_or(Problem::NotFound)?;
    let asked = Asked::read(&format!("{diagram}.svg"), &query, signed_in.user.locale, clock::now().day())?;
    server.rate_limits.check(Limit::Export, std::net::Ipv4Addr::UNSPECIFIED.into(), &user.to_string())?;
    let subject = asked.subject(&server, room).await?;
    let name = signed_in.member().map(|member| member.name.clone()).unwrap_or_default();
    let (kind, style) = (asked.diagram.name, asset_address("pkg/sandtable.css"));
    let html = server.studio.work(move || {
        let reader = asked.reader;
        let (title, account) = names(subject.room(), reader.locale);
        let facts = words::export::printed_facts(reader.locale, &account, &subject.days(&reader), &name);
        let page = PicturePage {
            locale: reader.locale,
            style,
            figures: figure(&subject, asked.diagram, &reader, &facts, None).into_iter().collect(),
            title,
            facts,
            hint: Some(words::export::print_hint(reader.locale).to_owned()),
            other: None,
            paper: asked.paper.name(),
        };
        Ok(pages::picture(&page))
    });
    let html = html.await?;
    let export = NewExport {
        deal,
        by: user,
        at: clock::now(),
        diagram: kind.to_owned(),
        format: "print".to_owned(),
        whole: true,
    };
    server.store.note_export(export).await?;
    Ok(Page::ok(html))
}
