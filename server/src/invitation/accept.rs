//! `POST /invitations/{token}`: becomes a member; the link is used up by exactly one.

use super::show::{find, page};
use crate::{
    session::begin,
    user::{ByLink, NewMember, NotAdded, add},
    web::{AppState, ClientAddress, Page, PageLocale, Problem},
};
use axum::{
    Form,
    extract::{Path, State},
    http::HeaderMap,
    response::{IntoResponse, Response},
};

/// Adds the member and signs him in.
pub async fn accept(
    State(server): State<AppState>,
    PageLocale(locale): PageLocale,
    ClientAddress(address): ClientAddress,
    headers: HeaderMap,
    Path(token): Path<String>,
    Form(member): Form<NewMember>,
) -> Result<Response, Problem> {
    let invited = find(&server, address, &token).await?;
    let link = ByLink { digest: invited.digest, inviter: invited.inviter, deal: invited.deal };
    match add(&server, &member, invited.role, locale, Some(link)).await {
        Ok(user) => {
            let next = invited.deal.map_or_else(|| "/w/board".to_owned(), |(deal, _)| format!("/w/deals/{deal}/map"));
            begin(&server, &headers, user, locale, &next).await
        }
        Err(NotAdded::Wrong(wrong)) => {
            let html = page(&server, &invited, locale, &headers, &token, member.fields(), Some(wrong)).await?;
            Ok(Page::wrong(html).into_response())
        }
        Err(NotAdded::Problem(problem)) => Err(problem),
    }
}
