//! `POST /admin/members/{id}/remove`: the member leaves, his sessions end, his sockets close.

use super::show::page;
use crate::{
    hub::NotSubmitted,
    web::{Admin, AppState, Page, Problem, redirect},
};
use app::pages::Wrong;
use axum::{
    extract::{Path, State},
    http::HeaderMap,
    response::{IntoResponse, Response},
};
use model::{Change, StreamId, UserId, member::MemberChange};
use uuid::Uuid;

/// Removes a member. First the membership, which the rules may refuse; then the account.
pub async fn remove_member(
    State(server): State<AppState>,
    Admin(admin): Admin,
    headers: HeaderMap,
    Path(id): Path<Uuid>,
) -> Result<Response, Problem> {
    let user = UserId(id);
    let change = Change::Member(MemberChange::Leave { user });
    match server.hub.submit(admin.user.id, vec![(StreamId::Workspace, vec![change])]).await {
        Ok(_) => {}
        Err(NotSubmitted::Refused(refusal)) => {
            let wrong = Wrong::Refused(refusal.sentence(admin.user.locale));
            return Ok(Page::wrong(page(&server, &admin, &headers, None, Some(wrong), None).await?).into_response());
        }
        Err(error) => return Err(error.into()),
    }
    server.store.disable_user(user).await?;
    server.hub.end_user(user).await?;
    tracing::info!(%user, by = %admin.user.id, "a member was removed");
    Ok(redirect("/admin?done=removed"))
}
