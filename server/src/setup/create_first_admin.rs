//! `POST /set-up`: makes the first admin and names the workspace.

use crate::{
    hub::NotSubmitted,
    rate_limit::Limit,
    session::begin,
    user::{NewMember, NotAdded, add},
    web::{AppState, ClientAddress, Page, PageLocale, Problem, redirect},
};
use app::pages::{self, SetUpPage, Wrong};
use axum::{
    Form,
    extract::State,
    http::HeaderMap,
    response::{IntoResponse, Response},
};
use model::{Change, StreamId, UserId, WorkspaceRole, member::MemberChange, text};
use serde::Deserialize;

/// What the form sends.
#[derive(Deserialize)]
pub struct FirstAdmin {
    token: String,
    workspace: String,
    #[serde(flatten)]
    member: NewMember,
}

/// Makes the first admin. Possible once, and only with the token from the log.
pub async fn create_first_admin(
    State(server): State<AppState>,
    PageLocale(locale): PageLocale,
    ClientAddress(address): ClientAddress,
    headers: HeaderMap,
    Form(form): Form<FirstAdmin>,
) -> Result<Response, Problem> {
    server.rate_limits.check(Limit::Link, address, "")?;
    if !server.set_up.is_open(&server.store).await? {
        return Ok(redirect("/sign-in"));
    }
    let wrong = |wrong: Wrong| {
        let page = SetUpPage {
            token: form.token.clone(),
            workspace: form.workspace.clone(),
            person: form.member.fields(),
            wrong: Some(wrong),
        };
        Page::wrong(pages::set_up(&server.frame(locale, &headers).at("/set-up"), &page)).into_response()
    };
    if !server.set_up.fits(&form.token) {
        return Ok(wrong(Wrong::SetUpToken));
    }
    let name = text::clean(&form.workspace, false);
    let naming = vec![(StreamId::Workspace, vec![Change::Member(MemberChange::NameWorkspace { name })])];
    match server.hub.submit(UserId::SYSTEM, naming).await {
        Ok(_) => {}
        Err(NotSubmitted::Refused(refusal)) => return Ok(wrong(Wrong::Refused(refusal.sentence(locale)))),
        Err(NotSubmitted::Gone) => return Err(Problem::Unavailable("the store is gone".to_owned())),
    }
    match add(&server, &form.member, WorkspaceRole::Admin, locale, None).await {
        Ok(user) => {
            tracing::info!(%user, "the first admin is set up");
            begin(&server, &headers, user, locale, "/w/board").await
        }
        Err(NotAdded::Wrong(what)) => Ok(wrong(what)),
        Err(NotAdded::Problem(problem)) => Err(problem),
    }
}
