//! `GET /account`.

use crate::{
    clock,
    web::{AppState, Page, Problem, SignedIn},
};
use app::pages::{self, AccountPage, Device, Done, PersonFields, Wrong};
use axum::{
    extract::{Query, State},
    http::HeaderMap,
};
use serde::Deserialize;

/// What stands in the address.
#[derive(Debug, Deserialize)]
pub struct Asked {
    done: Option<String>,
}

pub(super) async fn page(
    server: &AppState,
    signed_in: &SignedIn,
    headers: &HeaderMap,
    done: Option<Done>,
    wrong: Option<Wrong>,
) -> Result<String, Problem> {
    let sessions = server.store.sessions_of(signed_in.user.id, clock::now()).await?;
    let member = signed_in.member();
    let page = AccountPage {
        person: PersonFields {
            name: member.map(|member| member.name.clone()).unwrap_or_default(),
            initials: member.map(|member| member.initials.clone()).unwrap_or_default(),
            colour: member.map_or(1, |member| member.colour),
            login: signed_in.user.login.clone(),
        },
        devices: sessions
            .into_iter()
            .map(|session| Device {
                id: session.id.0.to_string(),
                is_this: session.id == signed_in.session.id,
                name: session.device,
                seen: session.seen_at.day(),
            })
            .collect(),
        wrong,
        done,
    };
    Ok(pages::account(&server.frame_for(signed_in, headers).at("/account"), &page))
}

/// The page.
pub async fn show(
    State(server): State<AppState>,
    signed_in: SignedIn,
    headers: HeaderMap,
    Query(asked): Query<Asked>,
) -> Result<Page, Problem> {
    let done = asked.done.as_deref().and_then(Done::of);
    Ok(Page::ok(page(&server, &signed_in, &headers, done, None).await?))
}
