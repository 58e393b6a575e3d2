//! The deals of an account.

use crate::web::{AppState, Problem};
use model::{
    AccountId, DealId, StreamId,
    card::{Card, DealCard},
};

/// All of them, whoever may read them, with what the card of each says.
pub async fn deals_of(server: &AppState, account: AccountId) -> Result<Vec<(DealId, DealCard)>, Problem> {
    let cards = server.store.cards().await?.into_iter();
    Ok(cards
        .filter_map(|(stream, _, card)| match (stream, card) {
            (StreamId::Deal(id), Card::Deal(card)) if card.account == account => Some((id, card)),
            _ => None,
        })
        .collect())
}
