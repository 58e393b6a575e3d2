//! What an admin does. What bears on the domain (members, roles, competitors, the name) goes through the log in his name, so
//! the rules decide; links and sessions are the server's own.

mod competitors;
mod invite;
mod make_reset_link;
mod remove_member;
mod rename_workspace;
mod revoke_link;
mod set_role;
mod show;

pub use competitors::{add_competitor, archive_competitor, change_competitor, restore_competitor};
pub use invite::invite;
pub use make_reset_link::{link as reset_link, make_reset_link};
pub use remove_member::remove_member;
pub use rename_workspace::rename_workspace;
pub use revoke_link::revoke_link;
pub use set_role::set_role;
pub use show::show;

use crate::{
    hub::NotSubmitted,
    web::{AppState, Page, Problem, SignedIn, redirect},
};
use app::pages::Wrong;
use axum::{
    http::HeaderMap,
    response::{IntoResponse, Response},
};
use model::{Change, StreamId};

/// Submits changes of the workspace in the admin's name and shows the page again, with what the rules say.
async fn submit(
    server: &AppState,
    admin: &SignedIn,
    headers: &HeaderMap,
    changes: Vec<Change>,
) -> Result<Response, Problem> {
    match server.hub.submit(admin.user.id, vec![(StreamId::Workspace, changes)]).await {
        Ok(_) => Ok(redirect("/admin?done=saved")),
        Err(NotSubmitted::Refused(refusal)) => {
            let wrong = Wrong::Refused(refusal.sentence(admin.user.locale));
            Ok(Page::wrong(show::page(server, admin, headers, None, Some(wrong), None).await?).into_response())
        }
        Err(error) => Err(error.into()),
    }
}
