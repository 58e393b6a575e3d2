//! Read-only links: diagrams of a deal for people outside, as a page that needs no account, no script and no WASM.
//!
//! `create`, `list`, `revoke` are for the iron triangle; `show` is what the link opens. What is in it is decided by
//! `export::redact`.

mod create;
mod list;
mod revoke;
mod show;
mod shows;

pub use create::create;
pub use list::list;
pub use revoke::revoke;
pub use show::show;

use crate::web::{AppState, Problem, SignedIn};
use model::{AccountRight, Action, DealId, Refusal, Room, UserId};
use sync::frame::RoomId;

/// The deal, if this member is one corner of its iron triangle: who may draw the map may show it. To those outside the team
/// it does not exist.
async fn deal_of(server: &AppState, member: &SignedIn, deal: &str) -> Result<(DealId, Room), Problem> {
    let deal: DealId = deal.parse().map_err(|_| Problem::NotFound)?;
    let user = member.user.id;
    let room = server.hub.read(user, RoomId::Deal(deal)).await?.ok_or(Problem::NotFound)?;
    if may_share(&room, user) { Ok((deal, room)) } else { Err(Refusal::NotAllowed { action: Action::EditMap }.into()) }
}

fn may_share(room: &Room, user: UserId) -> bool {
    room.actor(user, AccountRight::None).may(Action::EditMap)
}
