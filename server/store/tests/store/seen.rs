//! How far each reader has read the talk of a deal.

use crate::place::{Place, cases};
use model::{CommentId, DealId, Seq, UserId};
use std::collections::BTreeMap;

cases![what_is_read_is_never_less_read_than_it_was, every_reader_and_every_deal_has_marks_of_its_own];

const DEAL: DealId = DealId::from_u128(1);
const READER: UserId = UserId::from_u128(2);

fn marks(marks: &[(u128, u64)]) -> BTreeMap<CommentId, Seq> {
    marks.iter().map(|(thread, up_to)| (CommentId::from_u128(*thread), Seq(*up_to))).collect()
}

async fn what_is_read_is_never_less_read_than_it_was(place: Place) {
    let store = place.store().await;
    assert_eq!(store.seen(READER, DEAL).await.unwrap(), marks(&[]));
    store.note_seen(READER, DEAL, &marks(&[(1, 5), (2, 9)])).await.unwrap();
    // Another device comes late, with what it knew then and something new.
    store.note_seen(READER, DEAL, &marks(&[(1, 7), (2, 3), (3, 4)])).await.unwrap();
    store.note_seen(READER, DEAL, &marks(&[])).await.unwrap();
    assert_eq!(store.seen(READER, DEAL).await.unwrap(), marks(&[(1, 7), (2, 9), (3, 4)]));
}

async fn every_reader_and_every_deal_has_marks_of_its_own(place: Place) {
    let store = place.store().await;
    store.note_seen(READER, DEAL, &marks(&[(1, 5)])).await.unwrap();
    let (other, elsewhere) = (UserId::from_u128(3), DealId::from_u128(4));
    store.note_seen(other, DEAL, &marks(&[(1, 8)])).await.unwrap();
    store.note_seen(READER, elsewhere, &marks(&[(1, 9)])).await.unwrap();
    assert_eq!(store.seen(READER, DEAL).await.unwrap(), marks(&[(1, 5)]));
    assert_eq!(store.seen(other, DEAL).await.unwrap(), marks(&[(1, 8)]));
    assert_eq!(store.seen(READER, elsewhere).await.unwrap(), marks(&[(1, 9)]));
    assert_eq!(store.seen(other, elsewhere).await.unwrap(), marks(&[]));
}
