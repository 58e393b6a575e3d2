//! `POST /account/profile`: name, initials, colour, language. All but the language are domain changes and go through the
//! log like any other.

use super::show::page;
use crate::{
    hub::NotSubmitted,
    language::remember_locale,
    web::{AppState, Page, Problem, SignedIn, redirect},
};
use app::pages::Wrong;
use axum::{
    Form,
    extract::State,
    http::HeaderMap,
    response::{IntoResponse, Response},
};
use model::{Change, Locale, StreamId, member::MemberChange, text};
use serde::Deserialize;

/// What the form sends.
#[derive(Deserialize)]
pub struct Profile {
    name: String,
    initials: String,
    colour: String,
    locale: Locale,
}

/// Keeps what differs.
pub async fn change_profile(
    State(server): State<AppState>,
    signed_in: SignedIn,
    headers: HeaderMap,
    Form(form): Form<Profile>,
) -> Result<Response, Problem> {
    let user = signed_in.user.id;
    let member = signed_in.member().ok_or(Problem::NotSignedIn { next: None })?;
    let name = text::clean(&form.name, false);
    let initials = text::clean(&form.initials, false);
    let colour = form.colour.parse().unwrap_or_default();
    let mut changes = Vec::new();
    if name != member.name {
        changes.push(Change::Member(MemberChange::SetName { user, name }));
    }
    if initials != member.initials {
        changes.push(Change::Member(MemberChange::SetInitials { user, initials }));
    }
    if colour != member.colour {
        changes.push(Change::Member(MemberChange::SetColour { user, colour }));
    }
    if !changes.is_empty() {
        match server.hub.submit(user, vec![(StreamId::Workspace, changes)]).await {
            Ok(_) => {}
            Err(NotSubmitted::Refused(refusal)) => {
                let wrong = Wrong::Refused(refusal.sentence(signed_in.user.locale));
                return Ok(Page::wrong(page(&server, &signed_in, &headers, None, Some(wrong)).await?).into_response());
            }
            Err(error) => return Err(error.into()),
        }
    }
    server.store.set_locale(user, form.locale).await?;
    let mut response = redirect("/account?done=profile");
    remember_locale(&mut response, form.locale);
    Ok(response)
}
