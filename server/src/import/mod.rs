//! Importing people: reading a file into cells, writing the rows somebody has chosen, and taking an import back.
//!
//! `read` writes nothing and keeps nothing; `csv`, `xlsx`, `vcard` and `text` read the three kinds of file. `write` and `take_back`
//! make ordinary ops in the name of who asks: the rules judge each. What a row means, who is known already and what is written is
//! said by `model::import`.

mod csv;
mod ops;
mod read;
mod take_back;
mod text;
mod vcard;
mod write;
mod xlsx;

pub use read::read;
pub use take_back::take_back;
pub use write::write;

use crate::{
    room::deals_of,
    web::{AppState, Problem},
};
use model::{AccountId, AccountRight, Action, Refusal, Room, UserId};
use sync::frame::RoomId;
use tokio::sync::{Mutex, Semaphore};

/// Files read at the same time: each may hold a few times its size in memory, and a core for a second.
const READERS: usize = 2;

/// What keeps imports from getting in each other's way on this node.
pub struct Imports {
    readers: Semaphore,
    /// One part at a time: two people who import one list at once find each other's people.
    writer: Mutex<()>,
}

impl Default for Imports {
    fn default() -> Self {
        Self { readers: Semaphore::new(READERS), writer: Mutex::new(()) }
    }
}

/// The account, if this user may change it. To those who may not read it, it does not exist.
async fn account_of(server: &AppState, user: UserId, account: &str) -> Result<(AccountId, Room), Problem> {
    let account: AccountId = account.parse().map_err(|_| Problem::NotFound)?;
    let room = server.hub.read(user, RoomId::Account(account)).await?.ok_or(Problem::NotFound)?;
    let by_deals = deals_of(server, account).await?.into_iter().map(|(_, deal)| deal.account_right(user));
    let right = by_deals.max().unwrap_or(AccountRight::None);
    if room.actor(user, right).may(Action::EditAccount) {
        Ok((account, room))
    } else {
        Err(Refusal::NotAllowed { action: Action::EditAccount }.into())
    }
}
