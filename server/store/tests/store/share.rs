//! Links for people outside.

use crate::{
    fixture::wang,
    place::{Place, cases},
};
use model::{DealId, Millis, UserId};
use store::{NewShare, ShareId};

cases![a_link_is_found_by_its_name_until_it_ends, a_link_of_another_deal_is_not_ended, the_newest_links_come_first];

fn new_share(n: u8, at: i64) -> NewShare {
    NewShare {
        secret_sha256: [n; 32],
        deal: DealId::from_u128(1),
        by: wang().id,
        at: Millis(at),
        expires_at: Millis(at + 100),
        shows: "{}".to_owned(),
    }
}

async fn a_link_is_found_by_its_name_until_it_ends(place: Place) {
    let store = place.store().await;
    let id = store.create_share(new_share(1, 100)).await.unwrap();
    let share = store.share(id).await.unwrap().unwrap();
    assert_eq!((share.made.clone(), share.opened, share.opened_at), (new_share(1, 100), 0, None));
    assert!(share.is_open(Millis(199)) && !share.is_open(Millis(200)));
    store.note_share_opened(id, Millis(150)).await.unwrap();
    store.note_share_opened(id, Millis(160)).await.unwrap();
    let share = store.share(id).await.unwrap().unwrap();
    assert_eq!((share.opened, share.opened_at), (2, Some(Millis(160))));
    let nobody = ShareId(uuid::Uuid::from_u128(9));
    assert_eq!(store.share(nobody).await.unwrap(), None);
    let other = UserId::from_u128(102);
    assert!(store.revoke_share(share.made.deal, id, other, Millis(170)).await.unwrap());
    let share = store.share(id).await.unwrap().unwrap();
    assert_eq!(share.revoked, Some((other, Millis(170))));
    assert!(!share.is_open(Millis(180)));
    assert!(
        !store.revoke_share(share.made.deal, id, wang().id, Millis(180)).await.unwrap(),
        "who ended it stays known"
    );
}

async fn a_link_of_another_deal_is_not_ended(place: Place) {
    let store = place.store().await;
    let id = store.create_share(new_share(1, 100)).await.unwrap();
    assert!(!store.revoke_share(DealId::from_u128(2), id, wang().id, Millis(150)).await.unwrap());
    assert!(store.share(id).await.unwrap().unwrap().is_open(Millis(150)));
}

async fn the_newest_links_come_first(place: Place) {
    let store = place.store().await;
    for n in 1..=3 {
        store.create_share(new_share(n, i64::from(n) * 10)).await.unwrap();
    }
    let found = store.shares_of(DealId::from_u128(1), 2).await.unwrap();
    assert_eq!(found.iter().map(|share| share.made.at.0).collect::<Vec<_>>(), [30, 20]);
    assert_eq!(store.shares_of(DealId::from_u128(2), 2).await.unwrap(), []);
}
