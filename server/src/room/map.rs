//! The deal somebody asks for, if he may draw its map: those of its iron triangle may.

use crate::web::{AppState, Problem};
use model::{AccountRight, Action, DealId, Refusal, Room, UserId};
use sync::frame::RoomId;

/// Whether he may.
pub fn may_draw(room: &Room, user: UserId) -> bool {
    room.actor(user, AccountRight::None).may(Action::EditMap)
}

/// The same, as a refusal.
pub fn must_draw(room: &Room, user: UserId) -> Result<(), Problem> {
    if may_draw(room, user) { Ok(()) } else { Err(Refusal::NotAllowed { action: Action::EditMap }.into()) }
}

/// The deal an address names, and its room. To those outside the team it does not exist.
pub async fn deal_to_draw(server: &AppState, user: UserId, deal: &str) -> Result<(DealId, Room), Problem> {
    let deal: DealId = deal.parse().map_err(|_| Problem::NotFound)?;
    let room = server.hub.read(user, RoomId::Deal(deal)).await?.ok_or(Problem::NotFound)?;
    must_draw(&room, user)?;
    Ok((deal, room))
}
